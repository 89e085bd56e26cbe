"""Lo que una persona puede hacer sin entrar."""

from ventanilla.portal.servicios.codigo import DemasiadosIntentos, canjear, pedir_codigo

__all__ = ["DemasiadosIntentos", "canjear", "pedir_codigo"]
