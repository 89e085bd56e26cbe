"""La API entera: reúne las rutas de las casas y habla español cuando falla."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls.resolvers import URLPattern, URLResolver
from ninja.errors import HttpError, ValidationError

from ventanilla.atencion.web.api import router
from ventanilla.proyecto.documentacion import Api, PaginaDeLaApi

api = Api(
    title="Ventanilla",
    version="1",
    description="Radicar y consultar peticiones. Todo error trae `errores`: campo y mensaje.",
    docs=PaginaDeLaApi(),
    docs_url="/docs",
    openapi_url="/openapi.json",
    urls_namespace="api",
)
api.add_router("/v1", router)


def direcciones() -> tuple[list[URLPattern | URLResolver], str, str]:
    """Las rutas de la API, abiertas: cada una pide su clave o su ficha, no una sesión."""
    rutas, aplicacion, espacio = api.urls
    for ruta in rutas:
        if isinstance(ruta, URLPattern):
            login_not_required(ruta.callback)
    return rutas, aplicacion, espacio


@api.exception_handler(ValidationError)
def _no_valida(request: HttpRequest, error: ValidationError) -> HttpResponse:
    faltas = [
        {"campo": ".".join(str(p) for p in e["loc"]), "mensaje": "El valor no sirve aquí."}
        for e in error.errors
    ]
    return JsonResponse({"errores": faltas}, status=422)


@api.exception_handler(HttpError)
def _falla(request: HttpRequest, error: HttpError) -> HttpResponse:
    mensaje = "No se pudo leer lo que envió." if error.status_code == 400 else str(error)
    return JsonResponse({"errores": [{"campo": "", "mensaje": mensaje}]}, status=error.status_code)
