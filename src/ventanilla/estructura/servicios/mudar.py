"""Pasar lo abierto de una dependencia que se cerró a la que la sucede, con su actuación cada una."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime

from ventanilla.comun.actores import SISTEMA, Actor
from ventanilla.comun.calendario import Calendario
from ventanilla.comun.cola import encolar
from ventanilla.comun.errores import Cambiado, DatosInvalidos, Falta
from ventanilla.comun.fechas import cantidad
from ventanilla.comun.reloj import en_bogota
from ventanilla.comun.transaccion import escritura
from ventanilla.directorio.consultas import (
    calendario_de_la_entidad,
    dependencia_de_atencion,
    heredera,
)
from ventanilla.directorio.models import CambioDeDependencia, Dependencia
from ventanilla.directorio.servicios.cargos_al_cerrar import Decision, pasar_o_terminar
from ventanilla.directorio.servicios.organigrama import cerrar
from ventanilla.estructura.consultas.mudanza import (
    cargos_en,
    cerradas_con_algo,
    partes_abiertas,
    por_mudar,
    trabajan_en,
)
from ventanilla.estructura.servicios.mudar_lo_demas import mudar_lo_de_su_gente, mudar_partes
from ventanilla.peticiones.models import Actuacion, Estado, Peticion
from ventanilla.peticiones.models.peticion import ESPERAN
from ventanilla.peticiones.permisos import TRABAJAN
from ventanilla.peticiones.servicios.anotar import anotar
from ventanilla.peticiones.servicios.avanzar import avanzar, recomputar

TANDA = 200
# Cambiar de dependencia no es avanzar ni retroceder; lo que nadie verificó tampoco queda verificado.
_NO_VUELVEN = (
    *ESPERAN,
    Estado.POR_VERIFICAR,
    Estado.EN_TRAMITE,
    Estado.PROYECTADA,
    Estado.POR_CORREGIR,
    Estado.FIRMADA,
    Estado.ENVIADA,
)


@dataclass(frozen=True)
class _Mudanza:
    """A dónde pasa una tanda: `siguen`, quienes también trabajan allá."""

    destino: Dependencia
    siguen: frozenset[int]
    motivo: str
    calendario: Calendario


def cerrar_y_mudar(  # noqa: PLR0913 (todos con nombre: lo que el acto dispone y qué se hace con su gente)
    dependencia: Dependencia,
    *,
    sucesora: Dependencia | None,
    unida: bool,
    acto: str,
    desde: date,
    actor: Actor,
    ahora: datetime,
    cargos: Mapping[int, bool] | None = None,
) -> int:
    """Cierra la dependencia y pasa lo suyo a la sucesora: de las peticiones, una tanda ya.

    El resto lo pasa el obrero; si el cierre es de un día que viene, todo, cuando llegue.

    Args:
        cargos: llave del nombramiento → si pasa a la sucesora. Uno que no se nombre se termina, salvo
            los de quien lo hace: nadie cambia sus propios cargos.

    Returns:
        Cuántas se pasaron en la primera tanda.

    Raises:
        SinPermiso: si no administra.
        DatosInvalidos: si tiene peticiones abiertas y no se dice a cuál pasan.
        Cambiado: si otra persona la cambió entre tanto.
    """
    with escritura():
        # Primero se cierra: desde ahí nadie le puede enviar otra mientras se cuentan las que tiene.
        cerrar(
            dependencia,
            sucesora=sucesora,
            unida=unida,
            acto=acto,
            desde=desde,
            actor=actor,
            ahora=ahora,
        )
        if sucesora is None:
            _exigir_que_no_deje_nada(dependencia)
        if desde <= en_bogota(ahora).date():
            mudar_lo_de_su_gente(dependencia, sucesora, actor=actor, ahora=ahora)
        pasar_o_terminar(
            _decisiones(dependencia, cargos or {}, desde, actor),
            sucesora=sucesora,
            acto=acto,
            desde=desde,
            actor=actor,
            ahora=ahora,
        )
        encolar("estructura.mudar")
    return mudar_abiertas(actor=actor, ahora=ahora)


def _exigir_que_no_deje_nada(dependencia: Dependencia) -> None:
    cuantas, partes = por_mudar(dependencia).count(), partes_abiertas(dependencia).count()
    tiene = []
    if cuantas:
        tiene.append(cantidad(cuantas, "petición abierta", "peticiones abiertas"))
    if partes:
        tiene.append(cantidad(partes, "parte por entregar", "partes por entregar"))
    if tiene:
        falta = f"Tiene {' y '.join(tiene)}: diga a cuál dependencia pasan."
        raise DatosInvalidos([Falta("sucesora", falta)])


def _decisiones(
    dependencia: Dependencia, cargos: Mapping[int, bool], desde: date, actor: Actor
) -> list[Decision]:
    return [
        Decision(cargo, cargos.get(cargo.pk, False))
        for cargo in cargos_en(dependencia, desde)
        if cargo.usuario_id != actor.usuario_id
    ]


def mudar_abiertas(*, ahora: datetime, actor: Actor = SISTEMA) -> int:
    """Pasa a lo sumo `TANDA` peticiones de dependencias que ya se cerraron. Se puede repetir.

    Van a la sucesora; si ninguna quedó con lo suyo, a la de Atención, que las reparte. Pasa también lo
    de su gente, aunque se haya cerrado por otro camino (el archivo de la entidad).

    Returns:
        Cuántas pasaron.
    """
    hoy = en_bogota(ahora).date()
    cerradas = cerradas_con_algo(hoy)
    if not cerradas:
        return 0
    calendario = calendario_de_la_entidad()
    pasadas = 0
    for cerrada in cerradas:
        sucesora = heredera(cerrada, hoy)
        # Si alguien está cambiando una plantilla, pasan en la próxima vuelta.
        with suppress(Cambiado):
            mudar_lo_de_su_gente(cerrada, sucesora, actor=actor, ahora=ahora)
        destino = sucesora or dependencia_de_atencion(hoy)
        if destino is None:
            continue
        mudanza = _Mudanza(
            destino=destino,
            siguen=trabajan_en(destino, hoy, roles=TRABAJAN),
            motivo=_motivo(cerrada, destino) if sucesora else _sin_sucesora(cerrada, destino),
            calendario=calendario,
        )
        for peticion in por_mudar(cerrada)[: TANDA - pasadas]:
            pasadas += _mudar(peticion, mudanza, actor=actor, ahora=ahora)
        mudar_partes(cerrada, destino, motivo=mudanza.motivo, actor=actor, ahora=ahora)
        if pasadas >= TANDA:
            encolar("estructura.mudar")
            break
    return pasadas


def _motivo(cerrada: Dependencia, destino: Dependencia) -> str:
    cambio = CambioDeDependencia.objects.filter(dependencia=cerrada, sucesora__isnull=False).first()
    acto = f" ({cambio.acto})" if cambio else ""
    return f"{cerrada.nombre} ya no existe{acto}: lo suyo lo atiende {destino.nombre}."


def _sin_sucesora(cerrada: Dependencia, destino: Dependencia) -> str:
    return (
        f"{cerrada.nombre} ya no existe y ninguna dependencia quedó con lo suyo: {destino.nombre} "
        "decide a quién le toca."
    )


def _mudar(peticion: Peticion, mudanza: _Mudanza, *, actor: Actor, ahora: datetime) -> bool:
    """Conserva a quien la tenía si también trabaja en la sucesora; no mueve su avance."""
    responsable = peticion.responsable_id if peticion.responsable_id in mudanza.siguen else None
    estado = peticion.estado if peticion.estado in _NO_VUELVEN else Estado.ASIGNADA
    try:
        with escritura():
            avanzar(
                peticion,
                estado=estado,
                dependencia_id=mudanza.destino.pk,
                responsable_id=responsable,
            )
            anotar(
                peticion,
                Actuacion.Tipo.ASIGNADA,
                actor=actor,
                ahora=ahora,
                motivo=mudanza.motivo,
                dependencia=mudanza.destino.nombre,
                datos={"dependencia": mudanza.destino.codigo, "responsable": responsable},
            )
            recomputar(peticion, calendario=mudanza.calendario)
    except Cambiado:
        # Alguien la movió en ese instante: si sigue aquí, pasa en la próxima tanda.
        return False
    return True
