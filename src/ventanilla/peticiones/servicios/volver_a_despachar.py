"""Enviar otra vez una respuesta ya enviada, con su motivo, mientras no conste que llegó."""

from datetime import datetime

from ventanilla.comun.actores import Actor
from ventanilla.comun.errores import Cambiado, DatosInvalidos, Falta
from ventanilla.comun.texto import limpiar_linea
from ventanilla.peticiones.models import Peticion, Respuesta, Salida
from ventanilla.peticiones.permisos import puede_volver_a_despachar
from ventanilla.peticiones.servicios.despachar import exigir_lista, la_firmada, sacar
from ventanilla.peticiones.servicios.exigir import exigir

MINIMO, MAXIMO = 10, 500


def volver_a_despachar(
    peticion: Peticion,
    *,
    medio: str,
    guia: str = "",
    motivo: str,
    vez: int,
    actor: Actor,
    ahora: datetime,
) -> Respuesta:
    """La saca otra vez, con el mismo número. El despacho anterior y su prueba quedan en la respuesta.

    No mueve el término ni la fecha de una notificación: se puede si el correo volvió o no se abrió,
    o si salió por un medio del que todavía no consta nada. Lo que está publicado por aviso no se
    repite: surte efecto en su día (CPACA art. 69).

    Args:
        motivo: por qué hace falta; la persona también lo lee.
        vez: cuántos despachos había cuando se preguntó: repetir el mismo toque no saca otro.

    Raises:
        SinPermiso: si no la tiene a cargo, no dirige ni es enlace de su dependencia, ni despacha todo.
        DatosInvalidos: si falta el motivo o la guía, o el medio no sirve.
        Cambiado: si no se ha despachado, va en camino o alguien la despachó entre tanto.
    """
    exigir(puede_volver_a_despachar(actor, peticion))
    respuesta = exigir_que_se_repita(peticion, ahora)
    motivo = exigir_por_que(respuesta, motivo=motivo, vez=vez)
    return sacar(
        peticion, respuesta, medio=medio, guia=guia, motivo=motivo, actor=actor, ahora=ahora
    )


def exigir_que_se_repita(peticion: Peticion, ahora: datetime) -> Respuesta:
    """La respuesta, si ya salió y todavía se puede enviar otra vez.

    Raises:
        Cambiado: con lo que lo impide.
    """
    respuesta = la_firmada(peticion)
    if respuesta.despachada is None:
        raise Cambiado("Todavía no se ha despachado.")
    exigir_lista(respuesta, ahora)
    return respuesta


def exigir_por_que(salida: Salida, *, motivo: str, vez: int) -> str:
    """El motivo, limpio, de repetir un despacho que se preguntó cuando iban `vez`.

    Raises:
        Cambiado: si entre tanto salió otra vez.
        DatosInvalidos: si falta el motivo o no cabe.
    """
    if vez != len(salida.anteriores) + 1:
        raise Cambiado(
            "Ya se envió mientras usted escribía. Abra la página otra vez y mire por dónde salió."
        )
    motivo = limpiar_linea(motivo)
    if not MINIMO <= len(motivo) <= MAXIMO:
        frase = f"Diga por qué se envía otra vez, entre {MINIMO} y {MAXIMO} letras."
        raise DatosInvalidos([Falta("motivo", frase)])
    return motivo
