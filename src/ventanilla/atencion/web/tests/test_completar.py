"""Con su clave, la persona completa, pide más tiempo, aclara y retira su petición."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from ventanilla.atencion.web.tests.conftest import PNG
from ventanilla.atencion.web.tests.test_mi_peticion import entrar_con_clave
from ventanilla.comun.reloj import ahora
from ventanilla.peticiones.models import Estado, Peticion
from ventanilla.peticiones.servicios.requerir import devolver_para_aclarar, requerir

FALTA = "Falta la dirección exacta del hueco."


@pytest.fixture
def requerida(peticion, beto, como) -> Peticion:
    p: Peticion = peticion()
    requerir(p, falta=FALTA, actor=como(beto), ahora=ahora())
    return p


def test_lee_lo_que_falta_y_lo_entrega_con_un_archivo(requerida):
    cliente, ruta = entrar_con_clave(requerida)
    pagina = cliente.get(ruta).content.decode()
    assert FALTA in pagina
    assert "Completar mi petición" in pagina
    assert "enctype" in cliente.get(f"{ruta}completar/").content.decode()
    foto = SimpleUploadedFile("mi casa.png", PNG)
    envio = {"texto": "Carrera 5 con 42", "anexos": [foto]}
    pagina = cliente.post(f"{ruta}completar/", envio, follow=True).content.decode()
    assert "La recibimos" in pagina
    assert "Usted escribió: Carrera 5 con 42" in pagina
    assert f'<a href="{ruta}anexo/1/">Anexo 1</a>' in pagina
    assert "anexo-1.png" in pagina
    assert "Completar mi petición" not in pagina
    assert Peticion.objects.get(pk=requerida.pk).estado == Estado.EN_TRAMITE


@pytest.mark.parametrize(
    "envio",
    [
        {"texto": ""},
        {"texto": "Va", "anexos": [SimpleUploadedFile("virus.exe", b"MZ" + b"0" * 90)]},
    ],
    ids=["vacío", "un programa"],
)
def test_lo_que_no_sirve_se_explica_y_no_se_pierde_el_turno(requerida, envio):
    cliente, ruta = entrar_con_clave(requerida)
    malo = cliente.post(f"{ruta}completar/", envio)
    assert malo.status_code == 422
    assert "Falta corregir" in malo.content.decode()
    assert Peticion.objects.get(pk=requerida.pk).estado == Estado.REQUERIDA


def test_el_segundo_envio_no_entra_y_se_le_dice(requerida):
    cliente, ruta = entrar_con_clave(requerida)
    cliente.post(f"{ruta}completar/", {"texto": "Una"})
    pagina = cliente.post(f"{ruta}completar/", {"texto": "Dos"}, follow=True).content.decode()
    assert "No hay nada pendiente de su parte" in pagina
    assert requerida.actuaciones.filter(tipo="complemento").count() == 1


def test_pide_mas_tiempo_una_sola_vez(requerida):
    cliente, ruta = entrar_con_clave(requerida)
    assert "Necesito más tiempo" in cliente.get(ruta).content.decode()
    pagina = cliente.post(f"{ruta}mas-tiempo/", follow=True).content.decode()
    assert "Ahora tiene hasta el" in pagina
    assert "Necesito más tiempo" not in pagina
    pagina = cliente.post(f"{ruta}mas-tiempo/", follow=True).content.decode()
    assert "una sola vez" in pagina


def test_aclara_lo_que_no_se_entendio(peticion, beto, como):
    p = peticion()
    devolver_para_aclarar(p, duda="No se entiende qué pide.", actor=como(beto), ahora=ahora())
    cliente, ruta = entrar_con_clave(p)
    assert "No se entiende qué pide." in cliente.get(ruta).content.decode()
    cliente.post(f"{ruta}completar/", {"texto": "Que tapen el hueco."})
    assert p.actuaciones.filter(tipo="aclaracion").count() == 1


def test_retirarla_pide_confirmar_y_la_cierra(peticion):
    p = peticion()
    cliente, ruta = entrar_con_clave(p)
    assert cliente.post(f"{ruta}retirar/", {"motivo": "Ya"}).status_code == 422
    assert not Peticion.objects.get(pk=p.pk).esta_cerrada
    pagina = cliente.post(f"{ruta}retirar/", {"confirmo": "on"}, follow=True).content.decode()
    assert "Usted retiró la petición" in pagina
    assert "Retirar esta petición" not in pagina
    assert Peticion.objects.get(pk=p.pk).estado == Estado.DESISTIDA
    assert cliente.get(f"{ruta}retirar/").status_code == 302


@pytest.mark.parametrize("accion", ["completar", "mas-tiempo", "retirar"])
def test_sin_la_clave_no_se_hace_nada(requerida, accion):
    numero = requerida.radicado.impreso
    envio = {"texto": "Va", "confirmo": "on"}
    respuesta = Client().post(f"/mi-peticion/{numero}/{accion}/", envio)
    assert respuesta["Location"] == f"/consultar/?radicado={numero}"
    assert requerida.actuaciones.count() == 2
