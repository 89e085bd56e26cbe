"""Enviar los sellos a Control Interno: la copia que nadie de sistemas puede cambiar."""

from datetime import datetime

from django.conf import settings
from django.db import IntegrityError

from ventanilla.auditoria.consultas import linea_de, llave_publica
from ventanilla.auditoria.models import Sello
from ventanilla.comun.transaccion import escritura
from ventanilla.correspondencia.models import Envio
from ventanilla.correspondencia.servicios.enviar import preparar_envio

CLASE = "sello"
PLANTILLA = "correspondencia/correo/sello"
_POR_CORREO = 100


def enviar_sellos(*, ahora: datetime) -> int:
    """Deja por enviar, en un correo, los sellos que Control Interno no tiene; dice cuántos.

    El último enviado se sabe por la llave del envío: repetir no manda dos veces lo mismo. Sin
    `VENTANILLA_CORREO_CONTROL_INTERNO` no hace nada.
    """
    destino: str = settings.VENTANILLA_CONTROL_INTERNO
    if not destino:
        return 0
    desde = _ultimo_enviado()
    sellos = list(Sello.objects.filter(numero__gt=desde).order_by("numero")[:_POR_CORREO])
    if not sellos:
        return 0
    primero, ultimo = sellos[0].numero, sellos[-1].numero
    try:
        with escritura(punto=True):
            preparar_envio(
                CLASE,
                llave=f"{CLASE}:{ultimo}",
                destino=destino,
                plantilla=PLANTILLA,
                datos={
                    "primero": primero,
                    "ultimo": ultimo,
                    "lineas": [linea_de(sello).texto() for sello in sellos],
                    "llave_publica": llave_publica(),
                },
                ahora=ahora,
            )
    except IntegrityError:
        # Otro proceso lo preparó primero.
        return 0
    return len(sellos)


def _ultimo_enviado() -> int:
    llave = (
        Envio.objects.filter(clase=CLASE).order_by("-pk").values_list("llave", flat=True).first()
    )
    return int(llave.partition(":")[2]) if llave else 0
