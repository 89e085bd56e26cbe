"""La entidad, sus dependencias, sus días y su gente, leídos de un archivo. Puro.

El formato está explicado, con un ejemplo entero, en `datos/estructura.ejemplo.toml`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ventanilla.comun.calendario import Efecto
from ventanilla.comun.errores import Falta
from ventanilla.directorio.reglas.fichas import (
    Campo,
    Ficha,
    exigir,
    leer_ficha,
    sin_repetir,
    tablas,
)

ENTIDAD = {
    "nombre": Campo("linea", 200, exigido=True),
    "nit": Campo("linea", 20),
    "ciudad": Campo("linea", 80, exigido=True),
    "direccion": Campo("linea", 200, exigido=True),
    "horario": Campo("linea", 200, exigido=True),
    "telefono": Campo("linea", 60, exigido=True),
    "correo": Campo("correo", 254, exigido=True),
    "correo_atencion": Campo("correo", 254, exigido=True),
    "sitio": Campo("enlace", 200),
    "lema": Campo("linea", 200),
    "color": Campo("color", 7),
    "escudo_descripcion": Campo("linea", 200),
    "redes": Campo("enlaces"),
    "privacidad": Campo("parrafo"),
    "dias_de_alerta": Campo("entero", mayor=15),
}
DEPENDENCIA = {
    "codigo": Campo("codigo", 20, exigido=True),
    "nombre": Campo("linea", 200, exigido=True),
    "padre": Campo("codigo", 20),
    "mision": Campo("parrafo"),
    "funciones": Campo("parrafo"),
    "palabras": Campo("linea", 500),
    "correo": Campo("correo", 254),
    "telefono": Campo("linea", 60),
    "direccion": Campo("linea", 200),
    "horario": Campo("linea", 200),
    "es_atencion": Campo("si_no"),
    "codigo_inventado": Campo("si_no"),
    "desde": Campo("fecha"),
    "hasta": Campo("fecha"),
}
DIA = {
    "fecha": Campo("fecha", exigido=True),
    "motivo": Campo("linea", 160, exigido=True),
    "acto": Campo("linea", 160, exigido=True),
    "efecto": Campo("opcion", opciones=tuple(Efecto)),
    "afecta_terminos_legales": Campo("si_no"),
    "dependencias_exceptuadas": Campo("codigos"),
    "alcance": Campo("codigos"),
    "publicado_en": Campo("enlace", 200),
}
PERSONA = {
    "correo": Campo("correo", 254, exigido=True),
    "nombre": Campo("linea", 160, exigido=True),
    "activa": Campo("si_no"),
}
# Roles que se tienen sobre toda la entidad; los demás se tienen en una dependencia.
DE_TODA_LA_ENTIDAD = (
    "administrador",
    "control_interno",
    "control_disciplinario",
    "ente_externo",
)
_ANIDADAS = ("vinculaciones", "nombramientos")


@dataclass(frozen=True)
class Opciones:
    """Lo que se admite y decide otra casa u otro piso.

    `reglamento`: cada decisión y sus valores. `ajenas`: tablas del archivo que lee otra casa.
    """

    roles: tuple[str, ...]
    vinculaciones: tuple[str, ...]
    reglamento: Mapping[str, Campo]
    ajenas: tuple[str, ...] = ()


@dataclass(frozen=True)
class FichaDePersona:
    """Una persona con sus vinculaciones y nombramientos."""

    ficha: Ficha
    vinculaciones: tuple[Ficha, ...]
    nombramientos: tuple[Ficha, ...]

    @property
    def correo(self) -> str:
        """Con que entra; la distingue de las demás."""
        return str(self.ficha.datos["correo"])


@dataclass(frozen=True)
class Estructura:
    """El archivo, revisado. `entidad` junta `[entidad]` y `[reglamento]`; vacía si no están."""

    entidad: Ficha
    dependencias: tuple[Ficha, ...]
    dias: tuple[Ficha, ...]
    personas: tuple[FichaDePersona, ...]


def leer_estructura(
    datos: Mapping[str, Any],
    lineas: Mapping[str, list[int]],
    opciones: Opciones,
    faltas: list[Falta],
) -> Estructura:
    """Revisa los datos de un archivo. Lo que no sirve se agrega a `faltas`, con su sitio."""
    propias = ("entidad", "reglamento", "dependencia", "dia", "persona", *opciones.ajenas)
    faltas.extend(
        Falta(f"«{clave}»", f"no se conoce. Puede ser: {', '.join(propias)}.")
        for clave in datos
        if clave not in propias
    )
    return Estructura(
        entidad=_entidad(datos, opciones, faltas),
        dependencias=_fichas(datos, "dependencia", lineas, DEPENDENCIA, ("codigo",), faltas),
        dias=_fichas(datos, "dia", lineas, DIA, ("fecha", "acto"), faltas),
        personas=_personas(datos, lineas, opciones, faltas),
    )


def _entidad(datos: Mapping[str, Any], opciones: Opciones, faltas: list[Falta]) -> Ficha:
    juntos: dict[str, Any] = {}
    for nombre, campos in (("entidad", ENTIDAD), ("reglamento", opciones.reglamento)):
        tabla = datos.get(nombre, {})
        if not isinstance(tabla, dict):
            faltas.append(Falta(f"«{nombre}»", f"se escribe con un corchete: [{nombre}]."))
            continue
        juntos |= leer_ficha(tabla, campos, f"[{nombre}]", faltas).datos
    return Ficha("[entidad]", juntos)


def _fichas(
    datos: Mapping[str, Any],
    nombre: str,
    lineas: Mapping[str, list[int]],
    campos: Mapping[str, Campo],
    llave: Sequence[str],
    faltas: list[Falta],
) -> tuple[Ficha, ...]:
    """Las `[[nombre]]` que tienen su llave; la llave no se repite."""
    leidas = [
        leer_ficha(t, campos, lugar, faltas) for lugar, t in tablas(datos, nombre, lineas, faltas)
    ]
    buenas = [f for f in leidas if exigir(f, llave, faltas)]
    con_llave = [(tuple(f.datos[c] for c in llave), f) for f in buenas]
    sin_repetir(con_llave, " y ".join(f"«{c}»" for c in llave), faltas)
    return tuple(buenas)


def _personas(
    datos: Mapping[str, Any],
    lineas: Mapping[str, list[int]],
    opciones: Opciones,
    faltas: list[Falta],
) -> tuple[FichaDePersona, ...]:
    personas = []
    for lugar, tabla in tablas(datos, "persona", lineas, faltas):
        simples = {c: v for c, v in tabla.items() if c not in _ANIDADAS}
        ficha = leer_ficha(simples, PERSONA, lugar, faltas)
        vinculaciones = _anidadas(tabla, "vinculaciones", lugar, _vinculacion(opciones), faltas)
        nombramientos = _anidadas(tabla, "nombramientos", lugar, _nombramiento(opciones), faltas)
        if exigir(ficha, ("correo",), faltas):
            personas.append(
                FichaDePersona(
                    ficha,
                    tuple(v for v in vinculaciones if exigir(v, ("clase", "desde"), faltas)),
                    tuple(n for n in nombramientos if _nombra(n, faltas)),
                )
            )
    sin_repetir(((p.correo, p.ficha) for p in personas), "«correo»", faltas)
    for p in personas:
        sin_repetir(
            ((llave_de_vinculacion(p.correo, v), v) for v in p.vinculaciones), "vinculación", faltas
        )
        sin_repetir(
            ((llave_de_nombramiento(p.correo, n), n) for n in p.nombramientos),
            "nombramiento",
            faltas,
        )
    return tuple(personas)


def _vinculacion(opciones: Opciones) -> dict[str, Campo]:
    clases = Campo("opcion", exigido=True, opciones=opciones.vinculaciones)
    return {"clase": clases, "desde": Campo("fecha"), "hasta": Campo("fecha")}


def _nombramiento(opciones: Opciones) -> dict[str, Campo]:
    return {
        "rol": Campo("opcion", exigido=True, opciones=opciones.roles),
        "dependencia": Campo("codigo", 20),
        "cargo": Campo("linea", 160),
        "acto": Campo("linea", 120, exigido=True),
        "desde": Campo("fecha"),
        "hasta": Campo("fecha"),
    }


def _anidadas(
    tabla: Mapping[str, Any],
    nombre: str,
    lugar: str,
    campos: Mapping[str, Campo],
    faltas: list[Falta],
) -> list[Ficha]:
    filas = tabla.get(nombre, [])
    if not isinstance(filas, list) or not all(isinstance(f, dict) for f in filas):
        faltas.append(Falta(f"{lugar}, «{nombre}»", "es una lista: [{ … }, { … }]."))
        return []
    return [
        leer_ficha(fila, campos, f"{lugar}, «{nombre}» {i}", faltas)
        for i, fila in enumerate(filas, start=1)
    ]


def _nombra(ficha: Ficha, faltas: list[Falta]) -> bool:
    if not exigir(ficha, ("rol", "desde", "acto"), faltas):
        return False
    if ficha.datos["rol"] in DE_TODA_LA_ENTIDAD:
        return True
    return exigir(ficha, ("dependencia",), faltas)


def llave_de_vinculacion(correo: str, ficha: Ficha) -> tuple[Any, ...]:
    """Qué la distingue: de quién es, de qué clase y desde cuándo."""
    return (correo, ficha.datos["clase"], ficha.datos["desde"])


def llave_de_nombramiento(correo: str, ficha: Ficha) -> tuple[Any, ...]:
    """Qué lo distingue: de quién es, con qué rol, dónde («» si en toda la entidad) y desde cuándo."""
    datos = ficha.datos
    return (correo, datos["rol"], datos.get("dependencia", ""), datos["desde"])
