"""Gente para las pruebas que revisan el libro: nace con sus asientos, como la de los servicios."""

from datetime import date

from ventanilla.auditoria.servicios import asentar
from ventanilla.comun.actores import SISTEMA
from ventanilla.comun.reloj import ahora
from ventanilla.comun.transaccion import escritura
from ventanilla.directorio.consultas.asentado import (
    comprometido_de,
    de_nombramiento,
    de_vinculacion,
)
from ventanilla.directorio.models import Dependencia, Nombramiento, Usuario, Vinculacion

DESDE = date(2020, 1, 1)


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
