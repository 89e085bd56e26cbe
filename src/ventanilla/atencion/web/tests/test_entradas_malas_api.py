"""Lo que llega mal por la API: una frase por campo, nada escrito a medias y nunca un 500."""

import hashlib
import ipaddress
import json
import uuid
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from ventanilla.archivo.consultas import existe
from ventanilla.atencion.web.tests.conftest import PNG
from ventanilla.atencion.web.tests.enredos import DIEZ_MB, ENREDOS, nada_escrito
from ventanilla.peticiones.models import Peticion

API = "/api/v1/peticiones"


@pytest.fixture
def api(dependencias, series):
    """`api(**cambios)`: radica por la API y devuelve la respuesta."""
    cliente = Client(raise_request_exception=False)

    def pedir(cuerpo=None, llave=None, **cambios):
        datos = cuerpo if cuerpo is not None else {"clase": "queja", "texto": "Algo", **cambios}
        crudo = datos if isinstance(datos, (bytes, str)) else json.dumps(datos)
        cabeceras = {"Idempotency-Key": llave} if llave else {}
        return cliente.post(API, crudo, content_type="application/json", headers=cabeceras)

    return pedir


def con_anexos(*archivos: SimpleUploadedFile, **datos: Any) -> Any:
    """Una radicación multipart por la API."""
    cuerpo = {"clase": "queja", "texto": "Algo", "solicitante": {"tipo": "anonimo"}, **datos}
    return Client(raise_request_exception=False).post(
        API, {"datos": json.dumps(cuerpo), "anexos": list(archivos)}
    )


class TestApi:
    def faltas(self, respuesta: Any, estado: int = 422) -> set[str]:
        assert respuesta.status_code == estado
        assert nada_escrito()
        errores = respuesta.json()["errores"]
        assert all(e["mensaje"] for e in errores)
        return {e["campo"] for e in errores}

    def test_vacio(self, api):
        assert self.faltas(api({})) == {"clase", "texto"}
        assert "solicitante.nombre" in self.faltas(api({"clase": "queja", "texto": "x"}))

    @pytest.mark.parametrize("cuerpo", ["", "{", "[]", "null", "3", b"\xff\xfe", "[" * 9000])
    def test_lo_que_no_es_una_peticion(self, api, cuerpo):
        self.faltas(api(cuerpo))

    def test_diez_mb_de_texto(self, api):
        assert self.faltas(api(texto=DIEZ_MB, solicitante={"tipo": "anonimo"})) == {"texto"}

    def test_una_clase_desconocida(self, api):
        assert self.faltas(api(clase="x", solicitante={"tipo": "anonimo"})) == {"clase"}

    @pytest.mark.parametrize("fecha", ["2026-13-45", "ayer", "", 0, "9999999-01-01"])
    def test_una_fecha_que_no_se_pide_se_dice_por_su_nombre(self, api, fecha):
        assert self.faltas(api(fecha=fecha, solicitante={"tipo": "anonimo"})) == {"fecha"}

    @pytest.mark.parametrize("enredo", ENREDOS.values(), ids=ENREDOS.keys())
    def test_lo_enredado_se_limpia(self, api, enredo):
        respuesta = api(texto=f"Pido {enredo}", asunto=enredo, solicitante={"nombre": "A" + enredo})
        assert respuesta.status_code == 201
        peticion = Peticion.objects.get()
        guardado = peticion.texto + peticion.asunto + peticion.rotulo
        assert not set(guardado) & set("\x00\x01\x1f\x7f\x85\u202e\u2066\u2069")

    def test_sustitutos_sueltos_en_el_json(self, api):
        respuesta = api(
            '{"clase":"queja","texto":"hola \\ud800 mundo","solicitante":{"tipo":"anonimo"}}'
        )
        assert respuesta.status_code in (201, 422)

    @pytest.mark.parametrize(
        ("nombre", "contenido"), [("f.pdf", b"MZ" + b"0" * 50), ("f.pdf", b""), ("f.exe", b"a")]
    )
    def test_un_archivo_que_no_es_lo_que_dice(self, dependencias, series, nombre, contenido):
        respuesta = con_anexos(SimpleUploadedFile(nombre, contenido))
        assert self.faltas(respuesta) == {"anexos"}

    @pytest.mark.parametrize("cuantos", [11, 21])
    def test_demasiados_archivos(self, dependencias, series, cuantos):
        archivos = [SimpleUploadedFile(f"{i}.png", PNG) for i in range(cuantos)]
        assert self.faltas(con_anexos(*archivos)) == {"anexos"}

    def test_lo_que_no_se_radica_no_deja_archivos_en_el_disco(self, dependencias, series):
        unico = PNG + uuid.uuid4().bytes
        assert self.faltas(con_anexos(SimpleUploadedFile("a.png", unico), clase="x")) == {"clase"}
        assert not existe(hashlib.sha256(unico).hexdigest())

    def test_nombres_con_rutas_y_repetidos(self, dependencias, series):
        archivos = [SimpleUploadedFile(n, PNG) for n in ("..\\..\\a.png", "/etc/a.png", "a.png")]
        assert con_anexos(*archivos).status_code == 201
        nombres = [str(a) for a in Peticion.objects.get().anexos.all()]
        assert nombres == ["anexo-1.png", "anexo-2.png", "anexo-3.png"]

    def test_dos_gb_anunciados_y_tres_bytes(self, dependencias, series):
        respuesta = Client().post(
            API, b"abc", content_type="application/json", CONTENT_LENGTH=str(2 * 1024**3)
        )
        assert self.faltas(respuesta, 413) == {""}

    @pytest.mark.parametrize("tipo", ["multipart/form-data", "multipart/form-data; boundary=x"])
    def test_un_multipart_mal_formado(self, dependencias, series, tipo):
        cliente = Client(raise_request_exception=False)
        self.faltas(cliente.post(API, b"--x\r\nbasura", content_type=tipo))

    def test_la_misma_llave_con_otro_cuerpo_es_un_conflicto(self, api):
        llave = "llave-de-prueba-0001"
        quien = {"tipo": "anonimo"}
        primera = api(llave=llave, solicitante=quien)
        assert api(llave=llave, solicitante=quien).json() == primera.json()
        otra = api(llave=llave, texto="Otra cosa", solicitante=quien)
        assert otra.status_code == 409
        assert otra.json()["errores"][0]["campo"] == "Idempotency-Key"
        assert Peticion.objects.count() == 1

    def test_por_encima_del_limite_la_api_pide_esperar_y_a_una_sede_no(self, api, settings):
        settings.VENTANILLA_LIMITE_RADICACION = 2
        estados = [api(solicitante={"tipo": "anonimo"}).status_code for _ in range(3)]
        assert estados == [201, 201, 429]
        frenada = api(solicitante={"tipo": "anonimo"})
        assert frenada["Retry-After"] == "3600"
        assert frenada.json()["errores"][0]["mensaje"]
        settings.VENTANILLA_SEDES = (ipaddress.ip_network("127.0.0.1"),)
        assert api(solicitante={"tipo": "anonimo"}).status_code == 201

    def test_la_misma_llave_con_los_anexos_en_otro_orden_es_un_conflicto(
        self, dependencias, series
    ):
        def enviar(*orden: bytes) -> Any:
            archivos = [SimpleUploadedFile("a.png", PNG + o) for o in orden]
            datos = {"clase": "queja", "texto": "Algo", "solicitante": {"tipo": "anonimo"}}
            return Client().post(
                API,
                {"datos": json.dumps(datos), "anexos": archivos},
                headers={"Idempotency-Key": "llave-de-prueba-0002"},
            )

        primera = enviar(b"1", b"2")
        assert enviar(b"1", b"2").json() == primera.json()
        assert enviar(b"2", b"1").status_code == 409
        assert enviar(b"1").status_code == 409

    @pytest.mark.parametrize("llave", ["corta", "x" * 201])
    def test_una_llave_que_no_sirve(self, api, llave):
        respuesta = api(llave=llave, solicitante={"tipo": "anonimo"})
        assert self.faltas(respuesta) == {"Idempotency-Key"}
