"""Los oficios que no son la respuesta también son PDF/UA y PDF/A, con títulos en orden."""

from datetime import date

import pytest

from ventanilla.documentos.bloques import html_a_bloques
from ventanilla.documentos.servicios import respuesta
from ventanilla.documentos.tests.lectura import estructura, raiz
from ventanilla.documentos.tests.muestras import respuesta_de_muestra
from ventanilla.peticiones.reglas import oficios
from ventanilla.peticiones.reglas.escritura import a_html

CITADA = oficios.Citada("2026-000001", date(2026, 2, 2))
PEDIDA, LIMITE = date(2026, 2, 10), date(2026, 3, 10)
POR_QUE = "La vía es nacional.\n\n- La administra otra entidad.\n- No es municipal."
CADA_OFICIO = {
    "traslado": (
        oficios.de_traslado(CITADA, razon=POR_QUE, parcial=True, anexos=2, van_anexos=False),
        (),
    ),
    "sin_competente": (oficios.sin_competente(CITADA, razon=POR_QUE), oficios.TUTELA),
    "desistimiento": (
        oficios.de_desistimiento(
            CITADA, pedida=PEDIDA, falta="La dirección.", limite=LIMITE, razones=POR_QUE
        ),
        oficios.SOLO_REPOSICION,
    ),
    "archivo": (
        oficios.de_archivo_sin_aclarar(
            CITADA, pedida=PEDIDA, duda="¿Qué pide?", limite=LIMITE, razones=""
        ),
        oficios.DE_LO_NO_ACLARADO,
    ),
    "rechazo": (oficios.de_rechazo(CITADA, razones=POR_QUE), oficios.REPOSICION_Y_APELACION),
    "alcance": ("El arreglo empieza el lunes, no el martes.", oficios.TUTELA),
}


@pytest.fixture(params=list(CADA_OFICIO))
def pdf(request: pytest.FixtureRequest) -> bytes:
    cuerpo, recursos = CADA_OFICIO[request.param]
    datos = respuesta_de_muestra(
        cuerpo=tuple(html_a_bloques(a_html(cuerpo))), recursos=recursos, anexos=(), copias=()
    )
    return respuesta(datos)


def test_cada_oficio_es_pdf_ua_y_pdf_a(pdf: bytes) -> None:
    catalogo = raiz(pdf)
    xmp = catalogo["/Metadata"].get_object().get_data().decode()
    assert catalogo["/MarkInfo"]["/Marked"].value is True
    assert catalogo["/Lang"] == "es-CO"
    assert "<pdfuaid:part>1</pdfuaid:part>" in xmp
    assert "<pdfaid:part>2</pdfaid:part>" in xmp
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in xmp


def test_cada_oficio_se_lee_en_orden_y_su_qr_tiene_texto(pdf: bytes) -> None:
    partes = list(estructura(pdf))
    figuras = [e for e in partes if e["/S"] == "/Figure"]
    assert figuras
    assert all(str(f.get("/Alt", "")).strip() for f in figuras)
    previo = 0
    for nivel in (int(e["/S"][2:]) for e in partes if e["/S"] in {"/H1", "/H2", "/H3"}):
        assert nivel <= previo + 1
        previo = nivel
