"""Lo que muestra «Mi petición»: su historia en palabras de todos los días."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import nh3

from ventanilla.archivo.models import Guardado
from ventanilla.atencion.web.consultas.historia import historia_publica
from ventanilla.atencion.web.consultas.oficios import OficioLegible, oficios_legibles
from ventanilla.atencion.web.consultas.recibo import AnexoVisto, Cuenta, anexos_de, cuenta_de
from ventanilla.comun.actores import Permiso
from ventanilla.comun.reloj import en_bogota
from ventanilla.directorio.consultas import calendario_de_la_entidad
from ventanilla.peticiones.consultas.alcances import alcances_legibles
from ventanilla.peticiones.consultas.dichos import nombre_de_clase
from ventanilla.peticiones.consultas.espera import Pedido, pedido_a_la_persona
from ventanilla.peticiones.consultas.hoja import recibida_sin_hora
from ventanilla.peticiones.consultas.publicas import (
    plazo_de_respuesta,
    puede_avisar_sin_respuesta,
)
from ventanilla.peticiones.consultas.reiteraciones import (
    anterior_de,
    puede_reiterar,
    reiteraciones_de,
)
from ventanilla.peticiones.models import Alcance, AnexoDeRespuesta, Peticion, Respuesta
from ventanilla.peticiones.permisos import puede_desistir

_HTML = {"p", "br", "strong", "em", "b", "i", "u", "ul", "ol", "li", "h2", "h3", "h4", "blockquote"}
_HTML |= {"table", "thead", "tbody", "tr", "th", "td", "caption", "a"}


@dataclass(frozen=True)
class RespuestaLegible:
    """La respuesta ya enviada. `cuerpo` es HTML limpio; `documento`, el PDF firmado."""

    numero: str
    asunto: str
    firmada: datetime | None
    firmante: str
    notificada: datetime | None
    cuerpo: str
    documento: Guardado | None
    anexos: tuple[AnexoDeRespuesta, ...]
    recursos: tuple[str, ...]


@dataclass(frozen=True)
class Seguimiento:
    """Cómo va una petición. `quedan` son días hábiles: 0 es hoy, negativo ya pasó.

    `reitera` es el número de la anterior que pide lo mismo, o vacío.
    `pedido` es lo que la persona debe completar o aclarar, y hasta cuándo. `entrega`, hasta cuándo se le
    deben entregar las copias que pidió, si nadie respondió a tiempo (CPACA art. 14 num. 1).
    """

    radicado: str
    asunto: str
    texto: str
    clase: str
    estado: str
    cerrada: str
    dependencia: str
    momento: datetime
    sin_hora: bool
    cuenta: Cuenta | None
    quedan: int | None
    en_habiles: bool
    detenida: bool
    vencida: bool
    anexos: tuple[AnexoVisto, ...]
    hitos: list[dict[str, Any]]
    respuesta: RespuestaLegible | None
    aviso: Permiso
    ya_aviso_hoy: bool
    pedido: Pedido | None
    puede_retirar: Permiso
    entrega: date | None
    alcances: list[Alcance]
    reitera: str
    reiteraciones: tuple[str, ...]
    puede_reiterar: Permiso
    oficios: tuple[OficioLegible, ...]
    anulada: str


def seguimiento_de(peticion: Peticion, *, ahora: datetime) -> Seguimiento:
    """Todo lo que la página «Mi petición» muestra, en pocas consultas."""
    plazo = plazo_de_respuesta(peticion)
    anterior = anterior_de(peticion)
    cuenta = cuenta_de(peticion, plazo)
    cumplida = peticion.esta_cerrada or (plazo is not None and plazo.cumplido_en is not None)
    permiso = puede_avisar_sin_respuesta(peticion, plazo, ahora)
    vencida = bool(
        not cumplida and cuenta and cuenta.momento_vence and cuenta.momento_vence <= ahora
    )
    return Seguimiento(
        radicado=peticion.radicado.impreso,
        asunto=peticion.asunto,
        texto=peticion.texto,
        clase=nombre_de_clase(peticion.clase),
        estado=peticion.get_estado_display(),
        cerrada=peticion.get_estado_display() if cumplida else "",
        dependencia=peticion.dependencia.nombre if peticion.dependencia else "",
        momento=en_bogota(peticion.radicado.momento_recepcion),
        sin_hora=recibida_sin_hora(peticion),
        cuenta=cuenta,
        quedan=_quedan(cuenta, ahora),
        en_habiles=bool(not cumplida and cuenta and cuenta.es_habil and cuenta.vence),
        detenida=bool(cuenta and cuenta.detenida),
        vencida=vencida,
        anexos=anexos_de(peticion),
        hitos=historia_publica(peticion),
        respuesta=respuesta_legible(peticion),
        aviso=permiso,
        ya_aviso_hoy=vencida and not permiso,
        pedido=pedido_a_la_persona(peticion, ahora),
        puede_retirar=puede_desistir(peticion),
        entrega=_fecha_de(peticion, "entrega_por_silencio") if vencida else None,
        alcances=alcances_legibles(peticion),
        reitera=anterior.radicado if anterior else "",
        reiteraciones=tuple(r.radicado for r in reiteraciones_de(peticion)),
        puede_reiterar=puede_reiterar(peticion, ahora),
        oficios=oficios_legibles(peticion),
        anulada=peticion.radicado.anulado_por,
    )


def respuesta_legible(peticion: Peticion) -> RespuestaLegible | None:
    """La respuesta, si ya se envió; antes de eso no existe para la persona."""
    respuesta = (
        Respuesta.objects.select_related("radicado", "documento", "firmante")
        .filter(
            peticion=peticion,
            estado__in=(Respuesta.Estado.ENVIADA, Respuesta.Estado.NOTIFICADA),
        )
        .first()
    )
    if respuesta is None:
        return None
    return RespuestaLegible(
        numero=respuesta.radicado.impreso if respuesta.radicado else "",
        asunto=respuesta.asunto,
        firmada=respuesta.firmada,
        firmante=respuesta.firmante.nombre if respuesta.firmante else "",
        notificada=respuesta.notificada,
        # Se limpia otra vez al mostrar: lo que sale en nuestras páginas no depende de quién lo guardó.
        cuerpo=nh3.clean(respuesta.cuerpo, tags=_HTML, attributes={"a": {"href"}}),
        documento=respuesta.documento,
        anexos=tuple(respuesta.anexos.select_related("guardado")),
        recursos=_recursos(respuesta),
    )


def _recursos(respuesta: Respuesta) -> tuple[str, ...]:
    """Los que dice el oficio firmado: la página dice lo mismo que el PDF."""
    foto = respuesta.instantanea.get("foto")
    return tuple(json.loads(foto).get("recursos", ())) if foto else ()


def _fecha_de(peticion: Peticion, *relojes: str) -> date | None:
    abiertos = peticion.plazos.filter(clase__in=relojes, cumplido_en__isnull=True)
    return abiertos.order_by("fecha_vence").values_list("fecha_vence", flat=True).first()


def _quedan(cuenta: Cuenta | None, ahora: datetime) -> int | None:
    if cuenta is None or cuenta.vence is None:
        return None
    hoy = en_bogota(ahora).date()
    calendario = calendario_de_la_entidad()
    if cuenta.vence >= hoy:
        return calendario.contar_habiles(hoy, cuenta.vence)
    return -max(1, calendario.contar_habiles(cuenta.vence, hoy))
