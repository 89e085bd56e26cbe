"""Los casos de `datos/casos_de_ley.json`: cada uno cita la norma de la que sale su fecha."""

import json
from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest

from ventanilla.comun.calendario import DiaLocal, Efecto, nacional
from ventanilla.terminos.computar import (
    Computo,
    Especial,
    Politica,
    Reactivacion,
    Recepcion,
    Transicion,
    Unidad,
    computar,
)
from ventanilla.terminos.lote import hecho_de

ARCHIVO = Path(__file__).resolve().parents[4] / "datos" / "casos_de_ley.json"
CASOS = json.loads(ARCHIVO.read_text(encoding="utf-8"))
DEL_COMPUTO = {
    "recibida_habil_siguiente": "vence_si_recibida_habil_siguiente",
    "con_cierres": "vence_con_cierres_locales",
    "sin_cierres": "vence_sin_cierres_locales",
}


def politica(datos: dict[str, Any]) -> Politica:
    leer: dict[str, Callable[[Any], Any]] = {
        "recepcion": Recepcion,
        "reactivacion": Reactivacion,
        "transicion_2207": Transicion,
        "hora_cierre": time.fromisoformat,
        "aclaracion_detiene": bool,
    }
    return Politica(**{nombre: leer[nombre](valor) for nombre, valor in datos.items()})


def cierre(datos: dict[str, Any]) -> DiaLocal:
    return DiaLocal(
        date.fromisoformat(datos["fecha"]),
        "cierre",
        efecto=Efecto(datos.get("efecto", "no_habil")),
        afecta_terminos_legales=datos["afecta_terminos_legales"],
        hasta=date.fromisoformat(datos["hasta"]) if "hasta" in datos else None,
    )


def computo(caso: dict[str, Any]) -> Computo:
    calendario = nacional(jornada_sabado=caso.get("jornada_sabado", False))
    return computar(
        caso["clase"],
        datetime.fromisoformat(caso["recibida"]),
        actuaciones=[hecho_de(fila) for fila in caso.get("actuaciones", [])],
        calendario=calendario.con(cierre(fila) for fila in caso.get("cierres", [])),
        politica=politica(caso.get("politica", {})),
        especial=Especial.de_json(caso["especial"]) if "especial" in caso else None,
        excluye_ampliacion=caso.get("excluye_ampliacion", False),
    )


def dado(resultado: Computo, lugar: str) -> object:
    topes = resultado.topes.como_dict()
    if lugar in topes:
        valor: object = topes[lugar]
    else:
        valor = getattr(resultado, DEL_COMPUTO.get(lugar, lugar))
    return valor.isoformat() if isinstance(valor, date) else valor


@pytest.mark.parametrize("caso", CASOS, ids=[f"{c['id']} [{c['fuente']}]" for c in CASOS])
def test_la_fecha_es_la_de_la_norma(caso):
    resultado = computo(caso)
    assert {lugar: dado(resultado, lugar) for lugar in caso["esperado"]} == caso["esperado"]


@pytest.mark.parametrize("caso", CASOS, ids=[c["id"] for c in CASOS])
def test_la_explicacion_llega_hasta_el_vencimiento(caso):
    resultado = computo(caso)
    dias = resultado.explicacion
    assert dias
    if resultado.vence is not None:
        assert dias[-1].fecha == resultado.vence
    if resultado.vence is not None and resultado.unidad is Unidad.HABILES:
        assert sum(dia.cuenta for dia in dias) == resultado.dias_totales


def test_los_casos_no_se_repiten():
    identificadores = [caso["id"] for caso in CASOS]
    assert len(identificadores) == len(set(identificadores))
