"""La notificación por aviso: se publica con la respuesta completa, y se retira."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from ventanilla.comun.reloj import ahora
from ventanilla.peticiones.consultas.avisos import avisos_publicados
from ventanilla.peticiones.models import Peticion, Respuesta
from ventanilla.peticiones.reglas.solicitud import Solicitante
from ventanilla.peticiones.servicios.asignar import asignarse
from ventanilla.peticiones.servicios.componer import componer_respuesta
from ventanilla.peticiones.servicios.despachar import despachar
from ventanilla.peticiones.servicios.firmar import firmar
from ventanilla.peticiones.servicios.responder import guardar_borrador

pytestmark = pytest.mark.django_db(transaction=True)
AVISOS = "/avisos/"


@pytest.fixture
def respondida(peticion, beto, diego, como) -> Callable[[str], Peticion]:
    """Una petición anónima con su respuesta despachada por ese medio."""

    def fabricar(medio: str) -> Peticion:
        p = peticion(solicitante=Solicitante(tipo="anonimo"))
        asignarse(p, actor=como(beto), ahora=ahora())
        r = guardar_borrador(
            p, asunto="Hueco", texto="Se arregla.", version=0, actor=como(beto), ahora=ahora()
        )
        p = Peticion.objects.get(pk=p.pk)
        firmar(p, version=r.version, actor=como(diego), ahora=ahora())
        componer_respuesta(r.pk, ahora=ahora())
        p = Peticion.objects.get(pk=p.pk)
        despachar(p, medio=medio, actor=como(diego), ahora=ahora())
        return p

    return fabricar


def test_el_aviso_se_publica_con_copia_integra_y_sin_clave(respondida, client: Client) -> None:
    p = respondida("aviso")
    hoja = client.get(AVISOS).content.decode()
    assert p.radicado.impreso in hoja
    assert "noindex" in hoja
    ficha = p.respuesta.radicado.verificacion
    pdf = client.get(reverse("portal:aviso", args=[ficha]))
    assert pdf.getvalue().startswith(b"%PDF")
    assert "attachment" in pdf["Content-Disposition"]
    assert "noindex" in pdf["X-Robots-Tag"]


def test_retirado_el_aviso_no_queda_nada_publicado(respondida, client: Client) -> None:
    p = respondida("aviso")
    publicado = ahora().date()
    (aviso,) = avisos_publicados(publicado)
    assert avisos_publicados(aviso.retiro) == [aviso]
    assert avisos_publicados(aviso.retiro + timedelta(days=1)) == []
    prueba = {**p.respuesta.prueba, "retiro": (publicado - timedelta(days=1)).isoformat()}
    Respuesta.objects.filter(peticion=p).update(prueba=prueba)
    assert p.radicado.impreso not in client.get(AVISOS).content.decode()
    ruta = reverse("portal:aviso", args=[p.respuesta.radicado.verificacion])
    assert client.get(ruta).status_code == 404


def test_lo_enviado_por_otro_medio_no_se_publica(respondida, client: Client) -> None:
    p = respondida("consulta")
    assert p.radicado.impreso not in client.get(AVISOS).content.decode()
    ruta = reverse("portal:aviso", args=[p.respuesta.radicado.verificacion])
    assert client.get(ruta).status_code == 404


@pytest.mark.parametrize("ficha", ["nada", "A" * 3000, "%00"])
def test_una_ficha_inventada_no_existe(client: Client, entidad, ficha: str) -> None:
    assert client.get(f"/avisos/{ficha}.pdf").status_code == 404


def test_quien_tramita_lee_hasta_cuando_se_publica(respondida, entrar, diego) -> None:
    p = respondida("aviso")
    hoja = entrar(diego).get(reverse("peticiones:peticion", args=[p.uuid])).content.decode()
    assert "Notificaciones por aviso" in hoja
    assert "cartelera" in hoja
