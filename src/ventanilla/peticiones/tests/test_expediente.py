"""El expediente de cada petición: se abre solo, no repite, se cierra firmado y nota lo que cambie."""

import csv
import io
import re
import zipfile
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from PIL import Image

from ventanilla.archivo.consultas.expedientes import (
    cierre_vigente,
    documentos_de,
    expediente_de,
    revisar_expedientes,
)
from ventanilla.archivo.models import (
    DocumentoDeExpediente,
    Expediente,
    Guardado,
    SerieDocumental,
    VersionTrd,
)
from ventanilla.archivo.servicios import recibir
from ventanilla.archivo.servicios.cerrar import cerrar_expedientes
from ventanilla.auditoria.models import Asiento
from ventanilla.comun.actores import SISTEMA
from ventanilla.comun.canonico import sha256_hex
from ventanilla.comun.reloj import ahora
from ventanilla.conftest import ANA
from ventanilla.correspondencia.servicios import despachar_pendientes
from ventanilla.documentos.tests.lectura import lector, texto_de
from ventanilla.peticiones.consultas.expediente import fuentes_de_archivos, objeto_de
from ventanilla.peticiones.models import Anexo, Peticion, Respuesta
from ventanilla.peticiones.reglas.solicitud import Solicitante
from ventanilla.peticiones.servicios.asignar import asignarse
from ventanilla.peticiones.servicios.componer import componer_pendientes
from ventanilla.peticiones.servicios.expedientes import poner_expedientes_al_dia
from ventanilla.peticiones.servicios.firmar import firmar
from ventanilla.peticiones.servicios.responder import guardar_borrador

pytestmark = pytest.mark.django_db
RESERVADA = Solicitante(**{**ANA.__dict__, "tipo": "reservado"})


@pytest.fixture
def trd(dependencias) -> SerieDocumental:
    version = VersionTrd.objects.create(
        numero="1", acto="Resolución de prueba", desde=date(2020, 1, 1)
    )
    return SerieDocumental.objects.create(
        version=version,
        codigo="1040-57",
        nombre="Peticiones, quejas y reclamos",
        dependencia=dependencias.atencion,
        es_de_peticiones=True,
    )


def foto() -> bytes:
    exif = Image.Exif()
    exif[0x013B] = "Ana Prueba Ficticia"
    salida = io.BytesIO()
    Image.new("RGB", (8, 8)).save(salida, "JPEG", exif=exif)
    return salida.getvalue()


def de(p: Peticion) -> Expediente:
    hallado = expediente_de(objeto_de(p))
    assert hallado is not None
    return hallado


def pagina(p: Peticion, nombre: str = "expediente", *mas: int) -> str:
    return reverse(f"peticiones:{nombre}", args=[p.uuid, *mas])


def test_cada_peticion_abre_su_expediente_en_su_serie_con_lo_que_trajo(trd, peticion) -> None:
    p = peticion(anexos=[recibir("mi cédula.txt", [b"hola"])])
    assert poner_expedientes_al_dia(ahora=ahora()) == 1
    e = de(p)
    assert (e.codigo, e.serie) == (f"1040-57-{p.radicado.impreso}", trd)
    documentos = documentos_de(e)
    assert {d.tipo for d in documentos} >= {"Petición"}
    (texto,) = [d for d in documentos if d.llave == "peticion"]
    assert p.texto in texto.texto
    (anexo,) = [d for d in documentos if d.guardado is not None]
    assert anexo.tipo == "Anexo (TXT)"
    assert (anexo.nombre, anexo.sha256) == ("anexo-1.txt", sha256_hex(b"hola"))
    assert "cédula" not in " ".join(d.nombre for d in documentos)


def test_el_mismo_archivo_traido_antes_por_otra_persona_no_lleva_la_fecha_de_aquella(
    trd, peticion
) -> None:
    peticion(anexos=[recibir("recibo.txt", [b"el mismo"])])
    Guardado.objects.update(guardado_en=ahora() - timedelta(days=90))
    p = peticion(anexos=[recibir("recibo.txt", [b"el mismo"])])
    poner_expedientes_al_dia(ahora=ahora())
    escrita, anexo = documentos_de(de(p))[:2]
    assert (escrita.llave, anexo.nombre) == ("peticion", "anexo-1.txt")
    assert anexo.creado >= p.radicado.momento_recepcion


def test_correr_otra_vez_no_repite_nada_y_lo_nuevo_entra_al_final(
    trd, peticion, beto, diego, como
) -> None:
    p = peticion()
    poner_expedientes_al_dia(ahora=ahora())
    antes = [d.hash for d in documentos_de(de(p))]
    assert poner_expedientes_al_dia(ahora=ahora()) == 0
    asignarse(p, actor=como(beto), ahora=ahora())
    r = guardar_borrador(p, asunto="", texto="Va.", version=0, actor=como(beto), ahora=ahora())
    firmar(Peticion.objects.get(pk=p.pk), version=r.version, actor=como(diego), ahora=ahora())
    componer_pendientes(ahora=ahora())
    despachar_pendientes(ahora=ahora())
    poner_expedientes_al_dia(ahora=ahora())
    documentos = documentos_de(de(p))
    assert [d.hash for d in documentos][: len(antes)] == antes
    nombres = [d.nombre for d in documentos]
    numero = Respuesta.objects.get(peticion=p).radicado
    assert numero is not None
    assert f"respuesta-{numero.impreso}.pdf" in nombres
    assert any(n.startswith("prueba-de-envio") for n in nombres)
    assert list(revisar_expedientes()) == []


def test_sin_trd_no_hay_expediente_y_la_pagina_lo_dice(peticion, beto, entrar) -> None:
    p = peticion()
    assert poner_expedientes_al_dia(ahora=ahora()) == 0
    assert not Expediente.objects.exists()
    respuesta = entrar(beto).get(pagina(p))
    assert "tabla de retención documental" in respuesta.content.decode()
    assert entrar(beto).get(pagina(p, "expediente_zip")).status_code == 404


def test_se_cierra_firmado_cuando_termina_y_pasan_los_dias(trd, peticion) -> None:
    p = peticion()
    Peticion.objects.filter(pk=p.pk).update(esta_cerrada=True)
    poner_expedientes_al_dia(ahora=ahora())
    assert cerrar_expedientes(actor=SISTEMA, ahora=ahora()) == 0
    despues = ahora() + timedelta(days=40)
    assert cerrar_expedientes(actor=SISTEMA, ahora=despues) == 1
    assert cerrar_expedientes(actor=SISTEMA, ahora=despues) == 0
    cierre = cierre_vigente(de(p))
    assert cierre is not None
    assert cierre.cabeza == de(p).cabeza
    assert list(revisar_expedientes()) == []


def test_si_llega_algo_despues_de_cerrar_se_reabre_y_dice_por_que(trd, peticion) -> None:
    p = peticion()
    Peticion.objects.filter(pk=p.pk).update(esta_cerrada=True)
    poner_expedientes_al_dia(ahora=ahora())
    cerrar_expedientes(actor=SISTEMA, ahora=ahora() + timedelta(days=40))
    despachar_pendientes(ahora=ahora())
    Expediente.objects.update(asientos_vistos=0)
    poner_expedientes_al_dia(ahora=ahora())
    e = de(p)
    assert e.cerrado is None
    assert cierre_vigente(e) is None
    assert "Prueba de envío" in e.cierres.get().motivo
    assert Asiento.objects.filter(hecho="reabierto").count() == 1


@pytest.mark.parametrize("cambio", [{"nombre": "otro.txt"}, {"texto": "otra cosa"}])
def test_verificar_nota_un_documento_cambiado_por_debajo(trd, peticion, cambio) -> None:
    peticion()
    poner_expedientes_al_dia(ahora=ahora())
    assert list(revisar_expedientes()) == []
    DocumentoDeExpediente.objects.filter(llave="peticion").update(**cambio)
    assert len(list(revisar_expedientes())) == 1


def test_verificar_nota_un_documento_quitado_del_final(trd, peticion) -> None:
    p = peticion(anexos=[recibir("a.txt", [b"hola"])])
    poner_expedientes_al_dia(ahora=ahora())
    documentos_de(de(p))[-1].delete()
    assert len(list(revisar_expedientes())) == 1


def test_el_zip_trae_cada_documento_con_la_huella_del_indice(trd, peticion, beto, entrar) -> None:
    p = peticion(anexos=[recibir("foto.jpg", [foto()])])
    respuesta = entrar(beto).get(pagina(p, "expediente_zip"))
    assert respuesta.status_code == 200
    with zipfile.ZipFile(io.BytesIO(respuesta.getvalue())) as z:
        filas = list(csv.DictReader(io.StringIO(z.read("indice.csv").decode("utf-8-sig"))))
        for fila in filas:
            nombre = f"documentos/{int(fila['orden']):03d}-{fila['documento']}"
            assert sha256_hex(z.read(nombre)) == fila["sha256"]
        assert {"indice.xml", "LEAME.txt"} <= set(z.namelist())
    assert Asiento.objects.filter(hecho="documento_leido").exists()


def _lo_que_dice(nombre: str, crudo: bytes) -> str:
    """Lo que se lee en un archivo; de un PDF, su texto y sus datos, que van comprimidos."""
    if not nombre.endswith(".pdf"):
        return crudo.decode("latin-1") if nombre.endswith(".jpg") else crudo.decode()
    return f"{texto_de(crudo)} {lector(crudo).metadata}"


def test_el_expediente_de_una_reservada_no_dice_quien_es(trd, peticion, beto, entrar) -> None:
    p = peticion(solicitante=RESERVADA, anexos=[recibir("Ana Ficticia.jpg", [foto()])])
    despachar_pendientes(ahora=ahora())
    navegador = entrar(beto)
    with zipfile.ZipFile(io.BytesIO(navegador.get(pagina(p, "expediente_zip")).getvalue())) as z:
        todo = [*z.namelist(), *(_lo_que_dice(n, z.read(n)) for n in z.namelist())]
        assert "sin sus datos ocultos" in z.read("LEAME.txt").decode()
    paginas = (navegador.get(pagina(p)), navegador.get(pagina(p, "indice_xml")))
    junto = "\n".join([*todo, *(leida.content.decode() for leida in paginas)])
    for dicho in ("Ficticia", "1000000001", "ana@ejemplo.com", "Carrera 1 # 2-3"):
        assert dicho not in junto
    # La palabra entera: tres letras seguidas también salen por azar en una ficha o en una imagen.
    assert not re.search(r"\bAna\b", junto)


@pytest.mark.parametrize(
    ("nombre", "tipo"),
    [
        ("expediente", "text/html"),
        ("indice_pdf", "application/pdf"),
        ("indice_xml", "application/xml"),
        ("indice_csv", "text/csv"),
        ("expediente_zip", "application/zip"),
    ],
)
def test_lo_abre_quien_lee_la_peticion_y_nadie_mas(
    trd, peticion, beto, carla, fabio, entrar, client, nombre, tipo
) -> None:
    p = peticion()
    ruta = pagina(p, nombre)
    respuesta = entrar(beto).get(ruta)
    assert respuesta.status_code == 200
    assert respuesta.headers["Content-Type"].startswith(tipo)
    assert entrar(carla).get(ruta).status_code == 403
    assert entrar(fabio).get(ruta).status_code == 403
    assert client.get(ruta).headers["Location"].startswith(reverse("account_login"))
    assert entrar(beto).post(ruta).status_code == 405


def test_un_documento_que_no_esta_no_se_encuentra(trd, peticion, beto, entrar) -> None:
    p = peticion()
    assert entrar(beto).get(pagina(p, "documento_de_expediente", 1)).status_code == 200
    assert entrar(beto).get(pagina(p, "documento_de_expediente", 99)).status_code == 404


def test_la_pagina_pregunta_lo_mismo_con_uno_que_con_muchos_documentos(
    trd, peticion, beto, entrar
) -> None:
    pocos = peticion()
    muchos = peticion(anexos=[recibir(f"{n}.txt", [bytes([65 + n])]) for n in range(6)])
    navegador = entrar(beto)
    for p in (pocos, muchos):
        navegador.get(pagina(p))
    cuentas = []
    for p in (pocos, muchos):
        with CaptureQueriesContext(connection) as captura:
            navegador.get(pagina(p))
        cuentas.append(len(captura))
    assert cuentas[0] == cuentas[1]


def test_todo_modelo_con_archivos_llega_a_su_peticion() -> None:
    fuentes = {modelo: camino for modelo, _, camino in fuentes_de_archivos()}
    assert fuentes[Anexo] == "peticion"
    assert fuentes[Respuesta] == "peticion"
    assert Guardado not in fuentes


def test_mirar_un_expediente_al_dia_no_escribe(trd, peticion, beto, entrar) -> None:
    p = peticion()
    navegador = entrar(beto)
    navegador.get(pagina(p))
    with CaptureQueriesContext(connection) as hechas:
        assert navegador.get(pagina(p)).status_code == 200
    escritas = [q["sql"] for q in hechas if q["sql"].startswith(("INSERT", "UPDATE"))]
    assert escritas == []
