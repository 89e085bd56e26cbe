"""Editar una ficha en pantalla sin pisar a nadie: solo cambia lo que la persona cambió. Puro."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ventanilla.comun.errores import Cambiado
from ventanilla.directorio.reglas.cambios import Cambio, Llave


class OtraPersonaCambio(Cambiado):
    """Otra persona cambió los mismos datos desde que se abrió la página.

    `actuales`: cada dato en disputa, como está ahora. Lo que se escribió sigue en el formulario.
    """

    def __init__(self, actuales: Mapping[str, Any]) -> None:
        super().__init__(
            "Otra persona cambió lo mismo mientras usted escribía. No se guardó nada: lo suyo sigue "
            "en el formulario y junto a él está lo que quedó. Decida y guarde otra vez."
        )
        self.actuales = dict(actuales)


def cambio_de(
    clase: str,
    llave: Llave,
    *,
    escrito: Mapping[str, Any],
    leido: Mapping[str, Any],
    actual: Mapping[str, Any],
) -> Cambio | None:
    """Lo que hay que cambiar, o `None` si la persona no cambió nada.

    Lo que no tocó no se toca, aunque otra persona lo haya cambiado entre tanto.

    Args:
        escrito: el formulario, ya revisado.
        leido: cómo estaba cuando la persona abrió la página.
        actual: cómo está ahora.

    Raises:
        OtraPersonaCambio: si las dos cambiaron el mismo dato, y a distinto valor.
    """
    suyos = {c: v for c, v in escrito.items() if leido.get(c) != v}
    disputa = {
        c: actual.get(c)
        for c, v in suyos.items()
        if actual.get(c) != leido.get(c) and actual.get(c) != v
    }
    if disputa:
        raise OtraPersonaCambio(disputa)
    despues = {c: v for c, v in suyos.items() if actual.get(c) != v}
    if not despues:
        return None
    return Cambio(clase, llave, False, {c: actual.get(c) for c in despues}, despues)
