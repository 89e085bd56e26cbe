"""Quién hace algo, dicho de modo que toda casa lo entienda."""

from dataclasses import dataclass, field
from typing import Literal

Clase = Literal["ciudadania", "usuario", "sistema", "ente"]


@dataclass(frozen=True)
class Cargo:
    """Un nombramiento vigente: rol, dependencia y si puede firmar."""

    rol: str
    dependencia_id: int | None
    firma: bool = False


@dataclass(frozen=True)
class Actor:
    """Quien actúa. `clave` es lo que queda escrito en el libro (nunca un nombre).

    `suple`: las personas cuyos cargos también ejerce hoy, porque están ausentes.
    """

    clase: Clase
    clave: str
    nombre: str
    usuario_id: int | None = None
    cargos: tuple[Cargo, ...] = field(default=())
    suple: frozenset[int] = field(default=frozenset())

    def responde_por(self, usuario_id: int | None) -> bool:
        """Si lo que esa persona tiene a cargo le toca hoy: es ella misma o la suple."""
        return usuario_id is not None and (
            usuario_id == self.usuario_id or usuario_id in self.suple
        )

    def tiene_rol(self, *roles: str) -> bool:
        """Si alguno de sus cargos vigentes es uno de `roles`."""
        return any(c.rol in roles for c in self.cargos)

    def dependencias(self, *roles: str) -> frozenset[int]:
        """Dependencias en las que tiene alguno de `roles` (o cualquiera, si no se dice)."""
        return frozenset(
            c.dependencia_id
            for c in self.cargos
            if c.dependencia_id is not None and (not roles or c.rol in roles)
        )


CIUDADANIA = Actor(clase="ciudadania", clave="ciudadania", nombre="Ciudadanía")
SISTEMA = Actor(clase="sistema", clave="sistema", nombre="Ventanilla")


@dataclass(frozen=True)
class Permiso:
    """Respuesta a «¿puede?»: sí o no, y el motivo que se le muestra a la persona."""

    si: bool
    motivo: str = ""

    def __bool__(self) -> bool:
        return self.si
