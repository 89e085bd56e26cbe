"""Lo que una persona o una dependencia tenía abierto en un corte."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from ventanilla.comun.calendario import momento_limite
from ventanilla.directorio.consultas import codigos_por_nombre, dependencia_de_atencion
from ventanilla.directorio.models import Dependencia, Usuario
from ventanilla.estructura.reglas.tenencia import CIERRAN, Tenencia, tenencia
from ventanilla.peticiones.consultas.dichos import nombre_de_clase
from ventanilla.peticiones.models import Actuacion, Parte, Peticion

DeQuien = Usuario | Dependencia
PARTE = "Parte de una respuesta"
_TANDA = 500


@dataclass(frozen=True)
class Pendiente:
    """Una petición abierta al corte, o una parte sin entregar. `vence` es la fecha guardada hoy.

    De una parte, `clase` lo dice y `recibida` es cuándo se pidió.
    """

    radicado: str
    clase: str
    recibida: datetime
    vence: date | None
    es_parte: bool = False


def instante_del_corte(corte: date, ahora: datetime) -> datetime:
    """El final del día del corte; si es hoy, ahora mismo."""
    return ahora if corte >= ahora.date() else momento_limite(corte)


def a_cargo(quien: DeQuien, *, corte: datetime) -> list[Pendiente]:
    """Lo abierto a su cargo en ese instante: primero las peticiones, después las partes, por fecha.

    Lo que no se ha movido desde el corte se lee como está; lo demás, de sus actuaciones.
    """
    peticiones = [
        Pendiente(
            p.radicado.impreso, nombre_de_clase(p.clase), p.radicado.momento_recepcion, p.vence
        )
        for p in sorted(_suyas(quien, corte), key=lambda p: (p.vence or date.max, p.pk))
    ]
    partes = [
        Pendiente(p.peticion.radicado.impreso, PARTE, p.pedida, p.vence, es_parte=True)
        for p in sorted(_sus_partes(quien, corte), key=lambda p: (p.vence or date.max, p.pk))
    ]
    return peticiones + partes


def _sus_partes(quien: DeQuien, corte: datetime) -> Iterator[Parte]:
    """Las partes que debía: pedidas antes del corte y no terminadas antes de él."""
    debidas = Parte.objects.filter(
        Q(terminada__isnull=True) | Q(terminada__gte=corte), pedida__lt=corte
    ).select_related("peticion__radicado__serie")
    escrito = Actuacion.objects.filter(peticion=OuterRef("peticion"), anotada__lt=corte)
    if isinstance(quien, Usuario):
        hoy, antes = Q(responsable=quien), Exists(escrito.filter(datos__responsable=quien.pk))
    else:
        hoy, antes = Q(dependencia=quien), Exists(escrito.filter(datos__a=quien.codigo))
    for parte in debidas.filter(hoy | antes).prefetch_related("peticion__actuaciones"):
        dependencia, responsable = _quien_la_debia(parte, corte)
        if quien.pk == responsable if isinstance(quien, Usuario) else quien.codigo == dependencia:
            yield parte


def _quien_la_debia(parte: Parte, corte: datetime) -> tuple[str, int | None]:
    """(código de la dependencia, llave de la persona) según lo escrito antes del corte.

    Una dependencia que se cierra pasa sus partes a la que la sucede, y ahí nadie las tiene todavía.
    """
    dependencia, responsable = "", None
    for a in sorted(parte.peticion.actuaciones.all(), key=lambda a: a.orden):
        if a.anotada >= corte or a.datos.get("parte") != parte.orden:
            continue
        dependencia = str(a.datos.get("a", dependencia))
        responsable = a.datos.get("responsable", responsable)
    return dependencia, responsable


def _suyas(quien: DeQuien, corte: datetime) -> Iterator[Peticion]:
    despues = Actuacion.objects.filter(peticion=OuterRef("pk"), anotada__gte=corte)
    todas: QuerySet[Peticion] = Peticion.objects.filter(creada__lt=corte).select_related(
        "radicado__serie", "dependencia"
    )
    actual = Q(responsable=quien) if isinstance(quien, Usuario) else Q(dependencia=quien)
    yield from todas.filter(actual, ~Exists(despues), esta_cerrada=False)
    movidas = todas.filter(Exists(despues))
    if isinstance(quien, Usuario):
        suya = Actuacion.objects.filter(
            peticion=OuterRef("pk"), tipo=Actuacion.Tipo.ASIGNADA, datos__responsable=quien.pk
        )
        movidas = movidas.filter(Q(responsable=quien) | Exists(suya))
    atencion = dependencia_de_atencion(corte.date())
    codigos = codigos_por_nombre()
    for peticion in movidas.prefetch_related("actuaciones").iterator(chunk_size=_TANDA):
        quedo = _al_corte(peticion, corte, atencion.codigo if atencion else "", codigos)
        if not quedo.esta_cerrada and _es_de(quien, quedo):
            yield peticion


def _es_de(quien: DeQuien, quedo: Tenencia) -> bool:
    if isinstance(quien, Usuario):
        return quedo.responsable == quien.pk
    return quedo.dependencia == quien.codigo


def _al_corte(
    peticion: Peticion, corte: datetime, atencion: str, codigos: dict[str, str]
) -> Tenencia:
    """Cierra la fecha en que pasó (la entrega que se anotó tarde); lo demás, cuando se escribió."""
    hechos = sorted(peticion.actuaciones.all(), key=lambda a: a.orden)
    nacio = codigos.get(hechos[0].dependencia, atencion) if hechos else atencion
    return tenencia(
        (
            (a.tipo, a.datos)
            for a in hechos
            if (a.momento if a.tipo in CIERRAN else a.anotada) < corte
        ),
        inicial=nacio,
        atencion=atencion,
    )
