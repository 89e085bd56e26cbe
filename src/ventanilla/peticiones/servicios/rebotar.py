"""El correo con la respuesta volvió después de aceptado: lo que se creyó notificado no lo estaba."""

from datetime import date, datetime

from ventanilla.comun.actores import Actor
from ventanilla.comun.errores import Cambiado, DatosInvalidos, Falta
from ventanilla.comun.reloj import en_bogota
from ventanilla.comun.texto import limpiar
from ventanilla.comun.transaccion import escritura
from ventanilla.correspondencia.servicios import marcar_devuelto, sin_correos
from ventanilla.directorio.consultas import calendario_de_la_entidad
from ventanilla.peticiones.consultas.hoja import la_prueba_es_el_correo, respuesta_de
from ventanilla.peticiones.models import Actuacion, Estado, Peticion, Respuesta
from ventanilla.peticiones.permisos import puede_anotar_rebote
from ventanilla.peticiones.servicios.anotar import anotar
from ventanilla.peticiones.servicios.avanzar import avanzar, recomputar
from ventanilla.peticiones.servicios.exigir import exigir

MINIMO, MAXIMO = 10, 1500
POR_QUE = (
    "El correo volvió después de que el servidor lo aceptó: no hay constancia de que la persona haya "
    "recibido la respuesta."
)


def anotar_rebote(
    peticion: Peticion, *, fecha: date, evidencia: str, actor: Actor, ahora: datetime
) -> Respuesta:
    """Deja la respuesta otra vez *enviada, falta constancia*, para notificarla por otro medio.

    Si el término se había cerrado con ese correo, vuelve a estar abierto desde su recepción: lo que
    no llegó no se notificó (CPACA arts. 56 y 72). Nada se borra: la notificación queda en la historia
    y esta actuación dice por qué no vale. Lo probado de otro modo (la persona la abrió, la guía, el
    aviso) no lo deshace un rebote.

    Raises:
        SinPermiso: si no puede despachar esta petición.
        DatosInvalidos: si la fecha no cabe entre el despacho y hoy, o falta la evidencia.
        Cambiado: si la constancia no era ese correo, o alguien cambió la petición.
    """
    exigir(puede_anotar_rebote(actor, peticion))
    respuesta = respuesta_de(peticion)
    # Puede traer la dirección de la persona, y no todos los que tramitan deben conocerla.
    evidencia = sin_correos(limpiar(evidencia).strip())
    if respuesta is None or respuesta.envio_id is None or not la_prueba_es_el_correo(respuesta):
        raise Cambiado(
            "La constancia de esta respuesta no es el correo: un rebote no la deshace. Si la persona "
            "dice que no la recibió, déjelo en una nota interna."
        )
    _revisar(respuesta, fecha, evidencia, ahora)
    desmiente = en_bogota(respuesta.notificada).isoformat() if respuesta.notificada else ""
    prueba = {"clase": "rebote", "fecha": fecha.isoformat()}
    calendario = calendario_de_la_entidad()
    with escritura():
        avanzar(peticion, estado=Estado.ENVIADA)
        vueltas = Respuesta.objects.filter(
            pk=respuesta.pk, estado=respuesta.estado, envio=respuesta.envio_id
        ).update(estado=Respuesta.Estado.ENVIADA, notificada=None, prueba=prueba)
        if vueltas != 1 or not marcar_devuelto(respuesta.envio_id, motivo=evidencia):
            raise Cambiado("Otra persona acaba de cambiar esta respuesta. Vuelva a abrirla.")
        anotar(
            peticion,
            Actuacion.Tipo.REBOTE,
            actor=actor,
            ahora=ahora,
            motivo=POR_QUE,
            datos={"desmiente": desmiente, "volvio": fecha.isoformat()},
            reservado={"evidencia": evidencia},
            dependencia=peticion.dependencia.nombre if peticion.dependencia else "",
        )
        recomputar(peticion, calendario=calendario)
    return Respuesta.objects.get(pk=respuesta.pk)


def _revisar(respuesta: Respuesta, fecha: date, evidencia: str, ahora: datetime) -> None:
    faltas = []
    salio = respuesta.despachada
    if salio is None or not en_bogota(salio).date() <= fecha <= en_bogota(ahora).date():
        faltas.append(Falta("fecha", "Va entre el día del despacho y hoy."))
    if not MINIMO <= len(evidencia) <= MAXIMO:
        frase = f"Copie lo que dice el correo devuelto, entre {MINIMO} y {MAXIMO} caracteres."
        faltas.append(Falta("evidencia", frase))
    if faltas:
        raise DatosInvalidos(faltas)
