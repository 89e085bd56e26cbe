"""Casos escritos en JSON: de un diccionario a un cómputo y del cómputo a otro diccionario. Puro.

Es el contrato de `./ventanilla vencimiento --lote -`. Todo lo que llega se revisa: lo que no se
entiende es un `ErrorDeTermino` con una frase que dice qué corregir.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from ventanilla.comun.calendario import Calendario, DiaLocal
from ventanilla.terminos.computar import Computo, ErrorDeTermino, computar
from ventanilla.terminos.frases import explicacion_json
from ventanilla.terminos.hechos import TIPOS, Hecho, fecha_de, momento_de
from ventanilla.terminos.politica import Especial, Politica

_CAMPOS = frozenset(
    {
        "id",
        "clase",
        "recibida",
        "actuaciones",
        "dias_no_habiles",
        "especial",
        "excluye_ampliacion",
    }
)
_EMPIEZAN = ("requerimiento", "devolucion_aclarar")
_SOLO_FECHA = len("2026-12-31")
MAXIMO_DE_FILAS = 1000


def computar_caso(caso: object, *, calendario: Calendario, politica: Politica) -> Computo:
    """El cómputo de un caso con `clase`, `recibida` y, si quiere, `actuaciones`
    (`[{"tipo", "fecha", …}]`), `dias_no_habiles`, `especial` y `excluye_ampliacion`.

    Raises:
        ErrorDeTermino: si falta un dato, sobra uno o no se entiende.
    """
    if not isinstance(caso, Mapping):
        raise ErrorDeTermino("cada caso es un objeto con «clase» y «recibida».")
    ajenos = [str(nombre)[:40] for nombre in caso if nombre not in _CAMPOS]
    if ajenos:
        raise ErrorDeTermino(f"no se conoce el dato «{ajenos[0]}».")
    clase, recibida = caso.get("clase"), momento_de(caso.get("recibida"))
    if not isinstance(clase, str) or not clase.strip():
        raise ErrorDeTermino("falta la «clase» de la petición.")
    if recibida is None:
        raise ErrorDeTermino("falta «recibida», la fecha y hora en que llegó.")
    especial, excluye = caso.get("especial"), caso.get("excluye_ampliacion", False)
    if especial is not None and not isinstance(especial, Mapping):
        raise ErrorDeTermino("«especial» es un objeto: días y unidad, fecha o momento.")
    if not isinstance(excluye, bool):
        raise ErrorDeTermino("«excluye_ampliacion» es verdadero o falso.")
    return computar(
        clase,
        recibida,
        actuaciones=[hecho_de(fila) for fila in _lista(caso, "actuaciones")],
        calendario=con_dias(calendario, _lista(caso, "dias_no_habiles")),
        politica=politica,
        especial=Especial.de_json(especial) if especial else None,
        excluye_ampliacion=excluye,
    )


def hecho_de(fila: object) -> Hecho:
    """Un hecho escrito como `{"tipo", "fecha"}` y los datos propios de su tipo.

    Raises:
        ErrorDeTermino: si no se entiende.
    """
    if not isinstance(fila, Mapping):
        raise ErrorDeTermino("cada actuación es un objeto con «tipo» y «fecha».")
    tipo, momento = fila.get("tipo"), momento_de(fila.get("fecha"))
    if tipo not in TIPOS:
        raise ErrorDeTermino(
            f"no existe la actuación «{str(tipo)[:40]}». Use una de estas: {', '.join(TIPOS)}."
        )
    if momento is None:
        raise ErrorDeTermino(f"falta la «fecha» de la actuación «{tipo}».")
    if len(str(fila["fecha"])) <= _SOLO_FECHA and tipo not in _EMPIEZAN:
        # Sin hora, lo que responde a un requerimiento del mismo día ocurrió después de él.
        momento = momento.replace(hour=23, minute=59, second=59)
    datos = {str(clave): valor for clave, valor in fila.items() if clave not in ("tipo", "fecha")}
    return Hecho(str(tipo), momento, datos)


def con_dias(calendario: Calendario, dias: list[Any]) -> Calendario:
    """El calendario con esos días cerrados; quien los escribe dice que alteran los términos."""
    if not dias:
        return calendario
    return calendario.con(
        DiaLocal(_dia(valor), "día no hábil de la entidad", afecta_terminos_legales=True)
        for valor in dias
    )


def computo_json(computo: Computo) -> dict[str, Any]:
    """El cómputo en tipos de JSON; las fechas en ISO y `null` donde la ley no da ninguna."""
    return {
        "clase": computo.clase,
        "recibida": computo.recibida.isoformat(timespec="minutes"),
        "vence": _iso(computo.vence),
        "momento_vence": computo.momento_vence.isoformat() if computo.momento_vence else None,
        "norma": computo.norma,
        "version": computo.version,
        "dias": computo.dias,
        "unidad": computo.unidad.value,
        "dia_uno": _iso(computo.dia_uno),
        "suspendido_desde": _iso(computo.suspendido_desde),
        "alarma": _iso(computo.alarma),
        "topes": {nombre: _iso(fecha) for nombre, fecha in computo.topes.como_dict().items()},
        "alternativas": [
            {"lectura": otra.lectura, "vence": _iso(otra.vence), "por_que": otra.por_que}
            for otra in computo.alternativas
        ],
        "avisos": list(computo.avisos),
        "explicacion": explicacion_json(computo),
    }


def _lista(caso: Mapping[str, Any], nombre: str) -> list[Any]:
    filas = caso.get(nombre) or []
    if not isinstance(filas, list) or len(filas) > MAXIMO_DE_FILAS:
        raise ErrorDeTermino(f"«{nombre}» es una lista de hasta {MAXIMO_DE_FILAS}.")
    return filas


def _dia(valor: object) -> date:
    dia = fecha_de(valor)
    if dia is None:
        raise ErrorDeTermino("un día no hábil está vacío.")
    return dia


def _iso(fecha: date | None) -> str | None:
    return fecha.isoformat() if fecha else None
