"""Cada plazo cita una norma explicada en `docs/normas.md`, y los dos dicen lo mismo."""

import tomllib
from datetime import date
from pathlib import Path

import pytest

from ventanilla.terminos.normas import REGLAS, Unidad

RAIZ = Path(__file__).resolve().parents[2]
CERTEZAS = {"leida": "leída", "segura": "segura", "por_confirmar": "por confirmar"}
PALABRAS = {Unidad.HABILES: ("día hábil", "días hábiles"), Unidad.MESES: ("mes", "meses")}


def filas() -> dict[str, list[str]]:
    """Las filas de todas las tablas de la página, por su primera celda."""
    lineas = (RAIZ / "docs" / "normas.md").read_text(encoding="utf-8").splitlines()
    celdas = [
        [celda.strip() for celda in linea.strip("|").split("|")]
        for linea in lineas
        if linea.startswith("| ") and not linea.startswith("| Regla")
    ]
    repetidas = {fila[0] for fila in celdas if [f[0] for f in celdas].count(fila[0]) > 1}
    assert repetidas == set()
    return {fila[0]: fila for fila in celdas}


NORMAS = filas()


@pytest.mark.parametrize("regla", REGLAS, ids=[regla.id for regla in REGLAS])
def test_cada_regla_esta_explicada_con_los_mismos_datos(regla):
    _, manda, plazo, rige, norma, certeza, fuente = NORMAS[regla.id]
    assert manda
    assert fuente
    assert norma == regla.norma
    assert certeza == CERTEZAS[regla.certeza]
    hasta = "" if regla.hasta == date.max else f" hasta {regla.hasta}"
    assert rige == f"desde {regla.desde}{hasta}"
    if regla.dias is None:
        assert plazo == "—"
        return
    mas = f", y {regla.prorroga_dias} más" if regla.prorroga_dias else ""
    assert plazo == f"{regla.dias} {PALABRAS[regla.unidad][regla.dias != 1]}{mas}"


def test_la_pagina_no_explica_reglas_que_ya_no_existen():
    con_plazo = {nombre for nombre, fila in NORMAS.items() if len(fila) == 7}
    assert con_plazo == {regla.id for regla in REGLAS}


def test_toda_certeza_es_una_de_las_tres():
    assert {fila[-2 if len(fila) == 7 else -1] for fila in NORMAS.values()} <= set(
        CERTEZAS.values()
    )


def test_cada_festivo_cita_una_norma_explicada():
    with (RAIZ / "datos" / "festivos.toml").open("rb") as archivo:
        citadas = {fila["norma"] for fila in tomllib.load(archivo)["festivo"]}
    assert citadas <= set(NORMAS)


def test_cada_regla_que_amplia_nombra_una_que_existe():
    identificadores = {regla.id for regla in REGLAS}
    assert {regla.amplia for regla in REGLAS if regla.amplia} <= identificadores
    assert len(identificadores) == len(REGLAS)
