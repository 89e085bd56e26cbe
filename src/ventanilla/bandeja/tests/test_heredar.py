"""Lo compartido no se pierde con la dependencia."""

import uuid
from datetime import timedelta

import pytest

from ventanilla.bandeja.models import FiltroGuardado
from ventanilla.bandeja.servicios.heredar import heredar_filtros
from ventanilla.comun.reloj import ahora, hoy
from ventanilla.directorio.models import Dependencia
from ventanilla.peticiones.servicios.mudar import cerrar_y_mudar

pytestmark = pytest.mark.django_db


def compartido(usuario, dependencia: Dependencia | None, nombre: str = "Vencidas") -> None:
    FiltroGuardado.objects.create(
        uuid=uuid.uuid4(),
        dependencia=dependencia,
        nombre=nombre,
        usuario=usuario,
        vista="dependencia",
        creado=ahora(),
    )


def cerrar(dependencia: Dependencia, sucesora: Dependencia | None, administra, **mas) -> None:
    datos = {"unida": sucesora is not None, "acto": "Acuerdo 5 de 2026", "desde": hoy(), **mas}
    cerrar_y_mudar(dependencia, sucesora=sucesora, **datos, actor=administra, ahora=ahora())


def nombres(**donde: object) -> set[str]:
    return set(FiltroGuardado.objects.filter(**donde).values_list("nombre", flat=True))


def test_los_compartidos_pasan_a_la_sucesora_y_el_repetido_dice_de_donde_viene(
    fabio, diego, carla, dependencias, como, entrar
) -> None:
    compartido(diego, dependencias.infraestructura)
    compartido(diego, dependencias.hacienda)
    compartido(diego, dependencias.infraestructura, "Sin asignar")
    assert heredar_filtros(ahora=ahora()) == 0
    cerrar(dependencias.infraestructura, dependencias.hacienda, como(fabio))
    assert heredar_filtros(ahora=ahora()) == 2
    assert nombres(dependencia=dependencias.hacienda) == {
        "Vencidas",
        "Vencidas (1500)",
        "Sin asignar",
    }
    assert heredar_filtros(ahora=ahora()) == 0
    pagina = entrar(carla).get("/trabajo/", {"vista": "dependencia"}).content.decode()
    assert "Vencidas (1500)" in pagina


def test_sin_sucesora_vuelve_a_quien_lo_hizo(fabio, diego, dependencias, como) -> None:
    compartido(diego, dependencias.infraestructura)
    cerrar(dependencias.infraestructura, None, como(fabio))
    heredar_filtros(ahora=ahora())
    assert nombres(dependencia=None, usuario=diego) == {"Vencidas"}


def test_mientras_la_dependencia_siga_abierta_no_se_mueven(
    fabio, diego, dependencias, como
) -> None:
    compartido(diego, dependencias.infraestructura)
    manana = hoy() + timedelta(days=1)
    cerrar(dependencias.infraestructura, dependencias.hacienda, como(fabio), desde=manana)
    assert heredar_filtros(ahora=ahora()) == 0
    assert heredar_filtros(ahora=ahora() + timedelta(days=1)) == 1
