"""La lista del mes: los cambios de clase que alargaron el término."""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import Q, QuerySet

from ventanilla.comun.reloj import BOGOTA
from ventanilla.peticiones.consultas.dichos import nombre_de_clase
from ventanilla.peticiones.models import Actuacion, Peticion


@dataclass(frozen=True)
class Cambio:
    """Un cambio que alargó el término: qué era, qué es, quién lo aprobó y por qué."""

    peticion: Peticion
    antes: str
    clase: str
    aprobo: str
    motivo: str
    momento: datetime


def cambios_que_alargan(condicion: Q, mes: date) -> QuerySet[Actuacion]:
    """Los del mes de `mes`, del primero al último, de las peticiones que cumplen `condicion`."""
    desde = mes.replace(day=1)
    hasta = date(desde.year + desde.month // 12, desde.month % 12 + 1, 1)
    return (
        Actuacion.objects.filter(
            tipo=Actuacion.Tipo.CLASIFICADA,
            momento__gte=datetime.combine(desde, time.min, tzinfo=BOGOTA),
            momento__lt=datetime.combine(hasta, time.min, tzinfo=BOGOTA),
            datos__alarga=True,
            peticion__in=Peticion.objects.filter(condicion),
        )
        .select_related("peticion__radicado", "peticion__dependencia")
        .order_by("momento", "pk")
    )


def cambio_de(actuacion: Actuacion) -> Cambio:
    """Ese hecho, como se lee en la lista."""
    return Cambio(
        peticion=actuacion.peticion,
        antes=nombre_de_clase(actuacion.datos["antes"]),
        clase=nombre_de_clase(actuacion.datos["clase"]),
        aprobo=actuacion.actor_nombre,
        motivo=actuacion.motivo,
        momento=actuacion.momento,
    )
