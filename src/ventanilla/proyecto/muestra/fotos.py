"""Las fotos que la gente adjunta: de un solo color."""

import zlib
from random import Random

from ventanilla.archivo.servicios import Recibido, recibir


def fotos(azar: Random) -> list[Recibido]:
    """Una o dos de un solo color: pocas distintas, para no gastar disco."""
    cuantos = azar.choice((1, 1, 2))
    return [
        recibir(
            f"foto_{n + 1}.png", [_png(azar.choice(((9, 67, 181), (21, 131, 97), (168, 5, 33))))]
        )
        for n in range(cuantos)
    ]


def _png(color: tuple[int, int, int], lado: int = 64) -> bytes:
    def trozo(clase: bytes, datos: bytes) -> bytes:
        suma = zlib.crc32(clase + datos)
        return len(datos).to_bytes(4, "big") + clase + datos + suma.to_bytes(4, "big")

    filas = (b"\x00" + bytes(color) * lado) * lado
    medidas = lado.to_bytes(4, "big") * 2 + b"\x08\x02\x00\x00\x00"
    return (
        b"\x89PNG\r\n\x1a\n"
        + trozo(b"IHDR", medidas)
        + trozo(b"IDAT", zlib.compress(filas))
        + trozo(b"IEND", b"")
    )
