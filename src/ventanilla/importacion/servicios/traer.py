"""Traer peticiones de otro sistema: entran con su propio número y nadie las numera otra vez.

Cada origen es una serie sin contador (Acuerdo AGN 060 de 2001 art. 5: ningún número se repite ni
se reserva). Las pendientes quedan vivas, con su reloj; las terminadas, para buscarlas.
"""

from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from django.db import IntegrityError

from ventanilla.auditoria.servicios import asentar
from ventanilla.comun.actores import Actor
from ventanilla.comun.cifrado import llave as llave_de
from ventanilla.comun.errores import ErrorDeDominio
from ventanilla.comun.reloj import en_bogota
from ventanilla.comun.transaccion import escritura
from ventanilla.correspondencia.models import Radicado, Serie
from ventanilla.directorio.consultas import (
    calendario_de_la_entidad,
    dependencia_de_atencion,
    dependencias,
)
from ventanilla.importacion.reglas.filas import Importada
from ventanilla.importacion.reglas.mapa import Mapa
from ventanilla.importacion.servicios.armar import Origen, armar, guardar
from ventanilla.peticiones.consultas.relojes import politica_por_dia

# Un lote no toma la base más de un instante: quien radica mientras tanto no espera.
LOTE = 500
_INTENTOS = 5


@dataclass(frozen=True)
class Traidas:
    """Qué entró. `abiertas` son las que siguen sin responder, de las importadas ahora."""

    importadas: int
    ya_estaban: int
    abiertas: int
    dependencias_sin_mapa: tuple[str, ...]


def importar(
    peticiones: Iterable[Importada],
    *,
    mapa: Mapa,
    huella_del_archivo: str,
    actor: Actor,
    ahora: datetime,
    al_avanzar: Callable[[int], None] = lambda hechas: None,
) -> Traidas:
    """Guarda las peticiones por lotes, hasta el final; las que ya estaban en la serie se saltan.

    Args:
        al_avanzar: se llama después de cada lote con cuántas van.

    Raises:
        ErrorDeDominio: si la serie es de la entidad o el mapa nombra una dependencia que no existe.
        IntegrityError: si un lote no se puede escribir; los anteriores quedan.
    """
    pasos = por_pasos(
        peticiones, mapa=mapa, huella_del_archivo=huella_del_archivo, actor=actor, ahora=ahora
    )
    while True:
        try:
            al_avanzar(next(pasos))
        except StopIteration as fin:
            traidas: Traidas = fin.value
            return traidas


def por_pasos(
    peticiones: Iterable[Importada],
    *,
    mapa: Mapa,
    huella_del_archivo: str,
    actor: Actor,
    ahora: datetime,
    traida: int | None = None,
    en_lote: Callable[[int, int], None] = lambda peticiones, abiertas: None,
) -> Generator[int, None, Traidas]:
    """Lo mismo, un lote por paso: quien la lleva puede dejarla ahí y seguir después.

    Se puede interrumpir y repetir: lo que entró no entra otra vez y lo que falta, entra.

    Args:
        huella_del_archivo: SHA-256 del archivo, que queda en el libro.
        traida: la importación de la pantalla, si viene de ella.
        en_lote: se llama dentro de la transacción del lote, con cuántas entraron y cuántas abiertas.

    Yields:
        Cuántas van, después de cada lote.

    Raises:
        ErrorDeDominio: si la serie es de la entidad o el mapa nombra una dependencia que no existe.
        IntegrityError: si un lote no se puede escribir; los anteriores quedan.
    """
    origen = _origen(mapa, actor, ahora, traida)
    ya_estaban = importadas = abiertas = 0
    sin_mapa: dict[str, None] = {}
    hechas = 0
    for lote in _lotes(peticiones):
        nuevas = _guardar_lote(lote, origen, en_lote)
        hechas += len(lote)
        ya_estaban += len(lote) - len(nuevas)
        importadas += len(nuevas)
        abiertas += sum(una.esta_abierta for una in nuevas)
        sin_mapa |= {
            u.dependencia: None for u in nuevas if u.dependencia and not u.dependencia_codigo
        }
        yield hechas
    if importadas:
        with escritura():
            asentar(
                f"importacion:{mapa.serie}",
                "importada",
                actor=actor,
                ahora=ahora,
                contenido={
                    "archivo": huella_del_archivo,
                    "importadas": importadas,
                    "ya_estaban": ya_estaban,
                },
            )
    return Traidas(importadas, ya_estaban, abiertas, tuple(sin_mapa))


def _guardar_lote(
    lote: Sequence[Importada], origen: Origen, en_lote: Callable[[int, int], None]
) -> list[Importada]:
    """Las que entraron. Si otra importación trajo alguna en ese instante, se mira otra vez cuáles faltan.

    Raises:
        IntegrityError: si después de insistir sigue sin poderse; el lote no se escribió.
    """
    for quedan in reversed(range(_INTENTOS)):
        nuevas = _las_que_faltan(lote, origen.serie)
        try:
            if nuevas:
                guardar([armar(una, origen) for una in nuevas], origen, en_lote=en_lote)
        except IntegrityError:
            if not quedan:
                raise
        else:
            return nuevas
    return []


def _lotes(peticiones: Iterable[Importada]) -> Iterator[list[Importada]]:
    fuente = iter(peticiones)
    while lote := list(islice(fuente, LOTE)):
        yield lote


def _origen(mapa: Mapa, actor: Actor, ahora: datetime, traida: int | None) -> Origen:
    hoy = en_bogota(ahora).date()
    por_codigo = {d.codigo: d for d in dependencias(hoy)}
    for codigo in mapa.valores.get("dependencia", {}).values():
        if codigo not in por_codigo:
            raise ErrorDeDominio(
                f"El mapa nombra la dependencia «{codigo}», que no existe hoy en la entidad."
            )
    with escritura():
        serie, _ = Serie.objects.get_or_create(
            codigo=mapa.serie,
            defaults={
                "nombre": mapa.nombre,
                "clase": Serie.Clase.IMPORTADA,
                "mascara": "{consecutivo}",
            },
        )
    if serie.clase != Serie.Clase.IMPORTADA:
        raise ErrorDeDominio(
            f"La serie «{serie.codigo}» numera lo de la entidad: ponga otra en el mapa."
        )
    return Origen(
        mapa=mapa,
        serie=serie,
        actor=actor,
        ahora=ahora,
        calendario=calendario_de_la_entidad(),
        politica_del=politica_por_dia(),
        dependencias=por_codigo,
        atencion=dependencia_de_atencion(hoy),
        llave=llave_de("clave-ciudadana"),
        traida_id=traida,
    )


def _las_que_faltan(lote: Sequence[Importada], serie: Serie) -> list[Importada]:
    estan = set(
        Radicado.objects.filter(serie=serie, impreso__in=[u.numero for u in lote]).values_list(
            "vigencia", "impreso"
        )
    )
    return [u for u in lote if (u.recibida.fecha.year, u.numero) not in estan]


def cuantas_estan(lote: Sequence[Importada], serie: str) -> int:
    """De esas, cuántas ya habían entrado a la serie."""
    propia = Serie.objects.filter(codigo=serie).first()
    return len(lote) - len(_las_que_faltan(lote, propia)) if propia else 0
