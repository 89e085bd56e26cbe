"""Escribir, firmar y enviar un alcance a la respuesta."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_http_methods, require_safe

from ventanilla.comun.actores import Actor
from ventanilla.comun.errores import DatosInvalidos, ErrorDeDominio
from ventanilla.comun.regreso import miga_de_la_lista
from ventanilla.comun.reloj import en_bogota
from ventanilla.documentos.bloques import limpiar_html
from ventanilla.documentos.servicios import html_a_bloques
from ventanilla.peticiones import permisos
from ventanilla.peticiones.consultas.alcances import anexos_del_alcance
from ventanilla.peticiones.consultas.hoja import la_prueba_es_el_correo, respuesta_de
from ventanilla.peticiones.forms import (
    AdjuntosForm,
    DespachoForm,
    EntregaForm,
    OtraVezForm,
    ReboteForm,
    VersionForm,
)
from ventanilla.peticiones.forms.alcances import AlcanceForm
from ventanilla.peticiones.models import Alcance, Peticion
from ventanilla.peticiones.reglas.escritura import a_texto
from ventanilla.peticiones.servicios.alcances import (
    componer_alcances,
    firmar_alcance,
    guardar_alcance,
)
from ventanilla.peticiones.servicios.despachar import medio_natural
from ventanilla.peticiones.servicios.enviar_alcance import (
    enviar_alcance,
    registrar_entrega_de_alcance,
)
from ventanilla.peticiones.servicios.leer import anotar_lectura
from ventanilla.peticiones.servicios.rebotar_alcance import anotar_rebote_de_alcance
from ventanilla.peticiones.views.adjuntos import cambiar_anexos
from ventanilla.peticiones.views.archivos import servir
from ventanilla.peticiones.views.pasos import para_despachar
from ventanilla.peticiones.views.puerta import la_peticion, quien

PAGINA = "peticiones:alcance"


@dataclass(frozen=True)
class _Paso:
    """Quién pide qué, ahora."""

    peticion: Peticion
    alcance: Alcance | None
    actor: Actor
    momento: datetime
    request: HttpRequest


@require_http_methods(["GET", "HEAD", "POST"])
def nuevo_alcance(request: HttpRequest, identificador: uuid.UUID) -> HttpResponse:
    """Empieza un alcance; si hay uno sin firmar, lleva a él."""
    actor, momento = quien(request)
    peticion = la_peticion(actor, identificador)
    permiso = permisos.puede_escribir_alcance(actor, peticion)
    if not permiso:
        messages.error(request, permiso.motivo)
        return redirect("peticiones:peticion", peticion.uuid)
    abierto = peticion.alcances.filter(estado=Alcance.Estado.BORRADOR).first()
    if abierto is not None and request.method != "POST":
        return redirect(PAGINA, peticion.uuid, abierto.orden)
    return _atender(request, _Paso(peticion, None, actor, momento, request))


@require_http_methods(["GET", "HEAD", "POST"])
def alcance(request: HttpRequest, identificador: uuid.UUID, orden: int) -> HttpResponse:
    """Un alcance: su borrador o cómo va. POST guarda, firma, envía o anota la entrega."""
    actor, momento = quien(request)
    peticion = la_peticion(actor, identificador)
    hallado = get_object_or_404(
        Alcance.objects.select_related("autor", "radicado", "documento", "envio", "firmante"),
        peticion=peticion,
        orden=orden,
    )
    hallado.peticion = peticion
    return _atender(request, _Paso(peticion, hallado, actor, momento, request))


@require_safe
def documento(request: HttpRequest, identificador: uuid.UUID, orden: int) -> FileResponse:
    """El PDF firmado del alcance; queda escrito quién lo leyó."""
    actor, momento = quien(request)
    peticion = la_peticion(actor, identificador)
    hallado = get_object_or_404(
        Alcance.objects.select_related("radicado", "documento"), peticion=peticion, orden=orden
    )
    if hallado.documento is None or hallado.radicado is None:
        raise Http404
    descarga = servir(hallado.documento, f"alcance-{hallado.radicado.impreso}.pdf")
    huella = hallado.documento.sha256
    anotar_lectura(peticion, f"alcance-{orden}", sha256=huella, actor=actor, ahora=momento)
    return descarga


def _atender(request: HttpRequest, paso: _Paso) -> HttpResponse:
    if request.method != "POST":
        return _pintar(request, paso, {})
    accion = request.POST.get("accion", "")
    formulario = _formulario(accion, request, paso)
    if formulario is None or not formulario.is_valid():
        return _pintar(request, paso, {accion: formulario}, estado=422)
    try:
        orden, exito = _HACER[accion](paso, formulario.cleaned_data)
    except DatosInvalidos as malos:
        for falta in malos.faltas:
            campo = falta.campo if falta.campo in formulario.fields else None
            formulario.add_error(campo, falta.mensaje)
    except ErrorDeDominio as error:
        formulario.add_error(None, str(error))
    else:
        if exito:
            messages.success(request, exito)
        return redirect(PAGINA, paso.peticion.uuid, orden)
    return _pintar(request, paso, {accion: formulario}, estado=422)


def _formulario(accion: str, request: HttpRequest, paso: _Paso) -> forms.Form | None:
    """El formulario de esa acción; `None` si no existe o todavía no hay sobre qué hacerla."""
    if accion == "guardar":
        return AlcanceForm(request.POST)
    if paso.alcance is None:
        return None
    if accion == "firmar":
        return VersionForm(request.POST)
    if accion == "enviar":
        return _para_enviar(paso.alcance, request.POST)
    if accion == "rebote":
        return ReboteForm(request.POST)
    if accion == "entregar":
        return EntregaForm(request.POST, ahora=en_bogota(paso.momento))
    return None


def _guardar(paso: _Paso, datos: dict[str, Any]) -> tuple[int, str]:
    guardado = guardar_alcance(
        paso.peticion,
        para=datos["para"],
        asunto=datos["asunto"],
        texto=datos["texto"],
        version=datos["version"],
        actor=paso.actor,
        ahora=paso.momento,
    )
    try:
        tocados = cambiar_anexos(paso.request, guardado, paso.actor, paso.momento)
    except ErrorDeDominio as error:
        messages.error(paso.request, f"El texto quedó guardado. {error}")
        return guardado.orden, ""
    return (
        guardado.orden,
        tocados or "Borrador guardado. Falta que lo firme el jefe de la dependencia.",
    )


def _firmar(paso: _Paso, datos: dict[str, Any]) -> tuple[int, str]:
    firmado = firmar_alcance(
        _el(paso), version=datos["version"], actor=paso.actor, ahora=paso.momento
    )
    componer_alcances(ahora=paso.momento)
    numero = firmado.radicado.impreso if firmado.radicado else ""
    return firmado.orden, f"Firmado con el número {numero}. Falta enviarlo."


def _enviar(paso: _Paso, datos: dict[str, Any]) -> tuple[int, str]:
    if "vez" not in datos and _el(paso).despachada is not None:
        # El mismo toque dos veces: el primero ya lo envió.
        messages.error(paso.request, "Ya se había enviado. Si hace falta otra vez, diga por qué.")
        return _el(paso).orden, ""
    enviado = enviar_alcance(
        _el(paso),
        medio=datos["medio"],
        guia=datos["guia"],
        motivo=datos.get("motivo", ""),
        vez=datos.get("vez", 0),
        actor=paso.actor,
        ahora=paso.momento,
    )
    return enviado.orden, "Enviado. Falta la constancia de que la persona lo recibió."


def _entregar(paso: _Paso, datos: dict[str, Any]) -> tuple[int, str]:
    registrar_entrega_de_alcance(
        _el(paso),
        fecha=datos["fecha"],
        detalle=datos["detalle"],
        actor=paso.actor,
        ahora=paso.momento,
    )
    return _el(paso).orden, "Notificado: quedó la prueba de entrega."


def _rebotar(paso: _Paso, datos: dict[str, Any]) -> tuple[int, str]:
    vuelto = anotar_rebote_de_alcance(
        _el(paso),
        fecha=datos["fecha"],
        evidencia=datos["evidencia"],
        actor=paso.actor,
        ahora=paso.momento,
    )
    if vuelto.notificada is not None:
        sigue = "Anotado. Sigue notificado, desde el día en que la persona lo abrió con su clave."
        return vuelto.orden, sigue
    return vuelto.orden, "Anotado. Está otra vez sin constancia: envíelo por otro medio."


def _el(paso: _Paso) -> Alcance:
    if paso.alcance is None:
        raise Http404
    return paso.alcance


_HACER: dict[str, Callable[[_Paso, dict[str, Any]], tuple[int, str]]] = {
    "guardar": _guardar,
    "firmar": _firmar,
    "enviar": _enviar,
    "entregar": _entregar,
    "rebote": _rebotar,
}


def _pintar(
    request: HttpRequest,
    paso: _Paso,
    con_faltas: dict[str, forms.Form | None],
    *,
    estado: int = 200,
) -> HttpResponse:
    peticion, hecho = paso.peticion, paso.alcance
    es_borrador = hecho is None or hecho.estado == Alcance.Estado.BORRADOR
    envia = permisos.puede_enviar_alcance(paso.actor, peticion)
    entregable = hecho is not None and hecho.estado == Alcance.Estado.ENVIADA
    hoy = en_bogota(paso.momento).date()
    se_envia = envia and hecho is not None and hecho.estado in _SE_ENVIA and hecho.documento_id
    contexto = {
        "peticion": peticion,
        "alcance": hecho,
        "pasos": para_despachar(peticion, "Enviar", request.path, accion="enviar")
        if se_envia and hecho is not None and hecho.despachada is None
        else [],
        "respuesta": respuesta_de(peticion),
        # Ya se guardó limpio; se limpia otra vez aquí, que es donde haría daño.
        "cuerpo": mark_safe(limpiar_html(hecho.cuerpo)) if hecho else "",  # noqa: S308
        "form": next((f for f in con_faltas.values() if f is not None), None),
        "form_alcance": (con_faltas.get("guardar") or AlcanceForm(initial=_inicial(hecho)))
        if es_borrador and permisos.puede_escribir_alcance(paso.actor, peticion)
        else None,
        "form_adjuntos": AdjuntosForm(),
        "anexos": anexos_del_alcance(hecho) if hecho else [],
        "puede_firmar": permisos.puede_firmar_alcance(paso.actor, peticion),
        "falta_firma": hecho is not None and es_borrador,
        "form_enviar": (con_faltas.get("enviar") or _para_enviar(hecho))
        if hecho and se_envia
        else None,
        "form_rebote": (con_faltas.get("rebote") or ReboteForm(initial={"fecha": hoy}))
        if envia and hecho is not None and la_prueba_es_el_correo(hecho)
        else None,
        "form_entrega": (con_faltas.get("entregar") or EntregaForm(ahora=en_bogota(paso.momento)))
        if envia and entregable
        else None,
        "migas": [
            miga_de_la_lista(request),
            {
                "texto": peticion.radicado.impreso,
                "url": reverse("peticiones:peticion", args=[peticion.uuid]),
            },
            {"texto": "Alcance a la respuesta", "url": ""},
        ],
    }
    return render(request, "peticiones/alcance.html", contexto, status=estado)


_SE_ENVIA = (Alcance.Estado.FIRMADA, Alcance.Estado.ENVIADA)


def _para_enviar(hecho: Alcance, datos: QueryDict | None = None) -> DespachoForm:
    """Por dónde sale; si ya se veía que salió, también por qué otra vez."""
    medio = medio_natural(hecho.peticion)
    if hecho.despachada is None or (datos is not None and "vez" not in datos):
        return DespachoForm(datos, initial={"medio": medio})
    return OtraVezForm(datos, initial={"medio": medio, "vez": len(hecho.anteriores) + 1})


def _inicial(hecho: Alcance | None) -> dict[str, Any]:
    if hecho is None:
        return {"version": 0, "para": Alcance.Para.COMPLETAR}
    return {
        "version": hecho.version,
        "para": hecho.para,
        "asunto": hecho.asunto,
        "texto": a_texto(html_a_bloques(hecho.cuerpo)),
    }
