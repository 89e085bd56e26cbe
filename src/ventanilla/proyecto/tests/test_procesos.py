"""Los procesos: lo que el padre carga, y que nadie quede vivo ni muerto de más."""

import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

FUENTES = Path(__file__).resolve().parents[3]


def _correr(codigo: str, datos: Path) -> str:
    entorno = {**os.environ, "VENTANILLA_DATOS": str(datos), "PYTHONPATH": str(FUENTES)}
    entorno.pop("DATABASE_URL", None)
    hecho = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(codigo)],
        env=entorno,
        check=True,
        capture_output=True,
        text=True,
    )
    return hecho.stdout


@pytest.mark.skipif(sys.platform != "linux", reason="cuenta los hilos en /proc")
def test_lo_cargado_antes_de_bifurcarse_no_deja_hilos_ni_trae_lo_que_no_se_usa(
    tmp_path: Path,
) -> None:
    """Un hilo no sobrevive a una bifurcación: quien lo espere en el hijo se queda esperando."""
    salida = _correr(
        """
        import os, sys
        from ventanilla.proyecto.ordenes.armar import armar
        armar()
        from ventanilla.proyecto.procesos import listo_para_bifurcarse
        listo_para_bifurcarse()
        print(len(os.listdir("/proc/self/task")))
        print([m for m in ("numpy", "typst", "redis", "boto3", "openpyxl") if m in sys.modules])
        """,
        tmp_path,
    )
    assert salida.split("\n")[:2] == ["1", "[]"]


def test_quien_muere_vuelve_y_al_terminar_no_queda_nadie(tmp_path: Path) -> None:
    salida = _correr(
        """
        import os, signal, time
        from ventanilla.proyecto.ordenes.armar import armar
        armar()
        from ventanilla.proyecto.procesos import Hijo, despedir

        def dormir():
            time.sleep(600)
            return 0

        hijo = Hijo("prueba", dormir)
        hijo.arrancar()
        primero = hijo.proceso
        os.kill(primero, signal.SIGKILL)
        while hijo.proceso == primero or hijo.proceso is None:
            hijo.atender(time.monotonic())
            time.sleep(0.01)
        print(hijo.espera)
        despedir([hijo])
        print(hijo.terminado())
        """,
        tmp_path,
    )
    assert salida.split() == ["1.0", "0"]


@pytest.mark.skipif(sys.platform != "linux", reason="el aviso de muerte del padre es de Linux")
def test_si_el_padre_muere_los_hijos_mueren(tmp_path: Path) -> None:
    salida = _correr(
        """
        import os, signal, subprocess, sys
        from ventanilla.proyecto.ordenes.armar import armar
        armar()
        from ventanilla.proyecto.procesos import Hijo
        import time

        def dormir():
            time.sleep(600)
            return 0

        leer, escribir = os.pipe()
        if os.fork() == 0:
            hijo = Hijo("prueba", dormir)
            hijo.arrancar()
            os.write(escribir, str(hijo.proceso).encode())
            os.kill(os.getpid(), signal.SIGKILL)
        print(os.read(leer, 20).decode())
        """,
        tmp_path,
    )
    assert _termina(int(salida))


def _termina(pid: int) -> bool:
    limite = time.monotonic() + 120
    while time.monotonic() < limite:
        try:
            estado = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
        except (FileNotFoundError, ProcessLookupError):
            return True
        if estado == "Z":
            return True
        time.sleep(0.05)
    os.kill(pid, signal.SIGKILL)
    return False
