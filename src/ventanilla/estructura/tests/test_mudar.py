"""Cerrar una dependencia: primero se ve qué pasaría, y lo abierto pasa con su anotación."""

from datetime import timedelta

import pytest
from django.test import Client

from ventanilla.comun.errores import DatosInvalidos, SinPermiso
from ventanilla.comun.reloj import ahora, hoy
from ventanilla.directorio.models import Dependencia, Nombramiento, Rol
from ventanilla.estructura.servicios.mudar import cerrar_y_mudar, mudar_abiertas
from ventanilla.estructura.tests.mudanza import PAGINA, datos
from ventanilla.peticiones.models import (
    Actuacion,
    Estado,
    Peticion,
)
from ventanilla.peticiones.servicios.asignar import asignar_a_dependencia

pytestmark = pytest.mark.django_db


def test_se_ve_antes_cuantas_y_quienes(fabio, beto, peticion, entrar) -> None:
    una = peticion()
    hoja = entrar(fabio).get(PAGINA).content.decode()
    assert "petición abierta pasaría" in hoja
    assert una.radicado.impreso in hoja
    assert beto.nombre in hoja


def test_lo_abierto_pasa_con_su_anotacion_y_conserva_su_fecha(
    fabio, beto, peticion, entrar, dependencias
) -> None:
    una = peticion()
    Peticion.objects.filter(pk=una.pk).update(responsable=beto, estado=Estado.EN_TRAMITE)
    assert entrar(fabio).post(PAGINA, datos(dependencias)).status_code == 302
    despues = Peticion.objects.get(pk=una.pk)
    assert despues.dependencia == dependencias.hacienda
    assert (despues.responsable, despues.estado) == (None, Estado.EN_TRAMITE)
    assert despues.vence == una.vence
    pasada = Actuacion.objects.filter(peticion=una).latest("orden")
    assert "Acuerdo 5 de 2026" in pasada.motivo
    assert pasada.actor == f"usuario:{fabio.pk}"


@pytest.mark.parametrize("estado", [Estado.POR_VERIFICAR, Estado.POR_CORREGIR])
def test_lo_que_estaba_por_verificar_o_corregir_sigue_asi(
    estado, fabio, peticion, entrar, dependencias
) -> None:
    una = peticion()
    Peticion.objects.filter(pk=una.pk).update(estado=estado)
    assert entrar(fabio).post(PAGINA, datos(dependencias)).status_code == 302
    assert Peticion.objects.get(pk=una.pk).estado == estado


def test_quien_tambien_trabaja_en_la_otra_no_la_pierde(
    fabio, beto, peticion, entrar, dependencias
) -> None:
    Nombramiento.objects.create(
        usuario=beto,
        rol=Rol.FUNCIONARIO,
        dependencia=dependencias.hacienda,
        desde=hoy(),
        acto="Decreto 2",
    )
    una = peticion()
    Peticion.objects.filter(pk=una.pk).update(responsable=beto)
    entrar(fabio).post(PAGINA, datos(dependencias))
    assert Peticion.objects.get(pk=una.pk).responsable == beto


def test_sin_confirmar_no_pasa_nada(fabio, peticion, entrar, dependencias) -> None:
    una = peticion()
    hoja = entrar(fabio).post(PAGINA, datos(dependencias, confirmo="", acto="Acuerdo 77"))
    assert hoja.status_code == 200
    assert "Acuerdo 77" in hoja.content.decode()
    una.refresh_from_db()
    assert una.dependencia == dependencias.infraestructura


def test_con_abiertas_y_sin_sucesora_no_se_cierra(fabio, peticion, entrar, dependencias) -> None:
    peticion()
    hoja = entrar(fabio).post(PAGINA, datos(dependencias, que="cerrar", sucesora=""))
    assert "Tiene 1 petición abierta" in hoja.content.decode()
    assert Dependencia.objects.get(codigo="1500").hasta is None


def test_la_que_reparte_no_se_cierra_sin_relevo(fabio, entrar, dependencias) -> None:
    hoja = entrar(fabio).post("/trabajo/dependencias/1040/cerrar/", datos(dependencias))
    assert "Alguna tiene que repartir" in hoja.content.decode()


def test_si_empieza_despues_pasan_ese_dia_y_repetirlo_no_las_mueve_otra_vez(
    fabio, peticion, como, dependencias
) -> None:
    una = peticion()
    manana = hoy() + timedelta(days=1)
    pasadas = cerrar_y_mudar(
        dependencias.infraestructura,
        sucesora=dependencias.hacienda,
        unida=True,
        acto="Acuerdo 5",
        desde=manana,
        actor=como(fabio),
        ahora=ahora(),
    )
    assert pasadas == 0
    assert mudar_abiertas(ahora=ahora() + timedelta(days=1)) == 1
    assert mudar_abiertas(ahora=ahora() + timedelta(days=1)) == 0
    assert Peticion.objects.get(pk=una.pk).dependencia == dependencias.hacienda


def test_a_la_cerrada_no_se_le_envia_nada(
    fabio, atencion, peticion, entrar, como, dependencias
) -> None:
    entrar(fabio).post(PAGINA, datos(dependencias))
    otra = peticion(dependencia=dependencias.hacienda)
    cerrada = Dependencia.objects.get(codigo="1500")
    with pytest.raises(DatosInvalidos, match="no existe hoy"):
        asignar_a_dependencia(otra, dependencia=cerrada, actor=como(atencion), ahora=ahora())


def test_solo_quien_administra(atencion, beto, diego, entrar, como, dependencias) -> None:
    for persona in (atencion, beto, diego):
        assert entrar(persona).get(PAGINA).status_code == 403
        assert entrar(persona).post(PAGINA, datos(dependencias)).status_code == 403
    with pytest.raises(SinPermiso):
        cerrar_y_mudar(
            dependencias.infraestructura,
            sucesora=None,
            unida=False,
            acto="Decreto 1",
            desde=hoy(),
            actor=como(atencion),
            ahora=ahora(),
        )


def test_dos_veces_y_la_que_no_existe(fabio, entrar, dependencias) -> None:
    navegador = entrar(fabio)
    navegador.post(PAGINA, datos(dependencias))
    assert "ya se cerró" in navegador.post(PAGINA, datos(dependencias)).content.decode()
    assert navegador.get("/trabajo/dependencias/nada/cerrar/").status_code == 404
    assert navegador.put(PAGINA).status_code == 405


def test_la_pagina_publica_de_la_cerrada_dice_en_cual_se_convirtio(
    fabio, entrar, dependencias
) -> None:
    entrar(fabio).post(PAGINA, datos(dependencias))
    hoja = Client().get("/directorio/1500/").content.decode()
    assert "existió hasta" in hoja
    assert "/directorio/1200/" in hoja
    assert (
        "Secretaría de Hacienda" in Client().get("/directorio/?q=infraestructura").content.decode()
    )


def test_quien_pasa_sigue_con_su_rol_y_sus_peticiones_en_la_sucesora(
    fabio, beto, diego, peticion, entrar, dependencias
) -> None:
    una = peticion()
    Peticion.objects.filter(pk=una.pk).update(responsable=beto)
    (de_beto,) = Nombramiento.objects.filter(usuario=beto)
    escrito = datos(dependencias, **{f"cargo_{de_beto.pk}": "pasa"})
    assert entrar(fabio).post(PAGINA, escrito).status_code == 302
    viejo, nuevo = Nombramiento.objects.filter(usuario=beto).order_by("pk")
    assert viejo.hasta == hoy() - timedelta(days=1)
    assert (nuevo.rol, nuevo.dependencia, nuevo.acto) == (
        de_beto.rol,
        dependencias.hacienda,
        "Acuerdo 5 de 2026",
    )
    assert nuevo.desde == hoy()
    assert Peticion.objects.get(pk=una.pk).responsable == beto
    for cargo in Nombramiento.objects.filter(usuario=diego):
        assert cargo.hasta == hoy() - timedelta(days=1)


def test_hay_que_decir_que_pasa_con_cada_cargo(fabio, beto, diego, entrar, dependencias) -> None:
    (de_beto,) = Nombramiento.objects.filter(usuario=beto)
    escrito = datos(dependencias, **{f"cargo_{de_beto.pk}": ""})
    hoja = entrar(fabio).post(PAGINA, escrito).content.decode()
    assert "Escoja si su cargo pasa a la otra o termina" in hoja
    sin_otra = datos(dependencias, que="cerrar", sucesora="", **{f"cargo_{de_beto.pk}": "pasa"})
    hoja = entrar(fabio).post(PAGINA, sin_otra).content.decode()
    assert "Para pasar los cargos a otra" in hoja
    assert Dependencia.objects.get(codigo="1500").hasta is None


def test_quien_ya_tiene_ese_rol_alla_no_lo_tiene_dos_veces(
    fabio, beto, entrar, dependencias
) -> None:
    (de_beto,) = Nombramiento.objects.filter(usuario=beto)
    Nombramiento.objects.create(
        usuario=beto,
        rol=de_beto.rol,
        dependencia=dependencias.hacienda,
        desde=hoy(),
        acto="Decreto 2",
    )
    escrito = datos(dependencias, **{f"cargo_{de_beto.pk}": "pasa"})
    assert entrar(fabio).post(PAGINA, escrito).status_code == 302
    assert Nombramiento.objects.filter(usuario=beto, dependencia=dependencias.hacienda).count() == 1


def test_quien_administra_no_cambia_su_propio_cargo_al_cerrar(fabio, entrar, dependencias) -> None:
    suyo = Nombramiento.objects.create(
        usuario=fabio,
        rol=Rol.FUNCIONARIO,
        dependencia=dependencias.infraestructura,
        desde=hoy() - timedelta(days=9),
        acto="Decreto 2",
    )
    assert "El suyo no se toca" in entrar(fabio).get(PAGINA).content.decode()
    assert entrar(fabio).post(PAGINA, datos(dependencias)).status_code == 302
    suyo.refresh_from_db()
    assert suyo.hasta is None
