"""Lo que ya se le dijo a la persona: su plazo no termina antes. Puro. CP art. 83; CPACA art. 3.4.

Quien leyó por escrito que tenía hasta un día confía en él (buena fe). Si después cambia el calendario
de la entidad (el sábado pasa a ser hábil, se revoca un día no hábil), su plazo no se le acorta.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from functools import partial

from ventanilla.comun.calendario import momento_limite
from ventanilla.comun.fechas import fecha_mediana
from ventanilla.terminos.caso import Caso
from ventanilla.terminos.conteo import DiaContado
from ventanilla.terminos.hechos import Hecho, fecha_de
from ventanilla.terminos.normas import ErrorDeTermino
from ventanilla.terminos.reloj import Reloj

# Los relojes que le corren a la persona.
SUYOS = ("complemento", "aclaracion")


def lo_dicho(relojes: Iterable[Reloj]) -> dict[str, dict[str, str]]:
    """`dicho` de un hecho: reloj → último día (ISO) de los que le corren; sin ninguno, nada."""
    corren = {
        reloj.clase: reloj.vence.isoformat()
        for reloj in relojes
        if reloj.clase in SUYOS and reloj.cumplido_en is None and reloj.vence is not None
    }
    return {"dicho": corren} if corren else {}


def dicho_hasta(
    caso: Caso, clase: str, desde: Hecho, *, antes_de: Hecho | None = None
) -> date | None:
    """El último día que se le dijo para ese reloj, desde `desde`; `None` si no se le dijo ninguno.

    Raises:
        ErrorDeTermino: si lo dicho no es un día por cada clase de reloj.
    """
    desde_el = caso.hechos.index(desde)
    fin = caso.hechos.index(antes_de) if antes_de is not None else len(caso.hechos)
    fechas = (_dicho_en(hecho, clase) for hecho in caso.hechos[desde_el:fin])
    return max((fecha for fecha in fechas if fecha is not None), default=None)


def _dicho_en(hecho: Hecho, clase: str) -> date | None:
    dicho = hecho.datos.get("dicho")
    if dicho is None:
        return None
    if not isinstance(dicho, Mapping):
        raise ErrorDeTermino("«dicho» va de la clase de reloj al día que leyó la persona.")
    return fecha_de(dicho.get(clase))


def sin_acortar(caso: Caso, reloj: Reloj, desde: Hecho, avisos: list[str]) -> Reloj:
    """El mismo reloj o, si hoy terminaría antes de lo dicho, con la fecha que se dijo."""
    dicho = dicho_hasta(caso, reloj.clase, desde)
    if dicho is None or reloj.vence is None or dicho <= reloj.vence:
        return reloj
    avisos.append(
        f"Con el calendario de hoy el plazo de la persona terminaría el {fecha_mediana(reloj.vence)}. "
        f"Se le dijo que tenía hasta el {fecha_mediana(dicho)}: vale ese día."
    )
    return replace(
        reloj,
        vence=dicho,
        momento_vence=momento_limite(dicho),
        _explicar=partial(_con_lo_dicho, reloj, reloj.vence, dicho),
    )


def _con_lo_dicho(reloj: Reloj, contado: date, dicho: date) -> tuple[DiaContado, ...]:
    motivo = f"ya se le había dicho que tenía hasta el {fecha_mediana(dicho)}: no se le acorta"
    de_mas = range(1, (dicho - contado).days + 1)
    return (
        *reloj.explicacion,
        *(DiaContado(contado + timedelta(days=n), False, motivo) for n in de_mas),
    )
