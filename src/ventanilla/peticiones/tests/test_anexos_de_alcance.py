"""Los documentos que acompañan un alcance: las mismas reglas que los de la respuesta."""

import json

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from ventanilla.atencion.web.tests.test_mi_peticion import entrar_con_clave
from ventanilla.comun.errores import Cambiado, SinPermiso
from ventanilla.comun.reloj import ahora
from ventanilla.correspondencia.servicios import despachar as despachar_envio
from ventanilla.peticiones.consultas.expediente import piezas_de
from ventanilla.peticiones.consultas.verificacion import revisar_peticiones
from ventanilla.peticiones.models import Alcance, AnexoDeAlcance
from ventanilla.peticiones.servicios.alcances import (
    componer_alcances,
    firmar_alcance,
    guardar_alcance,
)
from ventanilla.peticiones.servicios.anexos_de_salida import (
    agregar_anexos,
    quitar_anexo,
    recibir_anexos,
)
from ventanilla.peticiones.servicios.despachar import MAXIMO_EN_EL_CORREO
from ventanilla.peticiones.servicios.enviar_alcance import enviar_alcance

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("intacto")]
PDF = b"%PDF-1.7 plano corregido"


def _leido() -> Alcance:
    return Alcance.objects.select_related(
        "peticion__radicado", "peticion__dependencia", "peticion__identidad", "radicado", "autor"
    ).get()


@pytest.fixture
def con_anexo(respondida, beto, como):
    """Fábrica: un borrador de alcance con un anexo de esos bytes."""

    def fabricar(datos: bytes = PDF) -> Alcance:
        quien = {"actor": como(beto), "ahora": ahora()}
        borrador = guardar_alcance(
            respondida,
            para="corregir",
            asunto="",
            texto="Este es el plano bueno.",
            version=0,
            **quien,
        )
        agregar_anexos(borrador, recibir_anexos([("Plano.pdf", [datos])]), version=1, **quien)
        return _leido()

    return fabricar


@pytest.fixture
def firmado(con_anexo, diego, como):
    """Fábrica: el mismo, ya firmado y con su PDF."""

    def fabricar(datos: bytes = PDF) -> Alcance:
        firmar_alcance(con_anexo(datos), version=2, actor=como(diego), ahora=ahora())
        componer_alcances(ahora=ahora())
        return _leido()

    return fabricar


def test_se_adjunta_y_se_quita_en_la_pagina_sin_perder_el_texto(respondida, beto, entrar) -> None:
    navegador = entrar(beto)
    datos = {"accion": "guardar", "para": "completar", "texto": "Va el plano."}
    nuevo = reverse("peticiones:nuevo_alcance", args=[respondida.uuid])
    plano = SimpleUploadedFile("Plano de la vía.pdf", PDF)
    r = navegador.post(nuevo, datos | {"version": 0, "anexos": [plano]}, follow=True)
    assert "con 1 archivo más" in r.content.decode()
    assert "Plano de la vía.pdf" in r.content.decode()
    pagina = reverse("peticiones:alcance", args=[respondida.uuid, 1])
    malo = SimpleUploadedFile("virus.exe", b"MZ....")
    r = navegador.post(pagina, datos | {"version": 2, "anexos": [malo]}, follow=True)
    assert "El texto quedó guardado. «virus.exe» es un programa" in r.content.decode()
    r = navegador.post(pagina, datos | {"version": 3, "quitar": "1"}, follow=True)
    assert "Se quitó «Plano de la vía.pdf»" in r.content.decode()
    assert not AnexoDeAlcance.objects.exists()
    assert "Va el plano." in Alcance.objects.get().cuerpo


def test_su_huella_va_en_el_oficio_en_el_libro_y_en_el_expediente(firmado) -> None:
    alcance = firmado()
    anexo = AnexoDeAlcance.objects.get()
    (listado,) = json.loads(alcance.instantanea["foto"])["anexos"]
    assert (listado["nombre"], listado["sha256"]) == ("Plano.pdf", anexo.guardado.sha256)
    (pieza,) = [p for p in piezas_de(alcance.peticion) if p.sha256 == anexo.guardado.sha256]
    assert (pieza.nombre, pieza.creado) == ("alcance-1-anexo-1.pdf", alcance.firmada)


def test_quien_lo_cambie_en_la_base_queda_descubierto(firmado) -> None:
    firmado()
    anexo = AnexoDeAlcance.objects.get()
    AnexoDeAlcance.objects.all().delete()
    assert ["anexos" in a.que for a in revisar_peticiones()] == [True]
    anexo.save(force_insert=True)


def test_mientras_es_borrador_no_esta_en_el_expediente(con_anexo) -> None:
    alcance = con_anexo()
    assert not any("alcance" in p.nombre for p in piezas_de(alcance.peticion))


def test_se_firma_lo_que_se_leyo_y_despues_no_se_toca(con_anexo, beto, diego, como) -> None:
    alcance = con_anexo()
    with pytest.raises(Cambiado):
        firmar_alcance(alcance, version=1, actor=como(diego), ahora=ahora())
    firmar_alcance(alcance, version=2, actor=como(diego), ahora=ahora())
    componer_alcances(ahora=ahora())
    quien = {"actor": como(beto), "ahora": ahora()}
    with pytest.raises(Cambiado):
        quitar_anexo(_leido(), 1, version=2, **quien)
    with pytest.raises(Cambiado):
        agregar_anexos(_leido(), recibir_anexos([("b.pdf", [PDF])]), version=2, **quien)


@pytest.mark.parametrize("quien", ["carla", "elena", "fabio"])
def test_de_otra_dependencia_nadie_le_pone(con_anexo, como, request, quien) -> None:
    actor = como(request.getfixturevalue(quien))
    with pytest.raises(SinPermiso):
        agregar_anexos(con_anexo(), [], version=2, actor=actor, ahora=ahora())


def test_va_en_el_correo_si_cabe(firmado, beto, como) -> None:
    enviar_alcance(firmado(), medio="correo", actor=como(beto), ahora=ahora())
    carta = _la_carta()
    assert [a.filename for a in carta.attachments][1:] == ["alcance-1-anexo-1.pdf"]
    assert "También va 1 anexo." in carta.body


def test_el_que_no_cabe_en_el_correo_se_baja_de_la_consulta(firmado, beto, como) -> None:
    pesado = firmado(PDF + b"0" * MAXIMO_EN_EL_CORREO)
    enviar_alcance(pesado, medio="correo", actor=como(beto), ahora=ahora())
    carta = _la_carta()
    assert len(carta.attachments) == 1
    assert "El oficio tiene 1 anexo que pesa mucho" in carta.body


def _la_carta() -> mail.EmailMultiAlternatives:
    envio = Alcance.objects.get().envio
    assert envio is not None
    despachar_envio(envio.pk, ahora=ahora())
    (carta,) = [m for m in mail.outbox if m.to == ["ana@ejemplo.com"]]
    assert isinstance(carta, mail.EmailMultiAlternatives)
    return carta


def test_la_persona_lo_baja_con_su_clave_despues_de_enviado(firmado, beto, como) -> None:
    alcance = firmado()
    cliente, ruta = entrar_con_clave(alcance.peticion)
    anexo = f"{ruta}alcance/1/anexo/1/"
    assert cliente.get(anexo).status_code == 404
    enviar_alcance(alcance, medio="consulta", actor=como(beto), ahora=ahora())
    bajado = cliente.get(anexo)
    assert bajado.getvalue() == PDF
    assert bajado["Content-Disposition"] == 'attachment; filename="alcance-1-anexo-1.pdf"'
    for pagina in (ruta, f"{ruta}alcance/1/"):
        assert anexo in cliente.get(pagina).content.decode()
    assert cliente.get(f"{ruta}alcance/1/anexo/2/").status_code == 404
    assert cliente.post(anexo).status_code == 405
    assert Client().get(anexo)["Location"].startswith("/consultar/")


def test_lo_baja_quien_tramita_y_nadie_de_otra_dependencia(con_anexo, entrar, beto, carla) -> None:
    alcance = con_anexo()
    ruta = reverse("peticiones:anexo_de_alcance", args=[alcance.peticion.uuid, 1, 1])
    assert b"".join(entrar(beto).get(ruta).streaming_content) == PDF
    assert entrar(carla).get(ruta).status_code == 403
    assert entrar(beto).post(ruta).status_code == 405
    otra = reverse("peticiones:anexo_de_alcance", args=[alcance.peticion.uuid, 1, 9])
    assert entrar(beto).get(otra).status_code == 404
