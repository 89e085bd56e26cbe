"""Leer un expediente: su índice, su carátula y si la cadena está entera."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from ventanilla.archivo.consultas.guardados import abrir
from ventanilla.archivo.models import CierreDeExpediente, DocumentoDeExpediente, Expediente
from ventanilla.archivo.reglas.indice import Caratula, Renglon, encadenar, huella_de_cierre
from ventanilla.auditoria.reglas.alteracion import Alteracion
from ventanilla.auditoria.reglas.sellado import firma_vale
from ventanilla.comun.canonico import sha256_hex
from ventanilla.comun.reloj import en_bogota


def expediente_de(objeto: str) -> Expediente | None:
    """El de ese objeto («peticion:1b4e…»), con su serie, versión y dependencia."""
    return (
        Expediente.objects.select_related("serie__version", "serie__dependencia", "dependencia")
        .filter(objeto=objeto)
        .first()
    )


def documentos_de(expediente: Expediente) -> list[DocumentoDeExpediente]:
    """Los renglones, en orden, con su archivo."""
    return list(expediente.documentos.select_related("guardado").order_by("orden"))


def renglon_de(documento: DocumentoDeExpediente) -> Renglon:
    """El renglón como lo cubre la cadena."""
    return Renglon(
        id=str(documento.uuid),
        orden=documento.orden,
        nombre=documento.nombre,
        tipo=documento.tipo,
        creado=en_bogota(documento.creado).isoformat(timespec="seconds"),
        incorporado=en_bogota(documento.incorporado).isoformat(timespec="seconds"),
        sha256=documento.sha256,
        tamano=documento.tamano,
        formato=documento.formato,
        origen=documento.origen,
        paginas=documento.paginas,
    )


def cierre_vigente(expediente: Expediente) -> CierreDeExpediente | None:
    """El cierre que vale; `None` si está abierto."""
    return expediente.cierres.filter(reabierto__isnull=True).order_by("-id").first()


def cierres_de(expediente: Expediente) -> list[CierreDeExpediente]:
    """Todas las veces que se cerró, de la última a la primera; las reabiertas dicen por qué."""
    return list(expediente.cierres.order_by("-id"))


def caratula_de(expediente: Expediente) -> Caratula:
    """Lo que el índice dice del expediente, con la firma si está cerrado."""
    cierre = cierre_vigente(expediente)
    return Caratula(
        codigo=expediente.codigo,
        nombre=expediente.nombre,
        serie=str(expediente.serie),
        dependencia=expediente.dependencia.nombre if expediente.dependencia else "",
        abierto=en_bogota(expediente.abierto).isoformat(timespec="seconds"),
        cerrado=en_bogota(cierre.momento).isoformat(timespec="seconds") if cierre else "",
        cabeza=expediente.cabeza,
        firma=cierre.firma if cierre else "",
        llave_publica=cierre.llave_publica if cierre else "",
    )


def bytes_de(documento: DocumentoDeExpediente) -> bytes:
    """El documento tal como se incorporó.

    Raises:
        FileNotFoundError: si sus bytes no están (lo dice `./ventanilla verificar`).
    """
    if documento.guardado is None:
        return documento.texto.encode()
    with abrir(documento.guardado.sha256) as archivo:
        return archivo.read()


def revisar_expedientes(*, avance: Callable[[int], None] = lambda _: None) -> Iterator[Alteracion]:
    """Vuelve a encadenar cada índice y a comprobar cada firma de cierre.

    Los bytes de los archivos los revisa `revisar_archivos`; los textos, aquí.

    Args:
        avance: recibe cuántos expedientes van.
    """
    filas = Expediente.objects.order_by("pk").prefetch_related("documentos", "cierres")
    for cuantos, expediente in enumerate(filas.iterator(chunk_size=500), start=1):
        yield from _revisar_cadena(expediente, list(expediente.documentos.all()))
        cabezas = {d.orden: d.hash for d in expediente.documentos.all()}
        yield from _revisar_cierres(expediente, list(expediente.cierres.all()), cabezas)
        if cuantos % 1000 == 0:
            avance(cuantos)


def _revisar_cadena(
    expediente: Expediente, documentos: Sequence[DocumentoDeExpediente]
) -> Iterator[Alteracion]:
    que, previo = f"expediente {expediente.codigo}", ""
    donde = f"archivo.Expediente {expediente.pk}"
    for esperado, d in enumerate(sorted(documentos, key=lambda d: d.orden), start=1):
        calculado = encadenar(previo, renglon_de(d))
        if d.orden != esperado or d.previo != previo or d.hash != calculado:
            yield Alteracion(que, donde, f"El índice no cuadra en el documento {d.orden}.")
            return
        if d.guardado_id is None and sha256_hex(d.texto.encode()) != d.sha256:
            yield Alteracion(que, donde, f"El texto del documento {d.orden} cambió.")
        previo = d.hash
    if (expediente.largo, expediente.cabeza) != (len(documentos), previo):
        dicho = f"El índice tiene {len(documentos)} documentos y el expediente dice otra cosa."
        yield Alteracion(que, donde, dicho)


def _revisar_cierres(
    expediente: Expediente, cierres: Sequence[CierreDeExpediente], cabezas: Mapping[int, str]
) -> Iterator[Alteracion]:
    """Que cada firma valga y que lo firmado siga en el índice. `cabezas`: orden → huella encadenada."""
    for c in cierres:
        momento = en_bogota(c.momento).isoformat(timespec="seconds")
        hash_ = huella_de_cierre(expediente.codigo, c.documentos, c.cabeza, momento)
        if hash_ != c.hash or not firma_vale(c.llave_publica, c.hash, c.firma):
            yield Alteracion(
                f"expediente {expediente.codigo}",
                f"archivo.CierreDeExpediente {c.pk}",
                "La firma del cierre no vale.",
            )
        elif c.documentos and cabezas.get(c.documentos) != c.cabeza:
            yield Alteracion(
                f"expediente {expediente.codigo}",
                f"archivo.CierreDeExpediente {c.pk}",
                "El índice ya no es el que se firmó al cerrar.",
            )
