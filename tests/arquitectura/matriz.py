"""La matriz de permisos: cada acción, con cada rol, sobre lo suyo y sobre lo ajeno.

python -m tests.arquitectura.matriz      reescribe docs/permisos.md
"""

from __future__ import annotations

import inspect
import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

DOCUMENTO = Path(__file__).resolve().parents[2] / "docs" / "permisos.md"
SUYA, AJENA = 1, 2
SI, LA_SUYA, NO = "sí", "la suya", "—"
REMITIDA = "remitida"
POR_CONTRATO = "jefe, por contrato"


def acciones() -> list[Callable[..., Any]]:
    """Toda función `puede_…` que pregunta por alguien que trabaja, en su orden."""
    from ventanilla.archivo import permisos as del_archivo
    from ventanilla.bandeja import permisos as de_la_bandeja
    from ventanilla.directorio import permisos as del_directorio
    from ventanilla.importacion import permisos as de_importacion
    from ventanilla.peticiones import permisos as de_peticiones

    return [
        f
        for modulo in (de_peticiones, de_la_bandeja, de_importacion, del_archivo, del_directorio)
        for nombre, f in vars(modulo).items()
        if nombre.startswith("puede_")
        and f.__module__.startswith(modulo.__name__)
        and "actor" in inspect.signature(f).parameters
    ]


def actores() -> dict[str, Any]:
    """Una persona por rol, con su cargo en la dependencia `SUYA`; firma el jefe de planta."""
    from ventanilla.comun.actores import Actor, Cargo
    from ventanilla.directorio.models import Rol

    def con(rol: str, *, firma: bool) -> Actor:
        cargo = Cargo(rol=rol, dependencia_id=SUYA, firma=firma)
        return Actor("usuario", "usuario:1", "Alguien", usuario_id=1, cargos=(cargo,))

    quienes = {str(r.value): con(r, firma=r == Rol.JEFE) for r in Rol}
    return quienes | {POR_CONTRATO: con(Rol.JEFE, firma=False)}


def _objetos(parametro: str, dependencia: int, solicitante: str) -> Iterator[Any]:
    """Aquello sobre lo que se pregunta: una petición en cada estado que importa, o lo que sea."""
    from ventanilla.bandeja.models import FiltroGuardado
    from ventanilla.directorio.models import Dependencia, Usuario
    from ventanilla.peticiones.models import Estado, Parte, Peticion

    unidad = Dependencia(pk=dependencia, codigo=str(dependencia), nombre="Una")
    if parametro == "peticion":
        remitida = datetime(2026, 1, 1, tzinfo=UTC) if solicitante == REMITIDA else None
        for estado in (
            Estado.ASIGNADA,
            Estado.PROYECTADA,
            Estado.FIRMADA,
            Estado.ENVIADA,
            Estado.REQUERIDA,
            Estado.POR_VERIFICAR,
        ):
            yield Peticion(
                dependencia=unidad,
                estado=estado,
                solicitante="natural" if remitida else solicitante,
                identidad_id=1,
                remitida=remitida,
            )
    elif parametro == "parte":
        peticion = Peticion(dependencia=unidad, estado=Estado.ASIGNADA)
        yield Parte(peticion=peticion, dependencia=unidad, estado=Parte.Estado.ABIERTA)
    elif parametro in ("quien", "unidad"):
        yield unidad
    elif parametro == "unidades":
        yield {dependencia}
    elif parametro == "filtro":
        yield FiltroGuardado(dependencia=unidad, usuario_id=9)
    elif parametro == "usuario":
        yield Usuario(pk=9, nombre="Otra")
    else:
        raise LookupError(f"Diga en `_objetos` qué es «{parametro}».")


def _puede(accion: Callable[..., Any], actor: Any, parametro: str, objeto: Any) -> bool:
    """Con una petición hay que poder leerla: toda página lo pregunta primero."""
    from ventanilla.peticiones.permisos import puede_ver

    return bool(accion(actor, objeto)) and (
        parametro != "peticion" or bool(puede_ver(actor, objeto))
    )


def _celda(accion: Callable[..., Any], actor: Any, solicitante: str) -> str:
    otros = [p for p in inspect.signature(accion).parameters if p != "actor"]
    if not otros:
        return SI if accion(actor) else NO
    suya, ajena = (
        any(_puede(accion, actor, otros[0], o) for o in _objetos(otros[0], d, solicitante))
        for d in (SUYA, AJENA)
    )
    if suya and ajena:
        return SI
    return LA_SUYA if suya else NO


def filas() -> list[tuple[str, dict[str, str]]]:
    """Cada acción con lo que puede cada quien; lo reservado, aparte si cambia."""
    salida = []
    for accion in acciones():
        dicho = str(inspect.getdoc(accion)).splitlines()[0].rstrip(".").replace("|", "/")
        corriente, reservada, remitida = (
            {quien: _celda(accion, actor, como) for quien, actor in actores().items()}
            for como in ("natural", "reservado", REMITIDA)
        )
        salida.append((dicho, corriente))
        if reservada != corriente:
            salida.append((f"{dicho} (identidad reservada)", reservada))
        if remitida != corriente:
            salida.append((f"{dicho} (remitida a Control Disciplinario)", remitida))
    return salida


def tabla() -> str:
    """El documento entero."""
    todas = filas()
    nada = [q for q in actores() if all(celdas[q] == NO for _, celdas in todas)]
    columnas = [q for q in actores() if q not in nada]
    cabeza = [
        "# Los permisos",
        "",
        "Qué puede hacer cada rol. Lo escribe `python -m tests.arquitectura.matriz` preguntándole a "
        "las funciones `puede_…` de cada casa; una prueba comprueba que esté al día, y otra, que toda "
        "página de una petición se cierre a quien no la puede leer.",
        "",
        f"«{SI}»: en toda la entidad. «{LA_SUYA}»: solo en la dependencia de su nombramiento vigente. "
        f"«{NO}»: no. El estado de la petición también cuenta: cerrada o firmada, casi nada se puede; "
        "la pantalla dice por qué.",
        "",
        *([f"Todavía no pueden nada: {', '.join(f'`{q}`' for q in nada)}.", ""] if nada else []),
        f"| acción | {' | '.join(columnas)} |",
        f"|---|{'---|' * len(columnas)}",
    ]
    cuerpo = [f"| {dicho} | {' | '.join(celdas[q] for q in columnas)} |" for dicho, celdas in todas]
    return "\n".join([*cabeza, *cuerpo]) + "\n"


if __name__ == "__main__":
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ventanilla.proyecto.settings")
    django.setup()
    DOCUMENTO.write_text(tabla())
