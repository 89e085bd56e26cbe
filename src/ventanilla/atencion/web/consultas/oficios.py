"""Los oficios de una petición, dichos a la persona."""

from dataclasses import dataclass

from ventanilla.peticiones.consultas.oficios import oficios_de
from ventanilla.peticiones.models import Oficio, Peticion

# Lo que la persona lee de cada oficio: título y explicación.
_OFICIOS: dict[str, tuple[str, str]] = {
    Oficio.Clase.TRASLADO: (
        "La enviamos a {autoridad}",
        "El término de esa entidad para responderle empieza el día siguiente al que la reciba.",
    ),
    Oficio.Clase.SIN_COMPETENTE: (
        "Ninguna autoridad es competente",
        "El oficio explica por qué no pudimos resolverla ni trasladarla.",
    ),
    Oficio.Clase.DESISTIMIENTO: (
        "La archivamos porque no se completó",
        "Puede presentarla otra vez cuando quiera. Si no está de acuerdo, el acto dice cómo presentar "
        "el recurso de reposición y hasta cuándo.",
    ),
    Oficio.Clase.SIN_ACLARAR: (
        "La archivamos porque no se aclaró",
        "Puede presentarla otra vez cuando quiera. Si no está de acuerdo, el acto dice qué recursos "
        "tiene y hasta cuándo.",
    ),
    Oficio.Clase.RECHAZO: (
        "No se tramitó",
        "El acto dice por qué y qué recursos tiene. Puede presentarla otra vez en términos "
        "respetuosos.",
    ),
}


@dataclass(frozen=True)
class OficioLegible:
    """Un oficio que no es la respuesta: qué es, qué significa y dónde se baja."""

    titulo: str
    texto: str
    numero: str
    orden: int
    listo: bool


def oficios_legibles(peticion: Peticion) -> tuple[OficioLegible, ...]:
    """Los oficios de la petición, del primero al último."""
    return tuple(_oficio(o) for o in oficios_de(peticion))


def _oficio(oficio: Oficio) -> OficioLegible:
    titulo, texto = _OFICIOS[oficio.clase]
    autoridad = oficio.autoridad.get("nombre", "")
    correo = oficio.autoridad.get("correo", "")
    if correo:
        texto = f"{texto} Para preguntar cómo va, escríbale a {correo} y cite el oficio."
    return OficioLegible(
        titulo=titulo.format(autoridad=autoridad),
        texto=texto,
        numero=oficio.radicado.impreso,
        orden=oficio.orden,
        listo=oficio.documento_id is not None,
    )
