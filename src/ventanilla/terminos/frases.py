"""Un cómputo dicho para una persona y listo para guardar. Puro."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from ventanilla.comun.fechas import cantidad, dias, enumerar, fecha_larga, fecha_mediana, hora
from ventanilla.terminos.computo import Computo
from ventanilla.terminos.conteo import DiaContado
from ventanilla.terminos.normas import Unidad

_FIN_DE_SEMANA = ("sábado", "domingo")
_FINES = {
    frozenset(_FIN_DE_SEMANA): "No se cuentan los sábados ni los domingos.",
    frozenset({"domingo"}): "No se cuentan los domingos.",
    frozenset({"sábado"}): "No se cuentan los sábados.",
}
_TOPES = {
    "trasladar_hasta": "Si no es competente, la entidad debe trasladarla a más tardar el",
    "requerir_hasta": "Si está incompleta, la entidad puede pedir lo que falta hasta el",
    "complemento_hasta": "La persona puede completar hasta el",
    "desistimiento_desde": "Si no completa, se puede declarar el desistimiento desde el",
    "aclaracion_hasta": "La persona puede aclarar hasta el",
    "aviso_prorroga": "Si la entidad necesita más tiempo, debe avisarlo a más tardar el",
    "prorroga_maxima": "Con prórroga no puede pasar del",
    "entrega_por_silencio": "Si no hay respuesta a tiempo, debe entregar los documentos hasta el",
}


def dias_json(contados: Iterable[DiaContado]) -> list[dict[str, object]]:
    """Unos días contados para guardar: `fecha` ISO, `cuenta`, `motivo` y `numero` si contó."""
    return [
        {"fecha": dia.fecha.isoformat(), "cuenta": dia.cuenta, "motivo": dia.motivo}
        | ({"numero": dia.numero} if dia.numero is not None else {})
        for dia in contados
    ]


def explicacion_json(computo: Computo) -> list[dict[str, object]]:
    """La explicación del cómputo, como la da `dias_json`."""
    return dias_json(computo.explicacion)


def explicar(computo: Computo) -> list[str]:
    """El cómputo en frases para una persona, de lo principal a lo accesorio."""
    return [
        _vencimiento(computo),
        *_termino(computo),
        *_no_cuentan(computo),
        *_topes(computo),
        *_otras_lecturas(computo),
        *computo.avisos,
    ]


def duracion(numero: int, unidad: Unidad) -> str:
    """«15 días hábiles», «2 meses», «48 horas», «5 días calendario»."""
    if unidad is Unidad.HABILES:
        return dias(numero, habiles=True)
    if unidad is Unidad.MESES:
        return cantidad(numero, "mes", "meses")
    if unidad is Unidad.HORAS:
        return cantidad(numero, "hora", "horas")
    return cantidad(numero, "día calendario", "días calendario")


def _vencimiento(computo: Computo) -> str:
    recibida = f"{fecha_larga(computo.recibida.date())}, {hora(computo.recibida)}"
    inicio = f"{computo.nombre}: se recibió el {recibida}"
    vence, momento = computo.vence, computo.momento_vence
    if computo.suspendido_desde is not None:
        desde = fecha_larga(computo.suspendido_desde)
        return f"{inicio.removesuffix('.')}. Está detenida desde el {desde}: por ahora no vence."
    if vence is None or momento is None:
        return f"{inicio.removesuffix('.')}. La ley no fija un término para esta clase."
    if momento.date() == vence:
        return f"{inicio}, y vence a las {hora(momento)} del {fecha_larga(vence)}."
    return f"{inicio}, y vence el {fecha_larga(vence)}, a la medianoche."


def _termino(computo: Computo) -> list[str]:
    if computo.unidad is Unidad.SIN_TERMINO:
        return []
    if computo.dias is None:
        return [f"La fecha la fija el documento. Norma: {computo.norma}."]
    frases = [f"El término es de {duracion(computo.dias, computo.unidad)}. Norma: {computo.norma}."]
    if computo.dia_uno is not None:
        frases.append(
            f"El día 1 es el {fecha_larga(computo.dia_uno)}: el primer día hábil después de "
            "recibirla. El día en que se recibe no se cuenta."
        )
    if computo.dias_totales > computo.dias:
        totales = dias(computo.dias_totales, habiles=True)
        frases.append(f"Con la prórroga avisada a tiempo se cuentan {totales}.")
    return frases


def _no_cuentan(computo: Computo) -> list[str]:
    if computo.unidad is not Unidad.HABILES:
        return []
    motivos = [
        f"{fecha_larga(dia.fecha, con_anio=False)} ({dia.motivo})"
        for dia in computo.explicacion
        if not dia.cuenta
        and dia.motivo not in _FIN_DE_SEMANA
        and dia.motivo.startswith(("festivo", "cierre"))
    ]
    libres = {dia.motivo for dia in computo.explicacion} & set(_FIN_DE_SEMANA)
    frases = [_FINES[frozenset(libres)]] if libres else []
    if motivos:
        frases.append(f"Tampoco se {_plural('cuenta', len(motivos))}: {enumerar(motivos)}.")
    detenidos = sum(dia.motivo.startswith("término detenido") for dia in computo.explicacion)
    if detenidos and computo.vence is not None:
        frases.append(f"El término estuvo detenido {dias(detenidos)}, que no se cuentan.")
    return frases


def _plural(verbo: str, numero: int) -> str:
    return verbo if numero == 1 else f"{verbo}n"


def _topes(computo: Computo) -> list[str]:
    topes = computo.topes.como_dict()
    return [
        f"{texto} {fecha_larga(fecha)}."
        for nombre, texto in _TOPES.items()
        if (fecha := topes[nombre]) is not None
    ]


def _otras_lecturas(computo: Computo) -> list[str]:
    frases = [f"{_mayuscula(otra.por_que)}, {_seria(otra.vence)}." for otra in computo.alternativas]
    alarma = computo.alarma
    if alarma is not None and alarma != computo.vence:
        frases.append(f"Se vigila la fecha más temprana: {fecha_mediana(alarma)}.")
    return frases


def _mayuscula(texto: str) -> str:
    return texto[:1].upper() + texto[1:]


def _seria(vence: date | None) -> str:
    return f"vencería el {fecha_larga(vence)}" if vence else "el término estaría detenido"
