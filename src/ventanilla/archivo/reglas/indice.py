"""El índice electrónico de un expediente: su cadena, su cierre y sus tres formas. Puro."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from xml.etree import ElementTree

from ventanilla.comun.canonico import canonico, sha256_hex

# Lo que un programa de cálculo tomaría por fórmula si abre la celda.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
COLUMNAS = (
    *("orden", "documento", "tipologia", "fecha_del_documento", "fecha_de_incorporacion"),
    *("pagina_inicio", "pagina_fin", "formato", "tamano_bytes", "origen", "sha256", "encadenado"),
)


@dataclass(frozen=True)
class Pieza:
    """Un documento por incorporar. Trae `texto`, o la huella y el tamaño de lo ya guardado.

    `llave` dice de dónde salió y no se repite en un expediente («actuacion:12», «anexo:7»).
    """

    llave: str
    nombre: str
    tipo: str
    creado: datetime
    formato: str = "text/plain"
    origen: str = "Electrónico"
    texto: str = ""
    sha256: str = ""
    tamano: int = 0
    paginas: int | None = None
    guardado_id: int | None = None

    def con_huella(self) -> tuple[str, int]:
        """(SHA-256, bytes): los del texto, si es texto."""
        if self.guardado_id is not None:
            return self.sha256, self.tamano
        datos = self.texto.encode()
        return sha256_hex(datos), len(datos)


@dataclass(frozen=True)
class Renglon:
    """Un documento en el índice. Fechas en ISO 8601 con zona; `tamano` en bytes."""

    id: str
    orden: int
    nombre: str
    tipo: str
    creado: str
    incorporado: str
    sha256: str
    tamano: int
    formato: str
    origen: str
    paginas: int | None = None


@dataclass(frozen=True)
class Caratula:
    """Lo que se dice del expediente entero; `cerrado`, `firma` y `llave_publica`, solo si cerró."""

    codigo: str
    nombre: str
    serie: str
    dependencia: str
    abierto: str
    cerrado: str = ""
    cabeza: str = ""
    firma: str = ""
    llave_publica: str = ""


def encadenar(previo: str, renglon: Renglon) -> str:
    """SHA-256 del renglón con la huella del anterior (vacía en el primero)."""
    return sha256_hex(canonico({"previo": previo, **asdict(renglon)}))


def huella_de_cierre(codigo: str, documentos: int, cabeza: str, momento: str) -> str:
    """Lo que se firma al cerrar: qué expediente, cuántos documentos, la última huella y cuándo."""
    return sha256_hex(
        canonico(
            {
                "que": "cierre de expediente",
                "codigo": codigo,
                "documentos": documentos,
                "cabeza": cabeza,
                "momento": momento,
            }
        )
    )


def paginas_de(renglones: Iterable[Renglon]) -> list[tuple[str, str]]:
    """(primera, última) página de cada uno, acumuladas; vacías desde el primero que no las tiene.

    Sin saber cuántas páginas tiene uno, las de los siguientes serían inventadas.
    """
    salida: list[tuple[str, str]] = []
    van: int | None = 0
    for r in renglones:
        if van is None or not r.paginas:
            van = None
            salida.append(("", ""))
            continue
        salida.append((str(van + 1), str(van + r.paginas)))
        van += r.paginas
    return salida


def a_xml(caratula: Caratula, renglones: Sequence[Renglon]) -> bytes:
    """El índice en XML: los documentos con los nombres de elemento del AGN, y la carátula aparte."""
    raiz = ElementTree.Element("IndiceElectronico")
    cabeza = ElementTree.SubElement(raiz, "Expediente")
    for nombre, valor in (
        ("Codigo", caratula.codigo),
        ("Nombre", caratula.nombre),
        ("Serie", caratula.serie),
        ("Dependencia", caratula.dependencia),
        ("Fecha_Apertura", caratula.abierto),
        ("Fecha_Cierre", caratula.cerrado),
        ("Huella_Indice", caratula.cabeza),
        ("Firma_Ed25519", caratula.firma),
        ("Llave_Publica", caratula.llave_publica),
    ):
        ElementTree.SubElement(cabeza, nombre).text = valor
    foliado = ElementTree.SubElement(raiz, "TipoDocumentoFoliado")
    for r, (inicio, fin) in zip(renglones, paginas_de(renglones), strict=True):
        documento = ElementTree.SubElement(foliado, "DocumentoIndizado")
        for nombre, valor in (
            ("Id", r.id),
            ("Nombre_Documento", r.nombre),
            ("Tipologia_Documental", r.tipo),
            ("Fecha_Creacion_Documento", r.creado),
            ("Fecha_Incorporacion_Expediente", r.incorporado),
            ("Valor_Huella", r.sha256),
            ("Funcion_Resumen", "SHA-256"),
            ("Orden_Documento_Expediente", str(r.orden)),
            ("Pagina_Inicio", inicio),
            ("Pagina_Fin", fin),
            ("Formato", r.formato),
            ("Tamano", str(r.tamano)),
            ("Origen", r.origen),
        ):
            ElementTree.SubElement(documento, nombre).text = valor
    ElementTree.indent(raiz)
    datos: bytes = ElementTree.tostring(raiz, encoding="utf-8", xml_declaration=True)
    return datos + b"\n"


def a_csv(renglones: Sequence[Renglon]) -> str:
    """El índice para una hoja de cálculo, con la huella encadenada de cada renglón.

    Lo que parece fórmula lleva un apóstrofo delante: se lee y no se ejecuta.
    """
    salida = io.StringIO()
    hoja = csv.writer(salida)
    hoja.writerow(COLUMNAS)
    previo = ""
    for r, (inicio, fin) in zip(renglones, paginas_de(renglones), strict=True):
        previo = encadenar(previo, r)
        celdas = (
            *(r.orden, r.nombre, r.tipo, r.creado, r.incorporado, inicio, fin),
            *(r.formato, r.tamano, r.origen, r.sha256, previo),
        )
        hoja.writerow([sin_formula(str(c)) for c in celdas])
    # La marca del comienzo dice a Excel que las tildes van en UTF-8.
    return "\ufeff" + salida.getvalue()


def sin_formula(celda: str) -> str:
    """La celda, con un apóstrofo si una hoja de cálculo la tomaría por fórmula."""
    return f"'{celda}" if celda.startswith(_FORMULA) else celda
