"""Un anexo no dice a quien tramita quién lo hizo; el original se abre a propósito y queda escrito."""

import io
import json
import zipfile

import pytest
from django.test import Client
from django.urls import reverse
from PIL import Image

from ventanilla.archivo.models import SerieDocumental, VersionTrd
from ventanilla.archivo.servicios import recibir
from ventanilla.archivo.tests.test_oficina import docx_de_ana
from ventanilla.archivo.tests.test_pdf import pdf_de_ana
from ventanilla.auditoria.models import Asiento
from ventanilla.comun.cifrado import descifrar
from ventanilla.conftest import ANA, DESDE
from ventanilla.peticiones.reglas.solicitud import Solicitante

pytestmark = pytest.mark.django_db
RESERVADA = Solicitante(**{**ANA.__dict__, "tipo": "reservado"})
DANADA = b"\xff\xd8\xff\xe1 Ana Ficticia"
PARA = {"motivo": "Transcribir lo que pide"}


def foto_con_autor() -> bytes:
    exif = Image.Exif()
    exif[0x013B] = "Ana Prueba Ficticia"
    salida = io.BytesIO()
    Image.new("RGB", (8, 8)).save(salida, "JPEG", exif=exif)
    return salida.getvalue()


CON_AUTOR = {"foto.jpg": foto_con_autor(), "carta.pdf": pdf_de_ana(), "carta.docx": docx_de_ana()}


def bajar(navegador: Client, p, nombre: str = "anexo"):
    return navegador.get(reverse(f"peticiones:{nombre}", args=[p.uuid, 1]))


@pytest.mark.parametrize("nombre", CON_AUTOR)
def test_quien_tramita_baja_el_anexo_sin_quien_lo_hizo(peticion, beto, entrar, nombre) -> None:
    p = peticion(anexos=[recibir(nombre, [CON_AUTOR[nombre]])], solicitante=RESERVADA)
    bajada = bajar(entrar(beto), p)
    cuerpo = b"".join(bajada)
    assert b"Ficticia" in CON_AUTOR[nombre] or nombre.endswith("docx")
    assert b"Ficticia" not in cuerpo
    if nombre.endswith("docx"):
        with zipfile.ZipFile(io.BytesIO(cuerpo)) as z:
            assert b"Ficticia" not in b"".join(z.read(n) for n in z.namelist())
    extension = nombre.partition(".")[2]
    assert bajada["Content-Disposition"] == f'attachment; filename="anexo-1.{extension}"'
    assert "sandbox" in bajada["Content-Security-Policy"]
    assert bajada["X-Content-Type-Options"] == "nosniff"


def test_la_persona_baja_el_suyo_como_lo_entrego(dependencias, series) -> None:
    navegador, original = Client(), CON_AUTOR["carta.pdf"]
    archivo = io.BytesIO(original)
    archivo.name = "carta.pdf"
    datos = {"clase": "queja", "texto": "x", "solicitante": {"tipo": "anonimo"}}
    hecha = navegador.post(
        "/api/v1/peticiones", {"datos": json.dumps(datos), "anexos": [archivo]}
    ).json()
    navegador.post("/consultar/", {"radicado": hecha["radicado"], "clave": hecha["clave"]})
    assert b"".join(navegador.get(f"/mi-peticion/{hecha['radicado']}/anexo/1/")) == original


def test_lo_que_no_se_puede_limpiar_no_delata_a_quien_reservo_su_identidad(
    peticion, beto, elena, entrar
) -> None:
    p = peticion(anexos=[recibir("foto.jpg", [DANADA])], solicitante=RESERVADA)
    for quien in (beto, elena):
        for nombre in ("anexo", "anexo_original"):
            negada = bajar(entrar(quien), p, nombre)
            assert negada.status_code == 403
            assert "Pídale a la Dirección de Atención" in negada.content.decode()
        assert (
            entrar(quien)
            .post(reverse("peticiones:anexo_original", args=[p.uuid, 1]), PARA)
            .status_code
            == 403
        )
    assert not Asiento.objects.filter(hecho__in=["documento_leido", "original_leido"]).exists()


def test_la_direccion_de_atencion_lo_abre_diciendo_para_que_y_queda_escrito(
    peticion, atencion, entrar
) -> None:
    p = peticion(anexos=[recibir("foto.jpg", [DANADA])], solicitante=RESERVADA)
    navegador = entrar(atencion)
    direccion = reverse("peticiones:anexo_original", args=[p.uuid, 1])
    llevada = bajar(navegador, p)
    assert (llevada.status_code, llevada["Location"]) == (302, direccion)
    pregunta = navegador.get(direccion)
    assert "no se pudo leer para quitarle sus datos" in pregunta.content.decode()
    assert "Puede decir quién es" in pregunta.content.decode()
    assert navegador.post(direccion, {"motivo": ""}).status_code == 422
    assert not Asiento.objects.filter(hecho="original_leido").exists()
    abierto = navegador.post(direccion, PARA)
    assert b"".join(abierto) == DANADA
    assert "anexo-1-como-llego.jpg" in abierto["Content-Disposition"]
    asiento = Asiento.objects.get(hecho="original_leido")
    assert "Transcribir" not in asiento.contenido
    sellado = bytes.fromhex(json.loads(asiento.contenido)["motivo_cifrado"])
    assert descifrar(sellado, uso="motivos", contexto=p.uuid.hex) == PARA["motivo"]


def test_el_original_de_quien_dio_su_nombre_lo_abre_quien_tramita(
    peticion, beto, carla, entrar
) -> None:
    p = peticion(anexos=[recibir("carta.pdf", [CON_AUTOR["carta.pdf"]])])
    direccion = reverse("peticiones:anexo_original", args=[p.uuid, 1])
    assert b"".join(entrar(beto).post(direccion, PARA)) == CON_AUTOR["carta.pdf"]
    assert entrar(carla).post(direccion, PARA).status_code == 403
    assert Client().get(direccion).status_code == 302
    assert entrar(beto).put(direccion).status_code == 405
    otra = reverse("peticiones:anexo_original", args=[p.uuid, 9])
    assert entrar(beto).get(otra).status_code == 404


def test_lo_danado_de_quien_dio_su_nombre_llega_y_su_nombre_lo_dice(peticion, beto, entrar) -> None:
    p = peticion(anexos=[recibir("foto.jpg", [DANADA])])
    bajada = bajar(entrar(beto), p)
    assert b"".join(bajada) == DANADA
    assert "anexo-1-como-llego.jpg" in bajada["Content-Disposition"]


@pytest.fixture
def trd(dependencias) -> None:
    version = VersionTrd.objects.create(numero="1", acto="Resolución de prueba", desde=DESDE)
    SerieDocumental.objects.create(
        version=version, codigo="1040-57", nombre="Peticiones", es_de_peticiones=True
    )


def test_el_expediente_de_una_reservada_lleva_la_copia_limpia_para_todos(
    trd, peticion, beto, atencion, entrar
) -> None:
    traidos = [recibir("carta.pdf", [CON_AUTOR["carta.pdf"]]), recibir("foto.jpg", [DANADA])]
    p = peticion(anexos=traidos, solicitante=RESERVADA)
    for quien in (beto, atencion):
        respuesta = entrar(quien).get(reverse("peticiones:expediente_zip", args=[p.uuid]))
        with zipfile.ZipFile(io.BytesIO(respuesta.getvalue())) as z:
            assert b"Ficticia" not in b"".join(z.read(n) for n in z.namelist())
            leame = z.read("LEAME.txt").decode()
        assert "anexo-1.pdf: va sin sus datos ocultos" in leame
        assert "anexo-2.jpg: no va" in leame
    documento = reverse("peticiones:documento_de_expediente", args=[p.uuid, 3])
    assert entrar(beto).get(documento).status_code == 403
    assert entrar(atencion).get(documento)["Location"].endswith("/anexos/2/original/")
