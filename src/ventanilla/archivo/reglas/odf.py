"""Limpiar un ODT o un ODS (ISO/IEC 26300): propiedades, autores, impresora y rutas.

Los cambios marcados y los comentarios quedan, con «Autor» en vez del nombre de quien los hizo.
"""

from ventanilla.archivo.reglas.carpeta import (
    Hoja,
    abrir_partes,
    cerrar_partes,
    limpiar_partes,
    local,
    quitar_elemento,
)
from ventanilla.archivo.reglas.ocultos import NoSeLimpia, dice_una_ruta

AUTOR = "Autor"
_SOBRAN = (
    *("meta.xml", "Thumbnails/", "Configurations2/", "ObjectReplacements/", "layout-cache"),
    *("manifest.rdf", "VersionList.xml", "Versions/", "META-INF/documentsignatures.xml"),
)
# Campos que se llenan solos con los datos de quien escribe, o con la carpeta donde guarda.
_SE_LLENAN_SOLOS = (
    *("sender-", "author-", "initial-creator", "creator", "printed-by", "file-name"),
    *("template-name", "user-defined"),
)
_DEL_EQUIPO = ("Printer", "Rsid", "CurrentDatabase", "EmbeddedDatabase", "Doc")


def limpiar_odf(datos: bytes) -> bytes:
    """El mismo documento sin quién lo hizo, cuándo, en qué equipo ni en qué carpeta.

    Raises:
        NoSeLimpia: si está dañado o cifrado, o si trae macros u otro archivo que no se sabe limpiar.
    """
    partes = abrir_partes(datos)
    if "content.xml" not in partes:
        raise NoSeLimpia("El documento está dañado.")
    quedan = {n: p for n, p in partes.items() if not _sobra(n)}
    return cerrar_partes(limpiar_partes(quedan, _limpiar_hoja))


def _sobra(parte: str) -> bool:
    return parte.startswith(_SOBRAN) or parte.endswith("/meta.xml")


def _limpiar_hoja(nombre: str, raiz: Hoja) -> None:
    if nombre == "META-INF/manifest.xml":
        _limpiar_manifiesto(raiz)
        return
    for elemento in list(raiz.iter("{*}*")):
        etiqueta = local(elemento.tag)
        espacio = elemento.tag.partition("}")[0]
        if _es_del_equipo(elemento, etiqueta):
            quitar_elemento(elemento)
            continue
        if espacio.endswith("/dc/elements/1.1/") and etiqueta == "creator":
            elemento.text = AUTOR
        elif (espacio.endswith("/dc/elements/1.1/") and etiqueta == "date") or etiqueta in (
            "creator-initials",
            "sender-initials",
        ):
            quitar_elemento(elemento)
            continue
        elif espacio.endswith(":text:1.0") and etiqueta.startswith(_SE_LLENAN_SOLOS):
            for hijo in list(elemento):
                elemento.remove(hijo)
            elemento.text = ""
        _limpiar_atributos(elemento)


def _limpiar_manifiesto(raiz: Hoja) -> None:
    for elemento in list(raiz.iter("{*}*")):
        if local(elemento.tag) == "encryption-data":
            raise NoSeLimpia("El documento tiene contraseña.")
    for entrada in list(raiz):
        rutas = [v for k, v in entrada.attrib.items() if local(k) == "full-path"]
        if rutas and _sobra(rutas[0]):
            raiz.remove(entrada)


def _es_del_equipo(elemento: Hoja, etiqueta: str) -> bool:
    if not etiqueta.startswith("config-item"):
        return False
    nombres = [v for k, v in elemento.attrib.items() if local(k) == "name"]
    return bool(nombres) and nombres[0].startswith(_DEL_EQUIPO)


def _limpiar_atributos(elemento: Hoja) -> None:
    for llave, valor in list(elemento.attrib.items()):
        nombre = local(llave)
        es_nombre_de_foto = nombre == "name" and local(elemento.tag) == "frame"
        if nombre.endswith("rsid"):
            del elemento.attrib[llave]
        elif es_nombre_de_foto or dice_una_ruta(valor):
            elemento.set(llave, "")
