"""Qué cambiaría en la entidad si se cargara un archivo: lo nuevo, lo distinto y lo que no cuadra. Puro.

Nunca borra: lo que está y el archivo no nombra se deja quieto y se dice.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from ventanilla.comun.errores import Falta
from ventanilla.directorio.reglas.estructura import (
    DEPENDENCIA,
    DIA,
    ENTIDAD,
    PERSONA,
    Estructura,
    llave_de_nombramiento,
    llave_de_vinculacion,
)
from ventanilla.directorio.reglas.fichas import Campo, Ficha, exigir

Llave = tuple[Any, ...]
Filas = Mapping[Llave, Mapping[str, Any]]
_NADA: Mapping[str, Any] = {}


@dataclass(frozen=True)
class Cambio:
    """Una fila por crear o por cambiar.

    `clase`: «entidad», «dependencia», «dia», «persona», «vinculacion», «nombramiento» o «tipo».
    `antes` y `despues` solo traen los campos que cambian; en lo nuevo, `antes` está vacío.
    """

    clase: str
    llave: Llave
    es_nuevo: bool
    antes: Mapping[str, Any]
    despues: Mapping[str, Any]


@dataclass(frozen=True)
class Comparacion:
    """Los cambios en el orden en que se hacen; cuántas fichas ya estaban iguales; lo no nombrado."""

    cambios: tuple[Cambio, ...]
    iguales: int
    sin_nombrar: tuple[tuple[str, Llave], ...]
    avisos: tuple[str, ...] = ()


def comparar(
    clase: str,
    fichas: Iterable[tuple[Llave, Ficha]],
    actuales: Filas,
    campos: Mapping[str, Campo],
    faltas: list[Falta],
) -> list[Cambio | None]:
    """Un cambio por ficha, o `None` si ya está igual. A lo nuevo se le pide lo indispensable."""
    resultado: list[Cambio | None] = []
    for llave, ficha in fichas:
        actual = actuales.get(llave)
        if actual is None:
            exigir(ficha, [c for c, campo in campos.items() if campo.exigido], faltas)
            resultado.append(Cambio(clase, llave, True, {}, ficha.datos))
            continue
        distintos = {c: v for c, v in ficha.datos.items() if actual.get(c) != v}
        antes = {c: actual.get(c) for c in distintos}
        resultado.append(Cambio(clase, llave, False, antes, distintos) if distintos else None)
    return resultado


def comparar_estructura(
    estructura: Estructura, actual: Mapping[str, Filas], faltas: list[Falta]
) -> Comparacion:
    """Compara el archivo con lo que hay (`actual`: clase → llave → campos).

    Lo que no cuadra (un padre que no existe, un ciclo, un final antes del comienzo) va a `faltas`.
    """
    por_clase = _por_clase(estructura)
    campos = {"entidad": ENTIDAD, "dependencia": DEPENDENCIA, "dia": DIA, "persona": PERSONA}
    comparadas = {
        clase: comparar(clase, fichas, actual[clase], campos.get(clase, {}), faltas)
        for clase, fichas in por_clase.items()
    }
    arbol = fusionar(por_clase["dependencia"], actual["dependencia"])
    _revisar_arbol(por_clase["dependencia"], arbol, faltas)
    _revisar_referencias(por_clase, arbol, faltas)
    _revisar_periodos(por_clase, actual, faltas)
    if not faltas:
        comparadas["dependencia"].sort(key=lambda c: _hondura(c.llave[0], arbol) if c else 0)
    todos = [c for lista in comparadas.values() for c in lista]
    return Comparacion(
        cambios=tuple(c for c in todos if c is not None),
        iguales=sum(c is None for c in todos),
        sin_nombrar=tuple(_sin_nombrar(por_clase, actual)),
        avisos=tuple(_avisos(por_clase, actual, arbol)),
    )


def fusionar(fichas: Iterable[tuple[Llave, Ficha]], actuales: Filas) -> dict[Llave, dict[str, Any]]:
    """Cómo quedarían las filas: lo que hay con lo que el archivo dice encima."""
    finales = {llave: dict(datos) for llave, datos in actuales.items()}
    for llave, ficha in fichas:
        finales.setdefault(llave, {}).update(ficha.datos)
    return finales


def _por_clase(e: Estructura) -> dict[str, list[tuple[Llave, Ficha]]]:
    return {
        "entidad": [((), e.entidad)] if e.entidad.datos else [],
        "dependencia": [((f.datos["codigo"],), f) for f in e.dependencias],
        "dia": [((f.datos["fecha"], f.datos["acto"]), f) for f in e.dias],
        "persona": [((p.correo,), p.ficha) for p in e.personas],
        "vinculacion": [
            (llave_de_vinculacion(p.correo, f), f) for p in e.personas for f in p.vinculaciones
        ],
        "nombramiento": [
            (llave_de_nombramiento(p.correo, f), f) for p in e.personas for f in p.nombramientos
        ],
    }


def _revisar_arbol(
    fichas: list[tuple[Llave, Ficha]], arbol: Mapping[Llave, Mapping[str, Any]], faltas: list[Falta]
) -> None:
    for (codigo,), ficha in fichas:
        padre = ficha.datos.get("padre")
        if padre and (padre,) not in arbol:
            faltas.append(Falta(f"{ficha.lugar}, «padre»", f"la dependencia «{padre}» no existe."))
        elif padre and _hondura(codigo, arbol) < 0:
            faltas.append(Falta(f"{ficha.lugar}, «padre»", "la dependencia sería su propio padre."))
    de_atencion = [
        str(llave[0])
        for llave, datos in arbol.items()
        if datos.get("es_atencion") and datos.get("hasta") is None
    ]
    if len(de_atencion) > 1:
        cuales = ", ".join(de_atencion)
        faltas.append(
            Falta("«es_atencion»", f"solo la tiene una dependencia; hoy serían {cuales}.")
        )


def _hondura(codigo: str, arbol: Mapping[Llave, Mapping[str, Any]]) -> int:
    """Cuántos padres tiene encima; -1 si da la vuelta y llega a sí misma."""
    encima: list[str] = []
    padre = arbol[(codigo,)].get("padre", "")
    while padre and padre not in encima:
        if padre == codigo:
            return -1
        encima.append(padre)
        padre = arbol.get((padre,), _NADA).get("padre", "")
    return len(encima)


def _revisar_referencias(
    por_clase: Mapping[str, list[tuple[Llave, Ficha]]],
    arbol: Mapping[Llave, Mapping[str, Any]],
    faltas: list[Falta],
) -> None:
    for clase, campo in (
        ("nombramiento", "dependencia"),
        ("dia", "dependencias_exceptuadas"),
        ("dia", "alcance"),
    ):
        for _, ficha in por_clase[clase]:
            dichas = ficha.datos.get(campo) or []
            for codigo in [dichas] if isinstance(dichas, str) else dichas:
                if (codigo,) not in arbol:
                    lugar = f"{ficha.lugar}, «{campo}»"
                    faltas.append(Falta(lugar, f"la dependencia «{codigo}» no existe."))


def _revisar_periodos(
    por_clase: Mapping[str, list[tuple[Llave, Ficha]]],
    actual: Mapping[str, Filas],
    faltas: list[Falta],
) -> None:
    for clase in ("dependencia", "vinculacion", "nombramiento"):
        for llave, ficha in por_clase[clase]:
            datos = {**actual[clase].get(llave, _NADA), **ficha.datos}
            desde, hasta = datos.get("desde"), datos.get("hasta")
            if desde and hasta and hasta < desde:
                lugar = f"{ficha.lugar}, «hasta»"
                faltas.append(Falta(lugar, f"{hasta} es antes de «desde» ({desde})."))


def _sin_nombrar(
    por_clase: Mapping[str, list[tuple[Llave, Ficha]]], actual: Mapping[str, Filas]
) -> Iterable[tuple[str, Llave]]:
    """Lo que rige y el archivo no nombra. De la gente que nombra, también sus nombramientos."""
    correos = {llave[0] for llave, _ in por_clase["persona"]}
    for clase in ("dependencia", "dia", "persona", "nombramiento"):
        nombradas = {llave for llave, _ in por_clase[clase]}
        for llave, datos in actual[clase].items():
            termino = datos.get("hasta") is not None or datos.get("activa") is False
            ajeno = clase == "nombramiento" and llave[0] not in correos
            if llave not in nombradas and not termino and not ajeno:
                yield clase, llave


def _avisos(
    por_clase: Mapping[str, list[tuple[Llave, Ficha]]],
    actual: Mapping[str, Filas],
    arbol: Mapping[Llave, Mapping[str, Any]],
) -> Iterable[str]:
    if not por_clase["entidad"] and not actual["entidad"]:
        yield "Todavía no hay entidad: el archivo no trae [entidad]."
    if not any(d.get("es_atencion") and d.get("hasta") is None for d in arbol.values()):
        yield (
            "Ninguna dependencia es la de Atención al Ciudadano («es_atencion»): lo que se radique "
            "no tendrá quién lo reparta."
        )
    vinculadas = {llave[0] for llave in actual["vinculacion"]}
    vinculadas |= {llave[0] for llave, _ in por_clase["vinculacion"]}
    for correo, rol, *_ in (llave for llave, _ in por_clase["nombramiento"]):
        if rol == "jefe" and correo not in vinculadas:
            yield f"{correo} es jefe y no tiene vinculación: no podrá firmar."
