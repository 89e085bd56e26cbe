"""Las partes de otras dependencias: la lista de lo que se debe y la página de cada una."""

import uuid
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from ventanilla.archivo.servicios import recibir
from ventanilla.comun.actores import Actor
from ventanilla.comun.calendario import Calendario
from ventanilla.comun.errores import DatosInvalidos, ErrorDeDominio
from ventanilla.comun.reloj import en_bogota
from ventanilla.directorio.consultas import calendario_de_la_entidad, entidad
from ventanilla.peticiones import permisos
from ventanilla.peticiones.consultas.partes import ParteVista, partes_de, por_entregar
from ventanilla.peticiones.forms.partes import DejarParteForm, EntregarParteForm
from ventanilla.peticiones.forms.reparto import PersonaForm
from ventanilla.peticiones.models import ArchivoDeParte, Parte, Peticion
from ventanilla.peticiones.servicios.leer import anotar_lectura
from ventanilla.peticiones.servicios.partes import asignar_parte, tomar_parte
from ventanilla.peticiones.servicios.terminar_partes import (
    devolver_parte,
    entregar_parte,
    retirar_parte,
)
from ventanilla.peticiones.views.archivos import servir
from ventanilla.peticiones.views.puerta import la_peticion, quien
from ventanilla.terminos.restantes import dias_que_faltan

PAGINA = "peticiones:parte"
POR_PAGINA = 25


@require_safe
def partes(request: HttpRequest) -> HttpResponse:
    """Lo que otras dependencias le piden a la de uno, de lo que vence primero a lo último."""
    actor, momento = quien(request)
    dependencias = permisos.dependencias_con_partes(actor)
    if not dependencias:
        raise PermissionDenied("Su cargo no tiene partes por entregar.")
    pagina = Paginator(por_entregar(dependencias), POR_PAGINA).get_page(request.GET.get("pagina"))
    casa = entidad()
    calendario = calendario_de_la_entidad(casa)
    contexto = {
        "entidad": casa,
        "pagina": pagina,
        "filas": [
            {
                "parte": p,
                "dias": dias_que_faltan(p.vence, momento, calendario) if p.vence else None,
                "vencida": p.vence_momento is not None and p.vence_momento <= momento,
            }
            for p in pagina
        ],
        "alerta": casa.dias_de_alerta,
        "varias": len(dependencias) > 1,
    }
    return render(request, "peticiones/partes.html", contexto)


@require_http_methods(["GET", "HEAD", "POST"])
def parte(request: HttpRequest, identificador: uuid.UUID, orden: int) -> HttpResponse:
    """Una parte. POST la entrega, devuelve, toma, asigna o retira, o dice qué corregir (422)."""
    actor, momento = quien(request)
    peticion = la_peticion(actor, identificador)
    pedida = _la_parte(peticion, orden)
    if request.method != "POST":
        return _pintar(request, pedida, actor, momento, {})
    accion = request.POST.get("accion", "")
    formulario = _formulario(accion, request, pedida, momento)
    if formulario is None or not formulario.is_valid():
        return _pintar(request, pedida, actor, momento, {accion: formulario}, estado=422)
    try:
        exito = _HACER[accion](pedida, formulario.cleaned_data, actor, momento)
    except DatosInvalidos as malos:
        for falta in malos.faltas:
            formulario.add_error(
                falta.campo if falta.campo in formulario.fields else None, falta.mensaje
            )
    except ErrorDeDominio as error:
        formulario.add_error(None, str(error))
    else:
        messages.success(request, exito)
        return redirect(PAGINA, peticion.uuid, orden)
    return _pintar(request, pedida, actor, momento, {accion: formulario}, estado=422)


@require_safe
def archivo(request: HttpRequest, identificador: uuid.UUID, orden: int, cual: int) -> FileResponse:
    """Un archivo entregado con una parte, como descarga; queda escrito quién lo leyó."""
    actor, momento = quien(request)
    peticion = la_peticion(actor, identificador)
    pedido = get_object_or_404(
        ArchivoDeParte.objects.select_related("guardado", "parte"),
        parte__peticion=peticion,
        parte__orden=orden,
        orden=cual,
    )
    descarga = servir(pedido.guardado, str(pedido))
    anotar_lectura(
        peticion,
        f"parte-{orden}-archivo-{cual}",
        sha256=pedido.guardado.sha256,
        actor=actor,
        ahora=momento,
    )
    return descarga


def _la_parte(peticion: Peticion, orden: int) -> Parte:
    pedida = get_object_or_404(
        Parte.objects.select_related("dependencia", "responsable", "pedida_por", "terminada_por"),
        peticion=peticion,
        orden=orden,
    )
    pedida.peticion = peticion
    return pedida


def _formulario(
    accion: str, request: HttpRequest, pedida: Parte, momento: datetime
) -> forms.Form | None:
    """El formulario de esa acción con lo enviado; `None` si la acción no existe."""
    if accion == "entregar":
        return EntregarParteForm(request.POST, request.FILES)
    if accion in ("devolver", "retirar"):
        return DejarParteForm(request.POST)
    if accion == "asignar":
        return _para_asignar(pedida, momento, request.POST)
    return forms.Form(request.POST) if accion == "tomar" else None


def _para_asignar(pedida: Parte, momento: datetime, datos: Any = None) -> PersonaForm:
    hoy = en_bogota(momento).date()
    return PersonaForm(datos, dependencia=pedida.dependencia_id, hoy=hoy)


def _entregar(pedida: Parte, datos: dict[str, Any], actor: Actor, momento: datetime) -> str:
    recibidos = [recibir(str(a.name), a.chunks(), campo="archivos") for a in datos["archivos"]]
    entregar_parte(pedida, texto=datos["texto"], archivos=recibidos, actor=actor, ahora=momento)
    return "Su parte quedó entregada: se le avisó a quien responde."


def _devolver(pedida: Parte, datos: dict[str, Any], actor: Actor, momento: datetime) -> str:
    devolver_parte(pedida, motivo=datos["motivo"], actor=actor, ahora=momento)
    return "Devuelta: se le avisó a quien responde, con su motivo."


def _retirar(pedida: Parte, datos: dict[str, Any], actor: Actor, momento: datetime) -> str:
    retirar_parte(pedida, motivo=datos["motivo"], actor=actor, ahora=momento)
    return f"Se le avisó a {pedida.dependencia.nombre} que ya no se necesita."


def _asignar(pedida: Parte, datos: dict[str, Any], actor: Actor, momento: datetime) -> str:
    asignar_parte(pedida, responsable=datos["responsable"], actor=actor, ahora=momento)
    return f"Quedó a cargo de {datos['responsable'].nombre}."


def _tomar(pedida: Parte, _: dict[str, Any], actor: Actor, momento: datetime) -> str:
    tomar_parte(pedida, actor=actor, ahora=momento)
    return "La parte quedó a su cargo."


_HACER: dict[str, Callable[[Parte, dict[str, Any], Actor, datetime], str]] = {
    "entregar": _entregar,
    "devolver": _devolver,
    "retirar": _retirar,
    "asignar": _asignar,
    "tomar": _tomar,
}


def _pintar(
    request: HttpRequest,
    pedida: Parte,
    actor: Actor,
    momento: datetime,
    con_faltas: dict[str, forms.Form | None],
    *,
    estado: int = 200,
) -> HttpResponse:
    peticion = pedida.peticion
    vista = next(v for v in partes_de(peticion, momento) if v.parte.pk == pedida.pk)
    entrega = permisos.puede_entregar_parte(actor, pedida)
    malo = next((f for f in con_faltas.values() if f is not None), None)
    contexto = {
        "peticion": peticion,
        "v": vista,
        "parte": vista.parte,
        **con_dias(vista, momento, calendario_de_la_entidad()),
        "form": malo,
        "puede_entregar": entrega,
        "puede_tomar": permisos.puede_tomar_parte(actor, pedida),
        "form_entregar": con_faltas.get("entregar") or EntregarParteForm(),
        "form_devolver": con_faltas.get("devolver") or DejarParteForm(auto_id="id_devolver_%s"),
        "form_asignar": (con_faltas.get("asignar") or _para_asignar(pedida, momento))
        if permisos.puede_asignar_parte(actor, pedida)
        else None,
        "form_retirar": (con_faltas.get("retirar") or DejarParteForm(auto_id="id_retirar_%s"))
        if permisos.puede_retirar_parte(actor, pedida)
        else None,
        "migas": [
            {"texto": "Partes por entregar", "url": reverse("peticiones:partes_por_entregar")},
            {
                "texto": peticion.radicado.impreso,
                "url": reverse("peticiones:peticion", args=[peticion.uuid]),
            },
            {"texto": f"Parte {pedida.orden}", "url": ""},
        ],
    }
    return render(request, "peticiones/parte.html", contexto, status=estado)


def con_dias(vista: ParteVista, momento: datetime, calendario: Calendario) -> dict[str, Any]:
    """Los días hábiles que le quedan a la parte, para su semáforo."""
    vence = vista.parte.vence
    return {"dias": dias_que_faltan(vence, momento, calendario) if vence else None}


def de_la_peticion(
    peticion: Peticion, momento: datetime, calendario: Calendario
) -> list[dict[str, Any]]:
    """Cada parte con lo que su línea muestra en la página de la petición."""
    return [
        {"v": v, "parte": v.parte, **con_dias(v, momento, calendario)}
        for v in partes_de(peticion, momento)
    ]
