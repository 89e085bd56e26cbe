"""La orden importar: simular no escribe nada, y lo malo se dice en una frase."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

RAIZ = Path(__file__).resolve().parents[4]
MAPA = RAIZ / "datos" / "mapas" / "medellin_catastro.toml"
ENCABEZADO = (
    "RADICADO;FECHA DE INGRESO;CLASE DE SOLICITUD;CANAL;ESTADO;TEMA;SOLICITANTE;SECRETARÍA;"
    "FECHA DE INGRESO A LA BANDEJA;TOTAL DÍAS;FORMATO;FECHA LIMITE DE RESPUESTA;"
    "FECHA DE RESPUESTA;RADICADO DE RESPUESTA"
)
ENTERA = (
    "1;2023-06-09;SOLICITUD DE INFORMACION;VIRTUAL;ABIERTO;Un tema;Ciudadano;Una;"
    "2023-06-13;10;DIAS HABILES;2023-06-27;;"
)
CORTA = (
    "2;2023-06-09;RECLAMO;PRESENCIAL;ABIERTO;Otro;Juzgados;Una;2023-06-13;15;DIAS HABILES;"
    "2023-07-04;;"
)
MALA = "=3;9 de junio;RECLAMO;PRESENCIAL;ABIERTO;Otro;Juzgados;Una;;15;DIAS HABILES;;;"


def orden(carpeta: Path, *argumentos: object) -> subprocess.CompletedProcess[str]:
    entorno = {"PYTHONPATH": str(RAIZ / "src"), "VENTANILLA_DATOS": str(carpeta / "datos")}
    return subprocess.run(
        [sys.executable, "-m", "ventanilla.proyecto.ordenes", "importar", "pqrsd"]
        + [str(a) for a in argumentos],
        env={**os.environ, **entorno},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def tabla(tmp_path: Path) -> Path:
    ruta = tmp_path / "tabla.csv"
    ruta.write_bytes("\n".join([ENCABEZADO, ENTERA, CORTA, MALA]).encode("cp1252"))
    return ruta


def test_simular_cuenta_y_no_escribe_nada(tabla: Path) -> None:
    dicho = orden(tabla.parent, tabla, "--mapa", MAPA, "--simular", "--json")
    assert dicho.returncode == 0, dicho.stderr
    resumen = json.loads(dicho.stdout)
    assert (resumen["leidas"], resumen["importables"], resumen["rechazadas"]) == (3, 2, 1)
    assert resumen["vencimientos"] == {"iguales": 1, "distintos": 1, "sin_dato": 1}
    assert [p.name for p in tabla.parent.iterdir()] == ["tabla.csv"]


def test_en_pantalla_se_leen_las_dos_cuentas_y_lo_rechazado(tabla: Path) -> None:
    rechazadas = tabla.parent / "malas.csv"
    discrepancias = tabla.parent / "fechas.csv"
    dicho = orden(
        tabla.parent,
        *(tabla, "--mapa", MAPA, "--simular"),
        *("--rechazadas", rechazadas, "--discrepancias", discrepancias),
    )
    assert "iguales 1 · distintos 1 · sin dato 1" in dicho.stdout
    assert "línea 4, columna «FECHA DE INGRESO»" in dicho.stdout
    assert "Fue una simulación" in dicho.stdout
    assert "4;'=3;FECHA DE INGRESO" in rechazadas.read_text(encoding="utf-8-sig")
    assert "3;2;2023-06-09;15;2023-07-04;2023-07-05;-1" in discrepancias.read_text("utf-8-sig")


@pytest.mark.parametrize(
    ("cambios", "motivo"),
    [
        ({"archivo": "no-existe.csv"}, "no existe"),
        ({"archivo": "."}, "es una carpeta"),
        ({"mapa": "no-existe.toml"}, "no existe"),
        ({"dias": "26/03/2024"}, "no es una fecha"),
    ],
)
def test_lo_malo_se_dice_en_una_frase_y_sale_con_2(
    tabla: Path, cambios: dict[str, str], motivo: str
) -> None:
    archivo = tabla.parent / cambios["archivo"] if "archivo" in cambios else tabla
    mapa = tabla.parent / cambios["mapa"] if "mapa" in cambios else MAPA
    dias = cambios.get("dias", "2024-03-26")
    dicho = orden(tabla.parent, archivo, "--mapa", mapa, "--dias-no-habiles", dias, "--simular")
    assert dicho.returncode == 2
    assert motivo in dicho.stderr
    assert "Traceback" not in dicho.stderr
    assert dicho.stdout == ""


def test_sin_preparar_la_base_lo_dice(tabla: Path) -> None:
    dicho = orden(tabla.parent, tabla, "--mapa", MAPA)
    assert dicho.returncode == 2
    assert "./ventanilla preparar" in dicho.stderr
    assert "Traceback" not in dicho.stderr
