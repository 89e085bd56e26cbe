"""Cada rol frente a cada acción, sobre una petición de la dependencia 1 sin responsable."""

from collections.abc import Callable

import pytest

from ventanilla.comun.actores import Actor, Cargo, Permiso
from ventanilla.directorio.models import Rol
from ventanilla.peticiones import permisos
from ventanilla.peticiones.models import Estado, Peticion

SUYA, AJENA = 1, 2
ACCIONES: dict[str, Callable[[Actor, Peticion], Permiso]] = {
    "ver": permisos.puede_ver,
    "identidad": permisos.puede_ver_identidad,
    "asignarse": permisos.puede_asignarse,
    "asignar": permisos.puede_asignar_persona,
    "repartir": permisos.puede_asignar_dependencia,
    "aceptar": permisos.puede_aceptar_competencia,
    "proyectar": permisos.puede_proyectar,
    "firmar": permisos.puede_firmar,
}
TRABAJO = {"ver", "identidad", "asignarse", "aceptar", "proyectar"}
TABLA = [
    (Rol.FUNCIONARIO, SUYA, TRABAJO),
    (Rol.ENLACE, SUYA, TRABAJO | {"asignar"}),
    (Rol.JEFE, SUYA, TRABAJO | {"asignar", "firmar"}),
    (Rol.ATENCION, SUYA, TRABAJO | {"asignar", "repartir"}),
    (Rol.ATENCION, AJENA, {"ver", "identidad", "repartir"}),
    (Rol.FUNCIONARIO, AJENA, set()),
    (Rol.ENLACE, AJENA, set()),
    (Rol.JEFE, AJENA, set()),
    (Rol.RADICADOR, AJENA, {"ver"}),
    (Rol.CONTROL_INTERNO, None, {"ver"}),
    (Rol.CONTROL_INTERNO, SUYA, {"ver"}),
    (Rol.ADMINISTRADOR, None, set()),
    (Rol.ADMINISTRADOR, SUYA, set()),
    (Rol.ENLACE_CHAT, SUYA, set()),
    (Rol.ENTE_EXTERNO, SUYA, set()),
    (Rol.CONTROL_DISCIPLINARIO, SUYA, set()),
]


def actor(rol: str, dependencia: int | None, *, firma: bool = True) -> Actor:
    cargo = Cargo(rol, dependencia, firma=firma and rol == Rol.JEFE)
    return Actor("usuario", "usuario:7", "Alguien", 7, (cargo,))


def peticion(**cambios: object) -> Peticion:
    datos = {
        "dependencia_id": SUYA,
        "estado": Estado.RADICADA,
        "solicitante": "natural",
        "identidad_id": 5,
    }
    return Peticion(**{**datos, **cambios})


@pytest.mark.parametrize(("rol", "donde", "puede"), TABLA)
def test_cada_rol_puede_lo_suyo_y_nada_mas(rol: str, donde: int | None, puede: set[str]) -> None:
    quien = actor(rol, donde)
    assert {n for n, regla in ACCIONES.items() if regla(quien, peticion())} == puede


@pytest.mark.parametrize(("rol", "donde", "puede"), TABLA)
def test_todo_no_trae_su_motivo(rol: str, donde: int | None, puede: set[str]) -> None:
    quien = actor(rol, donde)
    for regla in ACCIONES.values():
        permiso = regla(quien, peticion())
        assert permiso or len(permiso.motivo) > 15


def test_sin_cargos_vigentes_no_se_puede_nada() -> None:
    nadie = Actor("usuario", "usuario:7", "Alguien", 7, ())
    de_el = peticion(responsable_id=7)
    assert not any(regla(nadie, de_el) for regla in ACCIONES.values())


def test_quien_la_tiene_la_sigue_leyendo_aunque_cambie_de_dependencia() -> None:
    assert permisos.puede_ver(actor(Rol.FUNCIONARIO, AJENA), peticion(responsable_id=7))


@pytest.mark.parametrize("estado", [Estado.FIRMADA, Estado.ENVIADA])
def test_lo_firmado_ya_no_se_tramita_y_si_se_despacha(estado: str) -> None:
    firmada = peticion(estado=estado)
    jefe = actor(Rol.JEFE, SUYA)
    for accion in ("asignarse", "asignar", "aceptar", "proyectar", "firmar"):
        assert not ACCIONES[accion](jefe, firmada)
    assert permisos.puede_despachar(jefe, firmada)
    assert permisos.puede_despachar(actor(Rol.RADICADOR, AJENA), firmada)
    assert not permisos.puede_despachar(actor(Rol.JEFE, AJENA), firmada)
    assert not permisos.puede_despachar(actor(Rol.CONTROL_INTERNO, None), firmada)


def test_el_jefe_por_contrato_no_firma() -> None:
    permiso = permisos.puede_firmar(actor(Rol.JEFE, SUYA, firma=False), peticion())
    assert not permiso
    assert "contrato" in permiso.motivo
