"""La agenda: qué corre, cada cuánto. La hora de cada tarea se guarda y se toma una sola vez."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.db import IntegrityError

from ventanilla.comun.cola import encolar
from ventanilla.comun.reloj import en_bogota
from ventanilla.comun.transaccion import escritura
from ventanilla.proyecto.models import Programacion


@dataclass(frozen=True)
class Cada:
    """Se repite cada tanto."""

    intervalo: timedelta

    def despues_de(self, momento: datetime) -> datetime:
        """La próxima vez, contada desde `momento`."""
        return momento + self.intervalo


@dataclass(frozen=True)
class Diaria:
    """Una vez al día, a esa hora de Bogotá."""

    hora: time

    def despues_de(self, momento: datetime) -> datetime:
        """La próxima vez que sea esa hora, después de `momento`."""
        local = en_bogota(momento)
        hoy = datetime.combine(local.date(), self.hora, tzinfo=local.tzinfo)
        return hoy if hoy > local else hoy + timedelta(days=1)


AGENDA: dict[str, Cada | Diaria] = {
    "correspondencia.despachar_pendientes": Cada(timedelta(seconds=30)),
    "peticiones.componer_pendientes": Cada(timedelta(minutes=1)),
    "peticiones.notificar_pendientes": Cada(timedelta(seconds=30)),
    "peticiones.expedientes": Cada(timedelta(minutes=1)),
    "importacion.retomar": Cada(timedelta(minutes=1)),
    "archivo.cerrar_expedientes": Cada(timedelta(minutes=10)),
    "auditoria.sellar": Cada(timedelta(hours=1)),
    "correspondencia.enviar_sellos": Cada(timedelta(hours=1)),
    # Lo que empieza a regir hoy rige desde que amanece.
    "directorio.reglamento": Diaria(time(0, 5)),
    # Por si el aviso se perdió: los días recién declarados mueven fechas.
    "estructura.aplicar_dias": Cada(timedelta(minutes=5)),
    # Apenas cambia el día: nadie amanece con lo que ya no puede trabajar.
    "estructura.mudar": Diaria(time(0, 10)),
    "estructura.entregar_cargos": Diaria(time(0, 30)),
    "peticiones.revisar_relojes": Diaria(time(1, 0)),
    "peticiones.recordar_partes": Diaria(time(7, 0)),
    "archivo.barrer": Diaria(time(2, 0)),
    # Después del barrido: sus bytes se van la noche siguiente, y un respaldo que va andando los halla.
    "importacion.soltar_archivos": Diaria(time(2, 30)),
    "proyecto.limpiar": Diaria(time(3, 0)),
}


def encolar_vencidas(*, ahora: datetime) -> list[str]:
    """Encola lo que ya toca; si dos obreros miran a la vez, solo uno lo toma."""
    guardadas = {p.tarea: p for p in Programacion.objects.filter(tarea__in=AGENDA)}
    tomadas = []
    for nombre, cadencia in AGENDA.items():
        guardada = guardadas.get(nombre)
        if guardada is None:
            _sembrar(nombre, cadencia, ahora)
        elif guardada.proxima <= ahora and _tomar(guardada, cadencia, ahora):
            tomadas.append(nombre)
    return tomadas


def _sembrar(nombre: str, cadencia: Cada | Diaria, ahora: datetime) -> None:
    try:
        with escritura():
            Programacion.objects.create(tarea=nombre, proxima=cadencia.despues_de(ahora))
    except IntegrityError:
        return


def _tomar(guardada: Programacion, cadencia: Cada | Diaria, ahora: datetime) -> bool:
    with escritura():
        tomada = Programacion.objects.filter(pk=guardada.pk, proxima=guardada.proxima).update(
            proxima=cadencia.despues_de(ahora), ultima=ahora
        )
        if tomada:
            encolar(guardada.tarea)
    return bool(tomada)
