"""Qué se pidió ver en la bandeja, leído de la dirección, y cómo se ordena."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from django.http import QueryDict

from ventanilla.bandeja.consultas.filtros import OpcionesDeFiltro, opciones_de_filtro
from ventanilla.bandeja.consultas.lista import ABIERTAS, CERRADAS, Filtro
from ventanilla.bandeja.forms.filtro import FiltroForm
from ventanilla.comun.actores import Actor
from ventanilla.comun.reloj import en_bogota
from ventanilla.peticiones.permisos import LEEN_TODO, TRABAJAN

COLUMNAS = (
    ("vence", "Vence", "en días hábiles"),
    ("radicado", "Radicado", ""),
    ("", "Petición", ""),
    ("estado", "Estado", ""),
    ("responsable", "Responsable", ""),
)


def leer_filtro(
    datos: Mapping[str, str], vista: str, actor: Actor, ahora: datetime
) -> tuple[FiltroForm, Filtro]:
    """El formulario y el filtro de la dirección; lo que no sirve se ignora."""
    opciones = _opciones(datos, vista, actor, ahora)
    formulario = FiltroForm({"estado": ABIERTAS, **datos}, vista=vista, opciones=opciones)
    formulario.is_valid()
    limpio: dict[str, Any] = formulario.cleaned_data
    return formulario, Filtro(
        vista=vista,
        palabras=limpio.get("q", ""),
        estado=limpio.get("estado", "") or ABIERTAS,
        clase=limpio.get("clase", ""),
        canal=limpio.get("canal", ""),
        semaforo=limpio.get("semaforo", ""),
        dependencia=limpio.get("dependencia"),
        responsable=limpio.get("responsable"),
        orden=limpio.get("orden", ""),
    )


def _opciones(
    datos: Mapping[str, str], vista: str, actor: Actor, ahora: datetime
) -> OpcionesDeFiltro:
    """Quien ve todo escoge primero la dependencia: la gente de toda la entidad no cabe en una lista."""
    if vista == "mia":
        return OpcionesDeFiltro()
    ve_todo = actor.tiene_rol(*LEEN_TODO) and vista != "dependencia"
    pedida = datos.get("dependencia", "")
    return opciones_de_filtro(
        None if ve_todo else actor.dependencias(*TRABAJAN, *LEEN_TODO),
        pedida=int(pedida) if pedida.isascii() and pedida.isdigit() and len(pedida) < 10 else None,
        hoy=en_bogota(ahora).date(),
        roles=TRABAJAN,
    )


def columnas(
    consulta: QueryDict, filtro: Filtro, *, sin: Collection[str] = ()
) -> list[dict[str, str]]:
    """Los encabezados: `sentido` es lo que dice un lector de pantalla y `url` ordena por ella.

    `clase` le fija el ancho: lo que alguien escriba en un asunto no mueve las demás columnas.

    `sin` son los códigos de las columnas que esa lista no muestra.
    """
    actual = filtro.orden or ("" if filtro.estado == CERRADAS else "vence")
    dichas = []
    for codigo, nombre, detalle in COLUMNAS:
        if codigo in sin:
            continue
        otra = consulta.copy()
        otra.pop("pagina", None)
        otra["orden"] = f"-{codigo}" if actual == codigo else codigo
        sentido = {codigo: "ascending", f"-{codigo}": "descending"}.get(actual, "")
        dichas.append(
            {
                "clase": f"col-{codigo or 'peticion'}",
                "nombre": nombre,
                "detalle": detalle,
                "sentido": sentido if codigo else "",
                "url": f"?{otra.urlencode()}#lista" if codigo else "",
            }
        )
    return dichas
