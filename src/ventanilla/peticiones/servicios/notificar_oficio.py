"""Notificar a quien pidió el acto que terminó su petición: por correo si lo aceptó, o por aviso.

CPACA arts. 56 y 67 a 69. A un traslado lo prueba la autoridad que lo recibe: no entra aquí.
"""

from collections.abc import Mapping
from datetime import date, datetime, time

from django.db.models import Q

from ventanilla.comun.actores import SISTEMA, Actor
from ventanilla.comun.errores import Cambiado
from ventanilla.comun.fechas import fecha_larga
from ventanilla.comun.reloj import BOGOTA, en_bogota
from ventanilla.comun.transaccion import escritura
from ventanilla.correspondencia.models import Envio
from ventanilla.directorio.consultas import calendario_de_la_entidad
from ventanilla.peticiones.consultas.oficios import aviso_desde
from ventanilla.peticiones.models import Actuacion, Oficio, Peticion
from ventanilla.peticiones.permisos import puede_entregar_oficio
from ventanilla.peticiones.servicios.anotar import anotar
from ventanilla.peticiones.servicios.avanzar import avanzar
from ventanilla.peticiones.servicios.despachar import constancia_del_envio
from ventanilla.peticiones.servicios.entregar_oficio import entregar
from ventanilla.peticiones.servicios.exigir import exigir
from ventanilla.peticiones.servicios.oficiar import NoProcede

_FIN_DEL_DIA = time(23, 59, 59)
_POR_AVISO = Q(prueba__has_key="surte")
_POR_CORREO = Q(
    aviso__estado=Envio.Estado.ENVIADO,
    peticion__autorizaciones__has_key="notificacion_correo",
) & ~Q(prueba__has_key="notifica")


def notificar_por_aviso(
    peticion: Peticion, oficio: Oficio, *, actor: Actor, ahora: datetime
) -> Oficio:
    """Publica el acto completo cinco días hábiles; surte efecto al día siguiente de su retiro.

    Raises:
        SinPermiso: si no tramita esta petición.
        NoProcede: si todavía se le puede notificar personalmente.
        Cambiado: si ya lo conoce, ya se publicó, va en camino o no va dirigido a quien pidió.
    """
    exigir(puede_entregar_oficio(actor, peticion))
    desde = aviso_desde(oficio, calendario_de_la_entidad())
    if desde is None:
        raise Cambiado(
            "Este oficio no se notifica por aviso: ya llegó, ya se publicó o va en camino."
        )
    if en_bogota(ahora).date() < desde:
        raise NoProcede(
            f"Todavía se le puede notificar personalmente: por aviso, desde el {fecha_larga(desde)}."
        )
    fechas = constancia_del_envio("aviso", "", ahora)
    with escritura():
        avanzar(peticion)
        propio = Oficio.objects.filter(pk=oficio.pk, entregado=None).exclude(_POR_AVISO)
        if propio.update(prueba=fechas) != 1:
            raise Cambiado("Otra persona acaba de notificarlo. Vuelva a abrir la petición.")
        anotar(
            peticion,
            Actuacion.Tipo.OFICIO_POR_AVISO,
            actor=actor,
            ahora=ahora,
            datos={"salida": oficio.radicado.impreso, **fechas},
        )
    oficio.prueba = fechas
    return oficio


def notificar_oficios(*, ahora: datetime) -> int:
    """Da por notificados los que ya tienen prueba: correo aceptado o aviso cumplido; dice cuántos.

    Un oficio que cambió entre tanto queda para la vez siguiente.
    """
    pendientes = (
        Oficio.objects.select_related("peticion__dependencia", "radicado", "aviso")
        .filter(_POR_AVISO | _POR_CORREO, entregado=None, documento__isnull=False)
        .exclude(clase=Oficio.Clase.TRASLADO)
    )
    notificados = 0
    for oficio in list(pendientes.order_by("firmado")[:500]):
        probado = _prueba(oficio)
        if probado is None or probado[0] > ahora:
            continue
        momento, prueba = probado
        try:
            entregar(
                oficio.peticion, oficio, momento=momento, prueba=prueba, actor=SISTEMA, ahora=ahora
            )
        except Cambiado:
            continue
        notificados += 1
    return notificados


def _prueba(oficio: Oficio) -> tuple[datetime, Mapping[str, str]] | None:
    surte = oficio.prueba.get("surte")
    if surte:
        momento = datetime.combine(date.fromisoformat(surte), _FIN_DEL_DIA, tzinfo=BOGOTA)
        return momento, {**oficio.prueba, "clase": "aviso"}
    envio = oficio.aviso
    if envio is None or envio.momento_envio is None:
        return None
    return envio.momento_envio, {**envio.prueba, "clase": "correo"}
