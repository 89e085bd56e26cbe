"""El recibo y la constancia: lo que se recibió, hasta cuándo hay para responder y por qué."""

from datetime import date, datetime

import pytest
from django.test import Client

from ventanilla.archivo.servicios import recibir
from ventanilla.atencion.web.reglas.avisos import AVISOS
from ventanilla.atencion.web.tests.conftest import PNG
from ventanilla.comun.reloj import BOGOTA
from ventanilla.conftest import ANA
from ventanilla.peticiones.consultas.constancia import datos_de_constancia
from ventanilla.peticiones.models import Peticion
from ventanilla.peticiones.reglas.solicitud import Solicitante

VIERNES = datetime(2026, 11, 20, 10, 42, tzinfo=BOGOTA)


@pytest.fixture
def recibida(radicada):
    """`recibida(...)`: la petición, un navegador con acceso y la ruta de su recibo."""

    def abrir(**cambios):
        r = radicada(ahora=VIERNES, **cambios)
        cliente = Client(raise_request_exception=False)
        cliente.post("/consultar/", {"radicado": r.radicado.impreso, "clave": r.clave})
        p = Peticion.objects.select_related("radicado", "dependencia", "identidad").get()
        return p, cliente, f"/recibo/{r.radicado.impreso}/"

    return abrir


def test_dice_la_fecha_como_una_persona_y_muestra_los_dias_contados(recibida):
    _, cliente, ruta = recibida(anexos=[recibir("a.png", [PNG]), recibir("b.png", [PNG + b"1"])])
    pagina = cliente.get(ruta).content.decode()
    assert "Debemos responderle a más tardar el <strong>lunes 14 de diciembre</strong>" in pagina
    assert "Viernes 20 de noviembre de 2026, 10:42 a. m." in pagina
    assert "2 fotos" in pagina
    assert "El 8 de diciembre (Inmaculada Concepción) es festivo y no cuenta." in pagina
    assert "lunes 14 de diciembre: día 15, último día para responder" in pagina
    assert "Ley 1437 de 2011, art. 14" in pagina


def test_una_felicitacion_no_promete_fecha(recibida):
    _, cliente, ruta = recibida(clase="felicitacion")
    pagina = cliente.get(ruta).content.decode()
    assert "La ley no fija un término" in pagina
    assert "a más tardar" not in pagina


@pytest.mark.parametrize(
    ("clase", "dias"),
    [("peticion", "en 5 días hábiles"), ("habeas_data_reclamo", "en 2 días hábiles")],
)
def test_dice_en_cuanto_se_traslada_lo_que_le_toca_a_otra_entidad(recibida, clase, dias):
    p, cliente, ruta = recibida(clase=clase)
    assert dias in cliente.get(ruta).content.decode()
    assert dias in datos_de_constancia(p).que_sigue[0]


def test_de_una_felicitacion_no_se_promete_traslado(recibida):
    p, cliente, ruta = recibida(clase="felicitacion")
    assert "competencia" not in cliente.get(ruta).content.decode()
    assert "competencia" not in " ".join(datos_de_constancia(p).que_sigue)


def test_lo_que_escribio_la_persona_se_ve_como_texto(recibida):
    _, cliente, ruta = recibida(
        asunto="<img src=x onerror=alert(1)>", texto="</p><script>x</script>"
    )
    for pagina in (cliente.get(ruta), cliente.get(ruta.replace("recibo", "mi-peticion"))):
        assert "<img src=x" not in pagina.content.decode()
        assert "<script>x" not in pagina.content.decode()


def test_la_constancia_es_un_pdf_y_siempre_los_mismos_bytes(recibida):
    _, cliente, ruta = recibida()
    primera, segunda = (cliente.get(f"{ruta}constancia.pdf") for _ in range(2))
    assert primera["Content-Type"] == "application/pdf"
    assert "constancia-2026-000001.pdf" in primera["Content-Disposition"]
    assert primera.content.startswith(b"%PDF")
    assert primera.content == segunda.content


def test_la_constancia_dice_lo_recibido_y_no_lo_que_paso_despues(recibida):
    p, _, _ = recibida(anexos=[recibir("a.png", [PNG])])
    antes = datos_de_constancia(p)
    Peticion.objects.filter(pk=p.pk).update(clase="consulta", dependencia=None)
    despues = datos_de_constancia(Peticion.objects.get())
    assert antes == despues
    assert antes.fecha_vence == date(2026, 12, 14)
    assert [d.numero for d in antes.calendario if d.es_vencimiento] == [15]
    assert antes.anexos[0].nombre == "anexo-1.png"
    assert antes.solicitantes[0].nombre == ANA.nombre
    assert antes.url_verificacion.endswith(f"/verificar/{p.radicado.verificacion}/")
    assert len(antes.sello) == 64
    assert antes.clave == ""


@pytest.mark.parametrize("tipo", ["anonimo", "reservado"])
def test_la_constancia_no_nombra_a_quien_no_quiere(recibida, tipo):
    quien = Solicitante(tipo=tipo, nombre="Ana Secreta", correo="secreta@ejemplo.com")
    datos = datos_de_constancia(recibida(solicitante=quien)[0])
    assert datos.solicitantes == ()
    assert "ecreta" not in str(datos)


def test_la_api_da_la_misma_constancia_a_quien_trae_la_clave(radicada):
    r = radicada()
    ruta = f"/api/v1/peticiones/{r.radicado.impreso}/constancia"
    assert Client().get(ruta).status_code == 404
    assert Client().get(ruta, headers={"X-Clave": "mala"}).status_code == 404
    respuesta = Client().get(ruta, headers={"X-Clave": r.clave})
    assert respuesta.content.startswith(b"%PDF")


@pytest.mark.parametrize(
    ("codigo", "version", "sha256"),
    [(a.codigo, a.version, a.sha256) for a in AVISOS.values()],
    ids=AVISOS.keys(),
)
def test_un_aviso_publicado_no_se_edita_sin_cambiar_su_version(codigo, version, sha256):
    assert PUBLICADOS[codigo, version] == sha256


# Si cambia un aviso, se le pone otra versión y se agrega aquí; los renglones viejos se quedan.
PUBLICADOS = {
    (
        "datos_personales",
        "2026-11-20",
    ): "06dd63b83c2a095ed252ffd20c8cbf35771fba5b2de21d8acb0fd5833dcdd9f2",
    ("encuesta", "2026-11-20"): "b853dbf634affbcfacbb69efdf16ec76d2704077edeccf868c06af0ac6480082",
    (
        "notificacion_correo",
        "2026-11-20",
    ): "0305e80e47ac36454504bb41af57178ef1f37c1da4445692435c1595e5896276",
    (
        "datos_personales",
        "2026-11-21",
    ): "35ff53e7b26090782f546f8332b323b262d8434ba91be512a86367837ce30d2c",
    ("encuesta", "2026-11-21"): "4c7e5c986ba52b01549700f7a3817ed3e12d3f960b183c81d9995947665c81ca",
    (
        "notificacion_correo",
        "2026-11-21",
    ): "84415ab001531f08d3f2594b301a22c630a778a282cd7efd6cfa96754f9868b5",
}
