"""Cuándo la persona abrió, con su clave, lo que ya se le había notificado por correo."""

from ventanilla.peticiones.models import Actuacion, Alcance, Oficio, Peticion, Respuesta


def lectura_de(peticion: Peticion, documento: Respuesta | Alcance | Oficio) -> Actuacion | None:
    """La primera vez que lo abrió después de notificado; `None` si no consta."""
    if documento.radicado is None:
        return None
    return peticion.actuaciones.filter(
        tipo=Actuacion.Tipo.LECTURA, datos__salida=documento.radicado.impreso
    ).first()


def falta_anotar_que_lo_abrio(peticion: Peticion, documento: Respuesta | Alcance | Oficio) -> bool:
    """Si de su entrega solo se sabe que el servidor aceptó el correo, y no que ella lo abriera."""
    return documento.prueba.get("clase") == "correo" and lectura_de(peticion, documento) is None
