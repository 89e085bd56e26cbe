"""Reconocer columnas y valores, y revisar los números: propuestas que la persona corrige."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ventanilla.importacion.reglas.columnas import FilaCruda
from ventanilla.importacion.reglas.gente import leer_dependencias, leer_personas, linea_de
from ventanilla.importacion.reglas.mapa import Mapa
from ventanilla.importacion.reglas.moldes import (
    MOLDES,
    PQRSD,
    codigo_de_serie,
    proponer,
    proponer_valores,
)
from ventanilla.importacion.reglas.numeracion import revisar_numeracion

pytestmark = pytest.mark.pura


def test_reconoce_las_columnas_de_un_archivo_de_verdad() -> None:
    encabezado = [
        "MES",
        "FECHA DE INGRESO",
        "CLASE DE SOLICITUD",
        "RADICADO",
        "TOTAL DÍAS",
        "FECHA LIMITE DE RESPUESTA",
        "FECHA DE RESPUESTA",
        "RADICADO DE RESPUESTA",
        "ESTADO",
        "CANAL",
    ]
    assert proponer(PQRSD, encabezado) == {
        "numero": "RADICADO",
        "recibida": "FECHA DE INGRESO",
        "clase": "CLASE DE SOLICITUD",
        "dias": "TOTAL DÍAS",
        "vence": "FECHA LIMITE DE RESPUESTA",
        "respondida": "FECHA DE RESPUESTA",
        "numero_respuesta": "RADICADO DE RESPUESTA",
        "estado": "ESTADO",
        "canal": "CANAL",
    }


@pytest.mark.parametrize("que", MOLDES)
def test_la_plantilla_de_cada_cosa_se_reconoce_entera(que: str) -> None:
    molde = MOLDES[que]
    titulos = [d.titulo for d in molde.datos]
    assert proponer(molde, titulos) == {d.codigo: d.titulo for d in molde.datos}


@given(st.lists(st.text(max_size=20), max_size=30))
def test_ninguna_columna_se_propone_dos_veces(encabezado: list[str]) -> None:
    propuesta = proponer(PQRSD, encabezado)
    assert len(set(propuesta.values())) == len(propuesta)
    assert set(propuesta.values()) <= set(encabezado)


def test_los_valores_conocidos_se_traducen_y_los_demas_quedan_para_la_persona() -> None:
    admitidos = {"abierta": "Abierta", "respondida": "Respondida", "trasladada": "Trasladada"}
    valores = ["FINALIZADO", "En trámite", "Trasladado a otra entidad", "zzz"]
    assert proponer_valores("estado", valores, admitidos) == {
        "FINALIZADO": "respondida",
        "En trámite": "abierta",
        "Trasladado a otra entidad": "trasladada",
    }


def test_una_serie_importada_nunca_toma_el_nombre_de_las_de_la_entidad() -> None:
    assert codigo_de_serie("Entrada") == "origen_entrada"
    assert codigo_de_serie("PISAMI 2.0") == "pisami_2_0"
    assert codigo_de_serie("123") == "origen_123"
    assert codigo_de_serie("…") == "origen"


def test_los_numeros_que_faltan_los_repetidos_y_los_parecidos() -> None:
    dicho = revisar_numeracion(
        ["2026-001", "2026-002", "2026-005", "000123", "123", "123", "90000"]
    )
    assert dicho.repetidos == {"123": 2}
    assert dicho.parecidos == (("000123", "123"),)
    assert (dicho.cantidad_faltan, dicho.faltan) == (2, ("2026-003", "2026-004"))


@given(st.sets(st.integers(1, 400), min_size=1))
def test_faltan_justo_los_que_no_estan_entre_el_primero_y_el_ultimo(enteros: set[int]) -> None:
    dicho = revisar_numeracion(f"A{n}" for n in enteros)
    assert dicho.cantidad_faltan == max(enteros) - min(enteros) + 1 - len(enteros)
    assert not {int(n[1:]) for n in dicho.faltan} & enteros


MAPA = Mapa(serie="", nombre="", columnas={"correo": "CORREO", "desde": "DESDE"})


def test_dos_cargos_de_una_persona_son_una_sola_persona() -> None:
    comun = {"correo": "ana@ejemplo.gov.co", "nombre": "Ana", "vinculacion": "Carrera"}
    filas = [
        FilaCruda(
            2, comun | {"vinculada_desde": "2020-01-15", "rol": "Funcionario", "desde": "1/2/2020"}
        ),
        FilaCruda(
            3, comun | {"vinculada_desde": "2020-01-15", "rol": "jefe", "desde": "2024-02-01"}
        ),
        FilaCruda(4, comun | {"desde": "ayer"}),
    ]
    tabla = leer_personas(filas, MAPA)
    (ana,) = tabla.datos["persona"]
    assert [n["rol"] for n in ana["nombramientos"]] == ["funcionario", "jefe"]
    assert ana["nombramientos"][0]["desde"] == date(2020, 2, 1)
    assert ana["vinculaciones"] == [{"clase": "carrera", "desde": date(2020, 1, 15)}]
    (mala,) = tabla.rechazos
    assert (mala.linea, mala.columna, mala.valor) == (4, "DESDE", "ayer")


def test_una_dependencia_dice_si_y_no_en_palabras() -> None:
    filas = [
        FilaCruda(2, {"codigo": "100", "es_atencion": "Sí"}),
        FilaCruda(3, {"es_atencion": "tal vez"}),
    ]
    tabla = leer_dependencias(filas, MAPA)
    assert tabla.datos["dependencia"] == [{"codigo": "100", "es_atencion": True}]
    assert tabla.rechazos[0].motivo == "se escribe sí o no"
    assert tabla.sin({2}).datos["dependencia"] == []
    assert linea_de("línea 12, [[persona]] 3") == 12
    assert linea_de("[entidad]") == 0
