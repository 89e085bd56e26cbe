"""Los cambios de una persona: cada uno en su página, con lo que pasa si se hace."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from ventanilla.comun.actores import Actor, Permiso
from ventanilla.comun.errores import ErrorDeDominio
from ventanilla.comun.formularios import poner_faltas
from ventanilla.directorio import permisos
from ventanilla.directorio.forms.personas import (
    YA,
    AusenciaForm,
    DatosForm,
    NadaForm,
    NombrarForm,
    TerminarForm,
    VincularForm,
)
from ventanilla.directorio.models import Usuario
from ventanilla.directorio.servicios.ausencias import acabar_ausencia, registrar_ausencia
from ventanilla.directorio.servicios.nombramientos import (
    ayer,
    nombrar,
    terminar_nombramiento,
    terminar_vinculacion,
    vincular,
)
from ventanilla.directorio.servicios.personas import activar, crear_persona, editar_persona
from ventanilla.directorio.servicios.sesiones import cerrar_todas
from ventanilla.directorio.views.puerta import pedir, quien


@dataclass(frozen=True)
class Cambio:
    """Una página que cambia algo de `objeto` (la persona, o algo suyo)."""

    titulo: str
    boton: str
    explica: str
    permiso: Callable[[Actor, Usuario], Permiso]
    formulario: Callable[[Any, Any, datetime], forms.Form]
    hacer: Callable[..., str]


def _editar(persona: Usuario, datos: dict[str, Any], **quien_y_cuando: Any) -> str:
    editar_persona(persona, **datos, **quien_y_cuando)
    return "Quedó corregido."


def _vincular(persona: Usuario, datos: dict[str, Any], **quien_y_cuando: Any) -> str:
    vincular(persona, **datos, **quien_y_cuando)
    return "La vinculación quedó anotada."


def _nombrar(persona: Usuario, datos: dict[str, Any], **quien_y_cuando: Any) -> str:
    nuevo = nombrar(persona, **datos, **quien_y_cuando)
    return f"{persona.nombre} tiene el rol {nuevo.get_rol_display()}."


def _ausentar(persona: Usuario, datos: dict[str, Any], **quien_y_cuando: Any) -> str:
    nueva = registrar_ausencia(persona, **datos, **quien_y_cuando)
    if nueva.suplente is None:
        return "Quedó anotada. Nadie lo suple: reparta a otra persona lo que tiene."
    return f"Quedó anotada. Esos días lo suple {nueva.suplente.nombre}."


def _cerrar_sesiones(persona: Usuario, datos: dict[str, Any], **quien_y_cuando: Any) -> str:
    cuantas = cerrar_todas(persona, **quien_y_cuando)
    return "Sus sesiones quedaron cerradas." if cuantas else "No tenía sesiones abiertas."


def _activar(persona: Usuario, datos: dict[str, Any], **quien_y_cuando: Any) -> str:
    activar(persona, **quien_y_cuando)
    return f"{persona.nombre} puede entrar otra vez. Revise qué cargos le quedan."


def _terminar_nombramiento(
    fila: Any, datos: dict[str, Any], *, actor: Actor, ahora: datetime
) -> str:
    terminar_nombramiento(fila, ultimo_dia=_ultimo_dia(datos, ahora), actor=actor, ahora=ahora)
    return "El cargo quedó con su último día. Lo que tenga abierto allí pasa a la jefatura."


def _terminar_vinculacion(
    fila: Any, datos: dict[str, Any], *, actor: Actor, ahora: datetime
) -> str:
    terminar_vinculacion(fila, ultimo_dia=_ultimo_dia(datos, ahora), actor=actor, ahora=ahora)
    return "La vinculación quedó con su último día."


def _acabar_ausencia(fila: Any, datos: dict[str, Any], *, actor: Actor, ahora: datetime) -> str:
    acabar_ausencia(fila, actor=actor, ahora=ahora)
    return "La ausencia acabó: desde ahora ejerce sus cargos."


def _ultimo_dia(datos: dict[str, Any], ahora: datetime) -> Any:
    return ayer(ahora) if datos["cuando"] == YA else datos["dia"]


CAMBIOS = {
    "editar": Cambio(
        "Corregir sus datos",
        "Guardar",
        "Si cambia el correo, se cierran sus sesiones y se le avisa al correo anterior.",
        permisos.puede_editar_persona,
        lambda d, p, m: DatosForm(d, initial={"nombre": p.nombre, "correo": p.email}),
        _editar,
    ),
    "vincular": Cambio(
        "Anotar su vinculación",
        "Anotar",
        "Firma quien tiene una vinculación de planta. Un contratista proyecta.",
        permisos.puede_nombrar,
        lambda d, p, m: VincularForm(d, initial={"desde": m.date()}),
        _vincular,
    ),
    "nombrar": Cambio(
        "Darle un cargo",
        "Darle el cargo",
        "Desde ese día puede hacer lo que permite el rol, y solo en esa dependencia.",
        permisos.puede_nombrar,
        lambda d, p, m: NombrarForm(d, hoy=m.date(), initial={"desde": m.date()}),
        _nombrar,
    ),
    "ausencia": Cambio(
        "Anotar una ausencia",
        "Anotar",
        "Esos días no recibe, no tramita y no firma, aunque entre.",
        permisos.puede_registrar_ausencia,
        lambda d, p, m: AusenciaForm(d, persona=p, initial={"desde": m.date()}),
        _ausentar,
    ),
    "sesiones": Cambio(
        "Cerrar sus sesiones",
        "Cerrarlas",
        "Tendrá que volver a entrar en todos sus equipos. Lo que no haya guardado se puede perder.",
        permisos.puede_cerrar_sesiones,
        lambda d, p, m: NadaForm(d),
        _cerrar_sesiones,
    ),
    "activar": Cambio(
        "Abrir su cuenta",
        "Abrirla",
        "Vuelve a entrar con su contraseña de antes y los cargos que sigan vigentes.",
        permisos.puede_desactivar,
        lambda d, p, m: NadaForm(d),
        _activar,
    ),
    "terminar_nombramiento": Cambio(
        "Terminar un cargo",
        "Terminarlo",
        "Lo que tenga abierto en esa dependencia pasa a la jefatura esa noche. El cargo queda en su "
        "historia.",
        permisos.puede_nombrar,
        lambda d, p, m: TerminarForm(d, hoy=m.date()),
        _terminar_nombramiento,
    ),
    "terminar_vinculacion": Cambio(
        "Terminar una vinculación",
        "Terminarla",
        "Sin vinculación de planta no firma.",
        permisos.puede_nombrar,
        lambda d, p, m: TerminarForm(d, hoy=m.date()),
        _terminar_vinculacion,
    ),
    "acabar_ausencia": Cambio(
        "Acabar la ausencia",
        "Ya volvió",
        "Desde ahora ejerce sus cargos, y quien lo suplía deja de tenerlos. Si todavía no empezaba, "
        "queda anulada.",
        permisos.puede_registrar_ausencia,
        lambda d, p, m: NadaForm(d),
        _acabar_ausencia,
    ),
}
_DE_ELLA = {
    "terminar_nombramiento": "nombramientos",
    "terminar_vinculacion": "vinculaciones",
    "acabar_ausencia": "ausencias",
}


def pagina_de(nombre: str) -> Callable[..., HttpResponse]:
    """La vista de ese cambio: GET explica y pregunta; POST lo hace, o dice qué corregir (422)."""
    cambio = CAMBIOS[nombre]

    @require_http_methods(["GET", "HEAD", "POST"])
    def vista(request: HttpRequest, persona_id: int, fila_id: int = 0) -> HttpResponse:
        actor, momento = quien(request)
        persona = get_object_or_404(Usuario, pk=persona_id)
        pedir(cambio.permiso(actor, persona))
        objeto: Any = persona
        if nombre in _DE_ELLA:
            objeto = get_object_or_404(getattr(persona, _DE_ELLA[nombre]), pk=fila_id)
        formulario = cambio.formulario(
            request.POST if request.method == "POST" else None, persona, momento
        )
        if request.method == "POST" and formulario.is_valid():
            dicho = _hacer(
                formulario,
                lambda: cambio.hacer(objeto, formulario.cleaned_data, actor=actor, ahora=momento),
            )
            if dicho:
                messages.success(request, dicho)
                return redirect("directorio:persona", persona.pk)
        contexto = {"cambio": cambio, "persona": persona, "objeto": objeto}
        return _mostrar(request, formulario, contexto, persona)

    return vista


@require_http_methods(["GET", "HEAD", "POST"])
def crear(request: HttpRequest) -> HttpResponse:
    """Abre la cuenta de alguien nuevo y pasa a su hoja, donde se le da el cargo."""
    actor, momento = quien(request)
    pedir(permisos.puede_administrar_personas(actor))
    formulario = DatosForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and formulario.is_valid():
        nuevas: list[Usuario] = []

        def hacer() -> str:
            nuevas.append(crear_persona(**formulario.cleaned_data, actor=actor, ahora=momento))
            return "Se le escribió cómo poner su contraseña. Falta darle un cargo."

        if dicho := _hacer(formulario, hacer):
            messages.success(request, dicho)
            return redirect("directorio:persona", nuevas[0].pk)
    cambio = {
        "titulo": "Una persona nueva",
        "boton": "Crear la cuenta",
        "explica": "Le llega un correo para que ponga su contraseña. Sin cargo no puede hacer nada.",
    }
    return _mostrar(request, formulario, {"cambio": cambio}, None)


def _hacer(formulario: forms.Form, accion: Callable[[], str]) -> str:
    """Corre el servicio; sus faltas van al campo que las tiene. Devuelve "" si no se pudo."""
    try:
        return accion()
    except ErrorDeDominio as error:
        poner_faltas(formulario, error)
    return ""


def _mostrar(
    request: HttpRequest, formulario: forms.Form, contexto: dict[str, Any], persona: Usuario | None
) -> HttpResponse:
    volver = (
        reverse("directorio:persona", args=[persona.pk])
        if persona
        else reverse("directorio:personas")
    )
    migas = [{"texto": "Personas", "url": reverse("directorio:personas")}]
    migas += [{"texto": persona.nombre, "url": volver}] if persona else []
    migas.append({"texto": _titulo(contexto["cambio"]), "url": ""})
    return render(
        request,
        "directorio/personas/cambio.html",
        {**contexto, "form": formulario, "volver": volver, "migas": migas},
        status=422 if formulario.errors else 200,
    )


def _titulo(cambio: Any) -> str:
    return str(cambio["titulo"] if isinstance(cambio, dict) else cambio.titulo)
