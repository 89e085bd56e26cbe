"""Lo que preguntan los verbos que terminan una petición, y los de sus oficios."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms

from ventanilla.peticiones.forms.verbos import Parrafo
from ventanilla.peticiones.servicios import anular, oficiar, trasladar
from ventanilla.peticiones.servicios.trasladar import Autoridad

OTRA = "otra"


class TrasladoForm(forms.Form):
    """A qué autoridad, cómo le llega y por qué le toca."""

    conocida = forms.ChoiceField(
        label="¿A qué autoridad?",
        required=False,
        help_text="Las de los traslados anteriores. Si no está, escójala como «Otra» y escríbala.",
    )
    nombre = forms.CharField(
        label="Nombre de la autoridad", required=False, max_length=trasladar.MAXIMO_NOMBRE
    )
    correo = forms.EmailField(
        label="Correo para recibir peticiones",
        required=False,
        help_text="A este correo salen el oficio y la petición apenas usted firme.",
    )
    direccion = forms.CharField(
        label="Dirección",
        required=False,
        max_length=trasladar.MAXIMO_NOMBRE,
        help_text="Si no tiene correo, imprima el oficio, envíelo ahí y anote la entrega.",
    )
    razon = Parrafo(
        label="¿Por qué le toca a esa autoridad?",
        maximo=oficiar.MAXIMO,
        help_text="Va en el oficio y lo lee la persona. Cite la norma si la sabe.",
    )
    parcial = forms.BooleanField(
        label="Solo se traslada una parte; lo demás lo responde esta entidad",
        required=False,
    )

    def __init__(self, *args: Any, conocidas: Sequence[Autoridad], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._conocidas = {a.nombre: a for a in conocidas}
        for nombre in ("conocida", "nombre", "correo"):
            # No son obligatorios siempre: se escoge una conocida o se escribe otra.
            self[nombre].sin_opcional = True  # type: ignore[attr-defined]
        campo = self.fields["conocida"]
        if isinstance(campo, forms.ChoiceField):
            campo.choices = [(OTRA, "Otra"), *((n, n) for n in self._conocidas)]
        if not conocidas:
            del self.fields["conocida"]
        else:
            for nombre in ("nombre", "correo", "direccion"):
                self[nombre].mostrar_si = f"conocida={OTRA}"  # type: ignore[attr-defined]

    @property
    def autoridad(self) -> Autoridad:
        """La escogida de las conocidas, o la que se escribió."""
        datos = self.cleaned_data
        conocida = self._conocidas.get(datos.get("conocida", OTRA))
        return conocida or Autoridad(
            datos.get("nombre", ""), datos.get("correo", ""), datos.get("direccion", "")
        )

    def clean(self) -> dict[str, Any]:
        """Junta la autoridad en una sola cosa."""
        datos = super().clean() or {}
        return {**datos, "autoridad": self.autoridad}


class SinCompetenteForm(forms.Form):
    """Por qué no le toca a nadie."""

    razon = Parrafo(
        label="¿Por qué no le toca a ninguna autoridad?",
        maximo=oficiar.MAXIMO,
        help_text="Va en la comunicación y la persona la lee tal cual.",
    )


class DesistimientoForm(forms.Form):
    """Lo que quien firma quiera agregar a la motivación."""

    razones = Parrafo(
        label="¿Quiere agregar algo a la motivación?",
        maximo=oficiar.MAXIMO,
        required=False,
        help_text="El acto ya dice qué se pidió, cuándo y hasta qué día había plazo.",
    )


class RechazoForm(forms.Form):
    """Qué es irrespetuoso y por qué."""

    razones = Parrafo(
        label="¿Qué frases son irrespetuosas, y por qué?",
        maximo=oficiar.MAXIMO,
        filas=8,
        help_text="Va en el acto y la persona lo lee tal cual. Cite las frases.",
    )


class AnularForm(forms.Form):
    """Por qué se anula el radicado."""

    causa = forms.ChoiceField(
        label="¿Por qué se anula?",
        choices=list(anular.CAUSAS.items()),
        widget=forms.RadioSelect,
    )
    otro = forms.CharField(
        label="Radicado con que sigue su trámite",
        required=False,
        max_length=60,
        help_text="Solo si está duplicada.",
    )
    motivo = Parrafo(
        label="Explique la razón",
        maximo=anular.MAXIMO,
        help_text="La persona la lee, y queda en el libro con su nombre.",
    )


class VerificarForm(forms.Form):
    """No pregunta nada: leer lo que pide es todo lo que hace falta."""


class EntregaDeOficioForm(forms.Form):
    """La prueba de que el oficio llegó a su destinatario."""

    fecha = forms.DateField(
        label="Fecha en que lo recibió",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    detalle = forms.CharField(
        label="Prueba de que llegó",
        max_length=200,
        help_text="Por ejemplo: acuse con su número de radicado, guía entregada, notificación "
        "personal en la ventanilla.",
    )

    def __init__(self, *args: Any, ahora: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["fecha"].initial = ahora.date()


class OtroCorreoForm(forms.Form):
    """A qué otro correo de la autoridad se envía."""

    correo = forms.EmailField(label="Otro correo de la autoridad")
