"""Escribir y revisar la respuesta."""

import io
import uuid
from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_http_methods, require_safe

from ventanilla.comun.errores import Cambiado, DatosInvalidos, ErrorDeDominio
from ventanilla.comun.regreso import miga_de_la_lista
from ventanilla.documentos.bloques import limpiar_html
from ventanilla.documentos.servicios import ErrorDocumento
from ventanilla.peticiones import permisos
from ventanilla.peticiones.consultas.hoja import (
    anexos_de_la_respuesta,
    observacion_de,
    respuesta_de,
)
from ventanilla.peticiones.consultas.partes import con_parte, entregadas_de, pendientes_de
from ventanilla.peticiones.consultas.plantillas import plantillas_para, texto_para
from ventanilla.peticiones.consultas.reiteraciones import anterior_de
from ventanilla.peticiones.forms import (
    AdjuntosForm,
    BorradorForm,
    EscogerPlantillaForm,
    VersionForm,
)
from ventanilla.peticiones.models import Peticion, Plantilla, Respuesta
from ventanilla.peticiones.reglas.formatos import para_quien_responde
from ventanilla.peticiones.reglas.plantillas import agregar
from ventanilla.peticiones.reglas.solicitud import FORMATOS, MEDIOS_PEDIDOS
from ventanilla.peticiones.servicios.despachar import SALEN_SOLOS, medio_natural
from ventanilla.peticiones.servicios.responder import guardar_borrador, texto_de
from ventanilla.peticiones.servicios.vista_previa import como_saldria
from ventanilla.peticiones.views.adjuntos import cambiar_anexos
from ventanilla.peticiones.views.presencia import quienes_mas
from ventanilla.peticiones.views.puerta import faltas_de, la_peticion, quien, solo_post
from ventanilla.peticiones.views.relojes import terminos_a_la_vista

PAGINA = "peticiones:peticion"
YA_NO_ES_BORRADOR = "La respuesta se firmó mientras usted escribía y ya no se puede cambiar."
REVISAR = "peticiones:revisar"


@require_http_methods(["GET", "HEAD", "POST"])
def escribir(request: HttpRequest, identificador: uuid.UUID) -> HttpResponse:
    """El borrador. Con POST lo guarda; si otra persona lo guardó antes, muestra los dos textos."""
    actor, momento = quien(request)
    peticion = la_peticion(actor, identificador)
    permiso = permisos.puede_proyectar(actor, peticion)
    if not permiso:
        return _no_se_guardo(request, peticion, permiso.motivo)
    if request.method != "POST":
        mas = quienes_mas(peticion, actor, momento, escribe=True)
        formulario = BorradorForm(initial=_inicial(peticion))
        return _hoja(request, peticion, formulario, quienes_mas=mas)
    formulario = BorradorForm(request.POST)
    if not formulario.is_valid():
        return _hoja(request, peticion, formulario, estado=422)
    datos = formulario.cleaned_data
    agregada = _plantilla_pedida(request, peticion)
    if agregada is not None:
        parrafos = texto_para(agregada, peticion, actor=actor, ahora=momento)
        datos["texto"] = agregar(datos["texto"], parrafos)
    datos["texto"] = con_parte(peticion, datos["texto"], request.POST.get("insertar", ""))
    try:
        guardada = guardar_borrador(
            peticion,
            asunto=datos["asunto"],
            texto=datos["texto"],
            version=datos["version"],
            actor=actor,
            ahora=momento,
        )
    except Cambiado as error:
        return _en_conflicto(request, peticion, datos, str(error))
    except DatosInvalidos as malos:
        for falta in malos.faltas:
            formulario.add_error(falta.campo, falta.mensaje)
        return _hoja(request, peticion, formulario, estado=422)
    try:
        tocados = cambiar_anexos(request, guardada, actor, momento)
    except ErrorDeDominio as error:
        messages.error(request, f"El texto quedó guardado. {error}")
        return redirect("peticiones:escribir", peticion.uuid)
    if "revisar" in request.POST:
        return redirect(REVISAR, peticion.uuid)
    messages.success(request, tocados or _dicho_al_guardar(request, agregada))
    return redirect("peticiones:escribir", peticion.uuid)


@solo_post
def autoguardar(request: HttpRequest, identificador: uuid.UUID) -> JsonResponse:
    """Guarda mientras se escribe: `{"version", "mensaje"}`; 409 si otra persona guardó antes."""
    actor, momento = quien(request)
    peticion = la_peticion(actor, identificador)
    formulario = BorradorForm(request.POST)
    if not formulario.is_valid():
        return JsonResponse({"mensaje": faltas_de(formulario)}, status=422)
    datos = formulario.cleaned_data
    try:
        respuesta = guardar_borrador(
            peticion,
            asunto=datos["asunto"],
            texto=datos["texto"],
            version=datos["version"],
            actor=actor,
            ahora=momento,
        )
    except Cambiado as error:
        return JsonResponse({"mensaje": str(error)}, status=409)
    except ErrorDeDominio as error:
        return JsonResponse({"mensaje": str(error)}, status=422)
    return JsonResponse({"version": respuesta.version, "mensaje": "Guardado."})


@require_safe
def revisar(request: HttpRequest, identificador: uuid.UUID) -> HttpResponse:
    """Cómo se leerá la respuesta, antes de pasarla a firma o firmarla."""
    actor, momento = quien(request)
    peticion = la_peticion(actor, identificador)
    respuesta = respuesta_de(peticion)
    if respuesta is None or respuesta.estado != Respuesta.Estado.BORRADOR:
        return redirect(PAGINA, peticion.uuid)
    contexto = {
        "peticion": peticion,
        "respuesta": respuesta,
        # Ya se guardó limpio; se limpia otra vez aquí, que es donde haría daño.
        "cuerpo": mark_safe(limpiar_html(respuesta.cuerpo)),  # noqa: S308
        "anexos": anexos_de_la_respuesta(peticion),
        "formato": para_quien_responde(peticion.formato_respuesta),
        "titulo_formato": f"Formato que pidió: {FORMATOS.get(peticion.formato_respuesta, '')}",
        "puede_proyectar": permisos.puede_proyectar(actor, peticion),
        "puede_firmar": permisos.puede_firmar(actor, peticion),
        "partes_pendientes": pendientes_de(peticion),
        "sale_sola": SALEN_SOLOS.get(medio_natural(peticion), ""),
        "puede_devolver": permisos.puede_devolver_borrador(actor, peticion),
        "form_version": VersionForm(initial={"version": respuesta.version}),
        "migas": [*_migas(request, peticion), {"texto": "Revisar la respuesta", "url": ""}],
        **terminos_a_la_vista(peticion, momento),
    }
    return render(request, "peticiones/revisar.html", contexto)


@require_safe
def ver_borrador(request: HttpRequest, identificador: uuid.UUID) -> HttpResponseBase:
    """El oficio en PDF como saldría si se firmara ahora. No se guarda."""
    actor, momento = quien(request)
    peticion = la_peticion(actor, identificador)
    try:
        pdf = como_saldria(peticion, actor=actor, ahora=momento)
    except Cambiado as error:
        messages.error(request, str(error))
        return redirect(PAGINA, peticion.uuid)
    except ErrorDocumento:
        messages.error(request, "No se pudo componer el PDF. El texto está aquí y no cambió.")
        return redirect(REVISAR, peticion.uuid)
    nombre = f"borrador-{peticion.radicado.impreso.replace('/', '-')}.pdf"
    return FileResponse(
        io.BytesIO(pdf), as_attachment=True, filename=nombre, content_type="application/pdf"
    )


def _plantilla_pedida(request: HttpRequest, peticion: Peticion) -> Plantilla | None:
    """La que se escogió con «Agregar», si sirve para esta petición; un valor raro no agrega nada."""
    pedida = request.POST.get("plantilla", "") if "agregar" in request.POST else ""
    return next((p for p in plantillas_para(peticion) if str(p.uuid) == pedida), None)


def _dicho_al_guardar(request: HttpRequest, agregada: Plantilla | None) -> str:
    if agregada is not None:
        return (
            f"Se agregó «{agregada.nombre}» debajo de lo escrito, y el borrador quedó guardado. "
            "Llene lo que está entre [[ ]]."
        )
    if "agregar" in request.POST:
        return "Borrador guardado. Para agregar una plantilla, escójala primero en la lista."
    return "Borrador guardado."


def _inicial(peticion: Peticion) -> dict[str, Any]:
    respuesta = respuesta_de(peticion)
    if respuesta is None:
        return {"asunto": f"Respuesta: {peticion.asunto}"[:200], "texto": "", "version": 0}
    return {
        "asunto": respuesta.asunto,
        "texto": texto_de(respuesta),
        "version": respuesta.version,
    }


def _migas(request: HttpRequest, peticion: Peticion) -> list[dict[str, str]]:
    return [
        miga_de_la_lista(request),
        {"texto": peticion.radicado.impreso, "url": reverse(PAGINA, args=[peticion.uuid])},
    ]


def _en_conflicto(
    request: HttpRequest, peticion: Peticion, datos: dict[str, Any], mensaje: str
) -> HttpResponse:
    """Lo de quien escribe sigue en el recuadro; lo de la otra persona, debajo."""
    actual = respuesta_de(peticion)
    if actual is None or actual.estado != Respuesta.Estado.BORRADOR:
        return _no_se_guardo(request, peticion, YA_NO_ES_BORRADOR)
    formulario = BorradorForm(initial={**datos, "version": actual.version})
    return _hoja(
        request,
        peticion,
        formulario,
        estado=409,
        conflicto=mensaje,
        ajeno=texto_de(actual),
        ajena_de=actual.autor.nombre,
        ajena_editada=actual.editada,
    )


def _no_se_guardo(request: HttpRequest, peticion: Peticion, motivo: str) -> HttpResponse:
    """Ya no se puede escribir ahí: se dice por qué y, si venía texto, se devuelve para copiarlo."""
    escrito = request.POST.get("texto", "").strip()
    if not escrito:
        messages.error(request, motivo)
        return redirect(PAGINA, peticion.uuid)
    contexto = {
        "peticion": peticion,
        "motivo": motivo,
        "escrito": escrito,
        "migas": [*_migas(request, peticion), {"texto": "No se guardó", "url": ""}],
    }
    return render(request, "peticiones/no_se_guardo.html", contexto, status=409)


def _hoja(
    request: HttpRequest,
    peticion: Peticion,
    formulario: BorradorForm,
    *,
    estado: int = 200,
    **mas: Any,
) -> HttpResponse:
    contexto = {
        "peticion": peticion,
        "form": formulario,
        "formato": para_quien_responde(peticion.formato_respuesta),
        "titulo_formato": f"Formato que pidió: {FORMATOS.get(peticion.formato_respuesta, '')}",
        "observacion": observacion_de(peticion),
        "form_adjuntos": AdjuntosForm(),
        "anexos": anexos_de_la_respuesta(peticion),
        "form_plantilla": EscogerPlantillaForm(opciones=plantillas_para(peticion)),
        "partes_pendientes": pendientes_de(peticion),
        "partes_entregadas": entregadas_de(peticion),
        "anterior": anterior_de(peticion),
        "medio": MEDIOS_PEDIDOS.get(peticion.medio_respuesta, ""),
        "pidio_con": list(peticion.anexos.select_related("guardado")),
        "migas": [*_migas(request, peticion), {"texto": "Escribir la respuesta", "url": ""}],
        **terminos_a_la_vista(peticion, quien(request)[1]),
        **mas,
    }
    return render(request, "peticiones/escribir.html", contexto, status=estado)
