"""Que la entidad no se quede sin quien la administre."""

from datetime import date, datetime, timedelta

from ventanilla.comun.errores import ErrorDeDominio
from ventanilla.directorio.consultas import quienes_tienen
from ventanilla.directorio.models import Ausencia, Nombramiento, Rol


class SinQuienAdministre(ErrorDeDominio):
    """Con el cambio, algún día nadie podría administrar."""


def exigir_quien_administre(*, ahora: datetime) -> None:
    """Se llama dentro de la transacción, con el turno tomado y el cambio ya escrito.

    Mira hoy y el día en que cada cosa cambia: cuando termina un nombramiento de administrador y
    cuando empieza una ausencia de quien lo tiene.

    Raises:
        SinQuienAdministre: si un día no queda nadie activo y presente.
    """
    hoy = ahora.date()
    de_administrar = Nombramiento.objects.filter(rol=Rol.ADMINISTRADOR)
    fines = de_administrar.filter(hasta__gte=hoy).values_list("hasta", flat=True)
    inicios = Ausencia.objects.filter(
        anulada__isnull=True, desde__gt=hoy, usuario__in=de_administrar.values("usuario")
    ).values_list("desde", flat=True)
    dias = {hoy, *(f + timedelta(days=1) for f in fines if f), *inicios}
    for dia in sorted(dias):
        if not _administra_alguien(dia):
            raise SinQuienAdministre(_dicho(dia, hoy))


def _administra_alguien(dia: date) -> bool:
    return quienes_tienen(dia, Rol.ADMINISTRADOR).exists()


def _dicho(dia: date, hoy: date) -> str:
    cuando = "hoy" if dia == hoy else f"el {dia.day}/{dia.month}/{dia.year}"
    return (
        f"Con ese cambio, {cuando} nadie podría administrar el sistema. Nombre antes a otra persona "
        "como administradora."
    )
