"""Las páginas de quien tramita. Todas piden haber entrado."""

from django.urls import path

from ventanilla.peticiones.views import (
    archivos,
    bandeja,
    expediente,
    filtros_guardados,
    partes,
    paz_y_salvo,
    peticion,
    plantillas,
    presencia,
    reparto,
    respuesta,
    retirar,
    salida,
    verbos,
)
from ventanilla.peticiones.views.cambios_de_clase import cambios_de_clase
from ventanilla.peticiones.views.cerrar_dependencia import cerrar_dependencia

app_name = "peticiones"
_P = "peticiones/<uuid:identificador>/"
urlpatterns = [
    path("", bandeja.bandeja, name="bandeja"),
    path("filtros/", filtros_guardados.filtros, name="filtros"),
    path("filtros/guardar/", filtros_guardados.guardar, name="filtro_guardar"),
    path("filtros/<uuid:identificador>/", filtros_guardados.renombrar, name="filtro_renombrar"),
    path("filtros/<uuid:identificador>/borrar/", filtros_guardados.borrar, name="filtro_borrar"),
    path("repartir/", reparto.repartir, name="repartir"),
    path("personas/<int:persona_id>/retirar/", retirar.retirar, name="retirar_persona"),
    path("paz-y-salvo/", paz_y_salvo.paz_y_salvo, name="paz_y_salvo"),
    path("cambios-de-clase/", cambios_de_clase, name="cambios_de_clase"),
    path("plantillas/", plantillas.plantillas, name="plantillas"),
    path("plantillas/nueva/", plantillas.nueva, name="plantilla_nueva"),
    path("plantillas/<uuid:identificador>/", plantillas.editar, name="plantilla"),
    path("plantillas/<uuid:identificador>/retirar/", plantillas.retirar, name="plantilla_retirar"),
    path("dependencias/<str:codigo>/cerrar/", cerrar_dependencia, name="cerrar_dependencia"),
    path(_P, peticion.ver, name="peticion"),
    path(f"{_P}presencia/", presencia.presencia, name="presencia"),
    path(f"{_P}contacto/", peticion.ver_contacto, name="contacto"),
    path(f"{_P}asignarme/", peticion.asignarme, name="asignarme"),
    path(f"{_P}asignar/", peticion.asignar, name="asignar"),
    path(f"{_P}enviar-a/", peticion.enviar_a, name="enviar_a"),
    path(f"{_P}aceptar/", peticion.aceptar, name="aceptar"),
    *(path(f"{_P}{v.nombre}/", verbos.pagina_de(v.nombre), name=v.nombre) for v in verbos.VERBOS),
    path("partes/", partes.partes, name="partes_por_entregar"),
    path(f"{_P}partes/<int:orden>/", partes.parte, name="parte"),
    path(f"{_P}partes/<int:orden>/archivos/<int:cual>/", partes.archivo, name="archivo_de_parte"),
    path(f"{_P}respuesta/", respuesta.escribir, name="escribir"),
    path(f"{_P}respuesta/guardar/", respuesta.autoguardar, name="autoguardar"),
    path(f"{_P}respuesta/revisar/", respuesta.revisar, name="revisar"),
    path(f"{_P}respuesta/pasar-a-firma/", salida.pasar_a_firma, name="pasar_a_firma"),
    path(f"{_P}respuesta/firmar/", salida.poner_firma, name="firmar"),
    path(f"{_P}respuesta/despachar/", salida.enviar, name="despachar"),
    path(f"{_P}respuesta/entrega/", salida.entregar, name="entrega"),
    path(f"{_P}respuesta/documento.pdf", archivos.respuesta, name="documento"),
    path(f"{_P}expediente/", expediente.ver, name="expediente"),
    path(f"{_P}expediente/completo.zip", expediente.completo, name="expediente_zip"),
    path(f"{_P}expediente/indice.pdf", expediente.indice_pdf, name="indice_pdf"),
    path(f"{_P}expediente/indice.xml", expediente.indice_xml, name="indice_xml"),
    path(f"{_P}expediente/indice.csv", expediente.indice_csv, name="indice_csv"),
    path(f"{_P}expediente/<int:orden>/", expediente.documento, name="documento_de_expediente"),
    path(
        f"{_P}respuesta/anexos/<int:orden>/",
        archivos.anexo_de_respuesta,
        name="anexo_de_respuesta",
    ),
    path(f"{_P}anexos/<int:orden>/", archivos.anexo, name="anexo"),
]
