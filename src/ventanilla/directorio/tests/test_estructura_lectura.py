"""El archivo de estructura: qué se entiende, y cómo se dice lo que no."""

from pathlib import Path

import pytest

from ventanilla.directorio.models import (
    Dependencia,
    DiaNoHabil,
    Entidad,
    Nombramiento,
    Usuario,
    Vinculacion,
)
from ventanilla.directorio.reglas import estructura as reglas
from ventanilla.directorio.reglas.fichas import Campo, EstructuraInvalida
from ventanilla.estructura.consultas.plan import OPCIONES, leer_archivo
from ventanilla.estructura.reglas import tipos as catalogo
from ventanilla.peticiones.models import TipoDocumental

pytestmark = pytest.mark.pura
EJEMPLO = Path(__file__).resolve().parents[4] / "datos" / "estructura.ejemplo.toml"


def faltas(texto: str) -> dict[str, str]:
    with pytest.raises(EstructuraInvalida) as error:
        leer_archivo(texto)
    return {f.campo: f.mensaje for f in error.value.faltas}


def test_el_ejemplo_que_se_entrega_se_entiende_entero() -> None:
    archivo = leer_archivo(EJEMPLO.read_text())
    assert len(archivo.estructura.dependencias) == 3
    assert [len(p.nombramientos) for p in archivo.estructura.personas] == [1, 2]
    assert archivo.estructura.entidad.datos["recepcion"] == "dia_siguiente_habil"
    assert len(archivo.tipos) == 2


@pytest.mark.parametrize(
    ("texto", "lugar", "dicho"),
    [
        ('[entidad]\nnonbre = "A"', "[entidad]", "«nonbre» no es un dato"),
        ('[entidades]\nnombre = "A"', "«entidades»", "no se conoce"),
        ('[entidad]\ncorreo = "sin arroba"', "[entidad], «correo»", "no es un correo"),
        ('[entidad]\nnombre = ""', "[entidad], «nombre»", "no puede quedar vacío"),
        ("[entidad]\nnombre = 3", "[entidad], «nombre»", "entre comillas"),
        (f'[entidad]\nnit = "{"1" * 21}"', "[entidad], «nit»", "caben 20"),
        ('[reglamento]\nrecepcion = "ayer"', "[reglamento], «recepcion»", "no se conoce"),
        ("[reglamento]\njornada_sabado = 1", "[reglamento], «jornada_sabado»", "true (sí)"),
        ("[entidad]\ndias_de_alerta = 0", "[entidad], «dias_de_alerta»", "va de 1 a 15"),
        ("[entidad]\ndias_de_alerta = 16", "[entidad], «dias_de_alerta»", "va de 1 a 15"),
        ('[entidad]\ndias_de_alerta = "3"', "[entidad], «dias_de_alerta»", "número entero"),
        ("[entidad]\ndias_de_alerta = true", "[entidad], «dias_de_alerta»", "número entero"),
        ('[dependencia]\ncodigo = "1"', "«dependencia»", "doble corchete"),
        (
            '[[dependencia]]\ncodigo = "1"\n\n[[dependencia]]\ncodigo = "1"',
            "línea 4, [[dependencia]] 2",
            "«codigo» repetido: ya está en línea 1",
        ),
        ('[[dependencia]]\nnombre = "A"', "línea 1, [[dependencia]] 1", "falta «codigo»"),
        (
            '[[dependencia]]\ncodigo = "a/b"',
            "línea 1, [[dependencia]] 1, «codigo»",
            "no sirve de código",
        ),
        (
            '# nada\n[[dia]]\nfecha = "2027-02-30"\nacto = "D"\nmotivo = "M"',
            "línea 2, [[dia]] 1, «fecha»",
            "fecha sin comillas",
        ),
        (
            '[[dia]]\nfecha = 1900-01-01\nacto = "D"\nmotivo = "M"',
            "línea 1, [[dia]] 1, «fecha»",
            "el año va de 1984",
        ),
        ("[[dia]]\nfecha = 2027-02-30", "línea 2", "esa fecha no existe"),
        ('[entidad]\nnombre = "A"\nnombre = "B"', "línea 3", "repetida"),
        ("[entidad\n", "línea 1", "no se entiende"),
        (
            '[[tipo]]\ncodigo = "x"\nclase = "nada"',
            "línea 1, [[tipo]] 1, «clase»",
            "no se conoce",
        ),
    ],
)
def test_cada_error_dice_su_sitio(texto: str, lugar: str, dicho: str) -> None:
    halladas = faltas(texto)
    assert lugar in halladas
    assert dicho in halladas[lugar]


PERSONA = '[[persona]]\ncorreo = "a@b.co"\nnombre = "A"\n'


@pytest.mark.parametrize(
    ("nombramiento", "dicho"),
    [
        ('{ rol = "mago", desde = 2020-01-01, acto = "D" }', "«mago» no se conoce"),
        ('{ rol = "jefe", desde = 2020-01-01, acto = "D" }', "falta «dependencia»"),
        ('{ rol = "administrador", desde = 2020-01-01 }', "falta «acto»"),
    ],
)
def test_un_nombramiento_incompleto_no_entra(nombramiento: str, dicho: str) -> None:
    halladas = faltas(f"{PERSONA}nombramientos = [{nombramiento}]")
    assert any(dicho in mensaje for mensaje in halladas.values())


def test_la_misma_persona_o_el_mismo_cargo_dos_veces_se_dice() -> None:
    assert "repetido" in "".join(faltas(PERSONA + PERSONA).values())
    cargo = '{ rol = "administrador", desde = 2020-01-01, acto = "D" }'
    dicho = faltas(f"{PERSONA}nombramientos = [{cargo}, {cargo}]")
    assert "nombramiento repetido" in "".join(dicho.values())


def test_se_dicen_todos_los_errores_de_una_vez() -> None:
    texto = '[entidad]\ncorreo = "x"\n[[dependencia]]\nnombre = "A"\n[[persona]]\nnombre = "B"'
    assert len(faltas(texto)) == 3


@pytest.mark.parametrize(
    ("campos", "modelo", "columnas"),
    [
        (reglas.ENTIDAD, Entidad, {}),
        (reglas.DEPENDENCIA, Dependencia, {"padre": ""}),
        (reglas.DIA, DiaNoHabil, {}),
        (reglas.PERSONA, Usuario, {"correo": "email", "activa": "is_active"}),
        (reglas._nombramiento(OPCIONES), Nombramiento, {"dependencia": ""}),
        (reglas._vinculacion(OPCIONES), Vinculacion, {}),
        (catalogo.TIPO, TipoDocumental, {"clase": "clase_por_defecto", "dependencia": ""}),
    ],
    ids=lambda v: getattr(v, "__name__", ""),
)
def test_lo_que_cabe_en_el_archivo_cabe_en_la_base(
    campos: dict[str, Campo], modelo, columnas: dict[str, str]
) -> None:
    for nombre, campo in campos.items():
        if columna := columnas.get(nombre, nombre):
            largo = modelo._meta.get_field(columna).max_length or 0
            assert campo.opciones or campo.largo == largo, nombre
            assert all(len(opcion) <= largo for opcion in campo.opciones), nombre
