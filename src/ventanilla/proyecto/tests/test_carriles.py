"""Los dos carriles del obrero: un correo no espera a que termine una importación."""

import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from django_tasks_db.models import DBTaskResult

from ventanilla.comun.cola import encolar
from ventanilla.comun.transaccion import escritura

FUENTES = Path(__file__).resolve().parents[3]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("nombre", "cola"),
    [
        ("importacion.trabajar", "lentas"),
        ("estructura.aplicar_dias", "lentas"),
        ("correspondencia.despachar_pendientes", "default"),
        ("peticiones.componer_respuesta", "default"),
    ],
)
def test_lo_que_tarda_va_por_su_carril(nombre: str, cola: str) -> None:
    with escritura():
        encolar(nombre)
    assert DBTaskResult.objects.get().queue_name == cola


def test_lo_corto_corre_mientras_lo_largo_sigue(tmp_path: Path) -> None:
    """Lo largo se encola primero y no termina hasta que corra lo corto: con un carril no acabaría."""
    codigo = """
        import os, threading
        from ventanilla.proyecto.ordenes.armar import armar
        armar()
        from django.core.management import call_command
        from ventanilla.comun.cola import encolar, tarea
        from ventanilla.comun.transaccion import escritura
        from ventanilla.proyecto.ordenes.obrero import trabajar

        call_command("migrate", "django_tasks_database", verbosity=0)
        paso = threading.Event()

        @tarea("prueba.larga", lenta=True)
        def larga():
            os._exit(0 if paso.wait(300) else 3)

        @tarea("prueba.corta")
        def corta():
            paso.set()

        with escritura():
            encolar("prueba.larga")
            encolar("prueba.corta")
        trabajar()
        """
    entorno = {**os.environ, "VENTANILLA_DATOS": str(tmp_path), "PYTHONPATH": str(FUENTES)}
    entorno.pop("DATABASE_URL", None)
    hecho = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(codigo)],
        env=entorno,
        capture_output=True,
        text=True,
        timeout=600,
    )
    assert hecho.returncode == 0, hecho.stderr
