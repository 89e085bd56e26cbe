"""Los correos que van y vienen, adentro, por la parte de otra dependencia."""

from datetime import datetime

from django.conf import settings

from ventanilla.comun.canonico import sha256_hex
from ventanilla.comun.reloj import en_bogota
from ventanilla.correspondencia.servicios import preparar_envio
from ventanilla.directorio.consultas import vigentes
from ventanilla.directorio.models import Dependencia, Nombramiento, Rol
from ventanilla.peticiones.models import Parte, Peticion


def avisar_de_la_parte(
    parte: Parte, plantilla: str, destino: str, ahora: datetime, **datos: str
) -> None:
    """Un correo adentro de la entidad: el número y la fecha; lo pedido se lee adentro."""
    peticion = parte.peticion
    de_quien_responde = plantilla in ("parte_entregada", "parte_devuelta")
    donde = f"peticiones/{peticion.uuid}/" if de_quien_responde else "partes/"
    preparar_envio(
        plantilla,
        llave=f"{plantilla}:{peticion.uuid.hex}:{parte.orden}:{sha256_hex(destino.encode())[:16]}",
        destino=destino,
        plantilla=f"peticiones/correo/{plantilla}",
        datos={
            "radicado": peticion.radicado.impreso,
            "dependencia": parte.dependencia.nombre,
            "responde": peticion.dependencia.nombre if peticion.dependencia else "",
            "abrir": f"{settings.VENTANILLA_URL}/trabajo/{donde}",
            **datos,
        },
        radicado=peticion.radicado,
        ahora=ahora,
    )


def correos_de_dependencia(dependencia: Dependencia, ahora: datetime) -> list[str]:
    """El de la dependencia y los de quienes reparten en ella, sin repetir."""
    reparten = Nombramiento.objects.filter(
        vigentes(en_bogota(ahora).date()),
        rol__in=(Rol.JEFE, Rol.ENLACE),
        dependencia=dependencia,
        usuario__is_active=True,
    ).values_list("usuario__email", flat=True)
    return sorted({correo for correo in (dependencia.correo, *reparten) if correo})


def correos_de_quien_responde(peticion: Peticion, ahora: datetime) -> list[str]:
    """El de quien la tiene; si nadie la tiene, los de su dependencia."""
    if peticion.responsable is not None and peticion.responsable.is_active:
        return [peticion.responsable.email]
    return correos_de_dependencia(peticion.dependencia, ahora) if peticion.dependencia else []
