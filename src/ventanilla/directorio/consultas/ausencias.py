"""Quién está ausente, quién lo suple y quién ejerce un cargo en una fecha."""

from datetime import date

from django.db.models import Q, QuerySet

from ventanilla.directorio.consultas.entidad import vigentes
from ventanilla.directorio.models import Ausencia, Dependencia, Nombramiento, Rol, Usuario


def ausencias_de(hoy: date) -> QuerySet[Ausencia]:
    """Las que rigen en la fecha dada."""
    return Ausencia.objects.filter(desde__lte=hoy, hasta__gte=hoy, anulada__isnull=True)


def suplencias_de(hoy: date) -> QuerySet[Ausencia]:
    """Las ausencias en que alguien ejerce por el titular: si su cuenta se cerró, ya no hay titular."""
    return ausencias_de(hoy).filter(suplente__isnull=False, usuario__is_active=True)


def quienes_ejercen(hoy: date, dependencia_id: int | None, *roles: str) -> QuerySet[Usuario]:
    """Quienes pueden trabajar hoy con alguno de `roles` en esa dependencia, por nombre.

    Los nombrados que no están ausentes, y los suplentes de los que sí. Solo cuentas activas.
    """
    de_alli = Nombramiento.objects.filter(dependencia_id=dependencia_id or 0, rol__in=roles)
    return _en_ejercicio(de_alli, hoy)


def quienes_tienen(hoy: date, *roles: str) -> QuerySet[Usuario]:
    """Como `quienes_ejercen`, en cualquier dependencia o en toda la entidad."""
    return _en_ejercicio(Nombramiento.objects.filter(rol__in=roles), hoy)


def _en_ejercicio(nombramientos: QuerySet[Nombramiento], hoy: date) -> QuerySet[Usuario]:
    nombrados = nombramientos.filter(vigentes(hoy)).values("usuario")
    presentes = Q(pk__in=nombrados) & ~Q(pk__in=ausencias_de(hoy).values("usuario"))
    suplentes = Q(pk__in=suplencias_de(hoy).filter(usuario__in=nombrados).values("suplente"))
    return Usuario.objects.filter(presentes | suplentes, is_active=True).order_by("nombre")


def quienes_dirigen(hoy: date, dependencia: Dependencia) -> list[Usuario]:
    """Quienes ejercen la jefatura ese día; primero quien la ejerce por un acto más nuevo.

    En una licencia, el encargo es el nombramiento más nuevo: va antes que el titular. Si el titular
    está ausente, en su lugar va quien lo suple.
    """
    nombrados = list(
        Nombramiento.objects.filter(vigentes(hoy), rol=Rol.JEFE, dependencia=dependencia)
        .select_related("usuario")
        .order_by("-desde", "-pk")
    )
    faltan = {
        a.usuario_id: a.suplente
        for a in ausencias_de(hoy)
        .filter(usuario__in=[n.usuario_id for n in nombrados])
        .select_related("suplente")
    }
    dirigen: list[Usuario] = []
    for nombramiento in nombrados:
        titular = nombramiento.usuario
        quien = faltan.get(titular.pk, titular)
        if quien and quien.is_active and titular.is_active and quien not in dirigen:
            dirigen.append(quien)
    return dirigen


def cargo_con_que_firma(usuario_id: int, dependencia: Dependencia | None, hoy: date) -> str:
    """Cómo se escribe bajo la firma: el cargo propio, o el del titular a quien suple, con «(e)»."""
    if dependencia is None:
        return ""
    jefes = Nombramiento.objects.filter(vigentes(hoy), rol=Rol.JEFE, dependencia=dependencia)
    propio = jefes.filter(usuario=usuario_id).order_by("-desde", "-pk").first()
    if propio is not None:
        es_encargo = propio.modalidad == Nombramiento.Modalidad.ENCARGO
        return _encargado(propio.cargo) if es_encargo else propio.cargo
    titulares = suplencias_de(hoy).filter(suplente=usuario_id).values("usuario")
    suplido = jefes.filter(usuario__in=titulares).order_by("-desde", "-pk").first()
    return _encargado(suplido.cargo or "Jefe de dependencia") if suplido else ""


def _encargado(cargo: str) -> str:
    return f"{cargo} (e)" if cargo and not cargo.rstrip().endswith("(e)") else cargo
