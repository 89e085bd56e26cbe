"""Árbol de huellas de RFC 6962 §2.1: raíz, prueba de inclusión y su comprobación.

Hoja = SHA-256(0x00 ‖ dato); nodo = SHA-256(0x01 ‖ izquierda ‖ derecha). Los prefijos impiden hacer
pasar un nodo por hoja.
"""

import hashlib
from collections.abc import Iterable, Sequence

VACIA = hashlib.sha256(b"").digest()


def hoja(dato: bytes) -> bytes:
    """Huella de una hoja, 32 bytes."""
    return hashlib.sha256(b"\x00" + dato).digest()


def nodo(izquierda: bytes, derecha: bytes) -> bytes:
    """Huella de un nodo con dos hijos, 32 bytes."""
    return hashlib.sha256(b"\x01" + izquierda + derecha).digest()


class Arbol:
    """Raíz de una sucesión de datos de cualquier largo, con memoria de log₂(n) huellas."""

    def __init__(self) -> None:
        self._ramas: list[tuple[int, bytes]] = []
        self.cantidad = 0

    def agregar(self, dato: bytes) -> None:
        """Suma una hoja a la derecha."""
        altura, huella = 0, hoja(dato)
        while self._ramas and self._ramas[-1][0] == altura:
            huella = nodo(self._ramas.pop()[1], huella)
            altura += 1
        self._ramas.append((altura, huella))
        self.cantidad += 1

    def raiz(self) -> bytes:
        """La raíz de lo agregado hasta ahora; del árbol vacío, SHA-256 de nada."""
        if not self._ramas:
            return VACIA
        huella = self._ramas[-1][1]
        for _, izquierda in reversed(self._ramas[:-1]):
            huella = nodo(izquierda, huella)
        return huella


def raiz(datos: Iterable[bytes]) -> bytes:
    """MTH(D[n]) de RFC 6962 §2.1."""
    arbol = Arbol()
    for dato in datos:
        arbol.agregar(dato)
    return arbol.raiz()


def _corte(n: int) -> int:
    """La mayor potencia de dos menor que `n` (n > 1)."""
    return 1 << (n - 1).bit_length() - 1


def camino(posicion: int, datos: Sequence[bytes]) -> list[bytes]:
    """PATH(m, D[n]) de RFC 6962 §2.1.1: las huellas hermanas, de la hoja a la raíz.

    Raises:
        IndexError: si `posicion` no es de este árbol.
    """
    if not 0 <= posicion < len(datos):
        raise IndexError(f"No hay hoja {posicion} en un árbol de {len(datos)}.")
    hermanas: list[bytes] = []
    desde, hasta = 0, len(datos)
    while hasta - desde > 1:
        medio = desde + _corte(hasta - desde)
        if posicion < medio:
            hermanas.append(raiz(datos[medio:hasta]))
            hasta = medio
        else:
            hermanas.append(raiz(datos[desde:medio]))
            desde = medio
    hermanas.reverse()
    return hermanas


def raiz_por_camino(
    dato: bytes, *, posicion: int, cantidad: int, camino: Sequence[bytes]
) -> bytes | None:
    """La raíz a la que ese camino lleva (RFC 9162 §2.1.3.2); `None` si el camino no cabe."""
    if not 0 <= posicion < cantidad:
        return None
    lugar, ultimo = posicion, cantidad - 1
    huella = hoja(dato)
    for hermana in camino:
        if ultimo == 0:
            return None
        if lugar & 1 or lugar == ultimo:
            huella = nodo(hermana, huella)
            while not lugar & 1 and lugar:
                lugar >>= 1
                ultimo >>= 1
        else:
            huella = nodo(huella, hermana)
        lugar >>= 1
        ultimo >>= 1
    return huella if ultimo == 0 else None
