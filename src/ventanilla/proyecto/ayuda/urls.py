"""Las páginas de la ayuda. Todas piden haber entrado."""

from django.urls import path

from ventanilla.proyecto.ayuda import views

app_name = "ayuda"
urlpatterns = [
    path("", views.ayuda, name="ayuda"),
    path("figuras/<str:nombre>", views.figura, name="figura"),
    path("<slug:nombre>/", views.pagina, name="pagina"),
]
