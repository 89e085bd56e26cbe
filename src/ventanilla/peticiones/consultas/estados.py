"""Cómo se le dice a quien trabaja el estado de una petición."""

from datetime import datetime

from ventanilla.peticiones.consultas.espera import no_contesto
from ventanilla.peticiones.models import Estado, Peticion

# Lo que la persona lee como «usted», dicho a quien trabaja.
NOMBRES_DE_ESTADO = {
    # Dice qué se espera: mientras la persona aclara, el término sigue.
    Estado.REQUERIDA: "En espera de que la complete",
    Estado.POR_ACLARAR: "En espera de que la aclare",
    Estado.PROYECTADA: "Por firmar",
    Estado.POR_CORREGIR: "Devuelta para corregir",
    Estado.FIRMADA: "Por despachar",
    Estado.ENVIADA: "Enviada, falta constancia",
}
TONOS = {
    Estado.PROYECTADA: ("alerta", "reloj"),
    Estado.POR_CORREGIR: ("alerta", "alerta"),
    Estado.FIRMADA: ("alerta", "documento"),
    Estado.ENVIADA: ("alerta", "correo"),
    Estado.NOTIFICADA: ("bien", "visto"),
    Estado.REQUERIDA: ("neutro", "pausa"),
    Estado.POR_ACLARAR: ("neutro", "pausa"),
}


def estado_de(peticion: Peticion, ahora: datetime | None = None) -> dict[str, str]:
    """El estado con palabra, tono y figura.

    Args:
        ahora: con él, lo que la persona no contestó a tiempo no se da por esperado.
    """
    estado = Estado(peticion.estado)
    if ahora is not None and no_contesto(peticion, ahora):
        return {"estado": "La persona no contestó", "tono": "alerta", "figura": "alerta"}
    tono, figura = TONOS.get(estado, ("", ""))
    return {
        "estado": NOMBRES_DE_ESTADO.get(estado, str(estado.label)),
        "tono": tono,
        "figura": figura,
    }
