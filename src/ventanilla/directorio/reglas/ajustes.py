"""Los ajustes de la entidad que ningún artículo del reglamento fija, y qué hace cada uno. Puro."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from typing import Any

from ventanilla.comun.errores import Falta
from ventanilla.directorio.reglas.reglamento import (
    AJUSTES,
    Ajuste,
    faltas_de_valores,
    legible_de,
)

LARGO_DEL_MOTIVO = 300
_LO_QUE_LLEGUE = "Rige para lo que llegue desde mañana; lo ya recibido conserva lo suyo."

# Estos no los puede fijar un artículo: uno es del calendario y el otro, solo del pasado.
FUERA_DEL_REGLAMENTO = {
    a.campo: a
    for a in (
        Ajuste(
            "jornada_sabado",
            "El sábado",
            "si_no",
            (("si", "es día hábil"), ("no", "no es día hábil")),
        ),
        Ajuste(
            "transicion_2207",
            "Lo recibido antes del 18 de mayo de 2022",
            "opcion",
            (
                ("ULTRAACTIVIDAD", "conserva el término ampliado con que empezó"),
                ("INMEDIATA", "pasa al término ordinario desde ese día"),
            ),
        ),
    )
}
# El horario se edita con los demás datos públicos de la entidad.
SUELTOS = {c: a for c, a in AJUSTES.items() if c != "horario"} | FUERA_DEL_REGLAMENTO
# Cambian la fecha de lo que está abierto; los demás, no.
MUEVEN = frozenset(FUERA_DEL_REGLAMENTO)
EXPLICA = {
    "recepcion": (
        "La ley cuenta desde el día siguiente al de la recepción. Si su reglamento dice que lo que "
        f"llega después de la hora de cierre se recibe al otro día hábil, escójalo aquí. {_LO_QUE_LLEGUE}"
    ),
    "hora_cierre": (
        f"Desde qué hora lo que llega se tiene por recibido al día hábil siguiente. {_LO_QUE_LLEGUE}"
    ),
    "reactivacion": (
        "Cuando la persona completa lo que se le pidió (CPACA art. 17), el término sigue donde iba o "
        f"vuelve a empezar. {_LO_QUE_LLEGUE}"
    ),
    "aclaracion_detiene": (
        "Si pedirle a la persona que aclare (CPACA art. 19) detiene el término mientras contesta. "
        f"{_LO_QUE_LLEGUE}"
    ),
    "correo_notifica": (
        "Qué prueba que la persona recibió la respuesta por correo. Rige para lo que se envíe desde "
        "mañana."
    ),
    "dias_de_alerta": (
        "Con cuántos días hábiles por delante una petición pasa a «por vencer» en la bandeja. Cambia "
        "ya y no mueve ninguna fecha."
    ),
    "jornada_sabado": (
        "Si la entidad trabaja los sábados, el sábado cuenta en los términos. Rige desde mañana: los "
        "sábados que ya pasaron no cambian, y las peticiones abiertas se cuentan de nuevo. Si pasa a ser "
        "hábil, los plazos de la entidad se acortan; a quien ya se le dijo hasta cuándo podía completar "
        "o aclarar se le respeta esa fecha."
    ),
    "transicion_2207": (
        "La Ley 2207 de 2022 acabó con los términos ampliados de la pandemia y no dijo qué pasa con lo "
        "que ya había llegado. Las peticiones abiertas de esa época se cuentan de nuevo."
    ),
}


def dicho(campo: str, valor: Any) -> str:
    """El valor como se lee: «es día hábil», «3 días hábiles»."""
    return legible_de(SUELTOS[campo], valor)


def faltas_del_cambio(campo: str, valores: Mapping[str, Any], motivo: str) -> list[Falta]:
    """Lo que impide guardar.

    Args:
        valores: los de todos los ajustes, con el nuevo ya puesto.
    """
    faltas = [
        Falta("valor", f.mensaje)
        for f in faltas_de_valores(valores)
        if f.campo == campo or (campo == "recepcion" and f.campo == "hora_cierre")
    ]
    ajuste = SUELTOS[campo]
    suelta = campo in FUERA_DEL_REGLAMENTO and ajuste.clase == "opcion"
    if suelta and valores[campo] not in dict(ajuste.opciones):
        faltas.append(Falta("valor", f"{ajuste.nombre}: escoja una opción."))
    if not motivo:
        faltas.append(Falta("motivo", "Diga por qué se cambia y con qué acto, si lo hay."))
    elif len(motivo) > LARGO_DEL_MOTIVO:
        faltas.append(Falta("motivo", f"Tiene {len(motivo)} letras; caben {LARGO_DEL_MOTIVO}."))
    return faltas


def rige_desde(campo: str, hoy: date, manana: date) -> date:
    """El primer día del valor nuevo: los que cuentan términos, mañana; los días de alerta, ya."""
    return hoy if campo == "dias_de_alerta" else manana


def sencillo(valor: Any) -> Any:
    """El valor como se guarda en JSON."""
    return valor.isoformat() if isinstance(valor, time) else valor
