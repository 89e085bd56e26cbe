"""Gente y dependencias para las pruebas que revisan el libro: nacen con sus asientos."""

from datetime import date
from typing import Any

from ventanilla.auditoria.servicios import asentar
from ventanilla.comun.actores import SISTEMA
from ventanilla.comun.reloj import ahora
from ventanilla.comun.transaccion import escritura
from ventanilla.directorio.consultas.asentado import (
    comprometido_de,
    de_dependencia,
    de_nombramiento,
    de_vinculacion,
)
from ventanilla.directorio.models import Dependencia, Nombramiento, Usuario, Vinculacion

DESDE = date(2020, 1, 1)


def dependencia_con_libro(codigo: str, nombre: str, **datos: Any) -> Dependencia:
    """Una dependencia y lo que el libro dice de ella."""
    with escritura():
        una = Dependencia.objects.create(codigo=codigo, nombre=nombre, **datos)
        asentar_dependencia(una)
    return una


def asentar_dependencia(una: Dependencia) -> None:
    """Lo que el libro habría dicho si la hubiera creado un servicio."""
    asentar(
        f"dependencia:{una.codigo}",
        "creada",
        actor=SISTEMA,
        ahora=ahora(),
        contenido=de_dependencia(una),
    )


def persona_con_libro(
    correo: str,
    nombre: str,
    *,
    rol: str,
    dependencia: Dependencia | None,
    cargo: str = "",
    contrasena: str | None = None,
) -> Usuario:
    """Una persona de carrera con su rol desde 2020, y lo que el libro dice de ella."""
    with escritura():
        usuario = Usuario.objects.create_user(correo, nombre, contrasena)
        vinculo = Vinculacion.objects.create(usuario=usuario, clase="carrera", desde=DESDE)
        nombrada = Nombramiento.objects.create(
            usuario=usuario,
            rol=rol,
            dependencia=dependencia,
            cargo=cargo,
            desde=DESDE,
            acto="Decreto de prueba",
        )
        objeto, momento = f"usuario:{usuario.pk}", ahora()
        asentar(
            objeto,
            "creado",
            actor=SISTEMA,
            ahora=momento,
            contenido={"activa": True},
            reservado=comprometido_de(usuario),
        )
        for hecho, contenido in (
            ("vinculado", de_vinculacion(vinculo)),
            ("nombrado", de_nombramiento(nombrada)),
        ):
            asentar(objeto, hecho, actor=SISTEMA, ahora=momento, contenido=contenido)
    return usuario
