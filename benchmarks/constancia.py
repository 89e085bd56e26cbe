"""Cuánto tarda una constancia: la primera del proceso (fría) y las siguientes (tibias).

Uso: python benchmarks/constancia.py [--veces 200]

En la misma corrida mide un documento de typst con una sola letra, con el mismo compilador y la
misma norma: la razón entre los dos dice cuánto es nuestro y cuánto del motor y de la máquina.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

RAIZ = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(RAIZ / "src"))

VACIO = '#set document(title: "x")\n#set text(font: "Nunito Sans", lang: "es")\n'
LIMITE_TIBIA_MS = 50


def cronometrar(orden: Callable[[int], object], numero: int) -> float:
    """Milisegundos de componer el documento `numero`."""
    inicio = time.perf_counter()
    orden(numero)
    return (time.perf_counter() - inicio) * 1000


def resumen(tiempos: list[float]) -> dict[str, float]:
    """p50 y p95 en milisegundos."""
    cortes = statistics.quantiles(tiempos, n=20)
    return {"p50_ms": round(statistics.median(tiempos), 1), "p95_ms": round(cortes[18], 1)}


# Los módulos de la casa se importan dentro: la corrida fría cuenta lo que cuesta cargarlos.
def _vacio(numero: int) -> object:
    from ventanilla.documentos import motor  # noqa: PLC0415

    fuente = f"{VACIO}{numero}".encode()
    return motor.compilar(fuente, "{}", ["ua-1", "a-2a"], motor.FECHA_FIJA, nombre="vacío")


def _constancia(numero: int) -> object:
    """Cada una distinta, para que el motor no devuelva la anterior de su memoria."""
    from ventanilla.documentos import servicios  # noqa: PLC0415
    from ventanilla.documentos.tests.muestras import constancia_de_muestra  # noqa: PLC0415

    return servicios.constancia(
        constancia_de_muestra(
            radicado=f"2026-{numero:06d}",
            asunto=f"Hueco número {numero} en la carrera 5",
            texto=f"Pido reparar el hueco {numero}. " * 40,
            url_verificacion=f"https://ventanilla.ejemplo.gov.co/verificar/k7qf29xm{numero:08d}",
        )
    )


def fria(cual: str) -> float:
    """La primera composición de un proceso nuevo, con sus importaciones."""
    orden = [sys.executable, __file__, "--fria", cual]
    return float(subprocess.run(orden, check=True, capture_output=True, text=True).stdout)


def medir(veces: int) -> dict[str, object]:
    """Todas las cifras de la corrida; las frías, el mejor de tres procesos."""
    frias = {cual: min(fria(cual) for _ in range(3)) for cual in ("vacio", "constancia")}
    for orden in (_vacio, _constancia):
        orden(0)
    vacios = [cronometrar(_vacio, n) for n in range(1, veces + 1)]
    tibias = [cronometrar(_constancia, n) for n in range(1, veces + 1)]
    return {
        "veces": veces,
        "constancia_tibia": resumen(tibias),
        "vacio_tibio": resumen(vacios),
        "constancia_fria_ms": round(frias["constancia"], 1),
        "vacio_frio_ms": round(frias["vacio"], 1),
        "razon_tibia": round(statistics.median(tibias) / statistics.median(vacios), 1),
        "razon_fria": round(frias["constancia"] / frias["vacio"], 2),
    }


def principal() -> int:
    """Imprime las cifras en JSON; sale con 1 si la constancia tibia (p50) llega a 50 ms."""
    opciones = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    opciones.add_argument("--veces", type=int, default=200)
    opciones.add_argument("--fria", choices=("vacio", "constancia"))
    pedido = opciones.parse_args()
    if pedido.fria:
        print(cronometrar(_vacio if pedido.fria == "vacio" else _constancia, 1))
        return 0
    cifras = medir(pedido.veces)
    print(json.dumps(cifras, ensure_ascii=False, indent=2))
    tibia = cifras["constancia_tibia"]
    return int(isinstance(tibia, dict) and tibia["p50_ms"] >= LIMITE_TIBIA_MS)


if __name__ == "__main__":
    raise SystemExit(principal())
