import os

from django.core.wsgi import get_wsgi_application

from ventanilla.proyecto.cuerpo import con_cuerpo_entero
from ventanilla.proyecto.paciencia import HILOS, Cupo

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ventanilla.proyecto.settings")
if os.environ.get("VENTANILLA_HIJO"):
    from ventanilla.proyecto.procesos import morir_con_el_padre

    morir_con_el_padre()
_hilos = int(os.environ.get("VENTANILLA_HILOS", HILOS))
application = con_cuerpo_entero(get_wsgi_application(), Cupo(_hilos))
