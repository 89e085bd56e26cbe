"""Lo que la orden imprime: con quién entrar y qué consultar."""

from ventanilla.directorio.models import Rol
from ventanilla.peticiones.models import Estado, Peticion
from ventanilla.peticiones.servicios.radicar import clave_de
from ventanilla.proyecto.muestra.textos import leer

_EJEMPLOS = (
    (Estado.NOTIFICADA, "ya respondida"),
    (Estado.EN_TRAMITE, "en trámite"),
    (Estado.REQUERIDA, "en espera de que la persona la complete"),
)


def entradas() -> list[tuple[str, str, str]]:
    """(rol, correo, cargo) de quienes se presentan."""
    return [
        (Rol(p["rol"]).label, p["correo"], p["cargo"])
        for p in leer("personas")["persona"]
        if p.get("presentar")
    ]


def contrasena() -> str:
    """La de todas las personas de la demostración."""
    return str(leer("personas")["contrasena"])


def ejemplos() -> list[tuple[str, str, str]]:
    """(radicado, clave, cómo va) de unas cuantas peticiones, siempre las mismas."""
    hallados = []
    for estado, dicho in _EJEMPLOS:
        peticion = (
            Peticion.objects.select_related("radicado")
            .filter(estado=estado, radicado__consecutivo__isnull=False)
            .order_by("-radicado__momento_radicacion")
            .first()
        )
        if peticion is not None:
            hallados.append((peticion.radicado.impreso, clave_de(peticion), dicho))
    return hallados
