"""La casa por dentro: lo que el linter de importaciones no ve."""

import ast
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models
from django.db.models.base import ModelBase

RAIZ = Path(__file__).resolve().parents[2]
FUENTE = RAIZ / "src" / "ventanilla"
CODIGO = [p for p in FUENTE.rglob("*.py") if "migrations" not in p.parts]
PRODUCTO = [p for p in CODIGO if "tests" not in p.parts and p.name != "conftest.py"]


def _calle() -> dict[str, int]:
    import tomllib

    contratos = tomllib.loads((RAIZ / "pyproject.toml").read_text())["tool"]["importlinter"][
        "contracts"
    ]
    capas = next(c["layers"] for c in contratos if c["id"] == "calle")
    return {casa.strip(" ()"): i for i, capa in enumerate(capas) for casa in capa.split("|")}


def _casa(modulo: str) -> str:
    return modulo.split(".")[1]


def _propios() -> list[type[models.Model]]:
    return [m for m in apps.get_models() if m.__module__.startswith("ventanilla.")]


def test_ninguna_llave_foranea_sube_la_calle() -> None:
    calle = _calle()
    suben = []
    for modelo in _propios():
        for campo in modelo._meta.get_fields(include_hidden=True):
            otro = getattr(campo, "related_model", None)
            if campo.auto_created or not isinstance(otro, ModelBase):
                continue
            if not otro.__module__.startswith("ventanilla."):
                continue
            desde, hacia = _casa(modelo.__module__), _casa(otro.__module__)
            if desde != hacia and calle[hacia] <= calle[desde]:
                suben.append(f"{modelo._meta.label}.{campo.name} → {otro.__name__}")
    assert not suben


def test_nadie_usa_llaves_genericas() -> None:
    genericas = [
        f"{m._meta.label}.{c.name}"
        for m in _propios()
        for c in m._meta.get_fields()
        if type(c).__name__ == "GenericForeignKey"
    ]
    assert not genericas


def test_toda_casa_instalada_tiene_sitio_en_la_calle() -> None:
    calle = _calle()
    casas = {_casa(c.name) for c in apps.get_app_configs() if c.name.startswith("ventanilla.")}
    assert casas <= set(calle)


@pytest.mark.parametrize("archivo", CODIGO, ids=lambda p: str(p.relative_to(FUENTE)))
def test_ningun_archivo_pasa_de_500_lineas(archivo: Path) -> None:
    assert len(archivo.read_text().splitlines()) <= 500


def test_no_hay_cajones() -> None:
    cajones = {"utils", "util", "helpers", "helper", "misc", "varios", "ayudantes", "managers"}
    assert not [p for p in FUENTE.rglob("*") if p.stem in cajones]


def test_solo_la_puerta_abre_transacciones() -> None:
    puerta = FUENTE / "comun" / "transaccion.py"
    fuera = [
        str(p.relative_to(FUENTE))
        for p in PRODUCTO
        if p != puerta and re.search(r"\batomic\b", p.read_text())
    ]
    assert not fuera


def _escrituras(archivo: Path, verbos: set[str]) -> list[int]:
    return [
        nodo.lineno
        for nodo in ast.walk(ast.parse(archivo.read_text()))
        if isinstance(nodo, ast.Call)
        and isinstance(nodo.func, ast.Attribute)
        and nodo.func.attr in verbos
        and "objects" in ast.unparse(nodo.func.value)
    ]


def test_solo_los_servicios_escriben() -> None:
    """Ni vistas ni consultas ni formularios guardan, crean, actualizan o borran filas."""
    verbos = {"save", "create", "update", "delete", "bulk_create", "bulk_update", "get_or_create"}
    pisos = {"views", "views.py", "consultas", "consultas.py", "forms.py", "api.py"}
    malos = [
        f"{archivo.relative_to(FUENTE)}:{linea}"
        for archivo in PRODUCTO
        if pisos & set(archivo.relative_to(FUENTE).parts)
        for linea in _escrituras(archivo, verbos)
    ]
    assert not malos


def test_los_servicios_no_conocen_la_web() -> None:
    con_web = [
        str(p.relative_to(FUENTE))
        for p in PRODUCTO
        if "servicios" in p.parts and re.search(r"\bHttpRe|\brequest\b", p.read_text())
    ]
    assert not con_web


def test_las_reglas_no_conocen_django_ni_al_importarse() -> None:
    con_django = [
        str(p.relative_to(FUENTE))
        for p in PRODUCTO
        if ({"reglas", "terminos"} & set(p.parts) or p.name == "reglas.py")
        and re.search(r"^\s*(from|import) django", p.read_text(), re.MULTILINE)
    ]
    assert not con_django


def test_todo_modelo_esta_en_el_glosario() -> None:
    glosario = (RAIZ / "docs" / "glosario.md").read_text()
    faltan = [m.__name__ for m in _propios() if f"`{m.__name__}`" not in glosario]
    assert not faltan


def test_todo_modelo_dice_que_es() -> None:
    callados = [
        m.__name__ for m in _propios() if not m.__doc__ or m.__doc__.startswith(f"{m.__name__}(")
    ]
    assert not callados


def test_toda_dependencia_directa_tiene_su_porque() -> None:
    pedidas = {
        re.split(r"[\[=><;\s]", linea)[0]
        for nombre in ("requirements.in", "requirements-test.in")
        for linea in (RAIZ / nombre).read_text().splitlines()
        if linea and not linea.startswith(("#", "-r"))
    }
    explicadas = (RAIZ / "docs" / "dependencias.md").read_text()
    assert not [p for p in sorted(pedidas) if f"`{p}`" not in explicadas]


def test_nada_queda_a_medias() -> None:
    palabras = re.compile(r"\b(TODO|FIXME|XXX)\b|NotImplementedError")
    a_medias = [f"{p.relative_to(RAIZ)}" for p in PRODUCTO if palabras.search(p.read_text())]
    assert not a_medias


def test_el_navegador_no_espera_con_lo_que_la_politica_de_contenido_prohibe() -> None:
    """`wait_for_function` vuelve a mirar con `eval`: solo sirve si no había nada que esperar."""
    pruebas = [*FUENTE.rglob("tests/**/*.py"), *(RAIZ / "tests").rglob("*.py")]
    con_eso = [p.name for p in pruebas if f"wait_for_{'function'}(" in p.read_text()]
    assert con_eso == []
