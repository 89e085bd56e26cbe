"""El antivirus de la entidad, preguntado por un enchufe de verdad."""

import socketserver
import struct
import threading
from collections.abc import Iterator
from typing import Any

import pytest

from ventanilla.archivo.servicios import recibir
from ventanilla.comun.errores import DatosInvalidos

PDF = b"%PDF-1.7\n" + b"x" * 200_000


class Clamd(socketserver.ThreadingTCPServer):
    """Habla INSTREAM y dice que hay virus si los bytes llevan la palabra VIRUS."""

    allow_reuse_address = True
    daemon_threads = True


class Sesion(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        assert self.rfile.read(10) == b"zINSTREAM\0"
        recibido = b""
        while largo := struct.unpack(">L", self.rfile.read(4))[0]:
            recibido += self.rfile.read(largo)
        infectado = b"VIRUS" in recibido
        self.wfile.write(b"stream: Prueba FOUND\0" if infectado else b"stream: OK\0")


@pytest.fixture
def clamd(settings: Any) -> Iterator[None]:
    with Clamd(("127.0.0.1", 0), Sesion) as servidor:
        threading.Thread(target=servidor.serve_forever, daemon=True).start()
        settings.VENTANILLA_ANTIVIRUS = f"127.0.0.1:{servidor.server_address[1]}"
        yield
        servidor.shutdown()


def _motivo(contenido: bytes) -> str:
    with pytest.raises(DatosInvalidos) as rechazo:
        recibir("queja.pdf", [contenido])
    return str(rechazo.value)


def test_un_archivo_limpio_se_recibe(clamd: None) -> None:
    assert recibir("queja.pdf", [PDF]).tamano == len(PDF)


def test_un_archivo_con_virus_se_devuelve_por_su_nombre(clamd: None) -> None:
    assert "«queja.pdf» tiene un virus" in _motivo(PDF + b"VIRUS")


def test_si_el_antivirus_no_contesta_se_dice_que_hacer(settings: Any) -> None:
    settings.VENTANILLA_ANTIVIRUS = "127.0.0.1:1"
    assert "radique sin" in _motivo(PDF)
