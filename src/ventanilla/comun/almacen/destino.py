"""Leer `VENTANILLA_ALMACEN`."""

import re
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlsplit

_CUBO = re.compile(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")
_PREFIJO = re.compile(r"([A-Za-z0-9._-]+(/[A-Za-z0-9._-]+)*)?")
_OPCIONES = frozenset({"endpoint", "region"})


@dataclass(frozen=True)
class Destino:
    """Un cubo S3. Sin `endpoint`, el de Amazon; `prefijo` y `region` pueden ir vacíos."""

    cubo: str
    prefijo: str = ""
    endpoint: str = ""
    region: str = ""

    def __str__(self) -> str:
        return f"s3://{self.cubo}/{self.prefijo}".rstrip("/")


def leer_destino(texto: str) -> Destino | None:
    """El destino que dice el texto; `None` si está vacío y los archivos van a la carpeta de datos.

    Raises:
        ValueError: si no se entiende, con lo que está mal.
    """
    texto = texto.strip()
    if not texto:
        return None
    partes = urlsplit(texto)
    prefijo = partes.path.strip("/")
    opciones = dict(parse_qsl(partes.query, keep_blank_values=True))
    if partes.scheme != "s3" or not _CUBO.fullmatch(partes.netloc):
        raise ValueError("debe empezar por s3:// y el nombre del cubo, sin usuario ni contraseña")
    if not _PREFIJO.fullmatch(prefijo) or {".", ".."} & set(prefijo.split("/")):
        raise ValueError("el prefijo solo lleva letras, números, punto, guion y barra")
    if partes.fragment or opciones.keys() - _OPCIONES:
        raise ValueError("solo admite las opciones endpoint y region")
    endpoint = opciones.get("endpoint", "").rstrip("/")
    if endpoint and not _es_http(endpoint):
        raise ValueError("endpoint debe ser una dirección http(s) sin usuario ni contraseña")
    return Destino(partes.netloc, prefijo, endpoint, opciones.get("region", ""))


def _es_http(direccion: str) -> bool:
    partes = urlsplit(direccion)
    return partes.scheme in ("http", "https") and bool(partes.hostname) and "@" not in partes.netloc
