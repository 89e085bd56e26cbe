"""Un proceso que sella sin parar.

python tests/concurrencia/sellador.py SEGUNDOS
"""

import sys
import time

import django

django.setup()

from ventanilla.auditoria.servicios import sellar  # noqa: E402
from ventanilla.comun.reloj import ahora  # noqa: E402

fin = time.monotonic() + float(sys.argv[1])
while time.monotonic() < fin:
    sellar(ahora=ahora())
