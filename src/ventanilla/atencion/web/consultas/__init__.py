"""Lecturas del canal web."""

from typing import Any

from ventanilla.comun.reloj import en_bogota
from ventanilla.peticiones.models import Peticion


def resumen_publico(peticion: Peticion) -> dict[str, Any]:
    """Lo que la API muestra de una petición a quien trae su clave (JSON)."""
    respuesta = peticion.plazos.filter(clase="respuesta").first()
    return {
        "radicado": peticion.radicado.impreso,
        "asunto": peticion.asunto,
        "clase": peticion.clase,
        "estado": peticion.estado,
        "estado_texto": peticion.get_estado_display(),
        "momento": en_bogota(peticion.radicado.momento_recepcion).isoformat(timespec="seconds"),
        "vence": respuesta.fecha_vence.isoformat() if respuesta and respuesta.fecha_vence else None,
        "dependencia": peticion.dependencia.nombre if peticion.dependencia else "",
        "actuaciones": [
            {
                "tipo": a.tipo,
                "texto": a.get_tipo_display(),
                "momento": en_bogota(a.momento).isoformat(timespec="seconds"),
                "dependencia": a.dependencia,
            }
            for a in peticion.actuaciones.filter(es_publica=True)
        ],
    }
