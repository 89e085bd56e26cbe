"""La entidad, sus dependencias, sus días y sus personas."""

from dataclasses import dataclass, field
from datetime import date, datetime
from random import Random
from typing import Any

from django.contrib.auth.hashers import make_password

from ventanilla.comun.actores import SISTEMA, Actor
from ventanilla.comun.reloj import en_bogota
from ventanilla.comun.transaccion import escritura
from ventanilla.directorio.consultas import actor_de
from ventanilla.directorio.models import Dependencia, Rol, Usuario
from ventanilla.directorio.servicios.contrasenas import fijar_huella
from ventanilla.directorio.servicios.reglamento import adoptar, empezar_borrador
from ventanilla.estructura.consultas.plan import entender, planear
from ventanilla.estructura.servicios.cargar import aplicar
from ventanilla.peticiones.models import TipoDocumental
from ventanilla.proyecto.muestra.textos import leer

DESDE = date(2020, 1, 1)
_VENTANILLAS = (
    "radicador@ibague.example",
    "cam.salado@ibague.example",
    "cam.lacima@ibague.example",
)
_PESOS_DE_VENTANILLA = (70, 18, 12)


@dataclass(frozen=True)
class Elenco:
    """Quién hace cada cosa en la demostración. Las dependencias van por código."""

    dependencias: dict[str, Dependencia]
    tipos: dict[str, TipoDocumental]
    actores: dict[str, Actor]
    usuarios: dict[str, Usuario]
    por_dependencia: dict[str, dict[str, list[str]]]
    # Dependencia → desde cuándo firma el suplente, y cuál.
    suplencias: dict[str, tuple[datetime, Actor]] = field(default_factory=dict)

    @property
    def atencion(self) -> Actor:
        """La Dirección de Atención al Ciudadano."""
        return self.actores["atencion@ibague.example"]

    @property
    def radicador(self) -> Actor:
        """La ventanilla única."""
        return self.actores["radicador@ibague.example"]

    @property
    def administrador(self) -> Actor:
        """Quien administra el sistema."""
        return self.actores["admin@ibague.example"]

    def de_ventanilla(self, azar: Random) -> Actor:
        """Quien radica en la ventanilla central, en el CAM Salado o en el de La Cima."""
        return self.actores[azar.choices(_VENTANILLAS, _PESOS_DE_VENTANILLA)[0]]

    def jefe(self, dependencia: str, ahora: datetime) -> Actor:
        """Quien firma ese día en esa dependencia."""
        desde, suplente = self.suplencias.get(dependencia, (None, None))
        if desde is not None and suplente is not None and ahora >= desde:
            return suplente
        return self.actores[self.por_dependencia[dependencia][Rol.JEFE][0]]

    def quien_trabaja(self, dependencia: str, azar: Random) -> str:
        """El correo de alguien que proyecta en esa dependencia; el primero lleva el doble."""
        correos = self.por_dependencia[dependencia][Rol.FUNCIONARIO]
        return azar.choices(correos, [2] + [1] * (len(correos) - 1))[0]


def crear_elenco(*, ahora: datetime) -> Elenco:
    """Crea la entidad y su gente desde `datos/muestra/`, como lo haría una entidad de verdad."""
    datos, gente = leer("entidad"), leer("personas")
    archivo = entender({**datos, "persona": [_ficha(p, gente["acto"]) for p in gente["persona"]]})
    # Una sola huella para todos: calcularla cuesta medio segundo y la contraseña es pública.
    contrasena = make_password(str(gente["contrasena"]))
    with escritura():
        aplicar(
            planear(archivo, hoy=en_bogota(ahora).date()),
            actor=SISTEMA,
            ahora=ahora,
            con_correo=False,
        )
        for usuario in Usuario.objects.order_by("pk"):
            fijar_huella(usuario, contrasena, actor=SISTEMA, ahora=ahora)
    usuarios = {u.email: u for u in Usuario.objects.all()}
    _adoptar_reglamento(actor_de(_quien_administra(), ahora), ahora)
    por_dependencia: dict[str, dict[str, list[str]]] = {}
    for persona in gente["persona"]:
        suyos = por_dependencia.setdefault(persona["dependencia"], {})
        for rol in _roles(persona):
            suyos.setdefault(rol, []).append(persona["correo"])
    return Elenco(
        dependencias={d.codigo: d for d in Dependencia.objects.all()},
        tipos={t.clase_por_defecto: t for t in TipoDocumental.objects.all()},
        actores={correo: actor_de(usuario, ahora) for correo, usuario in usuarios.items()},
        usuarios=usuarios,
        por_dependencia=por_dependencia,
    )


def _quien_administra() -> Usuario:
    return Usuario.objects.filter(nombramientos__rol=Rol.ADMINISTRADOR).order_by("pk")[0]


def _adoptar_reglamento(actor: Actor, ahora: datetime) -> None:
    """El texto de fábrica, tal como viene: rige desde antes de la primera petición de muestra."""
    reglamento = empezar_borrador(actor=actor, ahora=ahora)
    adoptar(
        reglamento,
        acto="Acto de muestra 003",
        fecha_acto=DESDE,
        desde=DESDE,
        version=reglamento.version,
        actor=actor,
        ahora=ahora,
    )


def _ficha(persona: dict[str, Any], acto: str) -> dict[str, Any]:
    """Una persona de la muestra, escrita como en un archivo de estructura."""
    nombramiento = {"dependencia": persona["dependencia"], "cargo": persona["cargo"]} | {
        "acto": acto,
        "desde": DESDE,
    }
    return {
        "correo": persona["correo"],
        "nombre": persona["nombre"],
        "vinculaciones": [{"clase": persona["vinculacion"], "desde": DESDE}],
        "nombramientos": [{"rol": rol, **nombramiento} for rol in _roles(persona)],
    }


def _roles(persona: dict[str, Any]) -> list[str]:
    return [persona["rol"], *persona.get("tambien", ())]
