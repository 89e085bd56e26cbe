"""Los alcances a una respuesta."""

from django.db.models import prefetch_related_objects

from ventanilla.peticiones.models import Alcance, AnexoDeAlcance, Peticion


def alcances_de(peticion: Peticion) -> list[Alcance]:
    """Todos, en su orden; el que no está firmado, de último."""
    filas = peticion.alcances.select_related("radicado", "documento", "envio", "autor", "firmante")
    return list(filas.order_by("orden"))


def alcances_legibles(peticion: Peticion) -> list[Alcance]:
    """Los ya enviados, con sus anexos: antes de eso no existen para la persona."""
    enviados = (Alcance.Estado.ENVIADA, Alcance.Estado.NOTIFICADA)
    legibles = [a for a in alcances_de(peticion) if a.estado in enviados]
    prefetch_related_objects(legibles, "anexos__guardado")
    return legibles


def alcance_legible(peticion: Peticion, orden: int) -> Alcance | None:
    """Ese, si ya se envió."""
    hallado = next((a for a in alcances_legibles(peticion) if a.orden == orden), None)
    if hallado is not None:
        hallado.peticion = peticion
    return hallado


def anexos_del_alcance(alcance: Alcance) -> list[AnexoDeAlcance]:
    """Los documentos que lo acompañan, en su orden."""
    return list(alcance.anexos.select_related("guardado"))
