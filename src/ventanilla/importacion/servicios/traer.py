"""Traer peticiones de otro sistema: entran con su propio número y nadie las numera otra vez.

Cada origen es una serie sin contador (Acuerdo AGN 060 de 2001 art. 5: ningún número se repite ni
se reserva). Las pendientes quedan vivas, con su reloj; las terminadas, para buscarlas.
"""

import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ventanilla.auditoria.servicios import asentar
from ventanilla.auditoria.servicios.asentar_lote import Entrada, asentar_lote
from ventanilla.comun.actores import Actor
from ventanilla.comun.calendario import Calendario
from ventanilla.comun.cifrado import llave as llave_de
from ventanilla.comun.errores import ErrorDeDominio
from ventanilla.comun.identificadores import derivar_clave, ficha, huella_clave
from ventanilla.comun.reloj import en_bogota
from ventanilla.comun.transaccion import escritura
from ventanilla.correspondencia.models import Radicado, Serie
from ventanilla.directorio.consultas import (
    DatosDeIdentidad,
    calendario_de_la_entidad,
    dependencia_de_atencion,
    dependencias,
)
from ventanilla.directorio.models import Dependencia
from ventanilla.directorio.servicios import guardar_identidad
from ventanilla.importacion.reglas.filas import Importada, Momento
from ventanilla.importacion.reglas.mapa import Mapa
from ventanilla.peticiones.consultas.relojes import politica_de_la_entidad
from ventanilla.peticiones.models import Actuacion, Estado, Peticion, Plazo
from ventanilla.peticiones.models.peticion import CERRADOS
from ventanilla.peticiones.reglas.busqueda import fichas
from ventanilla.peticiones.reglas.hechos import Hecho
from ventanilla.peticiones.reglas.politica import Especial, Politica
from ventanilla.peticiones.reglas.terminos import Computo, Unidad, computar
from ventanilla.peticiones.servicios.avanzar import plazos_de, proximo

# Un lote no toma la base más de un instante: quien radica mientras tanto no espera.
LOTE = 500
_CIERRE = {
    "respondida": (Actuacion.Tipo.NOTIFICADA, Estado.NOTIFICADA),
    "trasladada": (Actuacion.Tipo.TRASLADADA, Estado.TRASLADADA),
    "desistida": (Actuacion.Tipo.DESISTIDA, Estado.DESISTIDA),
    "rechazada": (Actuacion.Tipo.RECHAZADA, Estado.RECHAZADA),
}


@dataclass(frozen=True)
class Traidas:
    """Qué entró. `abiertas` son las que siguen sin responder, de las importadas ahora."""

    importadas: int
    ya_estaban: int
    abiertas: int
    dependencias_sin_mapa: tuple[str, ...]


@dataclass(frozen=True)
class _Origen:
    """Lo que es igual para todas las filas: se lee una vez, fuera de toda transacción."""

    mapa: Mapa
    serie: Serie
    actor: Actor
    ahora: datetime
    calendario: Calendario
    politica: Politica
    dependencias: Mapping[str, Dependencia]
    atencion: Dependencia | None
    llave: bytes


@dataclass
class _Fila:
    """Una petición armada y sin guardar, con todo lo suyo."""

    datos: Importada
    radicado: Radicado
    peticion: Peticion
    computo: Computo
    hechos: list[tuple[str, Momento, dict[str, Any]]]


def importar(
    peticiones: Sequence[Importada],
    *,
    mapa: Mapa,
    huella_del_archivo: str,
    actor: Actor,
    ahora: datetime,
    al_avanzar: Callable[[int, int], None] = lambda hechas, total: None,
) -> Traidas:
    """Guarda las peticiones por lotes; las que ya estaban en la serie se saltan.

    Se puede interrumpir y repetir: lo que entró no entra otra vez y lo que falta, entra.

    Args:
        huella_del_archivo: SHA-256 del archivo, que queda en el libro.
        al_avanzar: se llama después de cada lote con (van, total).

    Raises:
        ErrorDeDominio: si la serie es de la entidad o el mapa nombra una dependencia que no existe.
        IntegrityError: si otra importación del mismo archivo corre a la vez; el lote no se escribió.
    """
    origen = _origen(mapa, actor, ahora)
    ya_estaban = importadas = abiertas = 0
    sin_mapa: dict[str, None] = {}
    for desde in range(0, len(peticiones), LOTE):
        lote = peticiones[desde : desde + LOTE]
        nuevas = _las_que_faltan(lote, origen.serie)
        filas = [_armar(una, origen) for una in nuevas]
        if filas:
            _guardar(filas, origen)
        ya_estaban += len(lote) - len(nuevas)
        importadas += len(filas)
        abiertas += sum(una.esta_abierta for una in nuevas)
        sin_mapa |= {
            u.dependencia: None for u in nuevas if u.dependencia and not u.dependencia_codigo
        }
        al_avanzar(desde + len(lote), len(peticiones))
    if importadas:
        with escritura():
            asentar(
                f"importacion:{mapa.serie}",
                "importada",
                actor=actor,
                ahora=ahora,
                contenido={
                    "archivo": huella_del_archivo,
                    "importadas": importadas,
                    "ya_estaban": ya_estaban,
                },
            )
    return Traidas(importadas, ya_estaban, abiertas, tuple(sin_mapa))


def _origen(mapa: Mapa, actor: Actor, ahora: datetime) -> _Origen:
    hoy = en_bogota(ahora).date()
    por_codigo = {d.codigo: d for d in dependencias(hoy)}
    for codigo in mapa.valores.get("dependencia", {}).values():
        if codigo not in por_codigo:
            raise ErrorDeDominio(
                f"El mapa nombra la dependencia «{codigo}», que no existe hoy en la entidad."
            )
    with escritura():
        serie, _ = Serie.objects.get_or_create(
            codigo=mapa.serie,
            defaults={
                "nombre": mapa.nombre,
                "clase": Serie.Clase.IMPORTADA,
                "mascara": "{consecutivo}",
            },
        )
    if serie.clase != Serie.Clase.IMPORTADA:
        raise ErrorDeDominio(
            f"La serie «{serie.codigo}» numera lo de la entidad: ponga otra en el mapa."
        )
    return _Origen(
        mapa=mapa,
        serie=serie,
        actor=actor,
        ahora=ahora,
        calendario=calendario_de_la_entidad(),
        politica=politica_de_la_entidad(),
        dependencias=por_codigo,
        atencion=dependencia_de_atencion(hoy),
        llave=llave_de("clave-ciudadana"),
    )


def _las_que_faltan(lote: Sequence[Importada], serie: Serie) -> list[Importada]:
    estan = set(
        Radicado.objects.filter(serie=serie, impreso__in=[u.numero for u in lote]).values_list(
            "vigencia", "impreso"
        )
    )
    return [u for u in lote if (u.recibida.fecha.year, u.numero) not in estan]


def _armar(una: Importada, o: _Origen) -> _Fila:
    hechos = list(_hechos(una, o))
    especial, computo = _computar(una, hechos, o)
    radicado = Radicado(
        serie=o.serie,
        vigencia=una.recibida.fecha.year,
        consecutivo=None,
        impreso=una.numero,
        momento_recepcion=una.recibida.instante,
        momento_radicacion=una.recibida.instante,
        verificacion=ficha(),
    )
    vence, vence_momento, vence_clase = proximo(computo)
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
        dependencia=o.dependencias.get(una.dependencia_codigo, o.atencion),
        vence=vence,
        vence_momento=vence_momento,
        vence_clase=vence_clase,
        version=len(hechos),
        busqueda=fichas(una.numero, asunto, una.texto, una.rotulo),
        creada=o.ahora,
    )
    return _Fila(una, radicado, peticion, computo, hechos)


def _estado(una: Importada) -> Estado:
    if not una.esta_abierta:
        return _CIERRE[una.estado][1]
    return Estado.ASIGNADA if una.asignada else Estado.RADICADA


def _hechos(una: Importada, o: _Origen) -> Iterator[tuple[str, Momento, dict[str, Any]]]:
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
    una: Importada, hechos: Sequence[tuple[str, Momento, dict[str, Any]]], o: _Origen
) -> tuple[Especial | None, Computo]:
    """El reloj con los días que la otra entidad dio; si son los de la ley, con su norma."""
    actuaciones = [Hecho(tipo, momento.instante, datos) for tipo, momento, datos in hechos]

    def con(especial: Especial | None) -> Computo:
        return computar(
            una.clase,
            una.recibida.instante,
            actuaciones=actuaciones,
            calendario=o.calendario,
            politica=o.politica,
            especial=especial,
        )

    de_ley = con(None)
    unidad = Unidad(una.unidad)
    if una.dias is None or (una.dias, unidad) == (de_ley.dias, de_ley.unidad):
        return None, de_ley
    especial = Especial(
        norma=f"Término dado por el sistema de origen ({o.mapa.nombre})"[:160],
        dias=una.dias,
        unidad=unidad,
    )
    return especial, con(especial)


def _guardar(filas: Sequence[_Fila], o: _Origen) -> None:
    plazos: list[Plazo] = []
    actuaciones: list[Actuacion] = []
    for fila in filas:
        plazos += plazos_de(fila.peticion, fila.computo)
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
        asentar_lote(
            [entrada for fila in filas for entrada in _entradas(fila)],
            actor=o.actor,
            ahora=o.ahora,
        )


def _actuaciones(fila: _Fila, o: _Origen) -> Iterator[Actuacion]:
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


def _entradas(fila: _Fila) -> Iterator[Entrada]:
    """Los asientos de la petición, con la misma forma que los de `radicar` y `anotar`."""
    p, r = fila.peticion, fila.radicado
    for orden, (tipo, momento, datos) in enumerate(fila.hechos, 1):
        contenido: dict[str, Any] = {
            "orden": orden,
            "datos": {**datos, "precision": momento.precision},
        }
        reservado = {}
        if tipo == Actuacion.Tipo.RADICADA:
            contenido |= {
                "radicado": r.impreso,
                "radicado_id": r.pk,
                "recepcion": en_bogota(r.momento_recepcion).isoformat(timespec="microseconds"),
                "radicacion": en_bogota(r.momento_radicacion).isoformat(timespec="microseconds"),
                "clase": p.clase,
                "anexos": [],
            }
            reservado = {"asunto": p.asunto, "texto": p.texto, "rotulo": p.rotulo}
        yield Entrada(f"peticion:{p.uuid.hex}", str(tipo), contenido, reservado)
