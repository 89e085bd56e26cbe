"""El motor: una plantilla de typst y unos datos dan un PDF accesible, siempre los mismos bytes.

Los datos viajan como JSON en `sys.inputs`; nunca se pegan en el código de la plantilla, así que
nada de lo que escriba una persona se evalúa. No se usa ninguna fuente del equipo ni la red.
typst pesa 40 MB: se carga dentro de las funciones, para que solo lo pague quien compone.
Componer es lento para una transacción: se llama siempre por fuera de una `escritura()`.
"""

from __future__ import annotations

import base64
import hashlib
import json
import struct
import threading
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from ventanilla.documentos.letras import FUENTES, SIN_LETRA, preparar

if TYPE_CHECKING:
    import typst

PLANTILLAS = Path(__file__).parent / "plantillas"
Norma = Literal["ua-1", "a-2a", "a-2b", "a-3a", "1.7"]
NORMAS_DE_ARCHIVO: tuple[Norma, ...] = ("ua-1", "a-2a")
FECHA_FIJA = datetime(2000, 1, 1, tzinfo=UTC)
_hilo = threading.local()
_candado_fuentes = threading.Lock()


class ErrorDocumento(Exception):
    """El documento no se pudo componer como la norma pide; no se entrega uno a medias.

    También lo causa una advertencia de typst. `detalle` es para el registro técnico y puede
    citar el texto del documento: no se muestra a nadie ni se escribe en un registro.
    """

    def __init__(self, mensaje: str, detalle: str = "") -> None:
        self.detalle = detalle
        super().__init__(mensaje)


@cache
def _fuentes() -> typst.Fonts:
    import typst

    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[FUENTES]
    )


def _compilador() -> typst.Compiler:
    """Uno por hilo (el objeto no admite dos usos a la vez); las fuentes son las mismas."""
    compilador: typst.Compiler | None = getattr(_hilo, "compilador", None)
    if compilador is None:
        import typst

        with _candado_fuentes:
            fuentes = _fuentes()
        compilador = typst.Compiler(root=PLANTILLAS, font_paths=fuentes, ignore_system_fonts=True)
        _hilo.compilador = compilador
    return compilador


def _tamano_png(datos: bytes) -> tuple[int, int]:
    ancho, alto = struct.unpack_from(">II", datos, 16)
    return ancho, alto


def imagen_svg(datos: bytes) -> str:
    """Una imagen PNG o SVG como texto SVG, que es como las plantillas la reciben.

    Raises:
        ErrorDocumento: si no es PNG ni SVG.
    """
    if datos.startswith(b"\x89PNG\r\n\x1a\n"):
        ancho, alto = _tamano_png(datos)
        cuerpo = base64.b64encode(datos).decode()
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {ancho} {alto}">'
            f'<image width="{ancho}" height="{alto}" href="data:image/png;base64,{cuerpo}"/></svg>'
        )
    if b"<svg" in datos[:1000]:
        return datos.decode("utf-8", errors="replace")
    raise ErrorDocumento("La imagen del documento no es PNG ni SVG.")


@cache
def version_plantillas() -> str:
    """Huella (12 cifras hexadecimales) de plantillas, fuentes y typst.

    Se guarda con la foto de los datos: dos documentos con igual foto e igual versión son iguales
    byte por byte.
    """
    huella = hashlib.sha256(version("typst").encode())
    for archivo in sorted([*PLANTILLAS.glob("*.typ"), *FUENTES.glob("*.ttf")]):
        huella.update(archivo.name.encode() + b"\0" + archivo.read_bytes())
    return huella.hexdigest()[:12]


def _entrada(datos: Mapping[str, object], adjuntos: Mapping[str, bytes]) -> str:
    listo = preparar(datos)
    texto = json.dumps(listo, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    marcas = {
        "signos_sin_letra": SIN_LETRA in texto,
        "svg_adjuntos": {nombre: imagen_svg(cuerpo) for nombre, cuerpo in adjuntos.items()},
    }
    return json.dumps({"datos": listo, **marcas}, ensure_ascii=False, sort_keys=True)


def componer(
    plantilla: str,
    datos: Mapping[str, object],
    *,
    adjuntos: Mapping[str, bytes] | None = None,
    norma: Norma | Sequence[Norma] = NORMAS_DE_ARCHIVO,
    momento: datetime | None = None,
) -> bytes:
    """Compone `plantillas/<plantilla>.typ` con `datos` y devuelve el PDF.

    Args:
        plantilla: nombre sin extensión, uno de los archivos de `plantillas/`.
        datos: solo tipos de JSON. Los textos se muestran como texto.
        adjuntos: imágenes PNG o SVG por nombre.
        norma: una o varias; por defecto PDF/UA-1 (accesible) y PDF/A-2a (archivo) a la vez.
        momento: fecha del documento, con zona. Sin él se usa una fija, nunca la del reloj.

    Raises:
        ErrorDocumento: plantilla desconocida, dato que no es JSON, error o advertencia de typst.
    """
    archivo = PLANTILLAS / f"{plantilla}.typ"
    if archivo.parent != PLANTILLAS or not archivo.is_file():
        raise ErrorDocumento(f"No hay plantilla «{plantilla}».")
    try:
        entrada = _entrada(datos, adjuntos or {})
    except (TypeError, ValueError) as error:
        raise ErrorDocumento("Los datos del documento no se pueden escribir.") from error
    normas = [norma] if isinstance(norma, str) else list(norma)
    return compilar(archivo.read_bytes(), entrada, normas, momento or FECHA_FIJA, nombre=plantilla)


def compilar(
    fuente: bytes, entrada: str, normas: list[Norma], momento: datetime, *, nombre: str
) -> bytes:
    """Compila una fuente de la casa y rechaza toda advertencia.

    `nombre` es como la llama el error. Nunca se le pasa como `fuente` nada que escriba un usuario.
    """
    import typst

    try:
        pdf, avisos = _compilador().compile_with_warnings(
            input=fuente,
            format="pdf",
            sys_inputs={"entrada": entrada},
            pdf_standards=list(normas),
            timestamp=int(momento.timestamp()),
        )
    except typst.TypstError as error:
        raise ErrorDocumento(f"No se pudo componer «{nombre}».", error.diagnostic) from error
    if avisos:
        detalle = "\n".join(aviso.diagnostic for aviso in avisos)
        raise ErrorDocumento(f"«{nombre}» se compuso con advertencias.", detalle)
    if not isinstance(pdf, bytes):
        raise ErrorDocumento(f"«{nombre}» no dio un PDF.")
    return pdf
