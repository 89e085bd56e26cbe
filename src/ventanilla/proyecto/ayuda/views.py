"""El manual, para quien trabaja: la lista por rol, cada página, el buscador y sus figuras."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from ventanilla.comun.texto import limpiar_linea
from ventanilla.directorio.views.puerta import quien
from ventanilla.proyecto.ayuda import manual

UNA_HORA = "private, max-age=3600"


@require_safe
def ayuda(request: HttpRequest) -> HttpResponse:
    """Las páginas, primero las de sus cargos; con `?q=`, dónde están esas palabras."""
    actor, _ = quien(request)
    palabras = limpiar_linea(request.GET.get("q", ""))[:100]
    suyas = manual.de_sus_roles({c.rol for c in actor.cargos})
    contexto = {
        "palabras": palabras,
        "hallazgos": manual.buscar(palabras) if palabras else [],
        "suyas": suyas,
        "otras": [p for p in manual.PAGINAS if p not in suyas],
    }
    return render(request, "ayuda/ayuda.html", contexto)


@require_safe
def pagina(request: HttpRequest, nombre: str) -> HttpResponse:
    """Una página del manual, con su índice."""
    quien(request)
    pedida = manual.pagina(nombre)
    secciones = manual.secciones_de(nombre) if pedida else ()
    if pedida is None or not secciones:
        raise Http404
    contexto = {
        "pagina": pedida,
        "entrada": mark_safe(secciones[0].html),  # noqa: S308 (lectura.py escapa todo lo que lee)
        "titulo": secciones[0].titulo,
        "secciones": [
            {"titulo": s.titulo, "ancla": s.ancla, "html": mark_safe(s.html)}  # noqa: S308
            for s in secciones[1:]
        ],
        "migas": [
            {"texto": "Ayuda", "url": reverse("ayuda:ayuda")},
            {"texto": pedida.titulo, "url": ""},
        ],
    }
    return render(request, "ayuda/pagina.html", contexto)


@require_safe
def figura(request: HttpRequest, nombre: str) -> HttpResponseBase:
    """Una imagen del manual."""
    quien(request)
    ruta = manual.figura(nombre)
    if ruta is None:
        raise Http404
    respuesta = FileResponse(ruta.open("rb"), content_type="image/png")
    respuesta["Cache-Control"] = UNA_HORA
    return respuesta
