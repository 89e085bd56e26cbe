"""Los números del otro sistema: cuáles faltan, cuáles vienen dos veces y cuáles se parecen. Puro."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

_CON_CIFRAS = re.compile(r"(.*?)(\d{1,15})")
# Un salto mayor que este no es un número perdido: es otra manera de numerar.
_SALTO_MAXIMO = 1000
_EJEMPLOS = 20


@dataclass(frozen=True, slots=True)
class Numeracion:
    """Lo que no cuadra. `faltan` y `parecidos` traen hasta veinte ejemplos; las cuentas son todas.

    `repetidos`: número → veces. `parecidos`: números que solo se distinguen por ceros a la izquierda
    o por mayúsculas («000123» y «123»).
    """

    repetidos: dict[str, int]
    parecidos: tuple[tuple[str, ...], ...]
    cantidad_faltan: int
    faltan: tuple[str, ...]


def revisar_numeracion(numeros: Iterable[str]) -> Numeracion:
    """Revisa los números tal como vienen, en cualquier orden.

    Un número falta si el de antes y el de después están, con el mismo comienzo («2024-»). El
    comienzo de «202400012» es vacío: se compara por el número entero.
    """
    veces = Counter(n for n in numeros if n)
    parecidos: dict[str, list[str]] = {}
    por_comienzo: dict[str, set[int]] = {}
    anchos: dict[str, int] = {}
    for numero in veces:
        partes = _CON_CIFRAS.fullmatch(numero)
        if partes is None:
            parecidos.setdefault(numero.casefold(), []).append(numero)
            continue
        comienzo, cifras = partes[1].casefold(), int(partes[2])
        parecidos.setdefault(f"{comienzo}{cifras}", []).append(numero)
        por_comienzo.setdefault(partes[1], set()).add(cifras)
        anchos[partes[1]] = max(anchos.get(partes[1], 0), len(partes[2]))
    cantidad, ejemplos = _faltan(por_comienzo, anchos)
    return Numeracion(
        repetidos={n: v for n, v in veces.most_common() if v > 1},
        parecidos=tuple(tuple(sorted(g)) for g in parecidos.values() if len(g) > 1)[:_EJEMPLOS],
        cantidad_faltan=cantidad,
        faltan=tuple(ejemplos),
    )


def _faltan(por_comienzo: dict[str, set[int]], anchos: dict[str, int]) -> tuple[int, list[str]]:
    cantidad = 0
    ejemplos: list[str] = []
    for comienzo in sorted(por_comienzo):
        enteros = sorted(por_comienzo[comienzo])
        for antes, despues in pairwise(enteros):
            hueco = despues - antes - 1
            if not 0 < hueco < _SALTO_MAXIMO:
                continue
            cantidad += hueco
            hasta = min(despues, antes + 1 + _EJEMPLOS - len(ejemplos))
            ejemplos += [f"{comienzo}{n:0{anchos[comienzo]}d}" for n in range(antes + 1, hasta)]
    return cantidad, ejemplos
