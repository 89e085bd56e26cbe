"""Perdí mi clave: siempre la misma respuesta, y solo quien lee el correo recibe otra clave."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django_tasks_db.models import DBTaskResult

from ventanilla.auditoria.models import Asiento
from ventanilla.comun.cola import ejecutar
from ventanilla.comun.reloj import ahora
from ventanilla.conftest import ANA
from ventanilla.correspondencia.models import Envio
from ventanilla.correspondencia.servicios.despachar import despachar
from ventanilla.peticiones.consultas.publicas import abrir
from ventanilla.peticiones.models import Actuacion, Peticion
from ventanilla.peticiones.reglas.solicitud import Solicitante
from ventanilla.peticiones.servicios.radicar import Radicada
from ventanilla.peticiones.servicios.renovar_clave import (
    PedidoDeCodigo,
    enviar_codigo,
    pedido_de,
    renovar_con_codigo,
)
from ventanilla.portal.servicios.codigo import (
    INTENTOS,
    PEDIDOS,
    POR_DIA,
    DemasiadosIntentos,
    canjear,
    pedir_codigo,
)

RUTA = "/perdi-mi-clave/"
RUTA_CODIGO = "/perdi-mi-clave/codigo/"


def _trabajar() -> None:
    """Lo que haría el obrero con lo encolado."""
    for trabajo in DBTaskResult.objects.filter(status="READY"):
        if trabajo.args_kwargs["args"][0] == "portal.enviar_codigo":
            ejecutar.call(*trabajo.args_kwargs["args"])
            trabajo.delete()


def _codigo_del_correo(cuando: datetime | None = None) -> str:
    mail.outbox.clear()
    envio = Envio.objects.filter(clase="codigo").latest("pk")
    despachar(envio.pk, ahora=cuando or ahora())
    hallado = re.search(r"(\d{3}) (\d{3})", mail.outbox[0].body.split("código", 1)[1])
    assert hallado is not None
    return "".join(hallado.groups())


def _pedir(cliente: Client, numero: str, correo: str = "ana@ejemplo.com") -> str:
    respuesta = cliente.post(RUTA, {"numero": numero, "correo": correo})
    assert respuesta.status_code == 302
    return str(respuesta.headers["Location"])


@pytest.mark.django_db(transaction=True)
def test_con_el_codigo_del_correo_recibe_otra_clave_y_la_vieja_ya_no_abre(
    client: Client, radicada: Callable[..., Radicada]
) -> None:
    hecha = radicada()
    numero = hecha.radicado.impreso
    assert _pedir(client, f" {numero} ", "ANA@ejemplo.com") == RUTA_CODIGO
    _trabajar()
    respuesta = client.post(RUTA_CODIGO, {"codigo": f" {_codigo_del_correo()} "})
    html = respuesta.content.decode()
    hallada = re.search(r'id="clave">([0-9A-Z ]{19})<', html)
    assert respuesta.status_code == 200
    assert hallada is not None
    assert abrir(numero, hallada.group(1)) == hecha.peticion
    assert abrir(numero, hecha.clave) is None
    assert "accesos" in respuesta.cookies
    assert respuesta.headers["Cache-Control"] == "no-store"
    peticion = Peticion.objects.get(pk=hecha.peticion.pk)
    assert peticion.correo_verificado
    assert peticion.actuaciones.latest("orden").tipo == Actuacion.Tipo.CLAVE
    ultimo = Asiento.objects.filter(objeto=f"peticion:{peticion.uuid.hex}").latest("orden")
    assert ultimo.hecho == "clave_renovada"
    assert mail.outbox[0].to == [ANA.correo]


@pytest.mark.django_db(transaction=True)
def test_coincida_o_no_ve_lo_mismo_y_solo_sale_correo_si_coincide(
    radicada: Callable[..., Radicada],
) -> None:
    numero = radicada().radicado.impreso
    vistas = set()
    for cual, correo in ((numero, "otra@ejemplo.com"), ("2020-999999", "ana@ejemplo.com")):
        cliente = Client()
        _pedir(cliente, cual, correo)
        html = cliente.get(RUTA_CODIGO).content.decode().replace(cual, "N")
        vistas.add(re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", html))
    _trabajar()
    assert not Envio.objects.filter(clase="codigo").exists()
    cliente = Client()
    _pedir(cliente, numero)
    html = cliente.get(RUTA_CODIGO).content.decode().replace(numero, "N")
    vistas.add(re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", html))
    _trabajar()
    assert len(vistas) == 1
    assert Envio.objects.filter(clase="codigo").count() == 1


@pytest.mark.django_db(transaction=True)
def test_pedir_cuesta_lo_mismo_exista_o_no(
    radicada: Callable[..., Radicada],
) -> None:
    numero = radicada().radicado.impreso
    consultas: list[list[str]] = []
    for cual, correo in ((numero, "ana@ejemplo.com"), ("2020-999999", "nadie@ejemplo.com")):
        with CaptureQueriesContext(connection) as hechas:
            Client(REMOTE_ADDR=f"10.0.0.{len(consultas)}").post(
                RUTA, {"numero": cual, "correo": correo}
            )
        consultas.append([q["sql"].split()[0] for q in hechas])
    assert consultas[0] == consultas[1]


@pytest.mark.django_db(transaction=True)
def test_oprimir_dos_veces_da_la_misma_clave(
    client: Client, radicada: Callable[..., Radicada]
) -> None:
    hecha = radicada()
    pedido = pedido_de(hecha.radicado.impreso, "ana@ejemplo.com", ahora=ahora())
    assert enviar_codigo(pedido, ahora=ahora())
    assert not enviar_codigo(pedido, ahora=ahora())
    codigo = _codigo_del_correo()
    primera = renovar_con_codigo(pedido, codigo, ahora=ahora())
    segunda = renovar_con_codigo(pedido, codigo, ahora=ahora())
    assert primera is not None
    assert segunda is not None
    assert primera.clave == segunda.clave
    assert Actuacion.objects.filter(tipo="clave_renovada").count() == 1


@pytest.mark.django_db(transaction=True)
def test_el_codigo_vence_y_no_sirve_para_otro_pedido_ni_despues_de_otra_renovacion(
    radicada: Callable[..., Radicada],
) -> None:
    hecha = radicada()
    inicio = ahora()

    def pedir(cuando: datetime) -> tuple[PedidoDeCodigo, str]:
        pedido = pedido_de(hecha.radicado.impreso, "ana@ejemplo.com", ahora=cuando)
        assert enviar_codigo(pedido, ahora=cuando)
        return pedido, _codigo_del_correo(cuando)

    primero, codigo_primero = pedir(inicio)
    segundo, codigo_segundo = pedir(inicio + timedelta(seconds=1))
    assert codigo_primero != codigo_segundo
    assert renovar_con_codigo(segundo, codigo_primero, ahora=inicio) is None
    tarde = inicio + timedelta(minutes=30)
    assert renovar_con_codigo(primero, codigo_primero, ahora=tarde) is None
    en_punto = inicio + timedelta(minutes=29)
    assert renovar_con_codigo(segundo, codigo_segundo, ahora=en_punto) is not None
    assert renovar_con_codigo(primero, codigo_primero, ahora=en_punto) is None


@pytest.mark.django_db(transaction=True)
def test_el_codigo_va_al_correo_guardado_aunque_se_pida_con_otro_que_se_le_parece(
    radicada: Callable[..., Radicada],
) -> None:
    hecha = radicada()
    pedido = pedido_de(hecha.radicado.impreso, "ána@ejemplo.com", ahora=ahora())
    enviar_codigo(pedido, ahora=ahora())
    _codigo_del_correo()
    assert mail.outbox[0].to == ["ana@ejemplo.com"]


@pytest.mark.django_db(transaction=True)
def test_quien_no_dejo_correo_no_se_abre_con_un_correo_vacio(
    client: Client, radicada: Callable[..., Radicada]
) -> None:
    anonima = radicada(solicitante=Solicitante(tipo="anonimo"))
    assert client.post(RUTA, {"numero": anonima.radicado.impreso, "correo": ""}).status_code == 422
    pedido = PedidoDeCodigo(anonima.radicado.impreso, "", int(ahora().timestamp() * 1000))
    assert not enviar_codigo(pedido, ahora=ahora())
    assert renovar_con_codigo(pedido, "000000", ahora=ahora()) is None


def test_un_codigo_errado_se_dice_y_despues_de_muchos_se_espera(
    client: Client, radicada: Callable[..., Radicada]
) -> None:
    hecha = radicada()
    _pedir(client, hecha.radicado.impreso)
    respuesta = client.post(RUTA_CODIGO, {"codigo": "000000"})
    assert respuesta.status_code == 422
    assert "Ese código no sirve" in respuesta.content.decode()
    for _ in range(INTENTOS[0]):
        respuesta = client.post(RUTA_CODIGO, {"codigo": "000001"})
    assert respuesta.status_code == 429
    assert respuesta.headers["Retry-After"]
    assert "ventanilla" in respuesta.content.decode()
    assert abrir(hecha.radicado.impreso, hecha.clave) is not None


@pytest.mark.parametrize("existe", [True, False])
def test_pedir_muchos_codigos_se_frena_igual_exista_o_no(
    radicada: Callable[..., Radicada], existe: bool
) -> None:
    numero = radicada().radicado.impreso if existe else "2020-999999"
    estados = [
        Client(REMOTE_ADDR=f"10.1.0.{i}")
        .post(RUTA, {"numero": numero, "correo": "ana@ejemplo.com"})
        .status_code
        for i in range(PEDIDOS[0] + 1)
    ]
    assert estados == [302] * PEDIDOS[0] + [429]


@pytest.mark.parametrize(
    ("numero", "correo"),
    [
        ("", "ana@ejemplo.com"),
        ("2026-000001", "sin-arroba"),
        ("2026-000001", "@"),
        ("2026-000001", "a b@c.co"),
        ("x" * 5000, "ana@ejemplo.com"),
        ("\x00", "ana@ejemplo.com"),
        ("2026-000001", "a" * 5000 + "@b.co"),
        ("‮", "\x00@\x00"),
    ],
)
def test_lo_mal_escrito_se_dice_y_sigue_en_la_pagina(
    client: Client, entidad: object, numero: str, correo: str
) -> None:
    respuesta = client.post(RUTA, {"numero": numero, "correo": correo})
    assert respuesta.status_code == 422
    assert 'aria-invalid="true"' in respuesta.content.decode()


@pytest.mark.parametrize("codigo", ["", "12345", "1234567", "abcdef", "١٢٣٤٥٦", "\x00", "9" * 999])
def test_un_codigo_mal_escrito_se_dice(client: Client, entidad: object, codigo: str) -> None:
    _pedir(client, "2026-000001")
    respuesta = client.post(RUTA_CODIGO, {"codigo": codigo})
    assert respuesta.status_code == 422


@pytest.mark.parametrize("galleta", ["", "basura", "a:b:c"])
def test_sin_pedido_o_con_uno_inventado_se_empieza_de_nuevo(
    client: Client, entidad: object, galleta: str
) -> None:
    client.cookies["pedido"] = galleta
    for respuesta in (client.get(RUTA_CODIGO), client.post(RUTA_CODIGO, {"codigo": "123456"})):
        assert respuesta.status_code == 302
        assert respuesta.headers["Location"] == f"{RUTA}?vencio=1"
    assert "ya venció" in client.get(f"{RUTA}?vencio=1").content.decode()


def test_metodos_que_no_son_y_formulario_sin_su_seguro(client: Client, entidad: object) -> None:
    assert client.put(RUTA).status_code == 405
    assert client.delete(RUTA_CODIGO).status_code == 405
    exigente = Client(enforce_csrf_checks=True)
    datos = {"numero": "2026-000001", "correo": "ana@ejemplo.com"}
    assert exigente.post(RUTA, datos).status_code == 403


@pytest.mark.django_db(transaction=True)
def test_volver_cada_hora_tampoco_deja_adivinar_ni_llenar_un_buzon(
    radicada: Callable[..., Radicada],
) -> None:
    numero = radicada().radicado.impreso
    dia = ahora().replace(hour=19, minute=0, second=0, microsecond=0)
    horas = [dia + timedelta(hours=h, seconds=s) for h in range(1, 23) for s in range(5)]
    desde = "192.0.2.1"
    pedido = pedido_de(numero, "ana@ejemplo.com", ahora=dia)

    def admitidos(intentar: Callable[[datetime], object]) -> int:
        for cuantos, momento in enumerate(horas):
            try:
                intentar(momento)
            except DemasiadosIntentos:
                return cuantos
        return len(horas)

    pedidos = admitidos(lambda m: pedir_codigo(numero, "ana@ejemplo.com", direccion=desde, ahora=m))
    canjes = admitidos(lambda m: canjear(pedido, "000000", direccion=desde, ahora=m))
    assert (pedidos, canjes) == (POR_DIA["clave"], POR_DIA["codigo"])
