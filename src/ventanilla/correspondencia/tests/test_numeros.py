"""El número como lo escribe la gente: con ceros o sin ellos, con espacios, con letras."""

import pytest

from ventanilla.correspondencia.consultas import formas_impresas, numero_impreso
from ventanilla.correspondencia.reglas import NumeroEscrito, leer_numero


@pytest.mark.parametrize(
    ("escrito", "leido"),
    [
        ("2026-000012", NumeroEscrito("", 2026, 12)),
        ("2026-12", NumeroEscrito("", 2026, 12)),
        (" 2026 00012 ", NumeroEscrito("", 2026, 12)),
        ("2026000012", NumeroEscrito("", 2026, 12)),
        ("2026–12", NumeroEscrito("", 2026, 12)),
        ("12", NumeroEscrito("", None, 12)),
        ("2026", NumeroEscrito("", None, 2026)),
        ("s2026-12", NumeroEscrito("S", 2026, 12)),
        ("S-2026-12", NumeroEscrito("S", 2026, 12)),
        ("calle 12 con 5", None),
        ("2026-12-31", None),
        ("", None),
        ("٢٠٢٦-١٢", None),
    ],
)
def test_se_lee_el_numero_como_venga(escrito: str, leido: NumeroEscrito | None) -> None:
    assert leer_numero(escrito) == leido


@pytest.mark.django_db(transaction=True)
def test_se_imprime_como_lo_imprime_su_serie(radicada) -> None:
    radicado = radicada().radicado
    corto = f"{radicado.vigencia}-{radicado.consecutivo}"
    assert numero_impreso(corto) == radicado.impreso
    assert numero_impreso(radicado.impreso) == radicado.impreso
    assert formas_impresas(corto) == [corto, radicado.impreso]
    # Sin año, o de una vigencia que no se ha abierto, no se adivina.
    assert numero_impreso(str(radicado.consecutivo)) == str(radicado.consecutivo)
    assert numero_impreso("1999-1") == "1999-1"
    assert numero_impreso("una petición") == "una petición"
