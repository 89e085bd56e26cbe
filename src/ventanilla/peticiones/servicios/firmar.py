"""Firmar: el oficio toma su número de salida y queda congelado."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from ventanilla.comun.actores import Actor
from ventanilla.comun.canonico import sha256_hex
from ventanilla.comun.cola import encolar
from ventanilla.comun.enlaces import VERIFICAR, completa
from ventanilla.comun.errores import Cambiado
from ventanilla.comun.fechas import fecha_mediana
from ventanilla.comun.reloj import en_bogota
from ventanilla.comun.transaccion import escritura
from ventanilla.correspondencia.models import Radicado, Serie
from ventanilla.correspondencia.servicios import numerar
from ventanilla.documentos.datos import AnexoListado, DatosEntidad, DatosRespuesta, Firma
from ventanilla.documentos.servicios import a_json, html_a_bloques, version_plantillas
from ventanilla.peticiones.consultas.membrete import membrete
from ventanilla.peticiones.models import Actuacion, Estado, Peticion, Respuesta, Salida
from ventanilla.peticiones.permisos import puede_firmar
from ventanilla.peticiones.servicios.anexos_de_salida import anexos_listados
from ventanilla.peticiones.servicios.anotar import anotar
from ventanilla.peticiones.servicios.avanzar import avanzar
from ventanilla.peticiones.servicios.exigir import exigir, usuario_de
from ventanilla.peticiones.servicios.membrete import a_quien_pide, cargo_de, firma
from ventanilla.peticiones.servicios.responder import borrador_de

SERIE_DE_SALIDA = "salida"
TAREA_COMPONER = "peticiones.componer_respuesta"
BORRADOR = "Borrador"
SIN_FIRMAR = "Borrador: nadie lo ha firmado y todavía puede cambiar"
INSISTIR = (
    "Si le negamos información por ser reservada, puede insistir ante nosotros por escrito dentro "
    "de los diez (10) días siguientes (Ley 1437 de 2011, artículo 26)."
)
TUTELAR = (
    "Si considera que esta respuesta no resuelve de fondo lo que pidió, puede radicar otra petición "
    "que cite este número, o acudir a la acción de tutela (Constitución, artículo 86)."
)


@dataclass(frozen=True)
class LoDelOficio:
    """Lo que se lee antes de tomar el contador."""

    entidad: DatosEntidad
    cargo: str
    firmante: str
    plantillas: str
    proyecto: str
    anexos: tuple[AnexoListado, ...]


def firmar(peticion: Peticion, *, version: int, actor: Actor, ahora: datetime) -> Respuesta:
    """Da número de salida, congela lo firmado y deja encolado el PDF.

    El número se toma aquí, en la misma transacción, y no se libera aunque el PDF falle. Se firma
    exactamente la `version` que quien firma leyó. En el oficio va el nombre público de quien pide y
    no su dirección: los datos de contacto siguen cifrados aparte.

    Raises:
        SinPermiso: si no es jefe de la dependencia, o está vinculado por contrato.
        DatosInvalidos: si el borrador está vacío.
        Cambiado: si el borrador o la petición cambiaron, o ya estaba firmada.
    """
    exigir(puede_firmar(actor, peticion))
    respuesta = borrador_de(peticion, version)
    serie = Serie.objects.select_related("dependencia").get(codigo=SERIE_DE_SALIDA)
    oficio = reunir_oficio(
        peticion, respuesta.autor.nombre, anexos_listados(respuesta), actor, ahora
    )
    with escritura():
        avanzar(peticion, estado=Estado.FIRMADA)
        radicado = numerar(serie, recepcion=ahora, ahora=ahora)
        foto = a_json(datos_del_oficio(peticion, respuesta, radicado, oficio))
        congelar(respuesta, radicado, actor, ahora, {"version": oficio.plantillas, "foto": foto})
        anotar(
            peticion,
            Actuacion.Tipo.FIRMADA,
            actor=actor,
            ahora=ahora,
            dependencia=peticion.dependencia.nombre if peticion.dependencia else "",
            datos={"salida": radicado.impreso},
            contenido={
                "radicado": radicado.impreso,
                "radicado_id": radicado.pk,
                "radicacion": en_bogota(radicado.momento_radicacion).isoformat(
                    timespec="microseconds"
                ),
                "foto_sha256": sha256_hex(foto.encode()),
                "anexos_respuesta": [a.sha256 for a in oficio.anexos],
            },
        )
        encolar(TAREA_COMPONER, respuesta=respuesta.pk)
    return respuesta


def congelar(
    documento: Salida,
    radicado: Radicado,
    actor: Actor,
    ahora: datetime,
    instantanea: dict[str, str],
) -> None:
    """Le pone número, firmante y foto al borrador, si es el que se leyó; en la transacción de quien llama.

    Raises:
        Cambiado: si el borrador cambió o ya se había firmado.
    """
    cambios = {
        "estado": Salida.Estado.FIRMADA,
        "firmante_id": usuario_de(actor),
        "radicado": radicado,
        "firmada": ahora,
        "instantanea": instantanea,
    }
    firmadas = (
        type(documento)
        ._default_manager.filter(
            pk=documento.pk, version=documento.version, estado=Salida.Estado.BORRADOR
        )
        .update(**cambios)
    )
    if firmadas != 1:
        raise Cambiado("El borrador cambió mientras usted firmaba. Léalo de nuevo y firme.")
    for campo, valor in cambios.items():
        setattr(documento, campo, valor)


def reunir_oficio(
    peticion: Peticion,
    proyecto: str,
    anexos: tuple[AnexoListado, ...],
    actor: Actor,
    ahora: datetime,
) -> LoDelOficio:
    """Lo que un oficio dice de la entidad y de quien lo firma. `proyecto`: quién lo escribió."""
    return LoDelOficio(
        entidad=membrete(),
        cargo=cargo_de(actor, peticion, ahora),
        firmante=actor.nombre,
        plantillas=version_plantillas(),
        proyecto=proyecto,
        anexos=anexos,
    )


def datos_del_oficio(
    peticion: Peticion,
    documento: Salida,
    radicado: Radicado,
    oficio: LoDelOficio,
    *,
    alcance_a: str = "",
) -> DatosRespuesta:
    """Lo que va impreso. `alcance_a`: el número de la respuesta que completa o corrige, o vacío."""
    momento = en_bogota(radicado.momento_radicacion)
    return replace(
        sin_numero(peticion, documento, momento, oficio, alcance_a=alcance_a),
        numero=radicado.impreso,
        firma=firma(oficio.firmante, oficio.cargo, peticion, momento),
        url_verificacion=completa(VERIFICAR, radicado.verificacion),
    )


def sin_numero(
    peticion: Peticion,
    documento: Salida,
    momento: datetime,
    oficio: LoDelOficio,
    *,
    alcance_a: str = "",
) -> DatosRespuesta:
    """Lo mismo mientras nadie lo firma: sin número, sin firma y sin dirección para verificarlo."""
    entrada = peticion.radicado
    recibida: date = en_bogota(entrada.momento_recepcion).date()
    dependencia = peticion.dependencia.nombre if peticion.dependencia else ""
    previa = f"Alcance a nuestra respuesta {alcance_a}, a s" if alcance_a else "S"
    recursos = (INSISTIR, TUTELAR) if peticion.clase == "informacion" else (TUTELAR,)
    return DatosRespuesta(
        entidad=oficio.entidad,
        dependencia=dependencia,
        numero=BORRADOR,
        momento=momento,
        ciudad=oficio.entidad.municipio,
        destinatario=a_quien_pide(peticion),
        asunto=documento.asunto,
        referencia=f"{previa}u petición {entrada.impreso} del {fecha_mediana(recibida)}",
        cuerpo=tuple(html_a_bloques(documento.cuerpo)),
        firma=Firma(nombre=oficio.firmante, cargo=oficio.cargo, constancia=SIN_FIRMAR),
        anexos=oficio.anexos,
        recursos=recursos,
        elaboro=(f"Proyectó: {oficio.proyecto}",) if oficio.proyecto != oficio.firmante else (),
    )
