"""Una persona lee las fechas como las diría un vecino y en hora de Colombia."""

from datetime import UTC, date, datetime

import pytest

from ventanilla.comun import fechas

LUNES = date(2026, 12, 14)
MOMENTO = datetime(2026, 12, 14, 15, 42, tzinfo=UTC)


def test_la_fecha_larga_dice_el_dia_de_la_semana() -> None:
    assert fechas.fecha_larga(LUNES) == "lunes 14 de diciembre de 2026"
    assert fechas.fecha_larga(LUNES, con_anio=False) == "lunes 14 de diciembre"
    assert fechas.fecha_larga(date(2024, 2, 29)) == "jueves 29 de febrero de 2024"


def test_la_fecha_corta_lleva_ceros() -> None:
    assert fechas.fecha_corta(date(2026, 3, 5)) == "05/03/2026"
    assert fechas.fecha_mediana(date(2026, 3, 5)) == "5 de marzo de 2026"


def test_el_momento_se_dice_en_hora_de_bogota() -> None:
    assert fechas.momento_largo(MOMENTO) == "lunes 14 de diciembre de 2026, 10:42 a. m."
    assert fechas.momento_corto(MOMENTO) == "14/12/2026, 10:42 a. m."


def test_la_noche_de_bogota_no_salta_al_dia_siguiente() -> None:
    noche = datetime(2027, 1, 1, 4, 59, tzinfo=UTC)
    assert fechas.momento_largo(noche) == "jueves 31 de diciembre de 2026, 11:59 p. m."


@pytest.mark.parametrize(
    ("hora_utc", "dicho"), [(5, "12:00 a. m."), (6, "1:00 a. m."), (17, "12:00 p. m.")]
)
def test_medianoche_y_mediodia_son_las_doce(hora_utc: int, dicho: str) -> None:
    assert fechas.hora(datetime(2026, 5, 4, hora_utc, 0, tzinfo=UTC)) == dicho


def test_un_momento_sin_zona_se_rechaza() -> None:
    with pytest.raises(ValueError, match="zona"):
        fechas.hora(MOMENTO.replace(tzinfo=None))


@pytest.mark.parametrize(
    ("dias", "dicho"),
    [
        (0, "hoy"),
        (1, "ayer"),
        (4, "hace 4 días"),
        (-1, "mañana"),
        (-3, "en 3 días"),
        (1200, "hace 1.200 días"),
    ],
)
def test_hace_cuanto_habla_como_un_vecino(dias: int, dicho: str) -> None:
    assert fechas.hace_cuanto(dias) == dicho


def test_el_plural_concuerda() -> None:
    assert fechas.dias(1) == "1 día"
    assert fechas.dias(0) == "0 días"
    assert fechas.dias(1, habiles=True) == "1 día hábil"
    assert fechas.dias(15, habiles=True) == "15 días hábiles"
    assert fechas.cantidad(1, "petición", "peticiones") == "1 petición"


@pytest.mark.parametrize(
    ("partes", "dicho"),
    [
        ([], ""),
        (["sábado"], "sábado"),
        (["sábado", "domingo"], "sábado y domingo"),
        (["a", "b", "c"], "a, b y c"),
        (["Bogotá", "Ibagué"], "Bogotá e Ibagué"),
        (["agua", "hielo"], "agua y hielo"),
    ],
)
def test_enumerar_pone_la_conjuncion(partes: list[str], dicho: str) -> None:
    assert fechas.enumerar(partes) == dicho
