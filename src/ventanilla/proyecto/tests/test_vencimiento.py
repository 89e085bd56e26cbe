"""`./ventanilla vencimiento`: se explica a una persona, responde lotes y dice qué está mal."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from ventanilla.proyecto.ordenes.__main__ import main

RAIZ = Path(__file__).resolve().parents[4]
BASE = ("--clase", "peticion", "--recibida", "2023-06-09T10:00")


class Entrada:
    """Una entrada de texto como la del sistema, con sus bytes."""

    def __init__(self, crudo: bytes) -> None:
        self.buffer = io.BytesIO(crudo)


@pytest.fixture
def orden(capsys, monkeypatch):
    def correr(*argumentos: str, entrada: bytes = b""):
        monkeypatch.setattr(sys, "stdin", Entrada(entrada))
        try:
            codigo = main(["vencimiento", *argumentos])
        except SystemExit as fin:
            codigo = int(fin.code or 0)
        salida = capsys.readouterr()
        return codigo, salida.out, salida.err

    return correr


def test_dice_cuando_vence_por_que_y_dia_por_dia(orden):
    codigo, salida, error = orden(*BASE)
    assert (codigo, error) == (0, "")
    assert "vence el miércoles 5 de julio de 2023, a la medianoche." in salida
    assert "El término es de 15 días hábiles. Norma: Ley 1437 de 2011, art. 14" in salida
    assert "lunes 12 de junio (festivo: Corpus Christi)" in salida
    assert "  15  miércoles 5 de julio de 2023: día hábil  <- vence" in salida


def test_las_opciones_mueven_la_fecha(orden):
    def vence(*mas: str) -> str:
        codigo, salida, _ = orden(*BASE, "--json", *mas)
        assert codigo == 0
        return str(json.loads(salida)["vence"])

    assert vence() == "2023-07-05"
    assert vence("--dias-no-habiles", "2023-06-13,2023-06-14") == "2023-07-07"
    assert vence("--actuacion", "prorroga=2023-06-30,hasta=2023-07-19") == "2023-07-19"
    assert vence("--actuacion", "requerimiento=2023-06-14") == "None"
    assert vence("--jornada-sabado") == "2023-06-29"
    assert vence("--especial", "dias=5,norma=Una norma") == "2023-06-20"


@pytest.mark.parametrize("opcion", ["--inmediata-2207", "--reinicia", "--recibida-habil-siguiente"])
def test_las_decisiones_de_la_entidad_se_pueden_probar(orden, opcion):
    casos = {
        "--inmediata-2207": ("2022-05-10T08:00", "2022-06-01"),
        "--reinicia": ("2024-02-05T10:00", "2024-03-26"),
        "--recibida-habil-siguiente": ("2025-11-01T08:00", "2025-11-26"),
    }
    recibida, esperada = casos[opcion]
    hechos = ("--actuacion", "requerimiento=2024-02-12", "--actuacion", "complemento=2024-03-04")
    codigo, salida, _ = orden(
        "--clase", "peticion", "--recibida", recibida, "--json", opcion,
        *(hechos if opcion == "--reinicia" else ()),
    )  # fmt: skip
    assert codigo == 0
    assert json.loads(salida)["vence"] == esperada


def test_el_lote_responde_cada_caso_con_su_id_y_solo_json(orden):
    casos = [
        {"id": "a", "clase": "informacion", "recibida": "2023-10-09T10:00"},
        {
            "id": 7,
            "clase": "peticion",
            "recibida": "2024-02-05T10:00",
            "actuaciones": [{"tipo": "requerimiento", "fecha": "2024-02-08"}],
            "dias_no_habiles": ["2024-02-06"],
        },
        {"clase": "felicitacion", "recibida": "2024-02-05"},
    ]
    codigo, salida, error = orden("--lote", "-", entrada=json.dumps(casos).encode())
    assert (codigo, error) == (0, "")
    a, siete, sin_id = json.loads(salida)
    assert (a["id"], a["vence"], a["dias"], a["unidad"]) == ("a", "2023-10-24", 10, "habiles")
    assert a["dia_uno"] == "2023-10-10"
    assert set(a["topes"]) == {
        "prorroga_maxima",
        "aviso_prorroga",
        "requerir_hasta",
        "complemento_hasta",
        "desistimiento_desde",
        "aclaracion_hasta",
        "trasladar_hasta",
        "entrega_por_silencio",
    }
    assert a["topes"]["entrega_por_silencio"] == "2023-10-27"
    assert (siete["id"], siete["vence"]) == (7, None)
    assert siete["topes"]["complemento_hasta"] == "2024-03-08"
    assert (sin_id["id"], sin_id["vence"], len(sin_id["explicacion"])) == (None, None, 1)


def test_un_lote_sin_casos_da_una_lista_vacia(orden):
    assert orden("--lote", "-", entrada=b"[]")[:2] == (0, "[]\n")


@pytest.mark.parametrize(
    ("argumentos", "dice"),
    [
        ((), "Diga la clase y cuándo se recibió"),
        (("--clase",), "Diga la clase"),
        (("--clase", "inventada", "--recibida", "2023-06-09"), "La clase «inventada» no existe"),
        (("--clase", "peticion", "--recibida", "2023-02-30"), "no es una fecha que exista"),
        (("--clase", "peticion", "--recibida", "0001-01-01T00:00+14:00"), "El año 1 no sirve"),
        (("--clase", "peticion", "--recibida", "2010-01-01"), "No hay regla"),
        (("--clase", "peticion", "--recibida", "2199-12-31"), "El calendario va de 1984 a 2199"),
        ((*BASE, "--dias-no-habiles", "13/06/2023"), "«13/06/2023» no es una fecha"),
        ((*BASE, "--dias-no-habiles"), "Escriba los días así"),
        ((*BASE, "--actuacion", "ayer"), "Escriba la actuación así"),
        ((*BASE, "--actuacion", "reparto=2023-06-10"), "No existe la actuación «reparto»"),
        ((*BASE, "--actuacion", "prorroga=2023-06-10,hasta"), "se escriben así: dato=valor"),
        ((*BASE, "--especial", "dias=0"), "van de 1 a 3.650"),
        ((*BASE, "--especial", "dias=99999999"), "número entero"),
        ((*BASE, "--hora-cierre", "tarde"), "La hora de cierre se escribe así"),
        (("--lote", "/no/existe.json"), "No se puede leer el archivo"),
        (("--inventada",), "No se entienden las opciones"),
    ],
)
def test_lo_que_no_se_entiende_se_dice_en_una_frase(orden, argumentos, dice):
    codigo, salida, error = orden(*argumentos)
    assert (codigo, salida) == (2, "")
    assert dice in error
    assert len(error.strip().splitlines()) == 1


@pytest.mark.parametrize(
    ("entrada", "dice"),
    [
        (b"", "El lote está vacío"),
        (b"\xff\xfe", "no está en UTF-8"),
        (b"hola", "no es JSON válido (línea 1)"),
        (b"[" * 100_000, "no es JSON válido"),
        (b"[" + b"9" * 5000 + b"]", "no es JSON válido"),
        (b"{}", "una lista JSON"),
        (b"[1]", "Caso 1: cada caso es un objeto"),
        (b'[{"id":"x","recibida":"2024-01-01"}]', "Caso 1 («x»): falta la «clase»".encode()),
        (b'[{"clase":"peticion"}]', "falta «recibida»"),
        (b'[{"clase":"peticion","recibida":20240101}]', "no es una fecha"),
        (b'[{"clase":"peticion","recibida":"2024-01-01","otro":1}]', "no se conoce el dato «otro»"),
        (b'[{"clase":"peticion","recibida":"2024-01-01","actuaciones":5}]', "«actuaciones» es una"),
        (b'[{"clase":"peticion","recibida":"2024-01-01","actuaciones":[5]}]', "cada actuación"),
        (b'[{"clase":"peticion","recibida":"2024-01-01","dias_no_habiles":[null]}]', "está vacío"),
        (b'[{"clase":"peticion","recibida":"2024-01-01","especial":[1]}]', "«especial» es un"),
        (b'[{"clase":"peticion","recibida":"2024-01-01","excluye_ampliacion":1}]', "verdadero"),
    ],
)
def test_un_lote_malo_dice_que_caso_y_por_que(orden, entrada, dice):
    codigo, salida, error = orden("--lote", "-", entrada=entrada)
    assert (codigo, salida) == (2, "")
    assert (dice.decode() if isinstance(dice, bytes) else dice) in error
    assert len(error.strip().splitlines()) == 1


def test_corre_sin_django_sin_base_de_datos_y_sin_carpeta_de_datos(tmp_path):
    codigo = (
        "import sys\n"
        "from ventanilla.proyecto.ordenes.__main__ import main\n"
        f"assert main(['vencimiento', *{BASE!r}]) == 0\n"
        "assert 'django' not in sys.modules\n"
    )
    entorno = {"PYTHONPATH": str(RAIZ / "src"), "PATH": os.environ["PATH"]}
    proceso = subprocess.run(
        [sys.executable, "-c", codigo], env=entorno, cwd=tmp_path, capture_output=True, check=False
    )
    assert proceso.returncode == 0, proceso.stderr.decode()
    assert list(tmp_path.iterdir()) == []
