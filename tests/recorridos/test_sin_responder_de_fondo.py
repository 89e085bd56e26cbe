"""Dos finales sin respuesta de fondo: el traslado a otra autoridad y el desistimiento tácito."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.navegador import tocar
from tests.recorridos.conftest import Sitio
from tests.recorridos.pasos import (
    CELULAR,
    abrir,
    apretar,
    bajar,
    consultar,
    correo,
    entrar,
    mirar,
    texto_del_correo,
    ventana,
)
from ventanilla.documentos.tests.lectura import texto_de

pytestmark = [pytest.mark.lenta, pytest.mark.navegador]
AJENA = "Derrumbe en la vía nacional"
INCOMPLETA = "Poda de un árbol"
FALTA = "Díganos en qué calle está el árbol."
# La hora la recibe cada servicio: así una petición puede haber llegado hace tres meses.
RADICAR = """
from datetime import timedelta
from ventanilla.comun.actores import CIUDADANIA
from ventanilla.comun.reloj import ahora
from ventanilla.directorio.consultas import actor_de
from ventanilla.conftest import dejar
from ventanilla.directorio.models import Dependencia, Usuario
from ventanilla.peticiones.models import Peticion
from ventanilla.peticiones.reglas.solicitud import Solicitante, Solicitud
from ventanilla.peticiones.servicios.radicar import radicar
from ventanilla.peticiones.servicios.requerir import requerir
momento = ahora() - timedelta(days={dias})
ana = Solicitante(nombre="Ana Prueba Ficticia", correo="ana@ejemplo.com")
r = radicar(Solicitud(clase="peticion", asunto="{asunto}", texto="Pido que vengan a verlo.",
    solicitante=ana, medio_respuesta="correo"), actor=CIUDADANIA, ahora=momento)
dejar(r.peticion, dependencia=Dependencia.objects.get(codigo="1500"))
p = Peticion.objects.select_related("radicado__serie", "dependencia").get(pk=r.peticion.pk)
if "{falta}":
    despues = momento + timedelta(days=2)
    beto = actor_de(Usuario.objects.get(email="beto@ejemplo.gov.co"), despues)
    requerir(p, falta="{falta}", actor=beto, ahora=despues)
print(r.radicado.impreso, r.clave)
"""


def _radicada(sitio: Sitio, asunto: str, *, dias: int = 0, falta: str = "") -> tuple[str, str]:
    guion = RADICAR.format(asunto=asunto, dias=dias, falta=falta)
    hecho = sitio.servidor.orden("django", "shell", "-v", "0", "-c", guion)
    assert hecho.returncode == 0, hecho.stderr
    radicado, clave = hecho.stdout.split()
    return radicado, clave


def _confirmar(pagina: Page, boton: str) -> None:
    apretar(pagina, "Ver cómo queda")
    expect(pagina.get_by_role("heading", level=1)).to_contain_text("así queda")
    mirar(pagina)
    apretar(pagina, boton)


def test_la_que_no_es_de_la_alcaldia_se_traslada_y_la_persona_sabe_a_quien(
    sitio: Sitio, chromium: Browser
) -> None:
    radicado, clave = _radicada(sitio, AJENA)
    diego = entrar(chromium, sitio.servidor, "diego")
    abrir(diego, "dependencia", AJENA)
    tocar(diego.get_by_role("link", name="Trasladar a otra autoridad"))
    mirar(diego)
    diego.get_by_label("Nombre de la autoridad").fill("Instituto Nacional de Vías")
    diego.get_by_label("Correo para recibir peticiones").fill("peticiones@invias.example")
    diego.get_by_label("¿Por qué le toca a esa autoridad?").fill("La vía es de la nación.")
    apretar(diego, "Ver cómo queda")
    apretar(diego, "Cambiar algo")
    razon = diego.get_by_label("¿Por qué le toca a esa autoridad?")
    expect(razon).to_have_value("La vía es de la nación.")
    razon.fill("La vía es de la red nacional de carreteras.")
    _confirmar(diego, "Firmar y trasladar")
    expect(diego.get_by_text("Trasladada a Instituto Nacional de Vías.")).to_be_visible()
    mirar(diego)
    expect(diego.get_by_role("link", name="Escribir la respuesta")).to_have_count(0)

    remision = correo(sitio, f"Traslado por competencia: petición {radicado}", diego)
    assert remision["To"] == "peticiones@invias.example"
    oficio, peticion = remision.iter_attachments()
    assert "red nacional de carreteras" in texto_de(oficio.get_content())
    assert "Pido que vengan a verlo." in texto_de(peticion.get_content())

    ana = ventana(chromium, sitio.servidor, ancho=CELULAR)
    aviso = correo(sitio, f"Enviamos su petición {radicado} a Instituto Nacional de Vías", ana)
    assert aviso["To"] == "ana@ejemplo.com"
    assert "peticiones@invias.example" in texto_del_correo(aviso)
    consultar(ana, radicado, clave, AJENA)
    expect(
        ana.get_by_role("heading", name="La enviamos a Instituto Nacional de Vías")
    ).to_be_visible()
    mirar(ana)
    enlace = ana.get_by_role("link", name="Descargar el oficio").get_attribute("href") or ""
    assert bajar(ana, enlace) == oficio.get_content()
    _probar_el_libro(sitio)


def test_la_que_nunca_se_completo_se_archiva_con_su_acto(sitio: Sitio, chromium: Browser) -> None:
    radicado, clave = _radicada(sitio, INCOMPLETA, dias=90, falta=FALTA)
    beto = entrar(chromium, sitio.servidor, "beto", ancho=CELULAR)
    abrir(beto, "dependencia", INCOMPLETA)
    expect(beto.get_by_role("link", name="Declarar el desistimiento tácito")).to_have_count(0)
    diego = entrar(chromium, sitio.servidor, "diego")
    abrir(diego, "dependencia", INCOMPLETA)
    mirar(diego)
    tocar(diego.get_by_role("link", name="Declarar el desistimiento tácito"))
    mirar(diego)
    _confirmar(diego, "Firmar el acto y notificar")
    expect(diego.get_by_text("Desistimiento declarado.")).to_be_visible()
    mirar(diego)

    ana = ventana(chromium, sitio.servidor, ancho=CELULAR)
    aviso = correo(sitio, f"Archivamos su petición {radicado} porque no la completó", ana)
    (acto,) = aviso.iter_attachments()
    leido = texto_de(acto.get_content())
    assert FALTA in leido
    assert "reposición" in leido
    consultar(ana, radicado, clave, INCOMPLETA)
    mirar(ana)
    expect(ana.get_by_role("heading", name="La archivamos porque no se completó")).to_be_visible()
    enlace = ana.get_by_role("link", name="Descargar el oficio").get_attribute("href") or ""
    assert bajar(ana, enlace) == acto.get_content()
    ana.get_by_text("Volver a pedirlo").click()
    tocar(ana.get_by_role("link", name="Escribirla otra vez"))
    expect(ana.get_by_text(radicado).first).to_be_visible()
    _probar_el_libro(sitio)


def _probar_el_libro(sitio: Sitio) -> None:
    revisado = sitio.servidor.orden("verificar")
    assert revisado.returncode == 0, revisado.stdout + revisado.stderr
