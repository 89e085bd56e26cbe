"""Las discrepancias frente al libro: de ellas depende qué fecha vale."""

from collections.abc import Iterator, Sequence
from functools import partial

from ventanilla.auditoria.consultas.quietud import en_quietud
from ventanilla.auditoria.models import Asiento
from ventanilla.auditoria.reglas.alteracion import Alteracion
from ventanilla.auditoria.reglas.comparar import en_frase, lo_distinto
from ventanilla.importacion.consultas.asentado import de_discrepancia, en_palabras
from ventanilla.importacion.models import Discrepancia
from ventanilla.peticiones.consultas.verificacion.dicho import Dicho, leer, ultimo
from ventanilla.peticiones.models import Actuacion

_LOTE = 500
_PREFIJO = "peticion:"
_TOMADA = "discrepancia_tomada"
_HECHOS = (Actuacion.Tipo.RADICADA.value, Actuacion.Tipo.NOTA.value, _TOMADA)
_QUE_HACER = (
    "Mire en la historia de la petición qué se decidió: esa es la fecha con que se debe responder."
)


def revisar_discrepancias() -> Iterator[Alteracion]:
    """Las que no son como entraron o como se resolvieron, y las que ya no están."""
    ultima = 0
    while pks := _siguientes(ultima):
        for objeto in dict.fromkeys(objeto for objeto, _ in _hallar(pks)):
            suyas = [pk for pk in pks if _objetos([pk]) == [objeto]]
            yield from en_quietud(objeto, partial(_de_estas, suyas))
        ultima = pks[-1]
    yield from _borradas()


def _siguientes(ultima: int) -> list[int]:
    siguientes = Discrepancia.objects.filter(pk__gt=ultima).order_by("pk")
    return list(siguientes.values_list("pk", flat=True)[:_LOTE])


def _objetos(pks: Sequence[int]) -> list[str]:
    uuids = Discrepancia.objects.filter(pk__in=pks).values_list("peticion__uuid", flat=True)
    return [f"{_PREFIJO}{uuid.hex}" for uuid in uuids]


def _de_estas(pks: Sequence[int]) -> list[Alteracion]:
    return [mala for _, mala in _hallar(pks)]


def _hallar(pks: Sequence[int]) -> Iterator[tuple[str, Alteracion]]:
    """(objeto, qué le pasa) de esas discrepancias."""
    filas = Discrepancia.objects.filter(pk__in=pks).select_related("peticion__radicado")
    por_objeto = {f"{_PREFIJO}{d.peticion.uuid.hex}": d for d in filas.order_by("pk")}
    dichos: dict[str, list[Dicho]] = {objeto: [] for objeto in por_objeto}
    asientos = Asiento.objects.filter(objeto__in=por_objeto, hecho__in=_HECHOS)
    for asiento in asientos.order_by("objeto", "orden"):
        # El que no se deja leer lo nombra la revisión de la petición.
        if (dicho := leer(asiento)) is not None:
            dichos[asiento.objeto].append(dicho)
    for objeto, d in por_objeto.items():
        cambios = [*_lo_que_entro(d, dichos[objeto]), *_lo_resuelto(d, dichos[objeto])]
        if cambios:
            yield (
                objeto,
                Alteracion(
                    f"petición {d.peticion.radicado.impreso}",
                    f"importacion.Discrepancia {d.pk}",
                    f"Su discrepancia cambió en {en_frase(cambios)}. {_QUE_HACER}",
                ),
            )


def _lo_que_entro(d: Discrepancia, dichos: Sequence[Dicho]) -> list[str]:
    """Lo importado antes solo dejaba en el libro la fecha del otro sistema."""
    radicada = ultimo(dichos, Actuacion.Tipo.RADICADA.value)
    if radicada is None:
        return []
    return lo_distinto(de_discrepancia(d), radicada.contenido.get("discrepancia", radicada.datos))


def _lo_resuelto(d: Discrepancia, dichos: Sequence[Dicho]) -> Iterator[str]:
    tomada = ultimo(dichos, _TOMADA)
    # Antes no quedaba en el libro quién la miraba: de esa no se sabe.
    if tomada and tomada.actor != f"usuario:{d.responsable_id}":
        yield "responsable"
    notas = (x for x in reversed(dichos) if "discrepancia" in x.datos)
    resuelta = next(notas, None)
    if resuelta is None:
        if d.resolucion:
            yield "resolucion"
        return
    if d.resolucion != resuelta.datos["discrepancia"]:
        yield "resolucion"
    if d.resuelta != resuelta.momento:
        yield "resuelta"
    if resuelta.actor != f"usuario:{d.resuelta_por_id}":
        yield "resuelta_por"
    if not resuelta.compromete("motivo", d.motivo or en_palabras(d, d.resolucion)):
        yield "motivo"


def _borradas() -> Iterator[Alteracion]:
    """Las que entraron con una petición y ya no están."""
    nacidas = Asiento.objects.filter(
        hecho=Actuacion.Tipo.RADICADA.value, contenido__contains='"discrepancia":{'
    ).order_by("pk")
    hay = {
        f"{_PREFIJO}{uuid.hex}"
        for uuid in Discrepancia.objects.values_list("peticion__uuid", flat=True).iterator()
    }
    for asiento in nacidas.iterator(chunk_size=_LOTE):
        dicho = leer(asiento)
        if dicho is not None and asiento.objeto not in hay:
            que = f"El libro dice que entró con ella y ya no está. {_QUE_HACER}"
            yield Alteracion(
                f"petición {dicho.contenido.get('radicado', asiento.objeto)}",
                "importacion.Discrepancia (borrada)",
                que,
            )
