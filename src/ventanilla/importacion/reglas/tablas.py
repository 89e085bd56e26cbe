"""Las tablas CSV que salen de una importación, sin que una celda se vuelva fórmula. Puro."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

from ventanilla.importacion.reglas.comparacion import Discrepancia
from ventanilla.importacion.reglas.filas import Rechazo

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def neutralizar(celda: str) -> str:
    """La celda como texto: una que empieza por `=`, `+`, `-`, `@` o tabulador lleva comilla antes."""
    return f"'{celda}" if celda.startswith(_FORMULA) else celda


def tabla_csv(encabezado: Sequence[str], filas: Iterable[Iterable[object]]) -> str:
    """Una tabla que la hoja de cálculo abre bien, sin celdas que se vuelvan fórmula."""
    # Con BOM y punto y coma, que es como la hoja de cálculo en español lo abre sin preguntar.
    salida = StringIO()
    escritor = csv.writer(salida, delimiter=";", lineterminator="\r\n")
    escritor.writerow(encabezado)
    for fila in filas:
        escritor.writerow(
            [neutralizar(v) if isinstance(v, str) else "" if v is None else str(v) for v in fila]
        )
    return "\ufeff" + salida.getvalue()


def csv_de_rechazos(rechazos: Iterable[Rechazo]) -> str:
    """Las filas que no entraron: línea, número, columna, valor y motivo."""
    return tabla_csv(
        ("linea", "numero", "columna", "valor", "motivo"),
        ((r.linea, r.numero, r.columna, r.valor, r.motivo) for r in rechazos),
    )


def csv_de_discrepancias(discrepancias: Iterable[Discrepancia]) -> str:
    """Las fechas que no coinciden, con lo que la ley da a su clase."""
    return tabla_csv(
        (
            "linea",
            "numero",
            "recibida",
            "dias",
            "vence_en_el_archivo",
            "vence_calculado",
            "dias_habiles_de_diferencia",
            "vence_segun_la_ley",
            "motivo",
        ),
        (
            (
                d.linea,
                d.numero,
                d.recibida,
                d.dias,
                d.vence_archivo,
                d.vence_calculado,
                d.diferencia,
                d.vence_de_ley,
                d.motivo,
            )
            for d in discrepancias
        ),
    )
