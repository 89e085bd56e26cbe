"""Los formularios públicos: qué se pregunta y cómo se dice lo que falta."""

import base64
import json
from datetime import date, timedelta
from typing import Any

from django import forms

from ventanilla.comun.fechas import fecha_mediana
from ventanilla.comun.reloj import hoy
from ventanilla.comun.texto import limpiar_linea
from ventanilla.portal.consultas.termino import Pregunta, clases_con_termino

# El término general de hoy rige desde ese día (Ley 1755 de 2015, art. 1).
PRIMER_DIA = date(2015, 6, 30)
ADELANTE = timedelta(days=366)


class CampoFecha(forms.DateField):
    """Una fecha entre el comienzo de la norma y un año después de hoy."""

    def __init__(self, **opciones: Any) -> None:
        super().__init__(
            input_formats=["%Y-%m-%d", "%d/%m/%Y"],
            widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
            error_messages={"required": "Escriba la fecha."},
            **opciones,
        )

    def to_python(self, value: Any) -> date | None:
        try:
            return super().to_python(value)
        except forms.ValidationError:
            # El control de fechas del navegador borra lo que no entiende: aquí se le recuerda.
            escrita = limpiar_linea(str(value))[:30]
            raise forms.ValidationError(
                f"«{escrita}» no existe en el calendario. Escriba día, mes y año con cuatro "
                "cifras, como 31/12/2026.",
                code="invalid",
            ) from None

    def clean(self, value: Any) -> date | None:
        fecha: date | None = super().clean(value)
        ultima = hoy() + ADELANTE
        if fecha is not None and not PRIMER_DIA <= fecha <= ultima:
            raise forms.ValidationError(
                f"Escriba una fecha entre el {fecha_mediana(PRIMER_DIA)} y el "
                f"{fecha_mediana(ultima)}."
            )
        return fecha


def _clases() -> list[tuple[str, Any]]:
    todas = clases_con_termino(hoy())
    propias = [(c.codigo, c.nombre) for c in todas if c.ciudadana]
    ajenas = [(c.codigo, c.nombre) for c in todas if not c.ciudadana]
    return [("", "Escoja una"), ("Lo que presenta una persona", propias), ("Otras", ajenas)]


class FormularioDeTermino(forms.Form):
    """¿Cuándo me deben responder? Viaja en la dirección: no lleva nada personal."""

    clase = forms.ChoiceField(
        label="¿Qué presentó?",
        choices=_clases,
        error_messages={
            "required": "Escoja qué presentó.",
            "invalid_choice": "Escoja una opción de la lista.",
        },
    )
    fecha = CampoFecha(
        label="¿Qué día la recibieron?",
        help_text="Es la fecha de su constancia. Vale también si fue sábado, domingo o festivo.",
    )
    hora = forms.TimeField(
        label="Hora",
        required=False,
        input_formats=["%H:%M", "%H:%M:%S"],
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
        error_messages={"invalid": "Escriba la hora como 14:30."},
    )
    requerida = CampoFecha(label="¿Qué día le pidieron completarla?", required=False)
    completada = CampoFecha(label="¿Qué día la completó usted?", required=False)
    prorroga_avisada = CampoFecha(
        label="¿Qué día le avisaron que necesitan más tiempo?", required=False
    )
    prorroga_hasta = CampoFecha(label="¿Qué nueva fecha le dieron?", required=False)

    def clean(self) -> dict[str, Any]:
        datos = super().clean() or {}
        fecha = datos.get("fecha")
        for campo in ("requerida", "completada", "prorroga_avisada", "prorroga_hasta"):
            dia = datos.get(campo)
            if fecha and dia and dia < fecha:
                self.add_error(campo, "Es anterior al día en que la recibieron. Revise las dos.")
        self._en_orden(datos, "requerida", "completada", "le pidieron completarla")
        self._en_orden(datos, "prorroga_avisada", "prorroga_hasta", "le avisaron")
        if datos.get("prorroga_avisada") and not self.data.get("prorroga_hasta"):
            self.add_error("prorroga_hasta", "Escriba la nueva fecha que le dieron.")
        return datos

    def _en_orden(self, datos: dict[str, Any], antes: str, despues: str, que: str) -> None:
        primera, segunda = datos.get(antes), datos.get(despues)
        if segunda and not self.data.get(antes):
            self.add_error(antes, f"Escriba también qué día {que}.")
        elif primera and segunda and segunda < primera:
            self.add_error(despues, f"Es anterior al día en que {que}. Revise las dos.")

    def pregunta(self) -> Pregunta:
        """Lo que la persona contó, ya revisado."""
        return Pregunta(**self.cleaned_data)


class FormularioDeClavePerdida(forms.Form):
    """A qué petición y a qué correo enviar el código."""

    numero = forms.CharField(
        label="Número de radicado",
        max_length=60,
        help_text="Por ejemplo, 2026-000123. Está en el correo que le enviamos al radicar.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={
            "required": "Escriba el número de su petición.",
            "max_length": "Ese número es muy largo. Revíselo.",
        },
    )
    correo = forms.CharField(
        label="Correo electrónico",
        max_length=254,
        help_text="El que escribió cuando radicó.",
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
        error_messages={
            "required": "Escriba el correo que usó al radicar.",
            "max_length": "Ese correo es muy largo. Revíselo.",
        },
    )

    def clean_numero(self) -> str:
        numero = limpiar_linea(self.cleaned_data["numero"])
        if not numero:
            raise forms.ValidationError("Escriba el número de su petición.")
        return numero

    def clean_correo(self) -> str:
        correo = limpiar_linea(self.cleaned_data["correo"])
        if " " in correo or "@" not in correo[1:-1]:
            raise forms.ValidationError("Revise el correo: debe ser como nombre@ejemplo.com.")
        return correo


class FormularioDeCodigo(forms.Form):
    """El código de seis cifras que llegó por correo."""

    codigo = forms.CharField(
        label="Código de seis cifras",
        max_length=20,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "class": "ancho-corto"}
        ),
        error_messages={
            "required": "Escriba el código que le llegó por correo.",
            "max_length": "El código tiene seis cifras.",
        },
    )

    def clean_codigo(self) -> str:
        codigo = "".join(limpiar_linea(self.cleaned_data["codigo"]).replace("-", " ").split())
        if len(codigo) != 6 or not (codigo.isascii() and codigo.isdecimal()):
            raise forms.ValidationError("El código tiene seis cifras, por ejemplo 482 915.")
        return codigo


class CaraForm(forms.Form):
    """Los textos, el color y el escudo. Lo que vale lo deciden los servicios."""

    nombre = forms.CharField(label="Nombre de la entidad")
    lema = forms.CharField(label="Lema", required=False)
    nit = forms.CharField(label="NIT", required=False)
    ciudad = forms.CharField(label="Ciudad")
    direccion = forms.CharField(label="Dirección")
    horario = forms.CharField(label="Horario de atención")
    telefono = forms.CharField(label="Teléfono")
    correo = forms.CharField(label="Correo")
    correo_atencion = forms.CharField(
        label="Correo de Atención", help_text="Recibe los avisos del sistema; no se publica."
    )
    sitio = forms.CharField(label="Sitio web", required=False, help_text="Con https://.")
    redes = forms.CharField(
        label="Redes sociales",
        required=False,
        help_text="Una dirección por línea. Salen al pie de las páginas.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    privacidad = forms.CharField(
        label="Lo propio de su política de datos",
        required=False,
        help_text="Sale en la página de privacidad, después de lo que pide la ley.",
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    color = forms.CharField(
        label="Color",
        required=False,
        help_text="Un tono oscuro, como #7a1f3d. Vacío, el de fábrica. La barra GOV.CO no cambia.",
    )
    escudo = forms.FileField(
        label="Escudo",
        required=False,
        allow_empty_file=True,
        help_text="PNG o JPEG, de a lo sumo 2 MB. Sale arriba de las páginas y en los documentos.",
        widget=forms.FileInput(attrs={"accept": ".png,.jpg,.jpeg"}),
    )
    recortar = forms.BooleanField(
        label="Recortar los bordes vacíos",
        required=False,
        initial=True,
        help_text="Quita lo blanco o transparente de alrededor, para que el escudo se vea más grande.",
    )
    escudo_descripcion = forms.CharField(
        label="Qué muestra el escudo",
        required=False,
        help_text="Para quien no lo ve. Si queda vacío se dice «Escudo de» y el nombre.",
    )
    quitar_escudo = forms.BooleanField(label="Quitar el escudo que hay", required=False)
    # El escudo que ya se vio y falta guardar: el navegador no deja volver a llenar un campo de archivo.
    escudo_visto = forms.CharField(required=False, widget=forms.HiddenInput)
    leido = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean_escudo_visto(self) -> bytes:
        """La imagen que se vio antes de guardar; vacía si no hay o no llegó entera."""
        try:
            return base64.b64decode(self.cleaned_data["escudo_visto"], validate=True)
        except ValueError:
            return b""

    def clean_leido(self) -> dict[str, Any]:
        """Cómo estaban los datos al abrir la página; vacío si no llegó entero."""
        try:
            datos = json.loads(self.cleaned_data["leido"] or "{}")
        except (ValueError, RecursionError):
            datos = {}
        return datos if isinstance(datos, dict) else {}
