"""Etiquetas de presentación: `{% load ventanilla %}`. Ninguna decide nada; solo muestran.

Los nombres y las variables de cada componente están en `docs/cara.md`.
"""

import re
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django import template
from django.contrib.messages import constants
from django.forms import BaseForm, BoundField, CheckboxInput, FileInput
from django.forms.boundfield import BoundWidget
from django.templatetags.static import static
from django.utils.formats import localize
from django.utils.html import format_html
from django.utils.safestring import SafeString

from ventanilla.comun import fechas
from ventanilla.comun.cuentas import TOPE
from ventanilla.comun.reloj import en_bogota
from ventanilla.comun.templatetags._calendario import Mes, por_meses, renglones
from ventanilla.comun.templatetags._semaforo import DIAS_DE_ALERTA, Luz, luz

register = template.Library()

_AVISO_POR_NIVEL = {
    constants.SUCCESS: "exito",
    constants.WARNING: "alerta",
    constants.ERROR: "error",
}


def _fecha(valor: date | datetime | str) -> date:
    """La fecha en Bogotá de una fecha, un momento o un texto ISO (así viajan las explicaciones)."""
    if isinstance(valor, str):
        return date.fromisoformat(valor[:10])
    return en_bogota(valor).date() if isinstance(valor, datetime) else valor


def _sin_partir(dicho: str) -> str:
    """La hora no se parte al final de un renglón («8:59 p.» / «m.»)."""
    return re.sub(r"(\d) ([ap])\. m\.", "\\1\u00a0\\2.\u00a0m.", dicho)


@register.filter
def fecha_larga(valor: date | datetime | str | None, anio: str = "si") -> str:
    """«lunes 14 de diciembre de 2026»; con `:"sin"` no dice el año. Vacío si no hay fecha."""
    return fechas.fecha_larga(_fecha(valor), con_anio=anio != "sin") if valor else ""


@register.filter
def fecha_mediana(valor: date | datetime | str | None) -> str:
    """«14 de diciembre de 2026»."""
    return fechas.fecha_mediana(_fecha(valor)) if valor else ""


@register.filter
def fecha_corta(valor: date | datetime | str | None) -> str:
    """«14/12/2026»."""
    return fechas.fecha_corta(_fecha(valor)) if valor else ""


@register.filter
def fecha_iso(valor: date | datetime | str | None) -> str:
    """«2026-12-14», para el atributo `datetime` de `<time>`."""
    return _fecha(valor).isoformat() if valor else ""


@register.filter
def momento_largo(valor: datetime | None) -> str:
    """«lunes 14 de diciembre de 2026, 10:42 a. m.», en hora de Bogotá."""
    return _sin_partir(fechas.momento_largo(valor)) if valor else ""


@register.filter
def momento_corto(valor: datetime | None) -> str:
    """«14/12/2026, 10:42 a. m.»."""
    return _sin_partir(fechas.momento_corto(valor)) if valor else ""


@register.filter
def hora(valor: datetime | None) -> str:
    """«10:42 a. m.»."""
    return _sin_partir(fechas.hora(valor)) if valor else ""


@register.filter
def dias_plural(numero: int, unidad: str = "") -> str:
    """«1 día», «15 días»; con `:"habiles"`, «15 días hábiles»."""
    return fechas.dias(int(numero), habiles=unidad == "habiles")


@register.filter
def con_tope(cuantas: int) -> SafeString | int:
    """Una cuenta que para en el tope: «1.000+» para la vista y «más de 1.000» para el oído."""
    if cuantas <= TOPE:
        return cuantas
    return format_html(
        '<span aria-hidden="true">{0}+</span><span class="solo-lector">más de {0}</span>',
        localize(TOPE),
    )


@register.simple_tag
def icono(nombre: str, clase: str = "") -> SafeString:
    """Un dibujo de `iconos.svg`, siempre decorativo: la palabra va al lado."""
    return format_html(
        '<svg class="icono {}" aria-hidden="true" focusable="false"><use href="{}#{}"/></svg>',
        clase,
        static("comun/iconos.svg"),
        nombre,
    )


@register.filter
def tipo_de_aviso(nivel: int) -> str:
    """Nivel de un mensaje de Django → `exito`, `alerta`, `error` o `informacion`."""
    return _AVISO_POR_NIVEL.get(nivel, "informacion")


@register.filter
def clase_de_campo(campo: BoundField) -> str:
    """Cómo se dibuja un campo: `oculto`, `casilla`, `opciones`, `archivo` o `simple`."""
    control = campo.field.widget
    if control.is_hidden:
        return "oculto"
    if isinstance(control, CheckboxInput):
        return "casilla"
    if isinstance(control, FileInput):
        return "archivo"
    return "opciones" if control.use_fieldset else "simple"


@register.filter
def ayuda_de_opcion(campo: BoundField, opcion: BoundWidget) -> str:
    """La explicación de una opción: el campo la trae en `ayudas = {valor: texto}`."""
    ayudas: dict[str, str] = getattr(campo.field, "ayudas", {})
    return ayudas.get(str(opcion.data["value"]), "")


@register.simple_tag
def errores_de(form: BaseForm) -> list[dict[str, str]]:
    """Los errores en orden de pantalla: `[{"ancla", "texto"}]`; los generales no tienen ancla."""
    salida = [{"ancla": "", "texto": str(mensaje)} for mensaje in form.non_field_errors()]
    for campo in form:
        ancla = campo.id_for_label or f"{campo.auto_id}_0"
        rotulo = str(campo.label).rstrip(":")
        union = " " if rotulo.endswith("?") else ": "
        salida += [{"ancla": ancla, "texto": f"{rotulo}{union}{m}"} for m in campo.errors]
    return salida


@register.inclusion_tag("comun/semaforo.html")
def semaforo(
    dias_restantes: int | None = None,
    suspendido: object = False,
    vencido: bool = False,
    cerrado: str = "",
    corto: bool = False,
    alerta: int = DIAS_DE_ALERTA,
) -> dict[str, Luz]:
    """El estado de un término con figura, palabra y color. Ver `_semaforo.luz`."""
    return {
        "luz": luz(
            dias_restantes,
            suspendido=suspendido,
            vencido=vencido,
            cerrado=cerrado,
            corto=corto,
            alerta=alerta,
        )
    }


@register.inclusion_tag("comun/calendario_dias.html")
def calendario_dias(
    dias: Iterable[Any],
    vence: date | None,
    recibida: date | None = None,
    que: str = "último día para responder",
) -> dict[str, Any]:
    """El calendario de los días contados y su lista equivalente.

    `dias` son objetos o diccionarios con `fecha`, `cuenta`, `motivo` y `numero`, en orden; `vence`,
    el último día, o `None` si el término está detenido; `que` es cómo se le dice a ese día.
    """
    meses: list[Mes] = por_meses(dias, recibida, vence, que)
    return {"meses": meses, "renglones": renglones(meses)}
