"""Lo que axe encuentra en una página abierta en el navegador."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

GRAVES = ("serious", "critical")


def hallazgos(pagina: Page) -> list[dict[str, Any]]:
    """Cada regla que la página incumple, con sus elementos.

    Espera a que termine de cargar: después de un botón, el navegador ya cambió de documento pero
    puede no haber leído su primer elemento, y axe no tiene qué mirar.
    """
    pagina.wait_for_load_state()
    violaciones: list[dict[str, Any]] = Axe().run(pagina).response["violations"]
    return violaciones


def graves(pagina: Page) -> list[str]:
    """Lo que axe llama serio o crítico: la regla y el primer elemento que la incumple."""
    return [
        f"{v['id']}: {v['nodes'][0]['html'][:120]}"
        for v in hallazgos(pagina)
        if v["impact"] in GRAVES
    ]
