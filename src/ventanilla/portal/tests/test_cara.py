"""La cara de la entidad: quién la cambia, qué se recibe y dónde se ve."""

import base64
import io
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from ventanilla.auditoria.models import Asiento
from ventanilla.comun.reloj import ahora
from ventanilla.directorio.models import Entidad
from ventanilla.directorio.servicios.cara import TEXTOS
from ventanilla.directorio.servicios.reglamento import empezar_borrador
from ventanilla.peticiones.consultas.membrete import membrete
from ventanilla.portal.consultas.reglamento import datos_del_reglamento

pytestmark = pytest.mark.django_db
PAGINA = "/trabajo/entidad/cara/"


def datos(**cambios: object) -> dict[str, object]:
    hay = {c: getattr(Entidad.objects.get(), c) for c in TEXTOS}
    return {**hay, "leido": json.dumps(hay), **cambios}


def imagen(formato: str = "PNG", lado: int = 900) -> bytes:
    salida = io.BytesIO()
    Image.new("RGB", (lado, lado), "#7a1f3d").save(salida, formato)
    return salida.getvalue()


def test_los_textos_y_el_color_se_ven_en_la_pagina_publica(fabio, entrar) -> None:
    escrito = datos(
        lema="Para todos",
        color="#7A1F3D",
        redes="https://red.example.com/alcaldia",
        privacidad="Uno",
    )
    assert entrar(fabio).post(PAGINA, escrito).status_code == 302
    hoja = Client().get("/").content.decode()
    for dicho in ("Para todos", "/cara/7a1f3d.css", "https://red.example.com/alcaldia"):
        assert dicho in hoja
    assert "Uno" in Client().get("/privacidad/").content.decode()
    assert b"--marca: #7a1f3d" in Client().get("/cara/7a1f3d.css").content
    assert Asiento.objects.filter(objeto="entidad", hecho="configurada").exists()


def test_el_escudo_se_hace_de_nuevo_y_va_en_la_pagina_y_en_los_documentos(fabio, entrar) -> None:
    subido = SimpleUploadedFile("e.jpg", imagen("JPEG") + b"cola escondida")
    assert entrar(fabio).post(PAGINA, datos(escudo=subido)).status_code == 302
    quien = Entidad.objects.get()
    servido = Client().get(quien.escudo)
    assert servido["Content-Type"] == "image/png"
    cuerpo = b"".join(servido.streaming_content)  # type: ignore[attr-defined]
    assert b"cola escondida" not in cuerpo
    assert max(Image.open(io.BytesIO(cuerpo)).size) == 600
    assert quien.escudo in Client().get("/").content.decode()
    assert membrete().escudo == cuerpo
    assert entrar(fabio).post(PAGINA, datos(quitar_escudo="on")).status_code == 302
    assert Client().get(quien.escudo).status_code == 404
    assert membrete().escudo is None


@pytest.mark.parametrize(
    ("nombre", "cuerpo", "dicho"),
    [
        ("e.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "Guárdelo como PNG"),
        ("e.png", b"nada de imagen", "No es una imagen PNG o JPEG"),
        ("e.png", b"", "No es una imagen PNG o JPEG"),
        ("e.png", imagen()[:200], "dañada"),
        ("e.png", imagen(lado=10), "muy pequeña"),
        ("e.png", b"x" * (20 * 1024 * 1024), "20,0 MB y caben 2"),
    ],
    ids=["svg", "texto", "vacia", "cortada", "pequena", "veinte-megas"],
)
def test_una_imagen_que_no_sirve_se_dice_y_no_se_guarda_nada(
    fabio, entrar, nombre, cuerpo, dicho
) -> None:
    escrito = datos(lema="Otro lema", escudo=SimpleUploadedFile(nombre, cuerpo))
    hoja = entrar(fabio).post(PAGINA, escrito)
    assert hoja.status_code == 200
    assert dicho in hoja.content.decode()
    assert "Otro lema" in hoja.content.decode()
    assert Entidad.objects.get().lema == ""


@pytest.mark.parametrize(
    ("cambio", "dicho"),
    [
        ({"color": "#ffcc00"}, "su contraste es de 1,4 a 1"),
        ({"color": "rojo"}, "no es un color"),
        ({"redes": "javascript:alert(1)"}, "no es una dirección web"),
        ({"correo": "x"}, "no es un correo"),
        ({"nombre": "x" * 300}, "caben 200"),
    ],
)
def test_lo_que_no_sirve_se_dice(fabio, entrar, cambio, dicho) -> None:
    assert dicho in entrar(fabio).post(PAGINA, datos(**cambio)).content.decode()


def test_se_ve_el_color_sin_guardarlo(fabio, entrar) -> None:
    hoja = entrar(fabio).post(PAGINA, datos(color="#7a1f3d", accion="ver")).content.decode()
    assert "/cara/7a1f3d.css" in hoja
    assert Entidad.objects.get().color == ""


def test_un_color_que_no_se_lee_no_tiene_hoja() -> None:
    for ruta in ("/cara/ffffff.css", "/cara/nada.css", "/cara/abc.png"):
        assert Client().get(ruta).status_code == 404


def test_dos_que_editan_lo_mismo_ven_los_dos_textos(fabio, entrar) -> None:
    una, otra = datos(lema="Primero"), datos(lema="Segundo")
    navegador = entrar(fabio)
    navegador.post(PAGINA, una)
    hoja = navegador.post(PAGINA, otra).content.decode()
    assert "Primero" in hoja
    assert "Segundo" in hoja
    assert Entidad.objects.get().lema == "Primero"


def test_solo_quien_administra(atencion, elena, beto, entrar) -> None:
    for persona in (atencion, elena, beto):
        navegador = entrar(persona)
        assert navegador.get(PAGINA).status_code == 403
        assert navegador.post(PAGINA, datos(lema="No")).status_code == 403
    assert Entidad.objects.get().lema == ""


def test_otro_metodo_y_sin_entidad(fabio, entrar) -> None:
    navegador = entrar(fabio)
    assert navegador.put(PAGINA).status_code == 405
    Entidad.objects.all().delete()
    assert navegador.get(PAGINA).status_code == 200


def con_bordes(color: str = "#7a1f3d") -> bytes:
    """Un cuadro de 200 puntos en medio de 600 blancos."""
    hoja = Image.new("RGB", (600, 600), "white")
    hoja.paste(Image.new("RGB", (200, 200), color), (200, 200))
    salida = io.BytesIO()
    hoja.save(salida, "PNG")
    return salida.getvalue()


def test_el_escudo_se_ve_recortado_antes_de_guardarlo_y_no_hay_que_escogerlo_otra_vez(
    fabio, entrar
) -> None:
    navegador = entrar(fabio)
    subido = SimpleUploadedFile("e.png", con_bordes())
    hoja = navegador.post(PAGINA, datos(escudo=subido, recortar="on", accion="ver"))
    assert hoja.status_code == 200
    assert "Todavía no se ha guardado nada" in hoja.content.decode()
    assert "casi no se ve" not in hoja.content.decode()
    visto = hoja.context["prueba"].escudo_visto
    assert f'src="data:image/png;base64,{visto}"' in hoja.content.decode()
    assert Image.open(io.BytesIO(base64.b64decode(visto))).size == (200, 200)
    assert Entidad.objects.get().escudo_sha256 == ""
    assert navegador.post(PAGINA, datos(escudo_visto=visto)).status_code == 302
    guardado = membrete().escudo
    assert guardado is not None
    assert Image.open(io.BytesIO(guardado)).size == (200, 200)


def test_un_escudo_que_sobre_blanco_no_se_ve_lo_dice(fabio, entrar) -> None:
    subido = SimpleUploadedFile("e.png", con_bordes("#f4f4f4"))
    hoja = entrar(fabio).post(PAGINA, datos(escudo=subido, accion="ver")).content.decode()
    assert "casi no se ve" in hoja


def test_el_oficio_de_muestra_sale_con_lo_escrito_y_no_guarda_nada(fabio, entrar) -> None:
    escrito = datos(
        nombre="Alcaldía de Otra Parte",
        escudo=SimpleUploadedFile("e.png", con_bordes()),
        accion="membrete",
    )
    pdf = entrar(fabio).post(PAGINA, escrito)
    assert pdf["Content-Type"] == "application/pdf"
    assert pdf.content.startswith(b"%PDF")
    assert Entidad.objects.get().nombre != "Alcaldía de Otra Parte"
    assert Entidad.objects.get().escudo_sha256 == ""


def test_un_escudo_visto_que_llega_danado_se_dice(fabio, entrar) -> None:
    navegador = entrar(fabio)
    danado = base64.b64encode(b"nada").decode()
    hoja = navegador.post(PAGINA, datos(escudo_visto=danado, accion="ver")).content.decode()
    assert "No es una imagen PNG o JPEG" in hoja
    assert navegador.post(PAGINA, datos(escudo_visto="%%%")).status_code == 302
    assert Entidad.objects.get().escudo_sha256 == ""


def test_el_escudo_va_en_la_barra_de_quien_trabaja_y_en_el_reglamento(
    fabio, entrar, como, dependencias
) -> None:
    navegador = entrar(fabio)
    navegador.post(PAGINA, datos(escudo=SimpleUploadedFile("e.png", con_bordes())))
    barra = navegador.get("/trabajo/entidad/").content.decode()
    assert f'class="escudo-barra" src="{Entidad.objects.get().escudo}"' in barra
    borrador = empezar_borrador(actor=como(fabio), ahora=ahora())
    assert datos_del_reglamento(borrador).entidad.escudo == membrete().escudo
