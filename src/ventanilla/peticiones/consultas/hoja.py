"""Lo que la página de una petición muestra a quien la tramita."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from ventanilla.comun.reloj import en_bogota
from ventanilla.correspondencia.models import Envio, Serie
from ventanilla.directorio.models import Dependencia, Usuario
from ventanilla.peticiones.models import (
    Actuacion,
    AnexoDeRespuesta,
    Estado,
    Peticion,
    Plazo,
    Respuesta,
    Salida,
)

_DEVUELTA = Actuacion.Tipo.DEVUELTA
_POR_SILENCIO = "entrega_por_silencio"
_ASIGNAN = frozenset({Actuacion.Tipo.ASIGNADA, Actuacion.Tipo.PARTE_ASIGNADA})
NOMBRES_DE_RELOJ = {
    "respuesta": "Responder de fondo y notificar",
    "competencia": "Decidir si es de su competencia, o trasladarla",
    "complemento": "La persona debe completarla",
    "aclaracion": "La persona debe aclararla",
    _POR_SILENCIO: "Entregar lo pedido, por no haber respondido a tiempo",
}


@dataclass(frozen=True)
class RelojVisto:
    """Un reloj con lo que hace falta para leerlo: `dias` es su cuenta día por día."""

    nombre: str
    plazo: Plazo
    recibida: date
    vencido: bool

    @property
    def tarde(self) -> bool:
        """Si se pasó: venció y sigue abierto, o se cumplió después."""
        limite = self.plazo.momento_vence
        if self.plazo.cumplido_en is None or limite is None:
            return self.vencido
        return self.plazo.cumplido_en >= limite

    @property
    def cerrado(self) -> str:
        """La palabra final, si ya se cumplió."""
        if self.plazo.cumplido_en is None:
            return ""
        return "Cumplido tarde" if self.tarde else "Cumplido"


def relojes_de(peticion: Peticion, ahora: datetime) -> list[RelojVisto]:
    """Los relojes de la petición: primero el de responder, luego por fecha.

    El de entregar por silencio sale solo si no se respondió a tiempo: antes no obliga a nada, y
    diría que alguien falló (CPACA art. 14 num. 1).
    """
    recibida = en_bogota(peticion.radicado.momento_recepcion).date()
    plazos = sorted(
        # Lo de otras dependencias se lee con su parte.
        peticion.plazos.filter(parte=""),
        key=lambda p: (p.clase != "respuesta", p.fecha_vence or date.max, p.clase),
    )
    vistos = [
        RelojVisto(
            nombre=NOMBRES_DE_RELOJ.get(p.clase, p.clase),
            plazo=p,
            recibida=recibida,
            vencido=p.cumplido_en is None
            and p.momento_vence is not None
            and p.momento_vence <= ahora,
        )
        for p in plazos
    ]
    callada = any(r.plazo.clase == "respuesta" and r.tarde for r in vistos)
    return [r for r in vistos if callada or r.plazo.clase != _POR_SILENCIO]


def historia_de(peticion: Peticion) -> list[Actuacion]:
    """Las actuaciones, de la primera a la última."""
    return list(peticion.actuaciones.order_by("orden"))


def recibida_sin_hora(peticion: Peticion) -> bool:
    """Si de su recepción se sabe el día y no la hora. Solo pasa con lo que vino de otro sistema."""
    if peticion.radicado.serie.clase != Serie.Clase.IMPORTADA:
        return False
    primera = peticion.actuaciones.order_by("orden").first()
    return primera is not None and primera.solo_dia


def responsables_de(historia: Iterable[Actuacion]) -> dict[int, str]:
    """El nombre de cada persona a la que se le asignó, por su clave."""
    claves = {
        a.datos["responsable"]
        for a in historia
        if a.tipo in _ASIGNAN and a.datos.get("responsable") is not None
    }
    if not claves:
        return {}
    return dict(Usuario.objects.filter(pk__in=claves).values_list("pk", "nombre"))


def acepto(peticion: Peticion, historia: list[Actuacion]) -> bool:
    """Si la dependencia que la tiene ya aceptó; que otra la aceptara antes no vale por ella."""
    nombre = peticion.dependencia.nombre if peticion.dependencia else ""
    return any(a.tipo == Actuacion.Tipo.COMPETENCIA and a.dependencia == nombre for a in historia)


def sugerida_de(actuacion: Actuacion) -> Dependencia | None:
    """A quién le toca, según la dependencia que la devolvió; `None` si no lo dijo."""
    codigo = actuacion.datos.get("sugerida") if actuacion.tipo == _DEVUELTA else None
    return Dependencia.objects.filter(codigo=codigo).first() if codigo else None


def observacion_de(peticion: Peticion) -> Actuacion | None:
    """Lo último que quien firma pidió corregir, si el borrador sigue esperando esa corrección."""
    if peticion.estado != Estado.POR_CORREGIR:
        return None
    devueltas = peticion.actuaciones.filter(tipo=Actuacion.Tipo.CORREGIR)
    return devueltas.order_by("-orden").first()


def respuesta_de(peticion: Peticion) -> Respuesta | None:
    """La respuesta, en el estado en que vaya."""
    return (
        Respuesta.objects.select_related("radicado", "documento", "envio", "autor", "firmante")
        .filter(peticion=peticion)
        .first()
    )


def anexos_de_la_respuesta(peticion: Peticion) -> list[AnexoDeRespuesta]:
    """Los documentos que acompañan la respuesta, en su orden."""
    suyos = AnexoDeRespuesta.objects.filter(respuesta__peticion=peticion)
    return list(suyos.select_related("guardado").order_by("orden"))


def la_prueba_es_el_correo(salida: Salida) -> bool:
    """Si de la entrega solo se sabe que el servidor de correo la aceptó: un rebote lo desmiente."""
    if salida.estado == Salida.Estado.NOTIFICADA:
        return bool(salida.prueba.get("clase") == "correo")
    return (
        salida.estado == Salida.Estado.ENVIADA
        and salida.envio is not None
        and salida.envio.estado == Envio.Estado.ENVIADO
    )
