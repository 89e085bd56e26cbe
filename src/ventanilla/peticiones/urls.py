"""Las páginas de quien tramita. Todas piden haber entrado."""

from django.urls import path

from ventanilla.peticiones.views import (
    alcances,
    archivos,
    cierre_de_expediente,
    ente_externo,
    entes,
    expediente,
    oficios,
    partes,
    peticion,
    plantillas,
    presencia,
    respuesta,
    salida,
    verbos,
)
from ventanilla.peticiones.views.cambios_de_clase import cambios_de_clase

app_name = "peticiones"
_P = "peticiones/<uuid:identificador>/"
urlpatterns = [
    path("cambios-de-clase/", cambios_de_clase, name="cambios_de_clase"),
    path("entes/", entes.accesos_externos, name="accesos_externos"),
    path("entes/nuevo/", entes.nuevo, name="acceso_externo_nuevo"),
    path("entes/<uuid:identificador>/", entes.acceso_externo, name="acceso_externo"),
    path("entes/<uuid:identificador>/revocar/", entes.revocar, name="acceso_externo_revocar"),
    path("entes/<uuid:identificador>/enlace/", entes.otro_enlace, name="acceso_externo_enlace"),
    path("plantillas/", plantillas.plantillas, name="plantillas"),
    path("plantillas/nueva/", plantillas.nueva, name="plantilla_nueva"),
    path("plantillas/<uuid:identificador>/", plantillas.editar, name="plantilla"),
    path("plantillas/<uuid:identificador>/retirar/", plantillas.retirar, name="plantilla_retirar"),
    path(_P, peticion.ver, name="peticion"),
    path(f"{_P}presencia/", presencia.presencia, name="presencia"),
    path(f"{_P}contacto/", peticion.ver_contacto, name="contacto"),
    path(f"{_P}asignarme/", peticion.asignarme, name="asignarme"),
    path(f"{_P}asignar/", peticion.asignar, name="asignar"),
    path(f"{_P}enviar-a/", peticion.enviar_a, name="enviar_a"),
    path(f"{_P}aceptar/", peticion.aceptar, name="aceptar"),
    path(f"{_P}alcances/nuevo/", alcances.nuevo_alcance, name="nuevo_alcance"),
    path(f"{_P}alcances/<int:orden>/", alcances.alcance, name="alcance"),
    path(
        f"{_P}alcances/<int:orden>/documento.pdf", alcances.documento, name="documento_de_alcance"
    ),
    path(
        f"{_P}alcances/<int:orden>/anexos/<int:cual>/",
        archivos.anexo_de_alcance,
        name="anexo_de_alcance",
    ),
    path("partes/", partes.partes, name="partes_por_entregar"),
    path(f"{_P}partes/<int:orden>/", partes.parte, name="parte"),
    path(f"{_P}partes/<int:orden>/archivos/<int:cual>/", partes.archivo, name="archivo_de_parte"),
    *(path(f"{_P}{v.nombre}/", verbos.pagina_de(v.nombre), name=v.nombre) for v in verbos.TODOS),
    path(f"{_P}respuesta/", respuesta.escribir, name="escribir"),
    path(f"{_P}respuesta/guardar/", respuesta.autoguardar, name="autoguardar"),
    path(f"{_P}respuesta/revisar/", respuesta.revisar, name="revisar"),
    path(f"{_P}respuesta/borrador.pdf", respuesta.ver_borrador, name="borrador_pdf"),
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
    path(f"{_P}expediente/cerrar/", cierre_de_expediente.cerrar, name="cerrar_expediente"),
    path(f"{_P}expediente/reabrir/", cierre_de_expediente.reabrir, name="reabrir_expediente"),
    path(f"{_P}expediente/<int:orden>/", expediente.documento, name="documento_de_expediente"),
    path(
        f"{_P}respuesta/anexos/<int:orden>/",
        archivos.anexo_de_respuesta,
        name="anexo_de_respuesta",
    ),
    path(f"{_P}oficios/<int:orden>/documento.pdf", oficios.documento, name="oficio"),
    path(f"{_P}oficios/<int:orden>/entrega/", oficios.entrega, name="oficio_entrega"),
    path(f"{_P}oficios/<int:orden>/aviso/", oficios.aviso, name="oficio_aviso"),
    path(f"{_P}oficios/<int:orden>/rebote/", oficios.rebote, name="oficio_rebote"),
    path(f"{_P}oficios/<int:orden>/reenviar/", oficios.reenviar, name="oficio_reenviar"),
    path(f"{_P}anexos/<int:orden>/", archivos.anexo, name="anexo"),
    path(f"{_P}anexos/<int:orden>/original/", archivos.anexo_original, name="anexo_original"),
]
# Lo que un ente de control abre con su enlace, sin cuenta: (patrones, nombre).
de_entes = (
    [
        path("", ente_externo.lista, name="lista"),
        path("abrir/<str:ficha>/", ente_externo.abrir, name="abrir"),
        path("salir/", ente_externo.salir, name="salir"),
        path("peticiones/<uuid:identificador>/", ente_externo.peticion, name="peticion"),
    ],
    "entes",
)
