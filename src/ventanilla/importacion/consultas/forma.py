"""La forma de un archivo: sus hojas, su encabezado y los valores de sus columnas."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from ventanilla.importacion.consultas.disco import en_disco
from ventanilla.importacion.models import Traida
from ventanilla.importacion.reglas.hoja import encabezado_de_hoja
from ventanilla.importacion.reglas.lectura import encabezado_de_csv, es_libro, leer_filas
from ventanilla.importacion.reglas.libro import Libro
from ventanilla.importacion.reglas.mapa import Mapa, entender_mapa, igualar
from ventanilla.terminos.normas import clases

FILAS_QUE_SE_MIRAN, VALORES_POR_COLUMNA = 5_000, 30
CON_VALORES = ("clase", "estado", "canal", "dependencia", "solicitante", "unidad")


@dataclass(frozen=True)
class Forma:
    """`hojas`: (nombre, si está oculta), vacía en un CSV. `fila` es la del encabezado."""

    hojas: tuple[tuple[str, bool], ...]
    hoja: str
    fila: int
    encabezado: tuple[str, ...]


def forma_de_archivo(ruta: Path, hoja: str = "", fila: int = 0) -> Forma:
    """Lo que se ve al abrirlo.

    Raises:
        ArchivoInvalido: si no se puede leer; dice qué hacer.
    """
    if not es_libro(ruta):
        return Forma((), "", 1, tuple(encabezado_de_csv(ruta)))
    with Libro(ruta) as libro:
        escogida = libro.hoja(hoja)
        sitio = Mapa("", "", {}, encabezado=fila) if fila else None
        donde, titulos = encabezado_de_hoja(libro, escogida.nombre, sitio)
        hojas = tuple((h.nombre, h.esta_oculta) for h in libro.hojas)
    return Forma(hojas, escogida.nombre, donde, tuple(titulos))


def forma_de(traida: Traida, hoja: str = "", fila: int = 0) -> Forma:
    """La del archivo de una importación."""
    with en_disco(traida) as ruta:
        return forma_de_archivo(ruta, hoja, fila)


def mapa_de(traida: Traida) -> Mapa:
    """Su mapa, revisado.

    Raises:
        MapaInvalido: si le falta algo.
    """
    if traida.que == Traida.Que.PQRSD:
        return entender_mapa(traida.mapa)
    # Lo demás no tiene serie: solo columnas y hoja.
    formato: Mapping[str, Any] = traida.mapa.get("formato", {})
    return Mapa(
        serie="",
        nombre="",
        columnas=traida.mapa.get("columnas", {}),
        hoja=formato.get("hoja", ""),
        encabezado=int(formato.get("encabezado") or 0),
        con_ocultas=formato.get("ocultas") == "si",
    )


def valores_de(traida: Traida) -> dict[str, list[str]]:
    """Los valores distintos de las columnas que se traducen, del más frecuente al menos.

    Mira las primeras cinco mil filas. Lo que aparezca después y no se conozca queda apartado, y la
    prueba lo dice.
    """
    mapa = mapa_de(traida)
    buscados = [d for d in CON_VALORES if d in mapa.columnas]
    veces: dict[str, dict[str, int]] = {d: {} for d in buscados}
    como: dict[tuple[str, str], str] = {}
    with en_disco(traida) as ruta:
        for fila in islice(leer_filas(ruta, mapa), FILAS_QUE_SE_MIRAN):
            for dato in buscados:
                if valor := fila.celdas.get(dato, "")[:200]:
                    llave = igualar(valor)
                    como.setdefault((dato, llave), valor)
                    veces[dato][llave] = veces[dato].get(llave, 0) + 1
    return {
        dato: [
            como[dato, llave]
            for llave, _ in sorted(cuenta.items(), key=lambda par: -par[1])[:VALORES_POR_COLUMNA]
        ]
        for dato, cuenta in veces.items()
    }


def nombres_de_clases() -> dict[str, str]:
    """Código y nombre de las clases que se pueden dar a una petición traída."""
    return {c.codigo: c.nombre for c in clases()}
