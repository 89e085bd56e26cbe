"""Todas las direcciones del programa."""

from django.urls import include, path
from django.urls.resolvers import URLPattern, URLResolver

from ventanilla.directorio.urls import de_trabajo
from ventanilla.peticiones.urls import de_entes
from ventanilla.portal.urls import de_trabajo as de_la_cara
from ventanilla.proyecto.api import direcciones

handler403 = "ventanilla.proyecto.fallas.sin_permiso"
handler500 = "ventanilla.proyecto.fallas.falla_interna"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("ventanilla.portal.urls")),
    path("", include("ventanilla.atencion.web.urls")),
    path("trabajo/", include("ventanilla.bandeja.urls")),
    path("trabajo/", include("ventanilla.peticiones.urls")),
    path("trabajo/", include("ventanilla.estructura.urls")),
    path("ente/", include(de_entes)),
    path("trabajo/", include("ventanilla.importacion.urls")),
    path("trabajo/", include(de_trabajo)),
    path("trabajo/", include(de_la_cara)),
    path("trabajo/ayuda/", include("ventanilla.proyecto.ayuda.urls")),
    path("cuenta/", include("ventanilla.directorio.urls")),
    path("api/", direcciones()),
]
