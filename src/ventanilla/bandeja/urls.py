"""Las páginas de la bandeja. Todas piden haber entrado."""

from django.urls import path

from ventanilla.bandeja.views import filtros_guardados, lista, reparto

app_name = "bandeja"
urlpatterns = [
    path("", lista.lista, name="lista"),
    path("filtros/", filtros_guardados.filtros, name="filtros"),
    path("filtros/guardar/", filtros_guardados.guardar, name="filtro_guardar"),
    path("filtros/<uuid:identificador>/", filtros_guardados.renombrar, name="filtro_renombrar"),
    path("filtros/<uuid:identificador>/borrar/", filtros_guardados.borrar, name="filtro_borrar"),
    path("repartir/", reparto.repartir, name="repartir"),
]
