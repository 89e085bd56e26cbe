"""Lo que había en el sistema anterior, como la tabla que ese sistema exportaba. Puro.

Trae los defectos de las de verdad: un calendario al que le faltan festivos, copias que se contaban a
quince días y no a diez, y unas pocas filas que no se entienden.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from io import StringIO
from random import Random
from typing import Any

from ventanilla.comun.calendario import Calendario
from ventanilla.comun.reloj import BOGOTA
from ventanilla.proyecto.muestra.ciudadania import Escrita
from ventanilla.terminos import normas

# El primer día de la historia.
PRIMER_DIA = date(2023, 1, 2)
# Días hábiles que toma responder lo de quince: los de una alcaldía de verdad, redondeados.
_DEMORAS = (1, 2, 3, 4, 6, 7, 9, 11, 13, 15)
_PESOS_DE_DEMORA = (4, 10, 14, 16, 17, 13, 11, 8, 5, 2)
# De cada cien responden tarde tantas; el primer año más.
_TARDE, _TARDE_AL_COMIENZO = 0.05, 0.09
_FINALES = ("Finalizado", "Traslado por competencia", "Desistido", "Rechazado")
_PESOS_DE_FINAL = (940, 38, 19, 3)
_PUNTOS_DE_ATENCION = ("Ventanilla única", "CAM Salado", "CAM La Cima")
_PESOS_DE_PUNTO = (70, 18, 12)
_NOVIEMBRE, _SABADO = 11, 5
_COPIAS_MAL_CONTADAS = 0.25
_UNA_MALA_CADA = 420
# Las últimas quedan para el sistema nuevo.
_SIEMPRE_ABIERTAS = 4
_TABLAS = ("clases", "canales", "solicitantes", "dependencias")
_MALAS = (
    ("Fecha de ingreso", "30/02/2025"),
    ("Tipo documental", "Otros"),
    ("Fecha de ingreso", ""),
    ("Días", "quince"),
    ("Radicado", ""),
)


@dataclass(frozen=True)
class Tabla:
    """La tabla exportada, lo que quedó abierto (número → lo escrito) y los últimos números dados.

    `entrada` y `salida` son los de la vigencia del corte: de ahí sigue la numeración.
    """

    csv: bytes
    abiertas: dict[str, Escrita]
    entrada: int
    salida: int


def exportar(
    escritas: Sequence[Escrita],
    *,
    corte: datetime,
    mapa: Mapping[str, Any],
    azar: Random,
    calendario: Calendario,
) -> Tabla:
    """La tabla de todo lo radicado allá hasta `corte`."""
    libro = _Libro(corte, mapa, azar, calendario)
    salida = StringIO()
    filas = csv.DictWriter(salida, list(mapa["columnas"].values()), delimiter=";")
    filas.writeheader()
    for turno, escrita in enumerate(escritas, 1):
        fila = libro.fila(escrita, sin_cerrar=turno > len(escritas) - _SIEMPRE_ABIERTAS)
        if turno % _UNA_MALA_CADA == 0:
            columna, valor = _MALAS[turno // _UNA_MALA_CADA % len(_MALAS)]
            filas.writerow({**fila, "Radicado": f"{fila['Radicado']}-B", columna: valor})
        filas.writerow(fila)
    vigencia = corte.year
    return Tabla(
        salida.getvalue().encode(),
        libro.abiertas,
        entrada=libro.ultimos.get(("entrada", vigencia), 0) or 1,
        salida=libro.ultimos.get(("salida", vigencia), 0) or 1,
    )


class _Libro:
    """Quien lleva los números de allá mientras salen las filas."""

    def __init__(
        self, corte: datetime, mapa: Mapping[str, Any], azar: Random, calendario: Calendario
    ) -> None:
        self.corte, self.azar, self.calendario = corte, azar, calendario
        self.ultimos: dict[tuple[str, int], int] = {}
        self.abiertas: dict[str, Escrita] = {}
        # Del código de aquí a como se escribía allá.
        self.dichos = {t: {c: v for v, c in mapa[t].items()} for t in _TABLAS}

    def fila(self, escrita: Escrita, *, sin_cerrar: bool) -> dict[str, str]:
        s, quien = escrita.solicitud, escrita.solicitud.solicitante
        numero = self._numero("entrada", escrita.radicada.year)
        dias = self._dias(escrita)
        fila = {
            "Radicado": numero,
            "Fecha de ingreso": _momento(escrita.radicada),
            "Tipo documental": self.dichos["clases"][s.clase],
            "Medio": self._medio(s.canal),
            "Dependencia": self.dichos["dependencias"][escrita.tema.dependencia],
            "Clase de peticionario": self.dichos["solicitantes"][quien.tipo],
            "Peticionario": quien.nombre if quien.tipo not in ("anonimo", "reservado") else "",
            "Tipo de documento": quien.tipo_documento,
            "Documento": quien.documento,
            "Correo": quien.correo,
            "Teléfono": quien.telefono,
            "Dirección": quien.direccion,
            "Asunto": s.asunto,
            "Descripción": s.texto,
            "Días": str(dias or ""),
        }
        if dias:
            fila["Fecha límite"] = f"{self._limite(escrita.radicada.date(), dias):%d/%m/%Y}"
        return fila | self._lo_que_paso(escrita, numero, dias or 15, sin_cerrar)

    def _lo_que_paso(
        self, escrita: Escrita, numero: str, dias: int, sin_cerrar: bool
    ) -> dict[str, str]:
        recibida, azar = escrita.radicada, self.azar
        reparto = self._mas(recibida, azar.choice((0, 0, 1, 1, 2)))
        fin = azar.choices(_FINALES, _PESOS_DE_FINAL)[0]
        cierre = self._mas(recibida, self._demora(recibida.year, dias, fin))
        fila = {} if reparto >= self.corte else {"Fecha de reparto": _momento(reparto)}
        if sin_cerrar or cierre >= self.corte:
            self.abiertas[numero] = escrita
            return {**fila, "Estado": "Pendiente"}
        sale = {"Fecha de salida": _momento(cierre), "Estado": fin}
        if fin != "Desistido":
            sale["Radicado de salida"] = f"S-{self._numero('salida', cierre.year)}"
        return {**fila, **sale}

    def _demora(self, anio: int, dias: int, fin: str) -> int:
        if fin == "Traslado por competencia":
            return self.azar.choice((2, 3, 4, 5, 5, 7))
        if fin == "Desistido":
            return self.azar.randint(25, 50)
        tarde = _TARDE_AL_COMIENZO if anio == PRIMER_DIA.year else _TARDE
        if self.azar.random() < tarde:
            return dias + self.azar.choice((1, 1, 2, 3, 4, 6, 9, 14))
        return max(1, self.azar.choices(_DEMORAS, _PESOS_DE_DEMORA)[0] * dias // 15)

    def _numero(self, serie: str, vigencia: int) -> str:
        """El siguiente de allá; se saltan los de la correspondencia que no es petición."""
        ultimo = self.ultimos.get((serie, vigencia), 0) + self.azar.choice((1, 1, 1, 2, 2, 3))
        self.ultimos[serie, vigencia] = ultimo
        return f"{vigencia}-{ultimo:06d}"

    def _dias(self, escrita: Escrita) -> int | None:
        if escrita.tema.plazo_dias:
            return escrita.tema.plazo_dias
        clase = escrita.solicitud.clase
        if clase == "informacion" and self.azar.random() < _COPIAS_MAL_CONTADAS:
            return normas.clase("peticion").dias
        return normas.clase(clase).dias

    def _limite(self, recibida: date, dias: int) -> date:
        """El último día como lo contaba allá: sin los festivos de noviembre, que le faltaban."""
        dia = recibida
        while dias:
            dia += timedelta(days=1)
            entre_semana = dia.weekday() < _SABADO
            if entre_semana and (dia.month == _NOVIEMBRE or self.calendario.es_habil(dia)):
                dias -= 1
        return dia

    def _mas(self, desde: datetime, habiles: int) -> datetime:
        dia = self.calendario.siguiente_habil(self.calendario.sumar_habiles(desde.date(), habiles))
        hora = time(self.azar.choice((8, 9, 10, 11, 14, 15, 16)), self.azar.randint(0, 59))
        momento = datetime.combine(dia, hora, tzinfo=BOGOTA)
        return max(momento, desde + timedelta(minutes=self.azar.randint(5, 50)))

    def _medio(self, canal: str) -> str:
        if canal == "ventanilla":
            return self.azar.choices(_PUNTOS_DE_ATENCION, _PESOS_DE_PUNTO)[0]
        return str(self.dichos["canales"][canal])


def _momento(momento: datetime) -> str:
    return f"{momento:%d/%m/%Y %H:%M}"
