"""Toda página pública abre sin cuenta, en todo estado, y lo mal escrito nunca rompe nada."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from ventanilla.auditoria.consultas import linea_de, llave_publica
from ventanilla.auditoria.models import Asiento, Sello
from ventanilla.auditoria.reglas.sellado import firma_vale
from ventanilla.auditoria.servicios import sellar
from ventanilla.comun.reloj import ahora
from ventanilla.conftest import Dependencias, nombrar
from ventanilla.correspondencia.models import Radicado
from ventanilla.directorio.models import Dependencia, Entidad, Rol, Usuario
from ventanilla.peticiones.servicios.radicar import Radicada

PAGINAS = (
    "inicio",
    "calculadora",
    "directorio",
    "organigrama",
    "clave_perdida",
    "canales",
    "ayuda",
    "privacidad",
    "accesibilidad",
    "avisos",
    "transparencia",
    "sellos",
    "llave",
    "robots",
    "seguridad",
)
CIENTO_CINCUENTA_KB = 150 * 1024


@pytest.mark.parametrize("nombre", PAGINAS)
@pytest.mark.django_db
def test_abre_sin_cuenta_aunque_nada_este_configurado(client: Client, nombre: str) -> None:
    assert client.get(reverse(f"portal:{nombre}")).status_code == 200


@pytest.mark.parametrize("nombre", PAGINAS)
def test_abre_con_la_entidad_configurada_y_es_liviana(
    client: Client, nombre: str, dependencias: Dependencias
) -> None:
    direccion = reverse(f"portal:{nombre}")
    respuesta = client.get(direccion)
    assert respuesta.status_code == 200
    assert len(respuesta.getvalue()) < CIENTO_CINCUENTA_KB
    assert client.head(direccion).status_code == 200


@pytest.mark.parametrize("nombre", [n for n in PAGINAS if n != "clave_perdida"])
def test_no_se_le_puede_enviar_nada_a_lo_que_solo_se_lee(
    client: Client, entidad: Entidad, nombre: str
) -> None:
    direccion = reverse(f"portal:{nombre}")
    assert client.post(direccion).status_code == 405
    assert client.delete(direccion).status_code == 405


@pytest.mark.parametrize(
    "ruta",
    [
        "/directorio/no-existe/",
        "/directorio/%00/",
        "/directorio/" + "9" * 3000 + "/",
        "/directorio/<script>alert(1)</script>/",
        "/verificar/no-existe/",
        "/verificar/%00%E2%80%AE/",
        "/verificar/" + "A" * 3000 + "/",
        "/nada/",
    ],
)
def test_lo_que_no_existe_se_dice_con_claridad(client: Client, entidad: Entidad, ruta: str) -> None:
    respuesta = client.get(ruta)
    assert respuesta.status_code == 404
    assert "<script>alert" not in respuesta.content.decode()
    assert "<h1>" in respuesta.content.decode()


@pytest.mark.parametrize("q", ["\x00", "‮<b>", "ñ" * 5000, "%%%", "🧑‍🦽", "'; drop table x; --"])
def test_buscar_cualquier_cosa_en_el_directorio_no_falla(
    client: Client, dependencias: Dependencias, q: str
) -> None:
    respuesta = client.get(reverse("portal:directorio"), {"q": q})
    assert respuesta.status_code == 200
    assert "<b>" not in respuesta.content.decode()


def test_la_portada_tiene_un_solo_acceso_principal_y_lleva_a_todo(
    client: Client, entidad: Entidad
) -> None:
    html = client.get("/").content.decode()
    assert html.count("acceso-principal") == 1
    for nombre in ("calculadora", "clave_perdida", "directorio", "canales", "transparencia"):
        assert f'href="{reverse(f"portal:{nombre}")}"' in html
    assert "GOV.CO" in html
    assert entidad.telefono in html


def test_el_menu_dice_en_que_pagina_se_esta(client: Client, entidad: Entidad) -> None:
    html = client.get(reverse("portal:directorio")).content.decode()
    assert f'<a href="{reverse("portal:directorio")}" aria-current="page">Directorio</a>' in html


def test_el_directorio_encuentra_sin_tildes_y_por_lo_que_hace(
    client: Client, dependencias: Dependencias
) -> None:
    Dependencia.objects.filter(pk=dependencias.hacienda.pk).update(mision="Cobra el predial.")
    html = client.get(reverse("portal:directorio"), {"q": "PREDIAL"}).content.decode()
    assert "Secretaría de Hacienda" in html
    assert "Secretaría de Infraestructura" not in html
    html = client.get(reverse("portal:directorio"), {"q": "direccion atencion"}).content.decode()
    assert "Dirección de Atención al Ciudadano" in html


def test_una_dependencia_suprimida_no_sale_y_su_pagina_lo_dice(
    client: Client, dependencias: Dependencias
) -> None:
    Dependencia.objects.filter(pk=dependencias.hacienda.pk).update(hasta=date(2021, 1, 1))
    assert "Hacienda" not in client.get(reverse("portal:directorio")).content.decode()
    hoja = client.get(reverse("portal:dependencia", args=["1200"])).content.decode()
    assert "existió hasta el" in hoja


def test_la_ficha_de_una_dependencia_dice_quien_la_dirige_hoy(
    client: Client, dependencias: Dependencias, diego: Usuario
) -> None:
    saliente = Usuario.objects.create_user("viejo@ejemplo.gov.co", "Saliente Ficticio")
    nombrar(saliente, Rol.JEFE, dependencias.infraestructura, hasta=date(2021, 1, 1))
    html = client.get(reverse("portal:dependencia", args=["1500"])).content.decode()
    assert "Diego Ficticio" in html
    assert "Secretario de Infraestructura" in html
    assert "Saliente" not in html


def test_el_organigrama_anida_y_no_pierde_a_quien_se_quedo_sin_superior(
    client: Client, dependencias: Dependencias
) -> None:
    suprimida = Dependencia.objects.create(
        codigo="1", nombre="Suprimida", desde=date(2020, 1, 1), hasta=date(2021, 1, 1)
    )
    Dependencia.objects.filter(pk=dependencias.hacienda.pk).update(padre=suprimida)
    Dependencia.objects.filter(pk=dependencias.infraestructura.pk).update(
        padre=dependencias.atencion
    )
    html = client.get(reverse("portal:organigrama")).content.decode()
    for nombre in ("Atención al Ciudadano", "Infraestructura", "Hacienda"):
        assert nombre in html
    assert "Suprimida" not in html
    assert html.count("organigrama-hijas") == 1


def test_los_canales_publican_los_terminos_con_su_norma(client: Client, entidad: Entidad) -> None:
    html = client.get(reverse("portal:canales")).content.decode()
    for frase in ("15 días hábiles", "10 días hábiles", "30 días hábiles", "Ley 1437 de 2011"):
        assert frase in html
    assert "Sin término de ley" in html
    assert entidad.horario in html


def test_la_privacidad_muestra_el_aviso_con_los_datos_de_la_entidad(
    client: Client, entidad: Entidad
) -> None:
    html = client.get(reverse("portal:privacidad")).content.decode()
    assert "En Alcaldía de Prueba usamos los datos" in html
    assert "Versión 20" in html
    assert "{entidad}" not in html


# ── Verificar ────────────────────────────────────────────────────────────────────────────────


def test_verificar_muestra_numero_y_huella_y_ningun_dato_de_la_persona(
    client: Client, radicada: Callable[..., Radicada]
) -> None:
    hecha = radicada()
    ficha = hecha.radicado.verificacion
    html = client.get(reverse("portal:verificar", args=[ficha.lower()])).content.decode()
    asiento = Asiento.objects.get(objeto=f"peticion:{hecha.peticion.uuid.hex}", hecho="radicada")
    assert hecha.radicado.impreso in html
    assert asiento.hash in html
    assert "Por sellar" in html
    assert "noindex" in html
    for reservado in ("Ana Prueba", "Hueco", "hueco", "ejemplo.com", hecha.clave, asiento.sal):
        assert reservado not in html


@pytest.mark.django_db(transaction=True)
def test_verificar_dice_en_que_sello_quedo(
    client: Client, radicada: Callable[..., Radicada]
) -> None:
    ficha = radicada().radicado.verificacion
    sello = sellar(ahora=ahora())
    html = client.get(reverse("portal:verificar", args=[ficha])).content.decode()
    assert sello is not None
    assert f"Sello {sello.numero}" in html
    assert "Por sellar" not in html


def test_verificar_avisa_si_el_radicado_se_anulo(
    client: Client, radicada: Callable[..., Radicada]
) -> None:
    hecha = radicada()
    Radicado.objects.filter(pk=hecha.radicado.pk).update(anulado_en=ahora())
    html = client.get(reverse("portal:verificar", args=[hecha.radicado.verificacion]))
    assert "Este número fue anulado" in html.content.decode()


# ── Transparencia ────────────────────────────────────────────────────────────────────────────


@pytest.mark.django_db(transaction=True)
def test_los_sellos_publicados_se_comprueban_con_la_llave_publicada(
    client: Client, radicada: Callable[..., Radicada]
) -> None:
    radicada()
    sello = sellar(ahora=ahora())
    assert sello is not None
    renglones = client.get(reverse("portal:sellos")).getvalue().decode().splitlines()
    assert llave_publica() in renglones[0]
    assert renglones[1:] == [linea_de(s).texto() for s in Sello.objects.order_by("numero")]
    html = client.get(reverse("portal:transparencia")).content.decode()
    assert sello.hash in html
    assert firma_vale(llave_publica(), sello.hash, sello.firma)
    assert b"BEGIN PUBLIC KEY" in client.get(reverse("portal:llave")).content


@pytest.mark.parametrize("pagina", ["0", "-1", "x", "99999999999999999999", ""])
def test_una_pagina_de_sellos_que_no_existe_no_rompe_nada(
    client: Client, entidad: Entidad, pagina: str
) -> None:
    respuesta = client.get(reverse("portal:transparencia"), {"pagina": pagina})
    assert respuesta.status_code == 200


# ── Lo que leen los programas ────────────────────────────────────────────────────────────────


def test_robots_no_deja_indexar_lo_de_una_persona(client: Client, entidad: Entidad) -> None:
    texto = client.get("/robots.txt").content.decode()
    for ruta in ("/consultar/", "/mi-peticion/", "/verificar/", "/trabajo/"):
        assert f"Disallow: {ruta}" in texto


def test_security_txt_dice_a_quien_avisar_y_hasta_cuando_vale(
    client: Client, entidad: Entidad
) -> None:
    texto = client.get("/.well-known/security.txt").content.decode()
    assert f"Contact: mailto:{entidad.correo}" in texto
    assert "Expires: 20" in texto


# ── Apariencia ───────────────────────────────────────────────────────────────────────────────


def test_el_contraste_se_prende_y_se_apaga_sin_javascript(client: Client, entidad: Entidad) -> None:
    apariencia = reverse("portal:apariencia")
    primera = client.post(apariencia, {"cambiar": "contraste", "volver": "/directorio/"})
    assert primera.headers["Location"] == "/directorio/"
    assert client.cookies["apariencia"].value == "contraste"
    client.post(apariencia, {"cambiar": "grande", "volver": "/"})
    assert client.cookies["apariencia"].value == "contraste.grande"
    assert "contraste grande" in client.get("/").content.decode()
    client.post(apariencia, {"cambiar": "contraste", "volver": "/"})
    assert client.cookies["apariencia"].value == "grande"


@pytest.mark.parametrize(
    "volver",
    ["https://malo.example/", "//malo.example", "/\\malo.example", "", "javascript:alert(1)",
     "/a\r\nSet-Cookie: x=1", "/" + "a" * 5000],
)  # fmt: skip
def test_la_apariencia_nunca_lleva_a_otro_sitio(
    client: Client, entidad: Entidad, volver: str
) -> None:
    respuesta = client.post(reverse("portal:apariencia"), {"cambiar": "grande", "volver": volver})
    assert respuesta.headers["Location"] == "/"


def test_la_apariencia_no_se_cambia_con_un_enlace_ni_con_otra_palabra(
    client: Client, entidad: Entidad
) -> None:
    apariencia = reverse("portal:apariencia")
    assert client.get(apariencia).status_code == 405
    client.post(apariencia, {"cambiar": "<script>", "volver": "/"})
    assert "apariencia" not in client.cookies
    assert Client(enforce_csrf_checks=True).post(apariencia).status_code == 403
