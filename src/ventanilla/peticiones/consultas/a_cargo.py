"""Lo que una persona o una dependencia tenía abierto en un corte."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from ventanilla.comun.calendario import momento_limite
from ventanilla.directorio.consultas import codigos_por_nombre, dependencia_de_atencion
from ventanilla.directorio.models import Dependencia, Usuario
from ventanilla.peticiones.consultas.dichos import nombre_de_clase
from ventanilla.peticiones.models import Actuacion, Parte, Peticion
from ventanilla.peticiones.reglas.tenencia import CIERRAN, Tenencia, tenencia

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
    if isinstance(quien, Dependencia):
        yield from debidas.filter(dependencia=quien)
        return
    encargos = Actuacion.objects.filter(
        peticion=OuterRef("peticion"), tipo=Actuacion.Tipo.PARTE_ASIGNADA
    )
    alguna_vez = encargos.filter(datos__responsable=quien.pk, anotada__lt=corte)
    movidas = debidas.filter(Q(responsable=quien) | Exists(alguna_vez))
    for parte in movidas.prefetch_related("peticion__actuaciones"):
        if _responsable_al_corte(parte, corte) == quien.pk:
            yield parte


def _responsable_al_corte(parte: Parte, corte: datetime) -> int | None:
    """Quien la tenía encargada: lo dice el último encargo escrito antes del corte."""
    encargos = [
        a
        for a in sorted(parte.peticion.actuaciones.all(), key=lambda a: a.orden)
        if a.tipo == Actuacion.Tipo.PARTE_ASIGNADA
        and a.datos.get("parte") == parte.orden
        and a.anotada < corte
    ]
    responsable: int | None = encargos[-1].datos.get("responsable") if encargos else None
    return responsable


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
