"""Lo que se lee en cada fila de la bandeja."""

from datetime import datetime
from typing import Any

from django.core.paginator import Page

from ventanilla.comun.calendario import Calendario
from ventanilla.correspondencia.models import Serie
from ventanilla.peticiones.consultas.espera import espera_a_la_persona, no_contesto
from ventanilla.peticiones.consultas.estados import estado_de
from ventanilla.peticiones.models import Estado, Peticion
from ventanilla.peticiones.models.peticion import ESPERAN
from ventanilla.terminos.computar import clases
from ventanilla.terminos.restantes import dias_que_faltan

RELOJES = {
    "competencia": "Decidir competencia",
    "respuesta": "Responder",
    # La luz ya dice que se espera a la persona; la fecha es hasta cuándo tiene.
    "complemento": "",
    "aclaracion": "",
    "entrega_por_silencio": "Entregar lo pedido, por no responder a tiempo",
}


# Pasó el plazo de la persona: lo que sigue lo hace la entidad (CPACA arts. 17 y 19).
DECIDA = {
    Estado.REQUERIDA: "No la completó: decida el desistimiento",
    Estado.POR_ACLARAR: "No la aclaró: decida el archivo",
}


def filas(
    pagina: Page[Peticion], momento: datetime, calendario: Calendario
) -> list[dict[str, Any]]:
    """Cada petición con su semáforo y las palabras que se leen."""
    nombres = {c.codigo: c.nombre for c in clases()}
    return [
        {
            "peticion": p,
            "clase": nombres.get(p.clase, p.clase),
            "origen": p.radicado.serie.nombre
            if p.radicado.serie.clase == Serie.Clase.IMPORTADA
            else p.get_canal_display(),
            "reloj": RELOJES.get(p.vence_clase, "") if p.vence_clase != "respuesta" else "",
            **de_la_persona(p, momento),
            **luz_de(p, momento, calendario),
            **estado_de(p, momento),
        }
        for p in pagina
    ]


def de_la_persona(peticion: Peticion, momento: datetime) -> dict[str, Any]:
    """Qué decidir porque no contestó; o hasta cuándo tiene, si entre tanto el término corre."""
    if no_contesto(peticion, momento):
        return {"decida": DECIDA[Estado(peticion.estado)]}
    corre = peticion.estado in ESPERAN and not espera_a_la_persona(peticion)
    return {"tiene_hasta": peticion.persona_hasta if corre else None}


def luz_de(peticion: Peticion, momento: datetime, calendario: Calendario) -> dict[str, Any]:
    """Lo que el semáforo necesita: días hábiles que faltan, o por qué no corre."""
    if peticion.esta_cerrada:
        return {"dias": None, "suspendida": "", "vencida": False, "cerrada": "Cerrada"}
    espera = espera_a_la_persona(peticion)
    if espera and no_contesto(peticion, momento):
        # Nada le corre a la entidad: en vez de una luz, lo que falta es decidir.
        return {"dias": None, "suspendida": "", "cerrada": "", "por_decidir": True}
    vencida = peticion.vence_momento is not None and peticion.vence_momento <= momento
    return {
        "dias": dias_que_faltan(peticion.vence, momento, calendario) if peticion.vence else None,
        "suspendida": "Espera a la persona" if espera else "",
        "vencida": vencida,
        "cerrada": "",
    }
