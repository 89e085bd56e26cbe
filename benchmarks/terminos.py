#!/usr/bin/env python3
"""Cuánto tarda contar términos: uno por uno y en bloque, contra `numpy.busday_offset`.

    .venv/bin/python benchmarks/terminos.py

Un millón de recepciones al azar entre 2015 y 2027, en todos los regímenes y clases. La referencia
es lo que tarda `busday_offset` solo, en la misma corrida, con los mismos días y festivos.
"""

import statistics
import sys
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path
from time import perf_counter

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

from ventanilla.comun.calendario import DiaLocal, nacional
from ventanilla.comun.festivos import festivos_del_anio
from ventanilla.comun.reloj import BOGOTA
from ventanilla.terminos import normas
from ventanilla.terminos.bloque import CODIGOS, vencimientos_en_bloque
from ventanilla.terminos.computar import computar, explicacion_json

CANTIDAD = 1_000_000
REPETICIONES = 5
DESDE, HASTA = date(2015, 6, 30), date(2027, 12, 31)


def mediana(que: Callable[[], object]) -> float:
    """Segundos de la mediana de varias corridas."""
    tiempos = []
    for _ in range(REPETICIONES):
        antes = perf_counter()
        que()
        tiempos.append(perf_counter() - antes)
    return statistics.median(tiempos)


def en_bloque() -> None:
    """Compara el bloque con la cuenta de NumPy y comprueba una muestra."""
    azar = np.random.default_rng(2026)
    recibidas = np.datetime64(DESDE) + azar.integers(0, (HASTA - DESDE).days, CANTIDAD)
    codigos = azar.integers(0, len(CODIGOS), CANTIDAD)
    textos = np.array(CODIGOS)[codigos]
    festivos = [f for anio in range(DESDE.year, HASTA.year + 3) for f in festivos_del_anio(anio)]
    habiles = np.busdaycalendar(holidays=np.array(festivos, dtype="datetime64[D]"))
    dias = np.array([normas.clase(codigo).dias or 0 for codigo in CODIGOS])[codigos]
    cierres = nacional().con(
        DiaLocal(date(anio, 12, 31), "cierre", afecta_terminos_legales=True)
        for anio in range(DESDE.year, HASTA.year)
    )

    referencia = mediana(
        lambda: np.busday_offset(recibidas, dias, roll="backward", busdaycal=habiles)
    )
    print(f"{CANTIDAD:,} fechas, {len(CODIGOS)} clases; mediana de {REPETICIONES} corridas")
    print(f"numpy.busday_offset                 {referencia * 1000:8.1f} ms   1,00")
    for nombre, clases, calendario in (
        ("en bloque, clases como números", codigos, nacional()),
        ("en bloque, con cierres locales", codigos, cierres),
        ("en bloque, clases como texto", textos, nacional()),
    ):
        tiempo = mediana(
            lambda c=clases, k=calendario: vencimientos_en_bloque(recibidas, c, calendario=k)
        )
        razon = f"{tiempo / referencia:.2f}".replace(".", ",")
        print(f"{nombre:<35} {tiempo * 1000:8.1f} ms   {razon} veces la referencia")

    vence = vencimientos_en_bloque(recibidas, codigos)
    distintas = 0
    for i in azar.integers(0, CANTIDAD, 2000):
        recibida = datetime.combine(recibidas[i].item(), time.min, tzinfo=BOGOTA)
        try:
            uno = computar(CODIGOS[codigos[i]], recibida).vence
        except normas.SinRegla:
            uno = None
        distintas += (None if np.isnat(vence[i]) else vence[i].item()) != uno
    print(f"muestra de 2.000 contra computar(): {distintas} distintas")


def uno_por_uno() -> None:
    """Lo que cuesta un cómputo con todos sus relojes, como al radicar."""
    inicio = datetime(2026, 1, 5, 10, tzinfo=BOGOTA)
    momentos = [inicio + timedelta(hours=7 * n) for n in range(2000)]
    solo = mediana(lambda: [computar("peticion", m) for m in momentos]) / len(momentos)
    completo = mediana(
        lambda: [explicacion_json(computar("informacion", m)) for m in momentos]
    ) / len(momentos)
    print(f"computar(), sin explicación         {solo * 1e6:8.1f} µs")
    print(f"computar() y su explicación         {completo * 1e6:8.1f} µs")


if __name__ == "__main__":
    en_bloque()
    uno_por_uno()
