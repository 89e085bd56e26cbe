"""Qué pasa con los cargos de una dependencia que se cierra: cada uno, a la sucesora o se termina."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from ventanilla.comun.actores import Actor
from ventanilla.comun.errores import DatosInvalidos, Falta
from ventanilla.comun.transaccion import escritura
from ventanilla.directorio.models import Dependencia, Nombramiento
from ventanilla.directorio.servicios.nombramientos import nombrar, terminar_nombramiento


@dataclass(frozen=True)
class Decision:
    """Un cargo y si pasa a la sucesora con el mismo rol; si no, se termina."""

    cargo: Nombramiento
    pasa: bool


def pasar_o_terminar(
    decisiones: Iterable[Decision],
    *,
    sucesora: Dependencia | None,
    acto: str,
    desde: date,
    actor: Actor,
    ahora: datetime,
) -> int:
    """Termina cada cargo el día anterior al cierre y, si pasa, lo da en la sucesora con el mismo acto.

    Returns:
        Cuántos pasaron.

    Raises:
        SinPermiso: si `actor` no administra o un cargo es suyo.
        DatosInvalidos: si se quiere pasar y no hay sucesora.
        Cambiado: si alguien terminó uno entre tanto.
    """
    pasados = 0
    with escritura():
        for decision in decisiones:
            cargo = decision.cargo
            if decision.pasa and sucesora is None:
                falta = "Para pasar los cargos a otra, diga cuál tiene ahora lo suyo."
                raise DatosInvalidos([Falta("sucesora", falta)])
            if cargo.hasta is None or cargo.hasta >= desde:
                ultimo = desde - timedelta(days=1)
                terminar_nombramiento(cargo, ultimo_dia=ultimo, actor=actor, ahora=ahora)
                if decision.pasa and sucesora is not None:
                    pasados += _pasar(cargo, sucesora, acto, desde, actor, ahora)
    return pasados


def _pasar(
    cargo: Nombramiento,
    sucesora: Dependencia,
    acto: str,
    desde: date,
    actor: Actor,
    ahora: datetime,
) -> bool:
    """Falso si allá ya tiene ese rol o su cuenta está cerrada: entonces solo se termina."""
    ya = cargo.usuario.nombramientos.filter(rol=cargo.rol, dependencia=sucesora)
    if not cargo.usuario.is_active or ya.exclude(hasta__lt=desde).exists():
        return False
    nombrar(
        cargo.usuario,
        rol=cargo.rol,
        dependencia=sucesora,
        modalidad=cargo.modalidad,
        cargo=cargo.cargo,
        desde=max(desde, cargo.desde),
        hasta=cargo.hasta,
        acto=acto,
        actor=actor,
        ahora=ahora,
    )
    return True
