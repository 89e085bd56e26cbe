"""Nada de lo que alguien envía rompe el programa: toda dirección, con lo peor que se le escriba."""

import random
import re

import pytest
from django.test import Client
from tests.arquitectura.puertas import puertas

from ventanilla.conftest import nuevo_usuario
from ventanilla.directorio.models import Rol

pytestmark = pytest.mark.django_db

# Números que no caben en la base, fechas que no existen o se salen del calendario, caracteres nulos
# y de control, fórmulas, lo que parece otra cosa.
LO_PEOR = (
    *("", " ", "0", "-1", "9" * 30, "1e9", "NaN", "²", "٣", "\x00", "\u202eabc", "a" * 5000),
    *("2026-02-30", "9999-12-31", "0001-01-01", "2026-13-01", "31/12/2026", "25:99"),
    *("<script>alert(1)</script>", "../../etc/passwd", "' OR 1=1 --", "%zz", "=1+1", "@"),
    *("[]", "{}", "null", "1", "es", "Una razón bastante larga para que sirva."),
)
_FORMULARIO = re.compile(r'<form[^>]*method="post".*?</form>', re.DOTALL)
_CAMPO = re.compile(r'name="([^"]+)"(?:[^>]*value="([^"]*)")?')
_CIERRAN_LA_SESION = {"account_logout", "entes:salir", "atencion_web:salir"}
DIRECCIONES = [p for p in puertas() if p.nombre not in _CIERRAN_LA_SESION]


def _direccion(ruta: str, identificador: str, azar: random.Random) -> str:
    ruta = ruta.replace("<uuid:identificador>", identificador)
    ruta = re.sub(r"<int:\w+>", lambda _: azar.choice(["0", "1", "9", "9" * 30]), ruta)
    return re.sub(r"<[^>]+>", lambda _: azar.choice(["1500", "x", "2026-000001"]), ruta)


def _llenado(formulario: str, azar: random.Random) -> dict[str, str]:
    """Sus propios campos: unos como están, otros con lo peor, alguno sin enviar."""
    return {
        nombre: valor if azar.random() < 0.5 else azar.choice(LO_PEOR)
        for nombre, valor in _CAMPO.findall(formulario)
        if azar.random() < 0.9
    }


@pytest.mark.parametrize(
    "rol",
    ["", Rol.FUNCIONARIO, Rol.JEFE, Rol.ATENCION, Rol.CONTROL_INTERNO, Rol.ADMINISTRADOR],
)
def test_nada_de_lo_que_se_envia_da_500(rol, peticion, dependencias, entrar) -> None:
    azar = random.Random(rol)  # noqa: S311 (la misma mezcla en cada corrida)
    quien = nuevo_usuario("Hugo Ficticio", rol, dependencias.infraestructura) if rol else None
    navegador: Client = entrar(quien) if quien else Client()
    p = peticion()
    campos = {"q": "", "pagina": "", "vista": "", "estado": "", "orden": "", "elegida": ""}
    for puerta in DIRECCIONES:
        direccion = _direccion(puerta.ruta, str(p.uuid), azar)
        peor = {campo: azar.choice(LO_PEOR) for campo in campos}
        leida = navegador.get(direccion, peor)
        hechas = [leida, navegador.post(direccion, peor)]
        if leida.status_code == 200 and "text/html" in leida.headers["Content-Type"]:
            hechas += [
                navegador.post(direccion, _llenado(formulario, azar))
                for formulario in _FORMULARIO.findall(leida.content.decode())
                if "action=" not in formulario
            ]
        assert all(r.status_code < 500 for r in hechas), direccion
