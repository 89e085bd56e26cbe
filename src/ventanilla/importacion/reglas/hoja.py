"""De la hoja de un libro a filas crudas, diciendo lo que no se ve: lo oculto y lo combinado. Puro."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ventanilla.comun.fechas import cantidad
from ventanilla.comun.texto import limpiar
from ventanilla.importacion.reglas.celda import Celda
from ventanilla.importacion.reglas.columnas import (
    FilaCruda,
    encabezado_limpio,
    exigir_ancho,
    posiciones_de,
)
from ventanilla.importacion.reglas.errores import ArchivoInvalido
from ventanilla.importacion.reglas.libro import FilaDeHoja, Libro, Rango, letras_de_columna
from ventanilla.importacion.reglas.mapa import FECHAS, Mapa, igualar

# Hasta dónde se busca el encabezado: arriba suele haber un título y un escudo.
_FILAS_DE_TITULO = 30


@dataclass
class LoQueNoSeVe:
    """Lo que una hoja trae y no está a la vista; se dice en la pantalla."""

    hojas_ocultas: list[str] = field(default_factory=list)
    columnas_ocultas: list[str] = field(default_factory=list)
    filas_ocultas: int = 0
    combinadas: list[str] = field(default_factory=list)
    formulas: int = 0

    def avisos(self, *, con_ocultas: bool) -> list[str]:
        """Una frase por cada cosa, con lo que se hace con ella."""
        frases = []
        if self.hojas_ocultas:
            cuales = ", ".join(f"«{h}»" for h in self.hojas_ocultas[:10])
            frases.append(
                f"El libro tiene hojas ocultas, que no se leen si no las escoge: {cuales}."
            )
        if self.columnas_ocultas:
            cuales = ", ".join(self.columnas_ocultas[:20])
            frases.append(f"La hoja tiene columnas ocultas ({cuales}); se leen como las demás.")
        if self.filas_ocultas:
            que = "se leen igual" if con_ocultas else "no entran y se dice cuáles"
            filas = cantidad(self.filas_ocultas, "fila oculta", "filas ocultas")
            frases.append(f"La hoja tiene {filas} con datos: {que}.")
        if self.combinadas:
            cuales = ", ".join(self.combinadas[:10])
            frases.append(
                f"La hoja tiene celdas combinadas ({cuales}): la fila a la que le falte un dato por "
                "eso queda apartada."
            )
        if self.formulas:
            frases.append(
                f"Hay {cantidad(self.formulas, 'celda', 'celdas')} con fórmula: se toma el resultado "
                "que el libro guardó, sin volver a calcularlo."
            )
        return frases


def encabezado_de_hoja(libro: Libro, nombre: str, mapa: Mapa | None) -> tuple[int, list[str]]:
    """(fila en que está, títulos por columna). Sin mapa, la primera fila con dos celdas o más.

    Raises:
        ArchivoInvalido: si la hoja está vacía o es más ancha de lo que se admite.
    """
    candidatas = []
    hoja = libro.hoja(nombre)
    fija = mapa.encabezado if mapa else 0
    for fila in libro.filas(hoja):
        if fija and fila.numero < fija:
            continue
        candidatas.append(fila)
        if fija or fila.numero > _FILAS_DE_TITULO or len(candidatas) >= _FILAS_DE_TITULO:
            break
    if not candidatas or (fija and candidatas[0].numero != fija):
        donde = f"en la fila {fija}" if fija else "con datos"
        raise ArchivoInvalido(f"La hoja «{hoja.nombre}» no tiene encabezado {donde}.")
    mejor = candidatas[0] if fija else _la_del_encabezado(candidatas, mapa)
    titulos = _titulos(mejor)
    exigir_ancho(len(titulos), libro.ruta.name)
    return mejor.numero, titulos


def _la_del_encabezado(candidatas: Sequence[FilaDeHoja], mapa: Mapa | None) -> FilaDeHoja:
    if mapa is not None:
        buscadas = {igualar(columna) for columna in mapa.columnas.values()}
        return max(
            candidatas,
            key=lambda f: (
                len(buscadas & {igualar(c.texto) for c in f.celdas.values()}),
                -f.numero,
            ),
        )
    return next((f for f in candidatas if len(f.celdas) > 1), candidatas[0])


def _titulos(fila: FilaDeHoja) -> list[str]:
    titulos = [""] * (max(fila.celdas) + 1)
    for columna, celda in fila.celdas.items():
        titulos[columna] = celda.texto
    return encabezado_limpio(titulos)


def filas_de_libro(
    ruta: Path, mapa: Mapa, no_se_ve: LoQueNoSeVe | None = None
) -> Iterator[FilaCruda]:
    """Las filas de la hoja que el mapa dice, después del encabezado.

    Args:
        no_se_ve: se va llenando con lo oculto, lo combinado y las fórmulas.

    Raises:
        ArchivoInvalido: si el libro no se puede leer o le faltan columnas del mapa.
    """
    visto = no_se_ve if no_se_ve is not None else LoQueNoSeVe()
    with Libro(ruta) as libro:
        hoja = libro.hoja(mapa.hoja)
        desde, titulos = encabezado_de_hoja(libro, mapa.hoja, mapa)
        posiciones = posiciones_de(titulos, mapa, ruta.name)
        rangos = libro.combinadas(hoja)
        visto.hojas_ocultas = [h.nombre for h in libro.hojas if h.esta_oculta and h != hoja]
        visto.columnas_ocultas = _con_titulo(libro.columnas_ocultas(hoja), titulos)
        visto.combinadas = [r.nombre for r in rangos if r.filas[1] > desde]
        tapadas = _PorFila(rangos, desde)
        for fila in libro.filas(hoja):
            if fila.numero > desde and any(c.texto or c.problema for c in fila.celdas.values()):
                visto.filas_ocultas += fila.esta_oculta
                visto.formulas += sum(c.con_formula for c in fila.celdas.values())
                yield _cruda(fila, mapa, posiciones, tapadas.de(fila.numero))


def _con_titulo(intervalos: list[tuple[int, int]], titulos: list[str]) -> list[str]:
    return [
        f"{letras_de_columna(c)} «{titulos[c]}»"
        for desde, hasta in intervalos
        for c in range(desde, min(hasta, len(titulos) - 1) + 1)
        if titulos[c]
    ]


class _PorFila:
    """Los bloques combinados que alcanzan cada fila; las filas se piden en orden."""

    def __init__(self, rangos: list[Rango], desde: int) -> None:
        self._por_venir = sorted(
            (r for r in rangos if r.filas[1] > desde), key=lambda r: -r.filas[0]
        )
        self._vivos: list[Rango] = []

    def de(self, fila: int) -> list[Rango]:
        while self._por_venir and self._por_venir[-1].filas[0] <= fila:
            self._vivos.append(self._por_venir.pop())
        if self._vivos:
            self._vivos = [r for r in self._vivos if r.filas[1] >= fila]
        return self._vivos


def _cruda(
    fila: FilaDeHoja, mapa: Mapa, posiciones: dict[str, int], rangos: list[Rango]
) -> FilaCruda:
    celdas, problemas = {}, {}
    vacia = Celda("")
    for dato, columna in posiciones.items():
        celda = fila.celdas.get(columna, vacia)
        texto = celda.fecha if dato in FECHAS and celda.fecha else celda.texto
        celdas[dato] = limpiar(texto)
        if celda.problema:
            problemas[dato] = celda.problema
        for rango in rangos:
            if rango.tapa(fila.numero, columna):
                problemas[dato] = (
                    f"la celda está combinada ({rango.nombre}) y su valor quedó en la primera: "
                    "descombínelas y repita el valor en cada fila"
                )
    sobran = ""
    if fila.esta_oculta and not mapa.con_ocultas:
        sobran = (
            "la fila está oculta en la hoja: muéstrela, o marque que también se lean las ocultas"
        )
    return FilaCruda(fila.numero, celdas, sobran, problemas)
