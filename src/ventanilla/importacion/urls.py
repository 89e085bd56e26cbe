"""Traer de otro sistema y resolver discrepancias. Todas piden haber entrado."""

from django.urls import path

from ventanilla.importacion.views import discrepancias, traidas

app_name = "importacion"
_T = "importar/<uuid:identificador>/"
urlpatterns = [
    path("importar/", traidas.lista, name="lista"),
    path("importar/subir/", traidas.subir, name="subir"),
    path("importar/plantillas/<str:que>/", traidas.plantilla, name="plantilla"),
    path(_T, traidas.ver, name="traida"),
    path(f"{_T}columnas/", traidas.columnas, name="columnas"),
    path(f"{_T}valores/", traidas.valores, name="valores"),
    path(f"{_T}traer/", traidas.traer, name="traer"),
    path(f"{_T}detener/", traidas.detener, name="detener"),
    path(f"{_T}descartar/", traidas.descartar, name="descartar"),
    path(f"{_T}apartadas.csv", traidas.apartadas, name="apartadas"),
    path("discrepancias/", discrepancias.lista, name="discrepancias"),
    path("discrepancias/discrepancias.csv", discrepancias.bajar, name="discrepancias_csv"),
    path("discrepancias/varias/", discrepancias.varias, name="discrepancias_varias"),
    path("discrepancias/<int:clave>/", discrepancias.una, name="discrepancia"),
]
