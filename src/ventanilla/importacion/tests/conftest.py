"""Lo que varias pruebas de la importación piden."""

import pytest

from ventanilla.comun.reloj import ahora
from ventanilla.importacion.models import Traida
from ventanilla.importacion.servicios.trabajar import trabajar
from ventanilla.importacion.servicios.traidas import probar, subir
from ventanilla.importacion.tests.viejo import FILAS, MAPA, TITULOS


@pytest.fixture
def admin(entrar, fabio, series):
    return entrar(fabio)


@pytest.fixture
def carpeta(settings, tmp_path):
    settings.VENTANILLA_DATOS = tmp_path
    (tmp_path / "entrante").mkdir()
    return tmp_path


@pytest.fixture
def preparada(fabio, como, carpeta, series):
    """Una importación con sus columnas dichas y probada."""

    def hacer(texto=TITULOS + FILAS, **mapa):
        actor = como(fabio)
        una = subir("viejo.csv", [texto.encode()], que="pqrsd", actor=actor, ahora=ahora())
        Traida.objects.filter(pk=una.pk).update(mapa=una.mapa | MAPA | mapa)
        una.refresh_from_db()
        probar(una, actor=actor, ahora=ahora())
        trabajar(una.pk, reloj=ahora)
        una.refresh_from_db()
        return una

    return hacer
