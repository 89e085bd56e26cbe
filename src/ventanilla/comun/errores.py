"""Errores del dominio: su texto se muestra tal cual a la persona."""

from dataclasses import dataclass


class ErrorDeDominio(Exception):
    """Algo que la ley o la entidad no permite; el mensaje dice qué hacer."""


@dataclass(frozen=True)
class Falta:
    """Un dato que no se puede aceptar: en qué campo y por qué."""

    campo: str
    mensaje: str


class DatosInvalidos(ErrorDeDominio):
    """Lo que la persona envió tiene faltas; no se escribió nada."""

    def __init__(self, faltas: list[Falta]) -> None:
        self.faltas = faltas
        super().__init__(" ".join(f.mensaje for f in faltas))


class SinPermiso(ErrorDeDominio):
    """La persona no puede hacer esto; el mensaje dice por qué."""


class ConflictoDeLlave(ErrorDeDominio):
    """La misma llave de idempotencia llegó con otro contenido."""


class NoDisponible(ErrorDeDominio):
    """El sistema no pudo guardar (disco lleno, base ocupada o caída): no se recibió nada."""


class Cambiado(ErrorDeDominio):
    """Otra persona cambió esto primero; no se sobrescribió nada."""
