"""Lo que toda prueba necesita: una carpeta de datos propia y la base que se haya pedido."""

import os
import tempfile

import django

# Cada proceso de pruebas tiene su carpeta; nunca se toca la de nadie.
os.environ["VENTANILLA_DATOS"] = tempfile.mkdtemp(prefix="ventanilla-pruebas-")
os.makedirs(os.path.join(os.environ["VENTANILLA_DATOS"], "entrante"), exist_ok=True)
os.environ.setdefault("VENTANILLA_SECRETO", "secreto-solo-para-las-pruebas-" + "x" * 16)
os.environ.setdefault("VENTANILLA_LIMITE_RADICACION", "0")

# Aquí y no en pyproject: pytest-django la leería antes de esta hoja, con la carpeta de trabajo.
os.environ["DJANGO_SETTINGS_MODULE"] = "ventanilla.proyecto.settings"
django.setup()
