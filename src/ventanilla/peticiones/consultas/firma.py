"""Lo que espera la firma de alguien."""

from django.db.models import Q

from ventanilla.peticiones.models import Peticion


def siguiente_por_firmar(condicion: Q) -> Peticion | None:
    """La que vence primero de las que cumplen `condicion`; `None` si no queda ninguna."""
    return Peticion.objects.filter(condicion).order_by("vence_momento", "pk").first()
