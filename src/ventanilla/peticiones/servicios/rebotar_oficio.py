"""El correo con un oficio volvió después de aceptado: a la autoridad, o a quien pidió."""

from datetime import date, datetime

from ventanilla.comun.actores import SISTEMA, Actor
from ventanilla.comun.errores import Cambiado, DatosInvalidos, Falta
from ventanilla.comun.reloj import en_bogota
from ventanilla.comun.transaccion import escritura
from ventanilla.correspondencia.servicios import marcar_devuelto
from ventanilla.peticiones.consultas.lecturas import lectura_de
from ventanilla.peticiones.consultas.oficios import QUIEN_PIDIO, correos_que_pueden_volver
from ventanilla.peticiones.models import Actuacion, Oficio, Peticion
from ventanilla.peticiones.permisos import puede_entregar_oficio
from ventanilla.peticiones.servicios.anotar import anotar
from ventanilla.peticiones.servicios.avanzar import avanzar
from ventanilla.peticiones.servicios.entregar_oficio import entregar
from ventanilla.peticiones.servicios.exigir import exigir
from ventanilla.peticiones.servicios.rebotar import evidencia_revisada, prueba_de_la_lectura

NO_REBOTA = (
    "De este oficio no hay un correo aceptado que un rebote desmienta: lo prueba otra cosa, o todavía "
    "no ha salido."
)


def anotar_rebote_de_oficio(
    peticion: Peticion,
    oficio: Oficio,
    *,
    a: str,
    fecha: date,
    evidencia: str,
    actor: Actor,
    ahora: datetime,
) -> Oficio:
    """Deja escrito que ese correo volvió, y el oficio listo para otro correo, el papel o el aviso.

    Si lo había notificado ese correo, el acto deja de estar notificado (CPACA arts. 56 y 72); si
    después la persona lo abrió con su clave, queda notificado desde que lo abrió. La petición sigue
    como estaba: la terminó el acto, no su correo. Lo probado de otro modo no lo deshace un rebote.

    Args:
        a: una llave de `correos_que_pueden_volver`: a la autoridad o a quien pidió.

    Raises:
        SinPermiso: si no tramita esta petición.
        DatosInvalidos: si ese correo no pudo volver, la fecha no cabe o falta la evidencia.
        Cambiado: si ningún correo suyo pudo volver, o alguien lo cambió entre tanto.
    """
    exigir(puede_entregar_oficio(actor, peticion))
    pueden = correos_que_pueden_volver(oficio)
    if not pueden:
        raise Cambiado(NO_REBOTA)
    if a not in pueden:
        raise DatosInvalidos([Falta("a", "Escoja cuál correo volvió.")])
    envio = pueden[a]
    evidencia = evidencia_revisada(fecha, evidencia, salio=envio.momento_envio, ahora=ahora)
    notificaba = a == QUIEN_PIDIO and oficio.clase != Oficio.Clase.TRASLADO
    entregado = oficio.entregado if notificaba else None
    lectura = lectura_de(peticion, oficio) if entregado else None
    with escritura():
        avanzar(peticion)
        if notificaba:
            _dejar_sin_prueba(oficio, fecha)
        if not marcar_devuelto(envio.pk, motivo=evidencia):
            raise Cambiado("Ya estaba anotado que ese correo volvió.")
        anotar(
            peticion,
            Actuacion.Tipo.OFICIO_REBOTE,
            actor=actor,
            ahora=ahora,
            datos={
                "salida": oficio.radicado.impreso,
                "a": a,
                "desmiente": en_bogota(entregado).isoformat() if entregado else "",
                "volvio": fecha.isoformat(),
            },
            reservado={"evidencia": evidencia},
            dependencia=peticion.dependencia.nombre if peticion.dependencia else "",
        )
        if lectura is not None:
            entregar(
                peticion,
                oficio,
                momento=lectura.momento,
                prueba=prueba_de_la_lectura(lectura),
                actor=SISTEMA,
                ahora=ahora,
            )
    return Oficio.objects.get(pk=oficio.pk)


def _dejar_sin_prueba(oficio: Oficio, fecha: date) -> None:
    """Si ya se publicó un aviso, se espera que se cumpla: el correo no cambia nada.

    Raises:
        Cambiado: si alguien anotó otra prueba entre tanto.
    """
    if "surte" in oficio.prueba:
        return
    propio = Oficio.objects.filter(pk=oficio.pk, entregado=oficio.entregado)
    prueba = {"clase": "rebote", "fecha": fecha.isoformat()}
    if propio.update(entregado=None, prueba=prueba) != 1:
        raise Cambiado("Otra persona acaba de cambiar este oficio. Vuelva a abrir la petición.")
