"""Un alcance ya enviado sale otra vez solo diciendo por qué."""

from typing import Any

import pytest
from django.urls import reverse

from ventanilla.comun.errores import Cambiado, DatosInvalidos
from ventanilla.comun.reloj import ahora
from ventanilla.peticiones.models import Actuacion, Alcance
from ventanilla.peticiones.servicios.enviar_alcance import enviar_alcance
from ventanilla.peticiones.tests.test_alcances import escrito, firmado, leido

__all__ = ["escrito", "firmado"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("intacto")]
POR_QUE = "La empresa de correo devolvió el sobre por dirección incompleta."
CORREO: dict[str, Any] = {"medio": "postal", "guia": "RA1CO"}
OTRO: dict[str, Any] = {"medio": "postal", "guia": "RA2CO", "motivo": POR_QUE, "vez": 1}


@pytest.fixture
def enviado(firmado, atencion, como) -> Alcance:
    enviar_alcance(firmado, **CORREO, actor=como(atencion), ahora=ahora())
    return leido(firmado)


def test_con_su_motivo_sale_y_el_anterior_queda_con_su_guia(enviado, atencion, como) -> None:
    enviar_alcance(enviado, **OTRO, actor=como(atencion), ahora=ahora())
    otra = leido(enviado)
    assert [a["prueba"]["guia"] for a in otra.anteriores] == ["RA1CO"]
    assert otra.prueba["guia"] == "RA2CO"
    salidas = enviado.peticion.actuaciones.filter(tipo=Actuacion.Tipo.ALCANCE_ENVIADO)
    assert [s.motivo for s in salidas.order_by("orden")] == ["", POR_QUE]


@pytest.mark.parametrize("motivo", ["", "   ", "corto", "x" * 501])
def test_sin_un_motivo_que_diga_algo_no_sale(enviado, atencion, como, motivo: str) -> None:
    with pytest.raises(DatosInvalidos, match="por qué"):
        enviar_alcance(enviado, **OTRO | {"motivo": motivo}, actor=como(atencion), ahora=ahora())
    assert leido(enviado).anteriores == []


def test_repetir_el_mismo_toque_no_saca_otro(enviado, atencion, como) -> None:
    enviar_alcance(enviado, **OTRO, actor=como(atencion), ahora=ahora())
    with pytest.raises(Cambiado, match="Abra la página otra vez"):
        enviar_alcance(leido(enviado), **OTRO, actor=como(atencion), ahora=ahora())
    assert len(leido(enviado).anteriores) == 1


def test_en_la_pagina_el_primer_envio_no_pide_motivo_y_el_segundo_si(
    firmado, atencion, entrar
) -> None:
    navegador = entrar(atencion)
    pagina = reverse("peticiones:alcance", args=[firmado.peticion.uuid, 1])
    assert "¿Por qué se envía otra vez?" not in navegador.get(pagina).content.decode()
    primero = CORREO | {"accion": "enviar"}
    assert "Enviado." in navegador.post(pagina, primero, follow=True).content.decode()
    assert "¿Por qué se envía otra vez?" in navegador.get(pagina).content.decode()
    repetido = navegador.post(pagina, primero, follow=True).content.decode()
    assert "Ya se había enviado" in repetido
    malo = navegador.post(pagina, OTRO | {"accion": "enviar", "motivo": "corto"})
    assert malo.status_code == 422
    assert "RA2CO" in malo.content.decode()
    assert "Diga por qué se envía otra vez" in malo.content.decode()
    bueno = navegador.post(pagina, OTRO | {"accion": "enviar"}, follow=True)
    assert "Enviado." in bueno.content.decode()
    assert len(leido(firmado).anteriores) == 1
