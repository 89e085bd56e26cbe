"""Ocho procesos radican cruzando el 31 de diciembre, cada uno con su reloj, y a la mitad los matan."""

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.concurrencia.test_numeros import ABRIR, RAIZ, _en_django, _orden, entorno

__all__ = ["entorno"]
pytestmark = pytest.mark.lenta
ESCRITORES, SEGUNDOS = 8, 6
CASI = "2026-12-31T23:59:57.500-05:00"
CONSULTA = """
import json
from ventanilla.correspondencia.models import Radicado
filas = Radicado.objects.order_by("vigencia", "consecutivo")
print(json.dumps([[v, c, m.isoformat()] for v, c, m in
    filas.values_list("vigencia", "consecutivo", "momento_radicacion")]))
"""


def _cruzar_y_matar(entorno: dict[str, str]) -> list[tuple[str, str]]:
    """Mata a la mitad apenas acusa su primer número del año nuevo; devuelve lo acusado."""
    guion = str(RAIZ / "tests" / "concurrencia" / "escritor.py")
    procesos = [
        subprocess.Popen(
            [sys.executable, guion, str(n), str(SEGUNDOS), CASI],
            env=entorno,
            stdout=subprocess.PIPE,
            text=True,
        )
        for n in range(ESCRITORES)
    ]
    acusadas = []
    for n, proceso in enumerate(procesos):
        assert proceso.stdout is not None
        for linea in proceso.stdout:
            partes = linea.split()
            if len(partes) == 3 and linea.endswith("\n"):
                acusadas.append((partes[1], partes[2]))
                if n < ESCRITORES // 2 and partes[1].startswith("2027-"):
                    proceso.send_signal(signal.SIGKILL)
        proceso.wait()
    return acusadas


def test_cada_ano_numera_desde_uno_sin_huecos_y_nada_acusado_se_pierde(
    entorno: dict[str, str], tmp_path: Path
) -> None:
    acusadas = _cruzar_y_matar(entorno)
    impresos = [numero for numero, _ in acusadas]
    assert len(set(impresos)) == len(impresos)

    filas = json.loads(_en_django(entorno, CONSULTA))
    for vigencia in (2026, 2027):
        numeros = [n for v, n, _ in filas if v == vigencia]
        assert numeros
        assert numeros == list(range(1, len(numeros) + 1))
    momentos = [m for _, _, m in filas]
    assert momentos == sorted(momentos)

    ruta = tmp_path / "pares.json"
    ruta.write_text(json.dumps(acusadas))
    assert _en_django(entorno, ABRIR.format(ruta=str(ruta))).strip() == "0"
    libro = json.loads(_orden(entorno, "verificar", "--json"))
    assert libro["huecos"] == libro["repetidos"] == libro["alteraciones"] == []
