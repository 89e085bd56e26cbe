"""Los documentos que acompañan la respuesta: se ponen, se quitan, se congelan y llegan."""

import io
import json

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from ventanilla.archivo.consultas import abrir
from ventanilla.auditoria.models import Asiento
from ventanilla.comun.errores import Cambiado, SinPermiso
from ventanilla.comun.reloj import ahora
from ventanilla.correspondencia.servicios import despachar as despachar_envio
from ventanilla.peticiones.consultas.verificacion import revisar_peticiones
from ventanilla.peticiones.models import AnexoDeRespuesta, Peticion, Respuesta
from ventanilla.peticiones.servicios import anexos_de_salida as servicio
from ventanilla.peticiones.servicios.componer import componer_respuesta
from ventanilla.peticiones.servicios.despachar import MAXIMO_EN_EL_CORREO, despachar
from ventanilla.peticiones.servicios.firmar import firmar
from ventanilla.peticiones.servicios.responder import guardar_borrador

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7 plano de la obra"


def leida(p: Peticion) -> Peticion:
    return Peticion.objects.select_related("radicado__serie", "dependencia", "identidad").get(
        pk=p.pk
    )


def _archivo(nombre: str = "Plano de la vía.pdf", datos: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(nombre, datos)


def _foto_con_datos() -> bytes:
    exif = Image.Exif()
    exif[0x010F] = "MARCA SECRETA"
    salida = io.BytesIO()
    Image.new("RGB", (8, 8)).save(salida, "JPEG", exif=exif)
    return salida.getvalue()


@pytest.fixture
def hoja(peticion, beto, entrar):
    """Una petición, su editor y quien la escribe."""
    p = peticion()
    return p, reverse("peticiones:escribir", args=[p.uuid]), entrar(beto)


def _escrito(version: int = 0, **mas):
    return {"asunto": "A", "texto": "Se arregla el lunes.", "version": str(version), **mas}


@pytest.fixture
def firmar_con(peticion, beto, diego, como):
    """Fábrica: una respuesta firmada con un anexo de esos bytes."""

    def fabricar(datos: bytes = PDF) -> Peticion:
        p = peticion()
        quien = {"actor": como(beto), "ahora": ahora()}
        guardar_borrador(p, asunto="", texto="Se arregla el lunes.", version=0, **quien)
        recibidos = servicio.recibir_anexos([("Plano.pdf", [datos])])
        servicio.agregar_anexos(p.respuesta, recibidos, version=1, **quien)
        respuesta = firmar(leida(p), version=2, actor=como(diego), ahora=ahora())
        componer_respuesta(respuesta.pk, ahora=ahora())
        return leida(p)

    return fabricar


@pytest.fixture
def firmada(firmar_con):
    """Una respuesta firmada con un anexo."""
    return firmar_con()


def test_se_adjunta_y_se_quita_sin_perder_el_texto(hoja, como) -> None:
    p, ruta, navegador = hoja
    r = navegador.post(ruta, _escrito(anexos=[_archivo(), _archivo("Acta.pdf")]), follow=True)
    assert "con 2 archivos más" in r.content.decode()
    assert "Plano de la vía.pdf" in r.content.decode()
    respuesta = Respuesta.objects.get(peticion=p)
    assert "Se arregla el lunes." in respuesta.cuerpo
    assert respuesta.version == 2
    r = navegador.post(ruta, _escrito(2, texto="Otro texto.", quitar="1"), follow=True)
    assert "Se quitó «Plano de la vía.pdf»" in r.content.decode()
    respuesta.refresh_from_db()
    assert "Otro texto." in respuesta.cuerpo
    assert [a.orden for a in respuesta.anexos.all()] == [2]
    navegador.post(ruta, _escrito(4, anexos=[_archivo("Nuevo.pdf")]))
    assert [a.orden for a in respuesta.anexos.all()] == [2, 3]
    hechos = Asiento.objects.filter(objeto=f"peticion:{p.uuid.hex}").values_list("hecho", flat=True)
    assert "anexo_de_respuesta_quitado" in hechos
    assert list(revisar_peticiones()) == []


@pytest.mark.parametrize(
    ("nombre", "datos", "dicho"),
    [
        ("virus.exe", b"MZ....", "es un programa"),
        ("vacio.pdf", b"", "vac"),
        ("falso.pdf", b"no soy un pdf", "su contenido no lo es"),
        ("rara.jpg", b"\xff\xd8\xff\xe0basura", "datos ocultos"),
    ],
)
def test_el_que_no_sirve_se_dice_y_el_texto_queda(hoja, nombre, datos, dicho) -> None:
    p, ruta, navegador = hoja
    r = navegador.post(ruta, _escrito(anexos=[_archivo(), _archivo(nombre, datos)]), follow=True)
    assert "El texto quedó guardado." in r.content.decode()
    assert dicho in r.content.decode()
    assert "Se arregla el lunes." in Respuesta.objects.get(peticion=p).cuerpo
    assert not AnexoDeRespuesta.objects.exists()


def test_mas_de_diez_o_mas_pesados_no_caben(hoja, settings) -> None:
    _, ruta, navegador = hoja
    once = [_archivo(f"{n}.pdf") for n in range(11)]
    r = navegador.post(ruta, _escrito(anexos=once), follow=True)
    assert "hasta 10 archivos y llegaron 11" in r.content.decode()
    assert not AnexoDeRespuesta.objects.exists()
    navegador.post(ruta, _escrito(1, anexos=[_archivo(f"{n}.pdf") for n in range(6)]))
    cinco = [_archivo(f"{n}.pdf") for n in range(5)]
    r = navegador.post(ruta, _escrito(3, anexos=cinco), follow=True)
    assert "hasta 10 archivos y serían 11" in r.content.decode()
    settings.VENTANILLA_TAMANO_MAXIMO = 6 * len(PDF) + 1
    r = navegador.post(ruta, _escrito(4, anexos=[_archivo("b.pdf")]), follow=True)
    assert "Entre todos pesarían" in r.content.decode()
    assert AnexoDeRespuesta.objects.count() == 6


def test_a_la_foto_se_le_quitan_los_datos_ocultos(hoja) -> None:
    _, ruta, navegador = hoja
    navegador.post(ruta, _escrito(anexos=[_archivo("foto.jpg", _foto_con_datos())]))
    anexo = AnexoDeRespuesta.objects.get()
    with abrir(anexo.guardado.sha256) as archivo:
        assert b"MARCA SECRETA" not in archivo.read()


def test_quien_firma_firma_lo_que_leyo_tambien_los_anexos(peticion, beto, diego, como) -> None:
    p = peticion()
    quien = {"actor": como(beto), "ahora": ahora()}
    guardar_borrador(p, asunto="", texto="Hola.", version=0, **quien)
    recibidos = servicio.recibir_anexos([("Plano.pdf", [PDF])])
    servicio.agregar_anexos(p.respuesta, recibidos, version=1, **quien)
    with pytest.raises(Cambiado):
        firmar(leida(p), version=1, actor=como(diego), ahora=ahora())


def test_firmada_ya_no_se_le_pone_ni_se_le_quita(firmada, beto, como) -> None:
    quien = {"actor": como(beto), "ahora": ahora()}
    with pytest.raises(SinPermiso):
        servicio.agregar_anexos(firmada.respuesta, [], version=2, **quien)
    with pytest.raises(SinPermiso):
        servicio.quitar_anexo(firmada.respuesta, 1, version=2, **quien)


def test_la_huella_va_en_el_oficio_y_en_el_libro(firmada) -> None:
    anexo = AnexoDeRespuesta.objects.get()
    foto = json.loads(Respuesta.objects.get().instantanea["foto"])
    assert foto["anexos"][0]["sha256"] == anexo.guardado.sha256
    assert foto["anexos"][0]["nombre"] == "Plano.pdf"
    assert list(revisar_peticiones()) == []
    anexo.delete()
    assert ["anexos" in a.que for a in revisar_peticiones()] == [True]


def test_va_en_el_correo_si_cabe(firmada, diego, como) -> None:
    despachar(firmada, medio="correo", actor=como(diego), ahora=ahora())
    envio = Respuesta.objects.get().envio
    assert envio is not None
    despachar_envio(envio.pk, ahora=ahora())
    (carta,) = [m for m in mail.outbox if m.to == ["ana@ejemplo.com"]]
    nombres = [a.filename for a in carta.attachments]
    assert nombres[1] == "respuesta-anexo-1.pdf"
    assert "También va 1 anexo." in carta.body


def test_el_que_no_cabe_en_el_correo_se_baja_de_la_consulta(firmar_con, diego, como) -> None:
    firmada = firmar_con(PDF + b"0" * MAXIMO_EN_EL_CORREO)
    despachar(firmada, medio="correo", actor=como(diego), ahora=ahora())
    envio = Respuesta.objects.get().envio
    assert envio is not None
    assert len(envio.adjuntos) == 1
    despachar_envio(envio.pk, ahora=ahora())
    (carta,) = [m for m in mail.outbox if m.to == ["ana@ejemplo.com"]]
    assert "en la página de consulta" in carta.body


def test_lo_baja_quien_tramita_y_nadie_de_otra_dependencia(firmada, entrar, beto, carla) -> None:
    ruta = reverse("peticiones:anexo_de_respuesta", args=[firmada.uuid, 1])
    r = entrar(beto).get(ruta)
    assert b"".join(r.streaming_content) == PDF
    assert r["X-Content-Type-Options"] == "nosniff"
    assert entrar(carla).get(ruta).status_code == 403
    assert entrar(beto).post(ruta).status_code == 405
    otra = reverse("peticiones:anexo_de_respuesta", args=[firmada.uuid, 9])
    assert entrar(beto).get(otra).status_code == 404
