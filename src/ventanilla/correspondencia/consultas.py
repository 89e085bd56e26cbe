"""Lecturas de la correspondencia; no escriben nunca."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import Any, NamedTuple

from django.db.models import Count, F, OuterRef, Q, Subquery

from ventanilla.auditoria.models import Asiento
from ventanilla.auditoria.reglas.alteracion import Alteracion
from ventanilla.comun.reloj import en_bogota
from ventanilla.correspondencia.models import Contador, Radicado, Serie
from ventanilla.correspondencia.reglas import imprimir, leer_numero, vigencia_de

_TROZO = 2000
_LOTE = 400


def formas_impresas(escrito: str) -> list[str]:
    """El número como se escribió y, si tiene forma de número, como lo imprime cada serie.

    «2026-12» → `["2026-12", "2026-000012"]`. Sin letras es de una serie que no las imprime. Sin
    año vale cualquier vigencia abierta.
    """
    dicho = escrito.strip()
    formas = [dicho]
    leido = leer_numero(dicho)
    if leido is None:
        return formas
    contadores = Contador.objects.select_related("serie__dependencia").order_by("-vigencia")
    if leido.vigencia is not None:
        contadores = contadores.filter(vigencia=leido.vigencia)
    for contador in contadores:
        serie = contador.serie
        impreso = imprimir(
            serie.mascara,
            vigencia=contador.vigencia,
            consecutivo=leido.consecutivo,
            dependencia=serie.dependencia.codigo if serie.dependencia else "",
        )
        propio = leer_numero(impreso)
        if propio is not None and propio.letras == leido.letras and impreso not in formas:
            formas.append(impreso)
    return formas


def numero_impreso(escrito: str) -> str:
    """El número completo de lo que alguien escribió con su año: «2026-12» → «2026-000012».

    Si no dijo el año, o dos series lo imprimirían distinto, queda como lo escribió: no se adivina.
    """
    leido = leer_numero(escrito)
    if leido is None or leido.vigencia is None:
        return escrito.strip()
    formas = formas_impresas(escrito)
    return formas[1] if len(formas) == 2 else formas[0]


@dataclass(frozen=True)
class Hueco:
    """Consecutivos que faltan, de `desde` a `hasta`, ambos incluidos; `impreso` es el primero."""

    serie: str
    vigencia: int
    desde: int
    hasta: int
    impreso: str


@dataclass(frozen=True)
class Repetido:
    """Un número que tienen varios radicados (`filas`, sus llaves) de una serie y vigencia."""

    serie: str
    vigencia: int
    impreso: str
    filas: tuple[int, ...]


@dataclass
class RevisionDeNumeracion:
    """Lo que la numeración tiene mal."""

    huecos: list[Hueco] = field(default_factory=list)
    repetidos: list[Repetido] = field(default_factory=list)
    alteraciones: list[Alteracion] = field(default_factory=list)


class _Numero(NamedTuple):
    pk: int
    consecutivo: int
    impreso: str
    radicacion: datetime | None


def revisar_numeracion() -> RevisionDeNumeracion:
    """Busca huecos, repetidos y radicados que no son como se escribieron, sin detener el servicio.

    El último número de cada contador se lee primero: todo radicado hasta ese ya estaba escrito.
    """
    revision = RevisionDeNumeracion()
    for contador in Contador.objects.select_related("serie__dependencia").order_by("pk"):
        _revisar_contador(contador, revision)
    revision.repetidos += _impresos_repetidos(revision.repetidos)
    revision.alteraciones += _sin_contador()
    revision.alteraciones += _frente_al_libro()
    return revision


def _mala(pk: int, impreso: str, que: str) -> Alteracion:
    return Alteracion(f"radicado {impreso}", f"correspondencia.Radicado {pk}", que)


def _revisar_contador(contador: Contador, revision: RevisionDeNumeracion) -> None:
    filas = (
        Radicado.objects.filter(serie_id=contador.serie_id, vigencia=contador.vigencia)
        .filter(consecutivo__lte=contador.ultimo)
        .order_by("consecutivo", "pk")
        .values_list("pk", "consecutivo", "impreso", "momento_radicacion")
    )
    previo: _Numero | None = None
    for pk, consecutivo, impreso, radicacion in filas.iterator(chunk_size=_TROZO):
        numero = _Numero(pk, consecutivo or 0, impreso, radicacion)
        revision.alteraciones += _propio(contador, previo, numero)
        ultimo = previo.consecutivo if previo else contador.apertura
        if previo is not None and numero.consecutivo == ultimo:
            revision.repetidos.append(_repetido(contador, (previo, numero)))
        elif numero.consecutivo > ultimo + 1:
            revision.huecos.append(_hueco(contador, ultimo + 1, numero.consecutivo - 1))
        previo = numero
    ultimo = previo.consecutivo if previo else contador.apertura
    if ultimo < contador.ultimo:
        revision.huecos.append(_hueco(contador, ultimo + 1, contador.ultimo))


def _propio(contador: Contador, previo: _Numero | None, numero: _Numero) -> Iterator[Alteracion]:
    if numero.consecutivo <= contador.apertura:
        yield _mala(numero.pk, numero.impreso, "Su número es anterior a la apertura de la serie.")
    if numero.radicacion is None:
        yield _mala(numero.pk, numero.impreso, "Perdió su fecha de radicación.")
        return
    if vigencia_de(numero.radicacion) != contador.vigencia:
        yield _mala(numero.pk, numero.impreso, "Su fecha no es de la vigencia de su número.")
    if previo and previo.radicacion and numero.radicacion < previo.radicacion:
        yield _mala(
            numero.pk,
            numero.impreso,
            f"Su fecha es anterior a la del número que le precede ({previo.impreso}).",
        )


def _hueco(contador: Contador, desde: int, hasta: int) -> Hueco:
    serie = contador.serie
    dependencia = serie.dependencia.codigo if serie.dependencia else ""
    impreso = imprimir(
        serie.mascara, vigencia=contador.vigencia, consecutivo=desde, dependencia=dependencia
    )
    return Hueco(serie.codigo, contador.vigencia, desde, hasta, impreso)


def _repetido(contador: Contador, numeros: tuple[_Numero, ...]) -> Repetido:
    return Repetido(
        contador.serie.codigo,
        contador.vigencia,
        numeros[0].impreso,
        tuple(n.pk for n in numeros),
    )


def _impresos_repetidos(ya: list[Repetido]) -> Iterator[Repetido]:
    """Números impresos que se repiten aunque su consecutivo no (también en lo importado)."""
    dichos = {(r.serie, r.vigencia, r.impreso) for r in ya}
    grupos = (
        Radicado.objects.values("serie_id", "serie__codigo", "vigencia", "impreso")
        .annotate(veces=Count("pk"))
        .filter(veces__gt=1)
        .order_by("serie_id", "vigencia", "impreso")
    )
    for g in grupos:
        if (g["serie__codigo"], g["vigencia"], g["impreso"]) not in dichos:
            filas = Radicado.objects.filter(
                serie_id=g["serie_id"], vigencia=g["vigencia"], impreso=g["impreso"]
            )
            pks = tuple(filas.order_by("pk").values_list("pk", flat=True))
            yield Repetido(g["serie__codigo"], g["vigencia"], g["impreso"], pks)


def _sin_contador() -> list[Alteracion]:
    contadores = Contador.objects.filter(
        serie_id=OuterRef("serie_id"), vigencia=OuterRef("vigencia")
    )
    sueltos = (
        Radicado.objects.exclude(serie__clase=Serie.Clase.IMPORTADA)
        .annotate(_ultimo=Subquery(contadores.values("ultimo")[:1]))
        .filter(
            Q(_ultimo__isnull=True) | Q(consecutivo__isnull=True) | Q(consecutivo__gt=F("_ultimo"))
        )
        .order_by("pk")
        .values_list("pk", "impreso")
    )
    return [
        _mala(pk, impreso, "Su número no lo dio el contador de su serie y vigencia.")
        for pk, impreso in sueltos.iterator(chunk_size=_TROZO)
    ]


def _frente_al_libro() -> Iterator[Alteracion]:
    """Cada radicado frente a los asientos que lo nombran.

    Los radicados se leen antes que el libro: el asiento de cada uno se escribió con él.
    """
    con_contador = Radicado.objects.exclude(serie__clase=Serie.Clase.IMPORTADA)
    sin_asiento = set(con_contador.values_list("pk", flat=True).iterator(chunk_size=_TROZO))
    dichos = _dichos_en_el_libro()
    while lote := list(islice(dichos, _LOTE)):
        sin_asiento.difference_update(pk for _, pk, _ in lote)
        yield from _comparar(lote)
    for radicado in Radicado.objects.filter(pk__in=sorted(sin_asiento)[:_LOTE]):
        yield _mala(radicado.pk, radicado.impreso, "Ningún asiento del libro lo nombra.")


_Dicho = tuple[str, int, dict[str, Any]]


def _dichos_en_el_libro() -> Iterator[_Dicho]:
    """(asiento, radicado, contenido) de cada asiento que nombra un radicado."""
    asientos = (
        Asiento.objects.filter(contenido__contains='"radicado_id":')
        .order_by("pk")
        .values_list("objeto", "orden", "contenido")
    )
    for objeto, orden, texto in asientos.iterator(chunk_size=_TROZO):
        try:
            contenido = json.loads(texto)
        except ValueError:
            # La huella del asiento ya no corresponde: lo dice la revisión del libro.
            continue
        pk = contenido.get("radicado_id") if isinstance(contenido, dict) else None
        if isinstance(pk, int):
            yield f"{objeto}#{orden}", pk, contenido


def _comparar(lote: list[_Dicho]) -> Iterator[Alteracion]:
    radicados = Radicado.objects.select_related("serie").in_bulk([pk for _, pk, _ in lote])
    for asiento, pk, contenido in lote:
        impreso = str(contenido.get("radicado", pk))
        radicado = radicados.get(pk)
        if radicado is None:
            yield _mala(pk, impreso, f"Fue borrado: lo nombra el asiento {asiento} y ya no está.")
            continue
        for campo, valor in _lo_asentado(radicado).items():
            if campo in contenido and contenido[campo] != valor:
                yield _mala(
                    pk,
                    impreso,
                    f"Cambió «{campo}»: el libro dice «{contenido[campo]}» y la fila «{valor}» "
                    f"(asiento {asiento}).",
                )


def _lo_asentado(radicado: Radicado) -> dict[str, Any]:
    return {
        "radicado": radicado.impreso,
        "serie": radicado.serie.codigo,
        "vigencia": radicado.vigencia,
        "consecutivo": radicado.consecutivo,
        "recepcion": _iso(radicado.momento_recepcion),
        "radicacion": _iso(radicado.momento_radicacion),
    }


def _iso(momento: datetime | None) -> str | None:
    return en_bogota(momento).isoformat(timespec="microseconds") if momento else None
