"""Lo que dice cada oficio que termina una petición sin responderla de fondo. Puro.

Salen en las marcas de `escritura.py`. La razón la escribe quien firma; lo demás lo pone la norma.
CPACA arts. 17, 19, 21, 74 y 76 (Ley 1755 de 2015).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ventanilla.comun.fechas import fecha_mediana

SOLO_REPOSICION = (
    "Contra este acto procede únicamente el recurso de reposición, que se presenta por escrito ante "
    "quien lo firma, dentro de los diez (10) días siguientes a su notificación (Ley 1437 de 2011, "
    "artículos 17 y 76).",
)
_RECURSOS = (
    "Contra este acto procede el recurso de reposición ante quien lo firma y, si tiene superior, el "
    "de apelación, dentro de los diez (10) días siguientes a su notificación (Ley 1437 de 2011, "
    "artículos 74 y 76)."
)
REPOSICION_Y_APELACION = (
    _RECURSOS,
    "Si lo que necesita sigue pendiente, puede presentarlo otra vez en términos respetuosos.",
)
DE_LO_NO_ACLARADO = (
    _RECURSOS,
    "Si lo que necesita sigue pendiente, puede presentarlo otra vez, en cualquier tiempo.",
)
TUTELA = (
    "Si considera que así se desconoce su derecho de petición, puede acudir a la acción de tutela "
    "(Constitución, artículo 86).",
)


@dataclass(frozen=True, slots=True)
class Citada:
    """La petición, como la nombra un oficio: su número y el día en que se recibió."""

    numero: str
    recibida: date

    def __str__(self) -> str:
        return f"{self.numero}, recibida el {fecha_mediana(self.recibida)}"


def de_traslado(citada: Citada, *, razon: str, parcial: bool, anexos: int, van_anexos: bool) -> str:
    """El cuerpo del oficio con que se traslada por competencia (art. 21).

    Args:
        parcial: una parte se queda en esta entidad.
        anexos: cuántos trae la petición.
        van_anexos: si acompañan al oficio.
    """
    que = "la parte que les corresponde de la petición" if parcial else "la petición"
    partes = [
        f"Por ser de su competencia, les trasladamos {que} {citada} (Ley 1437 de 2011, artículo 21, "
        "sustituido por la Ley 1755 de 2015, artículo 1).",
        razon,
        "El término para decidir o responder se cuenta desde el día siguiente al que ustedes la "
        "reciban.",
        f"Acompaña a este oficio la petición, tal como se recibió{_anexos(anexos, van_anexos)}",
    ]
    if parcial:
        partes.append("Lo demás lo responde esta entidad.")
    partes.append("A quien la presentó le enviamos copia de este oficio.")
    return "\n\n".join(partes)


def _anexos(cuantos: int, van: bool) -> str:
    if not cuantos:
        return "."
    dicho = "su anexo" if cuantos == 1 else f"sus {cuantos} anexos"
    return f", con {dicho}." if van else f". Enviamos {dicho} por separado."


def sin_competente(citada: Citada, *, razon: str) -> str:
    """El cuerpo de la comunicación de que ninguna autoridad es competente (art. 21)."""
    return "\n\n".join(
        [
            f"Estudiamos su petición {citada}. Lo que pide no es de competencia de esta entidad, y no "
            "hay otra autoridad a la que la ley se lo encargue. Por eso no la podemos trasladar, y así "
            "se lo comunicamos (Ley 1437 de 2011, artículo 21).",
            razon,
            "Con esto termina su trámite en esta entidad.",
        ]
    )


def de_desistimiento(
    citada: Citada, *, pedida: date, falta: str, limite: date, razones: str
) -> str:
    """El acto motivado que declara el desistimiento tácito y el archivo (art. 17).

    Args:
        pedida: el día en que se le pidió completarla.
        falta: lo que se le pidió.
        limite: su último día para completarla o pedir más tiempo.
        razones: lo que quien firma quiera agregar; puede ir vacío.
    """
    considera = [
        f"1. Se recibió la petición {citada.numero} el {fecha_mediana(citada.recibida)}.",
        f"2. El {fecha_mediana(pedida)} se le pidió a la persona que la completara.",
        f"3. Tenía hasta el {fecha_mediana(limite)}; a hoy no la ha completado ni pidió más tiempo "
        "antes de esa fecha.",
    ]
    decide = [
        f"1. Declarar el desistimiento tácito de la petición {citada.numero} y archivarla.",
        "2. Notificar este acto personalmente a quien la presentó.",
        "3. La petición se puede presentar otra vez, completa, en cualquier tiempo.",
    ]
    partes = [
        "Con fundamento en el artículo 17 de la Ley 1437 de 2011, y considerando que:",
        "\n".join(considera),
        "Lo que se le pidió fue:",
        falta,
        razones,
        "**Se resuelve:**",
        "\n".join(decide),
    ]
    return "\n\n".join(p for p in partes if p)


def de_archivo_sin_aclarar(
    citada: Citada, *, pedida: date, duda: str, limite: date, razones: str
) -> str:
    """El acto que archiva lo que la persona no aclaró en sus diez días (art. 19).

    Args:
        pedida: el día en que se le devolvió para aclararla.
        duda: lo que no se entendió.
        limite: su último día para aclararla.
        razones: lo que quien firma quiera agregar; puede ir vacío.
    """
    considera = [
        f"1. Se recibió la petición {citada.numero} el {fecha_mediana(citada.recibida)}.",
        f"2. No se comprendía qué pedía, y el {fecha_mediana(pedida)} se le devolvió a la persona para "
        "que la aclarara o corrigiera.",
        f"3. Tenía hasta el {fecha_mediana(limite)}; a hoy no la ha aclarado.",
    ]
    decide = [
        f"1. Archivar la petición {citada.numero}.",
        "2. Notificar este acto a quien la presentó.",
        "3. La petición se puede presentar otra vez, aclarada, en cualquier tiempo.",
    ]
    partes = [
        "Con fundamento en el artículo 19 de la Ley 1437 de 2011, y considerando que:",
        "\n".join(considera),
        "Lo que se le preguntó fue:",
        duda,
        razones,
        "**Se resuelve:**",
        "\n".join(decide),
    ]
    return "\n\n".join(p for p in partes if p)


def de_rechazo(citada: Citada, *, razones: str) -> str:
    """El acto que rechaza una petición irrespetuosa (art. 19)."""
    return "\n\n".join(
        [
            "Toda petición debe ser respetuosa, so pena de rechazo (Ley 1437 de 2011, artículo 19). El "
            "rechazo es excepcional: no basta con que critique, reclame con dureza o esté mal escrita.",
            f"La petición {citada} se rechaza por estas razones:",
            razones,
            "Puede presentarla otra vez, en términos respetuosos, y se tramitará.",
        ]
    )
