"""Páginas de muestra: las pruebas las arman con todos los componentes; el producto no las sirve."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.paginator import Paginator
from django.template import engines
from django.template.loader import render_to_string
from django.test import RequestFactory, override_settings

CARPETA = Path(__file__).parent
PAGINAS = ("inicio", "formulario", "formulario-con-errores", "recibo", "bandeja")
RECIBIDA = date(2026, 11, 20)
VENCE = date(2026, 12, 14)
_FESTIVO = date(2026, 12, 8)


@dataclass(frozen=True)
class Dia:
    fecha: date
    cuenta: bool
    motivo: str
    numero: int | None


class Entradas(forms.ClearableFileInput):
    allow_multiple_selected = True


class FormularioDeMuestra(forms.Form):
    clase = forms.ChoiceField(
        label="¿Qué quiere presentar?",
        choices=[("peticion", "Petición"), ("queja", "Queja"), ("reclamo", "Reclamo")],
        widget=forms.RadioSelect,
    )
    asunto = forms.CharField(label="Asunto", help_text="En una frase.", max_length=120)
    hechos = forms.CharField(
        label="¿Qué pasó y qué pide?", widget=forms.Textarea(attrs={"maxlength": 5000})
    )
    modalidad = forms.ChoiceField(
        label="¿Cómo quiere la respuesta?",
        choices=[("correo", "Por correo electrónico"), ("fisica", "Por correo físico")],
        widget=forms.RadioSelect,
        help_text="Puede cambiarlo después.",
    )
    correo = forms.EmailField(
        label="Correo electrónico",
        help_text="Ejemplo: nombre@correo.com",
        widget=forms.EmailInput(attrs={"autocomplete": "email", "inputmode": "email"}),
    )
    barrio = forms.ChoiceField(
        label="Barrio", required=False, choices=[("", "Elija"), ("belen", "Belén")]
    )
    documento = forms.CharField(
        label="Número de documento",
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "data-no-guardar": ""}),
    )
    anexos = forms.FileField(
        label="Fotos o documentos",
        required=False,
        help_text="Hasta 5 archivos de 10 MB cada uno.",
        widget=Entradas(
            attrs={
                "data-adjuntos": "",
                "data-max-bytes": "10485760",
                "data-max-archivos": "5",
                "accept": ".pdf,.jpg,.png,.txt",
            }
        ),
    )
    autoriza = forms.BooleanField(label="Acepto que me notifiquen por correo electrónico")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["clase"].ayudas = {  # type: ignore[attr-defined]
            "queja": "Inconformidad con la conducta de quien le atendió.",
            "reclamo": "Un servicio no se prestó o se prestó mal.",
        }


def dias_contados() -> list[Dia]:
    """Del 21 de noviembre al 14 de diciembre de 2026: quince hábiles y el festivo del 8."""
    dias, numero, fecha = [], 0, RECIBIDA
    while fecha < VENCE:
        fecha += timedelta(days=1)
        if fecha == _FESTIVO:
            dias.append(Dia(fecha, False, "festivo (Inmaculada Concepción)", None))
        elif fecha.weekday() >= 5:
            dias.append(Dia(fecha, False, "fin de semana", None))
        else:
            numero += 1
            dias.append(Dia(fecha, True, "", numero))
    return dias


def _hitos() -> list[dict[str, Any]]:
    momento = datetime(2026, 11, 20, 10, 42, tzinfo=ZoneInfo("America/Bogota"))
    return [
        {
            "titulo": "Recibida",
            "texto": "Le enviamos la constancia a su correo.",
            "momento": momento,
            "estado": "hecho",
            "documentos": [{"texto": "Constancia (PDF)", "url": "/c"}],
        },
        {
            "titulo": "En la dependencia que puede resolverla",
            "texto": "Secretaría de Infraestructura. Si no es de la Alcaldía, se lo diremos en 5 días hábiles.",
            "estado": "actual",
        },
        {
            "titulo": "Respuesta",
            "texto": "Por correo. También la verá aquí, en la forma que usted pidió.",
        },
        {
            "titulo": "¿Llegó el 14 de diciembre y no le hemos respondido?",
            "texto": "Avísenos con un toque. También puede acudir a la Personería o presentar una tutela.",
            "estado": "alerta",
            "url": "/avisar",
            "accion": "Avisar que no me han respondido",
        },
        {"titulo": "Su opinión", "texto": "Dos preguntas, si quiere."},
    ]


def _filas() -> list[dict[str, Any]]:
    casos: list[tuple[int | None, bool, str, str, str, str]] = [
        (-4, False, "", "En revisión", "", ""),
        (0, False, "", "Por firmar", "alerta", "reloj"),
        (1, False, "", "Competencia aceptada", "", ""),
        (9, False, "", "Asignada", "", ""),
        (None, True, "", "Requerida", "neutro", "pausa"),
        (None, False, "Respondida", "Notificada", "bien", "visto"),
    ]
    return [
        {
            "dias": dias,
            "suspendido": suspendido,
            "cerrado": cerrado,
            "radicado": f"2026-0{67152 + orden}",
            "asunto": "Hueco en la carrera 5 con calle 42, tercera vez que lo informo",
            "estado": estado,
            "tono": tono,
            "figura": figura,
        }
        for orden, (dias, suspendido, cerrado, estado, tono, figura) in enumerate(casos)
    ]


def _menu() -> list[dict[str, Any]]:
    def entrada(texto: str, cuenta: int | None = None, actual: bool = False) -> dict[str, Any]:
        return {"texto": texto, "url": "/b", "cuenta": cuenta, "actual": actual}

    return [
        {
            "titulo": "Trabajo",
            "entradas": [entrada("Mi bandeja", 23, True), entrada("Por firmar", 4)],
        },
        {"titulo": "Recibir", "entradas": [entrada("Radicar"), entrada("Correo", 11)]},
        {"titulo": "Seguimiento", "entradas": [entrada("Tableros"), entrada("Informes")]},
    ]


def contexto(pagina: str, apariencia: str = "") -> dict[str, Any]:
    """Todo lo que las páginas de muestra necesitan, con una entidad inventada."""
    datos = {"asunto": "Hueco", "correo": "no es un correo"}
    publico = ["Inicio", "Radicar", "Consultar", "¿Cuándo me responden?", "Transparencia"]
    return {
        "request": RequestFactory().get("/b/", {"tipo": "reclamo"}),
        "apariencia": apariencia,
        "entidad": {
            "nombre": "Alcaldía de Villa Serena",
            "nit": "800.000.000-0",
            "direccion": "Calle 9 n.º 2-59",
            "ciudad": "Villa Serena",
            "horario": "Lunes a viernes, 8:00 a. m. a 12:00 m. y 2:00 a 6:00 p. m.",
            "telefono": "(608) 000 0000",
            "correo": "ventanilla@villaserena.example",
            "sitio": "https://villaserena.example",
        },
        "menu_publico": [{"texto": t, "url": "/", "actual": t == "Inicio"} for t in publico],
        "menu_pie": [{"texto": "Política de datos personales", "url": "/datos"}],
        "menu": _menu(),
        "nombre_usuario": "Laura M.",
        "dependencia_usuario": "Dirección de Atención al Ciudadano",
        "migas": [{"texto": "Inicio", "url": "/"}, {"texto": "Aquí"}],
        "pestanas": [
            {"texto": "Abiertas", "url": "/b", "cuenta": 23, "actual": True},
            {"texto": "Cerradas", "url": "/c", "cuenta": None},
        ],
        "form": FormularioDeMuestra(datos if pagina == "formulario-con-errores" else None),
        "tipos": [{"tipo": t} for t in ("exito", "alerta", "error", "informacion")],
        "recibida": RECIBIDA,
        "vence": VENCE,
        "dias": dias_contados(),
        "hitos": _hitos(),
        "filas": _filas(),
        "pagina": Paginator(range(95), 20).page(2),
    }


def _aparte() -> override_settings:
    """Sin las direcciones de las casas de arriba ni los nombres con huella de lo recogido."""
    return override_settings(
        ROOT_URLCONF=f"{__name__}.direcciones",
        STORAGES={
            "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
        },
    )


def pagina(nombre: str, apariencia: str = "") -> str:
    """El HTML de una de `PAGINAS`."""
    archivo = nombre.removesuffix("-con-errores")
    texto = (CARPETA / f"{archivo}.html").read_text(encoding="utf-8")
    plantilla = engines["django"].from_string(texto)
    with _aparte():
        return str(plantilla.render(contexto(nombre, apariencia)))


def falla(codigo: str) -> str:
    """El HTML de una página de falla, que no recibe contexto."""
    with _aparte():
        return render_to_string(f"{codigo}.html")
