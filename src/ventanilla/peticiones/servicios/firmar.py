"""Firmar: el oficio toma su número de salida y queda congelado."""

from dataclasses import dataclass
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
from ventanilla.documentos.datos import AnexoListado, DatosEntidad, DatosRespuesta
from ventanilla.documentos.servicios import a_json, html_a_bloques, version_plantillas
from ventanilla.peticiones.consultas.dichos import peso
from ventanilla.peticiones.consultas.membrete import membrete
from ventanilla.peticiones.models import Actuacion, Estado, Peticion, Respuesta
from ventanilla.peticiones.permisos import puede_firmar
from ventanilla.peticiones.servicios.anotar import anotar
from ventanilla.peticiones.servicios.avanzar import avanzar
from ventanilla.peticiones.servicios.exigir import exigir, usuario_de
from ventanilla.peticiones.servicios.membrete import a_quien_pide, cargo_de, firma
from ventanilla.peticiones.servicios.responder import borrador_de

SERIE_DE_SALIDA = "salida"
TAREA_COMPONER = "peticiones.componer_respuesta"
INSISTIR = (
    "Si le negamos información por ser reservada, puede insistir ante nosotros por escrito dentro "
    "de los diez (10) días siguientes (Ley 1437 de 2011, artículo 26)."
)
TUTELAR = (
    "Si considera que esta respuesta no resuelve de fondo lo que pidió, puede radicar otra petición "
    "que cite este número, o acudir a la acción de tutela (Constitución, artículo 86)."
)


@dataclass(frozen=True)
class _Oficio:
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
    oficio = _oficio(peticion, respuesta, actor, ahora)
    with escritura():
        avanzar(peticion, estado=Estado.FIRMADA)
        radicado = numerar(serie, recepcion=ahora, ahora=ahora)
        foto = a_json(_datos(peticion, respuesta, radicado, oficio))
        _congelar(respuesta, radicado, actor, ahora, {"version": oficio.plantillas, "foto": foto})
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


def _congelar(
    respuesta: Respuesta,
    radicado: Radicado,
    actor: Actor,
    ahora: datetime,
    instantanea: dict[str, str],
) -> None:
    cambios = {
        "estado": Respuesta.Estado.FIRMADA,
        "firmante_id": usuario_de(actor),
        "radicado": radicado,
        "firmada": ahora,
        "instantanea": instantanea,
    }
    firmadas = Respuesta.objects.filter(
        pk=respuesta.pk, version=respuesta.version, estado=Respuesta.Estado.BORRADOR
    ).update(**cambios)
    if firmadas != 1:
        raise Cambiado("El borrador cambió mientras usted firmaba. Léalo de nuevo y firme.")
    for campo, valor in cambios.items():
        setattr(respuesta, campo, valor)


def _oficio(peticion: Peticion, respuesta: Respuesta, actor: Actor, ahora: datetime) -> _Oficio:
    return _Oficio(
        entidad=membrete(),
        cargo=cargo_de(actor, peticion, ahora),
        firmante=actor.nombre,
        plantillas=version_plantillas(),
        proyecto=respuesta.autor.nombre,
        # Poner o quitar uno sube la versión: si cambian entre tanto, `_congelar` no deja firmar.
        anexos=tuple(
            AnexoListado(
                numero=a.orden,
                nombre=a.nombre,
                clase=a.extension.upper(),
                tamano=peso(a.guardado.tamano),
                sha256=a.guardado.sha256,
            )
            for a in respuesta.anexos.select_related("guardado")
        ),
    )


def _datos(
    peticion: Peticion, respuesta: Respuesta, radicado: Radicado, oficio: _Oficio
) -> DatosRespuesta:
    entrada = peticion.radicado
    recibida: date = en_bogota(entrada.momento_recepcion).date()
    momento = en_bogota(radicado.momento_radicacion)
    dependencia = peticion.dependencia.nombre if peticion.dependencia else ""
    recursos = (INSISTIR, TUTELAR) if peticion.clase == "informacion" else (TUTELAR,)
    return DatosRespuesta(
        entidad=oficio.entidad,
        dependencia=dependencia,
        numero=radicado.impreso,
        momento=momento,
        ciudad=oficio.entidad.municipio,
        destinatario=a_quien_pide(peticion),
        asunto=respuesta.asunto,
        referencia=f"Su petición {entrada.impreso} del {fecha_mediana(recibida)}",
        cuerpo=tuple(html_a_bloques(respuesta.cuerpo)),
        firma=firma(oficio.firmante, oficio.cargo, peticion, momento),
        anexos=oficio.anexos,
        recursos=recursos,
        elaboro=(f"Proyectó: {oficio.proyecto}",) if oficio.proyecto != oficio.firmante else (),
        url_verificacion=completa(VERIFICAR, radicado.verificacion),
    )
