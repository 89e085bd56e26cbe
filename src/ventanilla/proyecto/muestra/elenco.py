"""La entidad, sus dependencias, sus días y sus personas."""

from dataclasses import dataclass
from datetime import date, datetime
from random import Random

from django.contrib.auth.hashers import make_password

from ventanilla.comun.actores import Actor
from ventanilla.comun.transaccion import escritura
from ventanilla.directorio.consultas import actor_de
from ventanilla.directorio.models import (
    Dependencia,
    DiaNoHabil,
    Entidad,
    Nombramiento,
    Rol,
    Usuario,
    Vinculacion,
)
from ventanilla.peticiones.models import TipoDocumental
from ventanilla.proyecto.muestra.textos import leer

DESDE = date(2020, 1, 1)


@dataclass(frozen=True)
class Elenco:
    """Quién hace cada cosa en la demostración. Las dependencias van por código."""

    dependencias: dict[str, Dependencia]
    tipos: dict[str, TipoDocumental]
    actores: dict[str, Actor]
    usuarios: dict[str, Usuario]
    por_dependencia: dict[str, dict[str, list[str]]]

    @property
    def atencion(self) -> Actor:
        """La Dirección de Atención al Ciudadano."""
        return self.actores["atencion@ibague.example"]

    @property
    def radicador(self) -> Actor:
        """La ventanilla única."""
        return self.actores["radicador@ibague.example"]

    def jefe(self, dependencia: str) -> Actor:
        """Quien firma en esa dependencia."""
        return self.actores[self.por_dependencia[dependencia][Rol.JEFE][0]]

    def quien_trabaja(self, dependencia: str, azar: Random) -> str:
        """El correo de alguien que proyecta en esa dependencia; el primero lleva el doble."""
        correos = self.por_dependencia[dependencia][Rol.FUNCIONARIO]
        return azar.choices(correos, [2] + [1] * (len(correos) - 1))[0]


def crear_elenco(*, ahora: datetime) -> Elenco:
    """Crea la entidad y su gente desde `datos/muestra/`, en la transacción de quien llama."""
    datos, gente = leer("entidad"), leer("personas")
    with escritura():
        Entidad.objects.create(**datos["entidad"])
        dependencias = _dependencias(datos["dependencia"])
        for dia in datos["dia"]:
            DiaNoHabil.objects.create(**dia)
        tipos = _tipos(datos["tipo"], dependencias)
        usuarios = _usuarios(gente, dependencias)
    por_dependencia: dict[str, dict[str, list[str]]] = {}
    for persona in gente["persona"]:
        suyos = por_dependencia.setdefault(persona["dependencia"], {})
        for rol in (persona["rol"], *persona.get("tambien", ())):
            suyos.setdefault(rol, []).append(persona["correo"])
    return Elenco(
        dependencias=dependencias,
        tipos=tipos,
        actores={correo: actor_de(usuario, ahora) for correo, usuario in usuarios.items()},
        usuarios=usuarios,
        por_dependencia=por_dependencia,
    )


def _dependencias(filas: list[dict[str, str]]) -> dict[str, Dependencia]:
    creadas: dict[str, Dependencia] = {}
    for fila in filas:
        creadas[fila["codigo"]] = Dependencia.objects.create(
            codigo=fila["codigo"],
            nombre=fila["nombre"],
            padre=creadas.get(fila.get("padre", "")),
            mision=fila.get("mision", ""),
            horario=fila.get("horario", ""),
            correo=f"dependencia.{fila['codigo']}@ibague.example",
            es_atencion=bool(fila.get("atencion", False)),
            codigo_inventado=bool(fila.get("inventado", True)),
            desde=DESDE,
        )
    return creadas


def _tipos(
    filas: list[dict[str, str]], dependencias: dict[str, Dependencia]
) -> dict[str, TipoDocumental]:
    """El catálogo, por clase de petición."""
    return {
        fila["clase"]: TipoDocumental.objects.create(
            codigo=fila["codigo"],
            nombre=fila["nombre"],
            clase_por_defecto=fila["clase"],
            dependencia_por_defecto=dependencias.get(fila.get("dependencia", "")),
            fija_fecha=bool(fila.get("fija_fecha", False)),
            # Serie de la TRD de la Secretaría General para peticiones, quejas y reclamos.
            serie_trd="1100-57",
        )
        for fila in filas
    }


def _usuarios(
    gente: dict[str, list[dict[str, str]]], dependencias: dict[str, Dependencia]
) -> dict[str, Usuario]:
    # Una sola huella para todos: calcularla cuesta medio segundo y la contraseña es pública.
    contrasena = make_password(str(gente["contrasena"]))
    creados = {}
    for fila in gente["persona"]:
        usuario = Usuario.objects.create(
            email=fila["correo"], nombre=fila["nombre"], password=contrasena
        )
        Vinculacion.objects.create(usuario=usuario, clase=fila["vinculacion"], desde=DESDE)
        for rol in (fila["rol"], *fila.get("tambien", ())):
            Nombramiento.objects.create(
                usuario=usuario,
                rol=rol,
                dependencia=dependencias[fila["dependencia"]],
                cargo=fila["cargo"],
                desde=DESDE,
                acto=str(gente["acto"]),
            )
        creados[fila["correo"]] = usuario
    return creados
