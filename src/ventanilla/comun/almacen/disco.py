"""Los archivos en la carpeta de datos."""

import os
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from ventanilla.comun.almacen.contrato import ConFila, clave, sin_fila


class Disco:
    """`archivos/` de la carpeta de datos; lo que se barre pasa antes por `entrante/`."""

    def __init__(self, datos: Path) -> None:
        self._carpeta = datos / "archivos"
        self._entrante = datos / "entrante"

    def ruta(self, sha256: str) -> Path:
        """Dónde está el archivo de esa huella."""
        return self._carpeta / clave(sha256)

    def abrir(self, sha256: str) -> BinaryIO:
        """El archivo, abierto para leer."""
        return self.ruta(sha256).open("rb")

    def existe(self, sha256: str) -> bool:
        """Si está."""
        return self.ruta(sha256).exists()

    def donde(self, sha256: str) -> str:
        """Su ruta dentro de la carpeta de datos."""
        return f"{self._carpeta.name}/{clave(sha256)}"

    def poner(self, ruta: Path, sha256: str) -> None:
        """Lo pasa a su sitio y asegura la carpeta. `ruta` es del mismo disco y ya está asegurada."""
        sitio = self.ruta(sha256)
        sitio.parent.mkdir(parents=True, exist_ok=True)
        if sitio.exists():
            # Se renueva la fecha para que el barrido no lo tome por huérfano antes de tener fila.
            os.utime(sitio)
            return
        ruta.rename(sitio)
        sitio.chmod(0o440)
        carpeta = os.open(sitio.parent, os.O_RDONLY)
        try:
            os.fsync(carpeta)
        finally:
            os.close(carpeta)

    def listar(self) -> Iterator[str]:
        """Las huellas de lo que hay; lo que no está en el sitio de su huella no es de aquí."""
        return (r.name for r in self._carpeta.glob("*/*/*") if r == self.ruta(r.name))

    def barrer(self, *, borde: datetime, con_fila: ConFila) -> int:
        """Cada huérfano se aparta y, ya fuera de alcance, se mira otra vez antes de quitarlo."""
        viejas = (
            ruta.name
            for ruta in self._carpeta.glob("*/*/*")
            if ruta.is_file() and ruta.stat().st_mtime < borde.timestamp()
        )
        return sum(self._apartar(h, borde, con_fila) for h in sin_fila(viejas, con_fila))

    def _apartar(self, sha256: str, borde: datetime, con_fila: ConFila) -> bool:
        self._entrante.mkdir(parents=True, exist_ok=True)
        sitio, aparte = self.ruta(sha256), self._entrante / f"barrido-{sha256}"
        sitio.rename(aparte)
        if aparte.stat().st_mtime >= borde.timestamp() or con_fila([sha256]):
            # `link` no pisa: si otro ya dejó los mismos bytes en su sitio, sobran estos.
            with suppress(FileExistsError):
                os.link(aparte, sitio)
            aparte.unlink()
            return False
        aparte.unlink()
        return True
