"""Lo que axe encuentra en una página abierta en el navegador."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.navegador import esperar_que

QUIETA = "document.fonts.status === 'loaded' && document.getAnimations().length === 0"
GRAVES = ("serious", "critical")


def hallazgos(pagina: Page) -> list[dict[str, Any]]:
    """Cada regla que la página incumple, con sus elementos.

    Espera a que termine de cargar, con su letra, y a que nada esté cambiando de color: después de un
    botón, el navegador ya cambió de documento pero puede no haber leído su primer elemento, y lo que
    quedó bajo el puntero pasa por colores que no contrastan.
    """
    pagina.wait_for_load_state()
    esperar_que(pagina, QUIETA)
    violaciones: list[dict[str, Any]] = Axe().run(pagina).response["violations"]
    return violaciones


def graves(pagina: Page) -> list[str]:
    """Lo que axe llama serio o crítico: la regla y el primer elemento que la incumple."""
    return [
        f"{v['id']}: {v['nodes'][0]['html'][:120]}"
        for v in hallazgos(pagina)
        if v["impact"] in GRAVES
    ]
