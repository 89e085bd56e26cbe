"""Las cifras de arriba."""

from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from ventanilla.bandeja.consultas.cifras import Cifras
from ventanilla.bandeja.consultas.filtros import CON_SU_ESTADO
from ventanilla.bandeja.consultas.lista import (
    Filtro,
)
from ventanilla.comun.calendario import Calendario
from ventanilla.comun.fechas import dias
from ventanilla.comun.reloj import en_bogota
from ventanilla.terminos.restantes import dias_que_faltan


def tarjetas(
    cuenta: Cifras, filtro: Filtro, momento: datetime, calendario: Calendario, alerta: int
) -> list[dict[str, Any]]:
    """Las cifras de arriba; cada una abre lo que cuenta."""
    detalle = ""
    if cuenta.mas_antigua is not None:
        # El instante guardado es exclusivo: el último día a tiempo es el anterior.
        ultimo = en_bogota(cuenta.mas_antigua - timedelta(microseconds=1)).date()
        atraso = -min(-1, dias_que_faltan(ultimo, momento, calendario))
        detalle = f"la más antigua, hace {dias(atraso, habiles=True)}"
    pronto = f"{'vence' if cuenta.por_vencer == 1 else 'vencen'} en {dias(alerta, habiles=True)}"
    pasadas = "vencida" if cuenta.vencidas == 1 else "vencidas"
    datos = [
        ("vencidas", "mal", "triangulo", cuenta.vencidas, pasadas, detalle),
        ("por_vencer", "alerta", "circulo", cuenta.por_vencer, pronto, "o menos"),
        ("a_tiempo", "bien", "visto", cuenta.a_tiempo, "a tiempo", ""),
        (
            "por_decidir",
            "alerta",
            "alerta",
            cuenta.por_decidir,
            "por decidir",
            "no contestaron a tiempo",
        ),
        ("en_espera", "", "pausa", cuenta.en_espera, "en espera de la persona", ""),
    ]
    # «Por decidir» casi nunca hay; en las vistas de un solo estado, nada espera a la persona.
    sobran = {"por_decidir"} | ({"en_espera"} if filtro.vista in CON_SU_ESTADO else set())
    return [
        {
            "tono": tono,
            "figura": figura,
            "cuantas": cuantas,
            "texto": texto,
            "detalle": extra,
            "url": "?" + urlencode({"vista": filtro.vista, "semaforo": codigo}),
            "actual": codigo == filtro.semaforo,
        }
        for codigo, tono, figura, cuantas, texto, extra in datos
        if cuantas or codigo == filtro.semaforo or codigo not in sobran
    ]
