"""Las dependencias frente al libro: cómo se llaman, de qué se ocupan y cómo se les escribe.

De su nombre sale el membrete; de sus palabras, a dónde llega la gente; de su cierre, quién responde.
"""

import json
from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial
from typing import Any

from ventanilla.auditoria.consultas.quietud import en_quietud
from ventanilla.auditoria.models import Asiento
from ventanilla.auditoria.reglas.alteracion import Alteracion
from ventanilla.auditoria.reglas.comparar import en_frase, lo_distinto
from ventanilla.directorio.consultas.asentado import de_dependencia
from ventanilla.directorio.models import CambioDeDependencia, Dependencia

_PREFIJO = "dependencia:"
_SE_ACABA = (CambioDeDependencia.Clase.CERRADA, CambioDeDependencia.Clase.UNIDA)
_POR_ACTO = tuple(CambioDeDependencia.Clase)
_QUE_HACER = (
    "En «Dependencias», déjela como debe ser, por su acto si hace falta, y pregunte quién tuvo acceso "
    "a la base de datos."
)


# Lo que no se dijo al crearla nació así.
_AL_NACER: dict[str, Any] = {
    **dict.fromkeys(("padre", "mision", "funciones", "palabras", "correo"), ""),
    **dict.fromkeys(("telefono", "direccion", "horario", "sucesora"), ""),
    **dict.fromkeys(("es_atencion", "codigo_inventado"), False),
    "hasta": None,
}


def revisar_dependencias() -> Iterator[Alteracion]:
    """Las que no son como se crearon o cambiaron, las que nadie creó y las que ya no están."""
    for codigo in dict.fromkeys(codigo for codigo, _ in _hallar("")):
        yield from en_quietud(f"{_PREFIJO}{codigo}", partial(_de_una, codigo))


def _de_una(codigo: str) -> list[Alteracion]:
    return [mala for _, mala in _hallar(codigo)]


def _hallar(codigo: str) -> Iterator[tuple[str, Alteracion]]:
    """(código, qué le pasa) de todas las dependencias, o de una."""
    dichos = _lo_dicho(codigo)
    filas = Dependencia.objects.select_related("padre", "sucesora").order_by("codigo")
    for una in filas.filter(codigo=codigo) if codigo else filas:
        dicho = dichos.pop(una.codigo, None)
        que = "Nadie la creó en el libro."
        if dicho is not None:
            campos = lo_distinto(de_dependencia(una), dicho)
            que = f"Cambió en {en_frase(campos)}: no es como la dejó el libro." if campos else ""
        if que:
            yield una.codigo, _mala(una.codigo, f"directorio.Dependencia {una.pk}", que)
    for falta in dichos:
        yield falta, _mala(falta, "directorio.Dependencia (borrada)", "El libro la creó y no está.")


def _mala(codigo: str, fila: str, que: str) -> Alteracion:
    return Alteracion(f"dependencia {codigo}", fila, f"{que} {_QUE_HACER}")


def _lo_dicho(codigo: str) -> dict[str, dict[str, Any]]:
    """Código → lo último que se dijo de cada campo."""
    asientos = Asiento.objects.filter(objeto__startswith=f"{_PREFIJO}{codigo}")
    if codigo:
        asientos = asientos.filter(objeto=f"{_PREFIJO}{codigo}")
    dichos: dict[str, dict[str, Any]] = {}
    filas = asientos.order_by("objeto", "orden").values_list("objeto", "hecho", "contenido")
    for objeto, hecho, contenido in filas.iterator():
        dicho = dichos.setdefault(objeto.removeprefix(_PREFIJO), {})
        dicho |= _lo_que_cambia(hecho, json.loads(contenido))
    return dichos


def _lo_que_cambia(hecho: str, contenido: dict[str, Any]) -> dict[str, Any]:
    """Los campos que fija ese asiento. El de un acto dice desde qué día rige, no desde cuándo existe."""
    if hecho == "creada":
        return {**_AL_NACER, **contenido}
    if hecho not in _POR_ACTO:
        return contenido
    cambia = {c: v for c, v in contenido.items() if c not in ("acto", "desde")}
    if hecho in _SE_ACABA:
        ultimo = date.fromisoformat(contenido["desde"]) - timedelta(days=1)
        cambia["hasta"] = ultimo.isoformat()
    return cambia
