"""Los días no hábiles y las peticiones abiertas: declarar, revocar y volver a contar."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Q

from ventanilla.auditoria.servicios import asentar
from ventanilla.comun.actores import SISTEMA, Actor
from ventanilla.comun.calendario import Calendario
from ventanilla.comun.cola import encolar
from ventanilla.comun.errores import Cambiado
from ventanilla.comun.fechas import fecha_larga
from ventanilla.comun.transaccion import escritura
from ventanilla.directorio.consultas import calendario_con, calendario_de_la_entidad
from ventanilla.directorio.models import DiaNoHabil
from ventanilla.directorio.servicios.dias import Cierre, declarar, revocar
from ventanilla.peticiones.consultas.movimientos import Movimiento, movimientos
from ventanilla.peticiones.models import Actuacion
from ventanilla.peticiones.servicios.anotar import anotar
from ventanilla.peticiones.servicios.avanzar import avanzar, recomputar


def declarar_y_contar(cierre: Cierre, *, actor: Actor, ahora: datetime) -> list[DiaNoHabil]:
    """Declara el cierre y deja al obrero volver a contar las peticiones abiertas.

    Raises:
        SinPermiso: si no administra.
        DatosInvalidos: si algo no sirve.
    """
    with escritura():
        dias = declarar(cierre, actor=actor, ahora=ahora)
        encolar("peticiones.aplicar_dias")
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
        encolar("peticiones.aplicar_dias")
    return revocados


def aplicar_dias(*, ahora: datetime) -> int:
    """Vuelve a contar las abiertas por los días recién declarados o revocados. Se puede repetir.

    Cada petición va en su transacción y queda con su actuación: qué reloj, de qué fecha a cuál y
    por qué acto. Si alguien cambia una en ese instante, se insiste en la próxima vuelta.

    Returns:
        Cuántas cambiaron.
    """
    dias = list(DiaNoHabil.objects.filter(por_aplicar=True))
    if not dias:
        return 0
    aplicados = Q(por_aplicar=False, revocado_por="") | (Q(por_aplicar=True) & ~Q(revocado_por=""))
    antes = calendario_con(DiaNoHabil.objects.filter(aplicados))
    despues = calendario_de_la_entidad()
    actos = sorted({d.revocado_por or d.acto for d in dias})
    hechas = pendientes = 0
    for movimiento in movimientos(antes, despues, desde=min(d.fecha for d in dias)):
        try:
            _mover(movimiento, despues, actos, ahora=ahora)
        except Cambiado:
            pendientes += 1
        else:
            hechas += 1
    if not pendientes:
        _cerrar(dias, actos, hechas, ahora=ahora)
    return hechas


def _mover(
    movimiento: Movimiento, calendario: Calendario, actos: list[str], *, ahora: datetime
) -> None:
    peticion = movimiento.peticion
    with escritura():
        avanzar(peticion)
        anotar(
            peticion,
            Actuacion.Tipo.CALENDARIO,
            actor=SISTEMA,
            ahora=ahora,
            motivo=_motivo(movimiento, actos),
            dependencia=peticion.dependencia.nombre if peticion.dependencia else "",
            datos={
                "actos": actos,
                "relojes": [
                    {
                        "clase": r.clase,
                        "antes": r.antes.isoformat() if r.antes else None,
                        "despues": r.despues.isoformat() if r.despues else None,
                    }
                    for r in movimiento.relojes
                ],
            },
            # Si solo cambia la fecha de la otra lectura, a la persona no le cambia nada.
            es_publica=movimiento.se_nota,
        )
        recomputar(peticion, calendario=calendario)


def _motivo(movimiento: Movimiento, actos: list[str]) -> str:
    por = ", ".join(actos)
    dichas = [
        f"del {fecha_larga(r.antes)} al {fecha_larga(r.despues)}"
        for r in movimiento.relojes
        if r.cambia_la_fecha and r.sigue_corriendo and r.antes and r.despues
    ]
    if not dichas:
        return f"Se volvió a contar por los días no hábiles de {por}."
    return f"Por los días no hábiles de {por}, la fecha pasó {', y '.join(dichas)}."


def _cerrar(dias: list[DiaNoHabil], actos: list[str], hechas: int, *, ahora: datetime) -> None:
    with escritura():
        # Solo los que se contaron: si en el camino revocaron uno, sigue por aplicar.
        for dia in dias:
            DiaNoHabil.objects.filter(pk=dia.pk, revocado_por=dia.revocado_por).update(
                por_aplicar=False
            )
        asentar(
            "dias-no-habiles",
            "aplicados",
            actor=SISTEMA,
            ahora=ahora,
            contenido={"actos": actos, "peticiones": hechas},
        )
