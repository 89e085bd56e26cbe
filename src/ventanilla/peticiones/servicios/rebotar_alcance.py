"""El correo con un alcance volvió después de aceptado."""

from datetime import date, datetime

from ventanilla.comun.actores import SISTEMA, Actor
from ventanilla.comun.errores import Cambiado
from ventanilla.comun.reloj import en_bogota
from ventanilla.comun.transaccion import escritura
from ventanilla.correspondencia.servicios import marcar_devuelto
from ventanilla.peticiones.consultas.hoja import la_prueba_es_el_correo
from ventanilla.peticiones.consultas.lecturas import lectura_de
from ventanilla.peticiones.models import Actuacion, Alcance
from ventanilla.peticiones.permisos import puede_enviar_alcance
from ventanilla.peticiones.servicios.anotar import anotar
from ventanilla.peticiones.servicios.avanzar import avanzar
from ventanilla.peticiones.servicios.enviar_alcance import dar_por_notificado
from ventanilla.peticiones.servicios.exigir import exigir
from ventanilla.peticiones.servicios.rebotar import evidencia_revisada, prueba_de_la_lectura


def anotar_rebote_de_alcance(
    alcance: Alcance, *, fecha: date, evidencia: str, actor: Actor, ahora: datetime
) -> Alcance:
    """Deja el alcance otra vez *enviado, falta constancia*, para notificarlo por otro medio.

    La petición y su término no cambian. Si después de notificado la persona lo abrió con su clave,
    queda notificado desde que lo abrió (CPACA art. 56).

    Raises:
        SinPermiso: si no puede enviarlo.
        DatosInvalidos: si la fecha no cabe entre el envío y hoy, o falta la evidencia.
        Cambiado: si la constancia no era ese correo, o alguien lo cambió entre tanto.
    """
    peticion = alcance.peticion
    exigir(puede_enviar_alcance(actor, peticion))
    if alcance.envio_id is None or not la_prueba_es_el_correo(alcance):
        raise Cambiado("La constancia de este alcance no es el correo: un rebote no la deshace.")
    evidencia = evidencia_revisada(fecha, evidencia, salio=alcance.despachada, ahora=ahora)
    desmiente = en_bogota(alcance.notificada).isoformat() if alcance.notificada else ""
    lectura = lectura_de(peticion, alcance) if desmiente else None
    prueba = {"clase": "rebote", "fecha": fecha.isoformat()}
    with escritura():
        avanzar(peticion)
        vueltos = Alcance.objects.filter(
            pk=alcance.pk, estado=alcance.estado, envio=alcance.envio_id
        ).update(estado=Alcance.Estado.ENVIADA, notificada=None, prueba=prueba)
        if vueltos != 1 or not marcar_devuelto(alcance.envio_id, motivo=evidencia):
            raise Cambiado("Otra persona acaba de cambiar este alcance. Vuelva a abrirlo.")
        anotar(
            peticion,
            Actuacion.Tipo.ALCANCE_REBOTE,
            actor=actor,
            ahora=ahora,
            datos={
                "alcance": alcance.orden,
                "desmiente": desmiente,
                "volvio": fecha.isoformat(),
                "la_abrio": lectura is not None,
            },
            reservado={"evidencia": evidencia},
            dependencia=peticion.dependencia.nombre if peticion.dependencia else "",
        )
        if lectura is not None:
            de_la_lectura = prueba_de_la_lectura(lectura)
            dar_por_notificado(alcance, lectura.momento, de_la_lectura, SISTEMA, ahora)
    return Alcance.objects.get(pk=alcance.pk)
