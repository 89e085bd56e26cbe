"""El catálogo de tipos documentales y lo que escoge el reglamento, leídos de un archivo. Puro."""

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
from ventanilla.terminos.normas import codigos_de_clase
from ventanilla.terminos.politica import (
    CorreoNotifica,
    Reactivacion,
    Recepcion,
    Transicion,
)

# Lo que el reglamento de peticiones (CPACA art. 22) escoge donde la ley deja dos lecturas.
REGLAMENTO = {
    "recepcion": Campo("opcion", exigido=True, opciones=tuple(Recepcion)),
    "hora_cierre": Campo("hora"),
    "reactivacion": Campo("opcion", exigido=True, opciones=tuple(Reactivacion)),
    "transicion_2207": Campo("opcion", exigido=True, opciones=tuple(Transicion)),
    "aclaracion_detiene": Campo("si_no"),
    "correo_notifica": Campo("opcion", exigido=True, opciones=tuple(CorreoNotifica)),
    "jornada_sabado": Campo("si_no"),
}
TIPO = {
    "codigo": Campo("codigo", 40, exigido=True),
    "nombre": Campo("linea", 160, exigido=True),
    "clase": Campo("opcion", exigido=True, opciones=tuple(sorted(codigos_de_clase()))),
    "dependencia": Campo("codigo", 20),
    "fija_fecha": Campo("si_no"),
    "serie_trd": Campo("linea", 40),
    "activo": Campo("si_no"),
}


def leer_tipos(
    datos: Mapping[str, Any], lineas: Mapping[str, list[int]], faltas: list[Falta]
) -> list[Ficha]:
    """Los `[[tipo]]` del archivo, revisados; lo que no sirve va a `faltas` con su sitio."""
    leidos = [
        leer_ficha(t, TIPO, lugar, faltas) for lugar, t in tablas(datos, "tipo", lineas, faltas)
    ]
    buenos = [f for f in leidos if exigir(f, ("codigo",), faltas)]
    sin_repetir(((f.datos["codigo"], f) for f in buenos), "«codigo»", faltas)
    return buenos
