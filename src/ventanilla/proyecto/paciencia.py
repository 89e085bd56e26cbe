"""Los cuerpos que van llegando, sin que los lentos dejen a los demás sin puerta.

El servidor atiende cada pedido en un hilo y no pone tope a lo que tarda en llegar su cuerpo (ni deja
abandonarlo a medias): unas decenas de conexiones que anuncian un envío y no lo mandan ocupaban todos
los hilos, y nadie más entraba. Aquí se cuentan los que están llegando: en total caben menos que los
hilos, y por dirección muchos menos. Lo que ya llegó entero no cuenta. El plazo lo pone el proxy.
"""

import threading
from collections import Counter

# Hilos de cada proceso de la web, si no se dice otra cosa: casi todos esperan y no gastan.
HILOS = 32


class CuerpoCortado(OSError):
    """El cuerpo no llegó entero o no se puede esperar; Django lo entiende como ilegible."""


class Cupo:
    """Cuántos cuerpos pueden estar llegando a la vez en este proceso.

    De `hilos`, uno de cada cinco queda siempre para quien no envía nada; y una sola dirección ocupa
    a lo sumo uno de cada tres. Las sedes conocidas no tienen ese segundo tope.
    """

    def __init__(self, hilos: int = HILOS) -> None:
        self._total = max(1, hilos * 4 // 5)
        self._por_direccion = max(1, hilos // 3)
        self._llegan: Counter[str] = Counter()
        self._candado = threading.Lock()

    def entrar(self, direccion: str, *, con_tope: bool = True) -> None:
        """Anota un cuerpo que empieza a llegar; hay que darle `salir`.

        Raises:
            CuerpoCortado: si ya hay demasiados, en total o de esa dirección.
        """
        with self._candado:
            suyos = self._llegan[direccion]
            if self._llegan.total() >= self._total or (con_tope and suyos >= self._por_direccion):
                raise CuerpoCortado("Hay muchos envíos llegando a la vez.")
            self._llegan[direccion] += 1

    def salir(self, direccion: str) -> None:
        """Ese cuerpo ya llegó entero, o su pedido terminó."""
        with self._candado:
            self._llegan[direccion] -= 1
            if not self._llegan[direccion]:
                del self._llegan[direccion]
