"""Los formularios de quien tramita. Aquí solo se da forma; lo que vale lo deciden los servicios."""

from datetime import date, datetime
from typing import Any

from django import forms

from ventanilla.directorio.consultas import vigentes
from ventanilla.directorio.models import Dependencia, Nombramiento, Usuario
from ventanilla.peticiones.consultas.bandeja import ORDENES
from ventanilla.peticiones.consultas.filtros import OpcionesDeFiltro
from ventanilla.peticiones.models import Estado, Peticion, TipoDocumental
from ventanilla.peticiones.permisos import TRABAJAN
from ventanilla.peticiones.reglas.terminos import clases
from ventanilla.peticiones.servicios import clasificar, devolver, prorrogar, requerir
from ventanilla.peticiones.servicios.despachar import MEDIOS
from ventanilla.peticiones.servicios.responder import MAXIMO_ASUNTO, MAXIMO_CUERPO

# Lo que la persona lee como «usted», dicho a quien trabaja.
NOMBRES_DE_ESTADO = {
    Estado.REQUERIDA: "En espera de la persona",
    Estado.POR_ACLARAR: "En espera de la persona",
    Estado.PROYECTADA: "Por firmar",
    Estado.FIRMADA: "Por despachar",
    Estado.ENVIADA: "Enviada, falta constancia",
}
_EN_EL_FILTRO = NOMBRES_DE_ESTADO | {
    Estado.REQUERIDA: "En espera de que la complete",
    Estado.POR_ACLARAR: "En espera de que la aclare",
}
ESTADOS = [
    ("abiertas", "Abiertas"),
    ("cerradas", "Cerradas"),
    *[(e.value, str(_EN_EL_FILTRO.get(e, e.label))) for e in Estado],
]


class FiltroForm(forms.Form):
    """Qué mostrar en la bandeja. Un valor que no existe se ignora: es solo una vista."""

    q = forms.CharField(label="Buscar por número o palabras", required=False, max_length=200)
    estado = forms.ChoiceField(label="Estado", required=False, choices=ESTADOS)
    clase = forms.ChoiceField(label="Clase", required=False)
    canal = forms.ChoiceField(
        label="Canal", required=False, choices=[("", "Todos"), *Peticion.Canal.choices]
    )
    dependencia = forms.TypedChoiceField(
        label="Dependencia", required=False, coerce=int, empty_value=None
    )
    responsable = forms.TypedChoiceField(
        label="Responsable", required=False, coerce=int, empty_value=None
    )
    orden = forms.ChoiceField(
        required=False, choices=[(f"{signo}{o}", o) for o in ORDENES for signo in ("", "-")]
    )
    semaforo = forms.ChoiceField(
        required=False,
        widget=forms.HiddenInput,
        choices=[("", "")] + [(c, c) for c in ("vencidas", "por_vencer", "a_tiempo", "en_espera")],
    )

    def __init__(self, *args: Any, opciones: OpcionesDeFiltro, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._poner("clase", [("", "Todas"), *((c.codigo, c.nombre) for c in clases())])
        self._poner("dependencia", [("", "Todas"), *opciones.dependencias])
        self._poner("responsable", [("", "Todos"), *opciones.responsables])

    def _poner(self, nombre: str, opciones: list[tuple[Any, str]]) -> None:
        campo = self.fields[nombre]
        if isinstance(campo, forms.ChoiceField):
            campo.choices = opciones


class BorradorForm(forms.Form):
    """La respuesta en borrador. `version` es la que se leyó: 0 si todavía no había."""

    asunto = forms.CharField(
        label="Asunto",
        max_length=MAXIMO_ASUNTO,
        widget=forms.TextInput(attrs={"maxlength": MAXIMO_ASUNTO}),
    )
    texto = forms.CharField(
        label="Respuesta",
        required=False,
        max_length=MAXIMO_CUERPO,
        help_text=(
            "Deje una línea en blanco entre párrafos. Para una lista, empiece cada línea con "
            "«- » o con «1. ». **Dos asteriscos** ponen negrita y [texto](https://…) pone un enlace."
        ),
        widget=forms.Textarea(attrs={"rows": 18, "spellcheck": "true"}),
    )
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)


class VersionForm(forms.Form):
    """La versión del borrador que se leyó antes de pasarlo a firma o firmarlo."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)


class MotivoForm(forms.Form):
    """Para qué se abren los datos de contacto."""

    motivo = forms.CharField(
        label="¿Para qué los necesita?",
        min_length=8,
        max_length=200,
        help_text="Queda escrito con su nombre, la fecha y la hora.",
        error_messages={"min_length": "Diga para qué, en unas palabras."},
    )


class PersonaForm(forms.Form):
    """A quién de la dependencia se entrega."""

    responsable = forms.ModelChoiceField(
        label="Entregar a", queryset=Usuario.objects.none(), empty_label="Escoja a una persona"
    )

    def __init__(self, *args: Any, dependencia: int | None, hoy: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        campo = self.fields["responsable"]
        if isinstance(campo, forms.ModelChoiceField):
            # Los nombramientos de hoy; quién puede de verdad lo decide el servicio.
            de_la_casa = Nombramiento.objects.filter(
                vigentes(hoy), dependencia_id=dependencia or 0, rol__in=TRABAJAN
            )
            campo.queryset = Usuario.objects.filter(
                pk__in=de_la_casa.values("usuario_id"), is_active=True
            ).order_by("nombre")


class DependenciaForm(forms.Form):
    """A qué dependencia se envía."""

    dependencia = forms.ModelChoiceField(
        label="Enviar a",
        queryset=Dependencia.objects.none(),
        empty_label="Escoja una dependencia",
    )
    motivo = forms.CharField(
        label="¿Por qué?",
        required=False,
        max_length=300,
        help_text="La persona que pidió lo lee.",
    )

    def __init__(self, *args: Any, actual: int | None, hoy: date, **kwargs: Any) -> None:
        # Comparte página con el motivo de los datos de contacto: dos campos con el mismo id
        # dejan a uno sin rótulo para quien usa lector de pantalla.
        kwargs.setdefault("auto_id", "id_enviar_%s")
        super().__init__(*args, **kwargs)
        campo = self.fields["dependencia"]
        if isinstance(campo, forms.ModelChoiceField):
            otras = Dependencia.objects.filter(vigentes(hoy)).exclude(pk=actual or 0)
            campo.queryset = otras.order_by("nombre")


class DespachoForm(forms.Form):
    """Por dónde sale la respuesta firmada."""

    medio = forms.ChoiceField(
        label="¿Cómo se envía?",
        choices=list(MEDIOS.items()),
        help_text="El aviso publica el oficio completo en la página, cinco días hábiles: antes, "
        "revise que no traiga datos de nadie.",
    )
    guia = forms.CharField(
        label="Empresa y número de guía",
        required=False,
        max_length=120,
        help_text="Solo para correo postal.",
    )


class EntregaForm(forms.Form):
    """La prueba de que la persona la recibió."""

    fecha = forms.DateField(
        label="Fecha de entrega", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    detalle = forms.CharField(
        label="Prueba",
        max_length=200,
        help_text="Por ejemplo: guía entregada, o firmó en la ventanilla.",
    )

    def __init__(self, *args: Any, ahora: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["fecha"].initial = ahora.date()


class Parrafo(forms.CharField):
    """Un texto de varias líneas; el largo lo revisa el servicio y aquí se avisa al escribir."""

    def __init__(self, *, maximo: int, filas: int = 5, **otras: Any) -> None:
        area = forms.Textarea(attrs={"rows": filas, "maxlength": maximo, "spellcheck": "true"})
        super().__init__(widget=area, **otras)


class RequerirForm(forms.Form):
    """Qué le falta a la petición."""

    falta = Parrafo(
        label="¿Qué falta?",
        maximo=requerir.MAXIMO,
        help_text="La persona lo lee tal cual. Diga cada cosa y para qué sirve; no pida lo que la "
        "entidad ya tiene.",
    )


class AclararForm(forms.Form):
    """Qué no se entiende."""

    duda = Parrafo(
        label="¿Qué no se entiende?",
        maximo=requerir.MAXIMO,
        help_text="La persona lo lee tal cual. Pregunte con palabras sencillas.",
    )


class ProrrogaForm(forms.Form):
    """Hasta cuándo y por qué."""

    hasta = forms.DateField(
        label="Nueva fecha para responder",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    motivo = Parrafo(
        label="¿Por qué no se alcanza?",
        maximo=prorrogar.MAXIMO,
        help_text="La persona lo lee tal cual, en el aviso que le llega ahora mismo.",
    )


class DevolverForm(forms.Form):
    """A quién sí le toca, y por qué."""

    sugerida = forms.ModelChoiceField(
        label="¿A qué dependencia le toca?",
        queryset=Dependencia.objects.none(),
        required=False,
        empty_label="No sé",
    )
    motivo = Parrafo(
        label="¿Por qué no le toca a la suya?",
        maximo=devolver.MAXIMO,
        filas=3,
        help_text="Lo leen la Dirección de Atención y la persona que pidió.",
    )

    def __init__(self, *args: Any, actual: int | None, hoy: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        campo = self.fields["sugerida"]
        if isinstance(campo, forms.ModelChoiceField):
            otras = Dependencia.objects.filter(vigentes(hoy), es_atencion=False)
            campo.queryset = otras.exclude(pk=actual or 0).order_by("nombre")


class NotaForm(forms.Form):
    """Una nota entre quienes tramitan."""

    nota = Parrafo(
        label="Nota interna",
        maximo=devolver.MAXIMO_NOTA,
        help_text="La leen quienes tramitan; la persona que pidió no la ve. Queda con su nombre y "
        "no se borra.",
    )


class ClasificarForm(forms.Form):
    """La clase, que da el término, y el tipo documental, que es del catálogo de la entidad."""

    clase = forms.ChoiceField(label="Clase de petición", help_text="De ella sale el término.")
    tipo = forms.ModelChoiceField(
        label="Tipo documental",
        queryset=TipoDocumental.objects.none(),
        required=False,
        empty_label="Sin tipo documental",
        help_text="Del catálogo de la entidad; no cambia el término.",
    )
    motivo = Parrafo(
        label="¿Por qué cambia?",
        maximo=clasificar.MAXIMO,
        filas=3,
        help_text="Si cambia la clase, la persona lo lee.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        clase, tipo = self.fields["clase"], self.fields["tipo"]
        if isinstance(clase, forms.ChoiceField):
            clase.choices = [(c.codigo, c.nombre) for c in clases()]
        if isinstance(tipo, forms.ModelChoiceField):
            tipo.queryset = TipoDocumental.objects.filter(activo=True)
