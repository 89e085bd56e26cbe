"""Oficiar: firmar con número lo que termina una petición sin responderla de fondo."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ventanilla.comun.actores import Actor
from ventanilla.comun.canonico import sha256_hex
from ventanilla.comun.cola import encolar
from ventanilla.comun.enlaces import VERIFICAR, completa
from ventanilla.comun.errores import DatosInvalidos, ErrorDeDominio, Falta
from ventanilla.comun.fechas import fecha_mediana
from ventanilla.comun.reloj import en_bogota
from ventanilla.comun.texto import limpiar
from ventanilla.comun.transaccion import escritura
from ventanilla.correspondencia.models import Radicado, Serie
from ventanilla.correspondencia.servicios import numerar
from ventanilla.directorio.consultas import calendario_de_la_entidad
from ventanilla.documentos.datos import DatosEntidad, DatosRespuesta
from ventanilla.documentos.servicios import a_json, html_a_bloques, version_plantillas
from ventanilla.peticiones.consultas.membrete import membrete
from ventanilla.peticiones.models import Oficio, Peticion
from ventanilla.peticiones.reglas.escritura import a_html
from ventanilla.peticiones.reglas.oficios import Citada
from ventanilla.peticiones.servicios.anotar import anotar
from ventanilla.peticiones.servicios.avanzar import avanzar, recomputar
from ventanilla.peticiones.servicios.exigir import usuario_de
from ventanilla.peticiones.servicios.firmar import SERIE_DE_SALIDA
from ventanilla.peticiones.servicios.membrete import a_quien_pide, cargo_de, firma

TAREA_COMPONER = "peticiones.componer_oficio"
MINIMO, MAXIMO = 20, 6000


class NoProcede(ErrorDeDominio):
    """La ley no deja hacerlo hoy; el mensaje dice por qué y desde cuándo."""


@dataclass(frozen=True)
class PorFirmar:
    """Un oficio ya escrito y sin firmar: lo que se muestra antes, y lo mismo que después se firma.

    `cuerpo` trae las marcas de `reglas.escritura`; `motivo` es la razón que queda en la historia.
    """

    clase: Oficio.Clase
    asunto: str
    cuerpo: str
    motivo: str
    recursos: tuple[str, ...] = ()
    autoridad: Mapping[str, str] | None = None
    copias: tuple[str, ...] = ()

    @property
    def html(self) -> str:
        """El cuerpo como se lee en la página; todo lo escrito sale escapado."""
        return a_html(self.cuerpo)


@dataclass(frozen=True)
class _Hoja:
    """Lo que se lee antes de tomar el contador."""

    entidad: DatosEntidad
    cargo: str
    firmante: str
    plantillas: str


def citada(peticion: Peticion) -> Citada:
    """La petición, como la nombra un oficio."""
    radicado = peticion.radicado
    return Citada(radicado.impreso, en_bogota(radicado.momento_recepcion).date())


def razon_revisada(campo: str, texto: str, si_falta: str) -> str:
    """Lo que quien firma escribió, limpio.

    Raises:
        DatosInvalidos: si es muy corto o muy largo.
    """
    limpio = limpiar(texto).strip()
    if len(limpio) < MINIMO:
        raise DatosInvalidos([Falta(campo, si_falta)])
    if len(limpio) > MAXIMO:
        raise DatosInvalidos([Falta(campo, f"Escriba {MAXIMO} caracteres o menos.")])
    return limpio


def oficiar(
    peticion: Peticion,
    oficio: PorFirmar,
    *,
    estado: str,
    datos: Mapping[str, Any] | None = None,
    actor: Actor,
    ahora: datetime,
) -> Oficio:
    """Da número de salida, congela el oficio, mueve la petición y deja encolado el PDF.

    Quien llama ya preguntó el permiso. El número no se libera aunque el PDF falle.

    Args:
        estado: en el que queda la petición.
        datos: lo que la actuación dice además para el término.

    Raises:
        Cambiado: si la petición cambió entre tanto; no se tomó ningún número.
    """
    serie = Serie.objects.select_related("dependencia").get(codigo=SERIE_DE_SALIDA)
    calendario = calendario_de_la_entidad()
    hoja = _Hoja(membrete(), cargo_de(actor, peticion, ahora), actor.nombre, version_plantillas())
    with escritura():
        avanzar(peticion, estado=estado)
        radicado = numerar(serie, recepcion=ahora, ahora=ahora)
        foto = a_json(_datos(peticion, oficio, radicado, hoja))
        nuevo = _crear(peticion, oficio, radicado, actor, ahora, hoja.plantillas, foto)
        anotar(
            peticion,
            oficio.clase.value,
            actor=actor,
            ahora=ahora,
            motivo=oficio.motivo,
            dependencia=peticion.dependencia.nombre if peticion.dependencia else "",
            datos={**(datos or {}), "salida": radicado.impreso},
            contenido=_al_libro(radicado, foto),
        )
        recomputar(peticion, calendario=calendario)
        encolar(TAREA_COMPONER, oficio=nuevo.pk)
    return nuevo


def _crear(
    peticion: Peticion,
    oficio: PorFirmar,
    radicado: Radicado,
    actor: Actor,
    ahora: datetime,
    plantillas: str,
    foto: str,
) -> Oficio:
    return Oficio.objects.create(
        peticion=peticion,
        orden=peticion.version,
        uuid=uuid.uuid4(),
        clase=oficio.clase,
        radicado=radicado,
        asunto=oficio.asunto,
        autoridad=dict(oficio.autoridad or {}),
        firmante_id=usuario_de(actor),
        firmado=ahora,
        instantanea={"version": plantillas, "foto": foto},
    )


def _al_libro(radicado: Radicado, foto: str) -> dict[str, Any]:
    momento = en_bogota(radicado.momento_radicacion)
    return {
        "radicado": radicado.impreso,
        "radicado_id": radicado.pk,
        "radicacion": momento.isoformat(timespec="microseconds"),
        "oficio_sha256": sha256_hex(foto.encode()),
    }


def _datos(
    peticion: Peticion, oficio: PorFirmar, radicado: Radicado, hoja: _Hoja
) -> DatosRespuesta:
    dicha = citada(peticion)
    momento = en_bogota(radicado.momento_radicacion)
    a = oficio.autoridad
    destinatario = (
        tuple(a[c] for c in ("nombre", "direccion", "correo") if a.get(c))
        if a
        else a_quien_pide(peticion)
    )
    return DatosRespuesta(
        entidad=hoja.entidad,
        dependencia=peticion.dependencia.nombre if peticion.dependencia else "",
        numero=radicado.impreso,
        momento=momento,
        ciudad=hoja.entidad.municipio,
        destinatario=destinatario,
        asunto=oficio.asunto,
        referencia=f"Petición {dicha.numero} del {fecha_mediana(dicha.recibida)}",
        cuerpo=tuple(html_a_bloques(oficio.html)),
        firma=firma(hoja.firmante, hoja.cargo, peticion, momento),
        recursos=oficio.recursos,
        copias=oficio.copias,
        url_verificacion=completa(VERIFICAR, radicado.verificacion),
    )
