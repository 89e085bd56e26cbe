"""Cambiar el calendario de la entidad no le acorta a la persona la fecha que ya leyó."""

from datetime import date

import pytest

from ventanilla.comun.actores import CIUDADANIA
from ventanilla.directorio.consultas import calendario_de_la_entidad
from ventanilla.directorio.models import DiaNoHabil
from ventanilla.directorio.servicios.dias import Cierre
from ventanilla.estructura.servicios.ajustes import cambiar_ajuste
from ventanilla.estructura.servicios.dias import (
    aplicar_dias,
    declarar_y_contar,
    revocar_y_contar,
)
from ventanilla.peticiones.consultas.diferencias import diferencias
from ventanilla.peticiones.consultas.verificacion import revisar_peticiones
from ventanilla.peticiones.models import Actuacion, Peticion
from ventanilla.peticiones.servicios.completar import pedir_mas_tiempo
from ventanilla.peticiones.servicios.requerir import devolver_para_aclarar, requerir
from ventanilla.peticiones.tests.verbos import FALTA, RECIBIDA, correos, el, leida

pytestmark = pytest.mark.django_db


@pytest.fixture
def por_aclarar(peticion, beto, como) -> Peticion:
    p = leida(peticion(ahora=RECIBIDA))
    devolver_para_aclarar(p, duda=FALTA, actor=como(beto), ahora=el(3))
    return leida(p)


@pytest.fixture
def sabado_habil(fabio, como):
    """Hace hábil el sábado y cuenta otra vez lo abierto."""

    def hacer() -> None:
        cambiar_ajuste(
            "jornada_sabado",
            True,
            leido=False,
            motivo="Decreto 20: se atiende los sábados.",
            actor=como(fabio),
            ahora=el(4),
        )
        aplicar_dias(ahora=el(4))

    return hacer


def limite(p: Peticion, clase: str = "aclaracion") -> date:
    fecha = p.plazos.get(clase=clase).fecha_vence
    assert fecha is not None
    return fecha


def todo_cuadra() -> None:
    assert list(diferencias(calendario=calendario_de_la_entidad())) == []
    assert list(revisar_peticiones()) == []


def test_con_el_sabado_habil_la_entidad_tiene_menos_y_la_persona_lo_mismo(
    por_aclarar, sabado_habil
) -> None:
    [correo] = correos("aclarar")
    responder = limite(por_aclarar, "respuesta")
    sabado_habil()
    p = leida(por_aclarar)
    assert limite(p).isoformat() == correo["datos"]["limite"]
    assert p.persona_hasta == limite(p)
    assert limite(p, "respuesta") < responder
    motivos = [d["motivo"] for d in p.plazos.get(clase="aclaracion").explicacion]
    assert "no se le acorta" in motivos[-1]
    movidos = Actuacion.objects.get(tipo=Actuacion.Tipo.CALENDARIO).datos["relojes"]
    assert "aclaracion" not in {r["clase"] for r in movidos}
    todo_cuadra()


def test_lo_que_se_pida_despues_se_cuenta_con_el_sabado(
    por_aclarar, sabado_habil, peticion, beto, como
) -> None:
    sabado_habil()
    otra = leida(peticion(ahora=RECIBIDA, texto="Otra petición, para que la aclaren."))
    devolver_para_aclarar(otra, duda=FALTA, actor=como(beto), ahora=el(5))
    # Desde el 3 sin sábados, y desde el 5 contándolos: los dos, hasta el 17.
    assert limite(leida(por_aclarar)) == date(2026, 2, 17)
    assert limite(otra) == date(2026, 2, 17)
    todo_cuadra()


def test_un_dia_declarado_le_alarga_y_revocarlo_no_le_quita_lo_que_leyo(
    por_aclarar, fabio, como
) -> None:
    antes = limite(por_aclarar)
    cierre = Cierre(
        desde=antes, hasta=antes, motivo="Día cívico", acto="Decreto 9 de 2026", efecto="no_habil"
    )
    declarar_y_contar(cierre, actor=como(fabio), ahora=el(4))
    aplicar_dias(ahora=el(4))
    leyo = limite(leida(por_aclarar))
    assert leyo > antes
    dias = list(DiaNoHabil.objects.filter(acto="Decreto 9 de 2026"))
    revocar_y_contar(dias, por="Decreto 10 de 2026", actor=como(fabio), ahora=el(4))
    aplicar_dias(ahora=el(4))
    assert limite(leida(por_aclarar)) == leyo
    todo_cuadra()


def test_el_mes_para_completar_y_su_prorroga_tampoco_se_acortan(
    peticion, beto, como, sabado_habil
) -> None:
    p = leida(peticion(ahora=RECIBIDA))
    requerir(p, falta=FALTA, actor=como(beto), ahora=el(3))
    computo = pedir_mas_tiempo(leida(p), actor=CIUDADANIA, ahora=el(4))
    leyo = computo.topes.complemento_hasta
    pidio = Actuacion.objects.get(tipo=Actuacion.Tipo.PRORROGA_CIUDADANO)
    assert leyo is not None
    assert pidio.datos == {"dicho": {"complemento": leyo.isoformat()}}
    sabado_habil()
    assert limite(leida(p), "complemento") == leyo
    assert leyo == date(2026, 4, 6)
    todo_cuadra()
