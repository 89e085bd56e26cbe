"""Responder a destiempo: cada caso dice qué hacer, nada se pierde y nada sale dos veces."""

from datetime import timedelta

import pytest
from django.urls import reverse

from ventanilla.comun.reloj import ahora
from ventanilla.correspondencia.models import Contador
from ventanilla.peticiones.models import Peticion, Respuesta
from ventanilla.peticiones.servicios.componer import componer_respuesta
from ventanilla.peticiones.servicios.despachar import despachar
from ventanilla.peticiones.servicios.firmar import firmar
from ventanilla.peticiones.servicios.notificar import notificar_por_acceso
from ventanilla.peticiones.servicios.responder import guardar_borrador, texto_de

pytestmark = pytest.mark.django_db
MIO = "Lo que yo escribí con cuidado."


def _leida(p: Peticion) -> Peticion:
    return Peticion.objects.select_related("radicado__serie", "dependencia", "identidad").get(
        pk=p.pk
    )


def _escrito(version: int, texto: str = MIO) -> dict[str, str]:
    return {"asunto": "A", "texto": texto, "version": str(version)}


@pytest.fixture
def borrador(peticion, beto, como):
    """Una petición con un borrador guardado por Beto, en su versión 1."""
    p = peticion()
    guardar_borrador(p, asunto="", texto="De Beto.", version=0, actor=como(beto), ahora=ahora())
    return _leida(p)


def _ruta(nombre: str, p: Peticion) -> str:
    return reverse(f"peticiones:{nombre}", args=[p.uuid])


def test_dos_que_escriben_a_la_vez_ven_los_dos_textos(borrador, beto, diego, entrar) -> None:
    ruta = _ruta("escribir", borrador)
    assert entrar(beto).post(ruta, _escrito(1, "De Beto, corregido.")).status_code == 302
    navegador = entrar(diego)
    r = navegador.post(ruta, _escrito(1))
    pagina = r.content.decode()
    assert r.status_code == 409
    assert MIO in pagina
    assert "De Beto, corregido." in pagina
    assert "Lo que guardó Beto Ficticio" in pagina
    assert texto_de(Respuesta.objects.get()) == "De Beto, corregido."
    assert 'name="version" value="2"' in pagina
    assert navegador.post(ruta, _escrito(2)).status_code == 302
    assert texto_de(Respuesta.objects.get()) == MIO


def test_firmada_mientras_se_escribia_devuelve_el_texto(
    borrador, beto, diego, como, entrar
) -> None:
    firmar(borrador, version=1, actor=como(diego), ahora=ahora())
    r = entrar(beto).post(_ruta("escribir", borrador), _escrito(1))
    assert r.status_code == 409
    assert MIO in r.content.decode()
    assert "ya está firmada" in r.content.decode()
    solo = entrar(beto).post(
        _ruta("autoguardar", borrador), _escrito(1), HTTP_ACCEPT="application/json"
    )
    assert solo.status_code == 422
    assert "firmada" in solo.json()["mensaje"]
    assert texto_de(Respuesta.objects.get()) == "De Beto."


def test_una_cerrada_no_se_responde_otra_vez_y_dice_que_hacer(
    borrador, beto, diego, como, entrar
) -> None:
    r = firmar(borrador, version=1, actor=como(diego), ahora=ahora())
    componer_respuesta(r.pk, ahora=ahora())
    despachar(_leida(borrador), medio="consulta", actor=como(beto), ahora=ahora())
    assert notificar_por_acceso(_leida(borrador), ahora=ahora())
    otra_vez = entrar(beto).post(_ruta("escribir", borrador), _escrito(1))
    assert otra_vez.status_code == 409
    assert MIO in otra_vez.content.decode()
    assert "ya está cerrada" in otra_vez.content.decode()
    navegador = entrar(diego)
    for nombre, datos in (("firmar", {"version": "1"}), ("despachar", {"medio": "consulta"})):
        pagina = navegador.post(_ruta(nombre, borrador), datos, follow=True)
        assert "cerrada" in pagina.content.decode()
    assert Contador.objects.get(serie__codigo="salida").ultimo == 1


def test_dos_toques_en_firmar_dan_un_solo_numero(borrador, diego, entrar) -> None:
    navegador = entrar(diego)
    for _ in range(2):
        pagina = navegador.post(_ruta("firmar", borrador), {"version": "1"}, follow=True)
    assert "ya está firmada" in pagina.content.decode()
    assert Contador.objects.get(serie__codigo="salida").ultimo == 1
    assert borrador.actuaciones.filter(tipo="firmada").count() == 1


def test_el_jefe_cuyo_cargo_termino_ayer_no_firma_y_el_borrador_sigue(
    borrador, diego, beto, entrar
) -> None:
    diego.nombramientos.update(hasta=(ahora() - timedelta(days=1)).date())
    assert entrar(diego).post(_ruta("firmar", borrador), {"version": "1"}).status_code == 403
    assert texto_de(Respuesta.objects.get()) == "De Beto."
    pagina = entrar(beto).post(_ruta("firmar", borrador), {"version": "1"}, follow=True)
    assert "Firma el jefe de la dependencia" in pagina.content.decode()
    assert not Contador.objects.filter(serie__codigo="salida", ultimo__gt=0).exists()


def test_a_quien_le_quitan_el_cargo_escribiendo_se_le_devuelve_el_texto(
    borrador, beto, entrar
) -> None:
    navegador = entrar(beto)
    beto.nombramientos.update(hasta=(ahora() - timedelta(days=1)).date())
    r = navegador.post(_ruta("escribir", borrador), _escrito(1))
    assert r.status_code == 403
    assert MIO in r.content.decode()
    assert "cópielo antes de salir" in r.content.decode()
    assert texto_de(Respuesta.objects.get()) == "De Beto."
