"""Componer la constancia de radicación: se congela la primera vez y desde ahí es siempre la misma."""

from datetime import datetime

from ventanilla.comun.cifrado import cifrar, descifrar
from ventanilla.comun.transaccion import escritura, exigir_fuera_de_escritura
from ventanilla.documentos.servicios import a_json, desde_foto, version_plantillas
from ventanilla.peticiones.consultas.constancia import datos_de_constancia
from ventanilla.peticiones.consultas.membrete import figuras_de
from ventanilla.peticiones.models import Constancia, Peticion

_USO = "constancias"


def componer_constancia(peticion: Peticion, *, ahora: datetime) -> bytes:
    """El PDF de la constancia; con las mismas plantillas, siempre los mismos bytes.

    Radicar no la espera: se congela cuando alguien la pide por primera vez.

    Raises:
        ErrorDocumento: si no se pudo componer.
        NoSePuedeDescifrar: si la identidad o la foto guardadas fueron alteradas.
    """
    exigir_fuera_de_escritura("componer un PDF")
    guardada = Constancia.objects.filter(peticion=peticion).first() or _congelar(peticion, ahora)
    foto: str = descifrar(bytes(guardada.cifrada), uso=_USO, contexto=peticion.uuid.hex)
    return desde_foto("constancia", foto, figuras_de(foto))


def _congelar(peticion: Peticion, ahora: datetime) -> Constancia:
    """Si dos la piden a la vez queda la primera, y las dos bajan esa."""
    foto = a_json(datos_de_constancia(peticion))
    with escritura():
        congelada, _ = Constancia.objects.get_or_create(
            peticion=peticion,
            defaults={
                "cifrada": cifrar(foto, uso=_USO, contexto=peticion.uuid.hex),
                "version": version_plantillas(),
                "congelada": ahora,
            },
        )
    return congelada
