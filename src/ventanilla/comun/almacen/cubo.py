"""Los archivos en un almacén de objetos que hable S3."""

import base64
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO, cast

from boto3.s3.transfer import TransferConfig
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.core.files import File
from storages.backends.s3 import S3Storage

from ventanilla.comun.almacen.contrato import AlmacenNoDisponible, ConFila, clave, sin_fila
from ventanilla.comun.almacen.destino import Destino
from ventanilla.comun.transaccion import exigir_fuera_de_escritura

_APARTE = "barrido/"
_EN_MEMORIA = 1024 * 1024
_NADIE_PESA_TANTO = 5 * 1024**3


class _ConHuella(S3Storage):  # type: ignore[misc]
    """Cada subida lleva su SHA-256: si en el camino cambia un bit, el almacén no la recibe."""

    def get_object_parameters(self, name: str) -> dict[str, Any]:
        crudo = bytes.fromhex(name.rpartition("/")[2])
        return {
            "ChecksumSHA256": base64.b64encode(crudo).decode(),
            "ContentType": "application/octet-stream",
        }


class Cubo:
    """Un cubo, o una parte suya. Las llaves, de las variables AWS_* o de donde boto3 las busca."""

    def __init__(self, destino: Destino) -> None:
        self._destino = destino
        self._raiz = f"{destino.prefijo}/" if destino.prefijo else ""
        self._archivos = _ConHuella(
            bucket_name=destino.cubo,
            location=destino.prefijo,
            endpoint_url=destino.endpoint or None,
            # Los que no son de Amazon suelen no mirar la región, pero la firma exige alguna.
            region_name=destino.region or ("us-east-1" if destino.endpoint else None),
            max_memory_size=_EN_MEMORIA,
            # De una sola vez: o queda entero o no queda.
            transfer_config=TransferConfig(
                multipart_threshold=_NADIE_PESA_TANTO, use_threads=False
            ),
            client_config=Config(
                signature_version="s3v4",
                max_pool_connections=32,
                connect_timeout=5,
                read_timeout=15,
                retries={"mode": "standard", "total_max_attempts": 3},
                s3={"addressing_style": "path" if destino.endpoint else "auto"},
                # Las sumas que boto3 agrega de suyo no las entienden todos; la nuestra va siempre.
                request_checksum_calculation="when_required",
                response_checksum_validation="when_required",
            ),
        )

    def __str__(self) -> str:
        return str(self._destino)

    def abrir(self, sha256: str) -> BinaryIO:
        """Una copia local y pasajera, ya completa; lo apartado por el barrido también se lee."""
        try:
            return self._bajar(clave(sha256))
        except FileNotFoundError:
            return self._bajar(_APARTE + sha256)

    def existe(self, sha256: str) -> bool:
        """Si está, en su sitio o apartado."""
        return self._esta(clave(sha256)) or self._esta(_APARTE + sha256)

    def donde(self, sha256: str) -> str:
        """Su dirección s3://."""
        return f"{self}/{clave(sha256)}"

    def poner(self, ruta: Path, sha256: str) -> None:
        """Lo sube, aunque ya esté: así renueva su fecha y el barrido no lo toma por huérfano."""
        with ruta.open("rb") as crudo, self._traducir():
            self._archivos.save(clave(sha256), File(crudo))

    def borrar(self, sha256: str) -> None:
        """Lo quita sin mirar nada más; que no esté no es un error."""
        self._quitar(clave(sha256))

    def listar(self) -> Iterator[str]:
        """Las huellas de lo guardado, también las apartadas que no estén en su sitio."""
        for nombre, _ in self._hay():
            if not nombre.startswith(_APARTE):
                yield nombre.rpartition("/")[2]
        for nombre, _ in self._hay(_APARTE):
            sha256 = nombre.removeprefix(_APARTE)
            if not self._esta(clave(sha256)):
                yield sha256

    def barrer(self, *, borde: datetime, con_fila: ConFila) -> int:
        """Lo huérfano se aparta hoy y se quita en un barrido de otro día.

        Entre mirar y borrar alguien puede subir los mismos bytes, y S3 no sabe borrar con
        condición de fecha. Por eso queda la copia apartada, que se sigue leyendo; si para entonces
        tiene fila, vuelve a su sitio.
        """
        self._terminar(borde, con_fila)
        viejas = (
            nombre.rpartition("/")[2]
            for nombre, momento in self._hay()
            if momento < borde and not nombre.startswith(_APARTE)
        )
        apartados = 0
        for sha256 in sin_fila(viejas, con_fila):
            self._copiar(clave(sha256), _APARTE + sha256)
            self._quitar(clave(sha256))
            apartados += 1
        return apartados

    def _terminar(self, borde: datetime, con_fila: ConFila) -> None:
        for nombre, momento in self._hay(_APARTE):
            if momento >= borde:
                continue
            sha256 = nombre.removeprefix(_APARTE)
            if con_fila([sha256]) and not self._esta(clave(sha256)):
                self._copiar(nombre, clave(sha256))
            self._quitar(nombre)

    def _bajar(self, nombre: str) -> BinaryIO:
        with self._traducir():
            # El temporal de adentro, y no el archivo de django-storages, que baja al primer uso:
            # así una falla se sabe al abrir, y no a mitad de una descarga.
            return cast(BinaryIO, self._archivos.open(nombre).file)

    def _esta(self, nombre: str) -> bool:
        with self._traducir():
            return bool(self._archivos.exists(nombre))

    def _quitar(self, nombre: str) -> None:
        with self._traducir():
            self._archivos.delete(nombre)

    def _copiar(self, de: str, a: str) -> None:
        cubo = self._destino.cubo
        with self._traducir():
            self._archivos.connection.meta.client.copy_object(
                Bucket=cubo,
                Key=self._raiz + a,
                CopySource={"Bucket": cubo, "Key": self._raiz + de},
            )

    def _hay(self, bajo: str = "") -> Iterator[tuple[str, datetime]]:
        """(nombre sin el prefijo, fecha) de cada objeto, por páginas."""
        cliente = self._archivos.connection.meta.client
        paginas = cliente.get_paginator("list_objects_v2").paginate(
            Bucket=self._destino.cubo, Prefix=self._raiz + bajo
        )
        with self._traducir():
            for pagina in paginas:
                for objeto in pagina.get("Contents", ()):
                    nombre = objeto["Key"].removeprefix(self._raiz)
                    if nombre in (_APARTE + nombre[-64:], clave(nombre[-64:])):
                        yield nombre, objeto["LastModified"]

    @contextmanager
    def _traducir(self) -> Iterator[None]:
        exigir_fuera_de_escritura("usar el almacén de archivos")
        try:
            yield
        except (BotoCoreError, ClientError) as error:
            raise AlmacenNoDisponible(str(self)) from error
