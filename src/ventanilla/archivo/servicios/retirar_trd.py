"""Retirar una versión de la TRD que se adoptó y todavía no rige."""

from datetime import datetime, timedelta

from django.db.models import F

from ventanilla.archivo.consultas.trd import huella_de_trd
from ventanilla.archivo.models import SerieDocumental, VersionTrd
from ventanilla.archivo.permisos import puede_cambiar_trd
from ventanilla.auditoria.servicios import asentar
from ventanilla.comun.actores import Actor
from ventanilla.comun.errores import Cambiado, DatosInvalidos, Falta
from ventanilla.comun.reloj import en_bogota
from ventanilla.comun.texto import limpiar_linea
from ventanilla.comun.transaccion import escritura
from ventanilla.directorio.servicios.exigir import exigir

LARGO_DEL_MOTIVO = 300


def retirar_trd(version: VersionTrd, *, motivo: str, actor: Actor, ahora: datetime) -> None:
    """La retira: no llega a regir, y la anterior sigue hasta donde ella iba. No se borra.

    Lo que se copió de ella (el borrador, una versión posterior) se compara desde ahora con aquella de
    la que ella venía.

    Raises:
        SinPermiso: si no administra.
        DatosInvalidos: si falta el motivo.
        Cambiado: si ya rige, o alguien la retiró antes.
    """
    exigir(puede_cambiar_trd(actor))
    dicho = limpiar_linea(motivo)
    if not dicho or len(dicho) > LARGO_DEL_MOTIVO:
        falta = f"Diga por qué se retira, en {LARGO_DEL_MOTIVO} caracteres o menos."
        raise DatosInvalidos([Falta("motivo", falta)])
    desde = version.desde
    with escritura():
        retiradas = VersionTrd.objects.filter(
            pk=version.pk,
            estado=VersionTrd.Estado.ADOPTADA,
            desde=desde,
            desde__gt=en_bogota(ahora).date(),
        ).update(
            estado=VersionTrd.Estado.RETIRADA,
            retirada=ahora,
            motivo_de_retiro=dicho,
            por_regir=False,
        )
        if retiradas != 1 or desde is None:
            raise Cambiado(
                "Esa versión ya rige o ya se retiró. Si rige, para cambiarla prepare la siguiente."
            )
        version.refresh_from_db()
        VersionTrd.objects.filter(
            estado=VersionTrd.Estado.ADOPTADA, hasta=desde - timedelta(days=1)
        ).update(hasta=version.hasta)
        _soltar_las_copias(version)
        asentar(
            f"trd:{version.numero}",
            "retirada",
            actor=actor,
            ahora=ahora,
            contenido={
                "motivo": dicho,
                "desde": desde.isoformat(),
                "sha256": huella_de_trd(version),
            },
        )


def _soltar_las_copias(version: VersionTrd) -> None:
    copias = SerieDocumental.objects.filter(viene_de__version=version).select_related("viene_de")
    for copia in copias:
        origen = copia.viene_de
        copia.viene_de_id = origen.viene_de_id if origen else None
        copia.save(update_fields=["viene_de"])
    # Quien lo estaba revisando lo comparaba con la que se fue.
    VersionTrd.objects.filter(estado=VersionTrd.Estado.BORRADOR).update(edicion=F("edicion") + 1)
