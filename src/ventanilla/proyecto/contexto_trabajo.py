"""El menú de quien trabaja: según lo que hace, no según las tablas."""

import json
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from ventanilla.bandeja.consultas.cifras import cuantas_abiertas
from ventanilla.bandeja.permisos import condicion_de, vistas_de
from ventanilla.comun.actores import Actor
from ventanilla.comun.regreso import url_de_la_lista
from ventanilla.comun.reloj import ahora
from ventanilla.directorio.consultas import actor_de
from ventanilla.directorio.models import Dependencia, Usuario
from ventanilla.directorio.permisos import (
    puede_certificar,
    puede_ver_la_entidad,
    puede_ver_personas,
)
from ventanilla.directorio.reglas.teclado import ATAJOS, estan_activos, teclas_de
from ventanilla.importacion.permisos import puede_importar, puede_ver_discrepancias
from ventanilla.peticiones.consultas.partes import cuantas_por_entregar
from ventanilla.peticiones.permisos import (
    dependencias_con_partes,
    puede_ver_accesos_externos,
    puede_ver_cambios_de_clase,
    puede_ver_plantillas,
)

# También «Mi cuenta»: quien trabaja no pierde su menú al cuidarla.
_CON_MENU = ("/trabajo/", "/cuenta/seguridad/", "/cuenta/teclado/", "/cuenta/confirmar/")


def menu_de_trabajo(request: HttpRequest) -> dict[str, Any]:
    """`menu`, `atajos`, `lista` (a la que se vuelve), `nombre_usuario` y `dependencia_usuario`.

    Solo en las páginas de quien trabaja."""
    usuario = getattr(request, "user", None)
    if not request.path.startswith(_CON_MENU) or not isinstance(usuario, Usuario):
        return {}
    actor = getattr(request, "quien_trabaja", None) or actor_de(usuario, ahora())
    vistas = vistas_de(actor)
    cuentas = cuantas_abiertas({v.codigo: condicion_de(actor, v.codigo) for v in vistas})
    bandeja = reverse("bandeja:lista")
    actual = getattr(request, "vista_actual", "")
    entradas = [
        {
            "texto": v.nombre,
            "url": f"{bandeja}?vista={v.codigo}",
            "cuenta": cuentas[v.codigo],
            "actual": v.codigo == actual,
        }
        for v in vistas
    ]
    if dependencias := dependencias_con_partes(actor):
        lista = reverse("peticiones:partes_por_entregar")
        entradas.append(
            {
                "texto": "Partes por entregar",
                "url": lista,
                "cuenta": cuantas_por_entregar(dependencias),
                "actual": request.path == lista,
            }
        )
    if puede_ver_cambios_de_clase(actor):
        lista = reverse("peticiones:cambios_de_clase")
        entradas.append(
            {
                "texto": "Cambios de clase",
                "url": lista,
                "cuenta": None,
                "actual": request.path == lista,
            }
        )
    propias = Dependencia.objects.filter(pk__in=actor.dependencias()).order_by("codigo")
    menu = [{"titulo": "Trabajo", "entradas": entradas}] if entradas else []
    if administra := _administracion(actor, request.path):
        menu.append({"titulo": "Administración", "entradas": administra})
    menu.append({"titulo": "Ayuda", "entradas": [_manual(request.path)]})
    return {
        "menu": menu,
        "atajos": _atajos(usuario),
        "lista": url_de_la_lista(request),
        "nombre_usuario": usuario.nombre,
        "dependencia_usuario": ", ".join(propias.values_list("nombre", flat=True)),
    }


def _manual(ruta: str) -> dict[str, Any]:
    url = reverse("ayuda:ayuda")
    return {"texto": "Manual", "url": url, "cuenta": None, "actual": ruta.startswith(url)}


def _atajos(usuario: Usuario) -> str:
    """Los atajos de esta persona, como los lee `atajos.js`; vacío si no los encendió."""
    if not estan_activos(usuario.atajos):
        return ""
    teclas = teclas_de(usuario.atajos)
    dichos = [{"codigo": a.codigo, "nombre": a.nombre, "tecla": teclas[a.codigo]} for a in ATAJOS]
    return json.dumps(dichos, ensure_ascii=False)


def _administracion(actor: Actor, ruta: str) -> list[dict[str, Any]]:
    paginas = [
        (puede_ver_la_entidad(actor), "La entidad", "directorio:entidad"),
        (puede_ver_la_entidad(actor), "Reglamento", "directorio:reglamento"),
        (puede_ver_plantillas(actor), "Plantillas", "peticiones:plantillas"),
        (puede_ver_personas(actor), "Personas", "directorio:personas"),
        (puede_ver_accesos_externos(actor), "Entes de control", "peticiones:accesos_externos"),
        (puede_certificar(actor), "Paz y salvo", "estructura:paz_y_salvo"),
        (puede_importar(actor), "Traer de otro sistema", "importacion:lista"),
        (puede_ver_discrepancias(actor), "Discrepancias", "importacion:discrepancias"),
    ]
    return [
        {"texto": texto, "url": reverse(nombre), "cuenta": None, "actual": ruta == reverse(nombre)}
        for puede, texto, nombre in paginas
        if puede
    ]
