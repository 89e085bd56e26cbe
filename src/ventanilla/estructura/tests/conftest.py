"""Lo que varias pruebas de la estructura piden."""

from datetime import date

import pytest

from ventanilla.archivo.models import SerieDocumental, VersionTrd
from ventanilla.estructura.servicios.trd import empezar_trd
from ventanilla.peticiones.models import TipoDocumental


@pytest.fixture
def general(dependencias) -> SerieDocumental:
    """La serie de las peticiones de la versión que rige, con la de las tutelas adentro."""
    rige = VersionTrd.objects.create(numero="2", acto="Resolución 2", desde=date(2024, 1, 1))
    general = SerieDocumental.objects.create(
        version=rige, codigo="110-57", nombre="Peticiones", es_de_peticiones=True
    )
    SerieDocumental.objects.create(
        version=rige, codigo="110-57.01", nombre="Tutelas", madre=general
    )
    for codigo, serie in (("tutela", "110-57.01"), ("queja", "110-57"), ("suelto", "")):
        TipoDocumental.objects.create(
            codigo=codigo, nombre=codigo.title(), clase_por_defecto="queja", serie_trd=serie
        )
    return general


@pytest.fixture
def preparada(general, fabio, como) -> VersionTrd:
    return empezar_trd(actor=como(fabio))
