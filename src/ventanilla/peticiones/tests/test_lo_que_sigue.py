"""Lo que sigue está arriba de la hoja, a un toque: en un teléfono lo demás queda lejos."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from ventanilla.comun.actores import CIUDADANIA
from ventanilla.comun.reloj import ahora
from ventanilla.correspondencia.models import Envio
from ventanilla.peticiones.models import Estado, Peticion
from ventanilla.peticiones.servicios.competencia import aceptar_competencia
from ventanilla.peticiones.servicios.completar import desistir
from ventanilla.peticiones.servicios.componer_oficio import componer_oficio
from ventanilla.peticiones.servicios.despachar import despachar
from ventanilla.peticiones.servicios.responder import guardar_borrador
from ventanilla.peticiones.servicios.terminar import rechazar
from ventanilla.peticiones.tests.verbos import leida

pytestmark = pytest.mark.django_db
RAZONES = "Toda la petición son insultos a una funcionaria y no pide nada."


def _arriba(navegador, p: Peticion) -> str:
    """Lo de la hoja antes del texto de la petición."""
    pagina: str = navegador.get(reverse("peticiones:peticion", args=[p.uuid])).content.decode()
    return pagina[: pagina.index('id="que-pidio"')]


def leer_hoja(navegador, p: Peticion) -> str:
    """La hoja entera."""
    pagina: str = navegador.get(reverse("peticiones:peticion", args=[p.uuid])).content.decode()
    return pagina


def test_firmada_se_despacha_de_un_toque_por_donde_la_persona_pidio(firmada, beto, entrar) -> None:
    p = firmada()
    navegador = entrar(beto)
    arriba = _arriba(navegador, p)
    assert "Despachar por correo electrónico" in arriba
    assert 'name="medio" value="correo"' in arriba
    assert 'href="#despachar"' in arriba
    navegador.post(reverse("peticiones:despachar", args=[p.uuid]), {"medio": "correo"})
    assert leida(p).estado == Estado.ENVIADA
    assert "Despachar" not in _arriba(navegador, p)


def test_si_hace_falta_una_guia_lleva_a_donde_se_escribe(firmada, beto, como, entrar) -> None:
    p = firmada(medio_respuesta="postal")
    navegador = entrar(beto)
    arriba = _arriba(navegador, p)
    assert "Despachar: escoger cómo" in arriba
    assert 'name="medio"' not in arriba
    despachar(p, medio="postal", guia="Empresa 1", actor=como(beto), ahora=ahora())
    assert 'href="#entrega"' in _arriba(navegador, p)


def test_si_el_correo_volvio_lo_primero_es_enviarla_otra_vez(
    firmada, beto, diego, como, entrar
) -> None:
    p = firmada()
    despachar(p, medio="correo", actor=como(beto), ahora=ahora())
    Envio.objects.filter(clase="respuesta").update(estado=Envio.Estado.DEVUELTO)
    assert "Enviarla otra vez" in _arriba(entrar(diego), p)
    # Quien no la tiene a cargo puede despacharla, y enviarla otra vez no.
    assert "Enviarla otra vez" not in _arriba(entrar(beto), p)


def test_quien_no_despacha_no_lo_ve(firmada, elena, entrar) -> None:
    assert "Despachar" not in _arriba(entrar(elena), firmada())


def test_la_rechazada_no_dice_que_nadie_la_ha_respondido(
    peticion, beto, diego, como, entrar
) -> None:
    p = leida(peticion())
    oficio = rechazar(p, razones=RAZONES, actor=como(diego), ahora=ahora())
    componer_oficio(oficio.pk, ahora=ahora())
    pagina = entrar(beto).get(reverse("peticiones:peticion", args=[p.uuid])).content.decode()
    assert "Nadie ha empezado" not in pagina
    assert "Terminó sin respuesta de fondo. Lo que se decidió está en su oficio" in pagina
    assert "Falta que conste que llegó el oficio" in _arriba(entrar(beto), p)
    assert f'href="#oficio-{oficio.orden}"' in _arriba(entrar(beto), p)


def test_la_que_la_persona_retiro_tampoco_y_dice_si_quedo_un_borrador(
    peticion, beto, como, entrar
) -> None:
    p = leida(peticion())
    guardar_borrador(p, asunto="", texto="Sí.", version=0, actor=como(beto), ahora=ahora())
    desistir(leida(p), motivo="Ya lo arreglaron.", actor=CIUDADANIA, ahora=ahora())
    pagina = entrar(beto).get(reverse("peticiones:peticion", args=[p.uuid])).content.decode()
    assert "Este borrador quedó sin firmar" in pagina


def test_lo_que_pudo_llenar_un_programa_primero_se_verifica(
    peticion, dependencias, atencion, entrar
) -> None:
    p = peticion(dependencia=dependencias.atencion)
    Peticion.objects.filter(pk=p.pk).update(estado=Estado.POR_VERIFICAR)
    arriba = _arriba(entrar(atencion), p)
    assert arriba.index("Sí es una petición</a>") < arriba.index("Repartirla")
    assert re.search(r'class="boton" href="[^"]*/verificar/"', arriba)


def test_el_reloj_de_entregar_por_silencio_sale_solo_si_no_se_respondio_a_tiempo(
    peticion, beto, entrar
) -> None:
    p = peticion(clase="informacion")
    navegador = entrar(beto)
    assert "por no haber respondido" not in leer_hoja(navegador, p)
    vencio = ahora() - timedelta(days=1)
    p.plazos.filter(clase="respuesta").update(fecha_vence=vencio.date(), momento_vence=vencio)
    assert "por no haber respondido" in leer_hoja(navegador, p)


def test_lo_que_ya_no_procede_no_se_ofrece(peticion, diego, como, entrar) -> None:
    p = peticion()
    navegador = entrar(diego)
    antes = leer_hoja(navegador, p)
    assert "Ampliar el término" in antes
    assert "No es de mi dependencia" in antes
    aceptar_competencia(p, actor=como(diego), ahora=ahora())
    vencio = ahora() - timedelta(days=1)
    p.plazos.filter(clase="respuesta").update(fecha_vence=vencio.date(), momento_vence=vencio)
    despues = leer_hoja(navegador, p)
    assert "Ampliar el término" not in despues
    assert "No es de mi dependencia" not in despues


def test_quien_abre_la_devolucion_de_lo_ya_aceptado_lo_sabe_antes_de_escribir(
    peticion, diego, como, entrar
) -> None:
    p = peticion()
    aceptar_competencia(p, actor=como(diego), ahora=ahora())
    abierta = entrar(diego).get(reverse("peticiones:devolver", args=[p.uuid]), follow=True)
    assert "ya aceptó la competencia" in abierta.content.decode()
    assert "¿Por qué no le toca" not in abierta.content.decode()


def test_al_escribir_y_al_revisar_se_ve_cuando_vence_y_como_quiere_la_respuesta(
    peticion, diego, como, entrar
) -> None:
    p = peticion()
    guardar_borrador(p, asunto="Va", texto="Hola.", version=0, actor=como(diego), ahora=ahora())
    navegador = entrar(diego)
    for pagina in ("escribir", "revisar"):
        vista = navegador.get(reverse(f"peticiones:{pagina}", args=[p.uuid])).content.decode()
        assert "Responder de fondo y notificar" in vista, pagina
    assert (
        "Por correo electrónico"
        in navegador.get(reverse("peticiones:escribir", args=[p.uuid])).content.decode()
    )
