"""Qué se hace cuando la persona pidió la respuesta en otro formato (CPACA art. 5 num. 9). Puro.

El programa da el PDF y una página web que se lee con lector de pantalla y con letra grande. Lo demás
lo prepara una persona: a quien responde se le dice qué falta, y a quien pidió, qué tiene y qué puede
exigir.
"""

from __future__ import annotations

# Formato → qué debe hacer quien responde.
_QUIEN_RESPONDE = {
    "letra_grande": "La página de la respuesta se le abre con letra grande; no tiene que hacer nada.",
    "audio": "Grabe la respuesta y adjúntela en MP3, o léasela por teléfono y anótelo. La página web "
    "se puede oír con un lector de pantalla.",
    "braille": "Pida la impresión en braille y envíela o entréguela con la respuesta. La página web "
    "sirve para un lector de pantalla o una línea braille.",
    "lectura_facil": "Escriba frases cortas, una idea en cada una, sin siglas ni palabras de abogado; "
    "o adjunte una versión en lectura fácil.",
    "lsc": "Adjunte un video MP4 con la respuesta en Lengua de Señas Colombiana, o explíquesela por "
    "medio de un intérprete y anótelo.",
}
# Formato → cómo lo llama la persona.
_PEDIDO = {
    "audio": "en audio",
    "braille": "en braille",
    "lectura_facil": "en lectura fácil",
    "lsc": "en Lengua de Señas Colombiana",
}


def para_quien_responde(formato: str) -> str:
    """Lo que debe saber quien escribe; vacío si pidió texto corriente."""
    return _QUIEN_RESPONDE.get(formato, "")


def para_la_persona(formato: str) -> str:
    """Qué tiene aquí y qué puede pedir, sin punto final; vacío si esta página ya es lo que pidió."""
    pedido = _PEDIDO.get(formato)
    if pedido is None:
        return ""
    return (
        f"Usted la pidió {pedido}. Si no está entre los documentos que la acompañan ni se la "
        "entregaron, pídala citando el número de la respuesta"
    )
