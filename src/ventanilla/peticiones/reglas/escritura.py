"""Del texto que se escribe en un recuadro al HTML de la respuesta, y de vuelta. Puro.

Las marcas son pocas, para que se recuerden: una línea en blanco separa párrafos; «- » al comienzo
hace una lista y «1. » una numerada; **dos asteriscos** ponen negrita; [texto](https://…) enlaza.
Lo demás es texto, también lo que parezca HTML.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import escape
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ventanilla.documentos.bloques import Bloque, Trozo

# Con tope: sin él, un renglón de cincuenta mil «[» tarda veinte segundos.
_NEGRITA = re.compile(r"\*\*(?=\S)(.{1,1000}?)(?<=\S)\*\*")
_ENLACE = re.compile(r"\[([^\[\]\n]{1,300})\]\((https?://[^\s()<>\"']{1,2000})\)")
_PUNTO = re.compile(r"\s*[-•]\s+(.*)")
_NUMERO = re.compile(r"\s*\d{1,3}[.)]\s+(.*)")


def a_html(texto: str) -> str:
    """HTML de párrafos, listas, negritas y enlaces; todo lo demás sale escapado."""
    partes = re.split(r"\n\s*\n", texto.replace("\r\n", "\n").strip())
    return "\n".join(html for parte in partes if (html := _bloques(parte.split("\n"))))


def _bloques(lineas: Sequence[str]) -> str:
    """Un grupo de líneas seguidas: cada cambio entre texto y lista abre otro bloque."""
    grupos: list[tuple[str, list[str]]] = []
    for linea in lineas:
        clase, contenido = _clase(linea)
        if not grupos or grupos[-1][0] != clase:
            grupos.append((clase, []))
        grupos[-1][1].append(contenido)
    return "\n".join(_bloque(clase, renglones) for clase, renglones in grupos if any(renglones))


def _clase(linea: str) -> tuple[str, str]:
    for clase, marca in (("ul", _PUNTO), ("ol", _NUMERO)):
        hallada = marca.fullmatch(linea)
        if hallada:
            return clase, hallada.group(1).strip()
    return "p", linea.strip()


def _bloque(clase: str, renglones: Sequence[str]) -> str:
    if clase == "p":
        return f"<p>{'<br>'.join(_en_linea(r) for r in renglones)}</p>"
    puntos = "".join(f"<li>{_en_linea(r)}</li>" for r in renglones)
    return f"<{clase}>{puntos}</{clase}>"


def _en_linea(texto: str) -> str:
    html = escape(texto, quote=False)
    html = _ENLACE.sub(r'<a href="\2">\1</a>', html)
    return _NEGRITA.sub(r"<strong>\1</strong>", html)


def a_texto(bloques: Iterable[Bloque]) -> str:
    """Lo contrario de `a_html`, desde los bloques de ese HTML: lo que se edita en el recuadro."""
    return "\n\n".join(_de_bloque(b) for b in bloques)


def _de_bloque(bloque: Bloque) -> str:
    if bloque["tipo"] == "lista":
        marca = "{}. " if bloque.get("ordenada") else "- "
        puntos = [" ".join(_de_bloque(b) for b in punto) for punto in bloque["puntos"]]
        return "\n".join(marca.format(i) + punto for i, punto in enumerate(puntos, start=1))
    return _de_trozos(bloque.get("trozos", []))


def _de_trozos(trozos: Iterable[Trozo]) -> str:
    """Los trozos seguidos en negrita llevan una sola pareja de asteriscos."""
    partes = []
    for negrita, grupo in groupby(trozos, key=lambda t: bool(t.get("negrita"))):
        texto = "".join(
            f"[{t['texto']}]({t['url']})" if t.get("url") else t["texto"] for t in grupo
        )
        partes.append(f"**{texto}**" if negrita else texto)
    return "".join(partes)
