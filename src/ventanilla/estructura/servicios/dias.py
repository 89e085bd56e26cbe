"""Los días no hábiles, los ajustes y las peticiones abiertas: declarar, revocar y volver a contar."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q

from ventanilla.auditoria.servicios import asentar
from ventanilla.comun.actores import SISTEMA, Actor
from ventanilla.comun.calendario import Calendario
from ventanilla.comun.cola import encolar
from ventanilla.comun.errores import Cambiado
from ventanilla.comun.fechas import enumerar, fecha_larga
from ventanilla.comun.transaccion import escritura, uno_a_la_vez
from ventanilla.directorio.consultas import calendario_con, calendario_de_la_entidad, entidad
from ventanilla.directorio.models import DiaNoHabil
from ventanilla.directorio.reglas.ajustes import SUELTOS, dicho
from ventanilla.directorio.servicios.ajustes import marcar_aplicados
from ventanilla.directorio.servicios.dias import Cierre, declarar, revocar
from ventanilla.directorio.servicios.turno import tomar_la_entidad
from ventanilla.estructura.consultas.ajustes import (
    pendientes,
    primer_dia_que_mueven,
    sin_los_pendientes,
)
from ventanilla.estructura.consultas.movimientos import Cuenta, Movimiento, movimientos
from ventanilla.peticiones.models import Actuacion
from ventanilla.peticiones.servicios.anotar import anotar
from ventanilla.peticiones.servicios.avanzar import avanzar, recomputar
from ventanilla.terminos.dicho import SUYOS


@dataclass(frozen=True)
class Causas:
    """Por qué se cuenta otra vez: los actos de los días y los ajustes, como se leen."""

    actos: list[str]
    ajustes: list[str]

    def __str__(self) -> str:
        dias = [f"los días no hábiles de {', '.join(self.actos)}"] if self.actos else []
        return enumerar([*dias, *(f"un ajuste de la entidad ({a})" for a in self.ajustes)])


def declarar_y_contar(cierre: Cierre, *, actor: Actor, ahora: datetime) -> list[DiaNoHabil]:
    """Declara el cierre y deja al obrero volver a contar las peticiones abiertas.

    Raises:
        SinPermiso: si no administra.
        DatosInvalidos: si algo no sirve.
    """
    with escritura():
        dias = declarar(cierre, actor=actor, ahora=ahora)
        encolar("estructura.aplicar_dias")
    return dias


def revocar_y_contar(
    dias: Sequence[DiaNoHabil], *, por: str, actor: Actor, ahora: datetime
) -> list[DiaNoHabil]:
    """Deja los días sin efecto y al obrero volver a contar.

    Raises:
        SinPermiso: si no administra.
        DatosInvalidos: si falta el acto.
        Cambiado: si otra persona ya los revocó.
    """
    with escritura():
        revocados = revocar(dias, por=por, actor=actor, ahora=ahora)
        encolar("estructura.aplicar_dias")
    return revocados


def aplicar_dias(*, ahora: datetime) -> int:
    """Vuelve a contar las abiertas por los días o los ajustes recién cambiados. Se puede repetir.

    Cada petición va en su transacción y queda con su actuación: qué reloj, de qué fecha a cuál y
    por qué. Si alguien cambia una en ese instante, se insiste en la próxima vuelta.

    Una vuelta a la vez: si se declara o se revoca a mitad de una, otra que empezara no reconocería las
    fechas que la primera va dejando, y las daría por contadas.

    Returns:
        Cuántas cambiaron.
    """
    with uno_a_la_vez("aplicar-dias"):
        return _dar_una_vuelta(ahora)


def _dar_una_vuelta(ahora: datetime) -> int:
    dias = list(DiaNoHabil.objects.filter(por_aplicar=True))
    actual = entidad()
    ajustes = pendientes(actual)
    if not dias and not ajustes:
        return 0
    aplicados = Q(por_aplicar=False, revocado_por="") | (Q(por_aplicar=True) & ~Q(revocado_por=""))
    previa = sin_los_pendientes(actual)
    antes = Cuenta(calendario_con(DiaNoHabil.objects.filter(aplicados), previa), previa)
    despues = Cuenta(calendario_de_la_entidad(actual), actual)
    desde = min([d.fecha for d in dias] + ([primer_dia_que_mueven(ajustes)] if ajustes else []))
    actos = sorted({d.revocado_por or d.acto for d in dias})
    leidos = [f"{SUELTOS[a['campo']].nombre}: {dicho(a['campo'], a['despues'])}" for a in ajustes]
    causas = Causas(actos, leidos)
    hechas = faltan = 0
    for movimiento in movimientos(antes, despues, desde=desde):
        try:
            _mover(movimiento, despues.calendario, causas, ahora=ahora)
        except Cambiado:
            faltan += 1
        else:
            hechas += 1
    if not faltan:
        _cerrar(dias, ajustes, causas, hechas, ahora=ahora)
    return hechas


def _mover(
    movimiento: Movimiento, calendario: Calendario, causas: Causas, *, ahora: datetime
) -> None:
    peticion = movimiento.peticion
    with escritura():
        avanzar(peticion)
        anotar(
            peticion,
            Actuacion.Tipo.CALENDARIO,
            actor=SISTEMA,
            ahora=ahora,
            motivo=_motivo(movimiento, causas),
            dependencia=peticion.dependencia.nombre if peticion.dependencia else "",
            datos={
                "actos": [*causas.actos, *causas.ajustes],
                "relojes": [
                    {
                        "clase": r.clase,
                        "antes": r.antes.isoformat() if r.antes else None,
                        "despues": r.despues.isoformat() if r.despues else None,
                    }
                    for r in movimiento.relojes
                ],
                **_lo_que_lee(movimiento),
            },
            # Si solo cambia la fecha de la otra lectura, a la persona no le cambia nada.
            es_publica=movimiento.se_nota,
        )
        recomputar(peticion, calendario=calendario)


def _lo_que_lee(movimiento: Movimiento) -> dict[str, dict[str, str]]:
    """Las fechas nuevas de la persona, que ya no se le acortan aunque el cambio se deshaga."""
    suyas = {
        r.clase: r.despues.isoformat()
        for r in movimiento.relojes
        if r.clase in SUYOS and r.sigue_corriendo and r.cambia_la_fecha and r.despues
    }
    return {"dicho": suyas} if suyas else {}


def _motivo(movimiento: Movimiento, causas: Causas) -> str:
    dichas = [
        f"del {fecha_larga(r.antes)} al {fecha_larga(r.despues)}"
        for r in movimiento.relojes
        if r.cambia_la_fecha and r.sigue_corriendo and r.antes and r.despues
    ]
    if not dichas:
        return f"Se volvió a contar por {causas}."
    return f"Por {causas}, la fecha pasó {', y '.join(dichas)}."


def _cerrar(
    dias: list[DiaNoHabil],
    ajustes: list[dict[str, Any]],
    causas: Causas,
    hechas: int,
    *,
    ahora: datetime,
) -> None:
    with escritura():
        tomar_la_entidad()
        # Solo los que se contaron: si en el camino revocaron uno, sigue por aplicar.
        cerradas = sum(
            DiaNoHabil.objects.filter(
                pk=dia.pk, revocado_por=dia.revocado_por, por_aplicar=True
            ).update(por_aplicar=False)
            for dia in dias
        )
        if ajustes:
            cerradas += marcar_aplicados(ajustes)
        if not cerradas and not hechas:
            # Otro obrero los contó a la vez y ya lo dejó escrito.
            return
        asentar(
            "dias-no-habiles" if dias else "entidad",
            "aplicados",
            actor=SISTEMA,
            ahora=ahora,
            contenido={"actos": [*causas.actos, *causas.ajustes], "peticiones": hechas},
        )
