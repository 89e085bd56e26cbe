"""Las partes de otras dependencias frente al libro: lo pedido, lo entregado y sus archivos."""

from collections.abc import Iterator, Sequence

from ventanilla.peticiones.consultas.verificacion.dicho import Dicho, Hallado, ultimo
from ventanilla.peticiones.models import Actuacion, Parte

_T = Actuacion.Tipo
_TERMINAN = {
    _T.PARTE_ENTREGADA.value: Parte.Estado.ENTREGADA,
    _T.PARTE_DEVUELTA.value: Parte.Estado.DEVUELTA,
    _T.PARTE_RETIRADA.value: Parte.Estado.RETIRADA,
}


def partes_alteradas(partes: Sequence[Parte], dichos: Sequence[Dicho]) -> Iterator[Hallado]:
    """(fila, qué le pasa) de cada parte que no es como quedó en el libro.

    Args:
        partes: las de la petición, con su dependencia y sus archivos.
        dichos: los asientos de la petición, en orden.
    """
    pedidas = {d.datos.get("parte") for d in dichos if d.hecho == _T.PARTE_PEDIDA}
    for parte in partes:
        fila = f"peticiones.Parte {parte.pk}"
        pedida = ultimo(dichos, _T.PARTE_PEDIDA.value, parte=parte.orden)
        if pedida is None:
            yield fila, f"La parte {parte.orden} no está en el libro."
            continue
        pedidas.discard(parte.orden)
        cambios = [*_lo_pedido(parte, pedida, dichos), *_lo_terminado(parte, dichos)]
        if cambios:
            yield fila, f"La parte {parte.orden} cambió en {', '.join(cambios)}."
    for orden in sorted(pedidas, key=str):
        yield "peticiones.Parte (borrada)", f"Falta la parte {orden}."


def _lo_pedido(parte: Parte, pedida: Dicho, dichos: Sequence[Dicho]) -> Iterator[str]:
    if not pedida.compromete("pedido", parte.pedido):
        yield "«pedido»"
    # Si la dependencia se cerró, la parte pasó a la que la sucede y su actuación lo dice.
    de_ella = (d.datos for d in dichos if d.datos.get("parte") == parte.orden)
    a_quien = [datos["a"] for datos in de_ella if "a" in datos]
    if parte.dependencia.codigo != a_quien[-1]:
        yield "«dependencia»"


def _lo_terminado(parte: Parte, dichos: Sequence[Dicho]) -> Iterator[str]:
    termino = ultimo(dichos, *_TERMINAN, parte=parte.orden)
    if termino is None:
        if parte.estado not in (Parte.Estado.ABIERTA, Parte.Estado.CERRADA):
            yield "«estado»"
        entregado, motivo, archivos = not parte.texto, not parte.motivo, []
    else:
        if parte.estado != _TERMINAN[termino.hecho]:
            yield "«estado»"
        entregado = termino.compromete("entregado", parte.texto)
        motivo = termino.compromete("motivo", parte.motivo)
        archivos = termino.contenido.get("archivos_sha256", [])
    if not entregado:
        yield "«texto»"
    if not motivo:
        yield "«motivo»"
    if [a.guardado.sha256 for a in parte.archivos.all()] != archivos:
        yield "sus archivos"
