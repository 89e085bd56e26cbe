"""Devolver un borrador para corregir: quién puede, quién lo ve y qué sigue."""

import pytest
from django.core import mail
from django.urls import reverse

from ventanilla.comun.errores import DatosInvalidos, SinPermiso
from ventanilla.comun.reloj import ahora
from ventanilla.correspondencia.models import Envio
from ventanilla.correspondencia.servicios import despachar as despachar_envio
from ventanilla.peticiones.consultas.verificacion import revisar_peticiones
from ventanilla.peticiones.models import Estado, Peticion
from ventanilla.peticiones.servicios.corregir import devolver_borrador
from ventanilla.peticiones.servicios.firmar import firmar
from ventanilla.peticiones.servicios.responder import guardar_borrador, proyectar

pytestmark = pytest.mark.django_db
COMENTARIO = "Falta decir la fecha del arreglo."


def _leida(p: Peticion) -> Peticion:
    return Peticion.objects.select_related("radicado__serie", "dependencia").get(pk=p.pk)


@pytest.fixture
def por_firmar(peticion, beto, como):
    """Una petición con su respuesta esperando la firma."""
    p = peticion()
    quien = {"actor": como(beto), "ahora": ahora()}
    guardar_borrador(p, asunto="", texto="El hueco se arregla.", version=0, **quien)
    proyectar(p, version=1, **quien)
    return _leida(p)


def test_solo_quien_la_iba_a_firmar(
    por_firmar, beto, carla, elena, fabio, gabi, atencion, como
) -> None:
    for alguien in (beto, carla, elena, fabio, gabi, atencion):
        with pytest.raises(SinPermiso):
            devolver_borrador(por_firmar, comentario=COMENTARIO, actor=como(alguien), ahora=ahora())


def test_quien_lo_escribio_lo_lee_arriba_del_editor_en_su_bandeja_y_en_su_correo(
    por_firmar, beto, diego, entrar
) -> None:
    ruta = reverse("peticiones:devolver_borrador", args=[por_firmar.uuid])
    jefe = entrar(diego)
    revisar = reverse("peticiones:revisar", args=[por_firmar.uuid])
    assert ruta in jefe.get(revisar).content.decode()
    r = jefe.post(ruta, {"comentario": COMENTARIO}, follow=True)
    assert "volvió a Beto Ficticio" in r.content.decode()
    assert _leida(por_firmar).estado == Estado.POR_CORREGIR
    quien_escribe = entrar(beto)
    editor = quien_escribe.get(reverse("peticiones:escribir", args=[por_firmar.uuid]))
    assert COMENTARIO in editor.content.decode()
    assert "El hueco se arregla." in editor.content.decode()
    bandeja = quien_escribe.get("/trabajo/?vista=dependencia").content.decode()
    assert "Devuelta para corregir" in bandeja
    envio = Envio.objects.get(clase="borrador_devuelto")
    despachar_envio(envio.pk, ahora=ahora())
    (carta,) = [m for m in mail.outbox if m.to == [beto.email]]
    assert COMENTARIO not in carta.body
    assert f"/trabajo/peticiones/{por_firmar.uuid}/respuesta/" in carta.body
    assert list(revisar_peticiones()) == []


def test_la_persona_que_pidio_no_lo_ve(por_firmar, diego, como) -> None:
    devolver_borrador(por_firmar, comentario=COMENTARIO, actor=como(diego), ahora=ahora())
    assert not por_firmar.actuaciones.get(tipo="borrador_devuelto").es_publica
    assert _leida(por_firmar).get_estado_display() == "En trámite"


def test_dos_veces_seguidas_o_ya_firmada_no(por_firmar, diego, como, entrar) -> None:
    quien = {"actor": como(diego), "ahora": ahora()}
    devolver_borrador(_leida(por_firmar), comentario=COMENTARIO, **quien)
    with pytest.raises(SinPermiso, match="no está para la firma"):
        devolver_borrador(_leida(por_firmar), comentario=COMENTARIO, **quien)
    firmar(_leida(por_firmar), version=1, **quien)
    ruta = reverse("peticiones:devolver_borrador", args=[por_firmar.uuid])
    r = entrar(diego).post(ruta, {"comentario": COMENTARIO}, follow=True)
    assert "ya está firmada" in r.content.decode()


def test_corregido_pasa_otra_vez_a_firma_y_el_comentario_deja_de_salir(
    por_firmar, beto, diego, como, entrar
) -> None:
    devolver_borrador(por_firmar, comentario=COMENTARIO, actor=como(diego), ahora=ahora())
    quien = {"actor": como(beto), "ahora": ahora()}
    p = _leida(por_firmar)
    guardar_borrador(p, asunto="", texto="Se arregla el lunes.", version=1, **quien)
    proyectar(p, version=2, **quien)
    assert _leida(p).estado == Estado.PROYECTADA
    editor = entrar(beto).get(reverse("peticiones:escribir", args=[p.uuid])).content.decode()
    assert COMENTARIO not in editor


def test_sin_decir_que_corregir_no_se_devuelve(por_firmar, diego, como, entrar) -> None:
    with pytest.raises(DatosInvalidos):
        devolver_borrador(por_firmar, comentario="No.", actor=como(diego), ahora=ahora())
    ruta = reverse("peticiones:devolver_borrador", args=[por_firmar.uuid])
    r = entrar(diego).post(ruta, {"comentario": "No."})
    assert r.status_code == 422
    assert "No." in r.content.decode()
