"""Cómo se le dice a quien trabaja el estado de una petición."""

from ventanilla.peticiones.models import Estado, Peticion

# Lo que la persona lee como «usted», dicho a quien trabaja.
NOMBRES_DE_ESTADO = {
    Estado.REQUERIDA: "En espera de la persona",
    Estado.POR_ACLARAR: "En espera de la persona",
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


def estado_de(peticion: Peticion) -> dict[str, str]:
    """El estado con palabra, tono y figura."""
    estado = Estado(peticion.estado)
    tono, figura = TONOS.get(estado, ("", ""))
    return {
        "estado": NOMBRES_DE_ESTADO.get(estado, str(estado.label)),
        "tono": tono,
        "figura": figura,
    }
