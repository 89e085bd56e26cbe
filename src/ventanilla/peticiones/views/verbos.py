"""Los verbos que piden explicarse: cada uno en su página, con lo que pasa si se hace."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from ventanilla.comun.actores import Actor, Permiso
from ventanilla.comun.errores import DatosInvalidos, ErrorDeDominio
from ventanilla.comun.fechas import fecha_larga
from ventanilla.comun.reloj import en_bogota
from ventanilla.peticiones import permisos
from ventanilla.peticiones.forms import (
    AclararForm,
    ClasificarForm,
    DevolverForm,
    NotaForm,
    ProrrogaForm,
    RequerirForm,
)
from ventanilla.peticiones.models import Peticion
from ventanilla.peticiones.servicios.clasificar import clasificar as hacer_clasificar
from ventanilla.peticiones.servicios.comunicar import correo_de
from ventanilla.peticiones.servicios.devolver import anotar_por_dentro
from ventanilla.peticiones.servicios.devolver import devolver as hacer_devolver
from ventanilla.peticiones.servicios.prorrogar import (
    ProrrogaNoProcede,
    margen_de_prorroga,
)
from ventanilla.peticiones.servicios.prorrogar import prorrogar as hacer_prorrogar
from ventanilla.peticiones.servicios.requerir import devolver_para_aclarar, si_se_requiere
from ventanilla.peticiones.servicios.requerir import requerir as hacer_requerir
from ventanilla.peticiones.views.puerta import la_peticion, quien

PAGINA = "peticiones:peticion"
SIN_CORREO = (
    "La persona no dejó correo: solo lo leerá en su consulta. Si dejó teléfono o dirección, avísele "
    "también por ahí."
)


@dataclass(frozen=True)
class Verbo:
    """Una página de un solo formulario.

    `nombre` es el de su dirección; `titulo`, como se lee en el enlace y en la página. `consecuencias` dice, antes de hacerlo, qué va a pasar: (tipo de aviso, texto). `hacer` devuelve
    la frase que se lee al volver a la petición.
    """

    nombre: str
    titulo: str
    boton: str
    permiso: Callable[[Actor, Peticion], Permiso]
    formulario: Callable[[Peticion, datetime, QueryDict | None], forms.Form]
    consecuencias: Callable[[Peticion, datetime], list[tuple[str, str]]]
    hacer: Callable[[Peticion, dict[str, Any], Actor, datetime], str]


def otros_verbos(peticion: Peticion, actor: Actor) -> list[dict[str, str]]:
    """Lo demás que esta persona puede hacer con la petición, en el orden en que suele pasar."""
    return [
        {"texto": v.titulo, "url": reverse(f"peticiones:{v.nombre}", args=[peticion.uuid])}
        for v in VERBOS
        if v.permiso(actor, peticion)
    ]


def _pagina(request: HttpRequest, identificador: uuid.UUID, verbo: Verbo) -> HttpResponse:
    actor, momento = quien(request)
    peticion = la_peticion(actor, identificador)
    permiso = verbo.permiso(actor, peticion)
    if not permiso:
        messages.error(request, permiso.motivo)
        return redirect(PAGINA, peticion.uuid)
    formulario = verbo.formulario(
        peticion, momento, request.POST if request.method == "POST" else None
    )
    if request.method == "POST" and formulario.is_valid():
        try:
            exito = verbo.hacer(peticion, formulario.cleaned_data, actor, momento)
        except DatosInvalidos as malos:
            for falta in malos.faltas:
                formulario.add_error(falta.campo, falta.mensaje)
        except ErrorDeDominio as error:
            formulario.add_error(None, str(error))
        else:
            messages.success(request, exito)
            return redirect(PAGINA, peticion.uuid)
    try:
        consecuencias = verbo.consecuencias(peticion, momento)
    except ErrorDeDominio as error:
        messages.error(request, str(error))
        return redirect(PAGINA, peticion.uuid)
    contexto = {
        "peticion": peticion,
        "verbo": verbo,
        "form": formulario,
        "consecuencias": consecuencias,
        "migas": [
            {"texto": "Bandeja", "url": reverse("peticiones:bandeja")},
            {"texto": peticion.radicado.impreso, "url": reverse(PAGINA, args=[peticion.uuid])},
            {"texto": verbo.titulo, "url": ""},
        ],
    }
    estado = 422 if request.method == "POST" else 200
    return render(request, "peticiones/verbo.html", contexto, status=estado)


def _sin_correo(peticion: Peticion) -> list[tuple[str, str]]:
    return [] if correo_de(peticion) else [("alerta", SIN_CORREO)]


def _si_requiere(peticion: Peticion, momento: datetime) -> list[tuple[str, str]]:
    previsto = si_se_requiere(peticion, momento)
    limite = previsto.topes.complemento_hasta
    if previsto.suspendido_desde is None:
        por_que = [a for a in previsto.avisos if "no detiene" in a]
        return [
            ("alerta", " ".join(["El término seguirá corriendo.", *por_que[-1:]])),
            *_sin_correo(peticion),
        ]
    hasta = f" La persona tiene hasta el {fecha_larga(limite)}." if limite else ""
    return [
        ("informacion", f"El término se detiene hasta que la complete.{hasta}"),
        *_sin_correo(peticion),
    ]


def _requerir(peticion: Peticion, datos: dict[str, Any], actor: Actor, momento: datetime) -> str:
    computo = hacer_requerir(peticion, falta=datos["falta"], actor=actor, ahora=momento)
    if computo.suspendido_desde is None:
        return "Se le pidió a la persona que la complete. El término sigue corriendo."
    return "Se le pidió a la persona que la complete. El término está detenido."


def _si_devuelve_para_aclarar(peticion: Peticion, _: datetime) -> list[tuple[str, str]]:
    return [
        (
            "alerta",
            "Solo si no se entiende qué pide. Que esté incompleta o mal sustentada no es razón para "
            "devolverla (Ley 1437 de 2011, artículo 19). La persona tiene diez días hábiles.",
        ),
        *_sin_correo(peticion),
    ]


def _aclarar(peticion: Peticion, datos: dict[str, Any], actor: Actor, momento: datetime) -> str:
    devolver_para_aclarar(peticion, duda=datos["duda"], actor=actor, ahora=momento)
    return "Se le pidió a la persona que aclare qué pide."


def _si_prorroga(peticion: Peticion, momento: datetime) -> list[tuple[str, str]]:
    vence, tope = margen_de_prorroga(peticion, momento)
    return [
        (
            "informacion",
            f"Vence el {fecha_larga(vence)} y puede llegar hasta el {fecha_larga(tope)}. La persona "
            "debe saberlo antes de que venza: el aviso sale al guardar.",
        ),
        *_sin_correo(peticion),
    ]


def _form_prorroga(peticion: Peticion, momento: datetime, datos: QueryDict | None) -> forms.Form:
    formulario = ProrrogaForm(datos)
    try:
        _, tope = margen_de_prorroga(peticion, momento)
    except ProrrogaNoProcede:
        return formulario
    formulario.fields["hasta"].widget.attrs["max"] = tope.isoformat()
    return formulario


def _prorrogar(peticion: Peticion, datos: dict[str, Any], actor: Actor, momento: datetime) -> str:
    computo = hacer_prorrogar(
        peticion, hasta=datos["hasta"], motivo=datos["motivo"], actor=actor, ahora=momento
    )
    hasta = computo.vence or datos["hasta"]
    aviso = "se le avisó a la persona" if correo_de(peticion) else "el aviso está en su consulta"
    return f"El término se amplió hasta el {fecha_larga(hasta)} y {aviso}."


def _devolver(peticion: Peticion, datos: dict[str, Any], actor: Actor, momento: datetime) -> str:
    hacer_devolver(
        peticion,
        motivo=datos["motivo"],
        sugerida=datos["sugerida"],
        actor=actor,
        ahora=momento,
    )
    return "La petición volvió a la Dirección de Atención al Ciudadano."


def _anotar(peticion: Peticion, datos: dict[str, Any], actor: Actor, momento: datetime) -> str:
    anotar_por_dentro(peticion, nota=datos["nota"], actor=actor, ahora=momento)
    return "La nota quedó en la historia."


def _clasificar(peticion: Peticion, datos: dict[str, Any], actor: Actor, momento: datetime) -> str:
    hacer_clasificar(
        peticion,
        clase=datos["clase"],
        tipo=datos["tipo"],
        motivo=datos["motivo"],
        actor=actor,
        ahora=momento,
    )
    return "La clasificación cambió."


VERBOS = (
    Verbo(
        "requerir",
        "Pedir que la complete",
        "Pedirle lo que falta",
        permisos.puede_requerir,
        lambda p, m, datos: RequerirForm(datos),
        _si_requiere,
        _requerir,
    ),
    Verbo(
        "aclarar",
        "Pedir que la aclare",
        "Pedirle que aclare",
        permisos.puede_requerir,
        lambda p, m, datos: AclararForm(datos),
        _si_devuelve_para_aclarar,
        _aclarar,
    ),
    Verbo(
        "prorrogar",
        "Ampliar el término",
        "Ampliar y avisarle a la persona",
        permisos.puede_prorrogar,
        _form_prorroga,
        _si_prorroga,
        _prorrogar,
    ),
    Verbo(
        "devolver",
        "No es de mi dependencia",
        "Devolverla",
        permisos.puede_devolver,
        lambda p, m, datos: DevolverForm(datos, actual=p.dependencia_id, hoy=en_bogota(m).date()),
        lambda p, m: [("informacion", "El término no cambia: adentro de la entidad es uno solo.")],
        _devolver,
    ),
    Verbo(
        "clasificar",
        "Cambiar la clase o el tipo",
        "Cambiar la clasificación",
        permisos.puede_clasificar,
        lambda p, m, datos: ClasificarForm(
            datos, initial={"clase": p.clase, "tipo": p.tipo_documental_id}
        ),
        lambda p, m: [
            (
                "informacion",
                "Si con la clase nueva el término se alarga, el cambio lo hace el jefe de la "
                "dependencia. A la persona se le avisa siempre que cambia la clase.",
            )
        ],
        _clasificar,
    ),
    Verbo(
        "nota",
        "Dejar una nota interna",
        "Guardar la nota",
        permisos.puede_anotar,
        lambda p, m, datos: NotaForm(datos),
        lambda p, m: [],
        _anotar,
    ),
)
_POR_NOMBRE = {v.nombre: v for v in VERBOS}


def pagina_de(nombre: str) -> Callable[[HttpRequest, uuid.UUID], HttpResponse]:
    """La vista de ese verbo: GET explica y pregunta; POST lo hace, o dice qué corregir (422)."""

    @require_http_methods(["GET", "HEAD", "POST"])
    def vista(request: HttpRequest, identificador: uuid.UUID) -> HttpResponse:
        return _pagina(request, identificador, _POR_NOMBRE[nombre])

    return vista
