"""La lista de trabajo: lo que vence primero, arriba."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, F, Min, Q, QuerySet

from ventanilla.comun.actores import Actor
from ventanilla.comun.calendario import Calendario, momento_limite
from ventanilla.comun.indice_texto import con_fichas
from ventanilla.comun.reloj import en_bogota
from ventanilla.correspondencia.consultas import formas_impresas
from ventanilla.correspondencia.reglas import leer_numero
from ventanilla.peticiones.models import Estado, Peticion
from ventanilla.peticiones.reglas.busqueda import fichas

DIAS_DE_ALERTA = 3
EN_ESPERA = (Estado.REQUERIDA, Estado.POR_ACLARAR)
ABIERTAS, CERRADAS = "abiertas", "cerradas"


@dataclass(frozen=True)
class Filtro:
    """Lo que se pidió ver. Vacío no filtra; `estado` admite además «abiertas» y «cerradas»."""

    vista: str = "mia"
    palabras: str = ""
    estado: str = ABIERTAS
    clase: str = ""
    canal: str = ""
    semaforo: str = ""


@dataclass(frozen=True)
class Cifras:
    """Cuántas hay de cada color, y el dato que ayuda a entenderlas."""

    vencidas: int
    por_vencer: int
    a_tiempo: int
    en_espera: int
    mas_antigua: datetime | None
    limite: date


@dataclass(frozen=True)
class Cortes:
    """Los instantes que separan los colores: ya venció, vence pronto, hay tiempo."""

    ahora: datetime
    limite: date

    @property
    def pronto(self) -> datetime:
        """Instante exclusivo hasta el que algo «vence pronto»."""
        return momento_limite(self.limite)


def cortes(ahora: datetime, calendario: Calendario) -> Cortes:
    """Lo que vence en tres días hábiles o menos está por vencer."""
    hoy = en_bogota(ahora).date()
    return Cortes(ahora, calendario.sumar_habiles(hoy, DIAS_DE_ALERTA))


def de_la_vista(actor: Actor, vista: str) -> Q:
    """Condición de una pestaña; se suma a lo que la persona puede ver."""
    if vista == "mia":
        return Q(responsable_id=actor.usuario_id)
    if vista == "dependencia":
        return Q(dependencia_id__in=actor.dependencias())
    if vista == "por-firmar":
        firma = {c.dependencia_id for c in actor.cargos if c.firma}
        return Q(dependencia_id__in=firma, estado=Estado.PROYECTADA)
    return Q()


def listar(condicion: Q, filtro: Filtro, cortes: Cortes) -> QuerySet[Peticion]:
    """Las peticiones del filtro, por vencimiento; las que no tienen fecha, al final."""
    filas = _con_numero(condicion, filtro)
    if filas is None:
        filas = con_palabras(_filtradas(condicion, filtro), filtro.palabras)
    if filtro.semaforo:
        filas = filas.filter(_colores(cortes).get(filtro.semaforo, Q()))
    if filtro.estado == CERRADAS:
        orden = [F("id").desc()]
    else:
        orden = [F("vence_momento").asc(nulls_last=True), F("id").asc()]
    return (
        filas.select_related("radicado__serie", "dependencia", "responsable")
        .defer("texto", "busqueda")
        .order_by(*orden)
    )


def _con_numero(condicion: Q, filtro: Filtro) -> QuerySet[Peticion] | None:
    """Las de ese número de entrada o de salida; `None` si no se buscó un número o no hay ninguna.

    Quien busca por número quiere esa petición, esté abierta o cerrada.
    """
    if leer_numero(filtro.palabras) is None:
        return None
    formas = formas_impresas(filtro.palabras)
    filas = Peticion.objects.filter(
        condicion, Q(radicado__impreso__in=formas) | Q(respuesta__radicado__impreso__in=formas)
    )
    if filtro.estado not in (ABIERTAS, CERRADAS):
        filas = filas.filter(estado=filtro.estado)
    filas = _de_clase_y_canal(filas, filtro)
    return filas if filas.exists() else None


def con_palabras(filas: QuerySet[Peticion], palabras: str) -> QuerySet[Peticion]:
    """Las que llevan todas esas palabras; el número impreso también está entre sus palabras.

    Es la única puerta de la búsqueda.
    """
    dadas = palabras.strip()[:200]
    buscadas = fichas(dadas).split()
    if not dadas:
        return filas
    if not buscadas:
        return filas.none()
    return con_fichas(filas, "busqueda", buscadas)


def cifras(condicion: Q, cortes: Cortes) -> Cifras:
    """Cuántas abiertas hay de cada color, en una sola consulta."""
    colores = _colores(cortes)
    vencidas = colores["vencidas"]
    cuenta = Peticion.objects.filter(condicion, esta_cerrada=False).aggregate(
        **{nombre: Count("pk", filter=q) for nombre, q in colores.items()},
        mas_antigua=Min("vence_momento", filter=vencidas),
    )
    return Cifras(
        vencidas=cuenta["vencidas"],
        por_vencer=cuenta["por_vencer"],
        a_tiempo=cuenta["a_tiempo"],
        en_espera=cuenta["en_espera"],
        mas_antigua=cuenta["mas_antigua"],
        limite=cortes.limite,
    )


def cuantas_por_vista(actor: Actor, vistas: Collection[str]) -> dict[str, int]:
    """Cuántas abiertas hay en cada pestaña.

    Una cuenta por pestaña y no una sola para todas: así cada una lee su índice y nada más.
    """
    abiertas = Peticion.objects.filter(esta_cerrada=False)
    return {vista: abiertas.filter(de_la_vista(actor, vista)).count() for vista in vistas}


def _filtradas(condicion: Q, filtro: Filtro) -> QuerySet[Peticion]:
    filas = Peticion.objects.filter(condicion)
    if filtro.estado in (ABIERTAS, CERRADAS):
        filas = filas.filter(esta_cerrada=filtro.estado == CERRADAS)
    elif filtro.estado:
        filas = filas.filter(estado=filtro.estado)
    return _de_clase_y_canal(filas, filtro)


def _de_clase_y_canal(filas: QuerySet[Peticion], filtro: Filtro) -> QuerySet[Peticion]:
    if filtro.clase:
        filas = filas.filter(clase=filtro.clase)
    if filtro.canal:
        filas = filas.filter(canal=filtro.canal)
    return filas


def _colores(cortes: Cortes) -> dict[str, Q]:
    espera = Q(estado__in=EN_ESPERA)
    corre = Q(esta_cerrada=False) & ~espera
    return {
        "vencidas": corre & Q(vence_momento__lte=cortes.ahora),
        "por_vencer": corre & Q(vence_momento__gt=cortes.ahora, vence_momento__lte=cortes.pronto),
        "a_tiempo": corre & Q(vence_momento__gt=cortes.pronto),
        "en_espera": Q(esta_cerrada=False) & espera,
    }


def dias_que_faltan(vence: date, ahora: datetime, calendario: Calendario) -> int:
    """Días hábiles de hoy al vencimiento: 0 es hoy; negativo, los que lleva vencida."""
    hoy = en_bogota(ahora).date()
    if vence >= hoy:
        return calendario.contar_habiles(hoy, vence)
    return -max(1, calendario.contar_habiles(vence, hoy))
