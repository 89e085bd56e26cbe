"""La bandeja: lo que vence primero, arriba."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from ventanilla.bandeja.consultas.cifras import cifras
from ventanilla.bandeja.consultas.filtros import CON_SU_ESTADO
from ventanilla.bandeja.consultas.lista import (
    ABIERTAS,
    CERRADAS,
    Filtro,
    cortes,
    hallar,
)
from ventanilla.bandeja.permisos import condicion_de, vistas_de
from ventanilla.bandeja.servicios.filtros import CAMPOS
from ventanilla.bandeja.views.fila import filas
from ventanilla.bandeja.views.filtro import columnas, leer_filtro
from ventanilla.bandeja.views.filtros_guardados import guardados_de
from ventanilla.bandeja.views.paginas import paginar
from ventanilla.bandeja.views.tarjetas import tarjetas
from ventanilla.comun.actores import Actor
from ventanilla.comun.regreso import recordar_lista
from ventanilla.directorio.consultas import calendario_de_la_entidad, entidad
from ventanilla.directorio.consultas.quien import quien
from ventanilla.directorio.models import Rol
from ventanilla.directorio.permisos import puede_ver_la_entidad
from ventanilla.peticiones.permisos import REPARTEN_ADENTRO

EXPLICACIONES = {
    "traslados": "Nadie ha aceptado todavía la competencia: hasta el quinto día hábil se pueden "
    "trasladar a la entidad que corresponda (CPACA, artículo 21).",
    "por-verificar": "Llegaron muy rápido o con muchas otras de la misma conexión, y su término ya "
    "corre. Diga si son peticiones de verdad; lo que no lo sea, lo anula la Dirección de Atención.",
    "remitidas": "Lo que le remitieron, con su motivo. Usted lo lee; lo tramita la dependencia.",
    "control": "Lo que piden los jueces, los organismos de control, el Congreso, el concejo y la "
    "Defensoría. Sus términos son más cortos.",
}
NADA = (
    "Nada pendiente",
    "Aquí aparecen las peticiones abiertas, de la que vence primero a la última.",
)
VACIOS = {
    "por-firmar": (
        "Nada por firmar",
        "Cuando alguien de su dependencia pase una respuesta a firma, aparecerá aquí para que la "
        "lea y la firme.",
    ),
    "traslados": ("Nada por decidir", "Todas tienen ya quien aceptó responderlas."),
    "control": (
        "Nada de entes de control ni de jueces",
        "Cuando llegue algo de ellos aparecerá aquí, lo que vence primero arriba.",
    ),
    "por-verificar": ("Nada por verificar", "Nada de lo que llegó parece hecho por un programa."),
    "remitidas": (
        "No le han remitido nada",
        "Aquí aparece lo que un jefe o la Dirección de Atención le remita, con su motivo.",
    ),
}


@require_safe
def lista(request: HttpRequest) -> HttpResponse:
    """Las peticiones de la pestaña, con sus cifras y su filtro."""
    actor, momento = quien(request)
    vistas = vistas_de(actor)
    if not vistas and puede_ver_la_entidad(actor):
        # Quien solo administra también llega aquí: por el inicio de sesión, o por la costumbre.
        return redirect("directorio:entidad")
    if not vistas:
        return redirect("directorio:mi_cargo")
    codigos = [v.codigo for v in vistas]
    pedida = request.GET.get("vista", "")
    vista = pedida if pedida in codigos else codigos[0]
    request.vista_actual = vista  # type: ignore[attr-defined]
    formulario, filtro = leer_filtro(request.GET.dict(), vista, actor, momento)
    condicion = condicion_de(actor, vista)
    casa = entidad()
    calendario, alerta = calendario_de_la_entidad(casa), casa.dias_de_alerta
    corte = cortes(momento, calendario, alerta)
    pagina = paginar(hallar(condicion, filtro, corte), request.GET.get("pagina", ""))
    ensena = que_se_ensena(actor, filtro)
    entrega = actor.tiene_rol(*REPARTEN_ADENTRO, Rol.ATENCION)
    contexto = {
        "entidad": casa,
        "titulo": next(v.nombre for v in vistas if v.codigo == vista),
        "explicacion": EXPLICACIONES.get(vista, ""),
        "formulario": formulario,
        "filtro": filtro,
        "hay_filtro": filtro != Filtro(vista=vista),
        "vista": vista,
        "pagina": pagina,
        "filas": filas(pagina, momento, calendario),
        "cifras": tarjetas(cifras(condicion, corte), filtro, momento, calendario, alerta),
        "alerta": alerta,
        "entrega": entrega,
        "reparte": entrega and vista != "por-firmar",
        "donde_mas": [] if pagina else donde_mas(request.GET, filtro, codigos),
        "guardados": guardados_de(actor, momento, corte, filtro),
        "vacio": VACIOS.get(vista, NADA),
        "firma": "por-firmar" in codigos,
        **ensena,
        "columnas": columnas(
            request.GET, filtro, sin=() if ensena["dice_responsable"] else ("responsable",)
        ),
    }
    respuesta = render(request, "bandeja/lista.html", contexto)
    consulta = {campo: request.GET.get(campo, "") for campo in (*CAMPOS, "pagina")}
    recordar_lista(request, respuesta, {"vista": vista, **consulta})
    return respuesta


def donde_mas(consulta: QueryDict, filtro: Filtro, codigos: Sequence[str]) -> list[dict[str, str]]:
    """Dónde más buscar lo que aquí no está: en las cerradas, y en la vista más ancha que tiene."""
    if not filtro.palabras:
        return []
    salidas = []
    ancha = next((v for v in ("todas", "dependencia") if v in codigos), filtro.vista)
    if filtro.estado == ABIERTAS:
        # Lo que espera una firma está abierto: las cerradas se buscan en otra vista.
        donde = ancha if filtro.vista in CON_SU_ESTADO else filtro.vista
        salidas.append(("Buscar en las cerradas", {"vista": donde, "estado": CERRADAS}))
    if ancha != filtro.vista:
        nombre = "todas" if ancha == "todas" else "las de mi dependencia"
        salidas.append((f"Buscar en {nombre}", {"vista": ancha}))
    dichas = []
    for texto, cambios in salidas:
        otra = consulta.copy()
        otra.pop("pagina", None)
        for campo, valor in {"vista": filtro.vista, **cambios}.items():
            otra[campo] = valor
        dichas.append({"texto": texto, "url": f"?{otra.urlencode()}"})
    return dichas


def que_se_ensena(actor: Actor, filtro: Filtro) -> dict[str, Any]:
    """Las columnas que dicen algo: en lo propio el responsable es siempre quien mira.

    Salvo que supla a alguien: ahí también está lo de esa persona. La dependencia se dice cuando la
    lista reúne lo de varias.
    """
    una_sola = filtro.vista in {"dependencia", "por-firmar"} and len(actor.dependencias()) == 1
    return {
        "dice_responsable": filtro.vista != "mia" or bool(actor.suple),
        "dice_dependencia": not una_sola,
        "abre_filtros": bool(
            filtro.estado != ABIERTAS
            or filtro.clase
            or filtro.canal
            or filtro.dependencia
            or filtro.responsable is not None
        ),
    }
