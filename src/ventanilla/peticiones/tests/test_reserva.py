"""Quién pide no se escapa por donde no debe: ni al libro, ni a quien tramita, ni a la búsqueda."""

import json
from dataclasses import asdict, replace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import TextField
from django.db.models.functions import Cast
from django.test import Client
from django.urls import reverse

from ventanilla.archivo.servicios import recibir, registrar
from ventanilla.auditoria.models import Asiento
from ventanilla.comun.canonico import canonico, sha256_hex
from ventanilla.comun.cifrado import descifrar
from ventanilla.comun.reloj import ahora
from ventanilla.conftest import ANA, PEDIDO
from ventanilla.correspondencia.models import Envio
from ventanilla.correspondencia.servicios import despachar_pendientes
from ventanilla.correspondencia.servicios.smtp import sin_direcciones
from ventanilla.directorio.consultas import identidad, lecturas_de_identidad
from ventanilla.peticiones.models import Peticion, Respuesta
from ventanilla.peticiones.reglas.busqueda import LARGO_DE_UNA_PALABRA, fichas
from ventanilla.peticiones.reglas.solicitud import Solicitante
from ventanilla.peticiones.servicios.asignar import asignar_a_dependencia
from ventanilla.peticiones.servicios.despachar import despachar

pytestmark = pytest.mark.django_db
LO_DE_ANA = ("Ana", "Ficticia", "1000000001", "ana@ejemplo.com", "Carrera 1")
RESERVADA = Solicitante(**{**ANA.__dict__, "tipo": "reservado"})


def test_el_libro_nunca_lleva_un_nombre_ni_lo_que_alguien_escribio(
    peticion, dependencias, atencion, beto, como
) -> None:
    p = peticion()
    asignar_a_dependencia(
        p,
        dependencia=dependencias.hacienda,
        motivo="Lo pidió doña Ana por teléfono",
        actor=como(atencion),
        ahora=ahora(),
    )
    identidad(p.identidad_id, actor=como(atencion), motivo="Llamar a Ana Prueba", ahora=ahora())
    libro = " ".join(a.contenido + a.actor for a in Asiento.objects.all())
    assert Asiento.objects.count() >= 3
    for dicho in (*LO_DE_ANA, "doña", "Llamar", "Hueco", "Amparo"):
        assert dicho not in libro


def test_para_que_se_abrio_una_identidad_se_puede_saber(peticion, atencion, como) -> None:
    p = peticion()
    identidad(p.identidad_id, actor=como(atencion), motivo="Llamar a Ana Prueba", ahora=ahora())
    (lectura,) = lecturas_de_identidad(p.identidad_id)
    assert (lectura.actor, lectura.motivo) == (f"usuario:{atencion.pk}", "Llamar a Ana Prueba")


@pytest.mark.parametrize("tipo", ["reservado", "anonimo"])
def test_la_busqueda_de_una_reservada_no_sabe_quien_es(peticion, tipo) -> None:
    p = peticion(solicitante=Solicitante(**{**ANA.__dict__, "tipo": tipo}))
    fila = Peticion.objects.annotate(todo=Cast("autorizaciones", TextField())).get(pk=p.pk)
    visible = " ".join((fila.busqueda, fila.rotulo, fila.asunto, json.dumps(fila.lugar), fila.todo))
    for dicho in ("ana", "ficti", "1000000001", "ejemplo"):
        assert dicho not in visible.lower().replace("banana", "")


def test_el_nombre_que_traia_el_archivo_queda_cifrado(radicada) -> None:
    recibido = recibir("Cédula de Ana Ficticia.pdf", [b"%PDF-1.7 x"])
    anexo = radicada(anexos=[recibido]).peticion.anexos.get()
    assert str(anexo) == "anexo-1.pdf"
    assert b"Ana Ficticia" not in bytes(anexo.nombre_cifrado)
    contexto = f"{anexo.peticion.uuid.hex}/1"
    abierto = descifrar(bytes(anexo.nombre_cifrado), uso="anexos", contexto=contexto)
    assert abierto == "Cédula de Ana Ficticia.pdf"


@pytest.mark.parametrize(
    "dicho",
    [
        "550 5.1.1 <ana.prueba@ejemplo.com>: Recipient address rejected",
        "550 No such user ana.prueba here",
        "250 2.0.0 Ok: queued, ANA.PRUEBA@EJEMPLO.COM",
    ],
)
def test_lo_que_dice_el_servidor_de_correo_no_dice_a_quien(dicho) -> None:
    limpio = sin_direcciones(dicho, "ana.prueba@ejemplo.com")
    assert "prueba" not in limpio.lower()
    assert limpio.startswith(dicho[:3])


def test_la_guia_que_alguien_escribe_no_va_al_libro(peticion, diego, como) -> None:
    p = peticion()
    Peticion.objects.filter(pk=p.pk).update(estado="firmada")
    p.refresh_from_db()
    guardado = registrar(recibir("respuesta.pdf", [b"%PDF-1.7 x"]), ahora=ahora())
    Respuesta.objects.create(
        peticion=p,
        uuid=p.uuid,
        estado="firmada",
        asunto="x",
        autor=diego,
        firmante=diego,
        editada=ahora(),
        firmada=ahora(),
        documento=guardado,
    )
    guia = "Servicio Postal 123, para Ana Ficticia"
    despachar(p, medio="postal", guia=guia, actor=como(diego), ahora=ahora())
    ultimo = Asiento.objects.filter(hecho="enviada").get()
    assert "Ana" not in ultimo.contenido
    assert "guia" in json.loads(ultimo.contenido)["compromisos"]
    assert Respuesta.objects.get().prueba["guia"] == guia


def test_el_acuse_va_sin_una_palabra_de_lo_escrito(peticion) -> None:
    p = peticion(asunto="Compre barato en mal.ejemplo", texto="Oferta mal.ejemplo")
    envio = Envio.objects.get(radicado=p.radicado, clase="acuse")
    carga = json.dumps(descifrar(bytes(envio.carga), uso="envios", contexto=str(envio.uuid)))
    for dicho in ("mal.ejemplo", "Oferta", "barato", "Ana Prueba"):
        assert dicho not in carga


def test_control_interno_lee_y_no_escribe(peticion, elena, entrar) -> None:
    p = peticion()
    navegador = entrar(elena)
    assert navegador.get(reverse("peticiones:peticion", args=[p.uuid])).status_code == 200
    antes = Peticion.objects.get(pk=p.pk).version
    for nombre in ("asignarme", "aceptar", "contacto", "firmar", "despachar", "escribir"):
        navegador.post(
            reverse(f"peticiones:{nombre}", args=[p.uuid]),
            {"motivo": "x", "asunto": "x", "texto": "x", "version": "0", "medio": "consulta"},
        )
    assert Peticion.objects.get(pk=p.pk).version == antes
    assert not Respuesta.objects.exists()
    assert not Asiento.objects.filter(objeto__startswith="identidad:").exists()


def test_una_pagina_disfrazada_de_texto_se_descarga_y_no_se_ejecuta(dependencias, series) -> None:
    html = b"<html><script>alert(document.cookie)</script>"
    navegador = Client()
    datos = {"clase": "queja", "texto": "x", "solicitante": {"tipo": "anonimo"}}
    hecha = navegador.post(
        "/api/v1/peticiones",
        {"datos": json.dumps(datos), "anexos": [SimpleUploadedFile("a.txt", html)]},
    ).json()
    navegador.post("/consultar/", {"radicado": hecha["radicado"], "clave": hecha["clave"]})
    bajada = navegador.get(f"/mi-peticion/{hecha['radicado']}/anexo/1/")
    assert bajada["Content-Type"] == "text/plain"
    assert bajada["Content-Disposition"].startswith("attachment;")
    assert bajada["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in bajada["Content-Security-Policy"]


def test_la_huella_del_cuerpo_no_deja_comprobar_quien_pidio(radicada) -> None:
    hecha = radicada(solicitante=RESERVADA, llave="llave-de-prueba-0001")
    contenido = asdict(replace(PEDIDO, solicitante=RESERVADA).limpia()) | {"anexos": []}
    assert hecha.radicado.llave_cuerpo != sha256_hex(canonico(contenido))


def test_las_palabras_que_se_recuerdan_caben_en_la_memoria() -> None:
    assert fichas("x" * 50_000) == fichas("x" * 60_000)
    assert len(fichas("x" * 50_000)) <= LARGO_DE_UNA_PALABRA


def test_los_registros_no_llevan_nombres_claves_ni_lo_escrito(
    dependencias, series, caplog, capsys
) -> None:
    caplog.set_level("DEBUG")
    navegador = Client(raise_request_exception=False)
    quien = {k: v for k, v in asdict(ANA).items() if k != "en_registro_mercantil"}
    datos = {"clase": "queja", "texto": "Hueco secreto", "solicitante": quien}
    hecha = navegador.post(
        "/api/v1/peticiones",
        json.dumps(datos),
        content_type="application/json",
        headers={"Idempotency-Key": "llave-secreta-de-prueba"},
    ).json()
    navegador.post("/consultar/", {"radicado": hecha["radicado"], "clave": "CLAVE-ERRADA-9"})
    navegador.post("/consultar/", {"radicado": hecha["radicado"], "clave": hecha["clave"]})
    navegador.post("/cuenta/entrar/", {"login": "ana@ejemplo.com", "password": "mi contraseña"})
    navegador.get("/no-existe/Ana")
    despachar_pendientes(ahora=ahora())
    dicho = caplog.text + "".join(capsys.readouterr())
    for secreto in (
        *("Ana Prueba", "1000000001", "ana@ejemplo.com", "Hueco secreto", "mi contraseña"),
        *(hecha["clave"], "CLAVE-ERRADA-9", "llave-secreta"),
    ):
        assert secreto not in dicho


@pytest.mark.parametrize(
    ("tipo", "avisa"), [("reservado", True), ("anonimo", True), ("natural", False)]
)
def test_a_quien_tramita_se_le_dice_que_el_texto_puede_delatar(
    peticion, beto, entrar, tipo, avisa
) -> None:
    p = peticion(solicitante=Solicitante(**{**ANA.__dict__, "tipo": tipo}))
    pagina = entrar(beto).get(reverse("peticiones:peticion", args=[p.uuid])).content.decode()
    assert ("tápelo usted antes" in pagina) == avisa
    assert ("Ana Prueba" in pagina) == (not avisa)
    assert "ana@ejemplo.com" not in pagina
