"""De una fila entendida a la petición que entra: su radicado, sus relojes, su historia y su libro."""

import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from ventanilla.auditoria.servicios.asentar_lote import Entrada, asentar_lote
from ventanilla.comun.actores import Actor
from ventanilla.comun.calendario import Calendario
from ventanilla.comun.identificadores import derivar_clave, ficha, huella_clave
from ventanilla.comun.reloj import en_bogota
from ventanilla.comun.transaccion import escritura
from ventanilla.correspondencia.models import Radicado, Serie
from ventanilla.directorio.consultas import DatosDeIdentidad
from ventanilla.directorio.models import Dependencia
from ventanilla.directorio.servicios import guardar_identidad
from ventanilla.importacion.consultas.asentado import de_discrepancia
from ventanilla.importacion.models import Discrepancia
from ventanilla.importacion.reglas.comparacion import sentido_de
from ventanilla.importacion.reglas.filas import Importada, Momento
from ventanilla.importacion.reglas.mapa import Mapa
from ventanilla.peticiones.consultas.asentado import como_queda
from ventanilla.peticiones.consultas.relojes import calendario_de
from ventanilla.peticiones.models import Actuacion, Estado, Peticion, Plazo
from ventanilla.peticiones.models.peticion import CERRADOS
from ventanilla.peticiones.reglas.busqueda import fichas
from ventanilla.peticiones.reglas.vencimiento import vencimiento
from ventanilla.peticiones.servicios.avanzar import plazos_de
from ventanilla.terminos.computar import Computo, Unidad, computar
from ventanilla.terminos.hechos import Hecho
from ventanilla.terminos.politica import Especial, Politica

_CIERRE = {
    "respondida": (Actuacion.Tipo.NOTIFICADA, Estado.NOTIFICADA),
    "trasladada": (Actuacion.Tipo.TRASLADADA, Estado.TRASLADADA),
    "desistida": (Actuacion.Tipo.DESISTIDA, Estado.DESISTIDA),
    "rechazada": (Actuacion.Tipo.RECHAZADA, Estado.RECHAZADA),
}


@dataclass(frozen=True)
class Origen:
    """Lo que es igual para todas las filas: se lee una vez, fuera de toda transacción.

    `politica_del`: la que regía el día en que se recibió cada una, como la cuenta la revisión nocturna.
    """

    mapa: Mapa
    serie: Serie
    actor: Actor
    ahora: datetime
    calendario: Calendario
    politica_del: Callable[[date], Politica]
    dependencias: Mapping[str, Dependencia]
    atencion: Dependencia | None
    llave: bytes
    traida_id: int | None = None


@dataclass
class Fila:
    """Una petición armada y sin guardar, con todo lo suyo."""

    datos: Importada
    radicado: Radicado
    peticion: Peticion
    computo: Computo
    de_ley: Computo
    hechos: list[tuple[str, Momento, dict[str, Any]]]


def armar(una: Importada, o: Origen) -> Fila:
    """La petición con todo lo suyo, sin guardar."""
    hechos = list(_hechos(una, o))
    especial, computo, de_ley = _computar(una, hechos, o)
    radicado = Radicado(
        serie=o.serie,
        vigencia=una.recibida.fecha.year,
        consecutivo=None,
        impreso=una.numero,
        momento_recepcion=una.recibida.instante,
        momento_radicacion=una.recibida.instante,
        verificacion=ficha(),
    )
    estado = _estado(una)
    nueva = uuid.uuid4()
    asunto = una.asunto or f"Petición {una.numero} de {o.mapa.nombre}"[:200]
    texto = una.texto or f"El texto no venía en el archivo de {o.mapa.nombre}."
    peticion = Peticion(
        uuid=nueva,
        radicado=radicado,
        clase=una.clase,
        canal=una.canal,
        asunto=asunto,
        texto=texto,
        solicitante=una.solicitante,
        rotulo=una.rotulo,
        especial=especial.a_json() if especial else {},
        clave_huella=huella_clave(derivar_clave(o.llave, nueva, 1)),
        estado=estado,
        esta_cerrada=estado in CERRADOS,
        dependencia=_dependencia(una, o),
        **vencimiento(computo)._asdict(),
        version=len(hechos),
        busqueda=fichas(una.numero, asunto, una.texto, una.rotulo),
        creada=o.ahora,
    )
    return Fila(una, radicado, peticion, computo, de_ley, hechos)


def _dependencia(una: Importada, o: Origen) -> Dependencia | None:
    return o.dependencias.get(una.dependencia_codigo, o.atencion)


def _estado(una: Importada) -> Estado:
    if not una.esta_abierta:
        return _CIERRE[una.estado][1]
    return Estado.ASIGNADA if una.asignada else Estado.RADICADA


def _hechos(una: Importada, o: Origen) -> Iterator[tuple[str, Momento, dict[str, Any]]]:
    """Lo que el archivo cuenta, en orden; `precision` dice si traía hora."""
    radicada: dict[str, Any] = {"canal": una.canal, "origen": o.mapa.serie, "linea": una.linea}
    if una.vence:
        radicada["vence_en_origen"] = una.vence.isoformat()
    if una.dias:
        radicada["dias_en_origen"] = una.dias
    yield Actuacion.Tipo.RADICADA, una.recibida, radicada
    if una.asignada:
        yield Actuacion.Tipo.ASIGNADA, una.asignada, {}
    if una.cierre:
        datos = {"respuesta": una.numero_respuesta} if una.numero_respuesta else {}
        yield _CIERRE[una.estado][0], una.cierre, datos


def _computar(
    una: Importada, hechos: Sequence[tuple[str, Momento, dict[str, Any]]], o: Origen
) -> tuple[Especial | None, Computo, Computo]:
    """El reloj con los días que la otra entidad dio; si son los de la ley, con su norma.

    Cuenta como `relojes.computo_de`: el reglamento del día y los cierres de su dependencia.
    """
    actuaciones = [Hecho(tipo, momento.instante, datos) for tipo, momento, datos in hechos]
    politica = o.politica_del(en_bogota(una.recibida.instante).date())
    calendario = calendario_de(_dependencia(una, o), o.calendario)

    def con(especial: Especial | None) -> Computo:
        return computar(
            una.clase,
            una.recibida.instante,
            actuaciones=actuaciones,
            calendario=calendario,
            politica=politica,
            especial=especial,
        )

    de_ley = con(None)
    unidad = Unidad(una.unidad)
    if una.dias is None or (una.dias, unidad) == (de_ley.dias, de_ley.unidad):
        return None, de_ley, de_ley
    especial = Especial(
        norma=f"Término dado por el sistema de origen ({o.mapa.nombre})"[:160],
        dias=una.dias,
        unidad=unidad,
    )
    return especial, con(especial), de_ley


def guardar(filas: Sequence[Fila], o: Origen, *, en_lote: Callable[[int, int], None]) -> None:
    """Escribe el lote entero o nada. `en_lote(peticiones, abiertas)` corre en la transacción."""
    plazos: list[Plazo] = []
    actuaciones: list[Actuacion] = []
    discrepancias: list[Discrepancia | None] = []
    for fila in filas:
        plazos += plazos_de(fila.peticion, fila.computo)
        discrepancias.append(_discrepancia(fila, o))
        actuaciones += _actuaciones(fila, o)
    with escritura():
        Radicado.objects.bulk_create(f.radicado for f in filas)
        for fila in filas:
            if fila.datos.persona:
                fila.peticion.identidad = guardar_identidad(
                    DatosDeIdentidad(**fila.datos.persona),
                    es_reservada=fila.datos.solicitante in ("anonimo", "reservado"),
                    ahora=o.ahora,
                )
        Peticion.objects.bulk_create(f.peticion for f in filas)
        Plazo.objects.bulk_create(plazos)
        Actuacion.objects.bulk_create(actuaciones)
        Discrepancia.objects.bulk_create(d for d in discrepancias if d is not None)
        asentar_lote(
            [e for fila, d in zip(filas, discrepancias, strict=True) for e in _entradas(fila, d)],
            actor=o.actor,
            ahora=o.ahora,
        )
        en_lote(len(filas), sum(f.datos.esta_abierta for f in filas))


def _discrepancia(fila: Fila, o: Origen) -> Discrepancia | None:
    """La de una petición cuya fecha de vencimiento no es la que la ley da a su clase."""
    suya, de_ley = fila.datos.vence, fila.de_ley.vence
    if suya is None or de_ley is None or suya == de_ley:
        return None
    return Discrepancia(
        peticion=fila.peticion,
        traida_id=o.traida_id,
        sentido=sentido_de(suya, de_ley, fila.de_ley.topes.prorroga_maxima),
        vence_en_origen=suya,
        vence_de_ley=de_ley,
        dias_en_origen=fila.datos.dias,
        unidad_en_origen=fila.datos.unidad,
        creada=o.ahora,
    )


def _actuaciones(fila: Fila, o: Origen) -> Iterator[Actuacion]:
    for orden, (tipo, momento, datos) in enumerate(fila.hechos, 1):
        yield Actuacion(
            peticion=fila.peticion,
            orden=orden,
            tipo=tipo,
            momento=momento.instante,
            anotada=o.ahora,
            actor=o.actor.clave,
            dependencia=fila.datos.dependencia,
            datos={**datos, "precision": momento.precision},
        )


def _entradas(fila: Fila, discrepancia: Discrepancia | None) -> Iterator[Entrada]:
    """Los asientos de la petición, con la misma forma que los de `radicar` y `anotar`."""
    p, r = fila.peticion, fila.radicado
    # Lo que el archivo cuenta entra de una vez: la petición nace como queda al final.
    queda = como_queda(p)
    for orden, (tipo, momento, datos) in enumerate(fila.hechos, 1):
        contenido: dict[str, Any] = {
            "orden": orden,
            "datos": {**datos, "precision": momento.precision},
            "queda": queda,
        }
        reservado = {}
        if tipo == Actuacion.Tipo.RADICADA:
            contenido |= {
                "radicado": r.impreso,
                "radicado_id": r.pk,
                "recepcion": en_bogota(r.momento_recepcion).isoformat(timespec="microseconds"),
                "radicacion": en_bogota(r.momento_radicacion).isoformat(timespec="microseconds"),
                "clase": p.clase,
                "solicitante": p.solicitante,
                "anexos": [],
            }
            if discrepancia is not None:
                contenido["discrepancia"] = de_discrepancia(discrepancia)
            reservado = {"asunto": p.asunto, "texto": p.texto, "rotulo": p.rotulo}
        yield Entrada(f"peticion:{p.uuid.hex}", str(tipo), contenido, reservado)
