"""Cambiar un ajuste de la entidad y volver a contar lo que mueva."""

from datetime import datetime, time
from typing import Any

from ventanilla.comun.actores import Actor
from ventanilla.comun.cola import encolar
from ventanilla.comun.errores import Cambiado, DatosInvalidos, Falta
from ventanilla.comun.reloj import en_bogota
from ventanilla.comun.texto import limpiar_linea
from ventanilla.comun.transaccion import escritura
from ventanilla.directorio.consultas import entidad
from ventanilla.directorio.consultas.reglamento import de_donde_salen, valores_de
from ventanilla.directorio.permisos import puede_cambiar_la_entidad
from ventanilla.directorio.reglas.ajustes import (
    FUERA_DEL_REGLAMENTO,
    MUEVEN,
    SUELTOS,
    faltas_del_cambio,
    sencillo,
)
from ventanilla.directorio.reglas.cambios import Cambio
from ventanilla.directorio.servicios.estructura import aplicar_estructura
from ventanilla.peticiones.servicios.exigir import exigir


def cambiar_ajuste(
    campo: str, valor: Any, *, leido: Any, motivo: str, actor: Actor, ahora: datetime
) -> None:
    """Cambia un ajuste que ningún artículo fija; si mueve fechas, el obrero cuenta otra vez lo abierto.

    Args:
        valor: como se guarda: texto, entero, sí o no, o una hora.
        leido: el que había cuando la persona abrió la página, en su forma de JSON.

    Raises:
        SinPermiso: si no administra.
        DatosInvalidos: qué corregir; no se escribió nada.
        Cambiado: si otra persona lo cambió entre tanto.
    """
    exigir(puede_cambiar_la_entidad(actor))
    antes, dicho = revisar_ajuste(campo, valor, motivo=motivo, ahora=ahora)
    if sencillo(antes) != leido:
        raise Cambiado("Otra persona cambió este ajuste. Mire cómo quedó y decida otra vez.")
    cambio = Cambio("entidad", (), False, {campo: antes}, {campo: valor})
    with escritura():
        aplicar_estructura([cambio], actor=actor, ahora=ahora, motivo=dicho)
        if campo in MUEVEN:
            encolar("estructura.aplicar_dias")


def revisar_ajuste(campo: str, valor: Any, *, motivo: str, ahora: datetime) -> tuple[Any, str]:
    """(el valor de hoy, el motivo limpio), si el cambio se puede hacer.

    Raises:
        DatosInvalidos: qué corregir.
    """
    actual = entidad()
    if campo not in SUELTOS or actual.pk is None:
        raise DatosInvalidos([Falta("", "Ese ajuste no se puede cambiar.")])
    procedencia = de_donde_salen(en_bogota(ahora).date()).get(campo)
    if procedencia is not None:
        dicho = f"Sale del {procedencia}. Se cambia adoptando otra versión del reglamento."
        raise DatosInvalidos([Falta("", dicho)])
    limpio = limpiar_linea(motivo)
    valores = valores_de(actual) | {c: getattr(actual, c) for c in FUERA_DEL_REGLAMENTO}
    faltas = faltas_del_cambio(campo, valores | {campo: sencillo(valor)}, limpio)
    antes: str | int | bool | time | None = getattr(actual, campo)
    if antes == valor:
        faltas.append(Falta("valor", "Ya está así: escoja otro valor."))
    if faltas:
        raise DatosInvalidos(faltas)
    return antes, limpio
