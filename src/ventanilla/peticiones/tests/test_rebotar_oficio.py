"""El correo de un oficio que vuelve después de aceptado: qué se abre, qué no y qué sigue."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from ventanilla.atencion.web.consultas.historia import historia_publica
from ventanilla.comun.errores import Cambiado, DatosInvalidos, SinPermiso
from ventanilla.correspondencia.models import Envio
from ventanilla.correspondencia.servicios import despachar_pendientes
from ventanilla.directorio.consultas import calendario_de_la_entidad
from ventanilla.peticiones.consultas.expediente import piezas_de
from ventanilla.peticiones.consultas.oficios import aviso_desde, correos_que_pueden_volver, vistos
from ventanilla.peticiones.consultas.verificacion import revisar_peticiones
from ventanilla.peticiones.models import Estado, Oficio
from ventanilla.peticiones.servicios.componer_oficio import componer_oficio
from ventanilla.peticiones.servicios.entregar_oficio import (
    anotar_entrega,
    enviar_otra_vez,
    oficio_leido,
)
from ventanilla.peticiones.servicios.notificar_oficio import notificar_oficios, notificar_por_aviso
from ventanilla.peticiones.servicios.rebotar_oficio import anotar_rebote_de_oficio
from ventanilla.peticiones.servicios.terminar import rechazar
from ventanilla.peticiones.servicios.trasladar import Autoridad, trasladar
from ventanilla.peticiones.tests.verbos import RECIBIDA, el, leida

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("intacto")]
RAZONES = "Toda la petición son insultos a una funcionaria y no pide nada."
INVIAS = Autoridad("Instituto Nacional de Vías", "radicacion@invias.ejemplo.gov.co", "Calle 25G")
EVIDENCIA = "550 5.1.1 La cuenta ana@ejemplo.com no existe"
ACEPTA = {"notificacion_correo": {"version": "2026-11-21"}}


def _leido(oficio: Oficio) -> Oficio:
    con = ("radicado", "documento", "remision", "aviso", "peticion__identidad")
    return Oficio.objects.select_related(*con).get(pk=oficio.pk)


@pytest.fixture
def notificado(peticion, diego, como):
    """Un rechazo que quedó notificado porque el servidor aceptó el correo."""
    p = leida(peticion(ahora=RECIBIDA, autorizaciones=ACEPTA))
    oficio = rechazar(p, razones=RAZONES, actor=como(diego), ahora=el(5))
    componer_oficio(oficio.pk, ahora=el(5))
    despachar_pendientes(ahora=el(5))
    assert notificar_oficios(ahora=el(6)) == 1
    return leida(p), _leido(oficio)


@pytest.fixture
def trasladado(peticion, diego, como):
    """Un traslado cuyo correo la autoridad aceptó y no ha acusado."""
    p = leida(peticion(ahora=RECIBIDA))
    oficio = trasladar(
        p,
        autoridad=INVIAS,
        razon="La vía es nacional y la administra Invías.",
        actor=como(diego),
        ahora=el(5),
    )
    componer_oficio(oficio.pk, ahora=el(5))
    despachar_pendientes(ahora=el(5))
    return leida(p), _leido(oficio)


def _rebota(p, oficio, actor, *, a="quien_pidio", dia=9, evidencia=EVIDENCIA) -> Oficio:
    datos = {"fecha": el(dia).date(), "evidencia": evidencia, "actor": actor, "ahora": el(dia)}
    anotar_rebote_de_oficio(leida(p), oficio, a=a, **datos)
    return _leido(oficio)


def test_el_acto_deja_de_estar_notificado_y_la_peticion_sigue_terminada(notificado, beto, como):
    p, oficio = notificado
    oficio = _rebota(p, oficio, como(beto))
    assert (oficio.entregado, oficio.prueba["clase"]) == (None, "rebote")
    assert (leida(p).estado, leida(p).esta_cerrada) == (Estado.RECHAZADA, True)
    (visto,) = vistos(leida(p))
    assert "El correo volvió («550 5.1.1 La cuenta (el correo) no existe»)" in visto.como_va
    assert notificar_oficios(ahora=el(10)) == 0
    assert "El correo con el oficio volvió" in [h["titulo"] for h in historia_publica(leida(p))]
    assert any("oficio-rebote" in pieza.nombre for pieza in piezas_de(leida(p)))


def test_despues_se_notifica_por_aviso_sin_esperar_mas(notificado, beto, como):
    p, oficio = notificado
    oficio = _rebota(p, oficio, como(beto))
    desde = aviso_desde(oficio, calendario_de_la_entidad())
    assert desde is not None
    assert desde <= el(9).date()
    notificar_por_aviso(leida(p), oficio, actor=como(beto), ahora=el(9))
    assert notificar_oficios(ahora=el(20)) == 1
    assert _leido(oficio).prueba["clase"] == "aviso"


def test_o_en_persona_con_su_prueba(notificado, beto, como):
    p, oficio = notificado
    oficio = _rebota(p, oficio, como(beto))
    datos = {"fecha": el(9).date(), "detalle": "Firmó aquí", "actor": como(beto), "ahora": el(9)}
    anotar_entrega(leida(p), oficio, **datos)
    assert _leido(oficio).prueba["clase"] == "entrega"


def test_si_despues_lo_abrio_sigue_notificado_desde_que_lo_abrio(notificado, beto, como):
    p, oficio = notificado
    assert not oficio_leido(leida(p), oficio, ahora=el(7))
    assert not oficio_leido(leida(p), oficio, ahora=el(8))
    assert leida(p).actuaciones.filter(tipo="lectura").count() == 1
    oficio = _rebota(p, oficio, como(beto))
    assert (oficio.entregado, oficio.prueba["clase"]) == (el(7), "acceso")
    tipos = list(leida(p).actuaciones.order_by("orden").values_list("tipo", flat=True))
    assert tipos[-3:] == ["lectura", "oficio_rebote", "oficio_entregado"]


def test_lo_probado_de_otro_modo_no_lo_deshace(peticion, diego, beto, como):
    p = leida(peticion(ahora=RECIBIDA, autorizaciones=ACEPTA))
    oficio = rechazar(p, razones=RAZONES, actor=como(diego), ahora=el(5))
    componer_oficio(oficio.pk, ahora=el(5))
    despachar_pendientes(ahora=el(5))
    assert oficio_leido(leida(p), _leido(oficio), ahora=el(6))
    assert correos_que_pueden_volver(_leido(oficio)) == {}
    with pytest.raises(Cambiado, match="lo prueba otra cosa"):
        _rebota(p, _leido(oficio), como(beto))


def test_el_de_la_autoridad_se_envia_a_otro_correo(trasladado, beto, como):
    p, oficio = trasladado
    oficio = _rebota(p, oficio, como(beto), a="autoridad")
    assert oficio.remision is not None
    assert oficio.remision.estado == Envio.Estado.DEVUELTO
    otro = {"correo": "ventanilla@invias.ejemplo.gov.co", "actor": como(beto), "ahora": el(9)}
    enviar_otra_vez(leida(p), oficio, **otro)
    titulos = [h["titulo"] for h in historia_publica(leida(p))]
    assert "El correo a la otra entidad volvió" in titulos
    assert leida(p).estado == Estado.TRASLADADA


def test_la_copia_de_un_traslado_tambien_puede_volver_y_no_cambia_su_prueba(trasladado, beto, como):
    p, oficio = trasladado
    datos = {"fecha": el(6).date(), "detalle": "Acuse 123", "actor": como(beto), "ahora": el(6)}
    anotar_entrega(p, oficio, **datos)
    oficio = _rebota(p, _leido(oficio), como(beto))
    assert oficio.prueba["detalle"] == "Acuse 123"
    assert "no llegó" in vistos(leida(p))[0].aviso
    with pytest.raises(Cambiado):
        _rebota(p, oficio, como(beto), a="autoridad")


def test_dos_veces_seguidas_solo_cuenta_una(notificado, beto, como):
    p, oficio = notificado
    otra_pestana = _leido(oficio)
    _rebota(p, oficio, como(beto))
    with pytest.raises(Cambiado):
        _rebota(p, otra_pestana, como(beto))
    assert leida(p).actuaciones.filter(tipo="oficio_rebote").count() == 1


def test_la_fecha_la_evidencia_y_cual_se_piden(notificado, beto, como):
    p, oficio = notificado
    datos: dict[str, Any] = {"actor": como(beto), "ahora": el(9)}
    bien: dict[str, Any] = {"a": "quien_pidio", "fecha": el(9).date(), "evidencia": EVIDENCIA}
    for mal in (
        {"fecha": el(10).date()},
        {"fecha": (RECIBIDA - timedelta(days=1)).date()},
        {"evidencia": "volvió"},
        {"a": "autoridad"},
    ):
        with pytest.raises(DatosInvalidos):
            anotar_rebote_de_oficio(leida(p), oficio, **(bien | mal), **datos)


def test_quien_cambie_la_prueba_en_la_base_queda_descubierto(notificado, beto, como):
    p, oficio = notificado
    oficio = _rebota(p, oficio, como(beto))
    Oficio.objects.update(entregado=el(6), prueba={"clase": "correo"})
    assert ["prueba de su entrega" in a.que for a in revisar_peticiones()] == [True]
    Oficio.objects.update(entregado=None, prueba=oficio.prueba)


class TestPagina:
    def test_dice_que_pasa_lo_pide_y_vuelve_con_lo_que_sigue(self, notificado, atencion, entrar):
        p, oficio = notificado
        ruta = reverse("peticiones:oficio_rebote", args=[p.uuid, oficio.orden])
        navegador = entrar(atencion)
        hoja = reverse("peticiones:peticion", args=[p.uuid])
        assert ruta in navegador.get(hoja).content.decode()
        pagina = navegador.get(ruta).content.decode()
        assert "deja de estar notificado" in pagina
        corta = {"a": "quien_pidio", "fecha": "2026-02-09", "evidencia": "volvió"}
        mala = navegador.post(ruta, corta)
        assert mala.status_code == 422
        assert "volvió</textarea>" in mala.content.decode()
        r = navegador.post(ruta, corta | {"evidencia": EVIDENCIA}, follow=True)
        assert "Falta notificarlo: en persona, por correo postal o por aviso." in r.content.decode()
        assert "Notificarlo por aviso" in r.content.decode()
        otra = navegador.get(ruta, follow=True)
        assert "no hay un correo aceptado" in otra.content.decode()

    def test_de_un_traslado_se_escoge_cual_volvio(self, trasladado, atencion, entrar):
        p, oficio = trasladado
        ruta = reverse("peticiones:oficio_rebote", args=[p.uuid, oficio.orden])
        pagina = entrar(atencion).get(ruta).content.decode()
        assert "El de Instituto Nacional de Vías" in pagina
        assert "El de quien pidió" in pagina

    def test_nadie_mas_lo_anota(
        self, notificado, carla, elena, fabio, atencion, como, entrar, client
    ):
        p, oficio = notificado
        ruta = reverse("peticiones:oficio_rebote", args=[p.uuid, oficio.orden])
        for alguien in (carla, elena, fabio):
            with pytest.raises(SinPermiso):
                _rebota(p, oficio, como(alguien))
        assert client.get(ruta).status_code == 302
        assert entrar(carla).get(ruta).status_code == 403
        assert entrar(elena).get(ruta).status_code == 302
        otro = reverse("peticiones:oficio_rebote", args=[p.uuid, 99])
        assert entrar(fabio).get(ruta).status_code == 403
        assert entrar(atencion).get(otro).status_code == 404
