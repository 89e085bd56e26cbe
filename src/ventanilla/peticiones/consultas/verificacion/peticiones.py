"""Las peticiones frente al libro: lo pedido, lo actuado, lo anexado y lo respondido."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any
from uuid import UUID

from ventanilla.auditoria.models import Asiento, Cadena
from ventanilla.auditoria.reglas.alteracion import Alteracion
from ventanilla.peticiones.consultas.asentado import RESERVADOS, lo_asentado, lo_comprometido
from ventanilla.peticiones.consultas.verificacion.dicho import Dicho, leer
from ventanilla.peticiones.consultas.verificacion.oficios import oficios_alterados
from ventanilla.peticiones.consultas.verificacion.partes import partes_alteradas
from ventanilla.peticiones.consultas.verificacion.pruebas import pruebas_alteradas
from ventanilla.peticiones.consultas.verificacion.queda import lo_que_no_queda
from ventanilla.peticiones.consultas.verificacion.remisiones import remisiones_alteradas
from ventanilla.peticiones.consultas.verificacion.salidas import (
    alcances_alterados,
    respuesta_alterada,
)
from ventanilla.peticiones.models import (
    Actuacion,
    Alcance,
    Anexo,
    Oficio,
    Parte,
    Peticion,
    Respuesta,
)

_LOTE = 200
_MIRADAS = 5
_PREFIJO = "peticion:"
_PEDIDO = ("asunto", "texto", "rotulo")
_COMO_VA = ("estado", "esta_cerrada", "dependencia", "responsable", "medio_respuesta")


@dataclass
class _Expediente:
    """Todo lo de una petición, y lo que el libro dice de ella."""

    peticion: Peticion
    dichos: list[Dicho] = field(default_factory=list)
    ilegibles: list[int] = field(default_factory=list)
    actuaciones: dict[int, Actuacion] = field(default_factory=dict)
    anexos: list[str] = field(default_factory=list)
    respuesta: Respuesta | None = None
    alcances: list[Alcance] = field(default_factory=list)
    oficios: list[Oficio] = field(default_factory=list)
    partes: list[Parte] = field(default_factory=list)

    def mala(self, fila: str, que: str) -> Alteracion:
        return Alteracion(f"petición {self.peticion.radicado.impreso}", fila, que)


def revisar_peticiones(*, avance: Callable[[int], None] = lambda _: None) -> Iterator[Alteracion]:
    """Compara cada petición con sus asientos, por lotes y sin detener el servicio.

    Una que parezca mal se mira de nuevo hasta que nadie la esté cambiando: solo se nombra lo que
    sigue mal.

    Args:
        avance: recibe cuántas peticiones van.
    """
    ultima, van = 0, 0
    while pks := _siguientes(ultima):
        for expediente in _reunir(pks):
            if any(_comparar(expediente)):
                yield from _mirar_de_nuevo(expediente.peticion.pk)
        ultima, van = pks[-1], van + len(pks)
        avance(van)
    yield from _borradas()
    yield from remisiones_alteradas()


def _siguientes(ultima: int) -> list[int]:
    siguientes = Peticion.objects.filter(pk__gt=ultima).order_by("pk")
    return list(siguientes.values_list("pk", flat=True)[:_LOTE])


def _mirar_de_nuevo(pk: int) -> list[Alteracion]:
    for _ in range(_MIRADAS):
        antes = _marca(pk)
        malas = [mala for expediente in _reunir([pk]) for mala in _comparar(expediente)]
        if not malas or _marca(pk) == antes:
            return malas
    return []


def _marca(pk: int) -> tuple[int | None, int | None]:
    """Cambia con cada actuación y con cada asiento de la petición."""
    peticion = Peticion.objects.filter(pk=pk).values_list("uuid", "version").first()
    if peticion is None:
        return (None, None)
    objeto = f"{_PREFIJO}{peticion[0].hex}"
    largo = Cadena.objects.filter(objeto=objeto).values_list("largo", flat=True).first()
    return (peticion[1], largo)


def _reunir(pks: Sequence[int]) -> list[_Expediente]:
    peticiones = (
        Peticion.objects.filter(pk__in=pks)
        .select_related("radicado", "reitera")
        .only("uuid", "clase", "radicado__impreso", "reitera__uuid", *_PEDIDO, *_COMO_VA)
        .order_by("pk")
    )
    por_pk = {p.pk: _Expediente(p) for p in peticiones}
    por_objeto = {f"{_PREFIJO}{e.peticion.uuid.hex}": e for e in por_pk.values()}
    for asiento in Asiento.objects.filter(objeto__in=por_objeto).order_by("objeto", "orden"):
        expediente = por_objeto[asiento.objeto]
        dicho = leer(asiento)
        if dicho is None:
            expediente.ilegibles.append(asiento.orden)
        else:
            expediente.dichos.append(dicho)
    for actuacion in Actuacion.objects.filter(peticion__in=list(por_pk)):
        por_pk[actuacion.peticion_id].actuaciones[actuacion.orden] = actuacion
    anexos = Anexo.objects.filter(peticion__in=list(por_pk)).order_by("peticion_id", "orden")
    for pk, sha256 in anexos.values_list("peticion_id", "guardado__sha256"):
        por_pk[pk].anexos.append(sha256)
    respuestas = Respuesta.objects.filter(peticion__in=list(por_pk)).select_related("documento")
    for respuesta in respuestas.prefetch_related("anexos__guardado"):
        por_pk[respuesta.peticion_id].respuesta = respuesta
    oficios = Oficio.objects.filter(peticion__in=list(por_pk))
    for oficio in oficios.select_related("radicado", "documento").order_by("orden"):
        por_pk[oficio.peticion_id].oficios.append(oficio)
    alcances = Alcance.objects.filter(peticion__in=list(por_pk), radicado__isnull=False)
    alcances = alcances.select_related("documento").prefetch_related("anexos__guardado")
    for alcance in alcances.order_by("orden"):
        por_pk[alcance.peticion_id].alcances.append(alcance)
    partes = Parte.objects.filter(peticion__in=list(por_pk)).select_related("dependencia")
    for parte in partes.prefetch_related("archivos__guardado").order_by("orden"):
        por_pk[parte.peticion_id].partes.append(parte)
    return list(por_pk.values())


def _comparar(e: _Expediente) -> Iterator[Alteracion]:
    fila = f"peticiones.Peticion {e.peticion.pk}"
    if e.ilegibles:
        yield e.mala(fila, f"Su asiento {e.ilegibles[0]} no se puede leer: no se pudo comparar.")
        return
    if not e.dichos:
        yield e.mala(fila, "Ningún asiento del libro habla de esta petición.")
        return
    yield from _lo_pedido(e, fila)
    yield from (e.mala(fila, que) for que in lo_que_no_queda(e.peticion, e.dichos))
    yield from _lo_actuado(e)
    yield from _lo_anexado(e)
    dichos = [(d.hecho, d.contenido) for d in e.dichos]
    mas = (
        respuesta_alterada(e.respuesta, e.dichos),
        oficios_alterados(e.oficios, dichos),
        alcances_alterados(e.alcances, e.dichos),
        partes_alteradas(e.partes, e.dichos),
        pruebas_alteradas(e.respuesta, e.alcances, e.oficios, e.dichos),
    )
    yield from (e.mala(donde, que) for hallados in mas for donde, que in hallados)


def _lo_pedido(e: _Expediente, fila: str) -> Iterator[Alteracion]:
    for dicho in e.dichos:
        for campo in set(_PEDIDO) & set(dicho.compromisos):
            if not dicho.compromete(campo, getattr(e.peticion, campo)):
                yield e.mala(fila, f"Cambió «{campo}»: no es lo que fijó el asiento {dicho.orden}.")
    clase = _ultimo(e, "clase")
    if clase is not None and clase != e.peticion.clase:
        yield e.mala(fila, f"Cambió «clase»: el libro dice «{clase}», no «{e.peticion.clase}».")
    # De cómo firmó la persona depende quién ve su nombre. Los asientos viejos no lo traen.
    solicitante = _ultimo(e, "solicitante")
    if solicitante not in (None, e.peticion.solicitante):
        yield e.mala(fila, f"Cambió «solicitante»: el libro dice «{solicitante}».")
    if _ultimo(e, "reitera") != (e.peticion.reitera.uuid.hex if e.peticion.reitera else None):
        yield e.mala(fila, "Cambió «reitera»: no es la petición que dice el libro.")


def _ultimo(e: _Expediente, clave: str) -> Any:
    dichos = [d.contenido[clave] for d in e.dichos if clave in d.contenido]
    return dichos[-1] if dichos else None


def _lo_actuado(e: _Expediente) -> Iterator[Alteracion]:
    sueltas = dict(e.actuaciones)
    for dicho in e.dichos:
        orden = dicho.contenido.get("orden")
        if orden is None:
            continue
        actuacion = sueltas.pop(orden, None)
        if actuacion is None:
            yield e.mala(
                "peticiones.Actuacion (borrada)",
                f"Falta la actuación {orden} ({dicho.hecho}), que está en el asiento {dicho.orden}.",
            )
            continue
        distintos = list(_distintos(actuacion, dicho))
        if distintos:
            yield e.mala(
                f"peticiones.Actuacion {actuacion.pk}",
                f"La actuación {orden} ({dicho.hecho}) cambió en {', '.join(distintos)}.",
            )
    for orden, suelta in sorted(sueltas.items()):
        yield e.mala(
            f"peticiones.Actuacion {suelta.pk}",
            f"La actuación {orden} ({suelta.tipo}) no está en el libro.",
        )


def _distintos(actuacion: Actuacion, dicho: Dicho) -> Iterator[str]:
    if actuacion.tipo != dicho.hecho:
        yield "«tipo»"
    if actuacion.actor != dicho.actor:
        yield "«actor»"
    if actuacion.anotada != dicho.momento:
        yield "«anotada»"
    for campo, valor in lo_asentado(actuacion).items():
        if campo in dicho.contenido and dicho.contenido[campo] != valor:
            yield f"«{campo}»"
    comprometidos = lo_comprometido(actuacion)
    for campo in RESERVADOS:
        if not dicho.compromete(campo, comprometidos.get(campo, "")):
            yield f"«{campo}»"


def _lo_anexado(e: _Expediente) -> Iterator[Alteracion]:
    dichos = [sha256 for d in e.dichos for sha256 in d.contenido.get("anexos", [])]
    for numero in range(max(len(dichos), len(e.anexos))):
        dicho = dichos[numero] if numero < len(dichos) else None
        anexo = e.anexos[numero] if numero < len(e.anexos) else None
        if dicho == anexo:
            continue
        que = f"El anexo {numero + 1} no es el que se radicó."
        if anexo is None:
            que = f"Falta el anexo {numero + 1} (SHA-256 {dicho})."
        elif dicho is None:
            que = f"El anexo {numero + 1} no está en el libro."
        yield e.mala(f"peticiones.Anexo {numero + 1}", que)


def _borradas() -> Iterator[Alteracion]:
    """Peticiones que el libro nombra y ya no están."""
    cadenas = Cadena.objects.filter(objeto__startswith=_PREFIJO).order_by("pk")
    objetos = iter(cadenas.values_list("objeto", flat=True).iterator(chunk_size=2000))
    while lote := list(islice(objetos, _LOTE)):
        uuids = {objeto: _uuid(objeto) for objeto in lote}
        buscados = [u for u in uuids.values() if u is not None]
        hay = set(Peticion.objects.filter(uuid__in=buscados).values_list("uuid", flat=True))
        yield from (_borrada(objeto) for objeto, u in uuids.items() if u not in hay)


def _uuid(objeto: str) -> UUID | None:
    try:
        return UUID(hex=objeto.removeprefix(_PREFIJO))
    except ValueError:
        return None


def _borrada(objeto: str) -> Alteracion:
    contenido = (
        Asiento.objects.filter(objeto=objeto, contenido__contains='"radicado":')
        .order_by("orden")
        .values_list("contenido", flat=True)
        .first()
    )
    try:
        impreso = json.loads(contenido or "{}").get("radicado", objeto)
    except (ValueError, AttributeError):
        impreso = objeto
    return Alteracion(
        f"petición {impreso}",
        "peticiones.Peticion (borrada)",
        f"El libro la nombra ({objeto}) y la petición ya no está.",
    )
