"""La prueba de cada entrega frente al libro: la respuesta, sus alcances y los oficios."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import pairwise

from ventanilla.comun.canonico import canonico
from ventanilla.comun.reloj import en_bogota
from ventanilla.peticiones.consultas.verificacion.dicho import Dicho, Hallado, ultimo
from ventanilla.peticiones.models import Actuacion, Alcance, Oficio, Respuesta, Salida

_T = Actuacion.Tipo


def pruebas_alteradas(
    respuesta: Respuesta | None,
    alcances: Sequence[Alcance],
    oficios: Sequence[Oficio],
    dichos: Sequence[Dicho],
) -> Iterator[Hallado]:
    """(fila, qué le pasa) de lo que dice haber llegado de un modo distinto al que el libro fija."""
    if respuesta is not None and _otros_despachos(respuesta, dichos):
        yield (
            f"peticiones.Respuesta {respuesta.pk}",
            "Cambió lo que dice de sus despachos anteriores.",
        )
    if respuesta is not None and respuesta.estado == Salida.Estado.NOTIFICADA:
        dicho = ultimo(dichos, _T.NOTIFICADA.value)
        if _es_otra(dicho, respuesta.notificada, respuesta.prueba):
            yield f"peticiones.Respuesta {respuesta.pk}", "Cambió la prueba de su notificación."
    for alcance in alcances:
        cual = {"alcance": alcance.orden}
        dicho = _la_que_vale(dichos, _T.ALCANCE_NOTIFICADO, _T.ALCANCE_REBOTE, **cual)
        if _es_otra(dicho, alcance.notificada, alcance.prueba):
            yield f"peticiones.Alcance {alcance.pk}", "Cambió la prueba de su notificación."
    for oficio in oficios:
        salida = {"salida": oficio.radicado.impreso}
        dicho = _la_que_vale(dichos, _T.OFICIO_ENTREGADO, _T.OFICIO_REBOTE, **salida)
        if _es_otra(dicho, oficio.entregado, oficio.prueba):
            yield f"peticiones.Oficio {oficio.pk}", "Cambió la prueba de su entrega."


def _otros_despachos(respuesta: Respuesta, dichos: Sequence[Dicho]) -> bool:
    """Si los despachos que guarda no son los que el libro dice que otro reemplazó."""
    salidas = [d for d in dichos if d.hecho == _T.ENVIADA.value]
    reemplazados = [
        antes for antes, otro in pairwise(salidas) if isinstance(otro.datos.get("vez"), int)
    ]
    if len(reemplazados) != len(respuesta.anteriores):
        return True
    return any(
        dicho.datos.get("medio") != hay.get("medio")
        or not dicho.compromete("guia", str(hay.get("prueba", {}).get("guia", "")))
        for dicho, hay in zip(reemplazados, respuesta.anteriores, strict=True)
    )


def _la_que_vale(
    dichos: Sequence[Dicho], entrega: str, rebota: str, **cual: object
) -> Dicho | None:
    """La última entrega de ese documento que un rebote posterior no desmintió."""
    dicho = ultimo(dichos, str(entrega), **cual)
    rebote = ultimo(dichos, str(rebota), **cual)
    desmentida = (
        dicho is not None
        and rebote is not None
        and rebote.orden > dicho.orden
        and rebote.datos.get("desmiente")
    )
    return None if desmentida else dicho


def _es_otra(dicho: Dicho | None, momento: datetime | None, prueba: Mapping[str, str]) -> bool:
    if dicho is None:
        return momento is not None
    if "prueba" not in dicho.compromisos:
        # Lo traído de otro sistema no trae su prueba.
        return False
    if momento is None:
        return True
    escrito = en_bogota(momento).isoformat(timespec="microseconds")
    return escrito != dicho.contenido.get("momento") or not dicho.compromete(
        "prueba", canonico(dict(prueba)).decode()
    )
