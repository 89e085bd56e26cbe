"""De una página del manual, escrita en Markdown, a sus secciones en HTML. Puro.

Entiende solo lo que el manual usa: títulos, párrafos, listas, tablas, figuras, código, negrita, cursiva y
enlaces. Todo se escapa antes de marcarlo: un texto no puede traer etiquetas.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ventanilla.comun.texto import plegar

_CODIGO = re.compile(r"`([^`]+)`")
_FIGURA = re.compile(r"^!\[([^\]]*)\]\(([^)\s]+)\)$")
_ENLACE = re.compile(r"\[([^\]]+)\]\(([^)\s]+)\)")
_NEGRITA = re.compile(r"\*\*([^*]+)\*\*")
_CURSIVA = re.compile(r"(?<![\w*])\*([^*\s](?:[^*]*[^*\s])?)\*(?![\w*])")
_ITEM = re.compile(r"^(\s*)(?:[-*]|(\d+)\.) (.*)$")
_EN = "\x00seccion\x00"
_HUECO = re.compile("\x00(\\d+)\x00")

Destino = Callable[[str], str]


@dataclass(frozen=True)
class Seccion:
    """Un título con lo suyo; la primera es la entrada de la página. `texto`, para buscar y citar."""

    titulo: str
    ancla: str
    html: str
    texto: str


def leer_pagina(fuente: str, *, enlace: Destino, figura: Destino) -> list[Seccion]:
    """Las secciones de la página, en orden.

    Args:
        enlace: a dónde va un enlace del archivo; vacío, si desde el programa no se puede abrir.
        figura: la dirección de una imagen; vacía, si no está.
    """
    secciones = []
    for titulo, renglones in _partes(fuente.splitlines()):
        bloques = list(_bloques(renglones))
        cuerpo = "\n".join(_a_html(b, enlace, figura) for b in bloques)
        cuerpo = cuerpo.replace(_EN, html.escape(titulo or "la página"))
        texto = " ".join(
            " ".join(b).replace("|", " ") for b in bloques if not b[0].startswith("![")
        )
        secciones.append(Seccion(titulo, ancla_de(titulo), cuerpo, _sin_marcas(texto)))
    return secciones


def ancla_de(titulo: str) -> str:
    """«Partes por entregar» → «partes-por-entregar»."""
    return re.sub(r"[^a-z0-9]+", "-", plegar(titulo)).strip("-")


def _partes(renglones: list[str]) -> Iterator[tuple[str, list[str]]]:
    titulo, suyos = "", list[str]()
    for renglon in renglones:
        if renglon.startswith(("# ", "## ")):
            if titulo or any(suyos):
                yield titulo, suyos
            titulo, suyos = renglon.lstrip("#").strip(), []
        else:
            suyos.append(renglon)
    yield titulo, suyos


def _bloques(renglones: list[str]) -> Iterator[list[str]]:
    """Renglones seguidos, hasta uno en blanco; el código y lo que cuelga de una lista siguen enteros."""
    bloque: list[str] = []
    en_codigo = False
    for numero, renglon in enumerate(renglones):
        if renglon.startswith("```"):
            en_codigo = not en_codigo
        resto = next((r for r in renglones[numero:] if r.strip()), "")
        en_lista = bool(bloque) and _es_item(bloque[0]) and resto.startswith("  ")
        if en_codigo or renglon.strip():
            bloque.append(renglon)
        elif bloque and not en_lista and not _sigue_la_lista(bloque[0], resto):
            yield bloque
            bloque = []
    if bloque:
        yield bloque


def _sigue_la_lista(primero: str, resto: str) -> bool:
    """Si, después del renglón en blanco, sigue el otro punto de la misma lista numerada."""
    uno, otro = _ITEM.match(primero), _ITEM.match(resto)
    return bool(uno and otro and uno[2] and otro[2] and otro[2] != "1")


def _es_item(renglon: str) -> bool:
    return _ITEM.match(renglon) is not None


def _a_html(bloque: list[str], enlace: Destino, figura: Destino) -> str:
    primero = bloque[0].strip()
    if primero.startswith("```"):
        codigo = "\n".join(r for r in bloque[1:] if not r.startswith("```"))
        return f'<pre tabindex="0"><code>{html.escape(codigo)}</code></pre>'
    if hallada := _FIGURA.match(primero):
        return _figura(hallada, figura)
    if primero.startswith("|"):
        return _tabla(bloque, enlace)
    if primero.startswith("### "):
        return f"<h3>{_linea(primero[4:], enlace)}</h3>"
    if _es_item(bloque[0]):
        return _lista(bloque, enlace, figura)
    return f"<p>{_linea(' '.join(r.strip() for r in bloque), enlace)}</p>"


def _figura(hallada: re.Match[str], figura: Destino) -> str:
    direccion = figura(hallada[2])
    if not direccion:
        return ""
    pie = html.escape(hallada[1])
    return (
        f'<figure class="figura"><img src="{html.escape(direccion)}" alt="" loading="lazy">'
        f"<figcaption>{pie}</figcaption></figure>"
    )


def _tabla(bloque: list[str], enlace: Destino) -> str:
    filas = [[c.strip() for c in r.strip().strip("|").split("|")] for r in bloque]
    titulos, cuerpo = filas[0], filas[2:]
    cabeza = "".join(f'<th scope="col">{_linea(t, enlace)}</th>' for t in titulos)
    renglones = "".join(
        "<tr>" + "".join(f"<td>{_linea(c, enlace)}</td>" for c in fila) + "</tr>" for fila in cuerpo
    )
    rotulo = html.escape(_sin_marcas(", ".join(t for t in titulos if t)))
    # Dos tablas pueden tener los mismos títulos: la sección las distingue a quien las oye.
    return (
        f'<div class="tabla-marco" tabindex="0" role="region" aria-label="{_EN}: {rotulo}">'
        f'<table class="tabla"><thead><tr>{cabeza}</tr></thead><tbody>{renglones}</tbody></table></div>'
    )


def _lista(bloque: list[str], enlace: Destino, figura: Destino) -> str:
    """Una lista; lo que cuelga de un renglón con más sangría es otra lista dentro de él."""
    hallado = _ITEM.match(bloque[0])
    sangria = len(hallado[1]) if hallado else 0
    etiqueta = "ol" if hallado and hallado[2] else "ul"
    puntos: list[tuple[str, list[str]]] = []
    for renglon in bloque:
        item = _ITEM.match(renglon)
        if item and len(item[1]) == sangria:
            puntos.append((item[3], []))
        elif puntos:
            puntos[-1][1].append(renglon)
    dichos = "".join(f"<li>{_punto(texto, resto, enlace, figura)}</li>" for texto, resto in puntos)
    return f"<{etiqueta}>{dichos}</{etiqueta}>"


def _punto(texto: str, resto: list[str], enlace: Destino, figura: Destino) -> str:
    cuelga = next((i for i, r in enumerate(resto) if _es_item(r)), len(resto))
    seguido, figuras = [texto], ""
    for renglon in resto[:cuelga]:
        if hallada := _FIGURA.match(renglon.strip()):
            figuras += _figura(hallada, figura)
        else:
            seguido.append(renglon.strip())
    dentro = [r for r in resto[cuelga:] if r.strip()]
    adentro = _lista(dentro, enlace, figura) if dentro else ""
    return f"{_linea(' '.join(filter(None, seguido)), enlace)}{figuras}{adentro}"


def _linea(texto: str, enlace: Destino) -> str:
    """El texto de un renglón, escapado y con sus marcas. Lo de `código` no se toca."""
    codigos: list[str] = []

    def guardar(hallado: re.Match[str]) -> str:
        codigos.append(f"<code>{html.escape(hallado[1])}</code>")
        return f"\x00{len(codigos) - 1}\x00"

    def unir(hallado: re.Match[str]) -> str:
        direccion = enlace(html.unescape(hallado[2]))
        return f'<a href="{html.escape(direccion)}">{hallado[1]}</a>' if direccion else hallado[1]

    dicho = html.escape(_CODIGO.sub(guardar, texto), quote=False)
    dicho = _ENLACE.sub(unir, dicho)
    dicho = _NEGRITA.sub(r"<strong>\1</strong>", dicho)
    dicho = _CURSIVA.sub(r"<em>\1</em>", dicho)
    return _HUECO.sub(lambda h: codigos[int(h[1])], dicho)


def _sin_marcas(texto: str) -> str:
    texto = _ENLACE.sub(r"\1", texto)
    texto = re.sub(r"[*`]|:?-{3,}:?", "", texto)
    return re.sub(r"\s+", " ", texto).strip()
