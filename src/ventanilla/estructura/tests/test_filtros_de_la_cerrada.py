"""Lo que la gente de una dependencia comparte en la bandeja no se pierde cuando se cierra."""

import uuid
from datetime import timedelta

import pytest

from ventanilla.bandeja.models import FiltroGuardado
from ventanilla.bandeja.servicios.heredar import heredar_filtros
from ventanilla.comun.errores import DatosInvalidos
from ventanilla.comun.reloj import ahora, hoy
from ventanilla.directorio.models import Dependencia
from ventanilla.estructura.servicios.mudar import cerrar_y_mudar, mudar_abiertas
from ventanilla.estructura.tests.mudanza import PAGINA
from ventanilla.peticiones.models import Plantilla

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


def test_al_cerrarla_los_compartidos_pasan_y_el_repetido_dice_de_donde_viene(
    fabio, diego, carla, dependencias, como, entrar
) -> None:
    compartido(diego, dependencias.infraestructura)
    compartido(diego, dependencias.hacienda)
    compartido(diego, dependencias.infraestructura, "Sin asignar")
    cerrar(dependencias.infraestructura, dependencias.hacienda, como(fabio))
    assert nombres(dependencia=dependencias.hacienda) == {
        "Vencidas",
        "Vencidas (1500)",
        "Sin asignar",
    }
    assert heredar_filtros(dependencias.infraestructura, dependencias.hacienda) == 0
    pagina = entrar(carla).get("/trabajo/", {"vista": "dependencia"}).content.decode()
    assert "Vencidas (1500)" in pagina


def test_sin_sucesora_vuelve_a_quien_lo_hizo(fabio, diego, dependencias, como) -> None:
    compartido(diego, dependencias.infraestructura)
    cerrar(dependencias.infraestructura, None, como(fabio))
    assert nombres(dependencia=None, usuario=diego) == {"Vencidas"}


def test_si_no_se_pudo_cerrar_los_filtros_siguen_donde_estaban(
    fabio, diego, dependencias, peticion, como
) -> None:
    peticion()
    compartido(diego, dependencias.infraestructura)
    with pytest.raises(DatosInvalidos, match="petición abierta"):
        cerrar(dependencias.infraestructura, None, como(fabio))
    assert nombres(dependencia=dependencias.infraestructura) == {"Vencidas"}


def test_hasta_el_dia_del_cierre_lo_de_su_gente_no_se_mueve(
    fabio, diego, dependencias, como
) -> None:
    infraestructura = dependencias.infraestructura
    compartido(diego, infraestructura)
    Plantilla.objects.create(
        uuid=uuid.uuid4(),
        dependencia=infraestructura,
        nombre="Visita",
        texto="Se visita.",
        editada=ahora(),
    )
    manana = ahora() + timedelta(days=1)
    cerrar(infraestructura, None, como(fabio), desde=manana.date())
    mudar_abiertas(ahora=ahora())
    assert nombres(dependencia=infraestructura) == {"Vencidas"}
    assert Plantilla.objects.get().activa
    mudar_abiertas(ahora=manana)
    assert nombres(dependencia=None, usuario=diego) == {"Vencidas"}
    assert not Plantilla.objects.get().activa


def test_si_se_cerro_con_el_archivo_de_la_entidad_pasan_igual(diego, dependencias) -> None:
    compartido(diego, dependencias.infraestructura)
    cerrada = Dependencia.objects.filter(codigo="1500")
    cerrada.update(hasta=hoy() - timedelta(days=1), sucesora=dependencias.hacienda)
    mudar_abiertas(ahora=ahora())
    assert nombres(dependencia=dependencias.hacienda) == {"Vencidas"}


def test_la_pagina_dice_cuantos_filtros_pasarian(fabio, diego, dependencias, entrar) -> None:
    pagina = entrar(fabio).get(PAGINA).content.decode()
    assert "filtro" not in pagina.split("Qué pasaría")[1].split("</section>")[0]
    compartido(diego, dependencias.infraestructura)
    compartido(diego, dependencias.infraestructura, "Sin asignar")
    compartido(diego, dependencias.hacienda)
    pagina = entrar(fabio).get(PAGINA).content.decode()
    assert "2 filtros compartidos de la bandeja pasarían a la sucesora" in pagina
