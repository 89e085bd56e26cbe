"""Poner y quitar los archivos de un borrador, sea la respuesta o un alcance."""

from datetime import datetime

from django.http import HttpRequest

from ventanilla.comun.actores import Actor
from ventanilla.comun.errores import DatosInvalidos, Falta
from ventanilla.comun.fechas import cantidad
from ventanilla.peticiones.forms import AdjuntosForm
from ventanilla.peticiones.models import Alcance, Respuesta
from ventanilla.peticiones.servicios.anexos_de_salida import (
    agregar_anexos,
    quitar_anexo,
    recibir_anexos,
)


def cambiar_anexos(
    request: HttpRequest, borrador: Respuesta | Alcance, actor: Actor, momento: datetime
) -> str:
    """Quita el que se pidió o pone los que llegaron, con el texto ya a salvo; dice qué se hizo.

    Raises:
        ErrorDeDominio: lo que los servicios dicen; ninguno de los que llegaron quedó puesto.
    """
    quitar = request.POST.get("quitar", "")
    if quitar.isdecimal():
        nombre = quitar_anexo(
            borrador, int(quitar[:4]), version=borrador.version, actor=actor, ahora=momento
        )
        return f"Se quitó «{nombre}» y el borrador quedó guardado."
    formulario = AdjuntosForm(request.POST, request.FILES)
    if not formulario.is_valid():
        raise DatosInvalidos([Falta("anexos", str(m)) for m in formulario.errors["anexos"]])
    llegados = formulario.cleaned_data["anexos"]
    if not llegados:
        return ""
    recibidos = recibir_anexos((str(a.name), a.chunks()) for a in llegados)
    agregar_anexos(borrador, recibidos, version=borrador.version, actor=actor, ahora=momento)
    return f"Borrador guardado, con {cantidad(len(recibidos), 'archivo más', 'archivos más')}."
