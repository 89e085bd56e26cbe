"""Qué signos se pueden imprimir con las fuentes propias, y cómo se prepara el texto para ello.

PDF/UA y PDF/A prohíben un signo sin dibujo: sin esta preparación, un ideograma en una petición
dejaría a la persona sin constancia. El alcance se lee de las fuentes mismas (tabla `cmap`), de
modo que no hay una lista aparte que se desactualice.
"""

from __future__ import annotations

import re
import struct
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

FUENTES = Path(__file__).parent / "fuentes"
SIN_LETRA = "□"
LARGO_SIN_CORTE = 32
PASO_DE_CORTE = 14
CORTE = "\u200b"
# Con más de unos quinientos cortes en un párrafo el motor se niega a componer: se abre otro.
CORTES_POR_PARRAFO = 300
# Los valores con estos prefijos no son prosa: una dirección, un dibujo o una huella van tal cual.
LITERALES = ("url", "svg", "sha256", "texto_sha256", "sello")

_SALTOS = re.compile("\r\n?|[\u0085\u2028\u2029\x0b\x0c]")
# Cambian el orden en que se lee lo que sigue; en un documento solo sirven para engañar.
_DIRECCION = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]")
_PALABRA_LARGA = re.compile(rf"[^\s{CORTE}]{{{LARGO_SIN_CORTE + 1},}}")
_MUCHOS_CORTES = re.compile(rf"(?:[^{CORTE}]*{CORTE}){{{CORTES_POR_PARRAFO}}}")
_TROZO = re.compile(rf".{{1,{PASO_DE_CORTE}}}?(?:[-/.,;:@_?&=]+|$)|.{{{PASO_DE_CORTE}}}", re.S)


def _u16(datos: bytes, desde: int, cantidad: int) -> tuple[int, ...]:
    return struct.unpack_from(f">{cantidad}H", datos, desde)


def _formato_4(datos: bytes, en: int) -> Iterator[int]:
    (doble,) = _u16(datos, en + 6, 1)
    tramos = doble // 2
    fines = _u16(datos, en + 14, tramos)
    inicios = _u16(datos, en + 16 + doble, tramos)
    for inicio, fin in zip(inicios, fines, strict=True):
        if inicio != 0xFFFF:
            yield from range(inicio, fin + 1)


def _formato_12(datos: bytes, en: int) -> Iterator[int]:
    (grupos,) = struct.unpack_from(">I", datos, en + 12)
    for grupo in range(grupos):
        inicio, fin, _ = struct.unpack_from(">III", datos, en + 16 + 12 * grupo)
        yield from range(inicio, fin + 1)


def _signos_de(archivo: Path) -> Iterator[int]:
    """Puntos de código de la tabla `cmap` de una TTF (formatos 4 y 12, los de Unicode)."""
    datos = archivo.read_bytes()
    (tablas,) = _u16(datos, 4, 1)
    for i in range(tablas):
        nombre, _, inicio, _ = struct.unpack_from(">4sIII", datos, 12 + 16 * i)
        if nombre != b"cmap":
            continue
        (subtablas,) = _u16(datos, inicio + 2, 1)
        for j in range(subtablas):
            en = inicio + struct.unpack_from(">I", datos, inicio + 4 + 8 * j + 4)[0]
            (formato,) = _u16(datos, en, 1)
            if formato == 4:
                yield from _formato_4(datos, en)
            elif formato == 12:
                yield from _formato_12(datos, en)


@cache
def alcance() -> frozenset[str]:
    """Todos los signos que se pueden dibujar, y los espacios que no necesitan dibujo."""
    signos = {chr(n) for archivo in sorted(FUENTES.glob("*.ttf")) for n in _signos_de(archivo)}
    visibles = {s for s in signos if unicodedata.category(s) != "Cc"}
    return frozenset(visibles | {"\n", "\t", CORTE, "\u200c", "\u200d", "\u00ad"})


def _sustituto(signo: str) -> str:
    """Lo que se imprime en lugar de un signo sin dibujo: nada si es invisible, □ si se veía."""
    categoria = unicodedata.category(signo)
    if categoria in {"Cc", "Cf", "Mn", "Me"}:
        return ""
    return " " if categoria == "Zs" else SIN_LETRA


def _partir(palabra: re.Match[str]) -> str:
    return CORTE.join(_TROZO.findall(palabra.group()))


def imprimible(texto: str) -> str:
    """El texto con solo signos que las fuentes dibujan y sin palabras que se salgan de la hoja.

    Lo que se veía y no tiene dibujo queda como □ (quien llama puede buscarlo para advertirlo).
    Las palabras de más de 32 signos llevan cortes invisibles (U+200B).
    """
    texto = _DIRECCION.sub("", _SALTOS.sub("\n", texto)).replace("\t", "    ")
    raros = set(texto) - alcance()
    if raros:
        texto = texto.translate({ord(s): _sustituto(s) for s in raros})
    return _MUCHOS_CORTES.sub(r"\g<0>\n\n", _PALABRA_LARGA.sub(_partir, texto))


def preparar(dato: object) -> object:
    """El dato con todos sus textos vueltos imprimibles, en cualquier hondura.

    Las llaves de `LITERALES` (`url…`, `svg…`, `sha256`…) se dejan iguales.
    """
    if isinstance(dato, str):
        return imprimible(dato)
    if isinstance(dato, Mapping):
        return {
            llave: valor if str(llave).startswith(LITERALES) else preparar(valor)
            for llave, valor in dato.items()
        }
    if isinstance(dato, list | tuple):
        return [preparar(parte) for parte in dato]
    return dato
