"""Las fechas del archivo contra las nuestras: cuántas coinciden y por qué no las demás. Puro.

Son dos cuentas distintas. `vencimientos` compara la fecha del archivo con la que dan los días que
el mismo archivo dice: prueba su calendario. `segun_la_ley` la compara con lo que la ley da a cada
clase: prueba sus términos.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from ventanilla.comun.calendario import Calendario, DiaLocal
from ventanilla.importacion.reglas.filas import Importada
from ventanilla.importacion.reglas.supuestos import Supuestos, Termino, suponer
from ventanilla.terminos.computar import Computo, computar
from ventanilla.terminos.conteo import contar, corrido
from ventanilla.terminos.normas import Unidad
from ventanilla.terminos.politica import Politica

# La política que regía el día en que se recibió una petición.
PoliticaDel = Callable[[date], Politica]
_UN_DIA = timedelta(days=1)
LEY = ("iguales", "con_ampliacion", "antes", "despues", "sin_dato")


@dataclass(frozen=True, slots=True)
class Discrepancia:
    """Una fecha del archivo que no es la nuestra, y por qué.

    `diferencia` en días hábiles: negativa si el archivo vence antes.
    """

    linea: int
    numero: str
    recibida: date
    dias: int
    vence_archivo: date
    vence_calculado: date
    diferencia: int
    motivo: str
    vence_de_ley: date | None = None


@dataclass(frozen=True)
class Comparacion:
    """El resultado de comparar. Las tres cuentas de `vencimientos` suman las filas leídas."""

    iguales: int
    distintos: int
    sin_dato: int
    segun_la_ley: dict[str, int] = field(default_factory=dict)
    supuestos: Supuestos = field(default_factory=Supuestos)
    discrepancias: tuple[Discrepancia, ...] = ()

    def motivos(self) -> dict[str, int]:
        """Cuántas discrepancias explica cada motivo, de más a menos."""
        cuenta: dict[str, int] = {}
        for una in self.discrepancias:
            cuenta[una.motivo] = cuenta.get(una.motivo, 0) + 1
        return dict(sorted(cuenta.items(), key=lambda par: (-par[1], par[0])))


def con_cierres(calendario: Calendario, fechas: Iterable[date]) -> Calendario:
    """El calendario con los días que la entidad de origen dice no haber trabajado."""
    return calendario.con(
        DiaLocal(fecha=f, motivo="cierre declarado al importar", afecta_terminos_legales=True)
        for f in fechas
    )


def vence_por_dias(una: Importada, calendario: Calendario) -> date | None:
    """La fecha que dan los días que el archivo dice; `None` si no los dice."""
    if una.dias is None:
        return None
    recibida = una.recibida.fecha
    if una.unidad == "calendario":
        return corrido(calendario, recibida, una.dias, Unidad.CALENDARIO).vence
    return contar(calendario, recibida, una.dias).vence


def de_fabrica(_dia: date) -> Politica:
    """La de la ley escrita: la de quien todavía no tiene reglamento."""
    return Politica()


def comparar(
    peticiones: Sequence[Importada],
    calendario: Calendario,
    *,
    rechazadas: int = 0,
    politica_del: PoliticaDel = de_fabrica,
) -> Comparacion:
    """Compara todas las fechas del archivo con las nuestras.

    Args:
        calendario: el nacional con los cierres declarados.
        rechazadas: filas de las que no se pudo leer lo necesario para comparar: cuentan como sin dato.
        politica_del: la que rige cada petición. Con la de la entidad, esta cuenta y la lista de
            discrepancias dicen lo mismo.
    """
    iguales = 0
    distintas: list[tuple[Importada, date]] = []
    sin_dato = rechazadas
    ley = dict.fromkeys(LEY, 0)
    ley["sin_dato"] = rechazadas
    for una in peticiones:
        ley[_segun_la_ley(una, calendario, politica_del)] += 1
        nuestra = vence_por_dias(una, calendario)
        if nuestra is None or una.vence is None:
            sin_dato += 1
        elif nuestra == una.vence:
            iguales += 1
        else:
            distintas.append((una, nuestra))
    terminos = [
        Termino(una.recibida.fecha, una.vence, una.dias)
        for una in peticiones
        if una.vence and una.dias and una.unidad == "habiles"
    ]
    supuestos = suponer(terminos, calendario) if distintas else Supuestos()
    return Comparacion(
        iguales=iguales,
        distintos=len(distintas),
        sin_dato=sin_dato,
        segun_la_ley=ley,
        supuestos=supuestos,
        discrepancias=tuple(
            _discrepancia(
                una, nuestra, calendario, supuestos, _de_ley(una, calendario, politica_del)
            )
            for una, nuestra in distintas
        ),
    )


def _fecha(vence: date | None) -> date:
    if vence is None:
        raise ValueError("La petición no trae fecha de vencimiento.")
    return vence


def _de_ley(una: Importada, calendario: Calendario, politica_del: PoliticaDel) -> Computo:
    recibida = una.recibida
    politica = politica_del(recibida.fecha)
    return computar(una.clase, recibida.instante, calendario=calendario, politica=politica)


def _segun_la_ley(una: Importada, calendario: Calendario, politica_del: PoliticaDel) -> str:
    if una.vence is None:
        return "sin_dato"
    computo = _de_ley(una, calendario, politica_del)
    if computo.vence is None:
        return "sin_dato"
    if una.vence == computo.vence:
        return "iguales"
    return sentido_de(una.vence, computo.vence, computo.topes.prorroga_maxima)


def sentido_de(suya: date, de_ley: date, tope: date | None) -> str:
    """Hacia dónde se aparta del término de ley una fecha que no es la suya: «antes»,
    «con_ampliacion» (después, sin pasar del `tope` de la prórroga, CPACA art. 14 par.) o «despues».
    """
    if suya < de_ley:
        return "antes"
    return "con_ampliacion" if tope is not None and suya <= tope else "despues"


def _discrepancia(
    una: Importada, nuestra: date, calendario: Calendario, supuestos: Supuestos, de_ley: Computo
) -> Discrepancia:
    archivo, recibida = _fecha(una.vence), una.recibida.fecha
    return Discrepancia(
        linea=una.linea,
        numero=una.numero,
        recibida=recibida,
        dias=una.dias or 0,
        vence_archivo=archivo,
        vence_calculado=nuestra,
        diferencia=calendario.contar_habiles(nuestra, archivo),
        motivo=_motivo(una, archivo, nuestra, calendario, supuestos),
        vence_de_ley=de_ley.vence,
    )


def _motivo(
    una: Importada, archivo: date, nuestra: date, calendario: Calendario, supuestos: Supuestos
) -> str:
    recibida, dias = una.recibida.fecha, una.dias or 0
    if una.unidad == "habiles":
        if supuestos.vence(recibida, dias, calendario) == archivo:
            return supuestos.en_palabras(recibida, max(archivo, nuestra), calendario)
        if archivo in (recibida + _UN_DIA * dias, recibida + _UN_DIA * (dias - 1)):
            return "contó días calendario y no hábiles"
        if calendario.contar_habiles(recibida - _UN_DIA, archivo) == dias:
            return "contó como primero el mismo día en que se recibió"
    if not calendario.es_habil(archivo):
        return f"su fecha cae en día no hábil ({calendario.motivo_no_habil(archivo)})"
    habiles = calendario.contar_habiles(recibida, archivo)
    return f"hasta su fecha hay {habiles} días hábiles y el archivo dice {dias}"
