"""Los archivos que adjunta quien tramita: cada uno se revisa y de cada uno se dice qué pasa."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.datastructures import MultiValueDict

from ventanilla.archivo.reglas import LEGIBLE, TIPOS, motivo_de_rechazo, nombre_limpio
from ventanilla.peticiones.consultas.dichos import peso

MAXIMO_ARCHIVOS = 10


class EntradaDeArchivos(forms.FileInput):
    """Varios archivos en un mismo campo."""

    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: MultiValueDict[str, Any], name: str) -> Any:
        return files.getlist(name) if hasattr(files, "getlist") else files.get(name)


class Archivos(forms.FileField):
    """Hasta diez archivos; si alguno no sirve, ninguno entra y se dice por qué."""

    widget = EntradaDeArchivos

    def __init__(self, **otras: Any) -> None:
        total: int = settings.VENTANILLA_TAMANO_MAXIMO
        super().__init__(
            required=False,
            help_text=f"Hasta {MAXIMO_ARCHIVOS} archivos y {peso(total)} entre todos: {LEGIBLE}.",
            **otras,
        )
        self.widget.attrs.update(
            {
                "data-adjuntos": "",
                "data-max-bytes": total,
                "data-max-total": total,
                "data-max-archivos": MAXIMO_ARCHIVOS,
                "accept": ",".join(f".{e}" for e in TIPOS),
            }
        )

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        archivos: list[UploadedFile] = [a for a in (data or []) if a]
        motivos = [m for m in map(_motivo, archivos) if m]
        if len(archivos) > MAXIMO_ARCHIVOS:
            motivos.append(f"Adjunte hasta {MAXIMO_ARCHIVOS} archivos; llegaron {len(archivos)}.")
        if sum(a.size or 0 for a in archivos) > settings.VENTANILLA_TAMANO_MAXIMO:
            motivos.append(
                f"Entre todos pesan más de {peso(settings.VENTANILLA_TAMANO_MAXIMO)}: quite o "
                "aligere alguno."
            )
        if motivos:
            raise forms.ValidationError(motivos)
        return archivos


def _motivo(archivo: UploadedFile) -> str | None:
    archivo.seek(0)
    comienzo = archivo.read(64)
    archivo.seek(0)
    return motivo_de_rechazo(nombre_limpio(str(archivo.name)), comienzo, archivo.size or 0)
