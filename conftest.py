"""Lo que toda prueba necesita: una carpeta de datos propia y la base que se haya pedido."""

import os
import shutil
import tempfile
from collections.abc import Iterator

import django
import hypothesis
import pytest
from django.core.cache import cache
from playwright.sync_api import Browser, expect, sync_playwright

# Cada proceso de pruebas tiene su carpeta; nunca se toca la de nadie.
os.environ["VENTANILLA_DATOS"] = tempfile.mkdtemp(prefix="ventanilla-pruebas-")
os.makedirs(os.path.join(os.environ["VENTANILLA_DATOS"], "entrante"), exist_ok=True)
os.environ.setdefault("VENTANILLA_SECRETO", "secreto-solo-para-las-pruebas-" + "x" * 16)
os.environ.setdefault("VENTANILLA_LIMITE_RADICACION", "0")
# Las pruebas del segundo factor lo piden; las demás entran sin teléfono.
os.environ.setdefault("VENTANILLA_SEGUNDO_FACTOR", "")

# Aquí y no en pyproject: pytest-django la leería antes de esta hoja, con la carpeta de trabajo.
os.environ["DJANGO_SETTINGS_MODULE"] = "ventanilla.proyecto.settings"
django.setup()

# Quien pide una de estas toca la base; lo demás es puro y no hace falta repetirlo en cada una.
_TOCAN_LA_BASE = {"db", "transactional_db", "django_db_setup", "live_server", "sitio", "entorno"}


def pytest_unconfigure() -> None:
    """La carpeta de este proceso se va con él: en cientos de corridas llenarían el disco."""
    shutil.rmtree(os.environ["VENTANILLA_DATOS"], ignore_errors=True)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marca como puras las pruebas que no tocan la base de datos."""
    for prueba in items:
        usa = set(getattr(prueba, "fixturenames", ()))
        if not usa & _TOCAN_LA_BASE and not any(
            prueba.get_closest_marker(m) for m in ("django_db", "lenta")
        ):
            prueba.add_marker("pura")


# Una máquina ocupada no es una propiedad falsa: aquí nada se juzga por su prisa. Los ejemplos son los
# mismos en cada corrida, para que una falla sea de lo que se cambió; con --hypothesis-profile=explorar
# se buscan otros, y muchos más.
SIN_PRISA = [hypothesis.HealthCheck.too_slow]
hypothesis.settings.register_profile(
    "casa", deadline=None, derandomize=True, database=None, suppress_health_check=SIN_PRISA
)
hypothesis.settings.register_profile(
    "explorar", deadline=None, max_examples=2000, database=None, suppress_health_check=SIN_PRISA
)
hypothesis.settings.load_profile("casa")

# Con la máquina ocupada una página puede tardar; lo que se mide aquí no es la prisa. En milisegundos.
PACIENCIA = 90_000
OPCIONES_DE_CHROMIUM = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Un solo Chromium para todas las pruebas de navegador."""
    # El motor corre un bucle propio en este hilo; Django lo confunde con código asíncrono.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    expect.set_options(timeout=PACIENCIA)
    with sync_playwright() as motor:
        abierto = motor.chromium.launch(
            executable_path="/usr/bin/chromium", args=OPCIONES_DE_CHROMIUM, timeout=PACIENCIA
        )
        abierto.on("context", lambda contexto: contexto.set_default_timeout(PACIENCIA))
        yield abierto
        abierto.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(autouse=True)
def _memoria_limpia() -> None:
    """Los límites de intentos que una prueba gastó no cuentan para la siguiente."""
    cache.clear()
