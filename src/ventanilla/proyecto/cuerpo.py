"""El cuerpo de cada pedido, entero o nada.

Si la conexión se cae a mitad de un envío, el servidor entrega lo que alcanzó a llegar como si fuera
todo: un formulario con archivos quedaría radicado con el último archivo cortado.
"""

from collections.abc import Callable, Iterable
from typing import Any

Aplicacion = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class CuerpoCortado(OSError):
    """Llegaron menos bytes de los anunciados; Django lo entiende como un cuerpo ilegible."""


class _Contado:
    """La entrada de un pedido, que no deja pasar un final antes de tiempo."""

    def __init__(self, entrada: Any, anunciado: int) -> None:
        self._entrada = entrada
        self._faltan = anunciado

    def read(self, cantidad: int = -1) -> bytes:
        """Los bytes pedidos, o los que falten; `CuerpoCortado` si se acaban antes."""
        pedidos = self._faltan if cantidad < 0 else min(cantidad, self._faltan)
        trozos: list[bytes] = []
        while pedidos:
            trozo = self._tomar(self._entrada.read(pedidos))
            pedidos -= len(trozo)
            trozos.append(trozo)
        return b"".join(trozos)

    def readline(self, cantidad: int = -1) -> bytes:
        """Un renglón; `CuerpoCortado` si se acaba antes de lo anunciado."""
        return self._tomar(self._entrada.readline(cantidad)) if self._faltan else b""

    def _tomar(self, trozo: bytes) -> bytes:
        if not trozo:
            raise CuerpoCortado("El cuerpo llegó incompleto.")
        self._faltan -= len(trozo)
        return trozo


def con_cuerpo_entero(aplicacion: Aplicacion) -> Aplicacion:
    """La misma aplicación WSGI, que falla al leer un cuerpo cortado en vez de creerle."""

    def atender(entorno: dict[str, Any], empezar: Callable[..., Any]) -> Iterable[bytes]:
        anunciado = str(entorno.get("CONTENT_LENGTH") or "0")
        if anunciado.isdecimal() and int(anunciado):
            entorno["wsgi.input"] = _Contado(entorno["wsgi.input"], int(anunciado))
        return aplicacion(entorno, empezar)

    return atender
