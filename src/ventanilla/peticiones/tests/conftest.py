"""Lo que varias pruebas de peticiones piden."""

from collections.abc import Iterator

import pytest

from ventanilla.directorio.consultas import calendario_de_la_entidad
from ventanilla.peticiones.consultas.diferencias import diferencias
from ventanilla.peticiones.consultas.verificacion import revisar_peticiones


@pytest.fixture
def intacto() -> Iterator[None]:
    """Al final de cada prueba, el libro y los relojes dicen lo mismo que la base."""
    yield
    assert list(revisar_peticiones()) == []
    assert list(diferencias(calendario=calendario_de_la_entidad())) == []
