"""Cuándo notifica un correo: lo escoge la entidad, y rige lo del día en que salió."""

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse

from ventanilla.comun.errores import Cambiado
from ventanilla.comun.reloj import ahora
from ventanilla.conftest import ANA
from ventanilla.correspondencia.servicios import despachar as despachar_envio
from ventanilla.directorio.models import Entidad
from ventanilla.peticiones.consultas.verificacion import revisar_peticiones
from ventanilla.peticiones.models import Estado, Peticion, Respuesta
from ventanilla.peticiones.servicios.alcances import (
    componer_alcances,
    firmar_alcance,
    guardar_alcance,
)
from ventanilla.peticiones.servicios.componer import componer_respuesta
from ventanilla.peticiones.servicios.despachar import despachar
from ventanilla.peticiones.servicios.enviar_alcance import (
    enviar_alcance,
    notificar_alcance_por_acceso,
    notificar_alcances,
)
from ventanilla.peticiones.servicios.firmar import firmar
from ventanilla.peticiones.servicios.notificar import notificar_pendientes, notificar_por_acceso
from ventanilla.peticiones.servicios.responder import guardar_borrador
from ventanilla.peticiones.servicios.volver_a_despachar import volver_a_despachar

pytestmark = pytest.mark.django_db
ACEPTA = {"notificacion_correo": {"version": "2026-11-21"}}


def _leida(p: Peticion) -> Peticion:
    return Peticion.objects.select_related("radicado__serie", "dependencia", "identidad").get(
        pk=p.pk
    )


@pytest.fixture
def enviada(peticion, beto, diego, como):
    """Fábrica: una respuesta que salió por correo con esa regla, y el servidor la aceptó."""

    def fabricar(regla: str) -> Peticion:
        Entidad.objects.update(correo_notifica=regla)
        p = peticion(autorizaciones=ACEPTA)
        guardar_borrador(p, asunto="", texto="Hola.", version=0, actor=como(beto), ahora=ahora())
        r = firmar(_leida(p), version=1, actor=como(diego), ahora=ahora())
        componer_respuesta(r.pk, ahora=ahora())
        r = despachar(_leida(p), medio="correo", actor=como(diego), ahora=ahora())
        assert r.envio is not None
        despachar_envio(r.envio.pk, ahora=ahora())
        return _leida(p)

    return fabricar


def test_con_acceso_que_el_servidor_lo_acepte_no_cierra_el_termino(enviada) -> None:
    p = enviada("acceso")
    assert notificar_pendientes(ahora=ahora()) == 0
    assert p.plazos.get(clase="respuesta").cumplido_en is None
    assert notificar_por_acceso(p, ahora=ahora())
    p = _leida(p)
    assert p.estado == Estado.NOTIFICADA
    assert p.plazos.get(clase="respuesta").cumplido_en is not None
    assert Respuesta.objects.get(peticion=p).prueba["clase"] == "acceso"
    assert list(revisar_peticiones()) == []


def test_con_acceso_el_correo_no_trae_el_documento_y_dice_donde_abrirlo(enviada) -> None:
    enviada("acceso")
    (carta,) = [m for m in mail.outbox if m.to == [ANA.correo] and "respond" in m.body]
    assert carta.attachments == []
    assert "queda notificada cuando la abra" in carta.body
    assert reverse("atencion_web:consultar") in carta.body


def test_rige_lo_que_habia_el_dia_en_que_salio(enviada) -> None:
    por_aceptacion = enviada("aceptacion")
    por_acceso = enviada("acceso")
    Entidad.objects.update(correo_notifica="aceptacion")
    assert notificar_pendientes(ahora=ahora()) == 1
    assert _leida(por_aceptacion).estado == Estado.NOTIFICADA
    assert _leida(por_acceso).estado == Estado.ENVIADA


def test_quien_nunca_la_abre_se_notifica_por_aviso_despues_de_cinco_dias(
    enviada, diego, como
) -> None:
    p = enviada("acceso")
    with pytest.raises(Cambiado, match="puede abrir el correo hasta"):
        despachar(p, medio="aviso", actor=como(diego), ahora=ahora())
    despues = ahora() + timedelta(days=12)
    volver_a_despachar(
        _leida(p), medio="aviso", motivo="No la abrió.", vez=1, actor=como(diego), ahora=despues
    )
    assert notificar_pendientes(ahora=despues + timedelta(days=20)) == 1
    assert Respuesta.objects.get(peticion=p).prueba["clase"] == "aviso"


def test_la_pagina_dice_hasta_cuando_se_espera_y_que_hacer(enviada, diego, como, client) -> None:
    p = enviada("acceso")
    client.force_login(diego)
    pagina = client.get(reverse("peticiones:peticion", args=[p.uuid])).content.decode()
    assert "El término se cierra cuando la persona la abra con su clave" in pagina
    assert "por aviso" in pagina
    ruta = reverse("peticiones:volver_a_despachar", args=[p.uuid])
    assert ruta not in pagina
    ayer = (ahora() - timedelta(days=2)).date().isoformat()
    Respuesta.objects.update(prueba={"notifica": "acceso", "limite": ayer})
    hoja = reverse("peticiones:peticion", args=[p.uuid])
    assert ruta in client.get(hoja).content.decode()
    datos = {"medio": "aviso", "guia": "", "motivo": "No la abrió a tiempo.", "vez": "1"}
    assert client.post(ruta, datos).status_code == 302
    assert Respuesta.objects.get(peticion=p).medio == "aviso"


def test_un_alcance_sigue_la_misma_regla(enviada, diego, como) -> None:
    p = enviada("acceso")
    a = guardar_alcance(
        p, para="completar", asunto="", texto="Faltó.", version=0, actor=como(diego), ahora=ahora()
    )
    a.peticion = _leida(p)
    a = firmar_alcance(a, version=1, actor=como(diego), ahora=ahora())
    componer_alcances(ahora=ahora())
    a.refresh_from_db()
    a.peticion = _leida(p)
    a = enviar_alcance(a, medio="correo", actor=como(diego), ahora=ahora())
    assert a.envio is not None
    despachar_envio(a.envio.pk, ahora=ahora())
    assert notificar_alcances(ahora=ahora()) == 0
    a.refresh_from_db()
    assert notificar_alcance_por_acceso(a, ahora=ahora())
