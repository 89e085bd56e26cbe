"""Avisarle a quien tramita que la persona ya contestó: el término vuelve a correr."""

from datetime import date, datetime

from django.conf import settings

from ventanilla.comun.canonico import sha256_hex
from ventanilla.comun.reloj import en_bogota
from ventanilla.correspondencia.servicios import preparar_envio
from ventanilla.directorio.consultas import entidad, vigentes
from ventanilla.directorio.models import Nombramiento, Rol
from ventanilla.peticiones.models import Peticion


def quienes_tramitan(peticion: Peticion, ahora: datetime) -> list[str]:
    """Los correos de quien la tiene; si nadie la tiene, los de la jefatura de su dependencia; si no
    hay ninguno, el de Atención. Se lee antes de abrir la transacción."""
    responsable = peticion.responsable
    if responsable is not None and responsable.is_active:
        return [responsable.email]
    jefes = Nombramiento.objects.filter(
        vigentes(en_bogota(ahora).date()),
        rol=Rol.JEFE,
        dependencia=peticion.dependencia,
        dependencia__isnull=False,
        usuario__is_active=True,
    ).values_list("usuario__email", flat=True)
    return sorted(set(jefes)) or [c for c in (entidad().correo_atencion,) if c]


def avisar_que_contesto(
    peticion: Peticion,
    *,
    destinos: list[str],
    aclaro: bool,
    vence: date | None,
    ahora: datetime,
) -> None:
    """Deja por enviar el aviso, en la transacción de quien llama. No lleva nada de la persona."""
    for destino in destinos:
        preparar_envio(
            "contesto",
            llave=f"contesto:{peticion.uuid.hex}:{peticion.version}:"
            f"{sha256_hex(destino.encode())[:16]}",
            destino=destino,
            plantilla="peticiones/correo/contesto",
            datos={
                "radicado": peticion.radicado.impreso,
                "aclaro": aclaro,
                "vence": vence.isoformat() if vence else None,
                "abrir": f"{settings.VENTANILLA_URL}/trabajo/peticiones/{peticion.uuid}/",
            },
            radicado=peticion.radicado,
            ahora=ahora,
        )
