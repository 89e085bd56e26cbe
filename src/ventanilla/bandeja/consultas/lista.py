"""La lista de trabajo: lo que vence primero, arriba."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F, Q, QuerySet
from django.db.models.expressions import OrderBy

from ventanilla.comun.calendario import Calendario, momento_limite
from ventanilla.comun.reloj import en_bogota
from ventanilla.correspondencia.consultas import formas_impresas
from ventanilla.correspondencia.reglas import leer_numero
from ventanilla.peticiones.consultas.busqueda import con_palabras, son_muchas
from ventanilla.peticiones.consultas.espera import DE_LA_PERSONA
from ventanilla.peticiones.models import Alcance, Oficio, Peticion, Respuesta
from ventanilla.peticiones.models.peticion import ESPERAN

# Por qué columna se puede ordenar. Los números siguen el orden en que se radicó.
ORDENES = {
    "vence": "vence_momento",
    "radicado": "radicado_id",
    "estado": "estado",
    "responsable": "responsable__nombre",
}
SIN_RESPONSABLE = 0
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
    dependencia: int | None = None
    responsable: int | None = None
    orden: str = ""


@dataclass(frozen=True)
class Cortes:
    """Los instantes que separan los colores: ya venció, vence pronto, hay tiempo."""

    ahora: datetime
    limite: date

    @property
    def pronto(self) -> datetime:
        """Instante exclusivo hasta el que algo «vence pronto»."""
        return momento_limite(self.limite)


def cortes(ahora: datetime, calendario: Calendario, dias_de_alerta: int) -> Cortes:
    """Lo que vence en esos días hábiles o menos está por vencer."""
    hoy = en_bogota(ahora).date()
    return Cortes(ahora, calendario.sumar_habiles(hoy, dias_de_alerta))


@dataclass(frozen=True)
class Hallazgo:
    """Los identificadores de lo hallado, en su orden. Si son `muchas` no se cuentan: se recorren."""

    ids: QuerySet[Peticion, int] | list[int]
    muchas: bool = False


def hallar(condicion: Q, filtro: Filtro, cortes: Cortes) -> Hallazgo:
    """Cuáles son, por vencimiento; las que no tienen fecha, al final.

    Solo identificadores: así la base los saca de un índice y lee enteras nada más las de la página.
    """
    con_numero = _con_numero(condicion, filtro)
    filas = _filtradas(condicion, filtro) if con_numero is None else con_numero
    if filtro.semaforo:
        filas = filas.filter(_colores(cortes).get(filtro.semaforo, Q()))
    filas = filas.order_by(*_orden(filtro))
    if con_numero is not None or not filtro.palabras.strip():
        return Hallazgo(filas.values_list("pk", flat=True))
    muchas = son_muchas(filtro.palabras)
    halladas = con_palabras(filas, filtro.palabras, una_por_una=muchas)
    ids = halladas.values_list("pk", flat=True)
    return Hallazgo(ids, muchas=True) if muchas else Hallazgo(list(ids))


def leer(ids: Iterable[int]) -> list[Peticion]:
    """Esas peticiones, en ese orden, con lo que la lista muestra."""
    en_orden = list(ids)
    filas = (
        Peticion.objects.select_related("radicado__serie", "dependencia", "responsable")
        .defer("texto", "busqueda")
        .in_bulk(en_orden)
    )
    return [filas[i] for i in en_orden if i in filas]


def _orden(filtro: Filtro) -> list[OrderBy]:
    if filtro.orden.removeprefix("-") in ORDENES:
        campo = F(ORDENES[filtro.orden.removeprefix("-")])
        baja = filtro.orden.startswith("-")
        primero = campo.desc(nulls_last=True) if baja else campo.asc(nulls_last=True)
        return [primero, F("id").desc() if baja else F("id").asc()]
    if filtro.estado == CERRADAS:
        return [F("id").desc()]
    return [F("vence_momento").asc(nulls_last=True), F("id").asc()]


def _con_salida(formas: Iterable[str]) -> list[int]:
    """Las peticiones de ese número de salida: el de su respuesta, un alcance o un oficio."""
    return [
        pk
        for modelo in (Respuesta, Alcance, Oficio)
        for pk in modelo._default_manager.filter(radicado__impreso__in=formas).values_list(
            "peticion_id", flat=True
        )
    ]


def _con_numero(condicion: Q, filtro: Filtro) -> QuerySet[Peticion] | None:
    """Las de ese número de entrada o de salida; `None` si no se buscó un número o no hay ninguna.

    Quien busca por número quiere esa petición, esté abierta o cerrada.
    """
    if leer_numero(filtro.palabras) is None and not _parece_numero(filtro.palabras):
        return None
    formas = formas_impresas(filtro.palabras)
    filas = Peticion.objects.filter(
        condicion,
        Q(radicado__impreso__in=formas) | Q(pk__in=_con_salida(formas)),
    )
    if filtro.estado not in (ABIERTAS, CERRADAS):
        filas = filas.filter(estado=filtro.estado)
    filas = _con_los_demas(filas, filtro)
    return filas if filas.exists() else None


def _parece_numero(palabras: str) -> bool:
    """Si puede ser el número de otro sistema, que no sigue nuestras formas: cifras y sin espacios."""
    dicho = palabras.strip()
    return any(c.isdigit() for c in dicho) and not any(c.isspace() for c in dicho)


def _filtradas(condicion: Q, filtro: Filtro) -> QuerySet[Peticion]:
    filas = Peticion.objects.filter(condicion)
    if filtro.estado in (ABIERTAS, CERRADAS):
        filas = filas.filter(esta_cerrada=filtro.estado == CERRADAS)
    elif filtro.estado:
        filas = filas.filter(estado=filtro.estado)
    return _con_los_demas(filas, filtro)


def _con_los_demas(filas: QuerySet[Peticion], filtro: Filtro) -> QuerySet[Peticion]:
    if filtro.clase:
        filas = filas.filter(clase=filtro.clase)
    if filtro.canal:
        filas = filas.filter(canal=filtro.canal)
    if filtro.dependencia is not None:
        filas = filas.filter(dependencia_id=filtro.dependencia)
    if filtro.responsable == SIN_RESPONSABLE:
        filas = filas.filter(responsable__isnull=True)
    elif filtro.responsable is not None:
        filas = filas.filter(responsable_id=filtro.responsable)
    return filas


def _colores(cortes: Cortes) -> dict[str, Q]:
    return {color: Q(esta_cerrada=False) & q for color, q in de_color(cortes).items()}


def de_color(cortes: Cortes) -> dict[str, Q]:
    """Entre las abiertas, cuáles son de cada color.

    Una cuyo término corre, o ya venció, está en el suyo aunque además haya algo por decidir en ella.
    """
    espera = Q(estado__in=ESPERAN) & Q(vence_clase__in=DE_LA_PERSONA)
    hoy = en_bogota(cortes.ahora).date()
    return {
        "vencidas": ~espera & Q(vence_momento__lte=cortes.ahora),
        "por_vencer": ~espera & Q(vence_momento__gt=cortes.ahora, vence_momento__lte=cortes.pronto),
        "a_tiempo": ~espera & Q(vence_momento__gt=cortes.pronto),
        "por_decidir": Q(estado__in=ESPERAN) & Q(persona_hasta__lt=hoy),
        "en_espera": espera & (Q(persona_hasta__gte=hoy) | Q(persona_hasta__isnull=True)),
    }
