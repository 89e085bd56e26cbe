"""Los documentos dicen lo que hay: variables, órdenes, versión, enlaces, y nada de quien los armó."""

import ast
import re
import subprocess
import tomllib
import unicodedata
from pathlib import Path

import pytest

from ventanilla.proyecto.ordenes.__main__ import ORDENES

RAIZ = Path(__file__).resolve().parents[2]
ENTRADAS = ("README.md", "LEEME.md")
_VARIABLE = re.compile(r"(VENTANILLA_[A-Z_]+|DATABASE_URL|REDIS_URL)")
_ENLACE = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
_PROGRAMA = re.compile(r"```.*?```|`[^`\n]*`", re.DOTALL)
# Partidos para que esta hoja no se acuse a sí misma.
_REGISTROS = ("pypi" + ".org", "python" + "hosted", "npm" + "js", "/sim" + "ple/", "jfrog" + ".io")
_DE_LA_MAQUINA = ("/wo" + "rk/", "/ro" + "ot/", "/ho" + "me/", "site-pack" + "ages")


def en_git() -> list[Path]:
    """Los archivos de texto que se publican, y los que están por agregarse."""
    orden = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    nombres = subprocess.run(orden, cwd=RAIZ, capture_output=True, check=True).stdout
    rutas = [RAIZ / n.decode() for n in nombres.split(b"\0") if n]
    return [r for r in rutas if r.is_file() and b"\0" not in r.read_bytes()[:4096]]


ARCHIVOS = en_git()
HOJAS = [r for r in ARCHIVOS if r.suffix == ".md"]
_CASAS = {r.name for r in (RAIZ / "src" / "ventanilla").iterdir() if r.is_dir()}
CONOCIDAS = _CASAS | {"src", "datos", "docs", "tests", "benchmarks"}


def variables_que_se_leen() -> set[str]:
    """Toda variable del entorno que aparece como texto en `entorno.py`."""
    arbol = ast.parse((RAIZ / "src/ventanilla/proyecto/entorno.py").read_text())
    textos = {
        n.value for n in ast.walk(arbol) if isinstance(n, ast.Constant) and isinstance(n.value, str)
    }
    return {t for t in textos if _VARIABLE.fullmatch(t)}


@pytest.mark.parametrize("entrada", ENTRADAS)
def test_las_dos_entradas_explican_toda_variable_y_ninguna_que_no_exista(entrada: str) -> None:
    leidas = variables_que_se_leen()
    filas = re.findall(r"^\| `([A-Z_]+)` \|", (RAIZ / entrada).read_text(), re.MULTILINE)
    assert len(leidas) > 5
    assert set(filas) == leidas


@pytest.mark.parametrize("entrada", ENTRADAS)
def test_las_dos_entradas_nombran_toda_orden_y_ninguna_que_no_exista(entrada: str) -> None:
    filas = re.findall(r"^\| `([a-z-]+)` \|", (RAIZ / entrada).read_text(), re.MULTILINE)
    assert set(filas) == set(ORDENES)


@pytest.mark.parametrize("entrada", ENTRADAS)
def test_las_dos_entradas_dan_las_dos_ordenes_para_empezar(entrada: str) -> None:
    lineas = (RAIZ / entrada).read_text().splitlines()
    assert "./ventanilla demo" in lineas
    assert "./test" in lineas


def test_toda_la_version_es_la_misma() -> None:
    version = tomllib.loads((RAIZ / "pyproject.toml").read_text())["project"]["version"]
    cambios = re.findall(r"^## (\S+)", (RAIZ / "CHANGELOG.md").read_text(), re.MULTILINE)
    publicada = re.search(
        r'^softwareVersion: "(.+)"$', (RAIZ / "publiccode.yml").read_text(), re.MULTILINE
    )
    assert cambios[0] == version
    assert publicada is not None
    assert publicada[1] == version


def test_nada_nombra_un_registro_de_paquetes_ni_la_maquina_que_lo_armo() -> None:
    textos = {r: r.read_text(encoding="utf-8", errors="replace") for r in ARCHIVOS}
    senales = (*_REGISTROS, *_DE_LA_MAQUINA)
    assert [
        (str(r.relative_to(RAIZ)), s) for r, t in textos.items() for s in senales if s in t
    ] == []


def ancla(titulo: str) -> str:
    """El ancla con que se enlaza un título: minúsculas, guiones y sin puntuación."""
    limpio = re.sub(r"[`*_\[\]]|\([^)]*\)", "", titulo).strip().lower()
    letras = "".join(c for c in limpio if c in " -_" or unicodedata.category(c)[0] in "LN")
    return letras.replace(" ", "-")


def anclas(hoja: Path) -> set[str]:
    """Los títulos de una hoja, como se enlazan."""
    return {ancla(t) for t in re.findall(r"^#+ (.+)$", hoja.read_text(), re.MULTILINE)}


@pytest.mark.parametrize("hoja", HOJAS, ids=lambda r: str(r.relative_to(RAIZ)))
def test_ningun_enlace_interno_esta_roto(hoja: Path) -> None:
    rotos = []
    for enlace in _ENLACE.findall(_PROGRAMA.sub("", hoja.read_text())):
        if re.match(r"[a-z]+:", enlace):
            continue
        ruta, _, fragmento = enlace.partition("#")
        destino = (hoja.parent / ruta).resolve() if ruta else hoja
        if not destino.exists() or (fragmento and fragmento not in anclas(destino)):
            rotos.append(enlace)
    assert rotos == []


@pytest.mark.parametrize("hoja", HOJAS, ids=lambda r: str(r.relative_to(RAIZ)))
def test_todo_archivo_que_se_nombra_existe(hoja: Path) -> None:
    """Lo que va entre comillas de programa y parece un archivo del repositorio, está en él."""
    nombrados = re.findall(r"`((?:[\w.-]+/)+[\w.-]*)`", hoja.read_text())
    propios = [n for n in nombrados if n.split("/")[0] in CONOCIDAS]
    fuente = RAIZ / "src" / "ventanilla"
    publicas = [r for nombre in ("static", "templates") for r in fuente.rglob(nombre)]
    raices = [RAIZ, RAIZ / "src", fuente, *publicas]
    assert [n for n in propios if not any((r / n).exists() for r in raices)] == []


def test_ninguna_imagen_pesa_mas_de_120_kb_ni_sobra() -> None:
    imagenes = sorted((RAIZ / "docs" / "imagenes").glob("*.png"))
    textos = "".join(h.read_text() for h in HOJAS) + (RAIZ / "publiccode.yml").read_text()
    assert imagenes
    assert [i.name for i in imagenes if i.stat().st_size > 120 * 1024] == []
    assert [i.name for i in imagenes if i.name not in textos] == []


def test_la_descripcion_publica_cabe_en_su_norma() -> None:
    """publiccode.yml 0.4: las claves que exige y la descripción corta de 150 letras a lo sumo."""
    lineas = (RAIZ / "publiccode.yml").read_text().splitlines()
    primeras = {linea.split(":")[0] for linea in lineas if re.match(r"[a-zA-Z]", linea)}
    exigidas = {"publiccodeYmlVersion", "name", "url", "platforms", "developmentStatus"}
    exigidas |= {"softwareType", "description", "legal", "maintenance", "localisation"}
    cortas = [i for i, linea in enumerate(lineas) if linea.strip() == "shortDescription: >"]
    largos = [len(f"{lineas[i + 1].strip()} {lineas[i + 2].strip()}") for i in cortas]
    assert exigidas <= primeras
    assert len(cortas) == 2
    assert max(largos) <= 150
