"""Escribir la respuesta: el borrador se guarda sin pisar lo de otra persona."""

import uuid
from datetime import datetime

from django.db import IntegrityError
from django.db.models import F

from ventanilla.comun.actores import Actor
from ventanilla.comun.errores import Cambiado, DatosInvalidos, Falta
from ventanilla.comun.fechas import enumerar
from ventanilla.comun.texto import limpiar, limpiar_linea
from ventanilla.comun.transaccion import escritura
from ventanilla.documentos.bloques import limpiar_html
from ventanilla.documentos.servicios import html_a_bloques
from ventanilla.peticiones.models import Actuacion, Estado, Peticion, Respuesta
from ventanilla.peticiones.permisos import puede_proyectar
from ventanilla.peticiones.reglas.escritura import a_html, a_texto
from ventanilla.peticiones.reglas.plantillas import por_llenar
from ventanilla.peticiones.servicios.anotar import anotar
from ventanilla.peticiones.servicios.avanzar import avanzar
from ventanilla.peticiones.servicios.exigir import exigir, usuario_de

MAXIMO_CUERPO = 60_000
MAXIMO_ASUNTO = 200
OTRO_GUARDO = (
    "Otra persona guardó este borrador mientras usted escribía. No se perdió nada: abajo están los "
    "dos textos. Deje en el recuadro lo que deba quedar y vuelva a guardar."
)
_FALTA_LLENAR = "La plantilla dejó algo por llenar: {}. Escríbalo o bórrelo, y vuelva a pasarla."


def guardar_borrador(
    peticion: Peticion,
    *,
    asunto: str,
    texto: str,
    version: int,
    actor: Actor,
    ahora: datetime,
) -> Respuesta:
    """Guarda el borrador si nadie lo cambió desde la `version` que se leyó (0: todavía no había).

    `texto` lleva las marcas de `reglas.escritura`; se guarda como HTML limpio.

    Raises:
        SinPermiso: si no puede proyectar en esta petición.
        DatosInvalidos: si es demasiado largo.
        Cambiado: si otra persona lo guardó primero; lo suyo quedó y lo de aquí no se escribió.
    """
    exigir(puede_proyectar(actor, peticion))
    asunto, texto = limpiar_linea(asunto), limpiar(texto)
    _revisar_largo(asunto, texto)
    asunto = asunto or peticion.asunto
    cuerpo = limpiar_html(a_html(texto))
    if version == 0:
        return _empezar(peticion, asunto, cuerpo, actor, ahora)
    with escritura():
        guardados = Respuesta.objects.filter(
            peticion=peticion, version=version, estado=Respuesta.Estado.BORRADOR
        ).update(
            asunto=asunto,
            cuerpo=cuerpo,
            autor_id=usuario_de(actor),
            editada=ahora,
            version=F("version") + 1,
        )
    if guardados != 1:
        raise Cambiado(OTRO_GUARDO)
    guardada = Respuesta.objects.select_related("autor").get(peticion=peticion)
    guardada.peticion = peticion
    return guardada


def proyectar(peticion: Peticion, *, version: int, actor: Actor, ahora: datetime) -> Respuesta:
    """Pasa el borrador al jefe para la firma.

    Raises:
        SinPermiso: si no puede proyectar en esta petición.
        DatosInvalidos: si el borrador está vacío.
        Cambiado: si el borrador o la petición cambiaron entre tanto.
    """
    exigir(puede_proyectar(actor, peticion))
    respuesta = borrador_de(peticion, version)
    nombre = peticion.dependencia.nombre if peticion.dependencia else ""
    with escritura():
        avanzar(peticion, estado=Estado.PROYECTADA)
        anotar(
            peticion,
            Actuacion.Tipo.PROYECTADA,
            actor=actor,
            ahora=ahora,
            dependencia=nombre,
            datos={"version": respuesta.version},
            reservado={"cuerpo": respuesta.cuerpo},
            es_publica=False,
        )
    return respuesta


def borrador_de(peticion: Peticion, version: int) -> Respuesta:
    """El borrador que se leyó con esa `version`, listo para pasar a firma.

    Raises:
        DatosInvalidos: si no hay nada escrito, o queda algo por llenar de una plantilla.
        Cambiado: si otra persona lo cambió o ya se firmó.
    """
    respuesta = Respuesta.objects.filter(peticion=peticion).first()
    if respuesta is None or not html_a_bloques(respuesta.cuerpo):
        raise DatosInvalidos([Falta("texto", "Escriba la respuesta antes de pasarla a firma.")])
    if respuesta.estado != Respuesta.Estado.BORRADOR:
        raise Cambiado("La respuesta ya está firmada.")
    faltan = por_llenar(texto_de(respuesta))
    if faltan:
        raise DatosInvalidos([Falta("texto", _FALTA_LLENAR.format(enumerar(faltan[:3])))])
    if respuesta.version != version:
        raise Cambiado(
            "El borrador cambió después de que usted lo abrió. Léalo de nuevo antes de seguir."
        )
    return respuesta


def texto_de(respuesta: Respuesta) -> str:
    """El borrador con sus marcas, como se edita en el recuadro."""
    return a_texto(html_a_bloques(respuesta.cuerpo))


def _revisar_largo(asunto: str, texto: str) -> None:
    faltas = []
    if len(asunto) > MAXIMO_ASUNTO:
        faltas.append(Falta("asunto", f"Escriba {MAXIMO_ASUNTO} caracteres o menos."))
    if len(texto) > MAXIMO_CUERPO:
        faltas.append(Falta("texto", "Es demasiado largo: lo que falte puede ir en un anexo."))
    if faltas:
        raise DatosInvalidos(faltas)


def _empezar(
    peticion: Peticion, asunto: str, cuerpo: str, actor: Actor, ahora: datetime
) -> Respuesta:
    try:
        with escritura(punto=True):
            return Respuesta.objects.create(
                peticion=peticion,
                uuid=uuid.uuid4(),
                asunto=asunto,
                cuerpo=cuerpo,
                autor_id=usuario_de(actor),
                editada=ahora,
            )
    except IntegrityError as error:
        raise Cambiado(OTRO_GUARDO) from error
