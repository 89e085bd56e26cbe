"""Las páginas de los verbos del trámite."""

import pytest
from django.urls import reverse

from ventanilla.comun.actores import CIUDADANIA
from ventanilla.comun.fechas import fecha_larga
from ventanilla.comun.reloj import ahora
from ventanilla.directorio.consultas import calendario_de_la_entidad
from ventanilla.peticiones.models import Peticion
from ventanilla.peticiones.reglas.solicitud import Solicitante
from ventanilla.peticiones.servicios.completar import desistir
from ventanilla.peticiones.tests.verbos import FALTA, RAZON, RECIBIDA, VENCE, leida
from ventanilla.peticiones.views import verbos

pytestmark = pytest.mark.django_db


@pytest.fixture
def p(peticion) -> Peticion:
    return leida(peticion(ahora=RECIBIDA))


VERBOS = ("requerir", "aclarar", "prorrogar", "devolver", "clasificar", "nota")
ENVIADO = {
    "falta": FALTA,
    "duda": "No se entiende qué pide.",
    "motivo": RAZON,
    "nota": "Una nota",
    "clase": "informacion",
}


class TestPantallas:
    def ruta(self, verbo: str, p: Peticion) -> str:
        return reverse(f"peticiones:{verbo}", args=[p.uuid])

    @pytest.mark.parametrize("verbo", VERBOS)
    def test_el_jefe_abre_la_pagina_y_lo_hace(self, verbo, peticion, diego, entrar):
        p = peticion()
        navegador = entrar(diego)
        hoja = navegador.get(reverse("peticiones:peticion", args=[p.uuid])).content.decode()
        assert self.ruta(verbo, p) in hoja
        assert navegador.get(self.ruta(verbo, p)).status_code == 200
        vence = leida(p).plazos.get(clase="respuesta").fecha_vence
        assert vence is not None
        hasta = calendario_de_la_entidad().sumar_habiles(vence, 5)
        hecho = navegador.post(self.ruta(verbo, p), {**ENVIADO, "hasta": hasta.isoformat()})
        assert hecho.status_code == 302
        assert p.actuaciones.count() == 2

    @pytest.mark.parametrize("verbo", VERBOS)
    def test_lo_que_falta_se_dice_junto_a_su_campo(self, verbo, peticion, diego, entrar):
        p = peticion()
        malo = entrar(diego).post(self.ruta(verbo, p), {"hasta": "2020-01-01"})
        assert malo.status_code == 422
        assert p.actuaciones.count() == 1

    @pytest.mark.parametrize("verbo", VERBOS)
    def test_la_de_otra_dependencia_y_la_de_control_interno_no_se_tocan(
        self, verbo, peticion, carla, elena, entrar
    ):
        p = peticion()
        datos = {**ENVIADO, "hasta": "2030-01-01"}
        assert entrar(carla).post(self.ruta(verbo, p), datos).status_code == 403
        assert entrar(elena).post(self.ruta(verbo, p), datos).status_code == 302
        assert p.actuaciones.count() == 1

    @pytest.mark.parametrize("verbo", [v for v in VERBOS if v != "nota"])
    def test_lo_cerrado_no_se_tramita(self, verbo, peticion, diego, entrar):
        p = leida(peticion())
        desistir(p, actor=CIUDADANIA, ahora=ahora())
        entrar(diego).post(self.ruta(verbo, p), {**ENVIADO, "hasta": "2030-01-01"})
        assert p.actuaciones.count() == 2

    def test_pasado_el_dia_diez_la_pagina_advierte_y_deja_pedir(self, p, beto, entrar):
        navegador = entrar(beto)
        pagina = navegador.get(self.ruta("requerir", p)).content.decode()
        assert "El término seguirá corriendo" in pagina
        assert navegador.post(self.ruta("requerir", p), {"falta": FALTA}).status_code == 302

    def test_a_quien_no_dejo_correo_hay_que_avisarle_por_otro_lado_y_la_pagina_lo_dice(
        self, peticion, diego, entrar
    ):
        sin_correo = Solicitante(nombre="Ana Ficticia", direccion="Calle 1", ciudad="Ibagué")
        p = peticion(solicitante=sin_correo, medio_respuesta="postal")
        for verbo in ("requerir", "aclarar", "prorrogar"):
            assert "no dejó correo" in entrar(diego).get(self.ruta(verbo, p)).content.decode()
        con = peticion()
        assert (
            "no dejó correo" not in entrar(diego).get(self.ruta("requerir", con)).content.decode()
        )

    def test_vencida_la_pagina_de_ampliar_dice_por_que_no(self, p, diego, entrar):
        hoja = entrar(diego).get(self.ruta("prorrogar", p), follow=True).content.decode()
        assert f"El término venció el {fecha_larga(VENCE)}" in hoja


def test_lo_que_suele_seguir_queda_arriba_y_lo_demas_agrupado(peticion, diego, entrar) -> None:
    p = peticion()
    hoja = entrar(diego).get(f"/trabajo/peticiones/{p.uuid}/").content.decode()
    arriba, resto = hoja.split("Ver todo lo que puede hacer")
    for verbo in ("No es de mi dependencia", "Trasladar a otra autoridad"):
        assert verbo in arriba
        assert verbo not in resto
    assert "Con la persona" in resto
    assert "Dejar una nota interna" in resto


def test_ningun_verbo_se_queda_sin_grupo() -> None:
    agrupados = [nombre for _, nombres in verbos.GRUPOS for nombre in nombres]
    assert sorted(agrupados) == sorted(v.nombre for v in verbos.VERBOS)
    assert {n for nombres in verbos.PRIMERO.values() for n in nombres} <= set(agrupados)
