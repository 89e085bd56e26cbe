"""Pasar de una página a otra en el navegador, y esperar lo que hace, sin adelantarse a ella."""

import time

from playwright.sync_api import Locator, Page

# En segundos: con la máquina ocupada, lo que se mide no es la prisa.
PACIENCIA = 90


def tocar(que: Locator) -> None:
    """Toca un enlace o un botón que lleva a otra página y espera a que llegue.

    «Llegar» es que el documento nuevo haya cargado entero y sus guiones hayan corrido: lo que se haga
    después (escribir, mirar, oprimir una tecla) ya encuentra quien lo atienda. Sin esto, lo siguiente
    puede caer en la página vieja, o en la nueva cuando todavía nadie la escucha.
    """
    with que.page.expect_navigation():
        que.click()


def esperar_que(pagina: Page, condicion: str) -> None:
    """Espera a que esa expresión de JavaScript sea cierta en la página ya cargada.

    No es `wait_for_function`: esa vuelve a mirar con `eval` dentro de la página, y la política de
    contenido se lo prohíbe; solo sirve si la condición ya se cumplía.
    """
    limite = time.monotonic() + PACIENCIA
    while not pagina.evaluate(condicion):
        assert time.monotonic() < limite, condicion
        pagina.wait_for_timeout(50)
