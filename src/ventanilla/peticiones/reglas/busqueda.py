"""Palabras de búsqueda: iguales en toda base de datos."""

import re
import threading
from functools import lru_cache
from typing import Any

import snowballstemmer

from ventanilla.comun.texto import plegar

_PALABRA = re.compile(r"[^\W_]+", re.UNICODE)
# El extractor de raíces guarda estado: uno por hilo.
_local = threading.local()
MAXIMO = 4000
# Más larga no es una palabra; y las que se recuerdan no deben poder llenar la memoria.
LARGO_DE_UNA_PALABRA = 40


def _extractor() -> Any:
    if not hasattr(_local, "extractor"):
        _local.extractor = snowballstemmer.stemmer("spanish")
    return _local.extractor


@lru_cache(maxsize=20_000)
def ficha_de(palabra: str) -> str:
    """La palabra como se busca: raíz en español, sin tildes, solo a–z y 0–9.

    La raíz se saca antes de quitar las tildes: al revés se rompen las raíces.
    """
    return re.sub(r"[^a-z0-9]", "", plegar(_extractor().stemWord(palabra.lower())))


def fichas(*textos: str) -> str:
    """Las fichas distintas de los textos, en orden y separadas por espacios."""
    vistas: dict[str, None] = {}
    for texto in textos:
        for palabra in _PALABRA.findall(texto):
            ficha = ficha_de(palabra[:LARGO_DE_UNA_PALABRA])
            if ficha:
                vistas[ficha] = None
                if len(vistas) >= MAXIMO:
                    return " ".join(vistas)
    return " ".join(vistas)
