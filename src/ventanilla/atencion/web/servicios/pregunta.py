"""La revisión de que hay una persona: una pregunta en palabras, nunca una imagen.

Solo aparece cuando desde una dirección ya van muchas radicaciones en la hora. No impide radicar:
lo que no se verifica se recibe igual, «por verificar» (CPACA art. 15 par. 2; Resolución MinTIC
1519 de 2020, anexo 2).
"""

import secrets
from dataclasses import dataclass

from django.core import signing

from ventanilla.comun.texto import plegar

_SAL = "ventanilla.pregunta"
_NUMEROS = [
    "cero",
    "uno",
    "dos",
    "tres",
    "cuatro",
    "cinco",
    "seis",
    "siete",
    "ocho",
    "nueve",
    "diez",
    "once",
    "doce",
    "trece",
    "catorce",
    "quince",
    "dieciseis",
    "diecisiete",
    "dieciocho",
]


@dataclass(frozen=True)
class Pregunta:
    """`texto` es lo que la persona lee; `ficha`, lo que vuelve firmado con su respuesta."""

    texto: str
    ficha: str


def hacer_pregunta(*, para: str) -> Pregunta:
    """Una suma de dos números de una cifra, dicha en palabras.

    Solo sirve `para` la llave de ese formulario: una respuesta no abre la puerta a las demás.
    """
    uno, otro = 1 + secrets.randbelow(9), 1 + secrets.randbelow(9)
    return Pregunta(
        texto=f"¿Cuánto es {_NUMEROS[uno]} más {_NUMEROS[otro]}?",
        ficha=signing.dumps([uno, otro, para], salt=_SAL),
    )


def responde_bien(ficha: str, respuesta: str, *, para: str) -> bool:
    """Si la respuesta, en cifras o en letras, es la de esa pregunta hecha `para` esa llave."""
    try:
        uno, otro, hecha_para = signing.loads(ficha, salt=_SAL)
    except (signing.BadSignature, ValueError, TypeError):
        return False
    if hecha_para != para:
        return False
    dicho = " ".join(plegar(respuesta).split())
    return dicho in (str(uno + otro), _NUMEROS[uno + otro])
