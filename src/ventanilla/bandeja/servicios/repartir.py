"""Repartir varias a la vez: cada una por su cuenta, y se dice cuál no se pudo y por qué."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime

from ventanilla.comun.actores import Actor
from ventanilla.comun.errores import ErrorDeDominio
from ventanilla.directorio.models import Dependencia, Usuario
from ventanilla.peticiones.models import Peticion
from ventanilla.peticiones.servicios.asignar import asignar_a_dependencia, asignar_a_persona


@dataclass
class Reparto:
    """Las que quedaron, y las que no con su motivo."""

    hechas: list[Peticion] = field(default_factory=list)
    fallidas: list[tuple[Peticion, str]] = field(default_factory=list)


def repartir_a_persona(
    peticiones: Iterable[Peticion], *, responsable: Usuario, actor: Actor, ahora: datetime
) -> Reparto:
    """Entrega cada una a esa persona. Una que no se pueda no detiene a las demás."""

    def entregar(peticion: Peticion) -> None:
        if peticion.responsable_id == responsable.pk:
            raise ErrorDeDominio(f"Ya la tiene {responsable.nombre}.")
        asignar_a_persona(peticion, responsable=responsable, actor=actor, ahora=ahora)

    return _una_por_una(peticiones, entregar)


def repartir_a_dependencia(
    peticiones: Iterable[Peticion],
    *,
    dependencia: Dependencia,
    motivo: str = "",
    actor: Actor,
    ahora: datetime,
) -> Reparto:
    """Envía cada una a esa dependencia. Una que no se pueda no detiene a las demás."""
    return _una_por_una(
        peticiones,
        lambda peticion: asignar_a_dependencia(
            peticion, dependencia=dependencia, motivo=motivo, actor=actor, ahora=ahora
        ),
    )


def _una_por_una(peticiones: Iterable[Peticion], hacer: Callable[[Peticion], object]) -> Reparto:
    # Cada una en su transacción: repartir cien no deja esperando a quien radica.
    reparto = Reparto()
    for peticion in peticiones:
        try:
            hacer(peticion)
        except ErrorDeDominio as error:
            reparto.fallidas.append((peticion, str(error)))
        else:
            reparto.hechas.append(peticion)
    return reparto
