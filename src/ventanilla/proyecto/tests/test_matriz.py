"""Toda página de una petición se cierra a quien no la puede leer, también si la dirección es nueva."""

import re

import pytest
from django.test import Client
from tests.arquitectura.puertas import puertas

from ventanilla.comun.reloj import ahora
from ventanilla.conftest import nuevo_usuario
from ventanilla.directorio.consultas import actor_de
from ventanilla.directorio.models import Rol
from ventanilla.peticiones.permisos import puede_ver

DE_TRABAJO = [p.ruta for p in puertas() if p.ruta.startswith("/trabajo/")]
DE_UNA_PETICION = [r for r in DE_TRABAJO if "/peticiones/<uuid:identificador>" in r]
SUELTAS = [r for r in DE_TRABAJO if "<" not in r]


def test_hay_paginas_que_probar() -> None:
    assert len(DE_UNA_PETICION) > 10
    assert len(SUELTAS) > 2


@pytest.mark.django_db
@pytest.mark.parametrize("rol", Rol.values)
def test_lo_ajeno_no_se_abre_ni_se_cambia(rol, peticion, dependencias, entrar) -> None:
    usuario = nuevo_usuario("Hugo Ficticio", rol, dependencias.hacienda)
    ajena = peticion()
    navegador: Client = entrar(usuario)
    lee = bool(puede_ver(actor_de(usuario, ahora()), ajena))
    version = ajena.version
    for ruta in DE_UNA_PETICION:
        con_uuid = ruta.replace("<uuid:identificador>", str(ajena.uuid))
        direccion = re.sub(r"<int:\w+>", "1", con_uuid)
        leida, hecha = navegador.get(direccion), navegador.post(direccion, {})
        assert {leida.status_code, hecha.status_code} & {500} == set()
        if not lee:
            assert leida.status_code in (403, 405), direccion
            assert hecha.status_code in (403, 405), direccion
    ajena.refresh_from_db()
    assert ajena.version == version or lee


@pytest.mark.django_db
@pytest.mark.parametrize("rol", Rol.values)
def test_las_demas_paginas_abren_o_dicen_por_que_no(rol, dependencias, entrar) -> None:
    navegador = entrar(nuevo_usuario("Hugo Ficticio", rol, dependencias.hacienda))
    for ruta in SUELTAS:
        respuesta = navegador.get(ruta)
        assert respuesta.status_code in (200, 302, 403, 405), ruta
        if respuesta.status_code in (403, 405):
            assert "<h1>" in respuesta.content.decode()
