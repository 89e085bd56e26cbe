"""El cuerpo de cada pedido, entero o nada.

Si la conexión se cae a mitad de un envío, el servidor entrega lo que alcanzó a llegar como si fuera
todo: un formulario con archivos quedaría radicado con el último archivo cortado.
"""

from collections.abc import Callable, Iterable
from typing import Any

from django.core.handlers.wsgi import WSGIRequest

from ventanilla.comun.direccion import direccion_de, es_sede_conocida
from ventanilla.proyecto.paciencia import CuerpoCortado, Cupo

Aplicacion = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class _Contado:
    """La entrada de un pedido, que no deja pasar un final antes de tiempo ni se espera sin cupo."""

    def __init__(self, entorno: dict[str, Any], anunciado: int, cupo: Cupo) -> None:
        self._entorno = entorno
        self._entrada = entorno["wsgi.input"]
        self._faltan = anunciado
        self._cupo = cupo
        self._direccion = ""

    def read(self, cantidad: int = -1) -> bytes:
        """Los bytes pedidos, o los que falten; `CuerpoCortado` si se acaban antes o no hay cupo."""
        self._anotarse()
        pedidos = self._faltan if cantidad < 0 else min(cantidad, self._faltan)
        trozos: list[bytes] = []
        while pedidos:
            trozo = self._tomar(self._entrada.read(pedidos))
            pedidos -= len(trozo)
            trozos.append(trozo)
        return b"".join(trozos)

    def readline(self, cantidad: int = -1) -> bytes:
        """Un renglón, con las mismas condiciones."""
        self._anotarse()
        return self._tomar(self._entrada.readline(cantidad)) if self._faltan else b""

    def soltar(self) -> None:
        """Ya no se espera nada más de este cuerpo."""
        if self._direccion:
            self._cupo.salir(self._direccion)
            self._direccion = ""

    def _anotarse(self) -> None:
        if self._faltan and not self._direccion:
            pedido = WSGIRequest(self._entorno)
            direccion = direccion_de(pedido)
            self._cupo.entrar(direccion, con_tope=not es_sede_conocida(pedido))
            self._direccion = direccion

    def _tomar(self, trozo: bytes) -> bytes:
        if not trozo:
            raise CuerpoCortado("El cuerpo llegó incompleto.")
        self._faltan -= len(trozo)
        if not self._faltan:
            self.soltar()
        return trozo


def con_cuerpo_entero(aplicacion: Aplicacion, cupo: Cupo | None = None) -> Aplicacion:
    """La misma aplicación WSGI, que falla al leer un cuerpo cortado en vez de creerle."""
    puestos = cupo or Cupo()

    def atender(entorno: dict[str, Any], empezar: Callable[..., Any]) -> Iterable[bytes]:
        anunciado = str(entorno.get("CONTENT_LENGTH") or "0")
        if not anunciado.isdecimal() or not int(anunciado):
            return aplicacion(entorno, empezar)
        entrada = _Contado(entorno, int(anunciado), puestos)
        entorno["wsgi.input"] = entrada
        try:
            return aplicacion(entorno, empezar)
        finally:
            entrada.soltar()

    return atender
