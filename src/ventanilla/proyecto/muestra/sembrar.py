"""Sembrar la demostración: todo en orden de tiempo, como habría pasado."""

import heapq
import itertools
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from django.conf import settings
from django.db import connection
from django_tasks_db.models import DBTaskResult

from ventanilla.archivo.servicios import Recibido, recibir
from ventanilla.auditoria.servicios.sellar import sellar
from ventanilla.comun.actores import CIUDADANIA
from ventanilla.comun.calendario import Calendario
from ventanilla.comun.errores import ErrorDeDominio
from ventanilla.comun.transaccion import escritura
from ventanilla.directorio.consultas import calendario_de_la_entidad
from ventanilla.directorio.models import Entidad
from ventanilla.peticiones.reglas import normas
from ventanilla.peticiones.servicios.radicar import radicar
from ventanilla.proyecto.muestra.ciudadania import Escrita, escribir, otro_tema
from ventanilla.proyecto.muestra.elenco import crear_elenco
from ventanilla.proyecto.muestra.guion import Paso, destinos, pasos
from ventanilla.proyecto.muestra.representar import Escena, Representacion
from ventanilla.proyecto.muestra.textos import textos

SEMILLA = 1755
CUANTAS = 240


def esta_sembrada() -> bool:
    """Si ya hay una entidad: la demostración no se siembra dos veces."""
    return Entidad.objects.exists()


@dataclass(frozen=True)
class Sembrada:
    """Cuántas peticiones se radicaron y qué pasos no procedieron (debería estar vacío)."""

    radicadas: int
    cortadas: list[str]


def sembrar(*, hasta: datetime, cuantas: int = CUANTAS) -> Sembrada:
    """Crea la entidad y representa casi un año de trabajo hasta `hasta`.

    La base debe estar preparada y vacía.
    """
    azar = Random(SEMILLA)  # noqa: S311 (datos de muestra: se quiere que se repita)
    with _de_prisa(), _sin_cartero():
        elenco = crear_elenco(ahora=hasta)
        calendario = calendario_de_la_entidad()
        escritas = escribir(cuantas, hasta=hasta, azar=azar, textos=textos(), calendario=calendario)
        cola = _guiones(escritas, hasta, azar, calendario)
        cortadas = _representar(cola, Representacion(elenco, azar, calendario), escritas, hasta)
        _sellar(hasta)
        with escritura():
            # Todo lo encolado ya se hizo aquí, en su momento.
            DBTaskResult.objects.all().delete()
    return Sembrada(len(escritas), cortadas)


_Turno = tuple[datetime, int, Paso, int]


def _guiones(
    escritas: list[Escrita], hasta: datetime, azar: Random, calendario: Calendario
) -> list[_Turno]:
    """La cola de todo lo que va a pasar: (momento, turno, paso, petición)."""
    terminos = [0 if e.tema.nombre else _dias_de_ley(e) for e in escritas]
    edades = [calendario.contar_habiles(e.recibida.date(), hasta.date()) for e in escritas]
    turno = itertools.count()
    cola: list[_Turno] = []
    for i, destino in enumerate(destinos(edades, terminos, azar)):
        if destino == "trasladada":
            escritas[i] = otro_tema(escritas[i], azar.choice(textos().traslados), azar, textos())
        e = escritas[i]
        cola.append((e.radicada, next(turno), Paso(e.radicada, "radicar"), i))
        guion = pasos(
            destino, radicada=e.radicada, termino=_termino(e), azar=azar, calendario=calendario
        )
        cola.extend((paso.momento, next(turno), paso, i) for paso in guion)
    heapq.heapify(cola)
    return cola


def _termino(escrita: Escrita) -> int:
    """Días hábiles con que cuenta: los que fija el documento o los de su clase; cero, sin término."""
    return escrita.tema.plazo_dias or _dias_de_ley(escrita)


def _dias_de_ley(escrita: Escrita) -> int:
    return normas.clase(escrita.solicitud.clase).dias or 0


def _representar(
    cola: list[_Turno],
    representacion: Representacion,
    escritas: list[Escrita],
    hasta: datetime,
) -> list[str]:
    turno = itertools.count(len(cola))
    escenas: dict[int, Escena] = {}
    terminadas: dict[int, str] = {}
    while cola:
        momento, _, paso, i = heapq.heappop(cola)
        if momento > hasta:
            break
        if paso.verbo == "radicar":
            escenas[i] = _radicar(escritas[i], representacion)
            siguientes = [Paso(momento + timedelta(seconds=40), "acusar")]
        elif i in terminadas:
            continue
        else:
            try:
                siguientes = representacion.hacer(paso, escenas[i])
            except ErrorDeDominio as error:
                # La demostración arranca cualquier día del año: si un paso no procede ese día, la
                # historia de esa petición termina ahí y las demás siguen.
                terminadas[i] = f"{paso.verbo}: {error}"
                continue
        for siguiente in siguientes:
            heapq.heappush(cola, (siguiente.momento, next(turno), siguiente, i))
    return list(terminadas.values())


def _radicar(escrita: Escrita, representacion: Representacion) -> Escena:
    es_propia = escrita.solicitud.canal in ("web", "chat")
    hecha = radicar(
        escrita.solicitud,
        actor=CIUDADANIA if es_propia else representacion.elenco.radicador,
        ahora=escrita.radicada,
        recepcion=escrita.recibida,
        anexos=_anexos(representacion.azar) if escrita.trae_anexo else (),
    )
    return Escena(
        peticion=hecha.peticion,
        dependencia=escrita.tema.dependencia,
        clase=escrita.solicitud.clase,
        respuesta=escrita.respuesta,
        termino=_termino(escrita),
        a=escrita.tema.a,
    )


def _anexos(azar: Random) -> list[Recibido]:
    """Una o dos fotos de un solo color: pocas distintas, para no gastar disco."""
    cuantos = azar.choice((1, 1, 2))
    return [
        recibir(
            f"foto_{n + 1}.png", [_png(azar.choice(((9, 67, 181), (21, 131, 97), (168, 5, 33))))]
        )
        for n in range(cuantos)
    ]


def _png(color: tuple[int, int, int], lado: int = 64) -> bytes:
    def trozo(clase: bytes, datos: bytes) -> bytes:
        suma = zlib.crc32(clase + datos)
        return len(datos).to_bytes(4, "big") + clase + datos + suma.to_bytes(4, "big")

    filas = (b"\x00" + bytes(color) * lado) * lado
    medidas = lado.to_bytes(4, "big") * 2 + b"\x08\x02\x00\x00\x00"
    return (
        b"\x89PNG\r\n\x1a\n"
        + trozo(b"IHDR", medidas)
        + trozo(b"IDAT", zlib.compress(filas))
        + trozo(b"IEND", b"")
    )


def _sellar(hasta: datetime) -> None:
    while sellar(ahora=hasta) is not None:
        pass


@contextmanager
def _de_prisa() -> Iterator[None]:
    """Sin esperar al disco en cada paso: si se va la luz a medias, se siembra de nuevo."""
    es_sqlite = connection.vendor == "sqlite" and not connection.in_atomic_block
    if es_sqlite:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous=OFF")
    try:
        yield
    finally:
        if es_sqlite:
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA synchronous=FULL")


@contextmanager
def _sin_cartero() -> Iterator[None]:
    """Los correos de un año inventado no salen a ninguna parte: se dan por aceptados."""
    previo = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    try:
        yield
    finally:
        settings.EMAIL_BACKEND = previo
