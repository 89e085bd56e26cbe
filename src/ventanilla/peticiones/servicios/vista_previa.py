"""El oficio como saldría si se firmara ahora: para leerlo entero antes de ponerle número."""

from dataclasses import replace
from datetime import datetime

from ventanilla.comun.actores import Actor
from ventanilla.comun.errores import Cambiado
from ventanilla.comun.reloj import en_bogota
from ventanilla.comun.transaccion import exigir_fuera_de_escritura
from ventanilla.documentos.servicios import respuesta as componer
from ventanilla.peticiones.consultas.hoja import respuesta_de
from ventanilla.peticiones.models import Peticion, Respuesta
from ventanilla.peticiones.permisos import puede_firmar
from ventanilla.peticiones.servicios.anexos_de_salida import anexos_listados
from ventanilla.peticiones.servicios.firmar import reunir_oficio, sin_numero

POR_FIRMAR = "Quien firma en la dependencia"


def como_saldria(peticion: Peticion, *, actor: Actor, ahora: datetime) -> bytes:
    """El PDF del borrador con su membrete, sus anexos y sus recursos; no guarda ni numera nada.

    Si `actor` firma en la dependencia, sale su nombre; si no, el lugar de la firma.

    Raises:
        Cambiado: si no hay borrador, o ya se firmó.
        ErrorDocumento: si no se pudo componer.
    """
    exigir_fuera_de_escritura("componer un PDF")
    borrador = respuesta_de(peticion)
    if borrador is None or borrador.estado != Respuesta.Estado.BORRADOR:
        raise Cambiado(
            "No hay un borrador que mostrar: la respuesta no se ha escrito o ya se firmó."
        )
    oficio = reunir_oficio(peticion, borrador.autor.nombre, anexos_listados(borrador), actor, ahora)
    if not puede_firmar(actor, peticion):
        oficio = replace(oficio, firmante=POR_FIRMAR, cargo="")
    return componer(sin_numero(peticion, borrador, en_bogota(ahora), oficio))
