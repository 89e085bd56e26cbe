"""La respuesta y sus alcances frente al libro: lo firmado, sus anexos y el PDF que se hizo."""

from collections.abc import Iterator, Sequence

from ventanilla.comun.canonico import sha256_hex
from ventanilla.peticiones.consultas.verificacion.dicho import Dicho, Hallado
from ventanilla.peticiones.models import Alcance, Respuesta, Salida


def respuesta_alterada(r: Respuesta | None, dichos: Sequence[Dicho]) -> Iterator[Hallado]:
    """(fila, qué le pasa) de la respuesta firmada: su foto congelada, sus anexos y su PDF."""
    firma = next((d.contenido for d in reversed(dichos) if "foto_sha256" in d.contenido), None)
    fila = f"peticiones.Respuesta {r.pk}" if r else "peticiones.Respuesta (borrada)"
    if firma is None:
        if r and r.estado != Respuesta.Estado.BORRADOR:
            yield fila, "Dice estar firmada y la firma no está en el libro."
    elif r is None:
        yield fila, "Falta la respuesta firmada."
    else:
        if huella_de_la_foto(r) != firma["foto_sha256"]:
            yield fila, "Cambió lo firmado: no es lo que quedó en el libro."
        if _anexos(r) != firma.get("anexos_respuesta", []):
            yield fila, "Sus anexos no son los que se firmaron."
    compuestas = [d.contenido.get("sha256") for d in dichos if d.hecho == "respuesta_compuesta"]
    documento = r.documento.sha256 if r and r.documento else None
    if r and documento != (compuestas[-1] if compuestas else None):
        yield fila, "Su documento no es el que quedó en el libro."


def alcances_alterados(alcances: Sequence[Alcance], dichos: Sequence[Dicho]) -> Iterator[Hallado]:
    """(fila, qué le pasa) de cada alcance firmado: su foto congelada, sus anexos y su PDF."""
    firmados = [d for d in dichos if d.hecho == "alcance_firmado"]
    fotos = [d.contenido.get("alcance_sha256") for d in firmados]
    if fotos != [huella_de_la_foto(a) for a in alcances]:
        yield "peticiones.Alcance", "Los alcances firmados no son los que dice el libro."
    anexados = {d.datos.get("alcance"): d.contenido.get("anexos_alcance", []) for d in firmados}
    compuestos = {
        d.contenido.get("alcance"): d.contenido.get("sha256")
        for d in dichos
        if d.hecho == "alcance_compuesto"
    }
    for alcance in alcances:
        fila = f"peticiones.Alcance {alcance.pk}"
        if _anexos(alcance) != anexados.get(alcance.orden, []):
            yield fila, "Sus anexos no son los que se firmaron."
        documento = alcance.documento.sha256 if alcance.documento else None
        if documento != compuestos.get(alcance.orden):
            yield fila, "Su documento no es el que quedó en el libro."


def huella_de_la_foto(salida: Salida) -> str:
    """SHA-256 de lo que se congeló al firmar."""
    foto = salida.instantanea.get("foto", "")
    return sha256_hex((foto if isinstance(foto, str) else "").encode())


def _anexos(salida: Respuesta | Alcance) -> list[str]:
    return [a.guardado.sha256 for a in salida.anexos.all()]
