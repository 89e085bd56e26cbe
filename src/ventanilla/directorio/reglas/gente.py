"""Lo que se exige para nombrar, encargar o ausentar a alguien. Puro."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ventanilla.comun.errores import Falta
from ventanilla.directorio.reglas.estructura import DE_TODA_LA_ENTIDAD

ENTE_EXTERNO = "ente_externo"
LARGO_DEL_ACTO = 120


@dataclass(frozen=True)
class Tramo:
    """Días seguidos, los dos extremos incluidos; sin `hasta`, no tiene fin."""

    desde: date
    hasta: date | None = None

    def cruza(self, otro: "Tramo") -> bool:
        """Si comparten algún día."""
        antes = self.hasta is None or otro.desde <= self.hasta
        despues = otro.hasta is None or self.desde <= otro.hasta
        return antes and despues


def faltas_del_tramo(tramo: Tramo) -> list[Falta]:
    """Que no termine antes de empezar."""
    if tramo.hasta is not None and tramo.hasta < tramo.desde:
        return [Falta("hasta", "El último día no puede ser anterior al primero.")]
    return []


def faltas_del_acto(acto: str) -> list[Falta]:
    """Que diga por qué acto; cabe en una línea."""
    if not acto:
        return [Falta("acto", "Escriba el acto: por ejemplo «Decreto 123 de 2026».")]
    if len(acto) > LARGO_DEL_ACTO:
        return [Falta("acto", f"Escríbalo en {LARGO_DEL_ACTO} letras o menos.")]
    return []


def faltas_del_nombramiento(
    *, rol: str, modalidad: str, tiene_dependencia: bool, tramo: Tramo, acto: str
) -> list[Falta]:
    """Todo lo que le falta a un nombramiento; vacía si sirve.

    El encargo es por un tiempo (Ley 909 de 2004 art. 24): se le exige su último día.
    """
    faltas = faltas_del_tramo(tramo) + faltas_del_acto(acto)
    if rol == ENTE_EXTERNO:
        faltas.append(Falta("rol", "Un ente externo no trabaja con una cuenta: escoja otro rol."))
    elif rol in DE_TODA_LA_ENTIDAD and tiene_dependencia:
        faltas.append(
            Falta("dependencia", "Ese rol es de toda la entidad: deje la dependencia en blanco.")
        )
    elif rol not in DE_TODA_LA_ENTIDAD and not tiene_dependencia:
        faltas.append(Falta("dependencia", "Escoja en qué dependencia tiene ese rol."))
    if modalidad == "encargo" and tramo.hasta is None:
        faltas.append(Falta("hasta", "Un encargo es por un tiempo: ponga su último día."))
    return faltas


def se_cruza(tramo: Tramo, otros: Iterable[Tramo]) -> bool:
    """Si comparte algún día con alguno."""
    return any(tramo.cruza(otro) for otro in otros)
