"""Crear una dependencia y editar lo que no necesita acto. Nunca se borra una."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from ventanilla.comun.actores import Actor
from ventanilla.comun.errores import Cambiado, DatosInvalidos, Falta
from ventanilla.comun.reloj import en_bogota
from ventanilla.comun.transaccion import escritura
from ventanilla.directorio.consultas import estructura_actual
from ventanilla.directorio.models import Dependencia
from ventanilla.directorio.reglas.cambios import Cambio, comparar_estructura
from ventanilla.directorio.reglas.edicion import cambio_de
from ventanilla.directorio.reglas.estructura import DEPENDENCIA, Estructura
from ventanilla.directorio.reglas.fichas import Ficha, de_formulario, leer_ficha
from ventanilla.directorio.servicios.estructura import aplicar_estructura
from ventanilla.directorio.servicios.exigir import exigir_que_administre
from ventanilla.directorio.servicios.turno import tomar_la_entidad

LUGAR = "La dependencia"
# Lo que se edita sin acto: el nombre, el superior y el final cambian con el suyo.
EDITABLES = (
    *("mision", "funciones", "palabras", "correo", "telefono"),
    *("direccion", "horario", "es_atencion"),
)
QUEDARIA_SIN_ATENCION = (
    "Alguna tiene que repartir lo que llega. Abra la que la reemplaza y marque allá que reparte: "
    "esta deja de hacerlo en ese momento."
)


def crear_dependencia(datos: Mapping[str, Any], *, actor: Actor, ahora: datetime) -> str:
    """La crea con las mismas reglas del archivo y da su código.

    Raises:
        SinPermiso: si quien la crea no administra.
        DatosInvalidos: si algo no sirve o el código ya existe; `campo` es el del formulario.
        Cambiado: si la dependencia de la que dependería ya se cerró.
    """
    exigir_que_administre(actor)
    ficha = revisada(datos)
    codigo = str(ficha.datos.get("codigo", ""))
    with escritura():
        tomar_la_entidad()
        if Dependencia.objects.filter(codigo=codigo).exists():
            falta = Falta("codigo", f"El código {codigo} ya lo tiene otra. Escoja uno distinto.")
            raise DatosInvalidos([falta])
        padre = Dependencia.objects.filter(codigo=ficha.datos.get("padre", "")).first()
        if padre is not None:
            exigir_vigente(padre, ahora)
        _quitar_atencion_a_las_demas(ficha, codigo, actor=actor, ahora=ahora)
        aplicar_estructura(comparar_ficha(ficha), actor=actor, ahora=ahora)
    return codigo


def editar_dependencia(
    dependencia: Dependencia,
    datos: Mapping[str, Any],
    *,
    leido: Mapping[str, Any],
    actor: Actor,
    ahora: datetime,
) -> bool:
    """Cambia lo que no necesita acto. Da falso si no había nada que cambiar.

    Args:
        leido: los datos como estaban cuando se abrió la página.

    Raises:
        SinPermiso: si no administra.
        DatosInvalidos: si algo no sirve.
        OtraPersonaCambio: si alguien cambió lo mismo entre tanto; trae lo que quedó.
    """
    exigir_que_administre(actor)
    ficha = revisada({c: v for c, v in datos.items() if c in EDITABLES})
    with escritura():
        tomar_la_entidad()
        dependencia = Dependencia.objects.get(pk=dependencia.pk)
        exigir_vigente(dependencia, ahora)
        if dependencia.es_atencion and ficha.datos.get("es_atencion") is False:
            raise DatosInvalidos([Falta("es_atencion", QUEDARIA_SIN_ATENCION)])
        llave = (dependencia.codigo,)
        actual = estructura_actual()["dependencia"][llave]
        cambio = cambio_de("dependencia", llave, escrito=ficha.datos, leido=leido, actual=actual)
        if cambio is None:
            return False
        _quitar_atencion_a_las_demas(ficha, dependencia.codigo, actor=actor, ahora=ahora)
        aplicar_estructura([cambio], actor=actor, ahora=ahora)
    return True


def exigir_vigente(dependencia: Dependencia, ahora: datetime) -> None:
    """Raises:
    Cambiado: si ya se cerró.
    """
    if dependencia.hasta is not None and dependencia.hasta < en_bogota(ahora).date():
        raise Cambiado(f"{dependencia.nombre} ya se cerró: lo que fue no se cambia.")


def revisada(datos: Mapping[str, Any]) -> Ficha:
    """La ficha, con las mismas reglas del archivo.

    Raises:
        DatosInvalidos: qué corregir; `campo` es el del formulario.
    """
    faltas: list[Falta] = []
    ficha = leer_ficha(datos, DEPENDENCIA, LUGAR, faltas)
    if faltas:
        raise DatosInvalidos([de_formulario(f) for f in faltas])
    return ficha


def comparar_ficha(ficha: Ficha) -> tuple[Cambio, ...]:
    """Qué cambia con ella, si cabe en el organigrama.

    Raises:
        DatosInvalidos: si su superior no existe o quedaría dentro de sí misma.
    """
    faltas: list[Falta] = []
    estructura = Estructura(Ficha("", {}), (ficha,), (), ())
    comparacion = comparar_estructura(estructura, estructura_actual(), faltas)
    if faltas:
        raise DatosInvalidos([de_formulario(f) for f in faltas])
    return comparacion.cambios


def _quitar_atencion_a_las_demas(
    ficha: Ficha, codigo: str, *, actor: Actor, ahora: datetime
) -> None:
    """Solo una reparte lo que llega: al marcar otra, la de antes deja de hacerlo."""
    if not ficha.datos.get("es_atencion"):
        return
    otras = Dependencia.objects.filter(es_atencion=True).exclude(codigo=codigo)
    for otra in otras:
        aplicar_estructura(
            [
                Cambio(
                    "dependencia",
                    (otra.codigo,),
                    False,
                    {"es_atencion": True},
                    {"es_atencion": False},
                )
            ],
            actor=actor,
            ahora=ahora,
        )
