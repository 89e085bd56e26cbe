"""Consultar con número y clave: abre a quien la trae y no le dice nada a quien adivina."""

import pytest
from django.test import Client

from ventanilla.atencion.web.servicios.intentos import FALLOS_POR_HORA
from ventanilla.comun.actores import CIUDADANIA
from ventanilla.comun.identificadores import agrupar
from ventanilla.comun.reloj import ahora
from ventanilla.conftest import PEDIDO
from ventanilla.peticiones.servicios.renovar_clave import renovar_clave

API = "/api/v1/peticiones/{}"


@pytest.fixture
def abierta(radicada):
    """Una petición y un navegador que la abrió con su clave."""
    r = radicada()
    cliente = Client(raise_request_exception=False)
    respuesta = cliente.post(
        "/consultar/", {"radicado": r.radicado.impreso, "clave": agrupar(r.clave).lower()}
    )
    assert respuesta["Location"] == f"/mi-peticion/{r.radicado.impreso}/"
    return cliente, r


def test_con_la_clave_en_grupos_y_minusculas_se_abre_la_peticion(abierta):
    cliente, r = abierta
    pagina = cliente.get(f"/mi-peticion/{r.radicado.impreso}/").content.decode()
    assert PEDIDO.asunto in pagina
    assert "Dirección de Atención al Ciudadano" in pagina
    assert "Quedan" in pagina
    assert "La recibimos" in pagina


def test_el_numero_vale_sin_los_ceros(radicada):
    r = radicada()
    corto = f"{r.radicado.vigencia}-{r.radicado.consecutivo}"
    respuesta = Client().post("/consultar/", {"radicado": corto, "clave": r.clave})
    assert respuesta["Location"] == f"/mi-peticion/{r.radicado.impreso}/"


def test_numero_desconocido_y_clave_errada_responden_lo_mismo(radicada):
    r = radicada()
    cliente = Client()
    errada = {"radicado": r.radicado.impreso, "clave": "0000 0000 0000 0000"}
    desconocido = {"radicado": "2026-999999", "clave": r.clave}
    paginas = []
    for datos in (errada, desconocido):
        respuesta = cliente.post("/consultar/", datos)
        assert respuesta.status_code == 422
        assert not cliente.cookies.get("accesos")
        paginas.append(respuesta.context["form"].non_field_errors())
    assert paginas[0] == paginas[1]


def test_vacio_dice_que_falta_en_cada_campo(entidad):
    respuesta = Client().post("/consultar/", {})
    assert set(respuesta.context["form"].errors) == {"radicado", "clave"}


@pytest.mark.parametrize("malo", ["\x00", "a\x00b", "\u202e", "x" * 5000, "😀", "<script>"])
def test_lo_enredado_nunca_rompe_la_consulta(entidad, malo):
    cliente = Client(raise_request_exception=False)
    assert cliente.post("/consultar/", {"radicado": malo, "clave": malo}).status_code == 422
    assert cliente.get(API.format("1"), headers={"X-Clave": "ñ"}).status_code == 404


def test_muchos_fallos_piden_esperar_y_la_clave_buena_sigue_abriendo(radicada):
    r = radicada()
    cliente = Client()
    mala = {"radicado": r.radicado.impreso, "clave": "mala"}
    for _ in range(FALLOS_POR_HORA):
        assert cliente.post("/consultar/", mala).status_code == 422
    respuesta = cliente.post("/consultar/", mala)
    assert respuesta.status_code == 429
    assert 0 < int(respuesta["Retry-After"]) <= 3600
    assert "minuto" in respuesta.content.decode()
    # El mismo número desde otra dirección también espera: el límite es de los dos.
    otra = Client(REMOTE_ADDR="198.51.100.9")
    assert otra.post("/consultar/", mala).status_code == 429
    api = otra.get(API.format(r.radicado.impreso), headers={"X-Clave": "mala"})
    assert api.status_code == 429
    assert int(api["Retry-After"]) > 0
    buena = {"radicado": r.radicado.impreso, "clave": r.clave}
    assert cliente.post("/consultar/", buena).status_code == 302


def test_salir_cierra_lo_abierto_en_este_navegador(abierta):
    cliente, r = abierta
    cliente.post("/consultar/salir/")
    respuesta = cliente.get(f"/mi-peticion/{r.radicado.impreso}/")
    assert respuesta["Location"] == f"/consultar/?radicado={r.radicado.impreso}"


def test_sin_acceso_se_pide_la_clave_con_el_numero_escrito_exista_o_no(radicada):
    r = radicada()
    for numero in (r.radicado.impreso, "2026-999999"):
        for ruta in ("recibo", "mi-peticion"):
            respuesta = Client().get(f"/{ruta}/{numero}/")
            assert respuesta["Location"] == f"/consultar/?radicado={numero}"
    pagina = Client().get(f"/consultar/?radicado={r.radicado.impreso}").content.decode()
    assert f'value="{r.radicado.impreso}"' in pagina


def test_la_galleta_de_una_peticion_no_abre_otra(abierta, radicada):
    cliente, _ = abierta
    ajena = radicada(texto="De otra persona")
    assert cliente.get(f"/mi-peticion/{ajena.radicado.impreso}/").status_code == 302


def test_ni_la_clave_ni_lo_personal_quedan_en_direcciones_ni_en_memoria(abierta):
    cliente, r = abierta
    respuesta = cliente.get(f"/recibo/{r.radicado.impreso}/")
    assert respuesta["Referrer-Policy"] == "no-referrer"
    assert "no-store" in respuesta["Cache-Control"]
    pagina = respuesta.content.decode()
    assert 'name="robots" content="noindex"' in pagina
    assert agrupar(r.clave) in pagina
    assert f"={r.clave}" not in pagina
    assert f"/{r.clave}" not in pagina


def test_si_la_clave_cambio_lo_abierto_con_la_de_antes_se_cierra(abierta):
    cliente, r = abierta
    nueva = renovar_clave(r.peticion, actor=CIUDADANIA, ahora=ahora(), medio="correo")
    ruta = f"/recibo/{r.radicado.impreso}/"
    assert cliente.get(ruta)["Location"].startswith("/consultar/")
    cliente.post("/consultar/", {"radicado": r.radicado.impreso, "clave": nueva})
    assert agrupar(nueva) in cliente.get(ruta).content.decode()


@pytest.mark.parametrize("metodo", ["get", "put", "delete"])
def test_salir_y_avisar_solo_por_post(abierta, metodo):
    cliente, r = abierta
    numero = r.radicado.impreso
    for ruta in ("/consultar/salir/", f"/mi-peticion/{numero}/no-me-han-respondido/"):
        assert getattr(cliente, metodo)(ruta).status_code == 405


def test_los_formularios_con_sesion_exigen_su_ficha_y_entienden_el_origen_nulo(radicada):
    r = radicada()
    cliente = Client(enforce_csrf_checks=True)
    datos = {"radicado": r.radicado.impreso, "clave": r.clave}
    assert cliente.post("/consultar/", datos).status_code == 403
    cliente.get("/consultar/")
    datos["csrfmiddlewaretoken"] = cliente.cookies["csrftoken"].value
    ajeno = {"origin": "null", "sec-fetch-site": "cross-site"}
    assert cliente.post("/consultar/", datos, headers=ajeno).status_code == 403
    # Con «no-referrer» el navegador manda Origin null desde nuestra propia página.
    propio = {"origin": "null", "sec-fetch-site": "same-origin"}
    assert cliente.post("/consultar/", datos, headers=propio).status_code == 302
