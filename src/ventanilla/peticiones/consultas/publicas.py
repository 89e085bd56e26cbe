"""Lo que una persona puede leer de su petición con su número y su clave."""

import hmac
import uuid
from datetime import datetime

from ventanilla.comun.actores import Permiso
from ventanilla.comun.identificadores import huella_clave
from ventanilla.comun.reloj import en_bogota
from ventanilla.correspondencia.consultas import numero_impreso
from ventanilla.peticiones.models import Actuacion, Peticion, Plazo

_NINGUNA = "0" * 64


def abrir(impreso: str, clave: str) -> Peticion | None:
    """La petición de ese número que se abre con esa clave; `None` si no hay ninguna.

    Número desconocido y clave errada cuestan y responden lo mismo. Un mismo número puede existir
    en dos series (lo importado conserva el suyo): abre la que la clave diga. El número vale con
    los ceros de la izquierda o sin ellos.
    """
    huella = huella_clave(clave)
    candidatas = list(
        Peticion.objects.select_related("radicado__serie", "dependencia", "identidad").filter(
            radicado__impreso__in={impreso.strip(), numero_impreso(impreso)}
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


def por_impreso(impreso: str) -> list[Peticion]:
    """Las peticiones con ese número impreso: una, o más si otra serie también lo tiene."""
    return list(
        Peticion.objects.select_related("radicado__serie", "dependencia", "identidad").filter(
            radicado__impreso=impreso
        )[:5]
    )


def por_llave(llave: str) -> Peticion | None:
    """La petición que se radicó con esa llave de idempotencia, si la hay."""
    return Peticion.objects.select_related("radicado").filter(radicado__llave=llave).first()


def clave_vigente_desde(peticion: Peticion) -> datetime | None:
    """Cuándo se cambió la clave por última vez; `None` si sigue siendo la primera."""
    if peticion.clave_version == 1:
        return None
    cambios = peticion.actuaciones.filter(tipo=Actuacion.Tipo.CLAVE).order_by("-orden")
    return cambios.values_list("momento", flat=True).first()


def plazo_de_respuesta(peticion: Peticion) -> Plazo | None:
    """El reloj principal: el de la respuesta, o el del juez."""
    return peticion.plazos.filter(clase__in=("respuesta", "judicial")).order_by("-clase").first()


def puede_avisar_sin_respuesta(peticion: Peticion, plazo: Plazo | None, ahora: datetime) -> Permiso:
    """Si ya pasó la fecha, nadie ha respondido y hoy todavía no se ha avisado."""
    if peticion.esta_cerrada or (plazo is not None and plazo.cumplido_en is not None):
        return Permiso(False, "Esta petición ya terminó.")
    if plazo is None or plazo.momento_vence is None or plazo.momento_vence > ahora:
        return Permiso(False, "Todavía estamos a tiempo de responder.")
    hoy = en_bogota(ahora).replace(hour=0, minute=0, second=0, microsecond=0)
    if peticion.actuaciones.filter(tipo="aviso_sin_respuesta", momento__gte=hoy).exists():
        return Permiso(False, "Su aviso de hoy ya llegó a la jefatura y a Atención al Ciudadano.")
    return Permiso(True)
