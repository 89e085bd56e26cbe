"""Volver a escribir un documento de oficina: un ZIP con hojas en XML, fotos y tipos de letra.

Aquí está lo que vale para cualquiera: contar lo que se infla, abrir el XML sin entidades, limpiar cada
foto y botar las fechas del ZIP. Qué se quita de cada hoja lo dicen `ooxml` y `odf`.
"""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable
from typing import Any

from ventanilla.archivo.reglas.imagenes import IMAGENES, sin_metadatos
from ventanilla.archivo.reglas.ocultos import NoSeLimpia

_PARTES_MAXIMAS = 5000
_TOTAL_MAXIMO = 256 << 20
_SE_LEEN_COMO_XML = ("xml", "rels", "vml")
_SIN_NADA_OCULTO = ("odttf", "ttf", "otf", "fntdata")
_MIMETYPE = "mimetype"
Partes = dict[str, bytes]
Hoja = Any  # la raíz de un árbol de lxml


def abrir_partes(datos: bytes) -> Partes:
    """Nombre → bytes de cada parte, en su orden.

    Raises:
        NoSeLimpia: si no es un ZIP entero, si está cifrado o si se infla demasiado.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(datos)) as comprimido:
            fichas = [f for f in comprimido.infolist() if not f.is_dir()]
            if len(fichas) > _PARTES_MAXIMAS or len({f.filename for f in fichas}) != len(fichas):
                raise NoSeLimpia("El documento está dañado.")
            return _leer(comprimido, fichas)
    except NoSeLimpia:
        raise
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError) as error:
        raise NoSeLimpia("El documento está dañado o tiene contraseña.") from error


def _leer(comprimido: zipfile.ZipFile, fichas: Iterable[zipfile.ZipInfo]) -> Partes:
    partes, quedan = {}, _TOTAL_MAXIMO
    for ficha in fichas:
        with comprimido.open(ficha) as abierta:
            # Lo que la ficha dice que mide puede ser mentira: se cuenta lo que sale.
            partes[ficha.filename] = abierta.read(quedan + 1)
        quedan -= len(partes[ficha.filename])
        if quedan < 0:
            raise NoSeLimpia("El documento se infla al abrirlo mucho más de lo que pesa.")
    return partes


def cerrar_partes(partes: Partes) -> bytes:
    """El ZIP, sin fechas ni comentarios; `mimetype`, si lo trae, primero y sin comprimir."""
    salida = io.BytesIO()
    with zipfile.ZipFile(salida, "w", zipfile.ZIP_DEFLATED) as comprimido:
        for nombre in sorted(partes, key=lambda n: n != _MIMETYPE):
            ficha = zipfile.ZipInfo(nombre, (1980, 1, 1, 0, 0, 0))
            ficha.compress_type = (
                zipfile.ZIP_STORED if nombre == _MIMETYPE else zipfile.ZIP_DEFLATED
            )
            comprimido.writestr(ficha, partes[nombre])
    return salida.getvalue()


def limpiar_partes(partes: Partes, de_una_hoja: Callable[[str, Hoja], None]) -> Partes:
    """Cada parte, limpia: el XML con `de_una_hoja(nombre, raíz)`, que lo cambia ahí mismo.

    Raises:
        NoSeLimpia: si hay una parte que no se sabe limpiar.
    """
    return {nombre: _limpiar_parte(nombre, p, de_una_hoja) for nombre, p in partes.items()}


def _limpiar_parte(nombre: str, datos: bytes, de_una_hoja: Callable[[str, Hoja], None]) -> bytes:
    extension = nombre.rpartition(".")[2].lower()
    if extension in _SE_LEEN_COMO_XML or nombre.endswith("/.rels"):
        raiz = leer_xml(datos)
        de_una_hoja(nombre, raiz)
        return escribir_xml(raiz)
    if extension == "svg":
        return _svg_sin_datos(datos)
    if extension in IMAGENES:
        return sin_metadatos(datos, extension)
    if extension == "emf":
        return _emf_sin_descripcion(datos)
    if extension in _SIN_NADA_OCULTO or extension == "wmf" or nombre == _MIMETYPE:
        return datos
    raise NoSeLimpia("El documento trae adentro otro archivo que no se sabe limpiar.")


def leer_xml(datos: bytes) -> Hoja:
    """La raíz. Sin entidades, sin definiciones de tipo, sin red.

    Raises:
        NoSeLimpia: si no es XML bien formado o trae una definición de tipo.
    """
    from lxml import etree

    lector = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        raiz = etree.fromstring(datos, lector)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise NoSeLimpia("El documento está dañado.") from error
    if raiz.getroottree().docinfo.doctype:
        raise NoSeLimpia("El documento trae instrucciones que pueden hacer daño.")
    return raiz


def escribir_xml(raiz: Hoja) -> bytes:
    """El árbol en UTF-8, con su declaración."""
    from lxml import etree

    return bytes(
        etree.tostring(raiz.getroottree(), encoding="UTF-8", xml_declaration=True, standalone=True)
    )


def local(nombre: Any) -> str:
    """El nombre de un elemento o atributo sin su espacio de nombres."""
    return str(nombre).rpartition("}")[2]


def quitar_elemento(elemento: Hoja) -> None:
    """Saca un elemento de su padre; lo que venía escrito después de él se queda."""
    padre = elemento.getparent()
    if padre is None:
        return
    if elemento.tail:
        anterior = elemento.getprevious()
        if anterior is not None:
            anterior.tail = (anterior.tail or "") + elemento.tail
        else:
            padre.text = (padre.text or "") + elemento.tail
    padre.remove(elemento)


def _svg_sin_datos(datos: bytes) -> bytes:
    """Los programas de dibujo escriben en un SVG quién lo hizo y cómo se llamaba el archivo."""
    raiz = leer_xml(datos)
    for elemento in list(raiz.iter("{*}metadata", "{*}namedview", "{*}title", "{*}desc")):
        quitar_elemento(elemento)
    for elemento in raiz.iter("{*}*"):
        for llave in list(elemento.attrib):
            if local(llave) in ("docname", "export-filename", "absref"):
                del elemento.attrib[llave]
    return escribir_xml(raiz)


def _emf_sin_descripcion(datos: bytes) -> bytes:
    """La descripción de un EMF dice qué programa lo hizo y cómo se llamaba el archivo."""
    if len(datos) < 88 or datos[40:44] != b" EMF":
        raise NoSeLimpia("El documento trae un dibujo dañado.")
    letras, en = struct.unpack_from("<II", datos, 60)
    limpio = bytearray(datos)
    fin = min(len(datos), en + 2 * letras)
    if en and fin > en:
        limpio[en:fin] = bytes(fin - en)
    return bytes(limpio)
