"""Las direcciones del canal web: radicar, recibo, consultar y mi petición."""

from django.urls import path

from ventanilla.atencion.web.views import alcance, completar, consultar, peticion, radicar, recibo

app_name = "atencion_web"
# Lo traído de otro sistema conserva su número, y ese puede llevar barras: por eso `path`, y por eso
# la página de cada uno va después de las que cuelgan de ella.
urlpatterns = [
    path("radicar/", radicar.radicar_peticion, name="radicar"),
    path("recibo/<path:radicado>/constancia.pdf", recibo.constancia_pdf, name="constancia"),
    path("consultar/", consultar.consultar, name="consultar"),
    path("consultar/salir/", consultar.salir, name="salir"),
    path("mi-peticion/<path:radicado>/respuesta/", peticion.respuesta_html, name="respuesta"),
    path("mi-peticion/<path:radicado>/respuesta.pdf", peticion.respuesta_pdf, name="respuesta_pdf"),
    path(
        "mi-peticion/<path:radicado>/respuesta/anexo/<int:orden>/",
        peticion.anexo_de_respuesta,
        name="anexo_de_respuesta",
    ),
    path("mi-peticion/<path:radicado>/alcance/<int:orden>/", alcance.alcance, name="alcance"),
    path(
        "mi-peticion/<path:radicado>/alcance/<int:orden>.pdf",
        alcance.alcance_pdf,
        name="alcance_pdf",
    ),
    path(
        "mi-peticion/<path:radicado>/alcance/<int:orden>/anexo/<int:cual>/",
        alcance.anexo_de_alcance,
        name="anexo_de_alcance",
    ),
    path("mi-peticion/<path:radicado>/anexo/<int:orden>/", peticion.anexo, name="anexo"),
    path("mi-peticion/<path:radicado>/oficio/<int:orden>/", peticion.oficio, name="oficio"),
    path("mi-peticion/<path:radicado>/completar/", completar.completar, name="completar"),
    path("mi-peticion/<path:radicado>/mas-tiempo/", completar.mas_tiempo, name="mas_tiempo"),
    path("mi-peticion/<path:radicado>/retirar/", completar.retirar, name="retirar"),
    path("mi-peticion/<path:radicado>/no-me-han-respondido/", peticion.avisar, name="avisar"),
    path("recibo/<path:radicado>/", recibo.recibo, name="recibo"),
    path("mi-peticion/<path:radicado>/", peticion.mi_peticion, name="mi_peticion"),
]
