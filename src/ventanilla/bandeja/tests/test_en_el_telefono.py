"""La bandeja en un teléfono: se ordena, y nadie queda afuera."""

import pytest
from django.conf import settings
from playwright.sync_api import Browser, expect
from tests.accesibilidad import graves
from tests.navegador import tocar

pytestmark = [pytest.mark.lenta, pytest.mark.navegador, pytest.mark.django_db(transaction=True)]


def test_sin_titulos_de_columna_a_la_vista_tambien_se_ordena(
    live_server, chromium: Browser, peticion, beto, entrar
) -> None:
    primera, segunda = peticion(), peticion()
    sesion = entrar(beto).cookies[settings.SESSION_COOKIE_NAME].value
    contexto = chromium.new_context(viewport={"width": 375, "height": 800})
    contexto.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": sesion, "url": live_server.url}]
    )
    pagina = contexto.new_page()
    pagina.goto(f"{live_server.url}/trabajo/?vista=dependencia")
    ordenar = pagina.get_by_role("link", name="Radicado", exact=True)
    tarjetas = pagina.locator("[data-fila]")
    for esperadas in ((primera, segunda), (segunda, primera)):
        tocar(ordenar)
        for tarjeta, p in zip((tarjetas.first, tarjetas.last), esperadas, strict=True):
            expect(tarjeta).to_contain_text(p.radicado.impreso)
    assert graves(pagina) == []
    assert not pagina.evaluate("document.documentElement.scrollWidth > innerWidth")
    contexto.close()
