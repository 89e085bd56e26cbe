"""La página de una petición y lo que se hace en ella."""

import uuid
from datetime import date, datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from ventanilla.comun.actores import Actor
from ventanilla.comun.calendario import Calendario
from ventanilla.comun.regreso import miga_de_la_lista
from ventanilla.comun.reloj import en_bogota
from ventanilla.comun.texto import limpiar_linea
from ventanilla.correspondencia.models import Envio, Serie
from ventanilla.directorio.consultas import (
    DatosDeIdentidad,
    calendario_de_la_entidad,
    entidad,
    identidad,
)
from ventanilla.peticiones import permisos
from ventanilla.peticiones.consultas.alcances import alcances_de
from ventanilla.peticiones.consultas.espera import no_contesto
from ventanilla.peticiones.consultas.estados import estado_de
from ventanilla.peticiones.consultas.firma import siguiente_por_firmar
from ventanilla.peticiones.consultas.hoja import (
    acepto,
    anexos_de_la_respuesta,
    historia_de,
    la_prueba_es_el_correo,
    observacion_de,
    relojes_de,
    respuesta_de,
    sugerida_de,
)
from ventanilla.peticiones.consultas.prueba_del_correo import limite_para_abrir
from ventanilla.peticiones.consultas.reiteraciones import anterior_de, reiteraciones_de
from ventanilla.peticiones.consultas.remisiones import remisiones_de
from ventanilla.peticiones.forms import (
    DependenciaForm,
    DespachoForm,
    EntregaForm,
    MotivoForm,
    PersonaForm,
)
from ventanilla.peticiones.models import Actuacion, Estado, Peticion, Respuesta
from ventanilla.peticiones.permisos import puede_leer_remision
from ventanilla.peticiones.reglas.solicitud import FORMATOS, PRIORIDADES
from ventanilla.peticiones.servicios.asignar import (
    asignar_a_dependencia,
    asignar_a_persona,
    asignarse,
)
from ventanilla.peticiones.servicios.competencia import aceptar_competencia
from ventanilla.peticiones.servicios.despachar import medio_natural
from ventanilla.peticiones.views.oficios import en_la_hoja
from ventanilla.peticiones.views.partes import de_la_peticion
from ventanilla.peticiones.views.presencia import quienes_mas
from ventanilla.peticiones.views.puerta import faltas_de, hacer, la_peticion, quien, solo_post
from ventanilla.peticiones.views.tramite import en_que_va, hitos_de, por_verificar, sin_contestar
from ventanilla.peticiones.views.verbos import otros_verbos
from ventanilla.terminos.computar import clases
from ventanilla.terminos.restantes import dias_que_faltan

PAGINA = "peticiones:peticion"
MEDIOS_PEDIDOS = {
    "correo": "Por correo electrónico",
    "postal": "Por correo postal",
    "consulta": "La lee con su número y su clave",
}


@require_safe
def ver(request: HttpRequest, identificador: uuid.UUID) -> HttpResponse:
    """La hoja de la petición: qué pidió, cuándo vence y por qué, qué ha pasado, qué sigue."""
    actor, momento = quien(request)
    peticion = la_peticion(actor, identificador)
    return _pintar(request, peticion, actor, momento)


@solo_post
def ver_contacto(request: HttpRequest, identificador: uuid.UUID) -> HttpResponse:
    """Muestra los datos de contacto una vez, con su motivo; no quedan en la dirección ni guardados."""
    actor, momento = quien(request)
    peticion = la_peticion(actor, identificador)
    permiso = permisos.puede_ver_identidad(actor, peticion)
    formulario = MotivoForm(request.POST)
    if not permiso or peticion.identidad_id is None:
        messages.error(request, permiso.motivo)
        return redirect(PAGINA, peticion.uuid)
    if not formulario.is_valid():
        return _pintar(request, peticion, actor, momento, motivo=formulario, estado=422)
    datos = identidad(
        peticion.identidad_id,
        actor=actor,
        motivo=limpiar_linea(formulario.cleaned_data["motivo"]),
        ahora=momento,
    )
    return _pintar(request, peticion, actor, momento, contacto=datos)


@solo_post
def asignarme(request: HttpRequest, identificador: uuid.UUID) -> HttpResponse:
    """Quien la lee la toma para sí."""
    actor, momento = quien(request)
    peticion = la_peticion(actor, identificador)
    return hacer(
        request,
        peticion,
        lambda: asignarse(peticion, actor=actor, ahora=momento),
        "La petición es suya. Está en su bandeja.",
        PAGINA,
    )


@solo_post
def asignar(request: HttpRequest, identificador: uuid.UUID) -> HttpResponse:
    """El jefe o el enlace la entrega a alguien de su dependencia."""
    actor, momento = quien(request)
    peticion = la_peticion(actor, identificador)
    formulario = PersonaForm(request.POST, dependencia=peticion.dependencia_id, hoy=momento.date())
    if not formulario.is_valid():
        messages.error(request, f"Entregar a: {faltas_de(formulario)}")
        return redirect(PAGINA, peticion.uuid)
    responsable = formulario.cleaned_data["responsable"]
    return hacer(
        request,
        peticion,
        lambda: asignar_a_persona(peticion, responsable=responsable, actor=actor, ahora=momento),
        f"Quedó a cargo de {responsable.nombre}.",
        PAGINA,
    )


@solo_post
def enviar_a(request: HttpRequest, identificador: uuid.UUID) -> HttpResponse:
    """La Dirección de Atención la envía a otra dependencia."""
    actor, momento = quien(request)
    peticion = la_peticion(actor, identificador)
    formulario = DependenciaForm(request.POST, actual=peticion.dependencia_id, hoy=momento.date())
    if not formulario.is_valid():
        messages.error(request, f"Enviar a: {faltas_de(formulario)}")
        return redirect(PAGINA, peticion.uuid)
    dependencia = formulario.cleaned_data["dependencia"]
    motivo = formulario.cleaned_data["motivo"]
    return hacer(
        request,
        peticion,
        lambda: asignar_a_dependencia(
            peticion, dependencia=dependencia, motivo=motivo, actor=actor, ahora=momento
        ),
        f"La petición pasó a {dependencia.nombre}.",
        PAGINA,
    )


@solo_post
def aceptar(request: HttpRequest, identificador: uuid.UUID) -> HttpResponse:
    """La dependencia acepta que le toca."""
    actor, momento = quien(request)
    peticion = la_peticion(actor, identificador)
    return hacer(
        request,
        peticion,
        lambda: aceptar_competencia(peticion, actor=actor, ahora=momento),
        "Competencia aceptada. El término para responder corre desde que se recibió.",
        PAGINA,
    )


def _pintar(
    request: HttpRequest,
    peticion: Peticion,
    actor: Actor,
    momento: datetime,
    *,
    contacto: DatosDeIdentidad | None = None,
    motivo: MotivoForm | None = None,
    estado: int = 200,
) -> HttpResponse:
    respuesta = respuesta_de(peticion)
    historia = historia_de(peticion)
    casa = entidad()
    calendario = calendario_de_la_entidad(casa)
    relojes = _relojes(peticion, momento, calendario)
    contexto = {
        "peticion": peticion,
        "radicado": peticion.radicado,
        "origen": _origen(peticion),
        "clase": {c.codigo: c.nombre for c in clases()}.get(peticion.clase, peticion.clase),
        "medio": MEDIOS_PEDIDOS.get(peticion.medio_respuesta, ""),
        "formato": FORMATOS.get(peticion.formato_respuesta, ""),
        "prioridad": PRIORIDADES.get(peticion.prioridad, "") if peticion.prioridad else "",
        "anexos": list(peticion.anexos.select_related("guardado")),
        "relojes": relojes,
        "corren": [] if peticion.esta_cerrada else [r for r in relojes if not r["reloj"].cerrado],
        "siguiente": siguiente_por_firmar(permisos.por_firmar(actor))
        if respuesta is not None and respuesta.firmante_id == actor.usuario_id
        else None,
        "entidad": casa,
        "alerta": casa.dias_de_alerta,
        "sin_hora": bool(historia) and historia[0].solo_dia,
        "hitos": hitos_de(peticion, historia),
        "alcances": alcances_de(peticion),
        "puede_alcance": permisos.puede_escribir_alcance(actor, peticion),
        "anterior": anterior_de(peticion),
        "reiteraciones": reiteraciones_de(peticion),
        "partes": de_la_peticion(peticion, momento, calendario),
        "respuesta": respuesta,
        "quienes_mas": quienes_mas(peticion, actor, momento),
        "observacion": observacion_de(peticion),
        "puede_rebote": permisos.puede_anotar_rebote(actor, peticion)
        and respuesta is not None
        and la_prueba_es_el_correo(respuesta),
        "anexos_respuesta": anexos_de_la_respuesta(peticion) if respuesta else [],
        "tramite": en_que_va(respuesta)
        or por_verificar(peticion)
        or sin_contestar(peticion, momento),
        "contacto": contacto,
        "form_motivo": motivo or MotivoForm(),
        "migas": [
            miga_de_la_lista(request),
            {"texto": peticion.radicado.impreso, "url": ""},
        ],
        **estado_de(peticion, momento),
        **en_la_hoja(peticion, actor, momento, calendario),
        **_que_puede(peticion, respuesta, historia, actor, momento),
    }
    return render(request, "peticiones/peticion.html", contexto, status=estado)


def _que_puede(
    peticion: Peticion,
    respuesta: Respuesta | None,
    historia: list[Actuacion],
    actor: Actor,
    momento: datetime,
) -> dict[str, Any]:
    """Qué botones salen. El servicio vuelve a preguntar."""
    hoy = en_bogota(momento).date()
    despacha = permisos.puede_despachar(actor, peticion)
    aceptada = acepto(peticion, historia)
    return {
        "pasos": [
            *_repartir(peticion, actor),
            *_pasos(peticion, respuesta, actor, momento, acepta=not aceptada),
        ],
        "entrega_primero": entrega_primero(peticion, actor),
        "otros_verbos": otros_verbos(peticion, actor),
        "remisiones": remisiones_de(peticion) if puede_leer_remision(actor, peticion) else [],
        "puede_identidad": permisos.puede_ver_identidad(actor, peticion),
        "form_persona": PersonaForm(dependencia=peticion.dependencia_id, hoy=hoy)
        if permisos.puede_asignar_persona(actor, peticion)
        else None,
        "form_dependencia": DependenciaForm(
            actual=peticion.dependencia_id,
            hoy=hoy,
            initial={"dependencia": sugerida_de(historia[-1])} if historia else None,
        )
        if permisos.puede_asignar_dependencia(actor, peticion)
        else None,
        "form_despacho": DespachoForm(
            initial={"medio": "postal" if _no_lo_abrio(respuesta, hoy) else medio_natural(peticion)}
        )
        if despacha and _falta_despachar(respuesta, hoy)
        else None,
        "form_entrega": EntregaForm(ahora=en_bogota(momento))
        if despacha and respuesta is not None and respuesta.despachada is not None
        else None,
    }


def entrega_primero(peticion: Peticion, actor: Actor) -> bool:
    """Si lo que sigue es darle la petición a alguien: nadie la tiene y quien mira reparte en ella."""
    return (
        peticion.responsable_id is None
        and peticion.estado != Estado.PROYECTADA
        and not _repartir(peticion, actor)
        and bool(permisos.puede_asignar_persona(actor, peticion))
    )


def _repartir(peticion: Peticion, actor: Actor) -> list[dict[str, Any]]:
    """A quien reparte lo recién llegado, lo primero: lleva al campo donde se escoge a quién."""
    recien = peticion.estado in (Estado.RADICADA, Estado.POR_VERIFICAR)
    if not (recien and permisos.puede_asignar_dependencia(actor, peticion)):
        return []
    return [{"texto": "Repartirla", "atajo": "", "url": "#id_enviar_dependencia", "post": False}]


def _pasos(
    peticion: Peticion,
    respuesta: Respuesta | None,
    actor: Actor,
    momento: datetime,
    *,
    acepta: bool,
) -> list[dict[str, Any]]:
    """Lo que esta persona puede hacer ahora, lo más urgente primero: ese es el botón principal."""
    # Quien reparte casi siempre se la da a otra persona: que no la tome creyendo que la entrega.
    reparte = permisos.puede_asignar_persona(actor, peticion)
    tomarla = "Asignármela a mí" if reparte else "Asignarme"
    toca_decidir = no_contesto(peticion, momento)
    posibles = [
        (
            toca_decidir and permisos.puede_declarar_desistimiento(actor, peticion),
            ("Declarar el desistimiento", "desistimiento", False),
        ),
        (
            toca_decidir and permisos.puede_archivar_sin_aclarar(actor, peticion),
            ("Archivarla, porque no se aclaró", "archivar", False),
        ),
        (
            peticion.estado == Estado.PROYECTADA and permisos.puede_firmar(actor, peticion),
            ("Leer y firmar", "revisar", False),
        ),
        (
            peticion.responsable_id is None and permisos.puede_asignarse(actor, peticion),
            (tomarla, "asignarme", True),
        ),
        (
            acepta and permisos.puede_aceptar_competencia(actor, peticion),
            ("Aceptar competencia", "aceptar", True),
        ),
        (
            permisos.puede_proyectar(actor, peticion),
            ("Seguir escribiendo" if respuesta else "Escribir la respuesta", "escribir", False),
        ),
        (
            peticion.responsable_id is not None and permisos.puede_asignarse(actor, peticion),
            (tomarla, "asignarme", True),
        ),
    ]
    return [
        {
            "texto": texto,
            "atajo": nombre,
            "url": reverse(f"peticiones:{nombre}", args=[peticion.uuid]),
            "post": post,
        }
        for se_puede, (texto, nombre, post) in posibles
        if se_puede
    ]


def _no_lo_abrio(respuesta: Respuesta | None, hoy: date) -> bool:
    """Si lo notificaba que la persona abriera el correo y pasó el día hasta el que se espera."""
    limite = limite_para_abrir(respuesta) if respuesta is not None else None
    return limite is not None and hoy > limite


def _falta_despachar(respuesta: Respuesta | None, hoy: date) -> bool:
    """Si todavía se puede despachar: nunca salió, o salió y no llegó o no se abrió."""
    if respuesta is None or respuesta.documento_id is None:
        return False
    if respuesta.despachada is None or respuesta.envio is None:
        return True
    volvio = respuesta.envio.estado in (Envio.Estado.DEVUELTO, Envio.Estado.FALLIDO)
    return volvio or _no_lo_abrio(respuesta, hoy)


def _origen(peticion: Peticion) -> str:
    serie = peticion.radicado.serie
    return serie.nombre if serie.clase == Serie.Clase.IMPORTADA else peticion.get_canal_display()


def _relojes(peticion: Peticion, momento: datetime, calendario: Calendario) -> list[dict[str, Any]]:
    return [
        {
            "reloj": r,
            "plazo": r.plazo,
            "dias": dias_que_faltan(r.plazo.fecha_vence, momento, calendario)
            if r.plazo.fecha_vence
            else None,
        }
        for r in relojes_de(peticion, momento)
    ]
