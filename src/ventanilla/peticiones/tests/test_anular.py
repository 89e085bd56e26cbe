"""Verificar lo que llegó por encima del límite, anular un radicado y aceptar otra vez."""

from typing import Any

import pytest
from django.urls import reverse

from ventanilla.comun.cifrado import descifrar
from ventanilla.comun.errores import Cambiado, DatosInvalidos, SinPermiso
from ventanilla.comun.reloj import ahora
from ventanilla.conftest import dejar
from ventanilla.correspondencia.consultas import revisar_numeracion
from ventanilla.correspondencia.models import Envio, Radicado
from ventanilla.correspondencia.servicios.anular import anular_radicado
from ventanilla.directorio.consultas import calendario_de_la_entidad
from ventanilla.peticiones.consultas.diferencias import diferencias
from ventanilla.peticiones.consultas.verificacion import revisar_peticiones
from ventanilla.peticiones.models import Estado, Peticion
from ventanilla.peticiones.servicios.anular import anular, verificar
from ventanilla.peticiones.servicios.asignar import asignar_a_dependencia
from ventanilla.peticiones.servicios.competencia import aceptar_competencia

pytestmark = pytest.mark.django_db
MOTIVO = "Es la misma petición que entró dos veces por una falla de la red."


def leida(p: Peticion) -> Peticion:
    return Peticion.objects.select_related("radicado__serie", "dependencia", "identidad").get(
        pk=p.pk
    )


@pytest.fixture
def p(peticion) -> Peticion:
    return leida(peticion())


@pytest.fixture
def por_verificar(p) -> Peticion:
    dejar(p, estado=Estado.POR_VERIFICAR)
    return leida(p)


@pytest.fixture
def intacto():
    """Al final, el libro, los números y los relojes dicen lo mismo que la base."""
    yield
    assert list(revisar_peticiones()) == []
    assert list(diferencias(calendario=calendario_de_la_entidad())) == []
    revision = revisar_numeracion()
    assert (revision.huecos, revision.repetidos, revision.alteraciones) == ([], [], [])


@pytest.mark.usefixtures("intacto")
class TestAnular:
    def anular(self, p: Peticion, actor: Any, **cambios: Any) -> Peticion:
        datos = {"causa": "error", "motivo": MOTIVO} | cambios
        return anular(p, **datos, actor=actor, ahora=ahora())

    def test_el_numero_queda_gastado_y_la_persona_sabe_por_que(self, p, peticion, atencion, como):
        self.anular(p, como(atencion))
        radicado = Radicado.objects.get(pk=p.radicado_id)
        assert radicado.anulado_en is not None
        assert MOTIVO in radicado.anulado_por
        assert leida(p).estado == Estado.ANULADA
        assert leida(p).vence is None
        envio = Envio.objects.get(clase="anulacion")
        carta = descifrar(bytes(envio.carga), uso="envios", contexto=str(envio.uuid))
        assert MOTIVO in carta["datos"]["motivo"]
        otra = peticion()
        assert otra.radicado.consecutivo == (radicado.consecutivo or 0) + 1

    def test_duplicada_dice_con_cual_sigue(self, p, peticion, atencion, como):
        otra = peticion()
        self.anular(p, como(atencion), causa="duplicada", otro=otra.radicado.impreso)
        assert p.actuaciones.latest("orden").datos["sigue_en"] == otra.radicado.impreso

    def test_duplicada_de_si_misma_o_de_nadie_no_se_anula(self, p, atencion, como):
        for otro in ("", p.radicado.impreso, "2026-999999"):
            with pytest.raises(DatosInvalidos):
                self.anular(p, como(atencion), causa="duplicada", otro=otro)
        assert leida(p).estado == Estado.RADICADA

    @pytest.mark.parametrize(
        "malo", [{"motivo": "no"}, {"causa": "pereza"}, {"motivo": "x" * 5000}]
    )
    def test_sin_causa_ni_razon_no_se_anula(self, p, atencion, como, malo):
        with pytest.raises(DatosInvalidos):
            self.anular(p, como(atencion), **malo)
        assert Radicado.objects.get(pk=p.radicado_id).anulado_en is None

    def test_solo_la_direccion_de_atencion_y_una_sola_vez(
        self, p, beto, diego, fabio, elena, atencion, como
    ):
        for otro in (beto, diego, fabio, elena):
            with pytest.raises(SinPermiso):
                self.anular(p, como(otro))
        vieja = leida(p)
        self.anular(p, como(atencion))
        with pytest.raises(Cambiado):
            self.anular(vieja, como(atencion))
        with pytest.raises(SinPermiso):
            self.anular(leida(p), como(atencion))

    def test_un_radicado_anulado_no_se_anula_otra_vez(self, p, atencion, como):
        self.anular(p, como(atencion))
        with pytest.raises(Cambiado):
            anular_radicado(p.radicado, motivo=MOTIVO, ahora=ahora())

    def test_se_confirma_antes_y_la_consulta_publica_lo_dice(self, p, atencion, entrar, client):
        navegador = entrar(atencion)
        url = reverse("peticiones:anular", args=[p.uuid])
        datos = {"causa": "automatica", "motivo": "Es publicidad de un casino. Nada más."}
        assert "queda anulado" in navegador.post(url, datos).content.decode()
        assert leida(p).estado == Estado.RADICADA
        assert navegador.post(url, datos | {"confirmar": "si"}).status_code == 302
        assert leida(p).estado == Estado.ANULADA
        html = client.get(f"/verificar/{p.radicado.verificacion}/").content.decode()
        assert "Este número fue anulado" in html


@pytest.mark.usefixtures("intacto")
class TestVerificar:
    def test_sigue_su_tramite_sin_mover_el_termino(self, por_verificar, atencion, como):
        antes = list(por_verificar.plazos.values_list("clase", "fecha_vence"))
        verificar(por_verificar, actor=como(atencion), ahora=ahora())
        p = leida(por_verificar)
        assert p.estado == Estado.RADICADA
        assert list(p.plazos.values_list("clase", "fecha_vence")) == antes
        with pytest.raises(SinPermiso):
            verificar(p, actor=como(atencion), ahora=ahora())

    def test_la_dependencia_no_verifica(self, por_verificar, beto, diego, como):
        for otro in (beto, diego):
            with pytest.raises(SinPermiso):
                verificar(por_verificar, actor=como(otro), ahora=ahora())

    def test_en_la_hoja_es_lo_primero_y_en_la_bandeja_tiene_su_pestana(
        self, por_verificar, peticion, atencion, beto, entrar
    ):
        peticion(asunto="Una corriente")
        navegador = entrar(atencion)
        lista = navegador.get(reverse("bandeja:lista"), {"vista": "por-verificar"})
        html = lista.content.decode()
        assert por_verificar.asunto in html
        assert "Una corriente" not in html
        url = reverse("peticiones:verificar", args=[por_verificar.uuid])
        hoja = navegador.get(reverse("peticiones:peticion", args=[por_verificar.uuid]))
        assert url in hoja.content.decode()
        assert "Su término no cambia" in navegador.get(url).content.decode()
        assert navegador.post(url, follow=True).status_code == 200
        assert leida(por_verificar).estado == Estado.RADICADA
        otra = entrar(beto).get(reverse("bandeja:lista")).content.decode()
        assert "por-verificar" not in otra


def test_la_segunda_dependencia_tambien_dice_que_le_toca(
    p, beto, carla, atencion, dependencias, como, entrar
):
    aceptar_competencia(p, actor=como(beto), ahora=ahora())
    with pytest.raises(Cambiado):
        aceptar_competencia(leida(p), actor=como(beto), ahora=ahora())
    cumplida = p.plazos.get(clase="competencia").cumplido_en
    asignar_a_dependencia(
        leida(p), dependencia=dependencias.hacienda, actor=como(atencion), ahora=ahora()
    )
    hoja = entrar(carla).get(reverse("peticiones:peticion", args=[p.uuid])).content.decode()
    assert "Aceptar competencia" in hoja
    aceptar_competencia(leida(p), actor=como(carla), ahora=ahora())
    assert leida(p).estado == Estado.EN_TRAMITE
    assert p.plazos.get(clase="competencia").cumplido_en == cumplida
