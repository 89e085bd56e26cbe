"""La vista de comparación: el mismo servidor y el mismo JSON, un contador y una fila, y nada más.

Es lo mínimo que un sistema con números sin huecos puede hacer en Django y que no se pierda.
"""

import json
import os
from pathlib import Path

import dj_database_url
import django
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

_URL = os.environ.get("DATABASE_URL", "")
_SQLITE = {
    "ENGINE": "django.db.backends.sqlite3",
    "NAME": Path(os.environ["VENTANILLA_DATOS"]) / "desnuda.sqlite3",
    "OPTIONS": {
        "transaction_mode": "IMMEDIATE",
        "timeout": 30,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
    },
    "CONN_MAX_AGE": None,
}
settings.configure(
    ALLOWED_HOSTS=["*"],
    ROOT_URLCONF=__name__,
    DATABASES={"default": dj_database_url.parse(_URL, conn_max_age=600) if _URL else _SQLITE},
)
django.setup()


def crear_tablas() -> None:
    """Las dos tablas, vacías."""
    with connection.cursor() as c:
        c.execute("create table contador_desnudo (id integer primary key, ultimo bigint)")
        c.execute("create table fila_desnuda (numero bigint primary key, texto text)")
        c.execute("insert into contador_desnudo values (1, 0)")


@csrf_exempt
def radicar(request: HttpRequest) -> HttpResponse:
    """Un número sin huecos y una fila durable."""
    datos = json.loads(request.body or b"{}")
    with transaction.atomic(), connection.cursor() as c:
        c.execute("update contador_desnudo set ultimo = ultimo + 1 where id = 1")
        c.execute("select ultimo from contador_desnudo where id = 1")
        numero = c.fetchone()[0]
        c.execute("insert into fila_desnuda values (%s, %s)", [numero, json.dumps(datos)])
    return JsonResponse({"radicado": numero}, status=201)


urlpatterns = [path("api/v1/peticiones", radicar)]
application = WSGIHandler()
