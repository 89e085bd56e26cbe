"""Los avisos que la persona lee al radicar, cada uno con su versión y su huella.

Ley 1581 de 2012 arts. 9 y 12: la autorización debe poder probarse. De cada petición se guarda qué
versión se mostró, la huella del texto y cuándo; los textos están en `datos/avisos/` y una versión
publicada no se edita: se escribe otra.
"""

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

CARPETA = Path(__file__).resolve().parents[5] / "datos" / "avisos"


@dataclass(frozen=True)
class Aviso:
    """Un texto con su versión. `sha256` es la del archivo entero, en hexadecimal."""

    codigo: str
    version: str
    titulo: str
    parrafos: tuple[str, ...]
    sha256: str

    def para(self, *, entidad: str, correo: str, direccion: str) -> "Aviso":
        """El mismo aviso con los datos de la entidad puestos en su lugar."""
        valores = {"{entidad}": entidad, "{correo}": correo, "{direccion}": direccion}
        return replace(self, parrafos=tuple(_poner(p, valores) for p in self.parrafos))

    def prueba(self, momento: datetime) -> dict[str, str]:
        """Lo que se guarda en la petición: qué se mostró y cuándo (hora de Bogotá, ISO 8601)."""
        return {
            "version": self.version,
            "sha256": self.sha256,
            "momento": momento.isoformat(timespec="seconds"),
        }


def _poner(parrafo: str, valores: dict[str, str]) -> str:
    for marca, valor in valores.items():
        parrafo = parrafo.replace(marca, valor)
    return parrafo


def leer_aviso(archivo: Path) -> Aviso:
    """El aviso de un archivo: `version: …`, `# título` y párrafos separados por renglón vacío.

    Raises:
        ValueError: si el archivo no tiene esa forma.
    """
    crudo = archivo.read_bytes()
    partes = [p.strip() for p in crudo.decode().split("\n\n") if p.strip()]
    if len(partes) < 3 or not partes[0].startswith("version: ") or not partes[1].startswith("# "):
        raise ValueError(f"El aviso {archivo.name} no empieza por su versión y su título.")
    return Aviso(
        codigo=archivo.stem,
        version=partes[0].removeprefix("version: "),
        titulo=partes[1].removeprefix("# "),
        parrafos=tuple(" ".join(p.split()) for p in partes[2:]),
        sha256=hashlib.sha256(crudo).hexdigest(),
    )


AVISOS = {a.stem: leer_aviso(a) for a in sorted(CARPETA.glob("*.md"))}
DATOS_PERSONALES = AVISOS["datos_personales"]
NOTIFICACION_CORREO = AVISOS["notificacion_correo"]
ENCUESTA = AVISOS["encuesta"]
