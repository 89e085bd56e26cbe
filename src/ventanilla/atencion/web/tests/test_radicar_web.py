"""Radicar desde la página: una petición por intención, y nada de lo escrito se pierde."""

import ipaddress
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from ventanilla.atencion.web.reglas.avisos import DATOS_PERSONALES
from ventanilla.atencion.web.servicios.llave import nueva_llave
from ventanilla.atencion.web.servicios.pregunta import _NUMEROS, Pregunta
from ventanilla.atencion.web.tests.conftest import LLENO, PNG
from ventanilla.comun.reloj import ahora
from ventanilla.correspondencia.models import Envio
from ventanilla.directorio.consultas import DatosDeIdentidad, descifrar_propia
from ventanilla.peticiones.models import Peticion


def _identidad(peticion: Peticion) -> DatosDeIdentidad:
    assert peticion.identidad is not None
    return descifrar_propia(peticion.identidad.uuid, bytes(peticion.identidad.cifrado))


def test_quien_llena_lo_necesario_llega_a_su_recibo_con_numero_clave_y_fecha(navegador, lleno):
    respuesta = navegador.post("/radicar/", lleno(), follow=True)
    peticion = Peticion.objects.get()
    numero = peticion.radicado.impreso
    assert respuesta.redirect_chain == [(f"/recibo/{numero}/", 302)]
    pagina = respuesta.content.decode()
    assert numero in pagina
    assert "Su clave para consultarla" in pagina
    assert "Debemos responderle a más tardar el" in pagina
    assert 'data-borrador-listo="radicar"' in pagina
    assert peticion.estado == "radicada"
    assert Envio.objects.get().clase == "acuse"


def test_oprimir_dos_veces_es_una_sola_peticion(navegador, lleno):
    campos = lleno()
    primera = navegador.post("/radicar/", campos)
    segunda = navegador.post("/radicar/", campos)
    assert primera["Location"] == segunda["Location"]
    assert Peticion.objects.count() == 1


def test_dos_pestanas_comparten_la_llave_y_radican_una_sola(navegador):
    una = navegador.get("/radicar/").context["llave"]
    otra = navegador.get("/radicar/").context["llave"]
    for llave in (una, otra):
        navegador.post("/radicar/", {**LLENO, "llave": llave})
    assert Peticion.objects.count() == 1


def test_volver_atras_y_oprimir_de_nuevo_lleva_al_mismo_recibo(navegador):
    llave = navegador.get("/radicar/").context["llave"]
    primera = navegador.post("/radicar/", {**LLENO, "llave": llave})
    atras = navegador.get("/radicar/").context["llave"]
    segunda = navegador.post("/radicar/", {**LLENO, "llave": atras})
    assert primera["Location"] == segunda["Location"]
    assert Peticion.objects.count() == 1


def test_pedir_otra_peticion_desde_el_recibo_da_una_llave_nueva(navegador):
    llave = navegador.get("/radicar/").context["llave"]
    navegador.post("/radicar/", {**LLENO, "llave": llave})
    assert navegador.get("/radicar/?otra=1").context["llave"] != llave


def test_la_misma_llave_con_otro_texto_pregunta_si_quiere_radicar_otra(navegador, lleno):
    campos = lleno()
    navegador.post("/radicar/", campos)
    numero = Peticion.objects.get().radicado.impreso
    campos["texto"] = "Otra cosa distinta: pido una copia del plano."
    respuesta = navegador.post("/radicar/", campos)
    pagina = respuesta.content.decode()
    assert respuesta.status_code == 422
    assert f"Ya radicó una petición con el número {numero}" in pagina
    assert "pido una copia del plano" in pagina
    assert Peticion.objects.count() == 1
    navegador.post("/radicar/", {**campos, "llave": respuesta.context["llave"]})
    assert Peticion.objects.count() == 2


def test_el_formulario_vencido_vuelve_con_lo_escrito_y_sirve_al_oprimir_otra_vez(navegador, lleno):
    vieja = nueva_llave(ahora() - timedelta(hours=24)).ficha
    respuesta = navegador.post("/radicar/", lleno(llave=vieja))
    pagina = respuesta.content.decode()
    assert respuesta.status_code == 422
    assert "por seguridad venció" in pagina
    assert "Todavía no se ha recibido nada" in pagina
    assert LLENO["texto"] in pagina
    assert not Peticion.objects.exists()
    assert navegador.post("/radicar/", lleno(llave=respuesta.context["llave"])).status_code == 302


@pytest.mark.parametrize("llave", ["", "inventada", "W10:1abc:xyz"])
def test_una_llave_inventada_no_radica(navegador, lleno, llave):
    assert navegador.post("/radicar/", lleno(llave=llave)).status_code == 422
    assert not Peticion.objects.exists()


def test_un_formulario_enviado_desde_otro_sitio_no_radica(navegador, lleno):
    respuesta = navegador.post("/radicar/", lleno(), headers={"sec-fetch-site": "cross-site"})
    assert respuesta.status_code == 422
    assert not Peticion.objects.exists()


def test_un_envio_cortado_en_el_camino_no_se_radica_a_medias(navegador, lleno):
    campos = lleno()
    del campos["fin"]
    respuesta = navegador.post("/radicar/", campos)
    assert "llegó incompleto" in respuesta.content.decode()
    assert not Peticion.objects.exists()


def test_sin_galletas_se_radica_igual_y_el_recibo_sale_ahi_mismo(dependencias, series, lleno):
    respuesta = Client().post("/radicar/", lleno())
    pagina = respuesta.content.decode()
    assert respuesta.status_code == 200
    assert Peticion.objects.get().radicado.impreso in pagina
    assert "no guarda galletas" in pagina
    assert 'id="clave"' in pagina


def test_anonimo_no_deja_ningun_dato_aunque_los_haya_escrito_antes(navegador, lleno):
    campos = lleno(tipo="anonimo", correo="", medio_respuesta="consulta", documento="123")
    assert navegador.post("/radicar/", campos).status_code == 302
    peticion = Peticion.objects.get()
    assert peticion.rotulo == "Anónimo"
    assert peticion.identidad is None


def test_identidad_reservada_guarda_los_datos_aparte_y_no_los_muestra(navegador, lleno):
    pagina = navegador.post("/radicar/", lleno(tipo="reservado"), follow=True).content.decode()
    peticion = Peticion.objects.get()
    assert peticion.rotulo == "Identidad reservada"
    assert _identidad(peticion).nombre == "Ana Ficticia"
    assert "Ana Ficticia" not in pagina


def test_la_respuesta_postal_pide_direccion_y_guarda_el_barrio(navegador, lleno):
    campos = lleno(medio_respuesta="postal")
    falta = navegador.post("/radicar/", campos)
    assert falta.context["form"].errors["direccion"]
    campos |= {"direccion": "Calle 1 # 2-3", "barrio": "Belén", "ciudad": "Ibagué"}
    navegador.post("/radicar/", campos)
    datos = _identidad(Peticion.objects.get())
    assert (datos.direccion, datos.ciudad) == ("Calle 1 # 2-3, barrio Belén", "Ibagué")


def test_la_empresa_en_registro_mercantil_debe_dar_correo(navegador, lleno):
    campos = lleno(
        tipo="juridica", en_registro_mercantil="on", correo="", medio_respuesta="consulta"
    )
    assert "CPACA" in str(navegador.post("/radicar/", campos).context["form"].errors["correo"])


def test_se_guarda_que_aviso_se_mostro_con_su_version_su_huella_y_cuando(navegador, lleno):
    navegador.post("/radicar/", lleno(autoriza_notificacion="on", prioridad="discapacidad"))
    guardado = Peticion.objects.get().autorizaciones
    assert set(guardado) == {"aviso_privacidad", "dato_sensible", "notificacion_correo"}
    privacidad = guardado["aviso_privacidad"]
    assert privacidad["version"] == DATOS_PERSONALES.version
    assert privacidad["sha256"] == DATOS_PERSONALES.sha256
    assert privacidad["momento"].endswith("-05:00")


def test_los_archivos_quedan_como_anexos_numerados_y_sin_su_nombre(navegador, lleno):
    archivos = [
        SimpleUploadedFile("cédula de Ana.png", PNG, "image/png"),
        SimpleUploadedFile("../../etc/passwd.txt", b"hola", "text/plain"),
    ]
    pagina = navegador.post("/radicar/", lleno(anexos=archivos), follow=True).content.decode()
    assert [str(a) for a in Peticion.objects.get().anexos.all()] == ["anexo-1.png", "anexo-2.txt"]
    assert "1 foto y 1 documento" in pagina
    assert "passwd" not in pagina


def test_cuando_hay_errores_dice_que_archivos_volver_a_adjuntar(navegador, lleno):
    archivo = SimpleUploadedFile("plano.png", PNG, "image/png")
    pagina = navegador.post("/radicar/", lleno(texto="", anexos=[archivo])).content.decode()
    assert "Vuelva a adjuntar sus archivos" in pagina
    assert "plano.png" in pagina


def test_el_senuelo_lleno_no_impide_radicar_pero_queda_por_verificar(navegador, lleno):
    navegador.post("/radicar/", lleno(sitio_web="http://ejemplo.com"))
    assert Peticion.objects.get().estado == "por_verificar"


def test_llenar_la_pagina_en_un_instante_queda_por_verificar(navegador, lleno):
    navegador.post("/radicar/", lleno(llave=nueva_llave(ahora()).ficha))
    assert Peticion.objects.get().estado == "por_verificar"


class TestMuchasDesdeUnaDireccion:
    """Por encima del límite se pregunta algo en palabras; nunca se niega la recepción."""

    @pytest.fixture(autouse=True)
    def _limite(self, settings):
        settings.VENTANILLA_LIMITE_RADICACION = 1

    @pytest.fixture
    def preguntado(self, navegador, lleno):
        navegador.post("/radicar/", lleno())
        campos = lleno(texto="La segunda de esta hora")
        respuesta = navegador.post("/radicar/", campos)
        assert respuesta.status_code == 422
        assert "¿Cuánto es" in respuesta.content.decode()
        assert Peticion.objects.count() == 1
        return campos, respuesta.context["pregunta"]

    def _suma(self, pregunta: Pregunta) -> int:
        uno, otro = (
            _NUMEROS.index(p)
            for p in pregunta.texto.removeprefix("¿Cuánto es ").rstrip("?").split(" más ")
        )
        return uno + otro

    @pytest.mark.parametrize("en_letras", [False, True])
    def test_quien_responde_bien_radica_normal(self, navegador, preguntado, en_letras):
        campos, pregunta = preguntado
        suma = self._suma(pregunta)
        campos |= {
            "pregunta": pregunta.ficha,
            "respuesta_humana": _NUMEROS[suma].upper() if en_letras else str(suma),
        }
        assert navegador.post("/radicar/", campos).status_code == 302
        assert Peticion.objects.latest("id").estado == "radicada"

    @pytest.mark.parametrize("respuesta", ["", "no sé", "99"])
    def test_quien_no_puede_responder_queda_recibido_por_verificar(
        self, navegador, preguntado, respuesta
    ):
        campos, pregunta = preguntado
        campos |= {"pregunta": pregunta.ficha, "respuesta_humana": respuesta}
        assert navegador.post("/radicar/", campos).status_code == 302
        assert Peticion.objects.latest("id").estado == "por_verificar"

    def test_una_respuesta_buena_no_sirve_para_la_peticion_siguiente(
        self, navegador, preguntado, lleno
    ):
        _, pregunta = preguntado
        otra = lleno(texto="La tercera", pregunta=pregunta.ficha)
        otra["respuesta_humana"] = str(self._suma(pregunta))
        assert navegador.post("/radicar/", otra).status_code == 302
        assert Peticion.objects.latest("id").estado == "por_verificar"

    def test_en_una_sede_conocida_no_se_pregunta(self, navegador, lleno, settings):
        settings.VENTANILLA_SEDES = (ipaddress.ip_network("127.0.0.0/8"),)
        for i in range(3):
            respuesta = navegador.post("/radicar/", lleno(texto=f"Petición {i} del punto digital"))
            assert respuesta.status_code == 302
        assert {p.estado for p in Peticion.objects.all()} == {"radicada"}

    def test_repetir_la_misma_no_cuenta_como_otra(self, navegador, lleno):
        campos = lleno()
        for _ in range(3):
            assert navegador.post("/radicar/", campos).status_code == 302
        assert Peticion.objects.count() == 1
