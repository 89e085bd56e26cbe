"""El campo con que se adjuntan varios archivos: cada uno se revisa y de cada uno se dice qué pasa."""

from collections.abc import Callable
from typing import Any, Protocol

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.datastructures import MultiValueDict

from ventanilla.comun.fechas import peso

MAXIMO_ARCHIVOS = 10
_COMIENZO = 64


class Admision(Protocol):
    """Qué archivos entran: lo decide la casa que los guarda (`archivo.reglas`)."""

    @property
    def extensiones(self) -> tuple[str, ...]: ...
    @property
    def legible(self) -> str: ...
    @property
    def motivo(self) -> Callable[[str, bytes, int], str | None]: ...


class EntradaDeArchivos(forms.FileInput):
    """Varios archivos en un mismo campo."""

    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: MultiValueDict[str, Any], name: str) -> Any:
        return files.getlist(name) if hasattr(files, "getlist") else files.get(name)


class Archivos(forms.FileField):
    """Hasta diez archivos; si alguno no sirve, ninguno entra y se dice por qué.

    Lo que dice debajo, y lo que lee el guion del navegador, es lo que cabe en ese momento.

    Args:
        admite: qué archivos entran.
        advertencia: lo que además se dice debajo del campo.
    """

    widget = EntradaDeArchivos

    def __init__(self, *, admite: Admision, advertencia: str = "", **otras: Any) -> None:
        super().__init__(required=False, **otras)
        self.admite, self.advertencia = admite, advertencia

    def get_bound_field(self, form: forms.BaseForm, field_name: str) -> forms.BoundField:
        total = settings.VENTANILLA_TAMANO_MAXIMO
        cabe = (
            f"Hasta {MAXIMO_ARCHIVOS} archivos y {peso(total)} entre todos: {self.admite.legible}."
        )
        self.help_text = f"{cabe} {self.advertencia}".strip()
        self.widget.attrs |= {
            "data-adjuntos": "",
            "data-max-bytes": total,
            "data-max-total": total,
            "data-max-archivos": MAXIMO_ARCHIVOS,
            "accept": ",".join(f".{e}" for e in self.admite.extensiones),
        }
        return super().get_bound_field(form, field_name)

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        archivos: list[UploadedFile] = [a for a in (data or []) if a]
        motivos = [m for m in map(self._motivo, archivos) if m]
        if len(archivos) > MAXIMO_ARCHIVOS:
            motivos.append(
                f"Puede adjuntar hasta {MAXIMO_ARCHIVOS} archivos y llegaron {len(archivos)}."
            )
        total, maximo = sum(a.size or 0 for a in archivos), settings.VENTANILLA_TAMANO_MAXIMO
        if total > maximo:
            motivos.append(
                f"Entre todos pesan {peso(total)} y el máximo es {peso(maximo)}. "
                "Quite o aligere alguno."
            )
        if motivos:
            raise forms.ValidationError(motivos)
        return archivos

    def _motivo(self, archivo: UploadedFile) -> str | None:
        archivo.seek(0)
        comienzo = archivo.read(_COMIENZO)
        archivo.seek(0)
        return self.admite.motivo(str(archivo.name), comienzo, archivo.size or 0)
