"""¿Cuándo me deben responder?: la fecha, su cuenta y sus topes; lo mal escrito, al lado."""

import re
from datetime import date, timedelta

import pytest
from django.test import Client

from ventanilla.comun.fechas import fecha_larga
from ventanilla.comun.reloj import hoy
from ventanilla.directorio.models import DiaNoHabil, Entidad

RUTA = "/cuando-me-responden/"


def _pagina(client: Client, **datos: str) -> tuple[int, str]:
    respuesta = client.get(RUTA, datos)
    return respuesta.status_code, re.sub(r"\s+", " ", respuesta.content.decode())


@pytest.mark.parametrize(
    ("clase", "recibida", "vence"),
    [
        pytest.param("peticion", "2023-06-09", date(2023, 7, 5), id="C01-CPACA-14"),
        pytest.param("consulta", "2024-03-01", date(2024, 4, 17), id="C06-CPACA-14-2"),
        pytest.param("informacion", "2026-07-01", date(2026, 7, 16), id="C11-Ley-2578"),
        pytest.param("queja", "2023-01-01", date(2023, 1, 23), id="C15-domingo"),
        pytest.param("informacion", "2020-03-05", date(2020, 3, 19), id="C20-antes-D491"),
        pytest.param("informacion", "2020-04-01", date(2020, 5, 4), id="C23-D491"),
        pytest.param("habeas_data_reclamo", "2026-06-05", date(2026, 7, 1), id="C43-Ley-1581"),
    ],
)
def test_dice_la_fecha_que_la_ley_da(
    client: Client, entidad: Entidad, clase: str, recibida: str, vence: date
) -> None:
    estado, html = _pagina(client, clase=clase, fecha=recibida)
    assert estado == 200
    assert f"a más tardar el {fecha_larga(vence)}" in html


def test_muestra_los_dias_contados_en_calendario_y_en_lista(
    client: Client, entidad: Entidad
) -> None:
    _, html = _pagina(client, clase="peticion", fecha="2026-11-20")
    assert "<h1>Deben responderle a más tardar el lunes 14 de diciembre de 2026</h1>" in html or (
        "<h1>Debieron responderle a más tardar el lunes 14 de diciembre de 2026</h1>" in html
    )
    assert "lunes 23 de noviembre: día 1" in html
    assert "lunes 14 de diciembre: día 15, último día para responder" in html
    assert "martes 8 de diciembre: no cuenta" in html
    assert "Ley 1437 de 2011, art. 14" in html


def test_explica_lo_que_significa_cada_tope(client: Client, entidad: Entidad) -> None:
    _, html = _pagina(client, clase="informacion", fecha="2023-10-09")
    assert "Si pidió documentos y nadie responde" in html
    assert "viernes 27 de octubre de 2023" in html
    assert "Lo más que se puede alargar" in html


def test_si_ya_vencio_lo_dice_y_dice_que_hacer(client: Client, entidad: Entidad) -> None:
    _, html = _pagina(client, clase="peticion", fecha="2023-06-09")
    assert "Debieron responderle" in html
    assert "Venció hace" in html
    assert "tutela" in html


def test_si_le_pidieron_completarla_el_termino_se_detiene(client: Client, entidad: Entidad) -> None:
    _, html = _pagina(client, clase="peticion", fecha="2026-02-02", requerida="2026-02-05")
    assert "Por ahora el término está detenido" in html
    assert "Su plazo para completarla" in html
    _, html = _pagina(
        client,
        clase="peticion",
        fecha="2026-02-02",
        requerida="2026-02-05",
        completada="2026-02-10",
    )
    assert "a más tardar el " in html
    assert "término detenido" in html


def test_una_prorroga_avisada_a_tiempo_alarga_y_una_tardia_no(
    client: Client, entidad: Entidad
) -> None:
    datos = {"clase": "peticion", "fecha": "2026-02-02", "prorroga_hasta": "2026-03-06"}
    _, html = _pagina(client, **datos, prorroga_avisada="2026-02-20")
    assert "viernes 6 de marzo de 2026</h1>" in html
    _, html = _pagina(client, **datos, prorroga_avisada="2026-03-02")
    assert "después del vencimiento" in html
    assert "lunes 23 de febrero de 2026</h1>" in html


def test_una_felicitacion_no_tiene_termino(client: Client, entidad: Entidad) -> None:
    _, html = _pagina(client, clase="felicitacion", fecha="2026-02-02")
    assert "La ley no fija una fecha para responder" in html


def test_usa_los_cierres_de_la_entidad_y_muestra_las_dos_fechas(
    client: Client, entidad: Entidad
) -> None:
    DiaNoHabil.objects.create(fecha=date(2026, 2, 10), motivo="día cívico", acto="Decreto 1")
    _, html = _pagina(client, clase="peticion", fecha="2026-02-02")
    assert "lunes 23 de febrero de 2026</h1>" in html
    assert "Con todos los cierres de la entidad: 24/02/2026." in html


@pytest.mark.parametrize(
    ("fecha", "dice"),
    [
        ("2026-02-31", "no existe en el calendario"),
        ("31/02/2026", "no existe en el calendario"),
        ("1200-01-01", "Escriba una fecha entre"),
        ("2090-01-01", "Escriba una fecha entre"),
        ("99999-01-01", "no existe en el calendario"),
        ("0000-00-00", "no existe en el calendario"),
        ("ayer", "no existe en el calendario"),
        ("\x00", "no existe en el calendario"),
        ("<script>alert(1)</script>", "no existe en el calendario"),
        ("", "Escriba la fecha."),
    ],
)
def test_una_fecha_que_no_sirve_se_dice_junto_al_campo(
    client: Client, entidad: Entidad, fecha: str, dice: str
) -> None:
    estado, html = _pagina(client, clase="peticion", fecha=fecha)
    assert estado == 422
    assert dice in html
    assert 'aria-invalid="true"' in html
    assert "<script>alert" not in html


@pytest.mark.parametrize(
    ("datos", "dice"),
    [
        ({"clase": "", "fecha": "2026-02-02"}, "Escoja qué presentó"),
        ({"clase": "judicial", "fecha": "2026-02-02"}, "Escoja una opción de la lista"),
        ({"clase": "x" * 9000, "fecha": "2026-02-02"}, "Escoja una opción de la lista"),
        ({"clase": "peticion", "fecha": "2026-02-02", "hora": "25:99"}, "Escriba la hora"),
        (
            {"clase": "peticion", "fecha": "2026-02-02", "requerida": "2026-01-02"},
            "anterior al día en que la recibieron",
        ),
        (
            {"clase": "peticion", "fecha": "2026-02-02", "completada": "2026-02-12"},
            "Escriba también qué día le pidieron",
        ),
        (
            {"clase": "peticion", "fecha": "2026-02-02", "prorroga_avisada": "2026-02-12"},
            "Escriba la nueva fecha",
        ),
        (
            {
                "clase": "peticion",
                "fecha": "2026-02-02",
                "requerida": "2026-02-10",
                "completada": "2026-02-05",
            },
            "anterior al día en que le pidieron completarla",
        ),
        ({"clase": "peticion"}, "Escriba la fecha."),
    ],
)
def test_lo_que_falta_o_no_cuadra_se_dice_y_nada_se_pierde(
    client: Client, entidad: Entidad, datos: dict[str, str], dice: str
) -> None:
    estado, html = _pagina(client, **datos)
    assert estado == 422
    assert dice in html


def test_el_dia_de_hoy_y_los_que_vienen_se_pueden_preguntar(
    client: Client, entidad: Entidad
) -> None:
    estado, html = _pagina(client, clase="peticion", fecha=hoy().isoformat())
    assert estado == 200
    assert "Quedan 15 días hábiles" in html
    estado, _ = _pagina(client, clase="peticion", fecha=(hoy() + timedelta(days=30)).isoformat())
    assert estado == 200
