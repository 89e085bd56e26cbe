"""Las páginas del manual: cuál es de cada rol, qué dice y dónde está una palabra."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from posixpath import basename

from django.urls import reverse

from ventanilla.comun.texto import plegar
from ventanilla.directorio.models import Rol
from ventanilla.proyecto.ayuda.lectura import Seccion, leer_pagina
from ventanilla.proyecto.entorno import RAIZ

CARPETA = RAIZ / "docs" / "manual"
FIGURAS = RAIZ / "docs" / "imagenes"
_ALREDEDOR = 90
_MAXIMO = 30


@dataclass(frozen=True)
class Pagina:
    """Una página del manual. `roles`: para quién es; vacío, para cualquiera."""

    nombre: str
    titulo: str
    para: str
    roles: frozenset[str] = frozenset()

    @property
    def url(self) -> str:
        """Su dirección dentro del programa."""
        return reverse("ayuda:pagina", args=[self.nombre])


PAGINAS = (
    Pagina(
        "funcionario",
        "Funcionario",
        "Tramitar y responder lo de su dependencia.",
        frozenset({Rol.FUNCIONARIO, Rol.ENLACE, Rol.JEFE, Rol.ATENCION}),
    ),
    Pagina("enlace", "Enlace", "Repartir lo que llega a la dependencia.", frozenset({Rol.ENLACE})),
    Pagina("jefe", "Jefe", "Firmar, repartir y decidir.", frozenset({Rol.JEFE})),
    Pagina(
        "radicador",
        "Radicador",
        "Recibir en la ventanilla y despachar.",
        frozenset({Rol.RADICADOR}),
    ),
    Pagina(
        "direccion-de-atencion",
        "Dirección de Atención al Ciudadano",
        "Repartir entre dependencias y cuidar que todo se responda.",
        frozenset({Rol.ATENCION}),
    ),
    Pagina(
        "control-interno",
        "Control Interno",
        "Leer todo y comprobar el libro.",
        frozenset({Rol.CONTROL_INTERNO}),
    ),
    Pagina(
        "control-disciplinario",
        "Control Disciplinario",
        "Leer lo que le remiten.",
        frozenset({Rol.CONTROL_DISCIPLINARIO}),
    ),
    Pagina(
        "administracion",
        "Administración",
        "Cuidar la entidad, su gente y la instalación.",
        frozenset({Rol.ADMINISTRADOR}),
    ),
    Pagina("ciudadania", "Ciudadanía", "Lo que ve y puede hacer quien pide."),
)
_POR_NOMBRE = {p.nombre: p for p in PAGINAS}


@dataclass(frozen=True)
class Hallazgo:
    """Una sección donde están las palabras, con un pedazo de su texto."""

    pagina: Pagina
    seccion: Seccion
    pedazo: str

    @property
    def url(self) -> str:
        """La dirección de la sección."""
        return f"{self.pagina.url}#{self.seccion.ancla}"


def pagina(nombre: str) -> Pagina | None:
    """La de ese nombre, si existe."""
    return _POR_NOMBRE.get(nombre)


def de_sus_roles(roles: Collection[str]) -> list[Pagina]:
    """Las que son para quien tiene esos roles, en su orden."""
    return [p for p in PAGINAS if p.roles & set(roles)]


@lru_cache(maxsize=16)
def secciones_de(nombre: str) -> tuple[Seccion, ...]:
    """Lo que dice la página; vacío si la instalación no trae el manual."""
    ruta = CARPETA / f"{nombre}.md"
    if not ruta.is_file():
        return ()
    return tuple(leer_pagina(ruta.read_text(encoding="utf-8"), enlace=_enlace, figura=_figura))


def buscar(palabras: str) -> list[Hallazgo]:
    """Las secciones donde están todas las palabras; primero, las que las traen en el título."""
    pedidas = plegar(palabras).split()
    if not pedidas:
        return []
    hallazgos = []
    for una in PAGINAS:
        for seccion in secciones_de(una.nombre):
            titulo, texto = plegar(seccion.titulo), plegar(seccion.texto)
            if all(p in titulo or p in texto for p in pedidas):
                en_titulo = sum(p in titulo for p in pedidas)
                hallazgos.append((-en_titulo, Hallazgo(una, seccion, _pedazo(seccion, pedidas))))
    return [h for _, h in sorted(hallazgos, key=lambda par: par[0])][:_MAXIMO]


def figura(nombre: str) -> Path | None:
    """La imagen del manual con ese nombre, si está entre las suyas."""
    halladas = {f.name: f for f in FIGURAS.glob("*.png")}
    return halladas.get(nombre)


def _pedazo(seccion: Seccion, pedidas: list[str]) -> str:
    texto = seccion.texto
    donde = max(plegar(texto).find(pedidas[0]), 0)
    desde = max(donde - _ALREDEDOR, 0)
    corte = texto[desde : donde + 2 * _ALREDEDOR].strip()
    cierre = "…" if donde + 2 * _ALREDEDOR < len(texto) else ""
    return f"{'…' if desde else ''}{corte}{cierre}"


def _enlace(direccion: str) -> str:
    """Otra página del manual o una dirección de verdad; lo demás del repositorio no se abre aquí."""
    if direccion.startswith(("https://", "#")):
        return direccion
    archivo, _, ancla = direccion.partition("#")
    hallada = _POR_NOMBRE.get(archivo.removesuffix(".md"))
    if hallada is None or not archivo.endswith(".md"):
        return ""
    return f"{hallada.url}#{ancla}" if ancla else hallada.url


def _figura(direccion: str) -> str:
    nombre = basename(direccion)
    return reverse("ayuda:figura", args=[nombre]) if figura(nombre) else ""
