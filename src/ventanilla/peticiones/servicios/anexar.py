"""Anexar: dejar con la petición los archivos que la persona entregó."""

from collections.abc import Sequence
from datetime import datetime

from ventanilla.archivo.servicios import Recibido, registrar_varios
from ventanilla.comun.cifrado import cifrar
from ventanilla.peticiones.models import Anexo, Peticion


def anexar(
    peticion: Peticion, anexos: Sequence[Recibido], *, ahora: datetime, desde: int = 1
) -> list[str]:
    """Escribe una fila por archivo y devuelve sus huellas (SHA-256), que van al asiento.

    Va en la transacción de quien llama, que ya avanzó la petición: por eso nadie más toma a la vez
    los mismos números.

    Args:
        desde: el número del primero; después de radicada, el que sigue al último.
    """
    guardados = registrar_varios(anexos, ahora=ahora)
    filas = [
        Anexo(
            peticion=peticion,
            orden=orden,
            guardado=guardado,
            extension=a.extension,
            descripcion=a.extension.upper(),
            nombre_cifrado=cifrar(a.nombre, uso="anexos", contexto=f"{peticion.uuid.hex}/{orden}"),
        )
        for orden, (a, guardado) in enumerate(zip(anexos, guardados, strict=True), start=desde)
    ]
    if filas:
        Anexo.objects.bulk_create(filas)
    return [a.sha256 for a in anexos]
