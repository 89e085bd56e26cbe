"""El elenco: las personas, dependencias y peticiones con que se prueba toda acción."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

import pytest
from django.test import Client

from ventanilla.auditoria.servicios import asentar
from ventanilla.comun.actores import CIUDADANIA, SISTEMA, Actor
from ventanilla.comun.reloj import ahora as hora_actual
from ventanilla.comun.transaccion import escritura
from ventanilla.correspondencia.servicios.abrir import abrir_series
from ventanilla.directorio.consultas import actor_de
from ventanilla.directorio.models import (
    Dependencia,
    Entidad,
    Nombramiento,
    Rol,
    Usuario,
    Vinculacion,
)
from ventanilla.peticiones.consultas.asentado import como_queda
from ventanilla.peticiones.models import Peticion
from ventanilla.peticiones.reglas.solicitud import Solicitante, Solicitud
from ventanilla.peticiones.servicios.radicar import Radicada, radicar

DESDE = date(2020, 1, 1)
ANA = Solicitante(
    nombre="Ana Prueba Ficticia",
    tipo_documento="CC",
    documento="1000000001",
    correo="ana@ejemplo.com",
    direccion="Carrera 1 # 2-3",
    ciudad="Ibagué",
)
PEDIDO = Solicitud(
    clase="peticion",
    asunto="Hueco en la carrera quinta",
    texto="Hay un hueco frente a la escuela y pido que lo arreglen.",
    solicitante=ANA,
)
CLAVE_DE_ENTRADA = "una clave larga de prueba"


@dataclass(frozen=True)
class Dependencias:
    """Atención reparte; infraestructura es la de beto y diego; hacienda, la de carla."""

    atencion: Dependencia
    infraestructura: Dependencia
    hacienda: Dependencia


@pytest.fixture
def entidad(db: None) -> Entidad:
    """Una alcaldía de mentira."""
    return Entidad.objects.create(
        nombre="Alcaldía de Prueba",
        nit="800.000.000-0",
        ciudad="Ibagué",
        direccion="Calle 9 # 2-59",
        horario="lunes a viernes, 8:00 a. m. a 5:00 p. m.",
        telefono="(608) 000 0000",
        correo="contacto@ejemplo.gov.co",
        correo_atencion="atencion@ejemplo.gov.co",
    )


@pytest.fixture
def dependencias(entidad: Entidad) -> Dependencias:
    """Las tres dependencias del elenco."""

    def nueva(codigo: str, nombre: str, *, es_atencion: bool = False) -> Dependencia:
        return Dependencia.objects.create(
            codigo=codigo, nombre=nombre, es_atencion=es_atencion, desde=DESDE
        )

    return Dependencias(
        atencion=nueva("1040", "Dirección de Atención al Ciudadano", es_atencion=True),
        infraestructura=nueva("1500", "Secretaría de Infraestructura"),
        hacienda=nueva("1200", "Secretaría de Hacienda"),
    )


@pytest.fixture
def series(db: None) -> None:
    """Las series de entrada y salida."""
    abrir_series()


def nombrar(
    usuario: Usuario,
    rol: str,
    dependencia: Dependencia | None,
    *,
    cargo: str = "",
    hasta: date | None = None,
) -> Nombramiento:
    """Da a `usuario` un rol desde 2020."""
    return Nombramiento.objects.create(
        usuario=usuario,
        rol=rol,
        dependencia=dependencia,
        cargo=cargo,
        desde=DESDE,
        hasta=hasta,
        acto="Decreto de prueba",
    )


def nuevo_usuario(
    nombre: str,
    rol: str,
    dependencia: Dependencia | None,
    *,
    clase: str = "carrera",
    cargo: str = "",
) -> Usuario:
    """Una persona vinculada y con su rol. Entra con `entrar`; no tiene contraseña."""
    correo = f"{nombre.split()[0].lower()}@ejemplo.gov.co"
    usuario = Usuario.objects.create_user(correo, nombre)
    Vinculacion.objects.create(usuario=usuario, clase=clase, desde=DESDE)
    nombrar(usuario, rol, dependencia, cargo=cargo)
    return usuario


@pytest.fixture
def beto(dependencias: Dependencias) -> Usuario:
    """Funcionario de Infraestructura."""
    return nuevo_usuario("Beto Ficticio", Rol.FUNCIONARIO, dependencias.infraestructura)


@pytest.fixture
def carla(dependencias: Dependencias) -> Usuario:
    """Funcionaria de Hacienda: otra dependencia."""
    return nuevo_usuario("Carla Ficticia", Rol.FUNCIONARIO, dependencias.hacienda)


@pytest.fixture
def diego(dependencias: Dependencias) -> Usuario:
    """Jefe de Infraestructura: firma."""
    return nuevo_usuario(
        "Diego Ficticio",
        Rol.JEFE,
        dependencias.infraestructura,
        clase="libre_nombramiento",
        cargo="Secretario de Infraestructura",
    )


@pytest.fixture
def elena(dependencias: Dependencias) -> Usuario:
    """Control Interno: lee todo y no escribe nada."""
    return nuevo_usuario("Elena Ficticia", Rol.CONTROL_INTERNO, None)


@pytest.fixture
def fabio(dependencias: Dependencias) -> Usuario:
    """Administrador."""
    return nuevo_usuario("Fabio Ficticio", Rol.ADMINISTRADOR, None)


@pytest.fixture
def atencion(dependencias: Dependencias) -> Usuario:
    """Dirección de Atención al Ciudadano: reparte."""
    return nuevo_usuario("Amparo Ficticia", Rol.ATENCION, dependencias.atencion)


@pytest.fixture
def gabi(dependencias: Dependencias) -> Usuario:
    """Contratista con encargo de jefe en Infraestructura: proyecta y no firma."""
    return nuevo_usuario(
        "Gabi Ficticia", Rol.JEFE, dependencias.infraestructura, clase="contratista"
    )


@pytest.fixture
def como() -> Callable[..., Actor]:
    """`como(usuario)` o `como(usuario, ahora)`: el actor que es en ese instante."""

    def actor(usuario: Usuario, ahora: datetime | None = None) -> Actor:
        return actor_de(usuario, ahora or hora_actual())

    return actor


@pytest.fixture
def entrar() -> Callable[[Usuario], Client]:
    """`entrar(usuario)`: un navegador con la sesión de esa persona."""

    def cliente(usuario: Usuario) -> Client:
        navegador = Client()
        navegador.force_login(
            usuario, backend="allauth.account.auth_backends.AuthenticationBackend"
        )
        return navegador

    return cliente


@pytest.fixture
def radicada(dependencias: Dependencias, series: None) -> Callable[..., Radicada]:
    """Fábrica por `radicar()`: `radicada(texto=…, solicitante=…, ahora=…, anexos=…)`."""

    def fabricar(
        *,
        ahora: datetime | None = None,
        recepcion: datetime | None = None,
        llave: str | None = None,
        anexos: Any = (),
        **cambios: Any,
    ) -> Radicada:
        return radicar(
            replace(PEDIDO, **cambios),
            actor=CIUDADANIA,
            ahora=ahora or hora_actual(),
            recepcion=recepcion,
            llave=llave,
            anexos=anexos,
        )

    return fabricar


def dejar(peticion: Peticion, **cambios: Any) -> None:
    """La deja como la prueba la necesita, sin actuación, y el libro lo sabe."""
    with escritura():
        Peticion.objects.filter(pk=peticion.pk).update(**cambios)
        peticion.refresh_from_db()
        asentar(
            f"peticion:{peticion.uuid.hex}",
            "dejada",
            actor=SISTEMA,
            ahora=hora_actual(),
            contenido={"queda": como_queda(peticion)},
        )


@pytest.fixture
def peticion(
    radicada: Callable[..., Radicada], dependencias: Dependencias
) -> Callable[..., Peticion]:
    """Como `radicada`, y la deja en `dependencia` (Infraestructura si no se dice)."""

    def fabricar(*, dependencia: Dependencia | None = None, **cambios: Any) -> Peticion:
        nueva = radicada(**cambios).peticion
        donde = dependencia or dependencias.infraestructura
        dejar(nueva, dependencia=donde)
        return Peticion.objects.select_related("radicado__serie", "dependencia").get(pk=nueva.pk)

    return fabricar
