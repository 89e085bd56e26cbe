"""Lo que se escribe al cerrar una dependencia, para sus pruebas."""

from typing import Any

from ventanilla.comun.reloj import hoy
from ventanilla.directorio.models import Nombramiento

PAGINA = "/trabajo/dependencias/1500/cerrar/"


def datos(dependencias: Any, **cambios: object) -> dict[str, object]:
    """El formulario de cerrar Infraestructura y pasar lo suyo a Hacienda."""
    return {
        "que": "unir",
        "sucesora": dependencias.hacienda.pk,
        "acto": "Acuerdo 5 de 2026",
        "desde": hoy().isoformat(),
        "confirmo": "on",
        **{f"cargo_{n.pk}": "termina" for n in de_su_gente()},
        **cambios,
    }


def de_su_gente() -> list[Nombramiento]:
    """Los cargos de quienes trabajan en Infraestructura."""
    return list(Nombramiento.objects.filter(dependencia__codigo="1500"))
