"""Los formularios con que quien administra cambia la estructura."""

import json
from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.db.models import Q

from ventanilla.archivo.consultas.trd import series_de, version_vigente
from ventanilla.directorio.consultas import vigentes
from ventanilla.directorio.models import Dependencia, DiaNoHabil, Nombramiento, Rol
from ventanilla.terminos.computar import clases


class CerrarForm(forms.Form):
    """Unir una dependencia a otra, o cerrarla."""

    que = forms.ChoiceField(
        label="¿Qué pasó?",
        choices=[("unir", "Se unió a otra"), ("cerrar", "Se cerró")],
        widget=forms.RadioSelect,
    )
    sucesora = forms.ModelChoiceField(
        label="¿Cuál tiene ahora lo suyo?",
        queryset=Dependencia.objects.none(),
        required=False,
        empty_label="Ninguna",
        help_text="Recibe las peticiones abiertas y lo que la compone.",
    )
    acto = forms.CharField(
        label="Acto",
        max_length=160,
        help_text="Su clase, número y fecha: «Decreto 0123 del 3 de marzo de 2026».",
    )
    desde = forms.DateField(
        label="Primer día en que ya no existe",
        help_text="Puede ser un día que viene: hasta entonces sigue igual.",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    confirmo = forms.BooleanField(label="Leí qué pasaría y quiero hacerlo")

    def __init__(
        self, *args: Any, actual: int, hoy: date, gente: Iterable[Nombramiento], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        # Qué pasa con cada cargo se dice antes de confirmar, no después.
        confirmo = self.fields.pop("confirmo")
        for cargo in gente:
            self.fields[f"{DEL_CARGO}{cargo.pk}"] = _campo_de(cargo)
        self.fields["confirmo"] = confirmo
        campo = self.fields["sucesora"]
        if isinstance(campo, forms.ModelChoiceField):
            otras = Dependencia.objects.filter(vigentes(hoy)).exclude(pk=actual)
            campo.queryset = otras.order_by("nombre")

    def clean(self) -> dict[str, Any]:
        """Si se unió, hay que decir a cuál."""
        datos: dict[str, Any] = super().clean() or {}
        if datos.get("que") == "unir" and "sucesora" in datos and datos["sucesora"] is None:
            self.add_error("sucesora", "Diga a cuál se unió.")
        return datos

    def cargos(self) -> dict[int, bool]:
        """Llave del nombramiento → si pasa a la sucesora."""
        return {
            int(campo.removeprefix(DEL_CARGO)): valor == PASA
            for campo, valor in self.cleaned_data.items()
            if campo.startswith(DEL_CARGO)
        }


DEL_CARGO, PASA = "cargo_", "pasa"


def _campo_de(cargo: Nombramiento) -> forms.ChoiceField:
    """Un jefe no se propone para pasar: la otra suele tener el suyo."""
    rotulo = f"{cargo.usuario.nombre}: {cargo.get_rol_display()}"
    if cargo.cargo:
        rotulo += f" ({cargo.cargo})"
    pasa = cargo.usuario.is_active and cargo.rol != Rol.JEFE
    return forms.ChoiceField(
        label=rotulo,
        choices=[
            ("", "Escoja qué pasa con su cargo"),
            (PASA, "Pasa a la otra, con el mismo rol y este acto"),
            ("termina", "Termina el día anterior"),
        ],
        initial=PASA if pasa else "",
        error_messages={"required": "Escoja si su cargo pasa a la otra o termina."},
    )


class CierreForm(forms.Form):
    """Los días no hábiles que dispone un acto."""

    desde = forms.DateField(
        label="Primer día",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    hasta = forms.DateField(
        label="Último día",
        required=False,
        help_text="Si es uno solo, déjelo vacío.",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    motivo = forms.CharField(label="Motivo", help_text="«Semana Santa», «Festival folclórico».")
    acto = forms.CharField(
        label="Acto", help_text="Su clase, número y fecha: «Decreto 0123 del 3 de marzo de 2026»."
    )
    efecto = forms.ChoiceField(
        label="¿Qué dispone el acto?",
        choices=DiaNoHabil.Efecto.choices,
        initial=DiaNoHabil.Efecto.NO_HABIL,
        widget=forms.RadioSelect,
    )
    afecta_terminos_legales = forms.BooleanField(
        label="Mueve los términos de ley",
        required=False,
        help_text="Un acto municipal no alarga con claridad un derecho de ley. Sin marcarlo se "
        "guardan las dos fechas y se avisa por la primera. Márquelo solo si Jurídica lo respalda.",
    )
    a_quien = forms.ChoiceField(
        label="¿A quién cobija?",
        choices=[
            ("todas", "A toda la entidad"),
            ("menos", "A toda la entidad, menos las que marque"),
            ("solo", "Solo a las que marque"),
        ],
        initial="todas",
        widget=forms.RadioSelect,
    )
    cuales = forms.MultipleChoiceField(
        label="Dependencias", required=False, widget=forms.CheckboxSelectMultiple
    )
    publicado_en = forms.CharField(
        label="Dónde está publicado", required=False, help_text="Su dirección web, con https://."
    )

    def __init__(self, *args: Any, hoy: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        campo = self.fields["cuales"]
        if isinstance(campo, forms.MultipleChoiceField):
            vivas = Dependencia.objects.filter(vigentes(hoy)).order_by("nombre")
            campo.choices = list(vivas.values_list("codigo", "nombre"))

    def clean(self) -> dict[str, Any]:
        """Si no es toda la entidad, hay que decir cuáles."""
        datos: dict[str, Any] = super().clean() or {}
        if datos.get("a_quien") in ("menos", "solo") and not datos.get("cuales"):
            self.add_error("cuales", "Marque una dependencia por lo menos.")
        return datos


class RevocarForm(forms.Form):
    """El acto que deja los días sin efecto."""

    por = forms.CharField(
        label="Acto que los deja sin efecto",
        max_length=160,
        help_text="Su clase, número y fecha. Si fue un error al escribirlos aquí, dígalo.",
    )


def _series(actual: str, hoy: date) -> list[tuple[str, str]]:
    """Una opción por código; el de hoy se conserva aunque la versión que rige ya no lo tenga."""
    version = version_vigente(hoy)
    opciones = {"": "La que recibe las demás peticiones"}
    for una in series_de(version) if version else ():
        opciones.setdefault(una.codigo, str(una))
    if actual:
        opciones.setdefault(actual, f"{actual} (no está en la versión que rige)")
    return list(opciones.items())


class TipoForm(forms.Form):
    """Un tipo documental del catálogo."""

    codigo = forms.CharField(
        label="Código", help_text="Letras, números y guiones, sin espacios. No se cambia después."
    )
    nombre = forms.CharField(label="Nombre")
    clase = forms.ChoiceField(
        label="Clase de petición que propone", help_text="La clase da el término; el tipo, no."
    )
    dependencia = forms.ChoiceField(label="Dependencia que propone", required=False)
    serie_trd = forms.ChoiceField(
        label="Serie de la TRD",
        required=False,
        help_text="Donde se abre su expediente. Se ofrecen las de la versión que rige.",
    )
    fija_fecha = forms.BooleanField(
        label="El documento trae su propia fecha",
        required=False,
        help_text="Como los de un juez o un ente de control.",
    )
    activo = forms.BooleanField(
        label="Se ofrece al clasificar",
        required=False,
        help_text="Uno que ya no se usa se deja de ofrecer; las peticiones que lo tienen lo conservan.",
    )
    leido = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, hoy: date, actual: str = "", serie: str = "", **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        clase, dependencia = self.fields["clase"], self.fields["dependencia"]
        series = self.fields["serie_trd"]
        if isinstance(series, forms.ChoiceField):
            series.choices = _series(serie, hoy)
        if isinstance(clase, forms.ChoiceField):
            clase.choices = [(c.codigo, c.nombre) for c in clases()]
        if isinstance(dependencia, forms.ChoiceField):
            # La de hoy se conserva aunque ya no exista: quitarla la decide la persona.
            vivas = Dependencia.objects.filter(vigentes(hoy) | Q(codigo=actual)).order_by("nombre")
            dependencia.choices = [("", "Ninguna"), *vivas.values_list("codigo", "nombre")]

    def clean_leido(self) -> dict[str, Any]:
        """Cómo estaba al abrir la página; vacío si no llegó entero."""
        try:
            datos = json.loads(self.cleaned_data["leido"] or "{}")
        except (ValueError, RecursionError):
            datos = {}
        return datos if isinstance(datos, dict) else {}
