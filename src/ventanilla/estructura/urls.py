"""Las páginas en que se cambia la entidad y se ve qué mueve. Todas piden haber entrado."""

from django.urls import path

from ventanilla.estructura.views import (
    ajustes,
    borrador_trd,
    dias,
    paz_y_salvo,
    retirar,
    tipos,
    trd,
)
from ventanilla.estructura.views.cerrar_dependencia import cerrar_dependencia
from ventanilla.estructura.views.retirar_trd import retirar_version

app_name = "estructura"
urlpatterns = [
    path("personas/<int:persona_id>/retirar/", retirar.retirar, name="retirar_persona"),
    path("paz-y-salvo/", paz_y_salvo.paz_y_salvo, name="paz_y_salvo"),
    path("tipos/", tipos.tipos, name="tipos"),
    path("tipos/nuevo/", tipos.tipo_nuevo, name="tipo_nuevo"),
    path("tipos/<str:codigo>/", tipos.tipo, name="tipo"),
    path("trd/", trd.trd, name="trd"),
    path("trd/<int:version_id>/retirar/", retirar_version, name="trd_retirar"),
    path("trd/borrador/", borrador_trd.borrador, name="trd_borrador"),
    path("trd/borrador/revisar/", borrador_trd.revisar, name="trd_revisar"),
    path("trd/borrador/descartar/", borrador_trd.descartar, name="trd_descartar"),
    path("trd/borrador/series/nueva/", borrador_trd.serie_nueva, name="trd_serie_nueva"),
    path("trd/borrador/series/<int:serie_id>/", borrador_trd.serie, name="trd_serie"),
    path("trd/borrador/series/<int:serie_id>/quitar/", borrador_trd.quitar, name="trd_quitar"),
    path("ajustes/", ajustes.ajustes, name="ajustes"),
    path("ajustes/<slug:campo>/", ajustes.ajuste, name="ajuste"),
    path("dias/declarar/", dias.declarar_dias, name="declarar_dias"),
    path("dias/<int:dia_id>/revocar/", dias.revocar_dias, name="revocar_dias"),
    path("dependencias/<str:codigo>/cerrar/", cerrar_dependencia, name="cerrar_dependencia"),
]
