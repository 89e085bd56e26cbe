"""La comparación de dos versiones de la TRD y lo que impide adoptar una: puras."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from ventanilla.archivo.reglas.version_trd import (
    Adopcion,
    SerieEscrita,
    comparar_series,
    faltas_de_adopcion,
    faltas_de_version,
    numero_siguiente,
)

UNA = SerieEscrita(
    llave=1,
    viene_de=None,
    codigo="110-57",
    nombre="Peticiones",
    madre="",
    dependencia="",
    retencion_gestion=2,
    retencion_central=8,
    disposicion="Selección",
    tipos="",
    es_de_peticiones=True,
    codigo_inventado=False,
    abren=(),
)
ANIOS = st.none() | st.integers(0, 100)


@st.composite
def versiones(sortear: st.DrawFn) -> list[SerieEscrita]:
    cuantas = sortear(st.integers(0, 6))
    return [
        replace(
            UNA,
            llave=n + 1,
            codigo=f"110-{n}",
            retencion_gestion=sortear(ANIOS),
            es_de_peticiones=n == 0,
        )
        for n in range(cuantas)
    ]


@given(versiones())
def test_una_copia_sin_cambios_es_igual_en_todo(antes: list[SerieEscrita]) -> None:
    copia = [replace(s, llave=s.llave + 100, viene_de=s.llave) for s in antes]
    assert all(c.que == "igual" for c in comparar_series(antes, copia))


@given(versiones(), versiones())
def test_toda_serie_vieja_o_nueva_sale_una_vez(
    antes: list[SerieEscrita], despues: list[SerieEscrita]
) -> None:
    nuevas = [
        replace(s, llave=s.llave + 100, viene_de=s.llave if s.llave % 2 else None) for s in despues
    ]
    comparadas = comparar_series(antes, nuevas)
    assert [c.llave for c in comparadas if c.que != "sale"] == [s.llave for s in nuevas]
    continuadas = {s.viene_de for s in nuevas}
    salen = {c.llave for c in comparadas if c.que == "sale"}
    assert salen == {s.llave for s in antes} - continuadas


@given(ANIOS, ANIOS)
def test_un_cambio_de_retencion_se_dice_con_antes_y_despues(
    antes: int | None, despues: int | None
) -> None:
    vieja = replace(UNA, retencion_gestion=antes)
    nueva = replace(UNA, llave=2, viene_de=1, retencion_gestion=despues)
    (comparada,) = comparar_series([vieja], [nueva])
    assert (comparada.que == "cambia") == (antes != despues)
    assert len(comparada.cambios) == (antes != despues)


def test_donde_se_abren_expedientes_el_codigo_no_se_repite() -> None:
    otra = replace(UNA, llave=2, nombre="Otra", es_de_peticiones=False)
    assert any("repetido" in f.mensaje for f in faltas_de_version([UNA, otra]))
    actas = [replace(otra, llave=n, codigo="110-02", nombre=f"Actas {n}") for n in (3, 4)]
    assert faltas_de_version([UNA, *actas]) == []
    assert faltas_de_version([]) != []


def test_la_primera_puede_decir_desde_cuando_regia_y_las_demas_no_rigen_hacia_atras() -> None:
    hoy, ayer = date(2026, 3, 2), date(2026, 3, 1)
    dicha = Adopcion("3", "Resolución 1", ayer)
    assert faltas_de_adopcion(dicha, hoy=hoy, anterior=None, numero_ocupado=False) == []
    (falta,) = faltas_de_adopcion(dicha, hoy=hoy, anterior=date(2020, 1, 1), numero_ocupado=False)
    assert falta.campo == "desde"


@given(st.lists(st.integers(0, 999).map(str) | st.sampled_from(["2026-1", "única"])))
def test_el_numero_que_se_propone_nunca_esta_usado(usados: list[str]) -> None:
    assert numero_siguiente(usados) not in usados
