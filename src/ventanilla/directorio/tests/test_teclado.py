"""Los atajos de una sola tecla: apagados de fábrica, y cada quien los cambia."""

import json
import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ventanilla.comun.errores import DatosInvalidos, SinPermiso
from ventanilla.comun.reloj import ahora
from ventanilla.directorio.reglas.teclado import (
    DE_FABRICA,
    estan_activos,
    faltas_en,
    guardable,
    teclas_de,
)
from ventanilla.directorio.servicios.teclado import guardar_atajos

RUTA = "/cuenta/teclado/"
BANDEJA = "/trabajo/"


def atajos_en(pagina: str) -> list[dict[str, str]]:
    """Los que la página le da al guion; vacío si no se los da."""
    hallados = re.search(r'data-atajos="([^"]*)"', pagina)
    return json.loads(unescape(hallados[1])) if hallados else []


@pytest.mark.django_db
def test_de_fabrica_estan_apagados_y_la_pagina_los_explica(beto, entrar) -> None:
    navegador = entrar(beto)
    assert atajos_en(navegador.get(BANDEJA).content.decode()) == []
    pagina = navegador.get(RUTA).content.decode()
    assert "Todo se hace sin ratón" in pagina
    assert 'value="j"' in pagina
    assert RUTA in navegador.get("/cuenta/seguridad/").content.decode()


@pytest.mark.django_db
def test_quien_los_enciende_y_les_cambia_la_tecla_los_tiene_en_sus_paginas(
    beto, diego, entrar
) -> None:
    navegador = entrar(beto)
    respuesta = navegador.post(RUTA, {**DE_FABRICA, "activos": "on", "bajar": "n"})
    assert respuesta.status_code == 302
    teclas = {a["codigo"]: a["tecla"] for a in atajos_en(navegador.get(BANDEJA).content.decode())}
    assert teclas == {**DE_FABRICA, "bajar": "n"}
    assert atajos_en(entrar(diego).get(BANDEJA).content.decode()) == []
    assert navegador.post(RUTA, {**DE_FABRICA, "bajar": "n"}).status_code == 302
    assert atajos_en(navegador.get(BANDEJA).content.decode()) == []
    assert 'value="n"' in navegador.get(RUTA).content.decode()


@pytest.mark.django_db
def test_se_vuelve_a_las_de_fabrica(beto, entrar) -> None:
    navegador = entrar(beto)
    navegador.post(RUTA, {**DE_FABRICA, "activos": "on", "bajar": "n"})
    navegador.post(RUTA, {**DE_FABRICA, "activos": "on", "bajar": "n", "de_fabrica": "si"})
    beto.refresh_from_db()
    assert estan_activos(beto.atajos)
    assert teclas_de(beto.atajos) == DE_FABRICA


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("tecla", "frase"),
    [("", "una sola tecla"), ("jj", "una sola tecla"), ("K", "ya es de"), ("\x07", "")],
)
def test_una_tecla_que_no_sirve_se_dice_y_no_cambia_nada(tecla, frase, beto, entrar) -> None:
    respuesta = entrar(beto).post(RUTA, {**DE_FABRICA, "subir": "k", "buscar": tecla})
    assert respuesta.status_code == 422
    assert frase in respuesta.content.decode()
    beto.refresh_from_db()
    assert beto.atajos == {}


@pytest.mark.django_db
def test_cada_quien_cambia_los_suyos(beto, diego, como, client, entrar) -> None:
    with pytest.raises(SinPermiso):
        guardar_atajos(beto, activos=True, teclas=DE_FABRICA, actor=como(diego), ahora=ahora())
    with pytest.raises(DatosInvalidos):
        guardar_atajos(beto, activos=True, teclas={}, actor=como(beto), ahora=ahora())
    assert client.get(RUTA).status_code == 302
    assert entrar(beto).delete(RUTA).status_code == 405


@given(st.dictionaries(st.sampled_from(sorted(DE_FABRICA)), st.text(max_size=3)))
def test_lo_guardado_siempre_da_una_tecla_distinta_por_atajo(cambios: dict[str, str]) -> None:
    teclas = teclas_de({"activos": True, "teclas": cambios})
    assert set(teclas) == set(DE_FABRICA)
    assert not faltas_en(teclas)
    assert teclas_de(guardable(activos=True, teclas=teclas)) == teclas


@pytest.mark.parametrize("raro", [None, [], {}, {"teclas": 3}, {"activos": "si"}, "x"])
def test_lo_guardado_con_otra_forma_es_apagado_y_de_fabrica(raro: object) -> None:
    assert not estan_activos(raro)
    assert teclas_de(raro) == DE_FABRICA
