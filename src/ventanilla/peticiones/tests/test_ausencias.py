"""Vacaciones y licencias: el titular no puede nada y quien lo suple, sí; y cerrar una cuenta."""

from datetime import timedelta
from typing import Any

import pytest

from ventanilla.auditoria.models import Asiento
from ventanilla.comun.actores import Actor
from ventanilla.comun.errores import DatosInvalidos, SinPermiso
from ventanilla.comun.reloj import ahora, hoy
from ventanilla.conftest import nuevo_usuario
from ventanilla.directorio.consultas import (
    actor_de,
    cargo_con_que_firma,
    quienes_dirigen,
    quienes_ejercen,
)
from ventanilla.directorio.models import Ausencia, Rol, Usuario
from ventanilla.directorio.servicios.administran import SinQuienAdministre
from ventanilla.directorio.servicios.ausencias import acabar_ausencia, registrar_ausencia
from ventanilla.directorio.servicios.nombramientos import (
    ayer,
    terminar_nombramiento,
    terminar_vinculacion,
)
from ventanilla.directorio.servicios.personas import desactivar
from ventanilla.estructura.consultas.cargos import jefes_de
from ventanilla.estructura.servicios.entregar_cargos import entregar_cargos
from ventanilla.peticiones.models import Actuacion, Peticion
from ventanilla.peticiones.permisos import puede_firmar, puede_ver
from ventanilla.peticiones.servicios.asignar import asignar_a_persona, asignarse

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def sin_segundo_factor(settings) -> None:
    settings.VENTANILLA_SEGUNDO_FACTOR = ()


@pytest.fixture
def ausentar(fabio, como):
    """`ausentar(quien, suplente)`: una licencia de diez días desde hoy."""

    def hacer(quien, suplente=None, **cambios) -> Ausencia:
        datos: dict[str, Any] = {
            "clase": "vacaciones",
            "desde": hoy(),
            "hasta": hoy() + timedelta(days=9),
            "acto": "Resolución 1 de 2026",
        }
        datos |= {"suplente": suplente, "actor": como(fabio), "ahora": ahora()}
        return registrar_ausencia(quien, **(datos | cambios))

    return hacer


def test_el_titular_no_firma_y_quien_lo_suple_si(
    diego, carla, ausentar, peticion, como, dependencias
) -> None:
    una = peticion()
    assert puede_firmar(como(diego), una)
    assert not puede_firmar(como(carla), una)
    ausentar(diego, carla)
    assert not puede_firmar(como(diego), una)
    assert puede_firmar(como(carla), una)
    despues = ahora() + timedelta(days=10)
    assert puede_firmar(como(diego, despues), una)
    assert not puede_firmar(como(carla, despues), una)
    firma = cargo_con_que_firma(carla.pk, dependencias.infraestructura, hoy())
    assert firma == "Secretario de Infraestructura (e)"
    assert [j.pk for j in jefes_de(dependencias.infraestructura, hoy())] == [carla.pk]


def test_un_contratista_que_suple_a_un_jefe_no_firma(
    diego, dependencias, ausentar, peticion, como
) -> None:
    hugo = nuevo_usuario(
        "Hugo Ficticio", Rol.FUNCIONARIO, dependencias.hacienda, clase="contratista"
    )
    ausentar(diego, hugo)
    assert "por contrato" in puede_firmar(como(hugo), peticion()).motivo


def test_a_un_ausente_no_se_le_puede_entregar_nada_ni_toma_nada(
    beto, diego, ausentar, peticion, como, entrar
) -> None:
    una = peticion()
    ausentar(beto)
    with pytest.raises(DatosInvalidos, match="no trabaja hoy"):
        asignar_a_persona(una, responsable=beto, actor=como(diego), ahora=ahora())
    with pytest.raises(SinPermiso):
        asignarse(una, actor=como(beto), ahora=ahora())
    ofrecidos = entrar(diego).get(f"/trabajo/peticiones/{una.uuid}/").content.decode()
    assert f'<option value="{beto.pk}"' not in ofrecidos
    assert f'<option value="{diego.pk}"' in ofrecidos


def test_quien_suple_ve_en_su_bandeja_lo_que_tenia_el_titular_y_lo_toma(
    beto, carla, ausentar, peticion, como, entrar
) -> None:
    una = asignarse(peticion(), actor=como(beto), ahora=ahora())
    ruta = f"/trabajo/peticiones/{una.uuid}/"
    de_carla = entrar(carla)
    assert de_carla.get(ruta).status_code == 403
    ausencia = ausentar(beto, carla)
    assert una.radicado.impreso in de_carla.get("/trabajo/?vista=mia").content.decode()
    assert de_carla.get(ruta).status_code == 200
    asignarse(una, actor=como(carla), ahora=ahora())
    assert Peticion.objects.get(pk=una.pk).responsable_id == carla.pk
    acabar_ausencia(ausencia, actor=como_admin(), ahora=ahora())
    assert "Mi bandeja" in entrar(beto).get("/trabajo/").content.decode()


def como_admin() -> Actor:
    return actor_de(Usuario.objects.get(nombramientos__rol=Rol.ADMINISTRADOR), ahora())


def test_lo_que_no_cuadra_se_dice(beto, carla, diego, fabio, ausentar) -> None:
    ausentar(beto, carla)
    for quien, suplente, dicho in (
        (beto, None, "otra ausencia"),
        (carla, None, "suple a Beto"),
        (diego, beto, "también está ausente"),
        (diego, diego, "a sí mismo"),
        (diego, fabio, "Usted tendría los cargos"),
    ):
        with pytest.raises(DatosInvalidos, match=dicho):
            ausentar(quien, suplente)
    viejo = hoy() - timedelta(days=20)
    with pytest.raises(DatosInvalidos, match="Ya pasó"):
        ausentar(diego, desde=viejo, hasta=viejo)


def test_quien_administra_solo_no_se_ausenta_sin_suplente(fabio, beto, como) -> None:
    gina = nuevo_usuario("Gina Ficticia", Rol.ADMINISTRADOR, None)
    datos: dict[str, Any] = {
        "clase": "licencia",
        "desde": hoy(),
        "hasta": hoy(),
        "acto": "Acta 1",
        "ahora": ahora(),
    }
    registrar_ausencia(gina, suplente=None, actor=como(fabio), **datos)
    # Gina ya no puede hacer nada hoy: ni siquiera lo que quedaba de ella.
    with pytest.raises(SinPermiso):
        registrar_ausencia(fabio, suplente=None, actor=como(gina), **datos)
    otra = nuevo_usuario("Irma Ficticia", Rol.ADMINISTRADOR, None)
    otra.nombramientos.update(hasta=hoy())
    fin = {"desde": hoy() + timedelta(days=1), "hasta": hoy() + timedelta(days=2)}
    gina.nombramientos.update(hasta=hoy())
    with pytest.raises(SinQuienAdministre):
        registrar_ausencia(fabio, suplente=None, actor=como(otra), **{**datos, **fin})


def test_acabar_dos_veces_se_dice_y_lo_que_no_empezo_queda_anulado(
    beto, fabio, ausentar, como, entrar
) -> None:
    manana = hoy() + timedelta(days=1)
    ausencia = ausentar(beto, desde=manana, hasta=manana)
    navegador = entrar(fabio)
    ruta = f"/trabajo/entidad/personas/{beto.pk}/ausencias/{ausencia.pk}/acabar/"
    assert navegador.post(ruta).status_code == 302
    ausencia.refresh_from_db()
    assert ausencia.anulada
    assert "ya había acabado" in navegador.post(ruta).content.decode()


def test_cerrar_una_cuenta_dice_lo_que_tiene_y_lo_pasa_a_la_jefatura(
    fabio, beto, diego, peticion, como, entrar
) -> None:
    una = asignarse(peticion(), actor=como(beto), ahora=ahora())
    de_beto, navegador = entrar(beto), entrar(fabio)
    ruta = f"/trabajo/personas/{beto.pk}/retirar/"
    vista = navegador.get(ruta).content.decode()
    assert "1 petición en Secretaría de Infraestructura: pasa todo a Diego Ficticio" in vista
    assert navegador.post(ruta, {"motivo": " "}).status_code == 422
    assert de_beto.get("/trabajo/").status_code == 200
    hecho = navegador.post(ruta, {"motivo": "Renunció"}, follow=True).content.decode()
    assert "Lo que tenía (1 asunto) pasó a su jefatura" in hecho
    assert Peticion.objects.get(pk=una.pk).responsable_id == diego.pk
    assert de_beto.get("/trabajo/").status_code == 302
    assert not Asiento.objects.filter(contenido__contains="Renunció").exists()
    cuantas = Actuacion.objects.filter(peticion=una).count()
    navegador.post(ruta, {"motivo": "otra vez"})
    assert Asiento.objects.filter(hecho="desactivado").count() == 1
    assert Actuacion.objects.filter(peticion=una).count() == cuantas
    assert "Inactiva" in navegador.get(f"/trabajo/entidad/personas/{beto.pk}/").content.decode()


def test_lo_que_quede_con_una_cuenta_cerrada_lo_pasa_la_tarea_de_la_noche(
    beto, diego, peticion, como
) -> None:
    una = asignarse(peticion(), actor=como(beto), ahora=ahora())
    type(beto).objects.filter(pk=beto.pk).update(is_active=False)
    assert entregar_cargos(ahora=ahora())["devueltas"] == 1
    assert Peticion.objects.get(pk=una.pk).responsable_id == diego.pk


class TestLaSuplenciaTerminaConElTitular:
    """Quien suple ejerce los cargos del titular: sin titular o sin cargo, no ejerce nada."""

    @pytest.fixture
    def suplida(self, beto, diego, carla, ausentar, peticion, como) -> Peticion:
        """Una petición a cargo de Diego, que está ausente y a quien suple Carla, de otra dependencia."""
        una: Peticion = peticion()
        asignarse(una, actor=como(diego), ahora=ahora())
        ausentar(diego, carla)
        assert puede_ver(como(carla), una)
        assert puede_firmar(como(carla), una)
        return una

    def _nada_puede(self, carla: Usuario, una: Peticion, como: Any) -> None:
        actor: Actor = como(carla)
        assert actor.suple == frozenset()
        assert not puede_firmar(actor, una)
        assert not puede_ver(actor, una)
        assert una.dependencia is not None
        assert carla not in quienes_ejercen(hoy(), una.dependencia.pk, Rol.JEFE)
        assert quienes_dirigen(hoy(), una.dependencia) == []
        assert cargo_con_que_firma(carla.pk, una.dependencia, hoy()) == ""

    def test_si_se_cierra_la_cuenta_del_titular(self, suplida, diego, carla, fabio, como) -> None:
        desactivar(diego, motivo="Se retiró", actor=como(fabio), ahora=ahora())
        self._nada_puede(carla, suplida, como)

    def test_si_termina_su_nombramiento(
        self, suplida, diego, carla, fabio, como, entrar, dependencias
    ) -> None:
        cargo = diego.nombramientos.get()
        terminar_nombramiento(cargo, ultimo_dia=ayer(ahora()), actor=como(fabio), ahora=ahora())
        self._nada_puede(carla, suplida, como)
        navegador = entrar(carla)
        assert navegador.get(f"/trabajo/peticiones/{suplida.uuid}/").status_code == 403
        assert "Diego Ficticio" not in navegador.get("/trabajo/mi-cargo/").content.decode()

    def test_si_se_acaba_su_vinculacion_sigue_viendo_y_no_firma(
        self, suplida, diego, carla, fabio, como
    ) -> None:
        """Lo mismo que le pasaría al titular si estuviera."""
        vinculo = diego.vinculaciones.get()
        terminar_vinculacion(vinculo, ultimo_dia=ayer(ahora()), actor=como(fabio), ahora=ahora())
        assert puede_ver(como(carla), suplida)
        assert not puede_firmar(como(carla), suplida)
