"""Firmar y despachar de un toque: solo cuando no hace falta nada más de quien firma."""

from dataclasses import replace

import pytest
from django.urls import reverse

from ventanilla.comun.reloj import ahora
from ventanilla.conftest import ANA
from ventanilla.correspondencia.models import Contador, Envio, Radicado
from ventanilla.documentos.tests.lectura import texto_de
from ventanilla.peticiones.models import Estado, Peticion
from ventanilla.peticiones.servicios.responder import guardar_borrador, proyectar

pytestmark = pytest.mark.django_db


def _ruta(nombre: str, p: Peticion) -> str:
    return reverse(f"peticiones:{nombre}", args=[p.uuid])


@pytest.fixture
def lista(peticion, beto, como):
    """Fábrica: una petición con su borrador."""

    def fabricar(**cambios):
        p = peticion(**cambios)
        guardar_borrador(p, asunto="", texto="Hola.", version=0, actor=como(beto), ahora=ahora())
        return p

    return fabricar


def _firmar(navegador, p: Peticion):
    ruta = reverse("peticiones:firmar", args=[p.uuid])
    return navegador.post(ruta, {"version": "1", "despachar": "si"}, follow=True)


def test_por_correo_queda_firmada_y_despachada(lista, diego, entrar) -> None:
    p = lista(medio_respuesta="correo")
    navegador = entrar(diego)
    revisar = navegador.get(reverse("peticiones:revisar", args=[p.uuid])).content.decode()
    assert "Firmar y despachar por correo electrónico" in revisar
    pagina = _firmar(navegador, p).content.decode()
    assert "Firmada con el número" in pagina
    assert "Despachada." in pagina
    assert Peticion.objects.get(pk=p.pk).estado == Estado.ENVIADA
    otra_vez = _firmar(navegador, p).content.decode()
    assert "ya está firmada" in otra_vez
    assert Envio.objects.filter(clase="respuesta").count() == 1
    assert Contador.objects.get(serie__codigo="salida").ultimo == 1


def test_lo_que_pide_una_guia_no_sale_solo(lista, diego, entrar) -> None:
    p = lista(medio_respuesta="postal")
    navegador = entrar(diego)
    revisar = navegador.get(reverse("peticiones:revisar", args=[p.uuid])).content.decode()
    assert "Firmar y despachar" not in revisar
    pagina = _firmar(navegador, p).content.decode()
    assert "Escoja cómo se envía" in pagina
    assert Peticion.objects.get(pk=p.pk).estado == Estado.FIRMADA


def test_quien_no_firma_tampoco_despacha_por_ahi(lista, beto, entrar) -> None:
    p = lista(medio_respuesta="correo")
    pagina = _firmar(entrar(beto), p).content.decode()
    assert "Firma el jefe de la dependencia" in pagina
    assert not Envio.objects.filter(clase="respuesta").exists()


def test_quien_firma_muchas_pasa_de_una_a_la_siguiente(lista, beto, como, diego, entrar) -> None:
    una, otra = lista(asunto="La primera"), lista(asunto="La segunda")
    for p in (una, otra):
        proyectar(p, version=1, actor=como(beto), ahora=ahora())
    navegador = entrar(diego)
    por_firmar = navegador.get("/trabajo/", {"vista": "por-firmar"}).content.decode()
    leerla = reverse("peticiones:revisar", args=[una.uuid])
    assert "Repartir las elegidas" not in por_firmar
    assert una.texto in navegador.get(leerla).content.decode()
    hoja = _firmar(navegador, una).content.decode()
    assert "Leer y firmar la siguiente" in hoja
    assert reverse("peticiones:revisar", args=[otra.uuid]) in hoja
    assert "Leer y firmar la siguiente" not in _firmar(navegador, otra).content.decode()


def test_antes_de_firmar_se_baja_el_oficio_como_saldria_y_no_gasta_numero(
    peticion, beto, diego, carla, entrar
) -> None:
    p = peticion()
    entrar(beto).post(_ruta("escribir", p), {"asunto": "Va", "texto": "El hueco.", "version": 0})
    antes = Radicado.objects.count()
    for quien, firma in ((diego, diego.nombre), (beto, "Quien firma en la dependencia")):
        bajado = entrar(quien).get(_ruta("borrador_pdf", p))
        assert bajado["Content-Type"] == "application/pdf"
        leido = texto_de(b"".join(bajado.streaming_content))
        for dicho in ("Borrador", "El hueco.", "acción de tutela", firma, p.dependencia.nombre):
            assert dicho in leido, dicho
        assert "/verificar/" not in leido
    assert Radicado.objects.count() == antes
    assert entrar(carla).get(_ruta("borrador_pdf", p)).status_code in (403, 404)
    entrar(diego).post(_ruta("firmar", p), {"version": 1})
    ya = entrar(diego).get(_ruta("borrador_pdf", p), follow=True)
    assert "ya se firmó" in ya.content.decode()


def test_el_oficio_como_saldria_no_dice_quien_pidio_reserva(peticion, beto, diego, entrar) -> None:
    p = peticion(solicitante=replace(ANA, tipo="reservado"))
    entrar(beto).post(_ruta("escribir", p), {"asunto": "Va", "texto": "El hueco.", "version": 0})
    bajado = entrar(diego).get(_ruta("borrador_pdf", p))
    leido = texto_de(b"".join(bajado.streaming_content))
    assert "Persona con identidad reservada" in leido
    for dato in (ANA.nombre, ANA.correo, ANA.documento):
        assert dato
        assert dato not in leido


def test_sin_borrador_no_hay_oficio_que_ver(peticion, beto, entrar) -> None:
    visto = entrar(beto).get(_ruta("borrador_pdf", peticion()), follow=True)
    assert "no se ha escrito" in visto.content.decode()
