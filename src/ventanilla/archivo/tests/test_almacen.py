"""En disco o en S3, lo que se recibe se guarda igual; y si el almacén no contesta, se dice."""

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from ventanilla.archivo.consultas import abrir, existe, listar, revisar_archivos
from ventanilla.archivo.models import Guardado
from ventanilla.archivo.servicios import guardar_bytes, recibir, registrar
from ventanilla.archivo.servicios.barrer import barrer
from ventanilla.archivo.tests.cubo_de_prueba import LLAVE, Servido, cubo_servido
from ventanilla.comun.almacen import AlmacenNoDisponible
from ventanilla.comun.almacen.contrato import clave
from ventanilla.comun.reloj import ahora
from ventanilla.comun.transaccion import escritura
from ventanilla.peticiones.models import Peticion
from ventanilla.peticiones.views.archivos import servir

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7 " + bytes(range(256)) * 40
EN_DOS_DIAS = timedelta(days=2)


@pytest.fixture(autouse=True)
def datos(settings, monkeypatch, tmp_path: Path) -> Path:
    """Una carpeta de datos para cada prueba, y las llaves que se le darían al programa."""
    settings.VENTANILLA_DATOS = tmp_path / "datos"
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path / "datos" / "entrante"
    (tmp_path / "datos" / "entrante").mkdir(parents=True)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", LLAVE)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secreto-de-prueba")
    return tmp_path / "datos"


@pytest.fixture
def cubo(settings, datos: Path) -> Iterator[Servido]:
    """Los archivos van a un almacén S3 que atiende en esta máquina."""
    with cubo_servido() as servido:
        settings.VENTANILLA_ALMACEN = servido.destino
        yield servido


@pytest.fixture(params=["disco", "cubo"])
def cualquiera(request) -> None:
    """La misma prueba en los dos almacenes."""
    if request.param == "cubo":
        request.getfixturevalue("cubo")


def leer(sha256: str) -> bytes:
    with abrir(sha256) as archivo:
        return archivo.read()


def en_el_cubo(sha256: str) -> str:
    return f"ventanilla/{clave(sha256)}"


def test_lo_recibido_se_lee_se_lista_y_se_verifica(cualquiera, datos: Path):
    guardados = [guardar_bytes(PDF + bytes([i]), f"{i}.pdf", ahora=ahora()) for i in range(5)]
    repetido = recibir("otra-vez.pdf", [PDF, b"\0"])
    assert registrar(repetido, ahora=ahora()) == guardados[0]
    assert [leer(g.sha256) for g in guardados] == [PDF + bytes([i]) for i in range(5)]
    assert sorted(listar()) == sorted(g.sha256 for g in guardados)
    assert not existe("0" * 64)
    with pytest.raises(FileNotFoundError):
        abrir("0" * 64)
    assert list(revisar_archivos()) == []
    assert list((datos / "entrante").iterdir()) == []


def test_se_descarga_completo(cualquiera):
    guardado = guardar_bytes(PDF, "a.pdf", ahora=ahora())
    descarga = servir(guardado, "a.pdf")
    assert descarga["Content-Length"] == str(len(PDF))
    assert descarga.getvalue() == PDF


class TestEnUnCubo:
    def test_queda_bajo_su_prefijo_con_la_misma_ruta_que_en_disco(self, cubo, datos):
        guardado = guardar_bytes(PDF, "a.pdf", ahora=ahora())
        assert {n: o[0] for n, o in cubo.objetos.items()} == {en_el_cubo(guardado.sha256): PDF}
        assert not (datos / "archivos").exists()

    def test_lo_que_falta_o_cambio_se_nombra_con_su_direccion(self, cubo):
        guardado = guardar_bytes(PDF, "a.pdf", ahora=ahora())
        nombre = en_el_cubo(guardado.sha256)
        cubo.objetos[nombre] = (PDF[:-1], ahora())
        (cambiado,) = revisar_archivos()
        assert cambiado.que.startswith("Sus bytes cambiaron")
        assert cambiado.fila.startswith(f"s3://cubo/{nombre} ")
        del cubo.objetos[nombre]
        (perdido,) = revisar_archivos()
        assert (perdido.objeto, perdido.que) == (f"archivo {guardado.sha256}", "Falta el archivo.")

    def test_si_el_almacen_cae_verificar_lo_dice_una_sola_vez(self, cubo):
        for i in range(3):
            guardar_bytes(PDF + bytes([i]), "a.pdf", ahora=ahora())
        cubo.caido = True
        (una,) = revisar_archivos()
        assert una.que.startswith("El almacén de archivos no contesta")

    def test_con_otra_llave_no_se_recibe(self, cubo, settings, monkeypatch):
        monkeypatch.setenv("AWS_ACCESS_KEY_ID", "llave-vieja")
        with pytest.raises(AlmacenNoDisponible):
            recibir("a.pdf", [PDF])
        assert cubo.objetos == {}

    def test_con_la_base_tomada_no_se_usa_la_red(self, cubo):
        guardado = guardar_bytes(PDF, "a.pdf", ahora=ahora())
        with escritura(), pytest.raises(RuntimeError, match="almacén"):
            abrir(guardado.sha256)

    def test_quien_radica_lee_que_no_se_recibio_y_nada_se_escribe(self, cubo, dependencias, series):
        cubo.caido = True
        cuerpo = {"clase": "queja", "texto": "Algo", "solicitante": {"tipo": "anonimo"}}
        pedido = {"datos": json.dumps(cuerpo), "anexos": SimpleUploadedFile("a.pdf", PDF)}
        cliente = Client(raise_request_exception=False)
        respuesta = cliente.post("/api/v1/peticiones", pedido)
        assert respuesta.status_code == 503
        assert "NO quedó recibido" in respuesta.json()["errores"][0]["mensaje"]
        assert not Peticion.objects.exists()
        assert not Guardado.objects.exists()
        cubo.caido = False
        pedido["anexos"] = SimpleUploadedFile("a.pdf", PDF)
        assert cliente.post("/api/v1/peticiones", pedido).status_code == 201
        assert leer(Peticion.objects.get().anexos.get().guardado.sha256) == PDF


class TestElBarridoEnUnCubo:
    def test_lo_huerfano_se_aparta_y_otro_dia_se_va(self, cubo):
        guardados = [guardar_bytes(PDF + bytes([i]), "a.pdf", ahora=ahora()) for i in range(4)]
        huerfanos = [recibir("b.pdf", [PDF, b"sin fila", bytes([i])]) for i in range(3)]
        assert barrer(ahora=ahora()) == 0
        cubo.envejecer()
        assert barrer(ahora=ahora()) == 3
        assert barrer(ahora=ahora()) == 0
        cubo.envejecer()
        barrer(ahora=ahora())
        assert set(cubo.objetos) == {en_el_cubo(g.sha256) for g in guardados}
        assert not any(existe(h.sha256) for h in huerfanos)
        assert list(revisar_archivos()) == []

    def test_lo_que_se_vuelve_a_subir_no_se_barre(self, cubo):
        recibir("b.pdf", [PDF])
        cubo.envejecer()
        de_nuevo = recibir("b.pdf", [PDF])
        assert barrer(ahora=ahora()) == 0
        assert existe(de_nuevo.sha256)

    def test_si_toma_fila_mientras_se_barre_se_sigue_leyendo_y_vuelve(self, cubo, tmp_path):
        huerfano = recibir("b.pdf", [PDF])
        cubo.envejecer()
        assert barrer(ahora=ahora()) == 1
        # Quien la subió justo antes de que el barrido borrara no se enteró, y registró su fila.
        registrar(huerfano, ahora=ahora())
        assert leer(huerfano.sha256) == PDF
        assert list(listar()) == [huerfano.sha256]
        assert list(revisar_archivos()) == []
        cubo.envejecer()
        barrer(ahora=ahora())
        assert set(cubo.objetos) == {en_el_cubo(huerfano.sha256)}

    def test_lo_que_no_es_de_esta_instalacion_no_se_toca(self, cubo):
        cubo.objetos["ventanilla/leeme.txt"] = (b"x", ahora() - EN_DOS_DIAS)
        cubo.objetos["otra/" + clave("a" * 64)] = (b"x", ahora() - EN_DOS_DIAS)
        assert list(listar()) == []
        assert barrer(ahora=ahora()) == 0
        assert len(cubo.objetos) == 2
