"""Lo que varias pruebas de peticiones piden."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from ventanilla.comun.reloj import ahora
from ventanilla.directorio.consultas import calendario_de_la_entidad
from ventanilla.peticiones.consultas.diferencias import diferencias
from ventanilla.peticiones.consultas.verificacion import revisar_peticiones
from ventanilla.peticiones.models import Parte, Peticion
from ventanilla.peticiones.servicios.componer import componer_respuesta
from ventanilla.peticiones.servicios.despachar import despachar
from ventanilla.peticiones.servicios.firmar import firmar
from ventanilla.peticiones.servicios.notificar import notificar_por_acceso
from ventanilla.peticiones.servicios.partes import pedir_partes
from ventanilla.peticiones.servicios.responder import guardar_borrador
from ventanilla.peticiones.tests.verbos import PARA, PIDO, RECIBIDA, el, leida


@pytest.fixture
def intacto() -> Iterator[None]:
    """Al final de cada prueba, el libro y los relojes dicen lo mismo que la base."""
    yield
    assert list(revisar_peticiones()) == []
    assert list(diferencias(calendario=calendario_de_la_entidad())) == []


@pytest.fixture
def respondida(peticion, beto, diego, como) -> Peticion:
    """Respondida hace un rato, y la persona ya la abrió."""
    p = peticion(ahora=ahora() - timedelta(days=5))
    guardar_borrador(p, asunto="", texto="Se arregla.", version=0, actor=como(beto), ahora=ahora())
    respuesta = firmar(p, version=1, actor=como(diego), ahora=ahora())
    componer_respuesta(respuesta.pk, ahora=ahora())
    despachar(p, medio="consulta", actor=como(beto), ahora=ahora())
    notificar_por_acceso(p, ahora=ahora())
    return leida(p)


@pytest.fixture
def firmada(peticion, beto, diego, como):
    """Fábrica: una petición con su respuesta firmada y su PDF, sin despachar."""

    def fabricar(**cambios) -> Peticion:
        p = peticion(**cambios)
        texto = "Cordial saludo.\n\n- El hueco se arregla el lunes.\n- **Gracias** por avisar."
        guardar_borrador(p, asunto="", texto=texto, version=0, actor=como(beto), ahora=ahora())
        respuesta = firmar(leida(p), version=1, actor=como(diego), ahora=ahora())
        componer_respuesta(respuesta.pk, ahora=ahora())
        return leida(p)

    return fabricar


@pytest.fixture
def p(peticion) -> Peticion:
    """La que se recibió el lunes 2 de febrero de 2026."""
    return leida(peticion(ahora=RECIBIDA))


@pytest.fixture
def pedir(p, beto, como, dependencias):
    """Fábrica: la parte de Hacienda, que Infraestructura le pide."""

    def hacerlo(de: Peticion | None = None, **cambios) -> Parte:
        datos = {
            "pedido": PIDO,
            "dependencias": [dependencias.hacienda],
            "hasta": PARA,
            "actor": como(beto),
            "ahora": el(4),
        }
        (parte,) = pedir_partes(de or p, **(datos | cambios))
        return parte

    return hacerlo
