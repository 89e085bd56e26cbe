"""Los campos: el texto se limpia en la puerta y cada archivo se revisa."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.datastructures import MultiValueDict

from ventanilla.archivo.reglas import LEGIBLE, TIPOS, motivo_de_rechazo, nombre_limpio
from ventanilla.comun.texto import limpiar, limpiar_linea
from ventanilla.peticiones.consultas.dichos import peso
from ventanilla.peticiones.reglas.solicitud import MAXIMO_LINEA

MAXIMO_ARCHIVOS = 10


class Renglon(forms.CharField):
    """Texto de una línea, limpio en la puerta: sin NUL, controles ni marcas de dirección."""

    def __init__(self, *, maximo: int = MAXIMO_LINEA, **opciones: Any) -> None:
        super().__init__(required=False, strip=False, **opciones)
        self.widget.attrs.setdefault("maxlength", maximo)

    def to_python(self, value: Any) -> str:
        return limpiar_linea(str(value or ""))


class Parrafos(Renglon):
    """Texto de varias líneas, limpio en la puerta."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> str:
        return limpiar(str(value or ""))


class Escogida(forms.ChoiceField):
    """Una opción de una lista; lo que no está en ella se explica."""

    def __init__(self, *, opciones: dict[str, str], mensaje: str, **otras: Any) -> None:
        super().__init__(
            choices=list(opciones.items()),
            required=False,
            error_messages={"invalid_choice": mensaje},
            **otras,
        )
        self.ayudas: dict[str, str] = {}


class EntradaDeArchivos(forms.FileInput):
    """Varios archivos en un mismo campo."""

    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: MultiValueDict[str, Any], name: str) -> Any:
        return files.getlist(name) if hasattr(files, "getlist") else files.get(name)


class Archivos(forms.FileField):
    """Los anexos: cada uno se revisa y de cada uno se dice qué pasa."""

    widget = EntradaDeArchivos

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        archivos: list[UploadedFile] = [a for a in (data or []) if a]
        motivos = [m for m in map(_motivo, archivos) if m]
        if len(archivos) > MAXIMO_ARCHIVOS:
            motivos.append(
                f"Puede adjuntar hasta {MAXIMO_ARCHIVOS} archivos y llegaron {len(archivos)}."
            )
        total = sum(a.size or 0 for a in archivos)
        if total > settings.VENTANILLA_TAMANO_MAXIMO:
            motivos.append(
                f"Entre todos pesan {peso(total)} y el máximo es "
                f"{peso(settings.VENTANILLA_TAMANO_MAXIMO)}. Quite o aligere alguno."
            )
        if motivos:
            raise forms.ValidationError(motivos)
        return archivos


def _motivo(archivo: UploadedFile) -> str | None:
    archivo.seek(0)
    comienzo = archivo.read(64)
    archivo.seek(0)
    return motivo_de_rechazo(nombre_limpio(str(archivo.name)), comienzo, archivo.size or 0)


def preparar_anexos(campo: forms.Field) -> None:
    """Le dice a la persona, y al guion del navegador, cuánto cabe y qué tipos de archivo sirven."""
    total: int = settings.VENTANILLA_TAMANO_MAXIMO
    campo.help_text = f"Hasta {MAXIMO_ARCHIVOS} archivos y {peso(total)} entre todos: {LEGIBLE}."
    campo.widget.attrs.update(
        {
            "data-adjuntos": "",
            "data-max-bytes": total,
            "data-max-total": total,
            "data-max-archivos": MAXIMO_ARCHIVOS,
            "accept": ",".join(f".{e}" for e in TIPOS),
        }
    )
