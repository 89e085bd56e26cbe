"""La carpeta de datos y su secreto son solo de quien corre el programa."""

from pathlib import Path

import pytest

from ventanilla.comun.almacen import Destino
from ventanilla.proyecto.entorno import EntornoInvalido, leer

pytestmark = pytest.mark.pura


def test_la_carpeta_nueva_y_el_secreto_solo_los_lee_su_dueno(tmp_path: Path) -> None:
    datos = tmp_path / "hondo" / "datos"
    entorno = leer({"VENTANILLA_DATOS": str(datos)})
    assert datos.stat().st_mode & 0o077 == 0
    assert (datos / "llaves").stat().st_mode & 0o077 == 0
    assert (datos / "llaves" / "secreto").stat().st_mode & 0o777 == 0o600
    assert leer({"VENTANILLA_DATOS": str(datos)}).secreto == entorno.secreto


def test_los_permisos_de_una_carpeta_que_ya_estaba_no_se_tocan(tmp_path: Path) -> None:
    tmp_path.chmod(0o750)
    leer({"VENTANILLA_DATOS": str(tmp_path)})
    assert tmp_path.stat().st_mode & 0o777 == 0o750


@pytest.mark.parametrize(
    ("variable", "valor"),
    [
        ("VENTANILLA_URL", "javascript:alert(1)"),
        ("VENTANILLA_URL", "ventanilla.ejemplo.gov.co"),
        ("VENTANILLA_SECRETO", "corto"),
        ("VENTANILLA_PROXIES", "-1"),
        ("VENTANILLA_LIMITE_RADICACION", "muchas"),
        ("DATABASE_URL", "mysql://x"),
        ("VENTANILLA_ALMACEN", "/mnt/archivos"),
        ("VENTANILLA_ALMACEN", "s3://llave:secreto@cubo"),
        ("VENTANILLA_ALMACEN", "s3://cubo/../otro"),
        ("VENTANILLA_ALMACEN", "s3://cubo?endpoint=s3.ejemplo.gov.co"),
        ("VENTANILLA_ALMACEN", "s3://cubo?acceso=publico"),
    ],
)
def test_lo_que_no_sirve_se_dice_por_su_nombre(tmp_path: Path, variable: str, valor: str) -> None:
    with pytest.raises(EntornoInvalido, match=variable):
        leer({"VENTANILLA_DATOS": str(tmp_path), variable: valor})


def test_al_imprimir_la_configuracion_no_salen_las_contrasenas(tmp_path: Path) -> None:
    entorno = leer(
        {
            "VENTANILLA_DATOS": str(tmp_path),
            "VENTANILLA_SECRETO": "secreto" * 8,
            "DATABASE_URL": "postgres://u:clave-de-la-base@h/b",
            "VENTANILLA_CORREO": "smtp://u:clave-del-correo@h",
        }
    )
    assert "secretosecreto" not in repr(entorno)
    assert "clave-de" not in repr(entorno)


def test_los_archivos_van_a_la_carpeta_o_al_cubo_que_se_diga(tmp_path: Path) -> None:
    variables = {"VENTANILLA_DATOS": str(tmp_path)}
    assert leer(variables).almacen is None
    crudo = "s3://archivos-alcaldia/ventanilla/?endpoint=https://s3.ejemplo.gov.co/&region=sur"
    assert leer({**variables, "VENTANILLA_ALMACEN": crudo}).almacen == Destino(
        "archivos-alcaldia", "ventanilla", "https://s3.ejemplo.gov.co", "sur"
    )
