"""Arrancar Django desde una orden, o decir en una frase por qué no se puede."""

import os
import sys


def armar() -> None:
    """Deja Django listo; si el entorno no sirve, lo dice y sale con 2."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ventanilla.proyecto.settings")
    from ventanilla.proyecto.entorno import EntornoInvalido  # noqa: PLC0415

    try:
        import django  # noqa: PLC0415

        django.setup()
    except EntornoInvalido as error:
        print(str(error), file=sys.stderr)
        sys.exit(2)
