"""Leer la respuesta: sus anexos, sus recursos y el formato que la persona pidió."""

import pytest
from django.test import Client

from ventanilla.atencion.web.consultas.historia import historia_publica
from ventanilla.atencion.web.tests.test_mi_peticion import entrar_con_clave
from ventanilla.comun.reloj import ahora
from ventanilla.peticiones.models import Peticion
from ventanilla.peticiones.servicios.alcances import firmar_alcance, guardar_alcance
from ventanilla.peticiones.servicios.anexos_de_salida import agregar_anexos, recibir_anexos
from ventanilla.peticiones.servicios.componer import componer_respuesta
from ventanilla.peticiones.servicios.despachar import despachar
from ventanilla.peticiones.servicios.firmar import firmar
from ventanilla.peticiones.servicios.responder import guardar_borrador

PDF = b"%PDF-1.7 plano"


@pytest.fixture
def lista(peticion, beto, diego, como):
    """Fábrica: una respuesta firmada con su anexo, sin despachar, y quien la va a leer."""

    def fabricar(**cambios):
        p = peticion(**cambios)
        quien = {"actor": como(beto), "ahora": ahora()}
        guardar_borrador(p, asunto="", texto="Se arregla el lunes.", version=0, **quien)
        agregar_anexos(
            p.respuesta, recibir_anexos([("Plano de Ana.pdf", [PDF])]), version=1, **quien
        )
        respuesta = firmar(_leida(p), version=2, actor=como(diego), ahora=ahora())
        componer_respuesta(respuesta.pk, ahora=ahora())
        return _leida(p)

    return fabricar


def _leida(p: Peticion) -> Peticion:
    return Peticion.objects.select_related("radicado", "dependencia", "identidad").get(pk=p.pk)


def test_sus_anexos_se_bajan_solo_despues_de_enviada_y_con_la_clave(lista, beto, como) -> None:
    p = lista()
    cliente, ruta = entrar_con_clave(p)
    anexo = f"{ruta}respuesta/anexo/1/"
    assert cliente.get(anexo).status_code == 404
    despachar(p, medio="consulta", actor=como(beto), ahora=ahora())
    bajado = cliente.get(anexo)
    assert bajado.getvalue() == PDF
    assert bajado["Content-Disposition"] == 'attachment; filename="respuesta-anexo-1.pdf"'
    assert bajado["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert "Plano de Ana.pdf" in cliente.get(ruta).content.decode()
    assert cliente.get(f"{ruta}respuesta/anexo/2/").status_code == 404
    assert cliente.post(anexo).status_code == 405
    assert Client().get(anexo)["Location"].startswith("/consultar/")


def test_la_pagina_dice_los_mismos_recursos_que_el_oficio(lista, beto, como) -> None:
    p = lista()
    despachar(p, medio="consulta", actor=como(beto), ahora=ahora())
    cliente, ruta = entrar_con_clave(p)
    pagina = cliente.get(f"{ruta}respuesta/").content.decode()
    assert "Qué puede hacer si no está de acuerdo" in pagina
    assert "acción de tutela" in pagina
    assert "Plano de Ana.pdf" in pagina


def test_a_quien_pidio_letra_grande_se_le_abre_asi(lista, beto, como) -> None:
    p = lista(formato_respuesta="letra_grande")
    despachar(p, medio="consulta", actor=como(beto), ahora=ahora())
    cliente, ruta = entrar_con_clave(p)
    cliente.cookies["apariencia"] = "contraste"
    pagina = cliente.get(f"{ruta}respuesta/").content.decode()
    assert '<html lang="es-CO" class="ciudadania grande contraste">' in pagina
    assert "El formato que pidió" not in pagina


def test_a_quien_la_pidio_en_braille_se_le_dice_como_exigirla(lista, beto, como, entrar) -> None:
    p = lista(formato_respuesta="braille")
    despachar(p, medio="consulta", actor=como(beto), ahora=ahora())
    cliente, ruta = entrar_con_clave(p)
    pagina = cliente.get(f"{ruta}respuesta/").content.decode()
    assert "Usted la pidió en braille" in pagina
    assert "(608) 000 0000 o a contacto@ejemplo.gov.co" in pagina


def test_enviada_no_se_le_anuncia_otra_respuesta_aunque_despues_pase_algo(
    lista, beto, como
) -> None:
    p = lista()
    despachar(p, medio="consulta", actor=como(beto), ahora=ahora())
    guardar_alcance(
        _leida(p),
        para="completar",
        asunto="",
        texto="Va el plano.",
        version=0,
        actor=como(beto),
        ahora=ahora(),
    )
    firmar_alcance(
        _leida(p).alcances.get(), version=1, actor=como(p.respuesta.firmante), ahora=ahora()
    )
    assert [h["titulo"] for h in historia_publica(_leida(p))][-1] != "Respuesta"
