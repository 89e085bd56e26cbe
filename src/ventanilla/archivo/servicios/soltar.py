"""Soltar un archivo que ya nadie necesita; sus bytes se van con el barrido."""

from django.db.models import ProtectedError

from ventanilla.archivo.models import Guardado


def soltar(guardado: Guardado) -> bool:
    """Quita su fila si nada más lo usa, en la transacción de quien llama. Dice si la quitó.

    Los mismos bytes pueden ser también el anexo de una petición: entonces se quedan. Sin fila, el
    barrido de cada día los borra del almacén.
    """
    try:
        guardado.delete()
    except ProtectedError:
        return False
    return True
