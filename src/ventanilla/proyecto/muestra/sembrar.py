"""Sembrar la demostración: todo en orden de tiempo, como habría pasado."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from random import Random

from django.conf import settings
from django.db import connection
from django_tasks_db.models import DBTaskResult

from ventanilla.auditoria.servicios.sellar import sellar
from ventanilla.comun.reloj import BOGOTA
from ventanilla.comun.transaccion import escritura
from ventanilla.directorio.consultas import calendario_de_la_entidad
from ventanilla.directorio.models import Entidad
from ventanilla.peticiones.models import Peticion
from ventanilla.proyecto.muestra.anterior import PRIMER_DIA, Tabla, exportar
from ventanilla.proyecto.muestra.cambio import cambiar_de_sistema
from ventanilla.proyecto.muestra.casa import sucesos
from ventanilla.proyecto.muestra.ciudadania import escribir
from ventanilla.proyecto.muestra.elenco import crear_elenco
from ventanilla.proyecto.muestra.historia import Historia
from ventanilla.proyecto.muestra.momentos import Periodo
from ventanilla.proyecto.muestra.representar import Representacion
from ventanilla.proyecto.muestra.textos import leer, textos

SEMILLA = 1755
# Las del sistema anterior van según los días que alcancen a pasar; las propias, siempre.
POR_DIA_ANTES = 2.06
PROPIAS = 300
DIAS_PROPIOS = 110


def esta_sembrada() -> bool:
    """Si ya hay una entidad: la demostración no se siembra dos veces."""
    return Entidad.objects.exists()


@dataclass(frozen=True)
class Sembrada:
    """Cuántas entraron de antes, cuántas se radicaron y qué pasos no procedieron (ninguno)."""

    importadas: int
    radicadas: int
    cortadas: list[str]


def sembrar(
    *,
    hasta: datetime,
    propias: int = PROPIAS,
    importadas: int | None = None,
    decir: Callable[[str], None] = lambda frase: None,
) -> Sembrada:
    """Crea la entidad y representa su historia desde 2023 hasta `hasta`.

    Hasta unos meses antes, las peticiones vivían en otro sistema: entran por el importador, con su
    número. Desde el corte, todo pasa por los servicios. La base debe estar preparada y vacía.

    Args:
        propias: cuántas se radican aquí; importadas: cuántas de antes (según los días, si no se dice).
        decir: recibe cada paso, para quien espera.
    """
    azar = Random(SEMILLA)  # noqa: S311 (datos de muestra: se quiere que se repita)
    with _de_prisa(), _sin_cartero():
        corte = _corte(hasta)
        elenco = crear_elenco(ahora=corte - timedelta(days=20))
        obra = Representacion(elenco, azar, calendario_de_la_entidad())
        tabla = _de_antes(corte, importadas, obra)
        decir("Trayendo lo del sistema anterior…")
        vivas = cambiar_de_sistema(tabla, actor=elenco.administrador, ahora=corte)
        historia = Historia(obra, hasta, decir)
        historia.heredar(vivas, tabla, corte)
        historia.radicar(propias, corte)
        historia.representar(sucesos(corte, hasta, obra))
        decir("Sellando el libro…")
        _sellar(hasta)
        with escritura():
            # Todo lo encolado ya se hizo aquí, en su momento.
            DBTaskResult.objects.all().delete()
    traidas = Peticion.objects.filter(radicado__consecutivo__isnull=True).count()
    return Sembrada(
        traidas, len(historia.escritas) - len(vivas), list(historia.terminadas.values())
    )


def _corte(hasta: datetime) -> datetime:
    """El primer día hábil del último tramo, antes de abrir."""
    dia = hasta.date() - timedelta(days=DIAS_PROPIOS)
    habil = calendario_de_la_entidad().siguiente_habil(dia)
    return datetime.combine(habil, time(7), tzinfo=BOGOTA)


def _de_antes(corte: datetime, cuantas: int | None, obra: Representacion) -> Tabla:
    desde = datetime.combine(PRIMER_DIA, time(8), tzinfo=BOGOTA)
    if cuantas is None:
        cuantas = round((corte - desde).days * POR_DIA_ANTES)
    azar, calendario = obra.azar, obra.calendario
    periodo = Periodo(desde, corte)
    escritas = escribir(cuantas, periodo, azar=azar, textos=textos(), calendario=calendario)
    mapa = leer("sistema_anterior")
    return exportar(escritas, corte=corte, mapa=mapa, azar=azar, calendario=calendario)


def _sellar(hasta: datetime) -> None:
    while sellar(ahora=hasta) is not None:
        pass


@contextmanager
def _de_prisa() -> Iterator[None]:
    """Sin esperar al disco en cada paso: si se va la luz a medias, se siembra de nuevo."""
    es_sqlite = connection.vendor == "sqlite" and not connection.in_atomic_block
    if es_sqlite:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous=OFF")
    try:
        yield
    finally:
        if es_sqlite:
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA synchronous=FULL")


@contextmanager
def _sin_cartero() -> Iterator[None]:
    """Los correos de un año inventado no salen a ninguna parte: se dan por aceptados."""
    previo = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    try:
        yield
    finally:
        settings.EMAIL_BACKEND = previo
