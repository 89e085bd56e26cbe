"""El índice: la cadena nota cualquier cambio, y sus formas no engañan a nadie."""

import csv
import io
from dataclasses import asdict, replace
from datetime import date
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ventanilla.archivo.reglas.cierre import dia_de_cierre
from ventanilla.archivo.reglas.indice import (
    Caratula,
    Renglon,
    a_csv,
    a_xml,
    encadenar,
    paginas_de,
)
from ventanilla.archivo.reglas.trd import leer_trd
from ventanilla.comun.calendario import nacional
from ventanilla.comun.errores import Falta

pytestmark = pytest.mark.pura
PRIMERO = Renglon(
    id="1",
    orden=1,
    nombre="peticion.txt",
    tipo="Petición",
    creado="2026-11-20T08:00:00-05:00",
    incorporado="2026-11-20T08:01:00-05:00",
    sha256="a" * 64,
    tamano=10,
    formato="text/plain",
    origen="Electrónico",
)
CARATULA = Caratula("57-2026-1", "Petición 2026-1", "57", "Atención", "2026-11-20")


@given(st.sampled_from(["nombre", "tipo", "creado", "sha256", "formato"]), st.text(max_size=20))
def test_cambiar_un_renglon_cambia_su_huella_y_la_de_todos_los_siguientes(campo, valor) -> None:
    dicho = asdict(PRIMERO)
    otro = Renglon(**(dicho | {campo: f"{dicho[campo]}x{valor}"}))
    segundo = replace(PRIMERO, orden=2)
    bueno, malo = encadenar("", PRIMERO), encadenar("", otro)
    assert bueno != malo
    assert encadenar(bueno, segundo) != encadenar(malo, segundo)


@given(st.lists(st.integers(min_value=1, max_value=40), min_size=1, max_size=10))
def test_las_paginas_se_acumulan_sin_saltos(cuantas) -> None:
    rangos = paginas_de([replace(PRIMERO, paginas=n) for n in cuantas])
    inicios = [int(i) for i, _ in rangos]
    finales = [int(f) for _, f in rangos]
    assert inicios == [1, *(f + 1 for f in finales[:-1])]
    assert finales[-1] == sum(cuantas)


def test_sin_saber_las_paginas_de_uno_no_se_inventan_las_de_los_siguientes() -> None:
    con, sin = replace(PRIMERO, paginas=3), PRIMERO
    assert paginas_de([con, sin, con]) == [("1", "3"), ("", ""), ("", "")]


@pytest.mark.parametrize("malo", ["=1+1", "+57", "-1", "@SUM(A1)"])
def test_el_csv_no_lleva_formulas(malo) -> None:
    texto = a_csv([replace(PRIMERO, nombre=malo, tipo=malo)])
    fila = list(csv.reader(io.StringIO(texto.removeprefix("\ufeff"))))[1]
    assert fila[1:3] == [f"'{malo}", f"'{malo}"]
    assert fila[-1] == encadenar("", replace(PRIMERO, nombre=malo, tipo=malo))


def test_el_xml_se_lee_aunque_el_nombre_traiga_signos() -> None:
    raiz = ElementTree.fromstring(a_xml(CARATULA, [replace(PRIMERO, nombre='a<b>&"c".pdf')]))  # noqa: S314
    documento = raiz.find("TipoDocumentoFoliado/DocumentoIndizado")
    assert documento is not None
    assert documento.findtext("Nombre_Documento") == 'a<b>&"c".pdf'
    assert documento.findtext("Funcion_Resumen") == "SHA-256"
    assert raiz.findtext("Expediente/Codigo") == "57-2026-1"


def test_se_cierra_pasados_los_diez_dias_habiles_para_recurrir() -> None:
    # Viernes 20 de noviembre de 2026; el 8 de diciembre es festivo.
    assert dia_de_cierre(date(2026, 11, 20), nacional()) == date(2026, 12, 7)


@pytest.mark.parametrize(
    ("datos", "dicho"),
    [
        ({"serie": [{"codigo": "1", "nombre": "A"}]}, "falta [trd]"),
        ({"trd": {"version": "1"}}, "falta «acto»"),
        (
            {
                "trd": {"version": "1", "acto": "R", "desde": date(2020, 1, 1)},
                "serie": [{"codigo": "1.1", "nombre": "A", "madre": "1", "es_de_peticiones": True}],
            },
            "debe ir antes",
        ),
        (
            {
                "trd": {"version": "1", "acto": "R", "desde": date(2020, 1, 1)},
                "serie": [{"codigo": "1", "nombre": "A"}],
            },
            "la lleva una serie",
        ),
    ],
)
def test_una_trd_que_no_cuadra_dice_por_que(datos, dicho) -> None:
    faltas: list[Falta] = []
    leer_trd(datos, {}, faltas)
    assert any(dicho in f.mensaje for f in faltas), faltas
