"""De una fila del archivo a una petición que se puede traer, o al motivo por el que no. Puro."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from ventanilla.comun.errores import ErrorDeDominio
from ventanilla.comun.reloj import BOGOTA
from ventanilla.comun.texto import limpiar_linea
from ventanilla.importacion.reglas.columnas import FilaCruda
from ventanilla.importacion.reglas.mapa import DE_LA_PERSONA, Mapa
from ventanilla.peticiones.reglas.solicitud import rotulo_reservado
from ventanilla.terminos import normas

_DIA_MES_ANIO = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?:[ T,]+(.*))?")
_HORA = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\.\d+)?\s*([ap])?\s*\.?\s*(m)?\.?", re.I)
_LARGO_DE_NUMERO = 60


class _Rechazada(Exception):
    """La fila no se puede traer: dato, valor y motivo."""

    def __init__(self, dato: str, valor: str, motivo: str) -> None:
        self.dato, self.valor, self.motivo = dato, valor, motivo
        super().__init__(motivo)


@dataclass(frozen=True, slots=True)
class Rechazo:
    """Una fila que no entra: línea, columna del archivo, lo que traía y por qué.

    `comparable` es la petición hasta donde se entendió: no entra, pero sus fechas se comparan.
    """

    linea: int
    numero: str
    columna: str
    valor: str
    motivo: str
    comparable: Importada | None = None


@dataclass(frozen=True, slots=True)
class Momento:
    """Un instante del archivo; sin hora vale por el día entero y se guarda a las 00:00."""

    instante: datetime
    con_hora: bool

    @property
    def fecha(self) -> date:
        """El día en Bogotá."""
        return self.instante.date()

    @property
    def precision(self) -> str:
        """`minuto` o `dia`: hasta dónde decía el archivo."""
        return "minuto" if self.con_hora else "dia"


@dataclass(frozen=True, slots=True)
class Importada:
    """Una petición de otro sistema, lista para entrar con su propio número.

    `dias` y `unidad` son los que el archivo dice (prórrogas incluidas) y `vence` su fecha; `cierre`
    es cuándo se respondió o terminó. `persona` trae los datos de contacto que el mapa nombre.
    """

    linea: int
    numero: str
    recibida: Momento
    clase: str
    canal: str
    estado: str
    solicitante: str
    rotulo: str
    asunto: str
    texto: str
    dependencia: str = ""
    dependencia_codigo: str = ""
    dias: int | None = None
    unidad: str = "habiles"
    vence: date | None = None
    asignada: Momento | None = None
    cierre: Momento | None = None
    numero_respuesta: str = ""
    persona: dict[str, str] = field(default_factory=dict)

    @property
    def esta_abierta(self) -> bool:
        """Si sigue pendiente."""
        return self.estado == "abierta"


def entender(filas: Iterable[FilaCruda], mapa: Mapa, *, hoy: date) -> Iterator[Importada | Rechazo]:
    """Cada fila vuelta petición o rechazo, en el orden del archivo.

    `hoy` solo sirve para no admitir fechas de recepción futuras. El segundo de dos números iguales
    del mismo año se rechaza: nada se numera dos veces.
    """
    vistos: dict[tuple[int, str], int] = {}
    for fila in filas:
        una: Importada | None = None
        try:
            una = _lo_pedido(fila, mapa, hoy)
            llave = (una.recibida.fecha.year, una.numero)
            primera = vistos.setdefault(llave, fila.linea)
            if primera != fila.linea:
                motivo = f"el número ya venía en la línea {primera}"
                raise _Rechazada("numero", una.numero, motivo)
            yield _lo_que_paso(una, fila.celdas)
        except _Rechazada as rechazo:
            yield Rechazo(
                linea=fila.linea,
                numero=fila.celdas.get("numero", "")[:_LARGO_DE_NUMERO],
                columna=mapa.columnas.get(rechazo.dato, ""),
                valor=rechazo.valor[:200],
                motivo=rechazo.motivo,
                comparable=una,
            )


def _lo_pedido(fila: FilaCruda, mapa: Mapa, hoy: date) -> Importada:
    if fila.sobran:
        raise _Rechazada("", "", fila.sobran)
    for dato, problema in fila.problemas.items():
        raise _Rechazada(dato, fila.celdas.get(dato, ""), problema)
    celdas = fila.celdas
    recibida = _recibida(celdas.get("recibida", ""), hoy)
    clase = _traducido(mapa, celdas, "clase")
    _hay_regla(clase, recibida, celdas.get("clase", ""))
    solicitante = _traducido(mapa, celdas, "solicitante")
    dicho = limpiar_linea(celdas.get("nombre") or celdas.get("solicitante", ""))[:200]
    dependencia = limpiar_linea(celdas.get("dependencia", ""))[:200]
    return Importada(
        linea=fila.linea,
        numero=_numero(celdas["numero"]),
        recibida=recibida,
        clase=clase,
        canal=_traducido(mapa, celdas, "canal"),
        estado=_traducido(mapa, celdas, "estado"),
        solicitante=solicitante,
        # El otro sistema pudo guardar el nombre de quien lo reservó: va solo con sus datos, cifrado.
        rotulo=rotulo_reservado(solicitante) or dicho or "Sin nombre en el archivo",
        asunto=limpiar_linea(celdas.get("asunto", ""))[:200],
        texto=celdas.get("texto", ""),
        dependencia=dependencia,
        dependencia_codigo=mapa.traducir("dependencia", dependencia) or "",
        dias=_dias(celdas.get("dias", "")),
        unidad=_traducido(mapa, celdas, "unidad"),
        vence=_vence(celdas.get("vence", ""), recibida),
        numero_respuesta=limpiar_linea(celdas.get("numero_respuesta", ""))[:_LARGO_DE_NUMERO],
        persona={
            dato: limpiar_linea(celdas[dato])[:160] for dato in DE_LA_PERSONA if celdas.get(dato)
        },
    )


def _lo_que_paso(una: Importada, celdas: dict[str, str]) -> Importada:
    return replace(
        una,
        asignada=_despues(celdas, "asignada", una.recibida),
        cierre=_cierre(celdas, una.estado, una.recibida),
    )


def _numero(crudo: str) -> str:
    numero = limpiar_linea(crudo)
    if not numero:
        raise _Rechazada("numero", "", "no trae número de radicado")
    if len(numero) > _LARGO_DE_NUMERO:
        raise _Rechazada("numero", numero, f"el número pasa de {_LARGO_DE_NUMERO} caracteres")
    return numero


def _traducido(mapa: Mapa, celdas: dict[str, str], dato: str) -> str:
    valor = limpiar_linea(celdas.get(dato, ""))
    codigo = mapa.traducir(dato, valor)
    if codigo is None:
        motivo = "el mapa no dice qué es este valor" if valor else "está vacía y el mapa no da otra"
        raise _Rechazada(dato, valor, motivo)
    return codigo


def _hay_regla(clase: str, recibida: Momento, valor: str) -> None:
    try:
        normas.regla_de_respuesta(clase, recibida.fecha)
    except normas.SinRegla as error:
        raise _Rechazada("recibida", valor, str(error)) from None


def _recibida(crudo: str, hoy: date) -> Momento:
    if not crudo:
        raise _Rechazada("recibida", "", "no trae la fecha de recepción")
    momento = _momento("recibida", crudo)
    if momento.fecha > hoy:
        raise _Rechazada("recibida", crudo, "la fecha de recepción está en el futuro")
    return momento


def _vence(crudo: str, recibida: Momento) -> date | None:
    if not crudo:
        return None
    vence = _momento("vence", crudo).fecha
    if vence < recibida.fecha:
        raise _Rechazada("vence", crudo, "vence antes de haberse recibido")
    return vence


def _dias(crudo: str) -> int | None:
    if not crudo:
        return None
    entero = crudo.removesuffix(".0").removesuffix(",0")
    if not (
        entero.isascii() and entero.isdigit() and len(entero) <= 4 and 1 <= int(entero) <= 3650
    ):
        raise _Rechazada("dias", crudo, "los días del término deben ser un número de 1 a 3.650")
    return int(entero)


def _despues(celdas: dict[str, str], dato: str, recibida: Momento) -> Momento | None:
    """Una fecha que no puede ser anterior a la recepción; sin hora, vale el mismo día."""
    crudo = celdas.get(dato, "")
    if not crudo:
        return None
    momento = _momento(dato, crudo)
    if momento.fecha < recibida.fecha:
        raise _Rechazada(dato, crudo, "la fecha es anterior a la de recepción")
    return Momento(max(momento.instante, recibida.instante), momento.con_hora)


def _cierre(celdas: dict[str, str], estado: str, recibida: Momento) -> Momento | None:
    cierre = _despues(celdas, "respondida", recibida)
    if estado == "abierta":
        return None
    if cierre is None:
        raise _Rechazada("respondida", "", "dice que ya terminó y no trae la fecha")
    return cierre


def _momento(dato: str, crudo: str) -> Momento:
    try:
        return leer_momento(crudo)
    except ErrorDeDominio as error:
        raise _Rechazada(dato, crudo, str(error)) from None


class FechaIlegible(ErrorDeDominio, ValueError):
    """No es una fecha AAAA-MM-DD ni DD/MM/AAAA."""


def leer_momento(crudo: str) -> Momento:
    """«2024-03-05», «2024-03-05 14:30», «05/03/2024» o «5/3/2024 2:30 p. m.».

    Sin zona se entiende en hora de Bogotá. El día va antes que el mes, como se escribe aquí.

    Raises:
        FechaIlegible: si no es ninguna de esas.
    """
    texto = crudo.strip()
    try:
        partes = _DIA_MES_ANIO.fullmatch(texto)
        if partes is None:
            instante = datetime.fromisoformat(texto)
            con_hora = len(texto) > len("2024-03-05")
        else:
            dia, mes, anio, hora = partes.groups()
            con_hora = bool(hora)
            instante = datetime(int(anio), int(mes), int(dia), *_hora(hora or "0:00"))  # noqa: DTZ001
    except ValueError:
        if re.fullmatch(r"[3-9]\d{4}(\.\d+)?", texto):
            raise FechaIlegible(
                "es el número con que Excel guarda una fecha: dele formato de fecha a la columna y "
                "guarde otra vez, o traiga el libro de Excel y no el CSV"
            ) from None
        raise FechaIlegible("no es una fecha: use AAAA-MM-DD o DD/MM/AAAA") from None
    if not 1984 <= instante.year <= 2199:
        raise FechaIlegible(f"el año {instante.year} no es posible")
    if instante.tzinfo is None:
        return Momento(instante.replace(tzinfo=BOGOTA), con_hora)
    return Momento(instante.astimezone(BOGOTA), con_hora)


def _hora(texto: str) -> tuple[int, int, int]:
    partes = _HORA.fullmatch(texto.strip())
    if partes is None:
        raise ValueError(texto)
    hora, minuto, segundo = int(partes[1]), int(partes[2]), int(partes[3] or 0)
    if partes[4]:
        if not 1 <= hora <= 12:
            raise ValueError(texto)
        hora = hora % 12 + (12 if partes[4].lower() == "p" else 0)
    return hora, minuto, segundo
