import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ventanilla.proyecto.settings")
if os.environ.get("VENTANILLA_HIJO"):
    from ventanilla.proyecto.procesos import morir_con_el_padre

    morir_con_el_padre()
application = get_wsgi_application()
