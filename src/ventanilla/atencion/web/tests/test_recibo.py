"""El recibo y la constancia: lo que se recibió, hasta cuándo hay para responder y por qué."""

import hashlib
from datetime import date, datetime

import pytest
from django.test import Client

from ventanilla.archivo.servicios import recibir
from ventanilla.atencion.web.reglas.avisos import AVISOS, CARPETA
from ventanilla.atencion.web.tests.conftest import PNG
from ventanilla.comun.reloj import BOGOTA
from ventanilla.conftest import ANA
from ventanilla.directorio.models import DiaNoHabil, Entidad
from ventanilla.peticiones.consultas.constancia import datos_de_constancia
from ventanilla.peticiones.models import Constancia, Peticion
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
    assert "Viernes 20 de noviembre de 2026, 10:42\u00a0a.\u00a0m." in pagina
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


def test_la_constancia_no_cambia_con_lo_que_se_declara_o_cambia_despues(recibida):
    p, cliente, ruta = recibida()
    primera = cliente.get(f"{ruta}constancia.pdf").content
    DiaNoHabil.objects.create(
        fecha=date(2026, 12, 4),
        motivo="Fiestas",
        acto="Decreto 9 de 2026",
        efecto=DiaNoHabil.Efecto.SUSPENDE,
        afecta_terminos_legales=True,
    )
    Entidad.objects.update(nombre="Otro nombre", direccion="Otra dirección")
    assert cliente.get(f"{ruta}constancia.pdf").content == primera
    guardada = Constancia.objects.get(peticion=p)
    assert ANA.nombre.encode() not in bytes(guardada.cifrada)


def test_radicar_no_espera_la_constancia(recibida):
    recibida()
    assert not Constancia.objects.exists()


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


@pytest.mark.parametrize("aviso", AVISOS.values(), ids=AVISOS.keys())
def test_el_texto_de_un_aviso_publicado_se_conserva_y_no_se_edita(aviso):
    """Si cambia un aviso, se le pone otra versión y se agrega su copia; las viejas se quedan."""
    publicado = CARPETA / "publicados" / f"{aviso.codigo}.{aviso.version}.md"
    assert hashlib.sha256(publicado.read_bytes()).hexdigest() == aviso.sha256
