"""Lo que comparten las pruebas de los verbos del trámite: el día de la petición y cómo se lee."""

from datetime import date, datetime
from typing import Any

from ventanilla.comun.cifrado import descifrar
from ventanilla.comun.reloj import BOGOTA
from ventanilla.correspondencia.models import Envio
from ventanilla.peticiones.models import Peticion

# Lunes 2 de febrero de 2026: día 1 es el 3, día 10 el 16 y vence (día 15) el 23.
RECIBIDA = datetime(2026, 2, 2, 9, 0, tzinfo=BOGOTA)
VENCE = date(2026, 2, 23)
PARA = date(2026, 2, 12)
PIDO = "Certifique si el predio de la esquina tiene deudas."
DIGO = "El predio está a paz y salvo."
FALTA = "Falta la dirección exacta del hueco."
RAZON = "La visita técnica está programada para después de esa fecha."


def el(dia: int, mes: int = 2) -> datetime:
    """Ese día de 2026, a las diez de la mañana."""
    return datetime(2026, mes, dia, 10, 0, tzinfo=BOGOTA)


def leida(p: Peticion) -> Peticion:
    """La petición como está ahora en la base."""
    return Peticion.objects.select_related("radicado__serie", "dependencia", "identidad").get(
        pk=p.pk
    )


def correos(clase: str) -> list[dict[str, Any]]:
    """Los datos de los correos de esa clase que quedaron por salir."""
    return [
        descifrar(bytes(e.carga), uso="envios", contexto=str(e.uuid))
        for e in Envio.objects.filter(clase=clase)
    ]


VISPERA = el(20)
