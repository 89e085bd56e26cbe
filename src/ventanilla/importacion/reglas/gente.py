"""De las filas de un archivo a la misma forma que tiene el archivo de la entidad. Puro.

Lo que se entiende se entrega a `directorio.reglas`, que lo revisa como si viniera escrito en TOML.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ventanilla.comun.errores import ErrorDeDominio
from ventanilla.importacion.reglas.columnas import FilaCruda
from ventanilla.importacion.reglas.filas import Rechazo, leer_momento
from ventanilla.importacion.reglas.mapa import Mapa, igualar

_SI, _NO = ("si", "s", "x", "1", "verdadero", "true"), ("no", "n", "0", "falso", "false")
_FECHAS = ("desde", "hasta", "vinculada_desde", "vinculada_hasta")
_SI_NO = ("activa", "es_atencion")
_NOMBRAMIENTO = ("rol", "dependencia", "cargo", "acto", "desde", "hasta")
_VINCULACION = {"vinculacion": "clase", "vinculada_desde": "desde", "vinculada_hasta": "hasta"}
_LINEA = re.compile(r"línea (\d+)")


@dataclass
class Tabla:
    """Lo entendido: `datos` como el TOML de la entidad, y en qué línea empieza cada cosa."""

    datos: dict[str, list[dict[str, Any]]]
    lineas: dict[str, list[int]]
    rechazos: list[Rechazo] = field(default_factory=list)
    leidas: int = 0

    def sin(self, lineas: set[int]) -> Tabla:
        """La misma sin lo que empieza en esas líneas."""
        (clase,) = self.datos
        quedan = [
            (dato, linea)
            for dato, linea in zip(self.datos[clase], self.lineas[clase], strict=True)
            if linea not in lineas
        ]
        return Tabla(
            {clase: [d for d, _ in quedan]},
            {clase: [linea for _, linea in quedan]},
            self.rechazos,
            self.leidas,
        )


def leer_dependencias(filas: Iterable[FilaCruda], mapa: Mapa) -> Tabla:
    """Una fila por dependencia."""
    tabla = Tabla({"dependencia": []}, {"dependencia": []})
    for fila, datos in _con_valores(filas, mapa, tabla):
        tabla.datos["dependencia"].append(datos)
        tabla.lineas["dependencia"].append(fila.linea)
    return tabla


def leer_personas(filas: Iterable[FilaCruda], mapa: Mapa) -> Tabla:
    """Una fila por cargo: las del mismo correo son una sola persona, con la primera línea."""
    tabla = Tabla({"persona": []}, {"persona": []})
    por_correo: dict[str, dict[str, Any]] = {}
    for fila, datos in _con_valores(filas, mapa, tabla):
        correo = str(datos.get("correo", "")).lower()
        persona = por_correo.get(correo) if correo else None
        if persona is None:
            persona = {c: datos[c] for c in ("correo", "nombre", "activa") if c in datos}
            por_correo[correo] = persona
            tabla.datos["persona"].append(persona)
            tabla.lineas["persona"].append(fila.linea)
        vinculacion = {b: datos[a] for a, b in _VINCULACION.items() if a in datos}
        nombramiento = {c: datos[c] for c in _NOMBRAMIENTO if c in datos}
        for lista, nuevo in (("vinculaciones", vinculacion), ("nombramientos", nombramiento)):
            if nuevo and nuevo not in persona.setdefault(lista, []):
                persona[lista].append(nuevo)
    return tabla


def linea_de(lugar: str) -> int:
    """La línea que nombra el sitio de una falta («línea 4, [[persona]] 2»); 0 si no la dice."""
    hallada = _LINEA.search(lugar)
    return int(hallada[1]) if hallada else 0


def _con_valores(
    filas: Iterable[FilaCruda], mapa: Mapa, tabla: Tabla
) -> Iterable[tuple[FilaCruda, dict[str, Any]]]:
    """Cada fila con sus valores tipados; lo que no se entiende va a `tabla.rechazos`."""
    for fila in filas:
        tabla.leidas += 1
        problema = next(iter(fila.problemas.items()), ("", ""))
        if fila.sobran or problema[0]:
            tabla.rechazos.append(_rechazo(fila, mapa, problema[0], fila.sobran or problema[1]))
            continue
        datos: dict[str, Any] = {}
        for dato, valor in fila.celdas.items():
            try:
                if valor:
                    datos[dato] = _valor(dato, valor)
            except ErrorDeDominio as error:
                tabla.rechazos.append(_rechazo(fila, mapa, dato, str(error)))
                break
        else:
            yield fila, datos


def _valor(dato: str, valor: str) -> str | bool | date:
    if dato in _FECHAS:
        return leer_momento(valor).fecha
    if dato in _SI_NO:
        dicho = igualar(valor)
        if dicho in (*_SI, "activo", "activa"):
            return True
        if dicho in (*_NO, "inactivo", "inactiva"):
            return False
        raise ErrorDeDominio("se escribe sí o no")
    if dato in ("rol", "vinculacion"):
        return igualar(valor).replace(" ", "_")
    return valor


def _rechazo(fila: FilaCruda, mapa: Mapa, dato: str, motivo: str) -> Rechazo:
    quien = fila.celdas.get("codigo") or fila.celdas.get("correo", "")
    valor = fila.celdas.get(dato, "")[:200]
    return Rechazo(fila.linea, quien[:60], mapa.columnas.get(dato, ""), valor, motivo)


def fundir_faltas(faltas: Mapping[int, list[str]], tabla: Tabla) -> None:
    """Agrega a los rechazos lo que no cuadró después de leer, una fila por línea."""
    (clase,) = tabla.datos
    por_linea = dict(zip(tabla.lineas[clase], tabla.datos[clase], strict=True))
    for linea, motivos in sorted(faltas.items()):
        datos = por_linea.get(linea, {})
        quien = str(datos.get("codigo") or datos.get("correo") or "")
        tabla.rechazos.append(Rechazo(linea, quien[:60], "", "", " ".join(motivos)))
