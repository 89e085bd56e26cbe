"""Limpiar un PDF: se vuelve a escribir solo con lo que se ve y se lee.

ISO 32000. Volver a escribirlo bota las versiones anteriores que un PDF guarda adentro. La firma
electrónica se va también: lleva el certificado, con el nombre de quien firma. El texto, las imágenes
y los comentarios quedan; quién los hizo, no.
"""

import io
from typing import Any

from ventanilla.archivo.reglas.imagenes import ImagenIlegible, sin_metadatos
from ventanilla.archivo.reglas.ocultos import NoSeLimpia, dice_una_ruta

_HONDURA = 60
# Nunca hacen falta para leer: propiedades, datos privados de cada programa, miniaturas, fechas.
_SOBRAN = {
    *("/Metadata", "/PieceInfo", "/LastModified", "/Thumb", "/CreatorInfo", "/SpiderInfo"),
    *("/Threads", "/Perms", "/DSS", "/Legal", "/OPI"),
}
_DE_UN_COMENTARIO = {"/T", "/M", "/CreationDate", "/NM", "/RC", "/Subj"}
_DE_UNA_FIRMA = {"/V", "/Contents", "/Name", "/Reason", "/Location", "/ContactInfo", "/Cert"}
_ABREN_OTRO_ARCHIVO = ("/Launch", "/GoToR", "/GoToE", "/ImportData")


def limpiar_pdf(datos: bytes) -> bytes:
    """El mismo documento sin propiedades, autores, firmas, miniaturas ni versiones anteriores.

    Raises:
        NoSeLimpia: si tiene contraseña, está dañado, trae archivos adentro o un formulario XFA.
    """
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(datos), suppress_warnings=True) as pdf:
            _limpiar(pdf)
            salida = io.BytesIO()
            pdf.save(
                salida,
                encryption=False,
                deterministic_id=True,
                fix_metadata_version=False,
                stream_decode_level=pikepdf.StreamDecodeLevel.none,
            )
    except pikepdf.PasswordError as error:
        raise NoSeLimpia("El PDF tiene contraseña.") from error
    except ImagenIlegible as error:
        raise NoSeLimpia("El PDF trae una foto que no se pudo limpiar.") from error
    except NoSeLimpia:
        raise
    except (pikepdf.PdfError, pikepdf.DataDecodingError, ValueError, TypeError) as error:
        raise NoSeLimpia("El PDF está dañado.") from error
    return salida.getvalue()


def _limpiar(pdf: Any) -> None:
    for llave in ("/Info", "/ID"):
        if llave in pdf.trailer:
            del pdf.trailer[llave]
    for objeto in pdf.objects:
        _recorrer(objeto, _HONDURA)


def _recorrer(objeto: Any, hondura: int) -> None:
    """Limpia un objeto y lo que lleva escrito adentro; a lo que solo señala se llega aparte."""
    import pikepdf

    if not hondura:
        raise NoSeLimpia("El PDF está dañado.")
    hijos: list[Any]
    if isinstance(objeto, pikepdf.Array):
        hijos = list(objeto.as_list())
    elif isinstance(objeto, pikepdf.Dictionary | pikepdf.Stream):
        _limpiar_diccionario(objeto)
        hijos = [objeto.get(llave) for llave in objeto.keys()]  # noqa: SIM118 (no es un dict)
    else:
        return
    for hijo in hijos:
        if isinstance(hijo, pikepdf.Object) and not hijo.is_indirect:
            _recorrer(hijo, hondura - 1)


def _limpiar_diccionario(d: Any) -> None:
    import pikepdf

    # Preguntar llave por llave es lo que tarda en un PDF de cien mil objetos.
    hay = set(d.keys())
    tipo = str(d["/Type"]) if "/Type" in hay else ""
    clase = str(d["/Subtype"]) if "/Subtype" in hay else ""
    if hay & {"/EF", "/EmbeddedFiles"} or tipo in ("/EmbeddedFile", "/Collection"):
        raise NoSeLimpia("El PDF trae otros archivos adentro.")
    if "/XFA" in hay:
        raise NoSeLimpia("El PDF es un formulario XFA.")
    _quitar(d, hay & _SOBRAN)
    if "/Rect" in hay and clase and clase != "/Widget":
        _quitar(d, hay & _DE_UN_COMENTARIO)
    if "/ByteRange" in hay or ("/FT" in hay and str(d["/FT"]) == "/Sig"):
        _quitar(d, hay & _DE_UNA_FIRMA)
    if "/S" in hay:
        _limpiar_accion(d, hay)
    if "/Alt" in hay and dice_una_ruta(str(d["/Alt"])):
        del d["/Alt"]
    if clase == "/Image" and isinstance(d, pikepdf.Stream):
        _limpiar_imagen(d)


def _limpiar_accion(d: Any, hay: set[str]) -> None:
    """Un enlace a un archivo del equipo lleva el nombre de la cuenta de quien lo hizo."""
    accion = str(d["/S"])
    if accion in _ABREN_OTRO_ARCHIVO:
        _quitar(d, hay & {"/F", "/Win", "/UF"})
    elif accion == "/URI" and "/URI" in hay and dice_una_ruta(str(d["/URI"])):
        del d["/URI"]


def _limpiar_imagen(imagen: Any) -> None:
    import pikepdf

    filtros = imagen.get("/Filter")
    varios = list(filtros.as_list()) if isinstance(filtros, pikepdf.Array) else [filtros]
    nombres = [str(f) for f in varios]
    if nombres == ["/DCTDecode"]:
        crudo = imagen.read_raw_bytes()
        imagen.write(sin_metadatos(crudo, "jpg"), filter=imagen.Filter, **_parametros(imagen))
    elif "/DCTDecode" in nombres or "/JPXDecode" in nombres:
        _negar_si_trae_datos(imagen)


def _parametros(imagen: Any) -> dict[str, Any]:
    parametros = imagen.get("/DecodeParms")
    return {} if parametros is None else {"decode_parms": parametros}


def _negar_si_trae_datos(imagen: Any) -> None:
    """JPEG 2000, o una foto metida en otra compresión: no se reescribe, se mira qué trae."""
    import pikepdf

    try:
        crudo = imagen.read_bytes(pikepdf.StreamDecodeLevel.generalized)
    except pikepdf.PdfError:
        crudo = imagen.read_raw_bytes()
    if any(
        marca in crudo for marca in (b"Exif\0\0", b"<x:xmpmeta", b"xml ", b"uuid", b"http://ns")
    ):
        raise NoSeLimpia("El PDF trae una foto que no se pudo limpiar.")


def _quitar(d: Any, llaves: set[str]) -> None:
    for llave in llaves:
        del d[llave]
