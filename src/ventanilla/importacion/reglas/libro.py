"""Un libro de Excel (.xlsx), leído fila por fila. Puro.

La memoria no crece con el libro: los textos compartidos van a un archivo temporal y cada fila se
suelta al entregarse.
"""

from __future__ import annotations

import re
import tempfile
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from ventanilla.importacion.reglas.celda import VACIA, Celda, Formato, celda_de
from ventanilla.importacion.reglas.errores import ArchivoInvalido
from ventanilla.importacion.reglas.paquete import Paquete, sin_espacio

_REFERENCIA = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_COMBINADA = re.compile(rb'mergeCell [^>]{0,200}?ref="([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})"')
_COMBINADAS_MAXIMAS = 50_000
_TEXTOS_EN_MEMORIA = 20_000
COLUMNA_MAXIMA, FILA_MAXIMA = 16_384, 1_048_576
# Un formato de ceros más largo no es un número: solo infla cada celda.
_CEROS_MAXIMOS = 40
_CIFRAS_MAXIMAS = 12


@dataclass(frozen=True, slots=True)
class Hoja:
    """Una hoja del libro, en su orden."""

    nombre: str
    parte: str
    esta_oculta: bool


@dataclass(frozen=True, slots=True)
class FilaDeHoja:
    """Una fila con algo: su número en la hoja (la primera es la 1) y sus celdas por columna."""

    numero: int
    esta_oculta: bool
    celdas: dict[int, Celda]


@dataclass(frozen=True, slots=True)
class Rango:
    """Un bloque de celdas combinadas; filas desde 1, columnas desde 0, extremos incluidos."""

    nombre: str
    filas: tuple[int, int]
    columnas: tuple[int, int]

    def tapa(self, fila: int, columna: int) -> bool:
        """Si la celda está en el bloque y no es la primera, que es la que guarda el valor."""
        dentro = (
            self.filas[0] <= fila <= self.filas[1]
            and self.columnas[0] <= columna <= self.columnas[1]
        )
        return dentro and (fila, columna) != (self.filas[0], self.columnas[0])


class _Textos:
    """Los textos compartidos del libro, en un archivo temporal; se piden por su posición."""

    def __init__(self, paquete: Paquete, parte: str) -> None:
        self._donde = array("Q", [0])
        self._archivo = tempfile.TemporaryFile()  # noqa: SIM115 (lo cierra quien cierra el libro)
        if parte:
            for nombre, elemento in paquete.recorrer(parte, frozenset({"si"})):
                if nombre == "si":
                    datos = _texto_de(elemento).encode("utf-8", "replace")
                    self._archivo.write(datos)
                    self._donde.append(self._donde[-1] + len(datos))
        self.pedir = lru_cache(_TEXTOS_EN_MEMORIA)(self._leer)

    def _leer(self, cual: int) -> str | None:
        if not 0 <= cual < len(self._donde) - 1:
            return None
        desde, hasta = self._donde[cual], self._donde[cual + 1]
        self._archivo.seek(desde)
        return self._archivo.read(hasta - desde).decode("utf-8")

    def cerrar(self) -> None:
        self._archivo.close()


class Libro:
    """Un libro abierto. Se usa con `with`.

    Raises:
        ArchivoInvalido: al abrirlo, si no es un libro .xlsx o está dañado.
    """

    def __init__(self, ruta: Path) -> None:
        self.ruta = ruta
        self._paquete = Paquete(ruta)
        self._textos: _Textos | None = None
        try:
            self._abrir()
        except BaseException:
            self._paquete.__exit__()
            raise

    def __enter__(self) -> Libro:
        return self

    def __exit__(self, *_: object) -> None:
        self._paquete.__exit__()
        if self._textos:
            self._textos.cerrar()

    def _abrir(self) -> None:
        partes = dict(self._paquete.relaciones("").values())
        libro = partes.get("officeDocument", "")
        if not libro.endswith(".xml") or not self._paquete.tiene(libro):
            raise _otro_formato(self._paquete)
        relaciones = self._paquete.relaciones(libro)
        self.es_1904 = False
        hojas = []
        for nombre, e in self._paquete.recorrer(libro, frozenset()):
            if nombre == "workbookPr":
                self.es_1904 = e.get("date1904", "0") in ("1", "true", "on")
            elif nombre == "sheet":
                enlace = next((v for c, v in e.items() if sin_espacio(c) == "id"), "")
                tipo, parte = relaciones.get(enlace, ("", ""))
                if tipo == "worksheet" and self._paquete.tiene(parte):
                    oculta = e.get("state", "visible") != "visible"
                    hojas.append(Hoja(e.get("name", ""), parte, oculta))
        if not hojas:
            raise _otro_formato(self._paquete)
        self.hojas: tuple[Hoja, ...] = tuple(hojas)
        por_tipo = dict(relaciones.values())
        self._parte_textos = por_tipo.get("sharedStrings", "")
        self._formatos = _formatos(self._paquete, por_tipo.get("styles", ""))

    def hoja(self, nombre: str) -> Hoja:
        """La que se llama así; sin nombre, la primera que se ve.

        Raises:
            ArchivoInvalido: si no está.
        """
        if not nombre:
            return next((h for h in self.hojas if not h.esta_oculta), self.hojas[0])
        for hoja in self.hojas:
            if hoja.nombre == nombre:
                return hoja
        son = ", ".join(f"«{h.nombre}»" for h in self.hojas[:20])
        raise ArchivoInvalido(
            f"El libro {self.ruta.name} no tiene la hoja «{nombre}». Las que trae son: {son}."
        )

    def combinadas(self, hoja: Hoja) -> list[Rango]:
        """Los bloques combinados; en el archivo vienen después de las filas: se buscan antes."""
        rangos: list[Rango] = []
        archivo = self._paquete.abrir(hoja.parte)
        cola = b""
        while True:
            with self._paquete.en_espanol():
                trozo = archivo.read(1 << 18)
            if not trozo:
                return rangos
            archivo.soltar()
            junto = cola + trozo
            fin = 0
            for hallada in _COMBINADA.finditer(junto):
                rangos.append(_rango(hallada[1].decode()))
                fin = hallada.end()
            if len(rangos) > _COMBINADAS_MAXIMAS:
                raise ArchivoInvalido(
                    f"La hoja «{hoja.nombre}» tiene más de {_COMBINADAS_MAXIMAS} bloques de celdas "
                    "combinadas. Seleccione todo, descombine las celdas y guarde otra vez."
                )
            cola = junto[max(fin, len(junto) - 300) :]

    def columnas_ocultas(self, hoja: Hoja) -> list[tuple[int, int]]:
        """Intervalos de columnas ocultas (desde 0, extremos incluidos)."""
        ocultas = []
        for nombre, e in self._paquete.recorrer(hoja.parte, frozenset({"row", "col"})):
            if nombre == "row":
                break
            if nombre == "col" and _si(e.get("hidden")):
                ocultas.append((_entero(e.get("min"), 1) - 1, _entero(e.get("max"), 1) - 1))
        return ocultas

    def filas(self, hoja: Hoja) -> Iterator[FilaDeHoja]:
        """Las que tienen alguna celda con algo, en orden; las vacías no se entregan.

        Raises:
            ArchivoInvalido: si la hoja está dañada o dice tener más de lo que cabe en una.
        """
        if self._textos is None:
            self._textos = _Textos(self._paquete, self._parte_textos)
        numero = 0
        for nombre, fila in self._paquete.recorrer(hoja.parte, frozenset({"row"})):
            if nombre != "row":
                continue
            escrito = fila.get("r", "")
            numero = _entero(escrito, numero + 1)
            if numero > FILA_MAXIMA:
                raise self._paquete.danado()
            celdas = self._celdas(fila)
            if celdas:
                yield FilaDeHoja(numero, _si(fila.get("hidden")), celdas)

    def _celdas(self, fila: Any) -> dict[int, Celda]:
        celdas: dict[int, Celda] = {}
        columna = -1
        for c in fila:
            if sin_espacio(c.tag) != "c":
                continue
            partes = _REFERENCIA.fullmatch(c.get("r", ""))
            columna = numero_de_columna(partes[1]) if partes else columna + 1
            if columna >= COLUMNA_MAXIMA:
                raise self._paquete.danado()
            celda = self._celda(c)
            if celda is not VACIA:
                celdas[columna] = celda
        return celdas

    def _celda(self, c: Any) -> Celda:
        valor, con_formula, texto = None, False, ""
        for hijo in c:
            match sin_espacio(hijo.tag):
                case "v":
                    valor = hijo.text or ""
                case "f":
                    con_formula = True
                case "is":
                    valor = texto = _texto_de(hijo)
        clase = c.get("t", "n")
        if clase == "s" and valor is not None and self._textos is not None:
            texto = self._textos.pedir(_entero(valor, -1)) or ""
        elif clase == "str":
            texto = valor or ""
        formato = self._formatos.get(_entero(c.get("s"), 0), Formato())
        return celda_de(clase, valor, texto, formato, con_formula=con_formula, es_1904=self.es_1904)


def numero_de_columna(letras: str) -> int:
    """«A» es 0, «AA» es 26."""
    numero = 0
    for letra in letras:
        numero = numero * 26 + ord(letra) - 64
    return numero - 1


def letras_de_columna(numero: int) -> str:
    """0 es «A», 26 es «AA»."""
    letras = ""
    numero += 1
    while numero:
        numero, resto = divmod(numero - 1, 26)
        letras = chr(65 + resto) + letras
    return letras


def _rango(nombre: str) -> Rango:
    desde, _, hasta = nombre.partition(":")
    a, b = _REFERENCIA.fullmatch(desde), _REFERENCIA.fullmatch(hasta)
    if a is None or b is None:
        return Rango(nombre, (0, -1), (0, -1))
    return Rango(nombre, (int(a[2]), int(b[2])), (numero_de_columna(a[1]), numero_de_columna(b[1])))


def _entero(escrito: str | None, si_no: int) -> int:
    """El número, o `si_no` si no lo es: en un libro hecho a mano puede venir cualquier cosa."""
    if escrito is None or len(escrito) > _CIFRAS_MAXIMAS:
        return si_no
    return int(escrito) if escrito.isascii() and escrito.isdigit() else si_no


def _si(valor: str | None) -> bool:
    return valor in ("1", "true", "on")


def _texto_de(elemento: Any) -> str:
    """El texto de un `si` o un `is`, sin la guía de pronunciación."""
    partes = []
    for hijo in elemento:
        match sin_espacio(hijo.tag):
            case "t":
                partes.append(hijo.text or "")
            case "r":
                partes += [t.text or "" for t in hijo if sin_espacio(t.tag) == "t"]
    return "".join(partes)


def _formatos(paquete: Paquete, parte: str) -> dict[int, Formato]:
    from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format

    if not parte or not paquete.tiene(parte):
        return {}
    propios: dict[str, str] = {}
    usados: list[str] = []
    for nombre, e in paquete.recorrer(parte, frozenset()):
        if nombre == "numFmt":
            propios[e.get("numFmtId", "")] = e.get("formatCode", "")
        elif nombre == "cellXfs":
            usados = [x.get("numFmtId", "0") for x in e if sin_espacio(x.tag) == "xf"]
    formatos = {}
    for lugar, identificador in enumerate(usados):
        codigo = propios.get(identificador)
        if codigo is None:
            codigo = BUILTIN_FORMATS.get(_entero(identificador, 0), "General")
        codigo = codigo or "General"
        ceros = len(codigo) if set(codigo) == {"0"} and len(codigo) <= _CEROS_MAXIMOS else 0
        formatos[lugar] = Formato(es_fecha=bool(is_date_format(codigo)), ceros=ceros)
    return formatos


def _otro_formato(paquete: Paquete) -> ArchivoInvalido:
    nombre = paquete.ruta.name
    if paquete.tiene("xl/workbook.bin"):
        que = "un libro binario de Excel (.xlsb)"
    elif paquete.tiene("content.xml"):
        que = "un documento de LibreOffice"
    elif paquete.tiene("word/document.xml"):
        que = "un documento de Word"
    else:
        return paquete.danado()
    return ArchivoInvalido(
        f"El archivo {nombre} es {que}. Ábralo y guárdelo como «Libro de Excel (.xlsx)» o como CSV."
    )
