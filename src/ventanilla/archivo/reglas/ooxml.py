"""Limpiar un DOCX o un XLSX (ISO/IEC 29500): propiedades, autores, equipos y rutas.

Los cambios marcados y los comentarios quedan, con «Autor» en vez del nombre de quien los hizo.
"""

import posixpath
from collections.abc import Callable
from functools import partial

from ventanilla.archivo.reglas.carpeta import (
    Hoja,
    Partes,
    abrir_partes,
    cerrar_partes,
    leer_xml,
    limpiar_partes,
    local,
    quitar_elemento,
)
from ventanilla.archivo.reglas.ocultos import NoSeLimpia, dice_una_ruta

AUTOR = "Autor"
_HONDURA = 2
# Partes que el documento no necesita para leerse.
_SOBRAN = (
    *("docProps/", "customXml/", "docMetadata/", "_xmlsignatures/", "xl/revisions/"),
    *("word/people.xml", "word/recipientData", "xl/connections.xml", "xl/queryTables/"),
    *("xl/userNames.xml", "customUI/", "userCustomization/", "[trash]/"),
)
_SOBRAN_POR_DONDE_ESTEN = ("printerSettings", "thumbnail")
_ELEMENTOS_QUE_SOBRAN = frozenset(
    {
        *("rsids", "docId", "docVars", "mailMerge", "attachedTemplate", "saveThroughXslt"),
        *("absPath", "dataBinding", "fileSharing", "webPublishing", "queryTablePart"),
        *("customWorkbookViews", "customSheetViews"),
    }
)
_ATRIBUTOS_QUE_SOBRAN = frozenset(
    {
        *("date", "dateUtc", "initials", "userName", "dT", "lastModifiedBy", "lastEdited"),
        "refreshedBy",
        "ed",
    }
)
_DE_UNA_PERSONA = ("displayName", "userId")
_SIN_RUTA = "about:blank"


def limpiar_ooxml(datos: bytes, *, hondura: int = _HONDURA) -> bytes:
    """El mismo documento sin quién lo hizo, cuándo, en qué equipo ni en qué carpeta.

    Raises:
        NoSeLimpia: si está dañado o cifrado, o si trae macros u otro archivo que no se sabe limpiar.
    """
    partes = abrir_partes(datos)
    if "[Content_Types].xml" not in partes:
        raise NoSeLimpia("El documento está dañado.")
    quedan = {n: p for n, p in partes.items() if not _sobra(n)}
    adentro = {n: p for n, p in quedan.items() if _es_un_documento(n)}
    if adentro and not hondura:
        raise NoSeLimpia("El documento trae otros documentos adentro.")
    sueltas = _relaciones_sueltas(quedan)
    limpias = limpiar_partes(
        {n: p for n, p in quedan.items() if n not in adentro}, partial(_limpiar_hoja, sueltas)
    )
    limpias |= {n: limpiar_ooxml(p, hondura=hondura - 1) for n, p in adentro.items()}
    return cerrar_partes({n: limpias[n] for n in quedan})


def _sobra(parte: str) -> bool:
    return parte.startswith(_SOBRAN) or any(x in parte for x in _SOBRAN_POR_DONDE_ESTEN)


def _es_un_documento(parte: str) -> bool:
    return parte.lower().endswith((".docx", ".xlsx"))


def _relaciones_sueltas(partes: Partes) -> dict[str, set[str]]:
    """Parte → identificadores de sus relaciones que ya no llevan a ninguna parte."""
    sueltas: dict[str, set[str]] = {}
    for nombre, datos in partes.items():
        if not nombre.endswith(".rels"):
            continue
        carpeta, archivo = posixpath.split(nombre)
        duena = posixpath.join(posixpath.dirname(carpeta), archivo.removesuffix(".rels"))
        sueltas[duena] = {
            r.get("Id", "") for r in leer_xml(datos) if _esta_suelta(r, posixpath.dirname(duena))
        }
    return sueltas


def _esta_suelta(relacion: Hoja, carpeta: str) -> bool:
    if local(relacion.get("Type", "")).rpartition("/")[2] == "attachedTemplate":
        return True
    if relacion.get("TargetMode") == "External":
        return False
    destino = relacion.get("Target", "")
    completo = destino if destino.startswith("/") else posixpath.join(carpeta, destino)
    return _sobra(posixpath.normpath(completo).lstrip("/"))


def _limpiar_hoja(sueltas: dict[str, set[str]], nombre: str, raiz: Hoja) -> None:
    if nombre == "[Content_Types].xml":
        _quitar_hijos(raiz, lambda e: _sobra(e.get("PartName", "").lstrip("/")))
        return
    if nombre.endswith(".rels"):
        carpeta = posixpath.dirname(posixpath.dirname(nombre))
        _quitar_hijos(raiz, lambda e: _esta_suelta(e, carpeta))
    autores = [e.text for e in raiz.iter("{*}author") if e.text]
    for elemento in list(raiz.iter("{*}*")):
        if local(elemento.tag) in _ELEMENTOS_QUE_SOBRAN:
            quitar_elemento(elemento)
        else:
            _limpiar_atributos(elemento, sueltas.get(nombre, set()))
            _limpiar_texto(elemento, autores)


def _quitar_hijos(raiz: Hoja, sobra: Callable[[Hoja], bool]) -> None:
    for hijo in list(raiz):
        if sobra(hijo):
            raiz.remove(hijo)


def _limpiar_atributos(elemento: Hoja, sueltas: set[str]) -> None:
    es_dibujo = local(elemento.tag) in ("cNvPr", "docPr")
    es_persona = local(elemento.tag) == "person"
    es_foto_vieja = local(elemento.tag) == "imagedata"
    for llave, valor in list(elemento.attrib.items()):
        nombre = local(llave)
        es_relacion = "/relationships}" in llave and valor in sueltas
        if nombre.startswith("rsid") or nombre in _ATRIBUTOS_QUE_SOBRAN or es_relacion:
            del elemento.attrib[llave]
        elif nombre == "author" or (es_persona and nombre in _DE_UNA_PERSONA):
            elemento.set(llave, AUTOR)
        elif (es_dibujo and nombre == "name") or (es_foto_vieja and nombre == "title"):
            # Word y Excel ponen aquí cómo se llamaba el archivo de la foto.
            elemento.set(llave, "Imagen")
        elif dice_una_ruta(valor):
            elemento.set(llave, _SIN_RUTA if nombre == "Target" else "")
        elif es_dibujo and nombre in ("descr", "title") and _parece_archivo(valor):
            elemento.set(llave, "")


def _parece_archivo(dicho: str) -> bool:
    return dicho.lower().endswith((".jpg", ".jpeg", ".png", ".gif", ".tif", ".bmp", ".webp"))


def _limpiar_texto(elemento: Hoja, autores: list[str]) -> None:
    nombre, texto = local(elemento.tag), elemento.text
    if not texto:
        return
    if nombre == "author":
        elemento.text = AUTOR
    elif nombre == "instrText" and dice_una_ruta(texto):
        elemento.text = ""
    elif nombre == "t":
        # Excel comienza cada comentario con el nombre de quien lo puso.
        for autor in autores:
            if texto.startswith(f"{autor}:"):
                elemento.text = AUTOR + texto[len(autor) :]
