"""Notificar: la prueba de que la respuesta llegó, y solo ella, cierra el término."""

from collections.abc import Mapping
from datetime import date, datetime, time

from ventanilla.comun.actores import CIUDADANIA, SISTEMA, Actor
from ventanilla.comun.canonico import canonico
from ventanilla.comun.errores import Cambiado, DatosInvalidos, Falta
from ventanilla.comun.reloj import BOGOTA, en_bogota
from ventanilla.comun.texto import limpiar_linea
from ventanilla.comun.transaccion import escritura
from ventanilla.correspondencia.servicios import aceptados
from ventanilla.directorio.consultas import calendario_de_la_entidad
from ventanilla.peticiones.consultas.prueba_del_correo import espera_que_lo_abra
from ventanilla.peticiones.models import Actuacion, Estado, Peticion, Respuesta
from ventanilla.peticiones.permisos import puede_despachar
from ventanilla.peticiones.servicios.anotar import anotar
from ventanilla.peticiones.servicios.avanzar import avanzar, recomputar
from ventanilla.peticiones.servicios.exigir import exigir
from ventanilla.peticiones.servicios.leer import anotar_que_la_abrio

_FIN_DEL_DIA = time(23, 59, 59)


def registrar_entrega(
    peticion: Peticion, *, fecha: date, detalle: str, actor: Actor, ahora: datetime
) -> Respuesta:
    """Anota que la persona recibió la respuesta en papel: guía entregada o firma en ventanilla.

    Raises:
        SinPermiso: si no puede despachar esta petición.
        DatosInvalidos: si la fecha no cabe entre la firma y hoy, o falta la prueba.
        Cambiado: si no se había despachado o ya estaba notificada.
    """
    exigir(puede_despachar(actor, peticion))
    respuesta = Respuesta.objects.get(peticion=peticion)
    detalle = limpiar_linea(detalle)[:200]
    if respuesta.despachada is None or respuesta.firmada is None:
        raise Cambiado("Primero hay que despachar la respuesta.")
    if not en_bogota(respuesta.firmada).date() <= fecha <= en_bogota(ahora).date():
        raise DatosInvalidos([Falta("fecha", "La entrega va entre el día de la firma y hoy.")])
    if not detalle:
        raise DatosInvalidos([Falta("detalle", "Diga cuál es la prueba: guía, firma, quién.")])
    momento = min(datetime.combine(fecha, _FIN_DEL_DIA, tzinfo=BOGOTA), ahora)
    prueba = {"clase": "entrega", "detalle": detalle, "fecha": fecha.isoformat()}
    return dar_por_notificada(peticion, momento=momento, prueba=prueba, actor=actor, ahora=ahora)


def notificar_por_acceso(peticion: Peticion, *, ahora: datetime) -> bool:
    """La persona abrió la respuesta con su clave: eso prueba que la conoce.

    Devuelve si con esto quedó notificada. Se puede llamar en cada lectura: solo la primera cuenta. Si
    ya la había notificado un correo, queda escrito que además la abrió.
    """
    respuesta = (
        Respuesta.objects.select_related("radicado")
        .filter(peticion=peticion, documento__isnull=False)
        .first()
    )
    if respuesta is None:
        return False
    if respuesta.estado == Respuesta.Estado.NOTIFICADA:
        anotar_que_la_abrio(peticion, respuesta, ahora=ahora)
    if respuesta.estado != Respuesta.Estado.ENVIADA:
        return False
    prueba = {"clase": "acceso", "momento": en_bogota(ahora).isoformat(timespec="seconds")}
    try:
        dar_por_notificada(peticion, momento=ahora, prueba=prueba, actor=CIUDADANIA, ahora=ahora)
    except Cambiado:
        return False
    return True


def notificar_pendientes(*, ahora: datetime) -> int:
    """Cierra las que ya tienen prueba: correo aceptado por el servidor o aviso cumplido.

    Devuelve cuántas cerró. Se puede repetir; lo que cambió entre tanto queda para la vez siguiente.
    """
    cerradas = 0
    for respuesta, momento, prueba in [*_por_correo(), *_por_aviso(ahora)]:
        try:
            dar_por_notificada(
                respuesta.peticion, momento=momento, prueba=prueba, actor=SISTEMA, ahora=ahora
            )
        except Cambiado:
            continue
        cerradas += 1
    return cerradas


Prueba = tuple[Respuesta, datetime, Mapping[str, str]]


def _enviadas(medio: str) -> list[Respuesta]:
    return list(
        Respuesta.objects.select_related("peticion__radicado", "peticion__dependencia").filter(
            estado=Respuesta.Estado.ENVIADA, medio=medio
        )
    )


def _por_correo() -> list[Prueba]:
    enviadas = [r for r in _enviadas("correo") if r.envio_id and not espera_que_lo_abra(r)]
    probados = aceptados(r.envio_id for r in enviadas if r.envio_id is not None)
    hallados: list[Prueba] = []
    for respuesta in enviadas:
        envio = probados.get(respuesta.envio_id or 0)
        if envio is not None and envio.momento_envio is not None:
            prueba = {"clase": "correo", **envio.prueba}
            hallados.append((respuesta, envio.momento_envio, prueba))
    return hallados


def _por_aviso(ahora: datetime) -> list[Prueba]:
    hallados: list[Prueba] = []
    for respuesta in _enviadas("aviso"):
        surte = datetime.combine(
            date.fromisoformat(respuesta.prueba["surte"]), _FIN_DEL_DIA, tzinfo=BOGOTA
        )
        if surte <= ahora:
            hallados.append((respuesta, surte, {**respuesta.prueba, "clase": "aviso"}))
    return hallados


def dar_por_notificada(
    peticion: Peticion,
    *,
    momento: datetime,
    prueba: Mapping[str, str],
    actor: Actor,
    ahora: datetime,
) -> Respuesta:
    """La deja notificada desde ese momento, con su prueba, y cierra el término.

    Raises:
        Cambiado: si no se ha despachado, ya estaba notificada o la petición cambió.
    """
    calendario = calendario_de_la_entidad()
    with escritura():
        # La petición primero, como al despachar: dos a la vez no se esperan el uno al otro.
        avanzar(peticion, estado=Estado.NOTIFICADA)
        cerradas = Respuesta.objects.filter(
            peticion=peticion, estado=Respuesta.Estado.ENVIADA
        ).update(estado=Respuesta.Estado.NOTIFICADA, notificada=momento, prueba=dict(prueba))
        if cerradas != 1:
            raise Cambiado("La respuesta no se ha despachado, o ya estaba notificada.")
        anotar(
            peticion,
            Actuacion.Tipo.NOTIFICADA,
            actor=actor,
            ahora=ahora,
            momento=momento,
            datos={"prueba": prueba["clase"]},
            # Lo que contestó un servidor o escribió una persona puede traer un nombre o un correo.
            reservado={"prueba": canonico(dict(prueba)).decode()},
        )
        recomputar(peticion, calendario=calendario)
    return Respuesta.objects.get(peticion=peticion)
