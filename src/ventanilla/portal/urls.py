"""Lo que cualquier persona ve sin entrar."""

from django.urls import path

from ventanilla.portal.views import (
    apariencia,
    avisos,
    calculadora,
    cara,
    clave,
    directorio,
    inicio,
    maquinas,
    paginas,
    reglamento,
    transparencia,
    verificar,
)

app_name = "portal"
urlpatterns = [
    path("", inicio.inicio, name="inicio"),
    path("cuando-me-responden/", calculadora.calculadora, name="calculadora"),
    path("directorio/", directorio.directorio, name="directorio"),
    path("directorio/organigrama/", directorio.organigrama, name="organigrama"),
    path("directorio/<str:codigo>/", directorio.dependencia, name="dependencia"),
    path("verificar/<str:ficha>/", verificar.verificar, name="verificar"),
    path("perdi-mi-clave/", clave.pedir, name="clave_perdida"),
    path("perdi-mi-clave/codigo/", clave.canjear, name="clave_codigo"),
    path("atencion/", paginas.canales, name="canales"),
    path("ayuda/", paginas.ayuda, name="ayuda"),
    path("privacidad/", paginas.privacidad, name="privacidad"),
    path("accesibilidad/", paginas.accesibilidad, name="accesibilidad"),
    path("reglamento/", reglamento.vigente, name="reglamento"),
    path("reglamento/<int:numero>/", reglamento.version, name="reglamento_version"),
    path("reglamento/<int:numero>.pdf", reglamento.pdf, name="reglamento_pdf"),
    path("transparencia/", transparencia.transparencia, name="transparencia"),
    path("transparencia/sellos.txt", transparencia.sellos, name="sellos"),
    path("avisos/", avisos.avisos, name="avisos"),
    path("avisos/<str:ficha>.pdf", avisos.documento, name="aviso"),
    path("transparencia/llave.pem", transparencia.llave, name="llave"),
    path("apariencia/", apariencia.cambiar, name="apariencia"),
    path("cara/<str:color>.css", cara.colores, name="colores"),
    path("cara/<str:huella>.png", cara.escudo, name="escudo"),
    path("robots.txt", maquinas.robots, name="robots"),
    path(".well-known/security.txt", maquinas.seguridad, name="seguridad"),
]
# Va bajo otra dirección que las de arriba, con espacio propio: (patrones, nombre).
de_trabajo = ([path("entidad/cara/", cara.cara, name="cara")], "portal_trabajo")
