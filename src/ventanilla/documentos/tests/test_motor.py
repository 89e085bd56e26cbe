"""El motor da siempre los mismos bytes o ninguno."""

from __future__ import annotations

import threading
from dataclasses import replace

import pytest

from ventanilla.documentos import datos, motor, servicios
from ventanilla.documentos.motor import ErrorDocumento
from ventanilla.documentos.tests.lectura import lector
from ventanilla.documentos.tests.muestras import (
    CADA_DOCUMENTO,
    constancia_de_muestra,
    tabla_de_muestra,
)


@pytest.fixture(params=list(CADA_DOCUMENTO))
def pdf(request: pytest.FixtureRequest) -> bytes:
    return CADA_DOCUMENTO[request.param]()


def test_los_mismos_datos_dan_los_mismos_bytes(pdf: bytes, request: pytest.FixtureRequest) -> None:
    plantilla = request.node.callspec.params["pdf"]
    assert CADA_DOCUMENTO[plantilla]() == pdf


def test_desde_la_foto_guardada_salen_los_mismos_bytes() -> None:
    muestra = constancia_de_muestra()
    foto = datos.a_json(muestra)
    otra_vez = servicios.desde_foto("constancia", foto, datos.imagenes(muestra))
    assert otra_vez == servicios.constancia(muestra)
    assert len(foto) < 20_000


def test_otro_dato_da_otros_bytes() -> None:
    uno = servicios.constancia(constancia_de_muestra())
    assert servicios.constancia(constancia_de_muestra(radicado="2026-073413")) != uno


def test_la_fecha_del_documento_es_la_de_los_datos() -> None:
    creado = lector(servicios.constancia(constancia_de_muestra())).metadata
    assert creado is not None
    assert creado.creation_date == constancia_de_muestra().momento_radicacion


def test_varios_hilos_a_la_vez_dan_los_mismos_bytes() -> None:
    esperado = servicios.tabla(tabla_de_muestra())
    salidas: list[bytes] = []

    def componer() -> None:
        salidas.extend(servicios.tabla(tabla_de_muestra()) for _ in range(5))

    hilos = [threading.Thread(target=componer) for _ in range(4)]
    for hilo in hilos:
        hilo.start()
    for hilo in hilos:
        hilo.join()
    assert salidas == [esperado] * 20


def test_una_advertencia_de_typst_no_entrega_documento() -> None:
    plantilla = b'#set text(font: "No existe")\n#set document(title: "x")\nHola'
    with pytest.raises(ErrorDocumento, match="advertencias"):
        motor.compilar(plantilla, "{}", ["1.7"], motor.FECHA_FIJA, nombre="prueba")


def test_un_error_de_typst_no_entrega_documento_ni_cita_el_texto() -> None:
    with pytest.raises(ErrorDocumento) as error:
        motor.compilar(b'#panic("secreto")', "{}", ["1.7"], motor.FECHA_FIJA, nombre="prueba")
    assert "secreto" not in str(error.value)
    assert "secreto" in error.value.detalle


@pytest.mark.parametrize("nombre", ["no-existe", "../motor", "/etc/passwd", ""])
def test_solo_se_componen_las_plantillas_de_la_casa(nombre: str) -> None:
    with pytest.raises(ErrorDocumento, match="plantilla"):
        motor.componer(nombre, {})


def test_un_dato_que_no_es_json_se_rechaza() -> None:
    with pytest.raises(ErrorDocumento, match="datos"):
        motor.componer("tabla", {"titulo": object()})


def test_una_imagen_que_no_lo_es_se_rechaza() -> None:
    entidad = replace(constancia_de_muestra().entidad, escudo=b"MZ\x90 no soy imagen")
    with pytest.raises(ErrorDocumento, match="imagen"):
        servicios.constancia(constancia_de_muestra(entidad=entidad))


def test_sin_escudo_hay_documento() -> None:
    entidad = replace(constancia_de_muestra().entidad, escudo=None)
    assert servicios.constancia(constancia_de_muestra(entidad=entidad)).startswith(b"%PDF")


def test_la_foto_de_otra_plantilla_se_rechaza() -> None:
    with pytest.raises(ErrorDocumento, match="foto"):
        servicios.desde_foto("respuesta", datos.a_json(constancia_de_muestra()))
    with pytest.raises(ErrorDocumento, match="foto"):
        servicios.desde_foto("constancia", "[]")


def test_la_version_de_las_plantillas_es_una_huella() -> None:
    assert len(servicios.version_plantillas()) == 12
    assert int(servicios.version_plantillas(), 16) >= 0
