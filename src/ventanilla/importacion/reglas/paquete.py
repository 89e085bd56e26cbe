"""El paquete ZIP de un libro de Excel: abrirlo sin que lo que traiga adentro haga daño. Puro.

Un libro es un ZIP con hojas en XML. Aquí se cuentan los bytes mientras se leen, no se resuelve
ninguna entidad y lo que no es un libro se devuelve con una frase que dice qué hacer.
"""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from ventanilla.importacion.reglas.errores import ArchivoInvalido

MARCA_ZIP = b"PK\x03\x04"
MARCA_OLE = b"\xd0\xcf\x11\xe0"
# Lo que se lee de una parte, y lo que puede medir una sola fila o un solo texto.
PARTE_MAXIMA, TROZO_MAXIMO = 2 << 30, 32 << 20
_PARTES_MAXIMAS = 5000
_HONDURA_MAXIMA = 60
_DANOS = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    KeyError,
    OSError,
    RuntimeError,
    ValueError,
)
_CIFRADO = "EncryptedPackage".encode("utf-16-le")


def rechazar_ole(ruta: Path) -> ArchivoInvalido:
    """La frase para un archivo OLE: con contraseña, o de Excel 97-2003."""
    with ruta.open("rb") as archivo:
        while trozo := archivo.read(1 << 20):
            if _CIFRADO in trozo:
                return ArchivoInvalido(
                    f"El archivo {ruta.name} tiene contraseña. Ábralo en Excel, quítesela "
                    "(Archivo, Información, Proteger libro) y vuelva a intentarlo."
                )
            archivo.seek(-min(len(_CIFRADO), len(trozo)) + 1, 1)
            if len(trozo) < 1 << 20:
                break
    return ArchivoInvalido(
        f"El archivo {ruta.name} es un libro de Excel antiguo (.xls). Ábralo y guárdelo como "
        "«Libro de Excel (.xlsx)»."
    )


class Contado:
    """Un archivo que cuenta lo que va entregando y se niega a pasar de un tope.

    `soltar` avisa que lo leído ya se procesó: así una fila o un texto no crece sin fin.
    """

    def __init__(self, archivo: IO[bytes], nombre: str) -> None:
        self._archivo, self._nombre = archivo, nombre
        self._total = self._desde = 0

    def read(self, cuanto: int = -1) -> bytes:
        trozo = self._archivo.read(cuanto if 0 < cuanto <= 1 << 20 else 1 << 16)
        self._total += len(trozo)
        self._desde += len(trozo)
        if self._total > PARTE_MAXIMA or self._desde > TROZO_MAXIMO:
            raise ArchivoInvalido(
                f"El archivo {self._nombre} se infla al abrirlo mucho más de lo que pesa. Copie los "
                "datos a un libro nuevo y guárdelo otra vez."
            )
        return trozo

    def soltar(self) -> None:
        """Lo leído hasta aquí ya no se guarda."""
        self._desde = 0


class Paquete:
    """Un ZIP abierto. Se usa con `with`."""

    def __init__(self, ruta: Path) -> None:
        self.ruta = ruta
        try:
            self._zip = zipfile.ZipFile(ruta)
        except (zipfile.BadZipFile, RuntimeError, ValueError, EOFError, OSError) as error:
            if isinstance(error, FileNotFoundError | PermissionError | IsADirectoryError):
                raise
            raise self.danado() from None
        self._nombres = set(self._zip.namelist())
        if len(self._nombres) > _PARTES_MAXIMAS:
            raise self.danado()

    def __enter__(self) -> Paquete:
        return self

    def __exit__(self, *_: object) -> None:
        self._zip.close()

    def danado(self) -> ArchivoInvalido:
        """La frase para un libro que no se deja leer."""
        return ArchivoInvalido(
            f"El archivo {self.ruta.name} está dañado o no es un libro de Excel. Ábralo en Excel, "
            "guárdelo otra vez como «Libro de Excel (.xlsx)» y vuelva a intentarlo."
        )

    def tiene(self, parte: str) -> bool:
        """Si el paquete trae esa parte."""
        return parte in self._nombres

    def abrir(self, parte: str) -> Contado:
        """Los bytes de una parte, contados.

        Raises:
            ArchivoInvalido: si no está o no se puede abrir.
        """
        with self.en_espanol():
            return Contado(self._zip.open(parte), self.ruta.name)

    def recorrer(self, parte: str, soltar_en: frozenset[str]) -> Iterator[tuple[str, Any]]:
        """Cada elemento de la parte al cerrarse: (nombre sin espacio de nombres, elemento).

        Los nombrados en `soltar_en` se vacían después de entregarse, con todo lo anterior.

        Raises:
            ArchivoInvalido: si el XML no sirve, trae entidades o una definición de tipo.
        """
        from defusedxml.ElementTree import iterparse  # noqa: PLC0415

        archivo = self.abrir(parte)
        padres: list[Any] = []
        with self.en_espanol():
            for suceso, elemento in iterparse(archivo, ("start", "end"), forbid_dtd=True):
                if suceso == "start":
                    padres.append(elemento)
                    if len(padres) > _HONDURA_MAXIMA:
                        raise self.danado()
                    continue
                padres.pop()
                nombre = sin_espacio(elemento.tag)
                yield nombre, elemento
                if nombre in soltar_en:
                    archivo.soltar()
                    if padres:
                        padres[-1].clear()

    @contextmanager
    def en_espanol(self) -> Iterator[None]:
        """Vuelve una frase lo que falle al leer: un ZIP dañado falla de muchas maneras."""
        from xml.etree.ElementTree import ParseError  # noqa: PLC0415

        from defusedxml.common import DefusedXmlException  # noqa: PLC0415

        try:
            yield
        except ArchivoInvalido:
            raise
        except DefusedXmlException:
            raise ArchivoInvalido(
                f"El archivo {self.ruta.name} trae instrucciones XML que Excel no escribe y que "
                "pueden hacer daño. No se abrió. Copie los datos a un libro nuevo."
            ) from None
        except (ParseError, *_DANOS):
            raise self.danado() from None

    def relaciones(self, parte: str) -> dict[str, tuple[str, str]]:
        """Las de una parte: identificador → (tipo, nombre de la otra parte)."""
        carpeta, nombre = posixpath.split(parte)
        donde = posixpath.join(carpeta, "_rels", f"{nombre}.rels")
        if not self.tiene(donde):
            return {}
        return {
            e.get("Id", ""): (
                e.get("Type", "").rpartition("/")[2],
                _resolver(carpeta, e.get("Target", "")),
            )
            for nombre, e in self.recorrer(donde, frozenset())
            if nombre == "Relationship"
        }


def sin_espacio(etiqueta: str) -> str:
    """El nombre de un elemento XML sin su espacio de nombres."""
    return etiqueta.rpartition("}")[2]


def _resolver(carpeta: str, destino: str) -> str:
    if destino.startswith("/"):
        return destino.lstrip("/")
    return posixpath.normpath(posixpath.join(carpeta, destino))
