"""La lista de las fechas que no son las de ley, según quien mira."""

from collections.abc import Mapping

from django.db.models import Count, Q, QuerySet

from ventanilla.comun.actores import Actor
from ventanilla.directorio.models import Rol
from ventanilla.importacion.models import Discrepancia

ESTADOS = {
    "": "Sin resolver",
    "mias": "Las que miro yo",
    "ley": "Con el término de ley",
    "origen": "Con la fecha del otro sistema",
    "todas": "Todas",
}


def visibles(actor: Actor) -> QuerySet[Discrepancia]:
    """Las que puede ver: un jefe, las de su dependencia."""
    todas = Discrepancia.objects.select_related(
        "peticion__radicado__serie", "peticion__dependencia", "responsable", "resuelta_por"
    )
    if actor.tiene_rol(Rol.ATENCION, Rol.CONTROL_INTERNO):
        return todas
    return todas.filter(peticion__dependencia__in=actor.dependencias(Rol.JEFE))


def filtradas(
    actor: Actor, *, estado: str, sentido: str, solo_abiertas: bool
) -> QuerySet[Discrepancia]:
    """Las que cumplen el filtro, la fecha de ley más temprana primero."""
    filas = visibles(actor)
    if estado == "":
        filas = filas.filter(resolucion="")
    elif estado == "mias":
        filas = filas.filter(resolucion="", responsable_id=actor.usuario_id)
    elif estado in Discrepancia.Resolucion.values:
        filas = filas.filter(resolucion=estado)
    if sentido in Discrepancia.Sentido.values:
        filas = filas.filter(sentido=sentido)
    if solo_abiertas:
        filas = filas.filter(peticion__esta_cerrada=False)
    return filas.order_by("vence_de_ley", "pk")


def la_siguiente(filas: QuerySet[Discrepancia], de: Discrepancia) -> Discrepancia | None:
    """La primera sin resolver que viene después de esta en la lista filtrada."""
    despues = Q(vence_de_ley__gt=de.vence_de_ley) | Q(vence_de_ley=de.vence_de_ley, pk__gt=de.pk)
    return filas.filter(despues, resolucion="").first()


def cuentas(actor: Actor) -> Mapping[str, int]:
    """Cuántas sin resolver hay de cada sentido, cuántas de ellas abiertas, y cuántas resueltas."""
    sin = Q(resolucion="")
    contadas: Mapping[str, int] = visibles(actor).aggregate(
        antes=Count("pk", filter=sin & Q(sentido="antes")),
        con_ampliacion=Count("pk", filter=sin & Q(sentido="con_ampliacion")),
        despues=Count("pk", filter=sin & Q(sentido="despues")),
        abiertas=Count("pk", filter=sin & Q(peticion__esta_cerrada=False)),
        resueltas=Count("pk", filter=~sin),
    )
    return contadas
