"""Ampliar, devolver y anotar: qué mueve cada uno y quién puede."""

from datetime import date

import pytest
from django.urls import reverse

from ventanilla.comun.errores import Cambiado, DatosInvalidos, SinPermiso
from ventanilla.peticiones.models import Peticion
from ventanilla.peticiones.servicios.asignar import asignar_a_dependencia
from ventanilla.peticiones.servicios.competencia import aceptar_competencia
from ventanilla.peticiones.servicios.devolver import anotar_por_dentro, devolver
from ventanilla.peticiones.servicios.prorrogar import ProrrogaNoProcede, prorrogar
from ventanilla.peticiones.servicios.requerir import requerir
from ventanilla.peticiones.tests.verbos import (
    FALTA,
    RAZON,
    RECIBIDA,
    VENCE,
    VISPERA,
    correos,
    el,
    leida,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def p(peticion) -> Peticion:
    return leida(peticion(ahora=RECIBIDA))


@pytest.mark.usefixtures("intacto")
class TestProrrogar:
    def test_el_jefe_amplia_hasta_el_doble_y_el_aviso_sale_en_el_mismo_acto(self, p, diego, como):
        prorrogar(p, hasta=date(2026, 3, 16), motivo=RAZON, actor=como(diego), ahora=VISPERA)
        assert p.plazos.get(clase="respuesta").fecha_vence == date(2026, 3, 16)
        [correo] = correos("prorroga")
        assert correo["datos"] | {"antes": "2026-02-23", "hasta": "2026-03-16"} == correo["datos"]

    @pytest.mark.parametrize(
        "hasta", [VENCE, date(2026, 3, 17), date(2026, 3, 14)], ids=["igual", "de más", "sábado"]
    )
    def test_una_fecha_que_no_cabe_no_se_acepta(self, p, diego, como, hasta):
        with pytest.raises(DatosInvalidos):
            prorrogar(p, hasta=hasta, motivo=RAZON, actor=como(diego), ahora=VISPERA)
        assert not correos("prorroga")

    def test_vencido_el_termino_ya_no_se_amplia_y_dice_la_norma(self, p, diego, como):
        with pytest.raises(ProrrogaNoProcede, match="artículo 14, parágrafo"):
            prorrogar(p, hasta=date(2026, 3, 10), motivo=RAZON, actor=como(diego), ahora=el(24))
        assert p.plazos.get(clase="respuesta").fecha_vence == VENCE

    def test_el_mismo_dia_del_vencimiento_todavia_se_puede(self, p, diego, como):
        prorrogar(p, hasta=date(2026, 3, 2), motivo=RAZON, actor=como(diego), ahora=el(23))
        assert p.plazos.get(clase="respuesta").fecha_vence == date(2026, 3, 2)

    def test_detenido_no_hace_falta(self, p, beto, diego, como):
        requerir(p, falta=FALTA, actor=como(beto), ahora=el(10))
        with pytest.raises(ProrrogaNoProcede, match="detenido"):
            prorrogar(p, hasta=date(2026, 3, 2), motivo=RAZON, actor=como(diego), ahora=el(11))

    def test_sin_razon_no_se_amplia(self, p, diego, como):
        with pytest.raises(DatosInvalidos):
            prorrogar(p, hasta=date(2026, 3, 2), motivo="Falta", actor=como(diego), ahora=VISPERA)

    @pytest.mark.parametrize("quien", ["beto", "carla", "elena", "fabio", "gabi", "atencion"])
    def test_solo_amplia_quien_firma(self, p, como, request, quien):
        actor = como(request.getfixturevalue(quien))
        with pytest.raises(SinPermiso):
            prorrogar(p, hasta=date(2026, 3, 2), motivo=RAZON, actor=actor, ahora=VISPERA)


@pytest.mark.usefixtures("intacto")
class TestDevolver:
    MOTIVO = "Es un asunto del impuesto predial."

    def test_vuelve_a_atencion_con_la_sugerida_y_sin_responsable(self, p, beto, como, dependencias):
        vencia = p.vence
        devolver(
            p, motivo=self.MOTIVO, sugerida=dependencias.hacienda, actor=como(beto), ahora=el(3)
        )
        assert p.dependencia_id == dependencias.atencion.pk
        assert (p.responsable_id, p.vence) == (None, vencia)
        hecho = p.actuaciones.get(tipo="devuelta")
        assert hecho.datos == {"de": "1500", "sugerida": "1200"}

    def test_atencion_ve_la_sugerida_y_ya_escogida(
        self, p, beto, atencion, como, dependencias, entrar
    ):
        devolver(
            p, motivo=self.MOTIVO, sugerida=dependencias.hacienda, actor=como(beto), ahora=el(3)
        )
        ruta = reverse("peticiones:peticion", args=[p.uuid])
        hoja = entrar(atencion).get(ruta).content.decode()
        assert "Sugiere: Secretaría de Hacienda" in hoja
        assert f'<option value="{dependencias.hacienda.pk}" selected>' in hoja

    def test_lo_aceptado_no_se_devuelve_y_lo_que_acepto_otra_si(
        self, p, beto, carla, atencion, como, dependencias
    ):
        aceptar_competencia(p, actor=como(beto), ahora=el(3))
        with pytest.raises(Cambiado):
            devolver(p, motivo=self.MOTIVO, actor=como(beto), ahora=el(3))
        asignar_a_dependencia(
            p, dependencia=dependencias.hacienda, actor=como(atencion), ahora=el(4)
        )
        devolver(leida(p), motivo=self.MOTIVO, actor=como(carla), ahora=el(4))
        assert leida(p).dependencia_id == dependencias.atencion.pk

    def test_sin_motivo_o_hacia_si_misma_no_se_devuelve(self, p, beto, como, dependencias):
        for motivo, sugerida in (("no", None), (self.MOTIVO, dependencias.infraestructura)):
            with pytest.raises(DatosInvalidos):
                devolver(p, motivo=motivo, sugerida=sugerida, actor=como(beto), ahora=el(3))


@pytest.mark.usefixtures("intacto")
class TestNota:
    def test_la_leen_quienes_tramitan_y_no_la_persona(self, p, beto, como):
        nota = anotar_por_dentro(p, nota="Llamar antes.", actor=como(beto), ahora=el(3))
        assert not nota.es_publica
        assert nota.motivo == "Llamar antes."

    @pytest.mark.parametrize("quien", ["carla", "elena", "fabio"])
    def test_quien_no_la_tramita_no_anota(self, p, como, request, quien):
        with pytest.raises(SinPermiso):
            anotar_por_dentro(
                p, nota="Algo", actor=como(request.getfixturevalue(quien)), ahora=el(3)
            )
