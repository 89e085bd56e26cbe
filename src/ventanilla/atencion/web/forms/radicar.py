"""El formulario de radicar: nada escrito se pierde y cada falta se dice junto a su campo."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django import forms

from ventanilla.archivo.reglas import ADMITIDOS
from ventanilla.atencion.web.forms.campos import Escogida, Parrafos, Renglon
from ventanilla.atencion.web.reglas import avisos
from ventanilla.comun.campo_archivos import Archivos
from ventanilla.comun.errores import Falta
from ventanilla.peticiones.consultas.dichos import dicho_del_plazo
from ventanilla.peticiones.reglas.solicitud import (
    FORMATOS,
    MAXIMO_ASUNTO,
    MAXIMO_TEXTO,
    MEDIOS,
    PRIORIDADES,
    Solicitante,
    Solicitud,
    faltas,
)
from ventanilla.terminos.computar import clases

# En este orden se ofrecen; las demás clases ciudadanas van después.
_PRIMERAS = (
    "peticion",
    "informacion",
    "queja",
    "reclamo",
    "denuncia",
    "consulta",
    "sugerencia",
    "felicitacion",
)
# Para la persona «solicitud» y «petición» son lo mismo y dan el mismo término.
_SIN_OFRECER = frozenset({"solicitud"})
QUIENES = {
    "natural": "Yo, a mi nombre",
    "juridica": "Una empresa u organización",
    "reservado": "Yo, con mi identidad reservada",
    "anonimo": "De manera anónima",
}
_AYUDAS_DE_QUIENES = {
    "juridica": "También juntas de acción comunal, fundaciones y sindicatos.",
    "reservado": "Nos da sus datos y quien tramita no los ve: quedan cifrados, y si alguien los "
    "abre queda escrito quién y para qué.",
    "anonimo": "No le pedimos ningún dato. Siga su petición con el número y la clave que le damos. Si es "
    "una queja o una denuncia, cuente hechos concretos: sin ellos puede que no se investigue.",
}
DOCUMENTOS = {
    "": "Escoja",
    "CC": "Cédula de ciudadanía",
    "NIT": "NIT",
    "CE": "Cédula de extranjería",
    "TI": "Tarjeta de identidad",
    "NUIP": "NUIP",
    "PA": "Pasaporte",
    "PPT": "Permiso por protección temporal",
    "PEP": "Permiso especial de permanencia",
    "RC": "Registro civil",
    "OTRO": "Otro",
}
_DE_QUIEN = ("nombre", "tipo_documento", "documento", "representante", "en_registro_mercantil")


def _clases_ofrecidas() -> list[Any]:
    ciudadanas = {c.codigo: c for c in clases() if c.ciudadana and c.codigo not in _SIN_OFRECER}
    orden = [*_PRIMERAS, *(c for c in ciudadanas if c not in _PRIMERAS)]
    return [ciudadanas[c] for c in orden if c in ciudadanas]


class FormularioDeRadicacion(forms.Form):
    """Radicar una petición (campos de la Resolución MinTIC 1519 de 2020, anexo 2, num. 2.4.3).

    Ningún campo es obligatorio para el navegador: qué falta lo deciden las reglas de la solicitud,
    que son las mismas de la API, y lo dicen junto al campo.
    """

    use_required_attribute = False

    clase = Escogida(
        label="¿Qué quiere presentar?",
        opciones={},
        mensaje="Escoja qué quiere presentar.",
        widget=forms.RadioSelect,
    )
    texto = Parrafos(
        label="¿Qué pide o qué pasó?",
        maximo=MAXIMO_TEXTO,
        help_text="Cuéntelo con sus palabras: qué, dónde y cuándo. No hace falta citar leyes.",
        widget=forms.Textarea(attrs={"rows": 9}),
    )
    asunto = Renglon(
        label="Asunto",
        maximo=MAXIMO_ASUNTO,
        help_text="En una frase. Si lo deja en blanco, tomamos el comienzo de su texto.",
    )
    anexos = Archivos(label="Fotos o documentos", admite=ADMITIDOS)
    tipo = Escogida(
        label="¿Quién la presenta?",
        opciones=QUIENES,
        mensaje="Escoja a nombre de quién se presenta.",
        initial="natural",
        widget=forms.RadioSelect,
    )
    nombre = Renglon(
        label="Nombres y apellidos, o razón social",
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    tipo_documento = Escogida(
        label="Tipo de documento",
        opciones=DOCUMENTOS,
        mensaje="Escoja un tipo de documento de la lista.",
    )
    documento = Renglon(label="Número de documento")
    representante = Renglon(
        label="Nombre de quien la representa",
        help_text="Si es una empresa u organización.",
    )
    en_registro_mercantil = forms.BooleanField(
        label="Está en el registro mercantil",
        required=False,
        help_text="Si es así, la ley pide un correo electrónico (Ley 1437 de 2011, artículo 16).",
    )
    correo = Renglon(
        label="Correo electrónico",
        help_text="Hace falta si quiere la respuesta por correo. Ahí le avisamos, en un minuto, que "
        "la recibimos. Ejemplo: nombre@correo.com",
        widget=forms.EmailInput(attrs={"autocomplete": "email", "inputmode": "email"}),
    )
    telefono = Renglon(
        label="Teléfono",
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )
    medio_respuesta = Escogida(
        label="¿Cómo quiere recibir la respuesta?",
        opciones=MEDIOS,
        mensaje="Escoja cómo quiere recibir la respuesta.",
        widget=forms.RadioSelect,
    )
    direccion = Renglon(
        label="Dirección",
        help_text="Hace falta si quiere la respuesta por correo postal.",
        widget=forms.TextInput(attrs={"autocomplete": "street-address"}),
    )
    barrio = Renglon(label="Barrio o vereda")
    ciudad = Renglon(
        label="Municipio", widget=forms.TextInput(attrs={"autocomplete": "address-level2"})
    )
    pais = Renglon(label="País", widget=forms.TextInput(attrs={"autocomplete": "country-name"}))
    formato_respuesta = Escogida(
        label="¿Necesita la respuesta en otro formato?",
        opciones=FORMATOS,
        mensaje="Escoja un formato de la lista.",
        initial="corriente",
    )
    prioridad = Escogida(
        label="¿Le debemos atención preferente?",
        opciones=PRIORIDADES,
        mensaje="Escoja una opción de la lista.",
        help_text="Usted decide si lo dice. Solo lo usamos para atenderle primero.",
    )
    autoriza_notificacion = forms.BooleanField(required=False)
    autoriza_encuesta = forms.BooleanField(required=False)
    respuesta_humana = Renglon(
        label="Confirme que es una persona",
        widget=forms.TextInput(attrs={"autocomplete": "off", "data-no-guardar": ""}),
    )
    # Señuelo: está escondido, así que solo lo llena un programa.
    sitio_web = forms.CharField(required=False, label="No escriba aquí")

    def __init__(
        self, *args: Any, lista_avisos: Iterable[avisos.Aviso] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.avisos = {a.codigo: a for a in lista_avisos}
        ofrecidas = _clases_ofrecidas()
        clase: Any = self.fields["clase"]
        clase.choices = [(c.codigo, c.nombre) for c in ofrecidas]
        clase.ayudas = {c.codigo: f"{c.descripcion} {_plazo_de(c)}".strip() for c in ofrecidas}
        quien: Any = self.fields["tipo"]
        quien.ayudas = _AYUDAS_DE_QUIENES
        for campo, aviso in (
            ("autoriza_notificacion", "notificacion_correo"),
            ("autoriza_encuesta", "encuesta"),
        ):
            if aviso in self.avisos:
                self.fields[campo].label = self.avisos[aviso].parrafos[0]

    def clean(self) -> dict[str, Any]:
        """Agrega lo que las reglas de la solicitud encuentren, campo por campo."""
        datos = super().clean() or {}
        ofrecidas = frozenset(c.codigo for c in _clases_ofrecidas())
        self.agregar_faltas(faltas(self.solicitud().limpia(), clases=ofrecidas))
        return datos

    def agregar_faltas(self, halladas: Iterable[Falta]) -> None:
        """Pone cada falta junto a su campo; las que ya tienen un error no se repiten."""
        for falta in halladas:
            campo = falta.campo.removeprefix("solicitante.")
            if campo not in self.fields:
                self.add_error(None, falta.mensaje)
            elif campo not in self.errors:
                self.add_error(campo, falta.mensaje)

    def solicitud(self, mostrada: datetime | None = None) -> Solicitud:
        """Lo pedido, como lo entienden todos los canales. `mostrada`: cuándo se vio el aviso."""
        d = self.cleaned_data
        return Solicitud(
            clase=d.get("clase", ""),
            texto=d.get("texto", ""),
            asunto=d.get("asunto", ""),
            canal="web",
            solicitante=self._solicitante(),
            medio_respuesta=d.get("medio_respuesta", ""),
            formato_respuesta=d.get("formato_respuesta", ""),
            prioridad=d.get("prioridad", ""),
            autorizaciones=self._autorizaciones(mostrada) if mostrada else {},
        )

    def _solicitante(self) -> Solicitante:
        d = dict(self.cleaned_data)
        tipo = d.get("tipo") or "natural"
        if tipo == "anonimo":
            d |= dict.fromkeys(_DE_QUIEN, "")
        if tipo != "juridica":
            d |= {"representante": "", "en_registro_mercantil": False}
        if not d.get("direccion") and not d.get("ciudad"):
            d["pais"] = ""
        barrio = f"barrio {d['barrio']}" if d.get("barrio") else ""
        con_barrio = "direccion" if d.get("direccion") else "ciudad"
        d[con_barrio] = ", ".join(p for p in (d.get(con_barrio), barrio) if p)
        return Solicitante(
            tipo=tipo,
            nombre=d.get("nombre", ""),
            tipo_documento=d.get("tipo_documento", ""),
            documento=d.get("documento", ""),
            correo=d.get("correo", ""),
            telefono=d.get("telefono", ""),
            direccion=d.get("direccion", ""),
            ciudad=d.get("ciudad", ""),
            pais=d.get("pais", ""),
            representante=d.get("representante", ""),
            en_registro_mercantil=bool(d.get("en_registro_mercantil")),
        )

    def _autorizaciones(self, mostrada: datetime) -> dict[str, dict[str, str]]:
        pruebas = {"aviso_privacidad": avisos.DATOS_PERSONALES.prueba(mostrada)}
        if self.cleaned_data.get("prioridad"):
            pruebas["dato_sensible"] = avisos.DATOS_PERSONALES.prueba(mostrada)
        if self.cleaned_data.get("autoriza_notificacion"):
            pruebas["notificacion_correo"] = avisos.NOTIFICACION_CORREO.prueba(mostrada)
        if self.cleaned_data.get("autoriza_encuesta"):
            pruebas["encuesta"] = avisos.ENCUESTA.prueba(mostrada)
        return pruebas

    @property
    def parece_un_programa(self) -> bool:
        """Si llenaron el señuelo."""
        return bool(str(self.data.get("sitio_web", "")).strip())


def _plazo_de(clase: Any) -> str:
    if clase.dias is None:
        return ""
    return f"Respondemos en {dicho_del_plazo(clase.dias, clase.unidad)}."
