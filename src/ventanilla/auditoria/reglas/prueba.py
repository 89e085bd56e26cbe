"""La prueba de que un asiento está en un sello: se comprueba sin base de datos y sin confiar."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from ventanilla.auditoria.reglas import merkle
from ventanilla.auditoria.reglas.libro import Linea, huella
from ventanilla.auditoria.reglas.sellado import (
    LineaDeSello,
    Sellado,
    firma_vale,
    huella_de_sello,
)

FORMATO = "ventanilla-prueba-1"


def armar_prueba(
    linea: Linea, sello: LineaDeSello, *, posicion: int, camino: list[bytes], publica: str
) -> dict[str, Any]:
    """La prueba como JSON: el asiento entero, su camino en el árbol y el sello firmado."""
    return {
        "formato": FORMATO,
        "asiento": asdict(linea),
        "hash": huella(linea),
        "posicion": posicion,
        "camino": [h.hex() for h in camino],
        "sello": {**asdict(sello.sellado), "hash": sello.hash, "firma": sello.firma},
        "llave_publica": publica,
    }


def falla_de_prueba(prueba: Mapping[str, Any], *, publica: str) -> str:
    """Por qué la prueba no vale, en una frase; vacío si vale.

    Args:
        publica: la llave pública que la entidad publicó; no se usa la que trae la prueba.
    """
    try:
        linea = Linea(**prueba["asiento"])
        firmado = dict(prueba["sello"])
        hash_, firma = firmado.pop("hash"), firmado.pop("firma")
        sellado = Sellado(**firmado)
        llegada = merkle.raiz_por_camino(
            huella(linea).encode(),
            posicion=prueba["posicion"],
            cantidad=sellado.cantidad,
            camino=[bytes.fromhex(h) for h in prueba["camino"]],
        )
        if huella(linea) != prueba["hash"]:
            return "El asiento no corresponde a su huella."
        if llegada is None or llegada.hex() != sellado.raiz:
            return "El camino no lleva a la raíz del sello."
        if huella_de_sello(sellado) != hash_:
            return "El sello no corresponde a su huella."
        if not firma_vale(publica, hash_, firma):
            return "La firma del sello no es de la entidad."
    except (KeyError, TypeError, ValueError):
        return "La prueba está incompleta o mal escrita."
    return ""
