"""Revisar los sellos: árbol, cadena, firma, numeración y copias fuera de la base."""

from collections.abc import Iterator
from datetime import datetime
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from ventanilla.auditoria.consultas.sellos import (
    encabezado,
    llave_publica,
    ruta_de_intencion,
    ruta_de_sellos,
)
from ventanilla.auditoria.models import Sello
from ventanilla.auditoria.reglas.alteracion import Alteracion
from ventanilla.auditoria.reglas.merkle import Arbol
from ventanilla.auditoria.reglas.sellado import (
    LineaDeSello,
    Sellado,
    buscar_lineas,
    firma_vale,
    huella_de_sello,
    ilegibles,
    leer_linea,
)
from ventanilla.comun.errores import ErrorDeDominio
from ventanilla.comun.reloj import en_bogota

Guardados = dict[int, LineaDeSello]


class SinSellos(ErrorDeDominio):
    """El archivo con que se quiere comparar no trae ningún sello."""


class _Fila(NamedTuple):
    pk: int
    numero: int
    momento: datetime | None
    cantidad: int
    raiz: str
    previo: str
    hash: str
    firma: str
    posicion: int | None
    hoja: str | None


def _filas() -> Iterator[_Fila]:
    consulta = Sello.objects.order_by("numero", "hojas__posicion").values_list(
        "pk",
        "numero",
        "momento",
        "cantidad",
        "raiz",
        "previo",
        "hash",
        "firma",
        "hojas__posicion",
        "hojas__asiento_hash",
    )
    return (_Fila(*fila) for fila in consulta.iterator(chunk_size=2000))


def revisar_sellos() -> tuple[Guardados, list[Alteracion]]:
    """Los sellos de la base, por número, y lo que tienen mal."""
    guardados: Guardados = {}
    malas: list[Alteracion] = []
    previo = LineaDeSello(Sellado(0, "", 0, "", ""), "", "")
    publica = llave_publica()
    for _, grupo in groupby(_filas(), key=lambda f: f.pk):
        filas = list(grupo)
        sello = filas[0]
        linea = _linea(sello)
        malas += _revisar_hojas(sello, filas)
        malas += _revisar_enlace(previo, sello)
        if huella_de_sello(linea.sellado) != sello.hash:
            malas.append(_mala(sello, "Fue cambiado: lo que dice no corresponde a su huella."))
        elif not firma_vale(publica, sello.hash, sello.firma):
            malas.append(_mala(sello, "La firma no es de la llave de esta entidad."))
        guardados[sello.numero] = previo = linea
    return guardados, malas


def _mala(sello: _Fila, que: str) -> Alteracion:
    return Alteracion(f"sello {sello.numero}", f"auditoria.Sello {sello.pk}", que)


def _linea(sello: _Fila) -> LineaDeSello:
    momento = en_bogota(sello.momento).isoformat(timespec="microseconds") if sello.momento else ""
    sellado = Sellado(sello.numero, momento, sello.cantidad, sello.raiz, sello.previo)
    return LineaDeSello(sellado, sello.hash, sello.firma)


def _revisar_hojas(sello: _Fila, filas: list[_Fila]) -> Iterator[Alteracion]:
    arbol = Arbol()
    faltan: list[range] = []
    esperada = 0
    for fila in filas:
        if fila.posicion is None or fila.hoja is None:
            break
        faltan.append(range(esperada, min(fila.posicion, sello.cantidad)))
        esperada = fila.posicion + 1
        arbol.agregar(fila.hoja.encode())
    faltan.append(range(esperada, sello.cantidad))
    if any(faltan):
        cuales = ", ".join(f"{r[0]}" if len(r) == 1 else f"{r[0]}–{r[-1]}" for r in faltan if r)
        yield _mala(sello, f"Le faltan hojas de las {sello.cantidad} que selló: {cuales}.")
    elif arbol.cantidad != sello.cantidad:
        yield _mala(sello, f"Tiene {arbol.cantidad} hojas y selló {sello.cantidad}.")
    elif arbol.raiz().hex() != sello.raiz:
        yield _mala(sello, "Una hoja o la raíz fue cambiada: el árbol no da la raíz sellada.")


def _revisar_enlace(previo: LineaDeSello, sello: _Fila) -> Iterator[Alteracion]:
    esperado = previo.sellado.numero + 1
    if sello.numero != esperado:
        cuales = f"{esperado}" if sello.numero - esperado == 1 else f"{esperado}–{sello.numero - 1}"
        yield Alteracion(f"sello {cuales}", "auditoria.Sello (borrado)", "Falta en la tabla.")
    elif sello.previo != previo.hash:
        yield _mala(sello, "No enlaza con el sello anterior: uno de los dos fue cambiado.")


def comparar_con_el_archivo(guardados: Guardados) -> list[Alteracion]:
    """`sellos.txt` frente a la tabla, leída antes: toda fila ya tenía su línea o su intención."""
    en_camino = _lineas(_texto(ruta_de_intencion()))
    texto = _texto(ruta_de_sellos())
    escritas = _lineas(texto)
    presentes = {linea.sellado.numero for linea in escritas}
    malas = [
        Alteracion("sellos.txt", f"línea {numero}", "La línea no se puede leer.")
        for numero in ilegibles(texto.splitlines())
    ]
    if texto and texto.splitlines()[0] != encabezado():
        malas.append(
            Alteracion("sellos.txt", "línea 1", "La llave pública no es la de esta entidad.")
        )
    malas += [
        Alteracion(f"sello {numero}", "sellos.txt", "Falta la línea de este sello.")
        for numero, guardado in guardados.items()
        if numero not in presentes and guardado not in en_camino
    ]
    return malas + _diferencias(guardados, escritas, "sellos.txt")


def _lineas(texto: str) -> list[LineaDeSello]:
    return [sello for sello in map(leer_linea, texto.splitlines()) if sello is not None]


def comparar_con_copia(guardados: Guardados, copia: Path) -> list[Alteracion]:
    """La copia que guardó otra persona (o los correos con los sellos) frente a la tabla.

    Raises:
        SinSellos: si no trae ninguno.
        OSError: si no se puede leer.
    """
    lineas = list(buscar_lineas(copia.read_text(errors="replace")))
    if not lineas:
        raise SinSellos(f"{copia} no trae ningún sello. Debe ser una copia de sellos.txt.")
    return _diferencias(guardados, lineas, copia.name)


def _diferencias(guardados: Guardados, lineas: list[LineaDeSello], donde: str) -> list[Alteracion]:
    malas: list[Alteracion] = []
    tope = max(guardados, default=0)
    for linea in lineas:
        numero = linea.sellado.numero
        suyo = guardados.get(numero)
        if suyo == linea or (suyo is None and numero > tope and _es_posterior(linea)):
            continue
        que = (
            f"Está en {donde} y ya no está en la tabla."
            if suyo is None
            else f"No es el mismo en {donde} y en la tabla."
        )
        malas.append(Alteracion(f"sello {numero}", donde, que))
    return malas


def _es_posterior(linea: LineaDeSello) -> bool:
    """Si se selló después de leer la tabla: entonces la tabla lo tiene ahora."""
    return Sello.objects.filter(numero=linea.sellado.numero, hash=linea.hash).exists()


def _texto(ruta: Path) -> str:
    try:
        return ruta.read_text(errors="replace")
    except FileNotFoundError:
        return ""
