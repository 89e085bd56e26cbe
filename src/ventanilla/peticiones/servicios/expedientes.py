"""Tener al día el expediente de cada petición. Corre aparte: radicar no lo espera."""

import logging
import uuid
from collections.abc import Sequence
from datetime import date, datetime

from ventanilla.archivo.consultas.trd import escoger, serie_para, series_de, version_vigente
from ventanilla.archivo.models import Expediente, SerieDocumental
from ventanilla.archivo.reglas.cierre import dia_de_cierre
from ventanilla.archivo.servicios.expedientes import Apertura, poner_al_dia
from ventanilla.auditoria.models import Cadena
from ventanilla.comun.actores import SISTEMA
from ventanilla.comun.calendario import Calendario
from ventanilla.comun.errores import Cambiado
from ventanilla.comun.reloj import en_bogota
from ventanilla.correspondencia.models import Serie
from ventanilla.directorio.consultas import calendario_de_la_entidad
from ventanilla.peticiones.consultas.expediente import objeto_de, piezas_de, por_poner_al_dia
from ventanilla.peticiones.models import Peticion
from ventanilla.peticiones.servicios.tipos import poner_trd_a_regir

registro = logging.getLogger("ventanilla.expedientes")
POR_VUELTA = 300


def expediente_al_dia(
    peticion: Peticion,
    *,
    ahora: datetime,
    calendario: Calendario | None = None,
    series: Sequence[SerieDocumental] = (),
) -> Expediente | None:
    """Abre el expediente de la petición si no está y le agrega lo que falte.

    `None` si la entidad no ha cargado una TRD con dónde abrirlo.

    Args:
        calendario, series: los que rigen hoy, si ya se leyeron.

    Raises:
        Cambiado: si otro proceso lo puso al día a la vez.
    """
    codigo = peticion.tipo_documental.serie_trd if peticion.tipo_documental else ""
    serie = escoger(codigo, series) if series else serie_para(codigo, en_bogota(ahora).date())
    if serie is None:
        return None
    objeto = objeto_de(peticion)
    # Antes de leer los documentos: lo que se asiente mientras tanto se mira la próxima vez.
    vistos = Cadena.objects.filter(objeto=objeto).values_list("largo", flat=True).first() or 0
    return poner_al_dia(
        Apertura(
            objeto=objeto,
            codigo=_codigo(serie.codigo, peticion),
            nombre=f"Petición {peticion.radicado.impreso}",
            serie=serie,
            dependencia_id=peticion.dependencia_id,
            abierto=peticion.radicado.momento_recepcion,
        ),
        piezas_de(peticion),
        actor=SISTEMA,
        ahora=ahora,
        asientos_vistos=vistos,
        se_cierra=_se_cierra(peticion, calendario or calendario_de_la_entidad()),
    )


def poner_expedientes_al_dia(*, ahora: datetime, cuantas: int = POR_VUELTA) -> int:
    """Pone al día los expedientes de las peticiones en que pasó algo; devuelve cuántos.

    Una que no se deje no detiene a las demás.
    """
    # Apenas llega su día, y antes de abrir el primero: cada tipo ya apunta a su serie nueva.
    poner_trd_a_regir(ahora=ahora)
    version = version_vigente(en_bogota(ahora).date())
    if version is None:
        return 0
    series = series_de(version)
    calendario = calendario_de_la_entidad()
    pendientes = [uuid.UUID(u) for u in por_poner_al_dia(cuantas)]
    filas = Peticion.objects.select_related("radicado__serie", "tipo_documental")
    hechos = 0
    for peticion in filas.filter(uuid__in=pendientes).order_by("pk"):
        try:
            expediente_al_dia(peticion, ahora=ahora, calendario=calendario, series=series)
        except Cambiado:
            registro.info("el expediente de %s cambió a la vez", peticion.uuid)
        else:
            hechos += 1
    return hechos


def _codigo(serie: str, peticion: Peticion) -> str:
    """La serie y el radicado; en lo importado también de dónde vino, porque su número se repite."""
    radicado = peticion.radicado
    if radicado.serie.clase == Serie.Clase.IMPORTADA:
        return f"{serie}-{radicado.serie.codigo}-{radicado.impreso}"
    return f"{serie}-{radicado.impreso}"


def _se_cierra(peticion: Peticion, calendario: Calendario) -> date | None:
    if not peticion.esta_cerrada:
        return None
    ultima = peticion.actuaciones.order_by("-orden").values_list("anotada", flat=True).first()
    return dia_de_cierre(en_bogota(ultima or peticion.creada).date(), calendario)
