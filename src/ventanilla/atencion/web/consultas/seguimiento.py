"""Lo que muestra «Mi petición»: su historia en palabras de todos los días."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import nh3
from django.urls import reverse

from ventanilla.archivo.models import Guardado
from ventanilla.atencion.web.consultas.recibo import AnexoVisto, Cuenta, anexos_de, cuenta_de
from ventanilla.comun.actores import Permiso
from ventanilla.comun.fechas import fecha_larga
from ventanilla.comun.reloj import en_bogota
from ventanilla.directorio.consultas import calendario_de_la_entidad
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
from ventanilla.peticiones.models import Actuacion, AnexoDeRespuesta, Peticion, Respuesta
from ventanilla.peticiones.permisos import puede_desistir

_T = Actuacion.Tipo
# Lo que la persona lee de cada actuación: título y explicación.
_DICHOS: dict[str, tuple[str, str]] = {
    _T.RADICADA: ("La recibimos", "Quedó radicada con su número y su fecha."),
    _T.VERIFICADA: ("La verificamos", "Ya sigue su camino."),
    _T.CLASIFICADA: ("La clasificamos", "Revisamos qué clase de petición es."),
    _T.ASIGNADA: ("La enviamos a la dependencia que puede resolverla", ""),
    _T.COMPETENCIA: ("La dependencia la aceptó", "Es de su competencia y la va a resolver."),
    _T.DEVUELTA: ("Cambia de dependencia", "Buscamos la dependencia que sí puede resolverla."),
    _T.REQUERIDA: (
        "Nos falta algo de su parte",
        "El término se detiene hasta que usted complete la petición. Si se le pasa el plazo sin "
        "completarla ni pedir más tiempo, se entiende que desistió.",
    ),
    _T.COMPLETADA: ("Usted la completó", "El término vuelve a correr desde el día siguiente."),
    _T.POR_ACLARAR: (
        "No entendimos qué pide",
        "Acláreselo a la dependencia en 10 días hábiles; si no, se archiva y usted puede volver a "
        "presentarla (Ley 1437 de 2011, artículo 19).",
    ),
    _T.ACLARADA: ("Usted la aclaró", ""),
    _T.PRORROGA_CIUDADANO: ("Usted pidió más tiempo para completarla", ""),
    _T.PRORROGADA: (
        "Necesitamos más tiempo",
        "Se amplió el término. El máximo es el doble del inicial (Ley 1437 de 2011, artículo 14).",
    ),
    _T.TRASLADADA: (
        "La enviamos a otra entidad",
        "No es de nuestra competencia. El término de la otra entidad empieza el día siguiente al "
        "que la recibe (Ley 1437 de 2011, artículo 21).",
    ),
    _T.PARTE_PEDIDA: (
        "Otra dependencia ayuda a responder",
        "",
    ),
    _T.PARTE_ENTREGADA: ("Otra dependencia entregó lo que le pedimos", ""),
    _T.CALENDARIO: ("Cambió la fecha", "Cambiaron los días hábiles de la entidad."),
    _T.REITERACION: ("La unimos a su petición anterior", ""),
    _T.FIRMADA: ("La respuesta está firmada", "Ya tiene número y firma."),
    _T.ENVIADA: ("Le enviamos la respuesta", ""),
    _T.REBOTE: (
        "El correo con la respuesta volvió",
        "No le llegó: la entidad debe enviársela por otro medio. Mientras tanto puede leerla aquí.",
    ),
    _T.NOTIFICADA: ("Usted recibió la respuesta", ""),
    _T.DESISTIDA: ("Se desistió de la petición", "Puede presentarla otra vez cuando quiera."),
    _T.RECHAZADA: ("No se tramitó", "El documento que le enviamos dice por qué."),
    _T.ANULADA: ("El radicado se anuló", "El número no se usa para nada más."),
    _T.CLAVE: ("Cambió la clave de consulta", "La anterior ya no sirve."),
    _T.AVISO_VENCIDA: (
        "Usted avisó que no le han respondido",
        "El aviso llegó a la jefatura de la dependencia y a Atención al Ciudadano.",
    ),
}
# Pasos internos: no le dicen nada a la persona.
_INTERNAS = frozenset({_T.PROYECTADA, _T.CORREGIR})
# Lo que la persona hizo: se le muestra como suyo.
_DE_LA_PERSONA = frozenset({_T.COMPLETADA, _T.ACLARADA, _T.DESISTIDA})
_ALERTAS = frozenset({_T.REQUERIDA, _T.POR_ACLARAR, _T.AVISO_VENCIDA, _T.RECHAZADA})
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
    reitera: str
    reiteraciones: tuple[str, ...]
    puede_reiterar: Permiso


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
        hitos=_hitos(peticion),
        respuesta=respuesta_legible(peticion),
        aviso=permiso,
        ya_aviso_hoy=vencida and not permiso,
        pedido=pedido_a_la_persona(peticion, ahora),
        puede_retirar=puede_desistir(peticion),
        entrega=_fecha_de(peticion, "entrega_por_silencio") if vencida else None,
        reitera=anterior.radicado if anterior else "",
        reiteraciones=tuple(r.radicado for r in reiteraciones_de(peticion)),
        puede_reiterar=puede_reiterar(peticion, ahora),
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


def _hitos(peticion: Peticion) -> list[dict[str, Any]]:
    filas = [
        a
        for a in peticion.actuaciones.filter(es_publica=True).order_by("orden")
        if a.tipo not in _INTERNAS
    ]
    hitos = [_hito(a) for a in filas]
    if hitos and not peticion.esta_cerrada:
        ultimo = hitos[-1]
        ultimo["estado"] = "alerta" if filas[-1].tipo in _ALERTAS else "actual"
        if filas[-1].tipo not in (_T.FIRMADA, _T.ENVIADA):
            hitos.append({"titulo": "Respuesta", "estado": "pendiente"})
    for hito, fila in zip(hitos, filas, strict=False):
        if fila.tipo == _T.ENVIADA:
            url = reverse("atencion_web:respuesta", args=[peticion.radicado.impreso])
            hito["documentos"] = [{"texto": "Leer la respuesta", "url": url}]
        elif fila.datos.get("anexos"):
            hito["documentos"] = [_anexo(peticion, orden) for orden in fila.datos["anexos"]]
    return hitos


def _anexo(peticion: Peticion, orden: int) -> dict[str, str]:
    url = reverse("atencion_web:anexo", args=[peticion.radicado.impreso, orden])
    return {"texto": f"Anexo {orden}", "url": url}


def _hito(actuacion: Actuacion) -> dict[str, Any]:
    titulo, texto = _DICHOS.get(actuacion.tipo, (actuacion.get_tipo_display(), ""))
    if actuacion.tipo == _T.ASIGNADA and actuacion.dependencia:
        texto = f"Ahora la tiene: {actuacion.dependencia}."
    if actuacion.tipo == _T.RADICADA and actuacion.dependencia:
        texto = f"{texto} Llegó a: {actuacion.dependencia}."
    if actuacion.datos.get("reitera"):
        texto = f"{texto} Pide otra vez lo de la petición {actuacion.datos['reitera']}.".strip()
    if actuacion.tipo == _T.PARTE_PEDIDA:
        texto = f"Le pedimos lo que le toca a: {actuacion.dependencia}. La fecha no cambia."
    if actuacion.tipo == _T.PARTE_ENTREGADA:
        texto = f"{actuacion.dependencia}."
    if actuacion.tipo == _T.REQUERIDA and actuacion.datos.get("detiene") is False:
        texto = "El término para responderle sigue corriendo."
    if actuacion.tipo == _T.CLASIFICADA and "antes" in actuacion.datos:
        titulo, texto = _cambio_de_clase(actuacion)
    if actuacion.tipo == _T.PRORROGADA and actuacion.datos.get("hasta"):
        hasta = fecha_larga(date.fromisoformat(actuacion.datos["hasta"]))
        texto = f"Le responderemos a más tardar el {hasta}. {texto}"
    dicho = "Usted escribió" if actuacion.tipo in _DE_LA_PERSONA else "Motivo"
    return {
        "titulo": titulo,
        "texto": texto,
        "prosa": f"{dicho}: {actuacion.motivo}" if actuacion.motivo else "",
        "momento": actuacion.momento,
        "solo_dia": actuacion.solo_dia,
        "estado": "hecho",
    }


def _cambio_de_clase(actuacion: Actuacion) -> tuple[str, str]:
    antes, clase = (nombre_de_clase(actuacion.datos[c]) for c in ("antes", "clase"))
    aprobada = (
        " Como alarga el término, lo aprobó la jefatura." if actuacion.datos["alarga"] else ""
    )
    return "Cambió la clase de su petición", f"De «{antes}» a «{clase}».{aprobada}"
