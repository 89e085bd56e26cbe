"""La TRD, leída de un archivo. Puro."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ventanilla.comun.errores import Falta
from ventanilla.directorio.reglas.fichas import (
    Campo,
    Ficha,
    exigir,
    leer_ficha,
    sin_repetir,
    tablas,
)

TRD = {
    "version": Campo("codigo", 20, exigido=True),
    "acto": Campo("linea", 160, exigido=True),
    "desde": Campo("fecha", exigido=True),
}
SERIE = {
    "codigo": Campo("codigo", 40, exigido=True),
    "nombre": Campo("linea", 200, exigido=True),
    "madre": Campo("codigo", 40),
    "dependencia": Campo("codigo", 20),
    # Hay series que no pasan por el central: cero años también es una retención.
    "retencion_gestion": Campo("entero", mayor=100, menor=0),
    "retencion_central": Campo("entero", mayor=100, menor=0),
    "disposicion": Campo("opcion", opciones=("CT", "E", "S", "MT")),
    "tipos": Campo("parrafo"),
    "es_de_peticiones": Campo("si_no"),
    "codigo_inventado": Campo("si_no"),
}


def leer_trd(
    datos: Mapping[str, Any], lineas: Mapping[str, list[int]], faltas: list[Falta]
) -> tuple[Ficha | None, list[Ficha]]:
    """`[trd]` y las `[[serie]]` del archivo; lo que no sirve va a `faltas` con su sitio.

    Las series son de la versión que dice `[trd]`; sin ella no se admiten.
    """
    tabla = datos.get("trd")
    leidas = [
        leer_ficha(t, SERIE, lugar, faltas) for lugar, t in tablas(datos, "serie", lineas, faltas)
    ]
    if tabla is None:
        if leidas:
            faltas.append(Falta("«serie»", "falta [trd], con su versión, su acto y desde cuándo."))
        return None, []
    if not isinstance(tabla, dict):
        faltas.append(Falta("«trd»", "se escribe con un corchete: [trd]."))
        return None, []
    trd = leer_ficha(tabla, TRD, "[trd]", faltas)
    if not exigir(trd, ("version", "acto", "desde"), faltas):
        return None, []
    buenas = [f for f in leidas if exigir(f, ("codigo", "nombre"), faltas)]
    sin_repetir(
        (((f.datos["codigo"], f.datos["nombre"]), f) for f in buenas), "«codigo» y «nombre»", faltas
    )
    _revisar_madres(buenas, faltas)
    return trd, buenas


def _revisar_madres(series: list[Ficha], faltas: list[Falta]) -> None:
    """La serie madre va antes que sus subseries, en el mismo archivo; solo una recibe peticiones."""
    vistas: set[str] = set()
    for ficha in series:
        madre = ficha.datos.get("madre")
        if madre and madre not in vistas:
            faltas.append(
                Falta(f"{ficha.lugar}, «madre»", f"la serie «{madre}» debe ir antes en el archivo.")
            )
        if not madre:
            vistas.add(ficha.datos["codigo"])
    if sum(bool(f.datos.get("es_de_peticiones")) for f in series) != 1:
        faltas.append(
            Falta(
                "«es_de_peticiones»", "la lleva una serie, y solo una: donde abren las peticiones."
            )
        )
