"""Un almacén que habla lo que boto3 necesita de S3, en esta máquina y en memoria."""

import base64
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs, unquote, urlsplit
from xml.sax.saxutils import escape

from ventanilla.comun.almacen import Destino
from ventanilla.comun.reloj import ahora

POR_PAGINA = 2
LLAVE = "llave-de-prueba"


@dataclass
class Servido:
    """Lo que guarda: (bytes, fecha) por nombre. `caido` hace que todo conteste 503."""

    destino: Destino
    objetos: dict[str, tuple[bytes, datetime]] = field(default_factory=dict)
    caido: bool = False
    puestos: int = 0

    def envejecer(self) -> None:
        """Como si todo se hubiera subido dos días antes."""
        for nombre, (crudo, momento) in self.objetos.items():
            self.objetos[nombre] = (crudo, momento - timedelta(days=2))


@contextmanager
def cubo_servido(prefijo: str = "ventanilla") -> Iterator[Servido]:
    """Un cubo vacío que atiende mientras dure el bloque."""
    with ThreadingHTTPServer(("127.0.0.1", 0), _Puerta) as servidor:
        lugar = f"http://127.0.0.1:{servidor.server_address[1]}"
        servidor.servido = Servido(Destino("cubo", prefijo, lugar))  # type: ignore[attr-defined]
        Thread(target=servidor.serve_forever, daemon=True).start()
        yield servidor.servido  # type: ignore[attr-defined]
        servidor.shutdown()


class _Puerta(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *args: object) -> None:
        """Callado."""

    @property
    def servido(self) -> Servido:
        return self.server.servido  # type: ignore[attr-defined,no-any-return]

    def _nombre(self) -> str:
        return unquote(urlsplit(self.path).path).removeprefix("/cubo").removeprefix("/")

    def _contestar(self, estado: int, cuerpo: bytes = b"", **cabeceras: str) -> None:
        self.send_response(estado)
        for cabecera, valor in cabeceras.items():
            self.send_header(cabecera.replace("_", "-"), valor)
        self.send_header("Content-Length", str(len(cuerpo)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(cuerpo)

    def _falla(self, estado: int, codigo: str) -> None:
        self._contestar(estado, f"<Error><Code>{codigo}</Code></Error>".encode())

    def _pasa(self) -> bool:
        if self.servido.caido:
            self._falla(503, "SlowDown")
        elif f"AWS4-HMAC-SHA256 Credential={LLAVE}/" not in self.headers.get("Authorization", ""):
            self._falla(403, "AccessDenied")
        else:
            return True
        return False

    def do_PUT(self) -> None:
        crudo = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if not self._pasa():
            return
        de = self.headers.get("x-amz-copy-source")
        if de:
            crudo = self.servido.objetos[unquote(de).removeprefix("/").removeprefix("cubo/")][0]
        else:
            self.servido.puestos += 1
            suma = base64.b64encode(hashlib.sha256(crudo).digest()).decode()
            if self.headers.get("x-amz-checksum-sha256") != suma:
                self._falla(400, "BadDigest")
                return
        self.servido.objetos[self._nombre()] = (crudo, ahora())
        self._contestar(200, b"<CopyObjectResult/>" if de else b"", ETag='"x"')

    def do_GET(self) -> None:
        if not self._pasa():
            return
        if not self._nombre():
            self._listar()
            return
        objeto = self.servido.objetos.get(self._nombre())
        if objeto is None:
            self._falla(404, "NoSuchKey")
            return
        fecha = f"{objeto[1]:%a, %d %b %Y %H:%M:%S} -0500"
        self._contestar(200, objeto[0], ETag='"x"', Last_Modified=fecha)

    def do_HEAD(self) -> None:
        self.do_GET()

    def do_DELETE(self) -> None:
        if not self._pasa():
            return
        self.servido.objetos.pop(self._nombre(), None)
        self._contestar(204)

    def _listar(self) -> None:
        pedido = {k: v[0] for k, v in parse_qs(urlsplit(self.path).query).items()}
        desde = pedido.get("continuation-token", "")
        prefijo = pedido.get("prefix", "")
        hay = sorted(n for n in self.servido.objetos if n.startswith(prefijo) and n > desde)
        pagina = hay[:POR_PAGINA]
        filas = "".join(
            f"<Contents><Key>{escape(n)}</Key><Size>{len(self.servido.objetos[n][0])}</Size>"
            f"<LastModified>{self.servido.objetos[n][1].isoformat()}</LastModified></Contents>"
            for n in pagina
        )
        sigue = len(hay) > len(pagina)
        ficha = f"<NextContinuationToken>{pagina[-1]}</NextContinuationToken>" if sigue else ""
        self._contestar(
            200,
            f"<ListBucketResult><IsTruncated>{str(sigue).lower()}</IsTruncated>{ficha}{filas}"
            "</ListBucketResult>".encode(),
        )
