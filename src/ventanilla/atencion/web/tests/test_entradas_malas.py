"""Lo que llega mal: una frase clara junto al campo, nada escrito a medias y nunca un 500."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from ventanilla.atencion.web.tests.conftest import LLENO, PNG
from ventanilla.atencion.web.tests.enredos import DIEZ_MB, ENREDOS, nada_escrito
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
