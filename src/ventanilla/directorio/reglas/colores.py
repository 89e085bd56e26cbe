"""El color de la entidad: que se lea, y los que salen de él. Puro.

El contraste es el de WCAG 2.1 (criterio 1.4.3, nivel AA, que pide la Resolución MinTIC 1519 de 2020).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

AA = 4.5
BLANCO, NEGRO = "#ffffff", "#000000"
# Los fondos y las letras de la hoja de estilo, que el color de la entidad acompaña.
FONDO_CLARO, PAPEL_OSCURO, LETRA_EN_OSCURO = "#f5f7fb", "#1a212c", "#0a1a3d"
_COLOR = re.compile(r"#[0-9a-f]{6}")


def es_color(texto: str) -> bool:
    """Si está escrito «#7a1f3d», en minúsculas."""
    return _COLOR.fullmatch(texto) is not None


def contraste(uno: str, otro: str) -> float:
    """Cuántas veces más claro es uno que el otro: de 1 (iguales) a 21 (blanco y negro)."""
    claro, oscuro = sorted((_luz(uno), _luz(otro)), reverse=True)
    return (claro + 0.05) / (oscuro + 0.05)


def por_que_no_se_lee(color: str) -> str:
    """El motivo, con lo medido; vacío si sirve sobre los fondos claros y bajo letra blanca."""
    medido = contraste(color, FONDO_CLARO)
    if medido >= AA:
        return ""
    dicho = f"{medido:.1f}".replace(".", ",")
    return (
        f"con letra blanca y sobre el fondo claro su contraste es de {dicho} a 1, y hacen falta 4,5. "
        "Escoja uno más oscuro."
    )


@dataclass(frozen=True)
class Paleta:
    """Los cuatro tonos con que se pinta, como los nombra la hoja de estilo."""

    marca: str
    fuerte: str
    media: str
    suave: str


def paleta_clara(color: str) -> Paleta:
    """Para la pantalla clara. `color` ya se lee (`por_que_no_se_lee`)."""
    fuerte = mezclar(color, NEGRO, 0.3)
    return Paleta(
        marca=color,
        fuerte=fuerte,
        media=mezclar(color, BLANCO, 0.25),
        suave=mezclar(color, BLANCO, 0.9),
    )


def paleta_oscura(color: str) -> Paleta:
    """Para la pantalla oscura: el mismo tono, aclarado hasta que se lea."""
    marca = _hasta_que_se_lea(color)
    return Paleta(
        marca=marca,
        fuerte=mezclar(marca, BLANCO, 0.5),
        media=mezclar(marca, color, 0.25),
        suave=mezclar(color, PAPEL_OSCURO, 0.7),
    )


def hoja(color: str) -> str:
    """La hoja de estilo que cambia la marca; no toca la barra GOV.CO, que es del Estado."""
    return (
        f":root {{ {_variables(paleta_clara(color))} }}\n"
        f"@media (prefers-color-scheme: dark) {{ :root {{ {_variables(paleta_oscura(color))} }} }}\n"
    )


def mezclar(uno: str, otro: str, cuanto: float) -> str:
    """`uno` con `cuanto` (de 0 a 1) de `otro`."""
    partes = zip(_partes(uno), _partes(otro), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * cuanto):02x}" for a, b in partes)


def _hasta_que_se_lea(color: str) -> str:
    for paso in range(21):
        aclarado = mezclar(color, BLANCO, paso / 20)
        fondos = (PAPEL_OSCURO, LETRA_EN_OSCURO, mezclar(color, PAPEL_OSCURO, 0.7))
        if all(contraste(aclarado, fondo) >= AA + 1 for fondo in fondos):
            return aclarado
    return BLANCO


def _variables(p: Paleta) -> str:
    return (
        f"--marca: {p.marca}; --marca-fuerte: {p.fuerte}; --marca-media: {p.media}; "
        f"--marca-suave: {p.suave};"
    )


def _partes(color: str) -> tuple[int, int, int]:
    return int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16)


def _luz(color: str) -> float:
    """La luminancia relativa: de 0 (negro) a 1 (blanco)."""
    rojo, verde, azul = (_lineal(parte / 255) for parte in _partes(color))
    return 0.2126 * rojo + 0.7152 * verde + 0.0722 * azul


def _lineal(parte: float) -> float:
    return parte / 12.92 if parte <= 0.04045 else float(((parte + 0.055) / 1.055) ** 2.4)
