"""La matriz de permisos está al día, y dice lo que la ley y la casa mandan."""

import pytest

from tests.arquitectura.matriz import DOCUMENTO, LA_SUYA, NO, POR_CONTRATO, SI, filas, tabla


def test_el_documento_de_permisos_esta_al_dia() -> None:
    assert DOCUMENTO.read_text() == tabla(), "Corra: python -m tests.arquitectura.matriz"


@pytest.mark.parametrize(
    ("accion", "quien", "puede"),
    [
        ("Firmar y dar número", "jefe", LA_SUYA),
        ("Firmar y dar número", POR_CONTRATO, NO),
        ("Firmar y dar número", "administrador", NO),
        ("Escribir el borrador", POR_CONTRATO, LA_SUYA),
        ("Leer la petición", "control_interno", SI),
        ("Leer la petición", "administrador", NO),
        ("Abrir los datos de contacto", "control_interno", NO),
        ("Decir qué tiene a cargo", "jefe", LA_SUYA),
        ("Quitar el segundo factor", "administrador", SI),
        ("Quitar el segundo factor", "jefe", NO),
        ("Leer la petición", "control_disciplinario", NO),
        ("Vincular, nombrar", "administrador", SI),
        ("Vincular, nombrar", "jefe", NO),
        ("Leer la hoja", "jefe", LA_SUYA),
    ],
)
def test_lo_que_no_se_puede_aflojar_sin_que_se_note(accion: str, quien: str, puede: str) -> None:
    variantes = ("(identidad reservada)", "(remitida a Control Disciplinario)")
    (celdas,) = [
        c for dicho, c in filas() if dicho.startswith(accion) and not dicho.endswith(variantes)
    ]
    assert celdas[quien] == puede


def test_lo_reservado_solo_lo_abre_la_direccion_de_atencion() -> None:
    reservadas = [c for dicho, c in filas() if "identidad reservada" in dicho]
    assert reservadas
    for celdas in reservadas:
        assert {quien for quien, puede in celdas.items() if puede != NO} == {"direccion_atencion"}
