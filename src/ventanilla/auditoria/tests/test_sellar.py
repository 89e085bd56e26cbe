"""Sellar fija lo asentado, una sola vez, y su línea llega a sellos.txt aunque haya un apagón."""

from pathlib import Path

import pytest

from ventanilla.auditoria.consultas import (
    comprobar_prueba,
    linea_de,
    prueba_de_inclusion,
    revisar_libro,
    ruta_de_sellos,
)
from ventanilla.auditoria.consultas.sellos import ruta_de_intencion
from ventanilla.auditoria.models import Asiento, HojaSello, Sello
from ventanilla.auditoria.reglas.prueba import falla_de_prueba
from ventanilla.auditoria.servicios import asentar, sellar
from ventanilla.comun.actores import SISTEMA
from ventanilla.comun.reloj import ahora
from ventanilla.comun.transaccion import escritura

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def datos(settings, tmp_path: Path) -> Path:
    """Una carpeta de datos para cada prueba."""
    settings.VENTANILLA_DATOS = tmp_path
    return tmp_path


def escribir(cuantos: int = 1, objeto: str = "prueba:1") -> list[Asiento]:
    with escritura():
        return [
            asentar(objeto, "hecha", actor=SISTEMA, ahora=ahora(), contenido={"n": n})
            for n in range(cuantos)
        ]


def sellos_escritos() -> list[str]:
    return [x for x in ruta_de_sellos().read_text().splitlines() if not x.startswith("#")]


def test_sin_nada_nuevo_no_hay_sello():
    assert sellar(ahora=ahora()) is None
    escribir()
    assert sellar(ahora=ahora()) is not None
    assert sellar(ahora=ahora()) is None


def test_cada_asiento_queda_en_un_solo_sello_y_los_sellos_se_encadenan():
    escribir(5)
    uno = sellar(ahora=ahora())
    escribir(3, "prueba:2")
    dos = sellar(ahora=ahora())
    assert uno
    assert dos
    assert (uno.numero, uno.cantidad, uno.previo) == (1, 5, "")
    assert (dos.numero, dos.cantidad, dos.previo) == (2, 3, uno.hash)
    assert HojaSello.objects.count() == Asiento.objects.count() == 8
    assert sellos_escritos() == [linea_de(s).texto() for s in Sello.objects.order_by("numero")]


def test_un_apagon_antes_de_escribir_la_linea_no_es_falta_y_se_completa_despues():
    escribir()
    sellar(ahora=ahora())
    antes = ruta_de_sellos().read_bytes()
    escribir()
    segundo = sellar(ahora=ahora())
    assert segundo
    # Como queda el disco si la luz se va después de confirmar: intención sí, línea no.
    ruta_de_sellos().write_bytes(antes)
    ruta_de_intencion().write_text(linea_de(segundo).texto() + "\n")
    assert revisar_libro().alteraciones == []
    assert sellar(ahora=ahora()) is None
    assert sellos_escritos()[-1] == linea_de(segundo).texto()
    assert not ruta_de_intencion().exists()
    assert revisar_libro().alteraciones == []


def test_un_renglon_a_medias_se_completa_debajo():
    escribir()
    primero = sellar(ahora=ahora())
    assert primero
    crudo = ruta_de_sellos().read_text()
    ruta_de_sellos().write_text(crudo[:-100])
    assert sellar(ahora=ahora()) is None
    assert sellos_escritos()[-1] == linea_de(primero).texto()
    assert revisar_libro().alteraciones == []


def test_un_sello_que_no_se_confirmo_no_deja_rastro():
    escribir()
    sello = sellar(ahora=ahora())
    assert sello
    escribir()
    ruta_de_intencion().write_text(linea_de(sello).texto().replace("sello 1", "sello 2") + "\n")
    assert revisar_libro().alteraciones == []
    otro = sellar(ahora=ahora())
    assert otro
    assert otro.numero == 2
    assert revisar_libro().alteraciones == []


def test_la_prueba_de_un_asiento_vale_sola_y_no_vale_para_otra_cosa():
    asientos = escribir(7)
    assert prueba_de_inclusion(asientos[3]) is None
    sellar(ahora=ahora())
    for asiento in asientos:
        prueba = prueba_de_inclusion(asiento)
        assert prueba is not None
        assert comprobar_prueba(prueba) == ""
        ajena = {**prueba, "asiento": {**prueba["asiento"], "hecho": "otra"}}
        assert comprobar_prueba(ajena) == "El asiento no corresponde a su huella."
        rehecha = {**prueba, "posicion": (prueba["posicion"] + 1) % 7}
        assert comprobar_prueba(rehecha) == "El camino no lleva a la raíz del sello."
        mayor = {**prueba, "sello": {**prueba["sello"], "numero": 9}}
        assert comprobar_prueba(mayor) == "El sello no corresponde a su huella."
        ajena_llave = falla_de_prueba(prueba, publica="00" * 32)
        assert ajena_llave == "La firma del sello no es de la entidad."
        assert comprobar_prueba({}) == "La prueba está incompleta o mal escrita."
