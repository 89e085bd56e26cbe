"""La prueba de que un oficio llegó, y enviarlo otra vez a la autoridad cuando no llega."""

from collections.abc import Mapping
from datetime import date, datetime, time

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from ventanilla.comun.actores import CIUDADANIA, Actor
from ventanilla.comun.canonico import canonico
from ventanilla.comun.errores import Cambiado, DatosInvalidos, Falta
from ventanilla.comun.reloj import BOGOTA, en_bogota
from ventanilla.comun.texto import limpiar_linea
from ventanilla.comun.transaccion import escritura
from ventanilla.correspondencia.models import Envio
from ventanilla.peticiones.models import Actuacion, Oficio, Peticion
from ventanilla.peticiones.permisos import puede_entregar_oficio
from ventanilla.peticiones.servicios.anotar import anotar
from ventanilla.peticiones.servicios.avanzar import avanzar
from ventanilla.peticiones.servicios.componer_oficio import lo_remitido, remitir
from ventanilla.peticiones.servicios.exigir import exigir
from ventanilla.peticiones.servicios.leer import anotar_que_la_abrio

_FIN_DEL_DIA = time(23, 59, 59)


def anotar_entrega(
    peticion: Peticion, oficio: Oficio, *, fecha: date, detalle: str, actor: Actor, ahora: datetime
) -> Oficio:
    """Anota que el destinatario lo recibió: su acuse, la guía, la firma en la ventanilla.

    Raises:
        SinPermiso: si no tramita esta petición.
        DatosInvalidos: si la fecha no cabe entre la firma y hoy, o falta la prueba.
        Cambiado: si ya estaba anotada o la petición cambió entre tanto.
    """
    exigir(puede_entregar_oficio(actor, peticion))
    detalle = limpiar_linea(detalle)[:200]
    faltas = []
    if not en_bogota(oficio.firmado).date() <= fecha <= en_bogota(ahora).date():
        faltas.append(Falta("fecha", "La entrega va entre el día de la firma y hoy."))
    if not detalle:
        faltas.append(Falta("detalle", "Diga cuál es la prueba: acuse, guía, firma, quién."))
    if faltas:
        raise DatosInvalidos(faltas)
    momento = min(datetime.combine(fecha, _FIN_DEL_DIA, tzinfo=BOGOTA), ahora)
    prueba = {"clase": "entrega", "detalle": detalle}
    return entregar(peticion, oficio, momento=momento, prueba=prueba, actor=actor, ahora=ahora)


def oficio_leido(peticion: Peticion, oficio: Oficio, *, ahora: datetime) -> bool:
    """La persona lo abrió con su clave: eso prueba que lo conoce. Solo cuenta la primera vez.

    Un traslado no va dirigido a ella: su copia no prueba que la autoridad lo recibió. Si ya lo había
    notificado un correo, queda escrito que además lo abrió.
    """
    if oficio.clase == Oficio.Clase.TRASLADO:
        return False
    if oficio.entregado is not None:
        anotar_que_la_abrio(peticion, oficio, ahora=ahora)
        return False
    prueba = {"clase": "acceso"}
    try:
        entregar(peticion, oficio, momento=ahora, prueba=prueba, actor=CIUDADANIA, ahora=ahora)
    except Cambiado:
        return False
    return True


def enviar_otra_vez(
    peticion: Peticion, oficio: Oficio, *, correo: str, actor: Actor, ahora: datetime
) -> Oficio:
    """Envía el traslado a otro correo de la autoridad: el primero falló, o no se sabía.

    Raises:
        SinPermiso: si no tramita esta petición.
        DatosInvalidos: si el correo está mal escrito.
        Cambiado: si no es un traslado, ya llegó, va en camino o su PDF aún no está.
    """
    exigir(puede_entregar_oficio(actor, peticion))
    correo = limpiar_linea(correo)
    try:
        validate_email(correo)
    except ValidationError as mal:
        raise DatosInvalidos(
            [Falta("correo", "Ese correo no está bien escrito: nombre@entidad.gov.co.")]
        ) from mal
    if not se_puede_enviar_otra_vez(oficio):
        raise Cambiado("Este oficio no se puede enviar otra vez: ya llegó, o va en camino.")
    adjuntos = lo_remitido(oficio, ahora=ahora)
    with escritura():
        avanzar(peticion)
        oficio.peticion = peticion
        oficio.autoridad = {**oficio.autoridad, "correo": correo}
        oficio.remision = remitir(oficio, correo, adjuntos, ahora=ahora)
        oficio.save(update_fields=["autoridad", "remision"])
        anotar(
            peticion,
            Actuacion.Tipo.OFICIO_REENVIADO,
            actor=actor,
            ahora=ahora,
            datos={"salida": oficio.radicado.impreso},
            reservado={"correo": correo},
            es_publica=False,
        )
    return oficio


def se_puede_enviar_otra_vez(oficio: Oficio) -> bool:
    """Si el traslado no ha llegado por correo y hay qué enviar."""
    if oficio.clase != Oficio.Clase.TRASLADO or oficio.documento_id is None or oficio.entregado:
        return False
    fallidos = (Envio.Estado.DEVUELTO, Envio.Estado.FALLIDO)
    return oficio.remision is None or oficio.remision.estado in fallidos


def entregar(
    peticion: Peticion,
    oficio: Oficio,
    *,
    momento: datetime,
    prueba: Mapping[str, str],
    actor: Actor,
    ahora: datetime,
) -> Oficio:
    """Deja escrito que el oficio lo conoció su destinatario, con su prueba.

    Raises:
        Cambiado: si ya estaba anotado o la petición cambió entre tanto.
    """
    with escritura():
        avanzar(peticion)
        sin_prueba = Oficio.objects.filter(pk=oficio.pk, entregado__isnull=True)
        if sin_prueba.update(entregado=momento, prueba=dict(prueba)) != 1:
            raise Cambiado("Ya estaba anotado que ese oficio llegó.")
        anotar(
            peticion,
            Actuacion.Tipo.OFICIO_ENTREGADO,
            actor=actor,
            ahora=ahora,
            momento=momento,
            datos={"salida": oficio.radicado.impreso, "prueba": prueba["clase"]},
            reservado={"prueba": canonico(dict(prueba)).decode()},
        )
    oficio.entregado, oficio.prueba = momento, dict(prueba)
    return oficio
