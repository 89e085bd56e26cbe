import os

from django.core.wsgi import get_wsgi_application

from ventanilla.proyecto.cuerpo import con_cuerpo_entero
from ventanilla.proyecto.paciencia import HILOS, Cupo

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ventanilla.proyecto.settings")
_hilos = int(os.environ.get("VENTANILLA_HILOS", HILOS))
application = con_cuerpo_entero(get_wsgi_application(), Cupo(_hilos))
