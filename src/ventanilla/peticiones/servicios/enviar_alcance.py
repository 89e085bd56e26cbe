"""Enviar un alcance firmado y notificarlo con prueba; la petición no cambia de estado."""

from collections.abc import Mapping
from datetime import date, datetime, time

from ventanilla.comun.actores import CIUDADANIA, SISTEMA, Actor
from ventanilla.comun.canonico import canonico
from ventanilla.comun.cola import encolar
from ventanilla.comun.enlaces import CONSULTAR, VERIFICAR, completa
from ventanilla.comun.errores import Cambiado, DatosInvalidos, Falta
from ventanilla.comun.reloj import BOGOTA, en_bogota
from ventanilla.comun.texto import limpiar_linea
from ventanilla.comun.transaccion import escritura
from ventanilla.correspondencia.models import Envio
from ventanilla.correspondencia.servicios import aceptados, preparar_envio
from ventanilla.peticiones.consultas.prueba_del_correo import espera_que_lo_abra
from ventanilla.peticiones.models import Actuacion, Alcance
from ventanilla.peticiones.permisos import puede_enviar_alcance
from ventanilla.peticiones.servicios.anotar import anotar
from ventanilla.peticiones.servicios.avanzar import avanzar
from ventanilla.peticiones.servicios.despachar import (
    TAREA_NOTIFICAR,
    constancia_del_envio,
    exigir_lista,
    lo_adjunto,
    marcar_despachado,
    revisar_medio,
)
from ventanilla.peticiones.servicios.exigir import exigir
from ventanilla.peticiones.servicios.leer import anotar_que_la_abrio
from ventanilla.peticiones.servicios.volver_a_despachar import exigir_por_que

_FIN_DEL_DIA = time(23, 59, 59)


def enviar_alcance(
    alcance: Alcance,
    *,
    medio: str,
    guia: str = "",
    motivo: str = "",
    vez: int = 0,
    actor: Actor,
    ahora: datetime,
) -> Alcance:
    """Lo envía por ese medio; se puede repetir, diciendo por qué, mientras no conste que llegó.

    Args:
        motivo: por qué hace falta otra vez; la persona también lo lee. La primera no lo pide.
        vez: cuántos despachos había cuando se preguntó: repetir el mismo toque no saca otro.

    Raises:
        SinPermiso: si no puede enviarlo.
        DatosInvalidos: si falta la guía o el motivo, no dejó correo o el medio no sirve.
        Cambiado: si no está firmado, falta el PDF, va en camino, ya se notificó o salió entre tanto.
    """
    peticion = alcance.peticion
    exigir(puede_enviar_alcance(actor, peticion))
    exigir_lista(alcance, ahora)
    se_repite = alcance.despachada is not None
    motivo = exigir_por_que(alcance, motivo=motivo, vez=vez) if se_repite else ""
    guia = limpiar_linea(guia)[:120]
    destino = revisar_medio(peticion, medio, guia)
    prueba = constancia_del_envio(medio, guia, ahora)
    with escritura():
        avanzar(peticion)
        envio = _encargar(alcance, destino, prueba, ahora) if medio == "correo" else None
        marcar_despachado(alcance, medio, envio, prueba, ahora)
        anotar(
            peticion,
            Actuacion.Tipo.ALCANCE_ENVIADO,
            actor=actor,
            ahora=ahora,
            motivo=motivo,
            datos={
                "medio": medio,
                "alcance": alcance.orden,
                **{k: v for k, v in prueba.items() if k != "guia"},
                **({"vez": len(alcance.anteriores) + 1} if se_repite else {}),
            },
            reservado={"guia": prueba["guia"]} if "guia" in prueba else None,
            dependencia=peticion.dependencia.nombre if peticion.dependencia else "",
        )
        if envio is not None:
            encolar(TAREA_NOTIFICAR)
    return alcance


def registrar_entrega_de_alcance(
    alcance: Alcance, *, fecha: date, detalle: str, actor: Actor, ahora: datetime
) -> None:
    """Anota que la persona lo recibió en papel, con su prueba.

    Raises:
        SinPermiso: si no puede enviarlo.
        DatosInvalidos: si la fecha no cabe entre la firma y hoy, o falta la prueba.
        Cambiado: si no se había enviado o ya estaba notificado.
    """
    exigir(puede_enviar_alcance(actor, alcance.peticion))
    detalle = limpiar_linea(detalle)[:200]
    if alcance.despachada is None or alcance.firmada is None:
        raise Cambiado("Primero hay que enviar el alcance.")
    if not en_bogota(alcance.firmada).date() <= fecha <= en_bogota(ahora).date():
        raise DatosInvalidos([Falta("fecha", "La entrega va entre el día de la firma y hoy.")])
    if not detalle:
        raise DatosInvalidos([Falta("detalle", "Diga cuál es la prueba: guía, firma, quién.")])
    momento = min(datetime.combine(fecha, _FIN_DEL_DIA, tzinfo=BOGOTA), ahora)
    prueba = {"clase": "entrega", "detalle": detalle, "fecha": fecha.isoformat()}
    dar_por_notificado(alcance, momento, prueba, actor, ahora)


def notificar_alcance_por_acceso(alcance: Alcance, *, ahora: datetime) -> bool:
    """La persona lo abrió con su clave. Devuelve si con esto quedó notificado.

    Si ya lo había notificado un correo, queda escrito que además lo abrió.
    """
    if alcance.estado == Alcance.Estado.NOTIFICADA:
        anotar_que_la_abrio(alcance.peticion, alcance, ahora=ahora)
    if alcance.estado != Alcance.Estado.ENVIADA or alcance.documento_id is None:
        return False
    prueba = {"clase": "acceso", "momento": en_bogota(ahora).isoformat(timespec="seconds")}
    try:
        dar_por_notificado(alcance, ahora, prueba, CIUDADANIA, ahora)
    except Cambiado:
        return False
    return True


def notificar_alcances(*, ahora: datetime) -> int:
    """Deja notificados los que el servidor ya aceptó o cuyo aviso se cumplió; devuelve cuántos."""
    return _por_correo(ahora) + _por_aviso(ahora)


def _por_aviso(ahora: datetime) -> int:
    publicados = Alcance.objects.select_related("peticion__dependencia").filter(
        estado=Alcance.Estado.ENVIADA, medio="aviso"
    )
    notificados = 0
    for alcance in list(publicados):
        surte = datetime.combine(
            date.fromisoformat(alcance.prueba["surte"]), _FIN_DEL_DIA, tzinfo=BOGOTA
        )
        if surte <= ahora:
            notificados += _notificado(alcance, surte, {**alcance.prueba, "clase": "aviso"}, ahora)
    return notificados


def _notificado(
    alcance: Alcance, momento: datetime, prueba: Mapping[str, str], ahora: datetime
) -> bool:
    try:
        dar_por_notificado(alcance, momento, prueba, SISTEMA, ahora)
    except Cambiado:
        return False
    return True


def _por_correo(ahora: datetime) -> int:
    enviados = list(
        Alcance.objects.select_related("peticion__dependencia").filter(
            estado=Alcance.Estado.ENVIADA, medio="correo", envio__isnull=False
        )
    )
    probados = aceptados(a.envio_id for a in enviados if a.envio_id is not None)
    notificados = 0
    for alcance in enviados:
        envio = None if espera_que_lo_abra(alcance) else probados.get(alcance.envio_id or 0)
        if envio is None or envio.momento_envio is None:
            continue
        prueba = {"clase": "correo", **envio.prueba}
        notificados += _notificado(alcance, envio.momento_envio, prueba, ahora)
    return notificados


def _encargar(alcance: Alcance, destino: str, prueba: Mapping[str, str], ahora: datetime) -> Envio:
    peticion, salida, documento = alcance.peticion, alcance.radicado, alcance.documento
    if salida is None or documento is None:
        raise Cambiado("El alcance todavía no está listo para enviar.")
    adjuntos, dicho = lo_adjunto(alcance, documento, f"alcance-{salida.impreso}.pdf", prueba)
    return preparar_envio(
        "alcance",
        llave=f"alcance:{alcance.uuid.hex}:{peticion.version}",
        destino=destino,
        plantilla="peticiones/correo/alcance",
        datos={
            "radicado": peticion.radicado.impreso,
            "salida": salida.impreso,
            "corrige": alcance.para == Alcance.Para.CORREGIR,
            "consultar": completa(CONSULTAR),
            "verificar": completa(VERIFICAR, salida.verificacion),
            **dicho,
        },
        radicado=salida,
        adjuntos=adjuntos,
        ahora=ahora,
    )


def dar_por_notificado(
    alcance: Alcance, momento: datetime, prueba: Mapping[str, str], actor: Actor, ahora: datetime
) -> None:
    """Lo deja notificado desde ese momento, con su prueba.

    Raises:
        Cambiado: si no se ha enviado, ya estaba notificado o la petición cambió.
    """
    with escritura():
        # La petición primero, como al enviarlo: dos a la vez no se esperan el uno al otro.
        avanzar(alcance.peticion)
        notificados = Alcance.objects.filter(pk=alcance.pk, estado=Alcance.Estado.ENVIADA).update(
            estado=Alcance.Estado.NOTIFICADA, notificada=momento, prueba=dict(prueba)
        )
        if notificados != 1:
            raise Cambiado("El alcance no se ha enviado, o ya estaba notificado.")
        anotar(
            alcance.peticion,
            Actuacion.Tipo.ALCANCE_NOTIFICADO,
            actor=actor,
            ahora=ahora,
            momento=momento,
            datos={"prueba": prueba["clase"], "alcance": alcance.orden},
            reservado={"prueba": canonico(dict(prueba)).decode()},
        )
