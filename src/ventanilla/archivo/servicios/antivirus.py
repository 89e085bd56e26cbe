"""Preguntar al antivirus de la entidad (clamd) por un archivo recién recibido.

Sin `VENTANILLA_ANTIVIRUS` no se pregunta. Si está puesto y no contesta, el anexo no se recibe y la
persona lo lee: la petición siempre se puede radicar sin anexos.
"""

import logging
import socket
import struct
from pathlib import Path

from django.conf import settings

from ventanilla.comun.transaccion import exigir_fuera_de_escritura

registro = logging.getLogger("ventanilla.antivirus")
TROZO = 64 * 1024
ESPERA = 20.0


def motivo_del_antivirus(archivo: Path, nombre: str) -> str | None:
    """Por qué no se recibe, en palabras de la persona; `None` si está limpio o no hay antivirus."""
    donde: str = settings.VENTANILLA_ANTIVIRUS
    if not donde:
        return None
    exigir_fuera_de_escritura("revisar un archivo")
    try:
        dicho = _preguntar(donde, archivo)
    except (OSError, ValueError) as error:
        registro.error("el antivirus no contesta: %s", type(error).__name__)
        dicho = ""
    if dicho.endswith("OK"):
        return None
    if dicho.endswith("FOUND"):
        return f"«{nombre}» tiene un virus y no se recibió. Quítelo y adjunte otra copia."
    return (
        f"No pudimos revisar «{nombre}» en este momento. Inténtelo en unos minutos, o radique sin "
        "ese archivo y preséntelo después."
    )


def _conectar(donde: str) -> socket.socket:
    """`/ruta/al/enchufe` o `servidor:puerto`."""
    if donde.startswith("/"):
        enchufe = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        enchufe.settimeout(ESPERA)
        enchufe.connect(donde)
        return enchufe
    servidor, _, puerto = donde.rpartition(":")
    return socket.create_connection((servidor, int(puerto)), ESPERA)


def _preguntar(donde: str, archivo: Path) -> str:
    """Lo que contesta clamd a INSTREAM: «stream: OK» o «stream: Nombre FOUND»."""
    with _conectar(donde) as enchufe, archivo.open("rb") as bytes_:
        enchufe.sendall(b"zINSTREAM\0")
        while trozo := bytes_.read(TROZO):
            enchufe.sendall(struct.pack(">L", len(trozo)) + trozo)
        enchufe.sendall(struct.pack(">L", 0))
        contestacion = b""
        while parte := enchufe.recv(4096):
            contestacion += parte
    return contestacion.rstrip(b"\0\n").decode(errors="replace")
