"""A qué llega cada petición: unas cuantas a cada estado, y las demás como suelen. Puro."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from ventanilla.proyecto.muestra.ciudadania import Escrita

# Las cuotas son de lo que vence a los quince días o menos: una consulta de treinta no sirve.
_COMUN = 15
_DE_ANTES = (("en_termino", 80), ("tarde", 14), ("trasladada", 3), ("desistida", 2), ("vencida", 1))


@dataclass(frozen=True)
class Cuota:
    """Cuántas van a ese destino, de qué edad (días hábiles) y quiénes pueden."""

    destino: str
    cuantas: int
    minima: int
    maxima: int
    clase: str = ""
    por_web: bool = False
    con_correo: bool = False

    def admite(self, una: Escrita, edad: int, termino: int) -> bool:
        """Si a esa le puede pasar."""
        s = una.solicitud
        return (
            0 < termino <= _COMUN
            and self.minima <= edad <= self.maxima
            and (not self.clase or s.clase == self.clase)
            and (not self.por_web or s.canal == "web")
            and (not self.con_correo or _contesta_por_correo(una))
        )


def _contesta_por_correo(una: Escrita) -> bool:
    quien = una.solicitud.solicitante
    return quien.tipo == "natural" and bool(quien.correo and quien.direccion)


# Primero lo que menos peticiones admiten.
CUOTAS = (
    Cuota("por_verificar", 3, 0, 3, por_web=True),
    Cuota("sin_repartir", 4, 0, 3),
    Cuota("por_aclarar", 3, 5, 9),
    Cuota("por_corregir", 3, 7, 14),
    Cuota("requerida", 5, 5, 20),
    Cuota("remitida", 2, 6, 70, clase="queja"),
    Cuota("rebotada", 2, 18, 60, con_correo=True),
    Cuota("rebotada_leida", 1, 18, 60, con_correo=True),
    Cuota("parte_abierta", 3, 5, 14),
    Cuota("parte_devuelta", 2, 6, 25),
    Cuota("devuelta", 2, 4, 20),
    Cuota("sin_aceptar", 5, 3, 12),
    Cuota("proyectada", 5, 5, 13),
    Cuota("firmada", 4, 5, 13),
    Cuota("sin_constancia", 4, 7, 14),
    Cuota("prorrogada", 5, 14, 20),
    Cuota("vencida", 8, 20, 60),
    Cuota("completada", 3, 30, 60),
    Cuota("desistida_tacita", 3, 34, 72),
    Cuota("archivada_sin_aclarar", 2, 20, 72),
    Cuota("desistida", 4, 9, 70),
    Cuota("trasladada", 7, 9, 70),
    Cuota("traslado_rebotado", 1, 9, 70, con_correo=True),
    Cuota("trasladada_en_parte", 2, 14, 60),
    Cuota("sin_competente", 2, 8, 70),
    Cuota("rechazada", 2, 8, 70),
    Cuota("verificada", 1, 15, 70, por_web=True),
    Cuota("automatica", 1, 3, 70, por_web=True),
    Cuota("anulada", 2, 3, 70),
    Cuota("con_parte", 3, 16, 60),
    Cuota("con_alcance", 3, 16, 70),
)


def destinos(
    escritas: Sequence[Escrita], edades: Sequence[int], terminos: Sequence[int], azar: Random
) -> list[str]:
    """A qué llega cada una, según cuántos días hábiles tiene y cuántos le da la ley.

    Lo que ya venció se responde casi siempre; lo reciente sigue su curso hasta donde alcance. Con
    término cero (felicitaciones, autoridades) se responde.
    """
    escogidos = ["" if termino else "en_termino" for termino in terminos]
    # De a una por destino y vuelta: si son pocas, alcanza para todos.
    for vuelta in range(max(c.cuantas for c in CUOTAS)):
        for cuota in (c for c in CUOTAS if c.cuantas > vuelta):
            libres = [
                i
                for i, una in enumerate(escritas)
                if not escogidos[i] and cuota.admite(una, edades[i], terminos[i])
            ]
            if libres:
                escogidos[azar.choice(libres)] = cuota.destino
    nombres, pesos = [d for d, _ in _DE_ANTES], [peso for _, peso in _DE_ANTES]
    for i, edad in enumerate(edades):
        if not escogidos[i]:
            vieja = edad > terminos[i] + 14
            escogidos[i] = azar.choices(nombres, pesos)[0] if vieja else "en_termino"
    return escogidos
