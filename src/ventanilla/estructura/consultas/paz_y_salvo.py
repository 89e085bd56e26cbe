"""La constancia de lo que alguien tiene a cargo: qué dice y cómo se comprueba con su código QR."""

import json
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings

from ventanilla.auditoria.models import Asiento, HojaSello
from ventanilla.comun.fechas import cantidad, enumerar, fecha_corta, fecha_larga
from ventanilla.directorio.models import Usuario
from ventanilla.documentos.datos import DatosTabla
from ventanilla.estructura.consultas.a_cargo import DeQuien, Pendiente
from ventanilla.peticiones.consultas.membrete import membrete

OBJETO = "paz-y-salvo:"
HECHO = "paz_y_salvo_expedido"


@dataclass(frozen=True)
class Expedido:
    """Lo que se dice a quien trae el código: nada de quién es ni de qué le pidieron."""

    corte: date
    pendientes: int
    momento: datetime
    sha256: str
    huella: str
    sello: int | None


def expedido(ficha: str) -> Expedido | None:
    """La constancia con esa ficha pública, o `None`; la ficha no distingue mayúsculas."""
    asiento = Asiento.objects.filter(objeto=f"{OBJETO}{ficha.upper()}", hecho=HECHO).first()
    if asiento is None:
        return None
    dicho = json.loads(asiento.contenido)
    hoja = HojaSello.objects.select_related("sello").filter(asiento_id=asiento.pk).first()
    return Expedido(
        corte=date.fromisoformat(dicho["corte"]),
        pendientes=dicho["pendientes"],
        momento=asiento.momento,
        sha256=dicho["sha256"],
        huella=asiento.hash,
        sello=hoja.sello.numero if hoja else None,
    )


def lo_que_dice(quien: DeQuien, pendientes: list[Pendiente], corte: date) -> str:
    """La frase que importa: si está a paz y salvo o qué le falta."""
    fecha = fecha_larga(corte)
    if not pendientes:
        return (
            f"Al {fecha}, {quien.nombre} no tiene radicados abiertos ni partes por entregar a su "
            "cargo."
        )
    partes = sum(p.es_parte for p in pendientes)
    radicados = len(pendientes) - partes
    dichos = [
        *([cantidad(radicados, "radicado abierto", "radicados abiertos")] if radicados else []),
        *([cantidad(partes, "parte por entregar", "partes por entregar")] if partes else []),
    ]
    return f"Al {fecha}, {quien.nombre} tiene {enumerar(dichos)} a su cargo."


def documento(
    quien: DeQuien,
    pendientes: list[Pendiente],
    *,
    corte: date,
    ficha: str,
    por: str,
    ahora: datetime,
) -> DatosTabla:
    """Lo que se imprime. Sin asuntos ni nombres de quien pide: el papel sale de la entidad."""
    que = "la persona" if isinstance(quien, Usuario) else "la dependencia"
    if pendientes:
        columnas: tuple[str, ...] = ("Radicado", "Clase", "Recibida", "Vence")
        filas: tuple[tuple[str, ...], ...] = tuple(
            (p.radicado, p.clase, fecha_corta(p.recibida.date()), _dia(p.vence)) for p in pendientes
        )
    else:
        columnas = ("Qué se miró", "Cuántos")
        filas = (
            (f"Radicados abiertos a cargo de {que}", "0"),
            (f"Partes por entregar a cargo de {que}", "0"),
        )
    return DatosTabla(
        entidad=membrete(),
        titulo="Paz y salvo de radicados" if not pendientes else "Radicados pendientes",
        momento=ahora,
        descripcion=lo_que_dice(quien, pendientes, corte),
        columnas=columnas,
        filas=filas,
        a_la_derecha=() if pendientes else (1,),
        notas=(
            "Lo dice el registro de peticiones de la entidad. Abierto es lo que no se ha respondido "
            "con prueba de notificación ni ha terminado de otro modo. Una parte es lo que otra "
            "dependencia le pidió para responder.",
            f"Expedido por {por}.",
            "La autenticidad se comprueba con el código QR.",
        ),
        url_verificacion=f"{settings.VENTANILLA_URL}/verificar/{ficha}/",
    )


def _dia(fecha: date | None) -> str:
    return fecha_corta(fecha) if fecha else "sin término"
