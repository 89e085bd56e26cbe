"""Lo que una persona puede leer de su petición con su número y su clave."""

import hmac
import uuid

from ventanilla.comun.identificadores import huella_clave
from ventanilla.peticiones.models import Peticion

_NINGUNA = "0" * 64


def abrir(impreso: str, clave: str) -> Peticion | None:
    """La petición de ese número que se abre con esa clave; `None` si no hay ninguna.

    Número desconocido y clave errada cuestan y responden lo mismo. Un mismo número puede existir
    en dos series (lo importado conserva el suyo): abre la que la clave diga.
    """
    huella = huella_clave(clave)
    candidatas = list(
        Peticion.objects.select_related("radicado__serie", "dependencia", "identidad").filter(
            radicado__impreso=impreso.strip()
        )[:5]
    )
    if not candidatas:
        hmac.compare_digest(_NINGUNA, huella)
    abren = [c for c in candidatas if hmac.compare_digest(c.clave_huella, huella)]
    return abren[0] if abren else None


def por_uuid(identificador: uuid.UUID) -> Peticion | None:
    """La petición de ese identificador interno, con lo que su página muestra."""
    return (
        Peticion.objects.select_related("radicado__serie", "dependencia", "identidad")
        .filter(uuid=identificador)
        .first()
    )
