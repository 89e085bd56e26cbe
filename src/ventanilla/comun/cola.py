"""Registro de tareas por nombre: una casa encola sin importar a quien ejecuta.

El trabajo encolado es solo un aviso; la verdad es la fila del dominio. Toda tarea puede correr dos
veces. El aviso se escribe en la transacción de quien encola.
"""

from collections.abc import Callable
from typing import Any

from django_tasks import task

# Por dónde van las que tardan: tienen su propio carril, y un correo no espera por ellas.
LENTAS = "lentas"
_tareas: dict[str, Callable[..., Any]] = {}
_lentas: set[str] = set()


def tarea(
    nombre: str, *, lenta: bool = False
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Registra una función con el nombre «casa.verbo».

    Args:
        lenta: puede tardar más de unos segundos (recorre muchas peticiones o archivos).

    Raises:
        ValueError: si el nombre ya está tomado por otra función.
    """

    def registrar(funcion: Callable[..., Any]) -> Callable[..., Any]:
        previa = _tareas.get(nombre)
        if previa is not None and previa.__module__ != funcion.__module__:
            raise ValueError(f"La tarea «{nombre}» ya está registrada en {previa.__module__}.")
        _tareas[nombre] = funcion
        if lenta:
            _lentas.add(nombre)
        return funcion

    return registrar


@task()
def ejecutar(nombre: str, argumentos: dict[str, Any]) -> Any:
    """Corre la tarea registrada con ese nombre; la llama el obrero."""
    return _tareas[nombre](**argumentos)


def encolar(nombre: str, **argumentos: Any) -> None:
    """Deja un aviso para que el obrero corra la tarea. Los argumentos deben caber en JSON."""
    orden = ejecutar.using(queue_name=LENTAS) if nombre in _lentas else ejecutar
    orden.enqueue(nombre, argumentos)


def registradas() -> tuple[str, ...]:
    """Nombres de todas las tareas, en orden alfabético."""
    return tuple(sorted(_tareas))
