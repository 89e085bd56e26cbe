"""Traer desde la pantalla: subir, decir, probar, traer y dar cuenta."""

from typing import Any

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile

from ventanilla.auditoria.models import Asiento
from ventanilla.comun.reloj import ahora
from ventanilla.correspondencia.models import Radicado
from ventanilla.correspondencia.servicios import despachar_pendientes
from ventanilla.importacion.models import Traida
from ventanilla.importacion.servicios.trabajar import trabajar
from ventanilla.importacion.tests.libros import escribir
from ventanilla.importacion.tests.viejo import FILAS, TITULOS
from ventanilla.peticiones.models import Peticion

pytestmark = pytest.mark.django_db
RAIZ = "/trabajo/importar/"


def archivo(nombre: str = "viejo.csv", datos: str | bytes = TITULOS + FILAS) -> dict[str, Any]:
    crudo = datos if isinstance(datos, bytes) else datos.encode()
    return {"que": "pqrsd", "archivo": SimpleUploadedFile(nombre, crudo)}


def test_de_subir_a_traer_en_la_pantalla(admin, carpeta, fabio):
    r = admin.post(f"{RAIZ}subir/", archivo())
    assert r.status_code == 302
    columnas = admin.get(r.url)
    formulario = columnas.context["form"]
    assert formulario["c_numero"].initial == "Radicado"
    datos = {c.name: c.initial or "" for c in formulario}
    r = admin.post(r.url, datos | {"nombre": "Sistema viejo", "clase_por_defecto": "peticion"})
    assert r.status_code == 302, columnas.content
    valores = admin.get(r.url).context["form"]
    propuestos = {f.label: f.initial for _, campos in valores.grupos() for f in campos}
    assert propuestos["Abierta"] == "abierta"
    datos = {c.name: c.initial for c in valores}
    datos |= {c.name: "1500" for c in valores if c.label == "Obras"}
    r = admin.post(r.url, datos)
    assert r.status_code == 302
    una = Traida.objects.get()
    assert una.estado == "por_probar"
    assert "Probando" in admin.get(r.url).content.decode()
    trabajar(una.pk, reloj=ahora)
    prueba = admin.get(r.url).content.decode()
    assert "no se escribió nada" in prueba
    assert "no es una fecha" in prueba
    assert "000125" in prueba
    assert not Peticion.objects.exists()
    assert admin.post(f"{RAIZ}{una.uuid}/traer/", {}).status_code == 422
    assert admin.post(f"{RAIZ}{una.uuid}/traer/", {"entiendo": "on"}).status_code == 302
    trabajar(una.pk, reloj=ahora)
    una.refresh_from_db()
    assert (una.estado, una.entraron, una.abiertas) == ("terminada", 2, 2)
    assert set(Radicado.objects.values_list("impreso", flat=True)) == {"000123", "000124"}
    informe = admin.get(f"{RAIZ}{una.uuid}/apartadas.csv")
    texto = b"".join(informe.streaming_content).decode()
    assert "000126" in texto
    assert "Fecha de ingreso" in texto
    hechos = list(
        Asiento.objects.filter(objeto=f"traida:{una.uuid.hex}")
        .order_by("orden")
        .values_list("hecho", flat=True)
    )
    assert (hechos[0], *hechos[-2:]) == ("subida", "terminada", "apartadas_bajadas")
    despachar_pendientes(ahora=ahora())
    (correo,) = mail.outbox
    assert correo.to == [fabio.email]
    assert "Entraron 2" in correo.body


@pytest.mark.parametrize("quien", ["beto", "diego", "elena", "atencion"])
def test_solo_quien_administra_la_abre(entrar, preparada, request, quien):
    una = preparada()
    navegador = entrar(request.getfixturevalue(quien))
    for ruta in ("", "subir/", "plantillas/pqrsd/", f"{una.uuid}/", f"{una.uuid}/columnas/"):
        assert navegador.get(f"{RAIZ}{ruta}").status_code == 403
    for ruta in ("detener/", "descartar/", "traer/", "valores/"):
        assert navegador.post(f"{RAIZ}{una.uuid}/{ruta}").status_code == 403


def test_sin_entrar_y_lo_que_no_existe(client, admin, carpeta):
    assert client.get(RAIZ).status_code == 302
    nadie = "00000000-0000-0000-0000-000000000000"
    for ruta in ("", "columnas/", "valores/", "traer/", "apartadas.csv"):
        assert admin.get(f"{RAIZ}{nadie}/{ruta}").status_code == 404
    assert admin.post(f"{RAIZ}{nadie}/detener/").status_code == 404
    assert admin.get(f"{RAIZ}plantillas/nada/").status_code == 404


def test_llegar_con_get_a_un_boton_no_hace_nada(admin, preparada):
    una = preparada()
    for boton in ("descartar", "detener"):
        assert admin.get(f"{RAIZ}{una.uuid}/{boton}/").url == f"{RAIZ}{una.uuid}/"
    una.refresh_from_db()
    assert una.estado == "probada"


@pytest.mark.parametrize(
    ("nombre", "datos", "frase"),
    [
        ("a.xls", b"\xd0\xcf\x11\xe0", "Libro de Excel"),
        ("a.xlsx", b"PK\x03\x04basura", "dañado"),
        ("a.pdf", b"%PDF-1.7", "Suba un libro"),
        ("😀" * 100 + ".xlsx", b"PK\x03\x04basura", "dañado"),
        ("a.csv", b"a,\x81\x8d\x8f\n", "Guárdelo como"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "contraseña"),
    ],
)
def test_un_archivo_malo_se_rechaza_con_su_frase(admin, carpeta, nombre, datos, frase):
    r = admin.post(f"{RAIZ}subir/", archivo(nombre, datos))
    assert r.status_code == 422
    assert frase in r.content.decode()
    assert not Traida.objects.exists()


def test_de_un_libro_se_escoge_la_hoja_y_la_oculta_se_dice(admin, carpeta, tmp_path):
    def con_otra(libro, hoja):
        otra = libro.create_sheet("Escondida")
        otra.append(["Título"])
        otra.append(["Radicado", "Fecha de recepción"])
        otra.sheet_state = "hidden"

    ruta = escribir(tmp_path / "a.xlsx", [("1", "2026-03-05", "", "")], antes=con_otra)
    r = admin.post(f"{RAIZ}subir/", archivo("a.xlsx", ruta.read_bytes()))
    pagina = admin.get(r.url).content.decode()
    assert "Escondida (oculta)" in pagina
    otra = admin.get(r.url, {"hoja": "Escondida"}).context
    assert otra["forma"].fila == 2
    assert otra["form"]["c_numero"].initial == "Radicado"
    assert admin.get(r.url, {"hoja": "Ninguna"}).status_code == 302


def test_lo_que_se_escoge_mal_se_queda_en_la_pantalla(admin, carpeta):
    r = admin.post(f"{RAIZ}subir/", archivo())
    malo = admin.post(
        r.url,
        {"nombre": "Viejo", "c_numero": "Radicado", "c_recibida": "Radicado", "cierres": "ayer"},
    )
    assert malo.status_code == 422
    texto = malo.content.decode()
    assert "ya es «Número de radicado»" in texto
    assert "«ayer» no es una fecha" in texto
    assert 'value="Viejo"' in texto


def test_la_lista_no_pregunta_mas_por_cada_fila(admin, preparada, django_assert_max_num_queries):
    for _ in range(6):
        preparada()
    with django_assert_max_num_queries(20):
        admin.get(RAIZ)
