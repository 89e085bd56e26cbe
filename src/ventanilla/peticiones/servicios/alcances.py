"""Escribir, firmar y componer un alcance: completa o corrige una respuesta ya enviada."""

import logging
import uuid
from datetime import datetime

from django.db import IntegrityError
from django.db.models import F, Max

from ventanilla.archivo.servicios import guardar_bytes
from ventanilla.auditoria.servicios import asentar
from ventanilla.comun.actores import SISTEMA, Actor
from ventanilla.comun.canonico import sha256_hex
from ventanilla.comun.cola import encolar
from ventanilla.comun.errores import Cambiado, DatosInvalidos, Falta
from ventanilla.comun.reloj import en_bogota
from ventanilla.comun.texto import limpiar, limpiar_linea
from ventanilla.comun.transaccion import escritura, exigir_fuera_de_escritura
from ventanilla.correspondencia.models import Serie
from ventanilla.correspondencia.servicios import numerar
from ventanilla.documentos.bloques import limpiar_html
from ventanilla.documentos.servicios import (
    ErrorDocumento,
    a_json,
    desde_foto,
    html_a_bloques,
)
from ventanilla.peticiones.consultas.membrete import figuras_de
from ventanilla.peticiones.models import Actuacion, Alcance, Peticion, Respuesta
from ventanilla.peticiones.permisos import puede_escribir_alcance, puede_firmar_alcance
from ventanilla.peticiones.reglas.escritura import a_html
from ventanilla.peticiones.servicios.anexos_de_salida import anexos_listados
from ventanilla.peticiones.servicios.anotar import anotar
from ventanilla.peticiones.servicios.avanzar import avanzar
from ventanilla.peticiones.servicios.exigir import exigir, usuario_de
from ventanilla.peticiones.servicios.firmar import (
    SERIE_DE_SALIDA,
    congelar,
    datos_del_oficio,
    reunir_oficio,
)
from ventanilla.peticiones.servicios.responder import MAXIMO_ASUNTO, MAXIMO_CUERPO

registro = logging.getLogger("ventanilla.respuestas")
TAREA_COMPONER = "peticiones.componer_alcances"
_OTRO = "Otra persona cambió este alcance mientras usted escribía. Ábralo de nuevo y compare."


def guardar_alcance(
    peticion: Peticion,
    *,
    para: str,
    asunto: str,
    texto: str,
    version: int,
    actor: Actor,
    ahora: datetime,
) -> Alcance:
    """Guarda el borrador si nadie lo cambió desde la `version` que se leyó (0: no había).

    Raises:
        SinPermiso: si la respuesta no se ha enviado o no es de su dependencia.
        DatosInvalidos: si está vacío, es demasiado largo o no dice para qué es.
        Cambiado: si otra persona lo guardó primero.
    """
    exigir(puede_escribir_alcance(actor, peticion))
    asunto, texto = limpiar_linea(asunto), limpiar(texto).strip()
    faltas = _faltas(para, asunto, texto)
    if faltas:
        raise DatosInvalidos(faltas)
    cambios = {
        "para": para,
        "asunto": asunto or f"Alcance: {peticion.asunto}"[:MAXIMO_ASUNTO],
        "cuerpo": limpiar_html(a_html(texto)),
        "autor_id": usuario_de(actor),
        "editada": ahora,
    }
    if version == 0:
        return _empezar(peticion, cambios)
    borrador = Alcance.objects.filter(peticion=peticion, estado=Alcance.Estado.BORRADOR)
    with escritura():
        if borrador.filter(version=version).update(version=F("version") + 1, **cambios) != 1:
            raise Cambiado(_OTRO)
    guardado = borrador.select_related("autor").get()
    guardado.peticion = peticion
    return guardado


def firmar_alcance(alcance: Alcance, *, version: int, actor: Actor, ahora: datetime) -> Alcance:
    """Le da número de salida y lo congela. La petición y su término quedan como estaban.

    Raises:
        SinPermiso: si no es el jefe de la dependencia, o está vinculado por contrato.
        Cambiado: si el borrador o la petición cambiaron, o ya estaba firmado.
    """
    peticion = alcance.peticion
    exigir(puede_firmar_alcance(actor, peticion))
    if alcance.version != version:
        raise Cambiado(_OTRO)
    salida = _salida_de(peticion)
    serie = Serie.objects.select_related("dependencia").get(codigo=SERIE_DE_SALIDA)
    oficio = reunir_oficio(peticion, alcance.autor.nombre, anexos_listados(alcance), actor, ahora)
    with escritura():
        avanzar(peticion)
        radicado = numerar(serie, recepcion=ahora, ahora=ahora)
        datos = datos_del_oficio(peticion, alcance, radicado, oficio, alcance_a=salida)
        foto = a_json(datos)
        congelar(alcance, radicado, actor, ahora, {"version": oficio.plantillas, "foto": foto})
        anotar(
            peticion,
            Actuacion.Tipo.ALCANCE_FIRMADO,
            actor=actor,
            ahora=ahora,
            dependencia=peticion.dependencia.nombre if peticion.dependencia else "",
            datos={"salida": radicado.impreso, "alcance": alcance.orden, "para": alcance.para},
            contenido={
                "radicado": radicado.impreso,
                "radicado_id": radicado.pk,
                "radicacion": en_bogota(radicado.momento_radicacion).isoformat(
                    timespec="microseconds"
                ),
                "alcance_sha256": sha256_hex(foto.encode()),
                "anexos_alcance": [a.sha256 for a in oficio.anexos],
            },
        )
        encolar(TAREA_COMPONER)
    return alcance


def componer_alcances(*, ahora: datetime) -> int:
    """Compone el PDF de los firmados a los que les falta; devuelve cuántos quedaron."""
    exigir_fuera_de_escritura("componer un PDF")
    faltan = Alcance.objects.select_related("radicado", "peticion").filter(
        radicado__isnull=False, documento__isnull=True
    )
    compuestos = 0
    for alcance in list(faltan.order_by("firmada")[:100]):
        try:
            _componer(alcance, ahora)
        except (ErrorDocumento, OSError) as error:
            registro.error("el alcance %s sigue sin PDF: %s", alcance.pk, type(error).__name__)
        else:
            compuestos += 1
    return compuestos


def _componer(alcance: Alcance, ahora: datetime) -> None:
    numero = alcance.radicado.impreso if alcance.radicado else ""
    foto = alcance.instantanea["foto"]
    pdf = desde_foto("respuesta", foto, figuras_de(foto))
    guardado = guardar_bytes(pdf, f"alcance-{numero}.pdf", ahora=ahora)
    with escritura():
        puesto = Alcance.objects.filter(pk=alcance.pk, documento__isnull=True)
        if puesto.update(documento=guardado):
            asentar(
                f"peticion:{alcance.peticion.uuid.hex}",
                "alcance_compuesto",
                actor=SISTEMA,
                ahora=ahora,
                contenido={"alcance": alcance.orden, "sha256": guardado.sha256},
            )


def _empezar(peticion: Peticion, cambios: dict[str, object]) -> Alcance:
    try:
        with escritura(punto=True):
            ultimo = peticion.alcances.aggregate(ultimo=Max("orden"))["ultimo"] or 0
            return Alcance.objects.create(
                peticion=peticion, orden=ultimo + 1, uuid=uuid.uuid4(), **cambios
            )
    except IntegrityError as error:
        raise Cambiado("Ya hay un alcance sin firmar: ábralo y siga sobre él.") from error


def _salida_de(peticion: Peticion) -> str:
    respuesta = Respuesta.objects.select_related("radicado").get(peticion=peticion)
    return respuesta.radicado.impreso if respuesta.radicado else ""


def _faltas(para: str, asunto: str, texto: str) -> list[Falta]:
    faltas = []
    if para not in Alcance.Para.values:
        faltas.append(Falta("para", "Diga si es para completarla o para corregirla."))
    if len(asunto) > MAXIMO_ASUNTO:
        faltas.append(Falta("asunto", f"Escriba {MAXIMO_ASUNTO} caracteres o menos."))
    if not html_a_bloques(limpiar_html(a_html(texto))):
        faltas.append(Falta("texto", "Escriba lo que completa o corrige la respuesta."))
    elif len(texto) > MAXIMO_CUERPO:
        faltas.append(Falta("texto", "Es demasiado largo."))
    return faltas
