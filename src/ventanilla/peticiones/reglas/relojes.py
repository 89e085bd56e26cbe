"""Los demás relojes de una petición y los topes que la ley pone. Puro.

CPACA arts. 14, 17, 19 y 21; Ley 1581 de 2012 art. 15.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property, partial

from ventanilla.comun.calendario import Calendario, Lectura, momento_limite
from ventanilla.comun.fechas import fecha_mediana
from ventanilla.peticiones.reglas.caso import Caso, Termino
from ventanilla.peticiones.reglas.conteo import DiaContado, recorrer
from ventanilla.peticiones.reglas.explicacion import dias_contados
from ventanilla.peticiones.reglas.hechos import Hecho, en_hora_legal, fecha_de
from ventanilla.peticiones.reglas.normas import Regla, Unidad, regla_de_procedimiento

_UN_DIA = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Topes:
    """Fechas límite que rodean al término; `None` donde la ley no da ninguna."""

    prorroga_maxima: date | None = None
    aviso_prorroga: date | None = None
    requerir_hasta: date | None = None
    complemento_hasta: date | None = None
    desistimiento_desde: date | None = None
    aclaracion_hasta: date | None = None
    trasladar_hasta: date | None = None
    entrega_por_silencio: date | None = None

    def como_dict(self) -> dict[str, date | None]:
        """Los topes por nombre, en el orden de la clase."""
        return asdict(self)


@dataclass(frozen=True)
class Reloj:
    """Una cuenta que corre.

    `obligado` es `entidad` o `ciudadania`. `activo_desde` es el primer día en que importa (el de
    entrega por silencio, cuando ya venció la respuesta). `detenido_desde` es `None` si corre.
    `vence_alterna` es la otra fecha que se conserva (cierres locales u otra lectura de la ley).
    """

    clase: str
    vence: date | None
    momento_vence: datetime | None
    norma: str
    version: str
    dias: int | None
    unidad: Unidad
    obligado: str = "entidad"
    cumplido_en: datetime | None = None
    detenido_desde: date | None = None
    vence_alterna: date | None = None
    activo_desde: date | None = None
    _explicar: Callable[[], tuple[DiaContado, ...]] = field(
        default=tuple, compare=False, repr=False
    )

    @cached_property
    def explicacion(self) -> tuple[DiaContado, ...]:
        """Día por día; se arma la primera vez que se pide."""
        return self._explicar()

    @property
    def fuera_de_termino(self) -> bool | None:
        """Si se cumplió tarde; `None` mientras no se cumpla o si no tiene fecha."""
        if self.cumplido_en is None or self.momento_vence is None:
            return None
        return self.cumplido_en >= self.momento_vence

    def vencido(self, ahora: datetime) -> bool:
        """Si en `ahora` ya pasó su límite y nadie lo ha cumplido."""
        abierto = self.cumplido_en is None and self.momento_vence is not None
        return abierto and self.momento_vence is not None and ahora >= self.momento_vence


def topes_y_relojes(caso: Caso, termino: Termino) -> tuple[Topes, tuple[Reloj, ...], list[str]]:
    """Topes, relojes (el de respuesta primero) y avisos de un término ya computado."""
    avisos: list[str] = []
    relojes = [_respuesta(caso, termino)]
    relojes += _de_la_entidad(caso, termino)
    completar = _completar(caso, termino, avisos)
    aclarar = _aclarar(caso)
    silencio = _silencio(caso, termino)
    relojes += [reloj for reloj in (completar, aclarar, silencio) if reloj is not None]
    limites = {reloj.clase: reloj.vence for reloj in relojes}
    requerir = regla_de_procedimiento(caso.clase.codigo, "requerir")
    topes = Topes(
        prorroga_maxima=termino.tope_prorroga,
        aviso_prorroga=termino.vence_sin_prorroga,
        requerir_hasta=_sumar(caso.calendario, termino.inicio, requerir),
        complemento_hasta=limites.get("complemento"),
        desistimiento_desde=_desistimiento_desde(completar),
        aclaracion_hasta=limites.get("aclaracion"),
        trasladar_hasta=limites.get("competencia"),
        entrega_por_silencio=limites.get("entrega_por_silencio"),
    )
    return topes, tuple(relojes), avisos


def _sumar(calendario: Calendario, desde: date, regla: Regla | None) -> date | None:
    return calendario.sumar_habiles(desde, regla.dias) if regla and regla.dias else None


def _cumplido(caso: Caso, *tipos: str, desde: date = date.min) -> datetime | None:
    """Momento del primer hecho de esos tipos, o del cierre, que no sea anterior a `desde`."""
    for hecho in caso.hechos:
        if hecho.fecha >= desde and (hecho.cierra or hecho.tipo in tipos):
            return en_hora_legal(hecho.momento)
    return None


def _respuesta(caso: Caso, termino: Termino) -> Reloj:
    cumplido = _cumplido(caso)
    return Reloj(
        clase="judicial" if caso.clase.codigo == "judicial" else "respuesta",
        vence=termino.vence,
        momento_vence=termino.momento_vence,
        norma=termino.norma,
        version=termino.version,
        dias=termino.dias,
        unidad=termino.unidad,
        cumplido_en=cumplido,
        detenido_desde=None if cumplido else termino.suspendido_desde,
        _explicar=partial(dias_contados, caso, termino),
    )


def _habiles(
    calendario: Calendario, clase: str, regla: Regla, desde: date, **otros: object
) -> Reloj:
    """Un reloj de días hábiles que corre desde el día siguiente a `desde`."""
    dias = regla.dias or 0
    vence = calendario.sumar_habiles(desde, dias)
    campos: dict[str, object] = {
        "clase": clase,
        "vence": vence,
        "momento_vence": momento_limite(vence),
        "norma": regla.norma,
        "version": regla.version,
        "dias": dias,
        "unidad": regla.unidad,
        "_explicar": partial(_dia_por_dia, calendario, desde, dias, vence),
    }
    return Reloj(**(campos | otros))  # type: ignore[arg-type]


def _dia_por_dia(
    calendario: Calendario, desde: date, dias: int, vence: date
) -> tuple[DiaContado, ...]:
    primero = DiaContado(desde, False, "día desde el que se cuenta, no se cuenta")
    return (primero, *recorrer(calendario, desde, dias, (), vence))


def _de_la_entidad(caso: Caso, termino: Termino) -> list[Reloj]:
    relojes = []
    trasladar = regla_de_procedimiento(caso.clase.codigo, "trasladar")
    if trasladar is not None:
        cumplido = _cumplido(caso, "competencia_aceptada", "traslado")
        relojes.append(
            _habiles(
                caso.calendario, "competencia", trasladar, termino.inicio, cumplido_en=cumplido
            )
        )
    leyenda = regla_de_procedimiento(caso.clase.codigo, "leyenda")
    if leyenda is not None:
        cumplido = _cumplido(caso, "leyenda_reclamo")
        relojes.append(
            _habiles(caso.calendario, "leyenda", leyenda, termino.inicio, cumplido_en=cumplido)
        )
    return relojes


def _a_favor_de_la_persona(caso: Caso) -> Calendario:
    """Sus plazos no corren cuando la entidad está cerrada: vale el cierre que más la favorece."""
    return caso.calendario.leer(Lectura.TODOS)


def _completar(caso: Caso, termino: Termino, avisos: list[str]) -> Reloj | None:
    regla = regla_de_procedimiento(caso.clase.codigo, "completar")
    if regla is None or regla.dias is None or not termino.requerimientos:
        return None
    requerido = termino.requerimientos[-1].fecha
    calendario = _a_favor_de_la_persona(caso)
    vence = calendario.sumar_meses(requerido, regla.dias)
    for hecho in caso.hechos:
        if hecho.tipo == "prorroga_ciudadano" and hecho.fecha >= requerido:
            vence = _ampliar_al_ciudadano(calendario, regla, requerido, hecho, avisos, vence)
    cumplido = _cumplido(caso, "complemento", desde=requerido)
    if cumplido is not None and cumplido >= momento_limite(vence):
        avisos.append(
            f"La persona completó después del {fecha_mediana(vence)}. Si no se había declarado el "
            "desistimiento, el término se reactiva igual."
        )
    for hecho in caso.hechos:
        if hecho.tipo == "desistimiento_tacito" and hecho.fecha <= vence:
            avisos.append(
                f"El desistimiento se declaró el {fecha_mediana(hecho.fecha)}, antes de que se "
                f"venciera el plazo de la persona ({fecha_mediana(vence)}): revíselo."
            )
    return Reloj(
        "complemento",
        vence,
        momento_limite(vence),
        regla.norma,
        regla.version,
        regla.dias,
        regla.unidad,
        obligado="ciudadania",
        cumplido_en=cumplido,
        activo_desde=requerido,
        _explicar=partial(_mes_por_dias, calendario, requerido, vence),
    )


def _ampliar_al_ciudadano(
    calendario: Calendario,
    regla: Regla,
    requerido: date,
    hecho: Hecho,
    avisos: list[str],
    vence: date,
) -> date:
    """Hasta otro término igual, si lo pidió antes de que se le venciera (CPACA art. 17)."""
    if not regla.prorroga_dias:
        avisos.append("En esta clase la persona no tiene prórroga para completar.")
        return vence
    primero = calendario.sumar_meses(requerido, regla.dias or 0)
    if hecho.fecha > primero:
        avisos.append(
            f"La persona pidió más tiempo el {fecha_mediana(hecho.fecha)}, cuando ya se le había "
            f"vencido ({fecha_mediana(primero)}): no amplía su plazo."
        )
        return vence
    tope = calendario.sumar_meses(requerido, (regla.dias or 0) + regla.prorroga_dias)
    pedida = fecha_de(hecho.datos.get("hasta"))
    return min(tope, max(vence, calendario.siguiente_habil(pedida))) if pedida else tope


def _mes_por_dias(calendario: Calendario, desde: date, vence: date) -> tuple[DiaContado, ...]:
    primero = DiaContado(desde, False, "día en que se pidió completar, no se cuenta")
    corridos = (desde + timedelta(days=n) for n in range(1, (vence - desde).days + 1))
    return (
        primero,
        *(
            DiaContado(dia, True, calendario.motivo_no_habil(dia) or "corre por calendario", n)
            for n, dia in enumerate(corridos, 1)
        ),
    )


def _desistimiento_desde(completar: Reloj | None) -> date | None:
    """Al día siguiente del límite de la persona, si no completó a tiempo (CPACA art. 17)."""
    if completar is None or completar.vence is None or completar.fuera_de_termino is False:
        return None
    return completar.vence + _UN_DIA


def _aclarar(caso: Caso) -> Reloj | None:
    regla = regla_de_procedimiento(caso.clase.codigo, "aclarar")
    devueltas = [hecho for hecho in caso.hechos if hecho.tipo == "devolucion_aclarar"]
    if regla is None or not devueltas:
        return None
    desde = devueltas[-1].fecha
    return _habiles(
        _a_favor_de_la_persona(caso),
        "aclaracion",
        regla,
        desde,
        obligado="ciudadania",
        cumplido_en=_cumplido(caso, "aclaracion", desde=desde),
        activo_desde=desde,
    )


def _silencio(caso: Caso, termino: Termino) -> Reloj | None:
    regla = regla_de_procedimiento(caso.clase.codigo, "entregar")
    if regla is None or termino.vence is None:
        return None
    return _habiles(
        caso.calendario,
        "entrega_por_silencio",
        regla,
        termino.vence,
        cumplido_en=_cumplido(caso, "entrega"),
        activo_desde=termino.vence + _UN_DIA,
    )
