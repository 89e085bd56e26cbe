"""Un error del dominio, junto al campo del formulario que lo causó."""

from django import forms

from ventanilla.comun.errores import DatosInvalidos, ErrorDeDominio


def poner_faltas(formulario: forms.Form, error: ErrorDeDominio) -> None:
    """Cada falta junto a su campo; lo que no es de un campo, arriba."""
    if not isinstance(error, DatosInvalidos):
        formulario.add_error(None, str(error))
        return
    for falta in error.faltas:
        campo = falta.campo if falta.campo in formulario.fields else None
        formulario.add_error(campo, falta.mensaje)
