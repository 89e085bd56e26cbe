"""La identidad de quien pide: leerla deja asiento."""

import json
import uuid
from dataclasses import dataclass
from datetime import datetime

from ventanilla.auditoria.models import Asiento
from ventanilla.auditoria.servicios import asentar
from ventanilla.comun.actores import Actor
from ventanilla.comun.cifrado import cifrar, descifrar
from ventanilla.comun.transaccion import escritura
from ventanilla.directorio.models import (
    Identidad,
)


@dataclass(frozen=True)
class DatosDeIdentidad:
    """Quién pidió y cómo encontrarlo, en claro. No se guarda ni se registra: se usa y se suelta."""

    nombre: str = ""
    tipo_documento: str = ""
    documento: str = ""
    correo: str = ""
    telefono: str = ""
    direccion: str = ""
    ciudad: str = ""
    pais: str = ""
    representante: str = ""


def identidad(identidad_id: int, *, actor: Actor, motivo: str, ahora: datetime) -> DatosDeIdentidad:
    """Descifra una identidad y deja asiento de quién la leyó y para qué.

    Raises:
        Identidad.DoesNotExist: si no hay tal fila.
        NoSePuedeDescifrar: si fue alterada.
    """
    fila = Identidad.objects.get(pk=identidad_id)
    quien = str(fila.uuid)
    datos = descifrar(bytes(fila.cifrado), uso="identidad", contexto=quien)
    with escritura():
        asentar(
            f"identidad:{quien}",
            "leida",
            actor=actor,
            ahora=ahora,
            # Lo escribe una persona y puede traer un nombre: al libro va sellado.
            contenido={"motivo_cifrado": cifrar(motivo, uso="motivos", contexto=quien).hex()},
            reservado={"motivo": motivo},
        )
    return DatosDeIdentidad(**datos)


@dataclass(frozen=True)
class Lectura:
    """Quién abrió una identidad (`actor` es su clave en el libro), cuándo y para qué."""

    actor: str
    momento: datetime
    motivo: str


def lecturas_de_identidad(identidad_id: int) -> list[Lectura]:
    """Las veces que se abrió una identidad, de la primera a la última.

    Raises:
        Identidad.DoesNotExist: si no hay tal fila.
        NoSePuedeDescifrar: si un motivo fue alterado.
    """
    quien = str(Identidad.objects.get(pk=identidad_id).uuid)
    asientos = Asiento.objects.filter(objeto=f"identidad:{quien}", hecho="leida").order_by("orden")
    return [
        Lectura(
            a.actor,
            a.momento,
            descifrar(
                bytes.fromhex(json.loads(a.contenido)["motivo_cifrado"]),
                uso="motivos",
                contexto=quien,
            ),
        )
        for a in asientos
    ]


def descifrar_propia(uuid_identidad: uuid.UUID, cifrado: bytes) -> DatosDeIdentidad:
    """La identidad, para mostrarla a la misma persona o escribirle: no deja asiento."""
    return DatosDeIdentidad(**descifrar(cifrado, uso="identidad", contexto=str(uuid_identidad)))
