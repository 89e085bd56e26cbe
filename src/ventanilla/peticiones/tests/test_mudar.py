"""Cerrar una dependencia: primero se ve qué pasaría, y lo abierto pasa con su anotación."""

from datetime import timedelta

import pytest
from django.test import Client

from ventanilla.comun.errores import DatosInvalidos, SinPermiso
from ventanilla.comun.reloj import ahora, hoy
from ventanilla.directorio.models import Dependencia, Nombramiento, Rol
from ventanilla.peticiones.models import Actuacion, Estado, Peticion
from ventanilla.peticiones.servicios.asignar import asignar_a_dependencia
from ventanilla.peticiones.servicios.mudar import cerrar_y_mudar, mudar_abiertas

pytestmark = pytest.mark.django_db
PAGINA = "/trabajo/dependencias/1500/cerrar/"


def datos(dependencias, **cambios: object) -> dict[str, object]:
    return {
        "que": "unir",
        "sucesora": dependencias.hacienda.pk,
        "acto": "Acuerdo 5 de 2026",
        "desde": hoy().isoformat(),
        "confirmo": "on",
        **cambios,
    }


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
    assert "Tiene 1 peticiones abiertas" in hoja.content.decode()
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
