"""Lo que hace la persona con su clave: completar, aclarar, pedir más tiempo y desistir."""

from collections.abc import Sequence
from datetime import datetime

from ventanilla.archivo.servicios import Recibido
from ventanilla.comun.actores import Actor
from ventanilla.comun.errores import Cambiado, DatosInvalidos, Falta
from ventanilla.comun.reloj import en_bogota
from ventanilla.comun.texto import limpiar
from ventanilla.comun.transaccion import escritura
from ventanilla.directorio.consultas import calendario_de_la_entidad
from ventanilla.peticiones.consultas.espera import Pedido, pedido_a_la_persona
from ventanilla.peticiones.consultas.relojes import computo_de
from ventanilla.peticiones.models import Actuacion, Estado, Peticion
from ventanilla.peticiones.models.peticion import ESPERAN
from ventanilla.peticiones.permisos import puede_desistir
from ventanilla.peticiones.servicios.anexar import anexar
from ventanilla.peticiones.servicios.anotar import anotar
from ventanilla.peticiones.servicios.avanzar import avanzar, recomputar
from ventanilla.peticiones.servicios.avisar_adentro import avisar_que_contesto, quienes_tramitan
from ventanilla.peticiones.servicios.comunicar import comunicar, correo_de
from ventanilla.peticiones.servicios.exigir import exigir
from ventanilla.terminos.computar import Computo, Hecho
from ventanilla.terminos.dicho import lo_dicho

MAXIMO_TEXTO = 10_000
MAXIMO_MOTIVO = 500
NADA_PENDIENTE = (
    "No hay nada pendiente de su parte en esta petición. Si ya lo había enviado, lo recibimos."
)


def completar(
    peticion: Peticion,
    *,
    texto: str,
    anexos: Sequence[Recibido] = (),
    actor: Actor,
    ahora: datetime,
) -> Computo:
    """Recibe lo que la persona dice o adjunta para completar o aclarar, según lo que se le pidió.

    El término vuelve a correr el día siguiente (CPACA art. 17). Si se le pasó el plazo y nadie ha
    declarado el desistimiento, se recibe igual. Los archivos siguen la numeración de los primeros.

    Raises:
        DatosInvalidos: si no trae texto ni archivos, o es demasiado largo.
        Cambiado: si no había nada pendiente, o la petición cambió entre tanto.
    """
    texto = _con_contenido(texto, anexos)
    pedido = _pendiente(peticion, ahora)
    calendario = calendario_de_la_entidad()
    desde = peticion.anexos.count() + 1
    ordenes = list(range(desde, desde + len(anexos)))
    tipo = Actuacion.Tipo.ACLARADA if pedido.es_aclarar else Actuacion.Tipo.COMPLETADA
    estado = Estado.EN_TRAMITE if peticion.estado in ESPERAN else peticion.estado
    destinos = quienes_tramitan(peticion, ahora)
    with escritura():
        avanzar(peticion, estado=estado)
        huellas = anexar(peticion, anexos, ahora=ahora, desde=desde)
        anotar(
            peticion,
            tipo,
            actor=actor,
            ahora=ahora,
            motivo=texto,
            datos={"anexos": ordenes} if ordenes else {},
            contenido={"anexos": huellas},
        )
        computo = recomputar(peticion, calendario=calendario)
        avisar_que_contesto(
            peticion,
            destinos=destinos,
            aclaro=pedido.es_aclarar,
            vence=computo.vence,
            ahora=ahora,
        )
    return computo


def pedir_mas_tiempo(peticion: Peticion, *, actor: Actor, ahora: datetime) -> Computo:
    """La persona pide más tiempo para completar: una vez, hasta por otro mes (CPACA art. 17).

    Raises:
        Cambiado: si no había nada pendiente, ya lo había pedido o se le venció el plazo.
    """
    pedido = _pendiente(peticion, ahora)
    if not pedido.puede_pedir_tiempo:
        raise Cambiado(
            "El tiempo se amplía una sola vez y antes de que se venza (Ley 1437 de 2011, artículo "
            "17). Si todavía no le hemos dicho que la archivamos, complétela y la recibimos."
        )
    calendario = calendario_de_la_entidad()
    pide = Hecho(Actuacion.Tipo.PRORROGA_CIUDADANO.value, en_bogota(ahora))
    previsto = computo_de(peticion, calendario=calendario, si=[pide])
    with escritura():
        avanzar(peticion)
        anotar(
            peticion,
            Actuacion.Tipo.PRORROGA_CIUDADANO,
            actor=actor,
            ahora=ahora,
            datos=lo_dicho(previsto.relojes),
        )
        return recomputar(peticion, calendario=calendario)


def desistir(peticion: Peticion, *, motivo: str = "", actor: Actor, ahora: datetime) -> Computo:
    """La persona retira su petición (CPACA art. 18). Puede presentarla otra vez.

    Raises:
        SinPermiso: si ya terminó o ya está respondida.
        Cambiado: si la petición cambió entre tanto.
    """
    exigir(puede_desistir(peticion))
    calendario = calendario_de_la_entidad()
    correo = correo_de(peticion)
    with escritura():
        avanzar(peticion, estado=Estado.DESISTIDA)
        anotar(
            peticion,
            Actuacion.Tipo.DESISTIDA,
            actor=actor,
            ahora=ahora,
            motivo=limpiar(motivo).strip()[:MAXIMO_MOTIVO],
        )
        computo = recomputar(peticion, calendario=calendario)
        comunicar(peticion, "desistimiento", correo=correo, datos={}, ahora=ahora)
    return computo


def _con_contenido(texto: str, anexos: Sequence[Recibido]) -> str:
    limpio = limpiar(texto).strip()
    if not limpio and not anexos:
        raise DatosInvalidos([Falta("texto", "Escriba lo que falta o adjunte un archivo.")])
    if len(limpio) > MAXIMO_TEXTO:
        raise DatosInvalidos(
            [Falta("texto", f"Escriba {MAXIMO_TEXTO} caracteres o menos; lo demás, en un archivo.")]
        )
    return limpio


def _pendiente(peticion: Peticion, ahora: datetime) -> Pedido:
    pedido = pedido_a_la_persona(peticion, ahora)
    if pedido is None:
        raise Cambiado(NADA_PENDIENTE)
    return pedido
