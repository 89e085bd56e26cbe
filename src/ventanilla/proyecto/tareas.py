"""Tareas de aseo del propio programa."""

from datetime import datetime, timedelta

from django_tasks_db.models import DBTaskResult

from ventanilla.comun.cola import tarea
from ventanilla.comun.reloj import ahora
from ventanilla.comun.transaccion import afinar_indices, escritura
from ventanilla.directorio.servicios.limites import olvidar_viejos
from ventanilla.directorio.servicios.sesiones import olvidar_vencidas

ABANDONADA = timedelta(minutes=10)
CONSERVAR = timedelta(days=7)


@tarea("proyecto.limpiar")
def limpiar() -> dict[str, int]:
    """Borra avisos de trabajo ya hechos y cuentas de intentos viejas y sesiones vencidas, y afina los índices."""
    momento = ahora()
    with escritura():
        avisos, _ = DBTaskResult.objects.filter(finished_at__lt=momento - CONSERVAR).delete()
        cuentas = olvidar_viejos(ahora=momento)
        sesiones = olvidar_vencidas(ahora=momento)
    afinar_indices()
    return {"avisos": avisos, "cuentas": cuentas, "sesiones": sesiones}


def recuperar_abandonadas(*, ahora: datetime) -> int:
    """Devuelve a la cola los trabajos cuyo obrero murió; toda tarea puede correr dos veces."""
    with escritura():
        return DBTaskResult.objects.filter(
            status="RUNNING", started_at__lt=ahora - ABANDONADA
        ).update(status="READY", started_at=None)
