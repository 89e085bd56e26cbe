"""La hoja de una petición: qué pidió, cuándo vence, qué ha pasado y qué puede hacer quien la lee."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from ventanilla.comun.actores import Actor
from ventanilla.comun.regreso import miga_de_la_lista
from ventanilla.comun.reloj import en_bogota
from ventanilla.correspondencia.models import Serie
from ventanilla.directorio.consultas import (
    DatosDeIdentidad,
    calendario_de_la_entidad,
    entidad,
)
from ventanilla.peticiones import permisos
from ventanilla.peticiones.consultas.alcances import alcances_de
from ventanilla.peticiones.consultas.despachos import se_puede_repetir
from ventanilla.peticiones.consultas.estados import estado_de
from ventanilla.peticiones.consultas.firma import siguiente_por_firmar
from ventanilla.peticiones.consultas.hoja import (
    acepto,
    anexos_de_la_respuesta,
    historia_de,
    la_prueba_es_el_correo,
    observacion_de,
    respuesta_de,
    sugerida_de,
)
from ventanilla.peticiones.consultas.reiteraciones import anterior_de, reiteraciones_de
from ventanilla.peticiones.consultas.remisiones import remisiones_de
from ventanilla.peticiones.forms import (
    DependenciaForm,
    DespachoForm,
    EntregaForm,
    MotivoForm,
    PersonaForm,
)
from ventanilla.peticiones.models import Actuacion, Peticion, Respuesta
from ventanilla.peticiones.permisos import puede_leer_remision
from ventanilla.peticiones.reglas.solicitud import FORMATOS, MEDIOS_PEDIDOS, PRIORIDADES
from ventanilla.peticiones.servicios.despachar import medio_natural
from ventanilla.peticiones.views.oficios import en_la_hoja
from ventanilla.peticiones.views.partes import de_la_peticion
from ventanilla.peticiones.views.pasos import (
    entrega_primero,
    falta_despachar,
    ir,
    pasos_de,
)
from ventanilla.peticiones.views.presencia import quienes_mas
from ventanilla.peticiones.views.relojes import Reloj, los_que_corren, relojes_en_pantalla
from ventanilla.peticiones.views.tramite import (
    en_que_va,
    hitos_de,
    por_notificar,
    por_verificar,
    sin_contestar,
)
from ventanilla.peticiones.views.verbos import otros_verbos
from ventanilla.terminos.computar import clases


def pintar(
    request: HttpRequest,
    peticion: Peticion,
    actor: Actor,
    momento: datetime,
    *,
    contacto: DatosDeIdentidad | None = None,
    motivo: MotivoForm | None = None,
    estado: int = 200,
) -> HttpResponse:
    """La página; con lo que se acaba de abrir o de escribir mal, si hace falta."""
    respuesta = respuesta_de(peticion)
    historia = historia_de(peticion)
    casa = entidad()
    calendario = calendario_de_la_entidad(casa)
    relojes = relojes_en_pantalla(peticion, momento, calendario)
    oficios = en_la_hoja(peticion, actor, momento, calendario)
    tramite = (
        en_que_va(respuesta)
        or por_verificar(peticion)
        or sin_contestar(peticion, momento)
        or por_notificar(oficios["oficios"])
    )
    contexto = {
        "peticion": peticion,
        "radicado": peticion.radicado,
        "origen": _origen(peticion),
        "clase": {c.codigo: c.nombre for c in clases()}.get(peticion.clase, peticion.clase),
        "medio": MEDIOS_PEDIDOS.get(peticion.medio_respuesta, ""),
        "formato": FORMATOS.get(peticion.formato_respuesta, ""),
        "prioridad": PRIORIDADES.get(peticion.prioridad, "") if peticion.prioridad else "",
        "anexos": list(peticion.anexos.select_related("guardado")),
        "puede_original": permisos.puede_ver_original(actor, peticion),
        "relojes": relojes,
        "corren": los_que_corren(peticion, relojes),
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
        "tramite": tramite,
        "contacto": contacto,
        "form_motivo": motivo or MotivoForm(),
        "migas": [
            miga_de_la_lista(request),
            {"texto": peticion.radicado.impreso, "url": ""},
        ],
        **estado_de(peticion, momento),
        **oficios,
        **_que_puede(peticion, respuesta, historia, relojes, actor, momento),
    }
    if oficios["puede_entregar_oficio"] and "ancla" in tramite:
        contexto["pasos"].append(ir("Ver qué se puede hacer", tramite["ancla"]))
    return render(request, "peticiones/peticion.html", contexto, status=estado)


def _que_puede(
    peticion: Peticion,
    respuesta: Respuesta | None,
    historia: list[Actuacion],
    relojes: list[Reloj],
    actor: Actor,
    momento: datetime,
) -> dict[str, Any]:
    """Qué botones salen. El servicio vuelve a preguntar."""
    hoy = en_bogota(momento).date()
    despacha = permisos.puede_despachar(actor, peticion)
    aceptada = acepto(peticion, historia)
    return {
        "pasos": pasos_de(peticion, respuesta, actor, momento, acepta=not aceptada),
        "entrega_primero": entrega_primero(peticion, actor, momento),
        "otros_verbos": otros_verbos(peticion, actor, no_caben=_no_caben(relojes, aceptada)),
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
        "form_despacho": DespachoForm(initial={"medio": medio_natural(peticion)})
        if despacha and falta_despachar(respuesta)
        else None,
        "otra_vez": bool(
            respuesta is not None
            and se_puede_repetir(respuesta, hoy)
            and permisos.puede_volver_a_despachar(actor, peticion)
        ),
        "form_entrega": EntregaForm(ahora=en_bogota(momento))
        if despacha and respuesta is not None and respuesta.despachada is not None
        else None,
    }


def _origen(peticion: Peticion) -> str:
    serie = peticion.radicado.serie
    return serie.nombre if serie.clase == Serie.Clase.IMPORTADA else peticion.get_canal_display()


def _no_caben(relojes: list[Reloj], aceptada: bool) -> set[str]:
    """Los verbos que el permiso deja y la ley ya no: ofrecerlos sería escribir para oír que no."""
    responder = next((r["reloj"] for r in relojes if r["plazo"].clase == "respuesta"), None)
    corre = responder and not responder.vencido and responder.plazo.detenido_desde is None
    return ({"devolver"} if aceptada else set()) | (set() if corre else {"prorrogar"})
