"""Guardar, renombrar y borrar los filtros de la bandeja."""

import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime

from django.db import IntegrityError

from ventanilla.auditoria.servicios import asentar
from ventanilla.bandeja.models import FiltroGuardado
from ventanilla.bandeja.permisos import (
    puede_cambiar_filtro,
    puede_compartir_filtro,
    vistas_de,
)
from ventanilla.comun.actores import Actor
from ventanilla.comun.errores import Cambiado, DatosInvalidos, Falta, SinPermiso
from ventanilla.comun.texto import limpiar_linea
from ventanilla.comun.transaccion import escritura, hacer_fila
from ventanilla.directorio.models import Dependencia
from ventanilla.peticiones.servicios.exigir import exigir

MAXIMO_NOMBRE = 60
# Cada uno se cuenta al abrir la bandeja, y más no caben a la vista.
MAXIMOS = 10
CAMPOS = ("q", "estado", "clase", "canal", "dependencia", "responsable", "semaforo", "orden")
_REPETIDO = "Ya hay un filtro con ese nombre. Póngale otro."


def guardar_filtro(
    nombre: str,
    *,
    vista: str,
    consulta: Mapping[str, str],
    dependencia: Dependencia | None,
    actor: Actor,
    ahora: datetime,
) -> FiltroGuardado:
    """Guarda el filtro para `actor` o, con `dependencia`, para todos los de ella.

    Args:
        consulta: los campos de `CAMPOS` como van en la dirección; los demás no se guardan.

    Raises:
        SinPermiso: si no tiene esa vista o no comparte en esa dependencia.
        DatosInvalidos: si falta el nombre, es largo, está repetido o ya hay `MAXIMOS`.
    """
    if actor.usuario_id is None or vista not in {v.codigo for v in vistas_de(actor)}:
        raise SinPermiso("Su cargo no tiene esa vista de la bandeja.")
    if dependencia is not None:
        exigir(puede_compartir_filtro(actor, dependencia))
    nombre = _nombre(nombre)
    limpia = {campo: consulta[campo][:200] for campo in CAMPOS if consulta.get(campo)}
    hermanos = FiltroGuardado.objects.filter(dependencia=dependencia)
    if dependencia is None:
        hermanos = hermanos.filter(usuario_id=actor.usuario_id)
    with escritura():
        hacer_fila(f"filtros:{dependencia.codigo if dependencia else actor.clave}")
        if hermanos.count() >= MAXIMOS:
            raise DatosInvalidos(
                [Falta("nombre", f"Ya hay {MAXIMOS} filtros guardados. Borre uno que no use.")]
            )
        filtro = FiltroGuardado(
            uuid=uuid.uuid4(),
            nombre=nombre,
            usuario_id=actor.usuario_id,
            dependencia=dependencia,
            vista=vista,
            consulta=limpia,
            creado=ahora,
        )
        with sin_repetir():
            filtro.save(force_insert=True)
        _asentar(filtro, "filtro_compartido", actor, ahora)
    return filtro


def renombrar_filtro(
    filtro: FiltroGuardado, *, nombre: str, actor: Actor, ahora: datetime
) -> FiltroGuardado:
    """Le cambia el nombre.

    Raises:
        SinPermiso: si no es suyo ni comparte en su dependencia.
        DatosInvalidos: si falta el nombre, es largo o está repetido.
        Cambiado: si en este instante lo borraron o pasó a otra dependencia.
    """
    exigir(puede_cambiar_filtro(actor, filtro))
    nuevo = _nombre(nombre)
    if nuevo == filtro.nombre:
        return filtro
    suyo = FiltroGuardado.objects.filter(pk=filtro.pk, dependencia=filtro.dependencia)
    with escritura():
        with sin_repetir():
            if suyo.update(nombre=nuevo) != 1:
                raise Cambiado("Ese filtro ya no está. Vuelva a la bandeja.")
        filtro.nombre = nuevo
        _asentar(filtro, "filtro_renombrado", actor, ahora)
    return filtro


def borrar_filtro(filtro: FiltroGuardado, *, actor: Actor, ahora: datetime) -> bool:
    """Lo borra; dice si lo borró ahora o ya no estaba. Las peticiones no cambian.

    Raises:
        SinPermiso: si no es suyo ni comparte en su dependencia.
    """
    exigir(puede_cambiar_filtro(actor, filtro))
    with escritura():
        borrados, _ = FiltroGuardado.objects.filter(pk=filtro.pk).delete()
        if borrados:
            _asentar(filtro, "filtro_borrado", actor, ahora)
    return bool(borrados)


def _nombre(dicho: str) -> str:
    nombre = limpiar_linea(dicho)
    if not nombre:
        raise DatosInvalidos([Falta("nombre", "Póngale un nombre que diga qué muestra.")])
    if len(nombre) > MAXIMO_NOMBRE:
        raise DatosInvalidos([Falta("nombre", f"Escriba {MAXIMO_NOMBRE} caracteres o menos.")])
    return nombre


@contextmanager
def sin_repetir() -> Iterator[None]:
    """Escribe un nombre que la base no deja repetir.

    Raises:
        DatosInvalidos: si otro filtro ya lo tiene; no queda nada escrito.
    """
    try:
        with escritura(punto=True):
            yield
    except IntegrityError:
        raise DatosInvalidos([Falta("nombre", _REPETIDO)]) from None


def _asentar(filtro: FiltroGuardado, hecho: str, actor: Actor, ahora: datetime) -> None:
    """Lo compartido lo usan otros: queda quién lo hizo. Lo propio no le importa a nadie más."""
    if filtro.dependencia is None:
        return
    asentar(
        f"filtro:{filtro.uuid.hex}",
        hecho,
        actor=actor,
        ahora=ahora,
        contenido={"dependencia": filtro.dependencia.codigo, "vista": filtro.vista},
    )
