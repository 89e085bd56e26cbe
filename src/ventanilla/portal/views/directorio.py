"""El directorio de dependencias y el organigrama."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from ventanilla.comun.reloj import hoy
from ventanilla.comun.texto import limpiar_linea
from ventanilla.portal.consultas.directorio import anterior, arbol, buscar, ficha_de

_MAXIMO_BUSCADO = 100


@login_not_required
@require_safe
def directorio(request: HttpRequest) -> HttpResponse:
    """Las dependencias por orden alfabético; `?q=` busca en su nombre y en lo que hacen."""
    buscado = limpiar_linea(request.GET.get("q", ""))[:_MAXIMO_BUSCADO]
    contexto = {"dependencias": buscar(buscado, hoy=hoy()), "buscado": buscado}
    return render(request, "portal/directorio.html", contexto)


@login_not_required
@require_safe
def organigrama(request: HttpRequest) -> HttpResponse:
    """Quién depende de quién, como listas anidadas que también se ven como cuadro."""
    return render(request, "portal/organigrama.html", {"ramas": arbol(hoy())})


@login_not_required
@require_safe
def dependencia(request: HttpRequest, codigo: str) -> HttpResponse:
    """Una dependencia: qué hace, quién la dirige y cómo hablar con ella."""
    ficha = ficha_de(limpiar_linea(codigo[:20]), hoy=hoy())
    if ficha is None:
        return _anterior(request, codigo)
    migas = [
        {"texto": "Inicio", "url": reverse("portal:inicio")},
        {"texto": "Directorio", "url": reverse("portal:directorio")},
        {"texto": ficha.dependencia.nombre, "url": ""},
    ]
    return render(request, "portal/dependencia.html", {"ficha": ficha, "migas": migas})


def _anterior(request: HttpRequest, codigo: str) -> HttpResponse:
    """Una que ya no existe dice en cuál se convirtió: los enlaces viejos siguen sirviendo."""
    hallada = anterior(limpiar_linea(codigo[:20]), hoy=hoy())
    if hallada is None:
        raise Http404
    migas = [
        {"texto": "Inicio", "url": reverse("portal:inicio")},
        {"texto": "Directorio", "url": reverse("portal:directorio")},
        {"texto": hallada.dependencia.nombre, "url": ""},
    ]
    return render(
        request, "portal/dependencia_anterior.html", {"anterior": hallada, "migas": migas}
    )
