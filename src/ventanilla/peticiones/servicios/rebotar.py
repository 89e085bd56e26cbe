"""El correo con la respuesta volvió después de aceptado: lo que se creyó notificado no lo estaba."""

from datetime import date, datetime

from ventanilla.comun.actores import SISTEMA, Actor
from ventanilla.comun.cola import encolar
from ventanilla.comun.errores import Cambiado, DatosInvalidos, Falta
from ventanilla.comun.reloj import en_bogota
from ventanilla.comun.texto import limpiar
from ventanilla.comun.transaccion import escritura
from ventanilla.correspondencia.servicios import marcar_devuelto, sin_correos
from ventanilla.directorio.consultas import calendario_de_la_entidad
from ventanilla.directorio.models import Dependencia
from ventanilla.peticiones.consultas.hoja import la_prueba_es_el_correo, respuesta_de
from ventanilla.peticiones.consultas.lecturas import lectura_de
from ventanilla.peticiones.models import Actuacion, Estado, Peticion, Respuesta
from ventanilla.peticiones.permisos import puede_anotar_rebote
from ventanilla.peticiones.servicios.anotar import anotar
from ventanilla.peticiones.servicios.avanzar import avanzar, recomputar
from ventanilla.peticiones.servicios.exigir import exigir
from ventanilla.peticiones.servicios.notificar import dar_por_notificada

MINIMO, MAXIMO = 10, 1500
POR_QUE = (
    "El correo volvió después de que el servidor lo aceptó: no hay constancia de que la persona haya "
    "recibido la respuesta."
)
PERO_LA_ABRIO = (
    "El correo volvió después de que el servidor lo aceptó, pero la persona abrió la respuesta con su "
    "clave: queda notificada desde ese día."
)


def anotar_rebote(
    peticion: Peticion, *, fecha: date, evidencia: str, actor: Actor, ahora: datetime
) -> Respuesta:
    """Deja la respuesta otra vez *enviada, falta constancia*, para notificarla por otro medio.

    Si el término se había cerrado con ese correo, vuelve a estar abierto desde su recepción: lo que
    no llegó no se notificó (CPACA arts. 56 y 72). Si después ella la abrió con su clave, no se abre
    nada: queda notificada desde que la abrió (art. 56). Nada se borra: la notificación queda en la
    historia y esta actuación dice por qué no vale. Lo probado de otro modo (la persona la abrió, la
    guía, el aviso) no lo deshace un rebote.

    Raises:
        SinPermiso: si no puede despachar esta petición.
        DatosInvalidos: si la fecha no cabe entre el despacho y hoy, o falta la evidencia.
        Cambiado: si la constancia no era ese correo, o alguien cambió la petición.
    """
    exigir(puede_anotar_rebote(actor, peticion))
    respuesta = respuesta_de(peticion)
    if respuesta is None or respuesta.envio_id is None or not la_prueba_es_el_correo(respuesta):
        raise Cambiado(
            "La constancia de esta respuesta no es el correo: un rebote no la deshace. Si la persona "
            "dice que no la recibió, déjelo en una nota interna."
        )
    evidencia = evidencia_revisada(fecha, evidencia, salio=respuesta.despachada, ahora=ahora)
    desmiente = en_bogota(respuesta.notificada).isoformat() if respuesta.notificada else ""
    lectura = lectura_de(peticion, respuesta) if desmiente else None
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
            motivo=PERO_LA_ABRIO if lectura else POR_QUE,
            datos={
                "desmiente": desmiente,
                "volvio": fecha.isoformat(),
                **({"la_abrio": True} if lectura else {}),
            },
            reservado={"evidencia": evidencia},
            dependencia=peticion.dependencia.nombre if peticion.dependencia else "",
        )
        if lectura is None:
            recomputar(peticion, calendario=calendario)
        else:
            dar_por_notificada(
                peticion,
                momento=lectura.momento,
                prueba=prueba_de_la_lectura(lectura),
                actor=SISTEMA,
                ahora=ahora,
            )
        if peticion.dependencia and _se_cerro(peticion.dependencia, en_bogota(ahora).date()):
            # Quien la respondió ya no existe: no espera a la noche para que alguien la vea.
            encolar("estructura.mudar")
    return Respuesta.objects.get(pk=respuesta.pk)


def _se_cerro(dependencia: Dependencia, hoy: date) -> bool:
    return dependencia.hasta is not None and dependencia.hasta < hoy


def prueba_de_la_lectura(lectura: Actuacion) -> dict[str, str]:
    """La prueba de que la persona lo abrió, como la que queda al abrirlo antes de notificado."""
    momento = en_bogota(lectura.momento).isoformat(timespec="seconds")
    return {"clase": "acceso", "momento": momento}


def evidencia_revisada(
    fecha: date, evidencia: str, *, salio: datetime | None, ahora: datetime
) -> str:
    """Lo que dice el correo devuelto, limpio y sin direcciones: no todos deben conocer la suya.

    Raises:
        DatosInvalidos: si la fecha no cabe entre el despacho y hoy, o falta la evidencia.
    """
    limpia = sin_correos(limpiar(evidencia).strip())
    faltas = []
    if salio is None or not en_bogota(salio).date() <= fecha <= en_bogota(ahora).date():
        faltas.append(Falta("fecha", "Va entre el día del despacho y hoy."))
    if not MINIMO <= len(limpia) <= MAXIMO:
        frase = f"Copie lo que dice el correo devuelto, entre {MINIMO} y {MAXIMO} caracteres."
        faltas.append(Falta("evidencia", frase))
    if faltas:
        raise DatosInvalidos(faltas)
    return limpia
