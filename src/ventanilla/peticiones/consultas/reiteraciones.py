"""Las peticiones que piden otra vez lo mismo, y lo que se les había respondido."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from ventanilla.comun.actores import Permiso
from ventanilla.comun.fechas import fecha_larga
from ventanilla.comun.reloj import en_bogota
from ventanilla.correspondencia.consultas import formas_impresas
from ventanilla.peticiones.consultas.publicas import plazo_de_respuesta
from ventanilla.peticiones.models import Estado, Peticion, Respuesta
from ventanilla.peticiones.reglas.solicitud import MAXIMO_TEXTO


@dataclass(frozen=True)
class Enlazada:
    """La otra petición; `salida` es el número con que se respondió, o vacío."""

    uuid: UUID
    radicado: str
    estado: str
    salida: str


def anterior_de(peticion: Peticion) -> Enlazada | None:
    """La que esta reitera, si se sabe."""
    if peticion.reitera_id is None:
        return None
    previa = Peticion.objects.select_related("radicado").get(pk=peticion.reitera_id)
    respuesta = (
        Respuesta.objects.select_related("radicado")
        .filter(peticion=previa, estado=Respuesta.Estado.NOTIFICADA)
        .first()
    )
    salida = respuesta.radicado.impreso if respuesta and respuesta.radicado else ""
    return Enlazada(previa.uuid, previa.radicado.impreso, previa.get_estado_display(), salida)


def reiteraciones_de(peticion: Peticion) -> list[Enlazada]:
    """Las que la reiteran, en el orden en que llegaron."""
    filas = peticion.reiteraciones.select_related("radicado").order_by("radicado_id")
    return [Enlazada(p.uuid, p.radicado.impreso, p.get_estado_display(), "") for p in filas]


def puede_reiterar(peticion: Peticion, ahora: datetime) -> Permiso:
    """Que la persona la pida otra vez: si ya terminó, o si venció y nadie ha respondido."""
    if peticion.estado == Estado.ANULADA:
        return Permiso(si=False, motivo="Ese número se anuló: presente su petición de nuevo.")
    if peticion.esta_cerrada:
        return Permiso(si=True)
    plazo = plazo_de_respuesta(peticion)
    if plazo is None or plazo.momento_vence is None or plazo.momento_vence > ahora:
        return Permiso(si=False, motivo="Todavía estamos a tiempo de responder.")
    return Permiso(si=True)


def texto_para_reiterar(peticion: Peticion) -> str:
    """Lo que ya había escrito, diciendo que lo pide otra vez; la persona lo cambia como quiera."""
    radicado = peticion.radicado
    recibida = fecha_larga(en_bogota(radicado.momento_recepcion).date())
    comienzo = f"Vuelvo a pedir lo que pedí en la petición {radicado.impreso} del {recibida}:"
    return f"{comienzo}\n\n{peticion.texto}"[:MAXIMO_TEXTO]


def con_numero(escrito: str) -> list[Peticion]:
    """Las peticiones de ese número, con ceros a la izquierda o sin ellos."""
    return list(
        Peticion.objects.select_related("radicado", "dependencia").filter(
            radicado__impreso__in=formas_impresas(escrito.strip()[:60])
        )[:5]
    )
