"""Lo que llega mal: una frase clara junto al campo, nada escrito a medias y nunca un 500."""

import hashlib
import ipaddress
import json
import uuid
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from ventanilla.archivo.consultas import existe
from ventanilla.archivo.models import Guardado
from ventanilla.atencion.web.tests.conftest import LLENO, PNG
from ventanilla.correspondencia.models import Contador, Envio
from ventanilla.directorio.models import Identidad
from ventanilla.peticiones.models import Peticion

DE_TEXTO = (
    "texto",
    "asunto",
    "nombre",
    "documento",
    "representante",
    "telefono",
    "direccion",
    "barrio",
    "ciudad",
    "pais",
)
ENREDOS = {
    "controles": "a\x00b\x01c\x1fd\x7fe\x85f",
    "al_reves": "archivo\u202egpj.exe\u2066x\u2069",
    "emoji": "Gracias 😀👩\u200d👩\u200d👧🇨🇴",
    "guion": "<script>alert(1)</script><img src=x onerror=alert(2)>",
    "comillas": "\"'><svg/onload=alert(3)>{{7*7}}{% debug %}",
    "formula": '=HYPERLINK("http://mal.ejemplo")',
    "sql": "'; DROP TABLE peticiones_peticion; --",
}
DIEZ_MB = "a" * (10 * 1024 * 1024)
API = "/api/v1/peticiones"


def nada_escrito() -> bool:
    """Ni petición, ni número, ni identidad, ni archivo, ni correo."""
    tablas = (Peticion, Identidad, Guardado, Envio)
    return (
        not any(t.objects.exists() for t in tablas)
        and not Contador.objects.filter(ultimo__gt=0).exists()
    )


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


class TestFormulario:
    def errores(self, respuesta: Any) -> Any:
        assert respuesta.status_code == 422
        assert nada_escrito()
        return respuesta.context["form"].errors

    def test_vacio_dice_que_falta_en_cada_campo(self, navegador, lleno):
        vacio = {"llave": lleno()["llave"], "fin": "1"}
        errores = self.errores(navegador.post("/radicar/", vacio))
        assert set(errores) >= {"clase", "texto", "nombre"}

    def test_diez_mb_de_texto_se_explican_junto_al_texto(self, navegador, lleno):
        errores = self.errores(navegador.post("/radicar/", lleno(texto=DIEZ_MB)))
        assert "50.000" in str(errores["texto"])

    def test_un_texto_que_no_cabe_vuelve_completo_con_su_cuenta(self, navegador, lleno):
        respuesta = navegador.post("/radicar/", lleno(texto="á" * 50_001))
        assert "50.001" in str(self.errores(respuesta)["texto"])
        assert "á" * 50_001 in respuesta.content.decode()

    @pytest.mark.parametrize("enredo", ENREDOS.values(), ids=ENREDOS.keys())
    @pytest.mark.parametrize("campo", DE_TEXTO)
    def test_lo_enredado_se_limpia_y_se_muestra_como_texto(self, navegador, lleno, campo, enredo):
        campos = lleno(medio_respuesta="postal", direccion="Calle 1", tipo="juridica")
        campos[campo] = enredo
        respuesta = navegador.post("/radicar/", campos, follow=True)
        pagina = respuesta.content.decode()
        assert respuesta.status_code == 200
        assert "<script>alert" not in pagina
        assert "<svg/onload" not in pagina
        peticion = Peticion.objects.get()
        guardado = peticion.texto + peticion.asunto + peticion.rotulo
        assert not set(guardado) & set("\x00\x01\x1f\x7f\x85\u202e\u2066\u2069")

    @pytest.mark.parametrize(
        ("campo", "valor"),
        [
            ("clase", "inventada"),
            ("clase", "judicial"),
            ("clase", "queja\x00"),
            ("tipo", "marciano"),
            ("tipo_documento", "XX"),
            ("medio_respuesta", "paloma"),
            ("formato_respuesta", "pergamino"),
            ("prioridad", "primero-yo"),
            ("correo", "ana@"),
            ("correo", "ana@ejemplo.com\nBcc: otro@ejemplo.com"),
            ("nombre", "x" * 161),
            ("asunto", "x" * 201),
        ],
    )
    def test_lo_que_no_sirve_se_dice_junto_a_su_campo(self, navegador, lleno, campo, valor):
        errores = self.errores(navegador.post("/radicar/", lleno(**{campo: valor})))
        assert list(errores) == [campo]
        assert (
            "Escoja" in str(errores[campo])
            or "Escriba" in str(errores[campo])
            or ("Revise" in str(errores[campo]) or "debe tener" in str(errores[campo]))
        )

    @pytest.mark.parametrize(
        ("nombre", "contenido", "dicho"),
        [
            ("factura.pdf", b"MZ\x90\x00" + b"0" * 99, "es un programa"),
            ("foto.png", b"%PDF-1.7 no soy foto", "su contenido no lo es"),
            ("vacio.pdf", b"", "está vacío"),
            ("virus.exe", b"hola", "No recibimos archivos"),
            ("sin extension", b"hola", "No recibimos archivos"),
            ("pagina.html", b"<script>alert(1)</script>", "No recibimos archivos"),
        ],
    )
    def test_un_archivo_que_no_es_lo_que_dice_se_explica(
        self, navegador, lleno, nombre, contenido, dicho
    ):
        malo = SimpleUploadedFile(nombre, contenido)
        errores = self.errores(navegador.post("/radicar/", lleno(anexos=[malo])))
        assert dicho in str(errores["anexos"])

    @pytest.mark.parametrize("cuantos", [11, 21])
    def test_demasiados_archivos_se_explican(self, navegador, lleno, cuantos):
        archivos = [SimpleUploadedFile(f"{i}.png", PNG) for i in range(cuantos)]
        errores = self.errores(navegador.post("/radicar/", lleno(anexos=archivos)))
        assert "hasta 10 archivos" in str(errores["anexos"])

    def test_mas_peso_del_que_cabe_se_explica(self, navegador, lleno, settings):
        settings.VENTANILLA_TAMANO_MAXIMO = 300
        archivos = [SimpleUploadedFile(f"{i}.png", PNG) for i in range(2)]
        errores = self.errores(navegador.post("/radicar/", lleno(anexos=archivos)))
        assert "el máximo es 300 bytes" in str(errores["anexos"])

    def test_dos_archivos_con_el_mismo_nombre_se_reciben_los_dos(self, navegador, lleno):
        archivos = [SimpleUploadedFile("igual.png", PNG + s) for s in (b"1", b"2")]
        assert navegador.post("/radicar/", lleno(anexos=archivos)).status_code == 302
        assert len({a.guardado_id for a in Peticion.objects.get().anexos.all()}) == 2

    def test_dos_gb_anunciados_y_tres_bytes_no_se_esperan(self, navegador):
        respuesta = navegador.post(
            "/radicar/",
            b"abc",
            content_type="multipart/form-data; boundary=x",
            CONTENT_LENGTH=str(2 * 1024**3),
        )
        assert respuesta.status_code == 413
        assert "No se recibió" in respuesta.content.decode()
        assert nada_escrito()

    @pytest.mark.parametrize(
        ("tipo", "cuerpo"),
        [
            ("multipart/form-data", b"sin frontera"),
            ("multipart/form-data; boundary=x", b"--x\r\nbasura"),
            ("multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: form-data; na"),
            ("application/json", b"{}"),
            ("text/plain", b"hola"),
            ("application/x-www-form-urlencoded", b"&".join([b"a=1"] * 400)),
        ],
    )
    def test_un_cuerpo_mal_formado_devuelve_el_formulario(self, navegador, tipo, cuerpo):
        respuesta = navegador.post("/radicar/", cuerpo, content_type=tipo)
        assert respuesta.status_code == 422
        assert "Radicar petición" in respuesta.content.decode()
        assert nada_escrito()

    def test_otro_metodo_se_rechaza(self, navegador):
        assert navegador.put("/radicar/").status_code == 405


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


@pytest.mark.parametrize(
    "numero",
    ["2026-000001", "%00", "a%00b", "%E2%80%AE", "x" * 500, "%3Cscript%3E", "..%2F..", "%FF"],
)
@pytest.mark.parametrize(
    "ruta",
    ["/recibo/{}/", "/recibo/{}/constancia.pdf", "/mi-peticion/{}/", "/consultar/?radicado={}"],
)
def test_un_numero_raro_en_la_direccion_nunca_rompe_nada(navegador, ruta, numero):
    respuesta = navegador.get(ruta.format(numero))
    assert respuesta.status_code in (200, 302, 404)
    assert "<script>" not in respuesta.content.decode().replace('<script src="', "")


def test_lleno_es_una_peticion_valida_para_que_lo_demas_signifique_algo(navegador, lleno):
    assert navegador.post("/radicar/", lleno()).status_code == 302
    assert Peticion.objects.get().texto == LLENO["texto"]
