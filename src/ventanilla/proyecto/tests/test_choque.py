"""Qué es un choque entre dos personas y qué es otra falla, dicho por la base de verdad."""

import pytest
from django.db import DatabaseError

from ventanilla.comun.transaccion import es_un_choque, escritura, hacer_fila
from ventanilla.directorio.models import Dependencia

pytestmark = pytest.mark.django_db
ANTES = "2020-01-01"


def _falla(**datos: object) -> DatabaseError:
    with pytest.raises(DatabaseError) as falla, escritura(punto=True):
        Dependencia.objects.create(**{"nombre": "Otra", "desde": ANTES, **datos})
    return falla.value


def test_lo_que_otra_persona_ya_creo_es_un_choque(dependencias) -> None:
    with escritura():
        assert es_un_choque(_falla(codigo="1500"))


def test_un_dato_que_falta_no_es_un_choque(dependencias) -> None:
    with escritura():
        assert not es_un_choque(_falla(codigo="1600", nombre=None))


def test_lo_que_no_es_de_la_base_no_es_un_choque() -> None:
    assert not es_un_choque(ValueError("otra cosa"))


def test_sin_escritura_la_fila_no_duraria_nada() -> None:
    with pytest.raises(RuntimeError):
        hacer_fila("entidad")
