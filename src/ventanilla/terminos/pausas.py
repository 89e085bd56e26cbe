"""Qué requerimientos detienen el término y cuáles no. Puro. CPACA arts. 17 y 19."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from ventanilla.comun.fechas import fecha_mediana
from ventanilla.terminos.caso import Caso
from ventanilla.terminos.conteo import Conteo, Pausa
from ventanilla.terminos.hechos import Hecho
from ventanilla.terminos.normas import regla_de_procedimiento

# Qué hecho de la persona pone a correr otra vez lo que cada hecho de la entidad detuvo.
_REACTIVA = {"requerimiento": "complemento", "devolucion_aclarar": "aclaracion"}
_MOTIVO = {
    "requerimiento": "se pidió completar la petición",
    "devolucion_aclarar": "se pidió aclarar la petición",
}


@dataclass(slots=True)
class Detenciones:
    """Pausas que valen, sus requerimientos y lo que hay que advertir."""

    pausas: list[Pausa] = field(default_factory=list)
    requerimientos: list[Hecho] = field(default_factory=list)
    avisos: list[str] = field(default_factory=list)


def detenciones(
    caso: Caso, inicio: date, contar_con: Callable[[tuple[Pausa, ...]], Conteo]
) -> Detenciones:
    """Recorre los hechos hasta el cierre. `contar_con` dice cuándo vence con las pausas dadas."""
    resultado = Detenciones()
    abierta: Hecho | None = None
    for hecho in caso.hechos:
        if hecho.cierra:
            break
        if hecho.tipo in _REACTIVA:
            objecion = _objecion(caso, inicio, hecho, abierta)
            vence = contar_con(tuple(resultado.pausas)).vence
            if objecion is None and vence is not None and hecho.fecha > vence:
                objecion = f"llegó después del vencimiento ({fecha_mediana(vence)})"
            if objecion is None:
                abierta = hecho
            else:
                resultado.avisos.append(
                    f"{_nombre(hecho)} del {fecha_mediana(hecho.fecha)} no detiene el término: "
                    f"{objecion}."
                )
        elif abierta is not None and hecho.tipo == _REACTIVA[abierta.tipo]:
            _anotar(resultado, abierta, hecho.fecha)
            abierta = None
    if abierta is not None:
        _anotar(resultado, abierta, None)
    return resultado


def _objecion(caso: Caso, inicio: date, hecho: Hecho, abierta: Hecho | None) -> str | None:
    """Por qué no detiene el término, o `None` si lo detiene."""
    if abierta is not None:
        return "ya estaba detenido"
    if hecho.tipo == "devolucion_aclarar":
        if caso.politica.aclaracion_detiene:
            return None
        return "la ley (CPACA art. 19) no lo dice y el reglamento tampoco"
    regla = regla_de_procedimiento(caso.clase.codigo, "requerir")
    if regla is None or regla.dias is None:
        return "a esta clase no se le puede pedir que se complete"
    limite = caso.calendario.sumar_habiles(inicio, regla.dias)
    if hecho.fecha > limite:
        return f"pasó del {fecha_mediana(limite)}, día hábil {regla.dias} ({regla.norma})"
    return None


def _nombre(hecho: Hecho) -> str:
    return "El requerimiento" if hecho.tipo == "requerimiento" else "La devolución para aclarar"


def _anotar(resultado: Detenciones, abierta: Hecho, hasta: date | None) -> None:
    resultado.pausas.append(Pausa(abierta.fecha, hasta, _MOTIVO[abierta.tipo]))
    if abierta.tipo == "requerimiento":
        resultado.requerimientos.append(abierta)
