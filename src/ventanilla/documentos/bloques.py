"""Del HTML que deja el editor a un árbol de bloques que las plantillas saben componer.

El HTML se limpia primero con nh3 (lista de lo permitido); lo que queda se vuelve datos. Ninguna
etiqueta llega a la plantilla: un texto es siempre un texto.
"""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Literal, NotRequired, TypedDict

import nh3


class Trozo(TypedDict):
    """Texto seguido con un mismo aspecto. `url` solo si es un enlace http, https o mailto."""

    texto: str
    negrita: NotRequired[bool]
    cursiva: NotRequired[bool]
    url: NotRequired[str]


class Bloque(TypedDict):
    """Un bloque del cuerpo; los campos presentes dependen de `tipo`.

    parrafo y titulo: `trozos` (y `nivel` 1 a 3, sin saltos); lista: `ordenada` y `puntos` (cada
    uno una lista de bloques); cita: `bloques`; tabla: `encabezado` y `filas`, todas del mismo ancho.
    """

    tipo: Literal["parrafo", "titulo", "lista", "cita", "tabla"]
    trozos: NotRequired[list[Trozo]]
    nivel: NotRequired[int]
    ordenada: NotRequired[bool]
    puntos: NotRequired[list[list[Bloque]]]
    bloques: NotRequired[list[Bloque]]
    encabezado: NotRequired[list[list[Trozo]]]
    filas: NotRequired[list[list[list[Trozo]]]]


_EN_LINEA = {"strong", "b", "em", "i", "a"}
_TITULOS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_CORTAN = {"p", "div", "br", "pre", *_TITULOS}
_TABLA = {"table", "thead", "tbody", "tr", "th", "td"}
PERMITIDAS = _EN_LINEA | _CORTAN | _TABLA | {"ul", "ol", "li", "blockquote"}
HONDURA_MAXIMA = 6


def limpiar_html(html: str) -> str:
    """HTML con solo las etiquetas que un oficio necesita, sin estilos, guiones ni imágenes."""
    return nh3.clean(
        html,
        tags=PERMITIDAS,
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto"},
        clean_content_tags={"script", "style"},
        strip_comments=True,
    )


def html_a_bloques(html: str) -> list[Bloque]:
    """Árbol de bloques de un HTML cualquiera, también roto o malicioso; vacío da `[]`.

    Los títulos empiezan en 1 y no saltan niveles (PDF/UA). La primera fila de una tabla es su
    encabezado. Las listas de más de seis honduras y las tablas dentro de celdas se aplanan.
    """
    lector = _Lector()
    lector.feed(limpiar_html(html))
    lector.close()
    return lector.terminar()


def texto_a_bloques(texto: str) -> list[Bloque]:
    """Párrafos de un texto llano: una línea en blanco separa; el salto simple se conserva."""
    partes = (parte.strip("\n") for parte in texto.replace("\r\n", "\n").split("\n\n"))
    return [{"tipo": "parrafo", "trozos": [{"texto": p}]} for p in partes if p.strip()]


class _Lector(HTMLParser):
    """Recorre HTML ya limpio. `_pila` son los destinos abiertos de bloques, el de adentro al fin."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._pila: list[list[Bloque]] = [[]]
        self._listas: list[Bloque] = []
        self._grupos: list[tuple[int, int]] = []
        self._trozos: list[Trozo] = []
        self._titulo = 0
        self._nivel_previo = 0
        self._negritas = self._cursivas = 0
        self._enlaces: list[str] = []
        self._tabla: list[list[list[Trozo]]] | None = None
        self._tablas_abiertas = 0

    def terminar(self) -> list[Bloque]:
        self._cerrar_parrafo()
        self._cerrar_tabla()
        return self._pila[0]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _EN_LINEA:
            self._abrir_en_linea(tag, dict(attrs).get("href") or "")
        elif tag in _TABLA:
            self._abrir_tabla(tag)
        elif tag == "br":
            self._trozos.append({"texto": "\n"})
        elif self._tablas_abiertas:
            self._separar_en_celda()
        elif tag in {"ul", "ol", "li", "blockquote"}:
            self._abrir_grupo(tag)
        else:
            self._cerrar_parrafo()
            self._titulo = int(tag[1]) if tag in _TITULOS else 0

    def handle_endtag(self, tag: str) -> None:
        if tag in _EN_LINEA:
            self._cerrar_en_linea(tag)
        elif tag in _TABLA:
            if tag == "table":
                self._tablas_abiertas = max(0, self._tablas_abiertas - 1)
                if not self._tablas_abiertas:
                    self._cerrar_tabla()
        elif self._tablas_abiertas or tag == "br":
            return
        elif tag in {"ul", "ol", "li", "blockquote"}:
            self._cerrar_grupo()
        else:
            self._cerrar_parrafo()

    def handle_data(self, data: str) -> None:
        texto = " ".join(data.split())
        if data[:1].isspace():
            texto = f" {texto}"
        if data[-1:].isspace() and texto.strip():
            texto = f"{texto} "
        if not texto or (texto == " " and not self._trozos):
            return
        trozo: Trozo = {"texto": texto}
        if self._negritas:
            trozo["negrita"] = True
        if self._cursivas:
            trozo["cursiva"] = True
        if self._enlaces and self._enlaces[-1]:
            trozo["url"] = self._enlaces[-1]
        self._trozos.append(trozo)

    def _abrir_en_linea(self, tag: str, href: str) -> None:
        if tag == "a":
            self._enlaces.append(href)
        elif tag in {"strong", "b"}:
            self._negritas += 1
        else:
            self._cursivas += 1

    def _cerrar_en_linea(self, tag: str) -> None:
        if tag == "a":
            if self._enlaces:
                self._enlaces.pop()
        elif tag in {"strong", "b"}:
            self._negritas = max(0, self._negritas - 1)
        else:
            self._cursivas = max(0, self._cursivas - 1)

    def _cerrar_parrafo(self) -> None:
        trozos, self._trozos = _recortar(self._trozos), []
        titulo, self._titulo = self._titulo, 0
        if not trozos:
            return
        if titulo and len(self._pila) == 1:
            nivel = min(titulo, self._nivel_previo + 1, 3)
            self._nivel_previo = nivel
            self._pila[-1].append({"tipo": "titulo", "nivel": nivel, "trozos": trozos})
        else:
            self._pila[-1].append({"tipo": "parrafo", "trozos": trozos})

    def _abrir_grupo(self, tag: str) -> None:
        """Abre lista, punto o cita y anota qué abrió: (listas, destinos), para cerrar lo mismo."""
        self._cerrar_parrafo()
        antes = len(self._listas), len(self._pila)
        if len(self._grupos) < HONDURA_MAXIMA * 2:
            if tag in {"ul", "ol"} or (tag == "li" and not self._listas):
                lista: Bloque = {"tipo": "lista", "ordenada": tag == "ol", "puntos": []}
                self._pila[-1].append(lista)
                self._listas.append(lista)
            if tag == "li":
                self._listas[-1]["puntos"].append([])
                self._pila.append(self._listas[-1]["puntos"][-1])
            elif tag == "blockquote":
                cita: Bloque = {"tipo": "cita", "bloques": []}
                self._pila[-1].append(cita)
                self._pila.append(cita["bloques"])
        self._grupos.append(antes)

    def _cerrar_grupo(self) -> None:
        self._cerrar_parrafo()
        if self._grupos:
            listas, destinos = self._grupos.pop()
            del self._listas[listas:]
            del self._pila[destinos:]

    def _abrir_tabla(self, tag: str) -> None:
        if tag == "table":
            if not self._tablas_abiertas:
                self._cerrar_parrafo()
                self._tabla = []
            self._tablas_abiertas += 1
        if self._tabla is None or self._tablas_abiertas > 1:
            self._separar_en_celda()
        elif tag == "tr":
            self._guardar_celda()
            self._tabla.append([])
        elif tag in {"th", "td"}:
            self._guardar_celda()
            if not self._tabla:
                self._tabla.append([])
            self._tabla[-1].append([])

    def _guardar_celda(self) -> None:
        trozos, self._trozos = _recortar(self._trozos), []
        if trozos and self._tabla and self._tabla[-1]:
            self._tabla[-1][-1].extend(trozos)

    def _separar_en_celda(self) -> None:
        if self._trozos:
            self._trozos.append({"texto": " "})

    def _cerrar_tabla(self) -> None:
        if self._tabla is None:
            return
        self._guardar_celda()
        filas, self._tabla, self._tablas_abiertas = [f for f in self._tabla if f], None, 0
        if not filas:
            return
        ancho = max(len(fila) for fila in filas)
        parejas = [[*fila, *([] for _ in range(ancho - len(fila)))] for fila in filas]
        self._pila[-1].append({"tipo": "tabla", "encabezado": parejas[0], "filas": parejas[1:]})


def _recortar(trozos: list[Trozo]) -> list[Trozo]:
    """Los trozos sin blancos al comienzo ni al final; vacío si no queda nada que leer."""
    while trozos and not trozos[0]["texto"].strip():
        trozos = trozos[1:]
    while trozos and not trozos[-1]["texto"].strip():
        trozos = trozos[:-1]
    if trozos:
        trozos[0]["texto"] = trozos[0]["texto"].lstrip()
        trozos[-1]["texto"] = trozos[-1]["texto"].rstrip()
    return trozos
