"""Cómo se le dicen a la persona los códigos guardados: clases, medios y plazos."""

from ventanilla.comun import fechas
from ventanilla.peticiones.reglas.solicitud import MEDIOS
from ventanilla.terminos.computar import Unidad, clases
from ventanilla.terminos.frases import duracion

_MEDIOS_DICHOS = {"correo": "Correo electrónico", "postal": "Correo postal"}


def nombre_de_clase(codigo: str) -> str:
    """«Petición de información o documentos»; si el código no existe, el mismo código."""
    return next((c.nombre for c in clases() if c.codigo == codigo), codigo)


def medio_de(codigo: str) -> str:
    """Por dónde llega la respuesta, para un documento: «Correo electrónico»."""
    return _MEDIOS_DICHOS.get(codigo) or {
        **MEDIOS,
        "consulta": "Página de consulta, con número y clave",
    }.get(codigo, codigo)


def dicho_del_plazo(cantidad: int | None, unidad: str) -> str:
    """«15 días hábiles», «1 mes», «sin término legal», «lo fija el documento»."""
    if unidad == Unidad.SIN_TERMINO:
        return "sin término legal"
    if cantidad is None:
        return "lo fija el documento"
    return duracion(cantidad, Unidad(unidad))


def si_no_es_de_aqui(dias: int | None) -> str:
    """Qué pasa si la petición le toca a otra entidad, sin punto final (CPACA art. 21).

    `dias` son los hábiles para trasladarla: cinco, o dos si es un reclamo de datos personales.
    """
    plazo = fechas.dias(dias or 0, habiles=True)
    return (
        f"Si no es de nuestra competencia, se lo diremos en {plazo} y la enviaremos a quien "
        "corresponde"
    )
