"""La llave del formulario: oprimir dos veces, volver atrás o abrir dos pestañas es una petición.

Es la llave de idempotencia de la API, hecha por el servidor y firmada. El navegador conserva la
misma en una galleta hasta que la usa, y un rato más: así dos pestañas comparten la suya.
"""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core import signing

from ventanilla.comun.reloj import BOGOTA

# Menos de las 24 horas que dura la llave de idempotencia: mientras la ficha vive, repetir no duplica.
VIDA = timedelta(hours=23)
# Una página recién servida debe alcanzar para escribir con calma.
EDAD_PARA_SERVIR = timedelta(hours=12)
# Tras radicar, volver atrás y oprimir de nuevo lleva al mismo recibo durante este rato.
GRACIA_TRAS_RADICAR = timedelta(minutes=5)
_SAL = "ventanilla.radicar"


@dataclass(frozen=True)
class Llave:
    """`ficha` es lo que viaja firmado en el formulario; `valor`, la llave de idempotencia."""

    ficha: str
    valor: str
    mostrada: datetime

    def sirve_para_mostrar(self, ahora: datetime, usada: datetime | None) -> bool:
        """Si una página nueva puede llevarla; `usada` es cuándo se radicó con ella."""
        if ahora - self.mostrada > EDAD_PARA_SERVIR:
            return False
        return usada is None or ahora - usada < GRACIA_TRAS_RADICAR


def nueva_llave(ahora: datetime) -> Llave:
    """Una llave que nadie puede adivinar, con la hora en que se mostró el formulario."""
    segundos = int(ahora.timestamp())
    valor = f"web-{uuid.uuid4().hex}"
    ficha = signing.dumps([valor, segundos], salt=_SAL)
    return Llave(ficha, valor, _momento(segundos))


def leer_llave(ficha: str, ahora: datetime) -> Llave | None:
    """La llave de esa ficha; `None` si falta, fue alterada o venció."""
    try:
        valor, segundos = signing.loads(ficha, salt=_SAL)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    mostrada = _momento(segundos)
    if not timedelta(0) <= ahora - mostrada + timedelta(minutes=1) <= VIDA:
        return None
    return Llave(ficha, valor, mostrada)


def _momento(segundos: int) -> datetime:
    return datetime.fromtimestamp(segundos, tz=BOGOTA)
