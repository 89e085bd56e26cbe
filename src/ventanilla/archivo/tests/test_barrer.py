"""El barrido quita lo que nadie registró, y nunca lo que tiene fila o alguien acaba de traer."""

from datetime import timedelta
from pathlib import Path

import pytest

from ventanilla.archivo.consultas import existe, revisar_archivos
from ventanilla.archivo.servicios import guardar_bytes, recibir
from ventanilla.archivo.servicios.barrer import barrer
from ventanilla.comun.almacen import Disco
from ventanilla.comun.reloj import ahora

pytestmark = pytest.mark.django_db
EN_DOS_DIAS = timedelta(days=2)


@pytest.fixture(autouse=True)
def datos(settings, tmp_path: Path) -> Path:
    """Una carpeta de datos para cada prueba."""
    settings.VENTANILLA_DATOS = tmp_path
    return tmp_path


def test_lo_registrado_queda_y_lo_huerfano_se_va_despues_de_un_dia(datos: Path):
    guardado = guardar_bytes(b"con fila", "a.txt", ahora=ahora())
    huerfano = recibir("b.txt", [b"sin fila"])
    (datos / "entrante" / "a-medias").write_bytes(b"x")
    assert barrer(ahora=ahora()) == 0
    assert barrer(ahora=ahora() + EN_DOS_DIAS) == 2
    assert existe(guardado.sha256)
    assert not existe(huerfano.sha256)
    assert list((datos / "entrante").iterdir()) == []
    assert list(revisar_archivos()) == []


def test_un_archivo_que_falta_o_cambio_se_nombra(datos: Path):
    guardado = guardar_bytes(b"con fila", "a.txt", ahora=ahora())
    ruta = Disco(datos).ruta(guardado.sha256)
    ruta.unlink()
    ruta.write_bytes(b"con filo")
    (cambiado,) = revisar_archivos()
    assert cambiado.que.startswith("Sus bytes cambiaron")
    ruta.unlink()
    (perdido,) = revisar_archivos()
    assert (perdido.objeto, perdido.que) == (f"archivo {guardado.sha256}", "Falta el archivo.")
