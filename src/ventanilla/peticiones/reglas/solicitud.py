"""Qué se puede recibir y qué falta, sin negarse nunca a radicar por la forma.

CPACA art. 15 par. 2: ninguna autoridad podrá negarse a recibir y radicar. Aquí solo se devuelve lo
que no se puede guardar o no deja responder; la persona lo corrige en el mismo lugar.
"""

import re
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from ventanilla.comun.errores import Falta
from ventanilla.comun.texto import limpiar, limpiar_linea

MAXIMO_TEXTO = 50_000
MAXIMO_ASUNTO = 200
MAXIMO_LINEA = 160
TIPOS_DE_SOLICITANTE = ("natural", "juridica", "anonimo", "reservado", "autoridad")
TIPOS_DE_DOCUMENTO = ("CC", "NUIP", "NIT", "CE", "TI", "PA", "PPT", "RC", "PEP", "OTRO")
# Cómo quiere la respuesta, dicho a quien trabaja.
MEDIOS_PEDIDOS = {
    "correo": "Por correo electrónico",
    "postal": "Por correo postal",
    "consulta": "La lee con su número y su clave",
}
FORMATOS = {
    "corriente": "Texto corriente",
    "audio": "Audio",
    "letra_grande": "Letra grande",
    "braille": "Braille",
    "lectura_facil": "Lectura fácil",
    "lsc": "Lengua de señas colombiana (LSC)",
}
MEDIOS = {
    "correo": "Por correo electrónico",
    "postal": "En mi dirección, por correo postal",
    "consulta": "La leo aquí con mi número y mi clave",
}
PRIORIDADES = {
    "": "Ninguna de estas",
    "ninez": "Soy niña, niño o adolescente, o escribo por uno",
    "embarazo": "Estoy en embarazo",
    "discapacidad": "Tengo una discapacidad",
    "mayor": "Soy persona mayor",
    "veterano": "Soy veterano de la Fuerza Pública",
    "victima": "Soy víctima del conflicto",
    "riesgo": "Hay peligro para la vida o la salud de alguien",
    "periodista": "Soy periodista y la pido para mi trabajo",
}
_LINEAS = (
    "tipo",
    "nombre",
    "tipo_documento",
    "documento",
    "correo",
    "telefono",
    "direccion",
    "ciudad",
    "pais",
    "representante",
)
_CORREO = re.compile(
    r"[^@\s<>\"(),;:\\\[\]]+@[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?\.[A-Za-z]{2,}"
)


@dataclass(frozen=True)
class Solicitante:
    """Quién pide. Todo es optativo si es anónimo (Res. MinTIC 1519 de 2020, anexo 2)."""

    tipo: str = "natural"
    nombre: str = ""
    tipo_documento: str = ""
    documento: str = ""
    correo: str = ""
    telefono: str = ""
    direccion: str = ""
    ciudad: str = ""
    pais: str = ""
    representante: str = ""
    en_registro_mercantil: bool = False


@dataclass(frozen=True)
class Solicitud:
    """Lo que una persona pide, como llegó por cualquier canal (CPACA art. 16)."""

    clase: str
    texto: str
    asunto: str = ""
    canal: str = "web"
    solicitante: Solicitante = field(default_factory=Solicitante)
    medio_respuesta: str = ""
    formato_respuesta: str = "corriente"
    prioridad: str = ""
    fue_verbal: bool = False
    fecha_fijada: date | None = None
    hora_fijada: str = ""
    lugar: dict[str, str] = field(default_factory=dict)
    autorizaciones: dict[str, dict[str, str]] = field(default_factory=dict)

    def limpia(self) -> "Solicitud":
        """La misma, con todo texto limpio y el asunto puesto si no venía."""
        s = self.solicitante
        lineas: dict[str, Any] = {c: limpiar_linea(getattr(s, c)) for c in _LINEAS}
        quien = replace(s, **lineas)
        texto = limpiar(self.texto)
        return replace(
            self,
            clase=limpiar_linea(self.clase),
            canal=limpiar_linea(self.canal),
            texto=texto,
            asunto=limpiar_linea(self.asunto) or asunto_de(texto),
            solicitante=quien,
            medio_respuesta=limpiar_linea(self.medio_respuesta) or _medio_natural(quien),
            formato_respuesta=limpiar_linea(self.formato_respuesta) or "corriente",
            prioridad=limpiar_linea(self.prioridad),
            lugar={limpiar_linea(k): limpiar_linea(v)[:200] for k, v in self.lugar.items()},
        )


def _medio_natural(quien: Solicitante) -> str:
    if quien.correo:
        return "correo"
    return "postal" if quien.direccion else "consulta"


def asunto_de(texto: str) -> str:
    """Un asunto sacado del comienzo del texto, de 80 caracteres a lo sumo."""
    linea = limpiar_linea(texto[:400])
    if len(linea) <= 80:
        return linea
    return linea[:80].rsplit(" ", 1)[0].rstrip(" ,.;:") + "…"


def faltas(solicitud: Solicitud, *, clases: frozenset[str]) -> list[Falta]:
    """Lo que impide radicar, campo por campo; vacía si se puede radicar.

    Args:
        solicitud: ya limpia.
        clases: códigos de clase de petición admitidos.
    """
    halladas = [*_faltas_de_lo_pedido(solicitud, clases), *_faltas_de_quien(solicitud.solicitante)]
    halladas += _faltas_de_opciones(solicitud)
    quien = solicitud.solicitante
    if solicitud.medio_respuesta == "correo" and not quien.correo:
        halladas.append(
            Falta("solicitante.correo", "Escriba un correo para poder enviarle la respuesta.")
        )
    if solicitud.medio_respuesta == "postal" and not quien.direccion:
        halladas.append(
            Falta("solicitante.direccion", "Escriba la dirección a la que enviamos la respuesta.")
        )
    return halladas


def _faltas_de_lo_pedido(s: Solicitud, clases: frozenset[str]) -> list[Falta]:
    halladas = []
    if s.clase not in clases:
        halladas.append(
            Falta("clase", "Escoja qué quiere presentar: petición, queja, reclamo u otra.")
        )
    if not s.texto:
        halladas.append(Falta("texto", "Cuéntenos qué pide o qué pasó."))
    elif len(s.texto) > MAXIMO_TEXTO:
        halladas.append(
            Falta(
                "texto",
                f"El texto tiene {_miles(len(s.texto))} caracteres y aquí caben "
                f"{_miles(MAXIMO_TEXTO)}. Resúmalo y adjunte el texto completo como archivo.",
            )
        )
    if len(s.asunto) > MAXIMO_ASUNTO:
        halladas.append(
            Falta("asunto", f"El asunto debe tener {MAXIMO_ASUNTO} caracteres o menos.")
        )
    return halladas


def _faltas_de_quien(q: Solicitante) -> list[Falta]:
    halladas = []
    if q.tipo not in TIPOS_DE_SOLICITANTE:
        return [Falta("solicitante.tipo", "Escoja a nombre de quién se presenta.")]
    if q.tipo != "anonimo" and not q.nombre:
        nombre = "la razón social" if q.tipo == "juridica" else "sus nombres y apellidos"
        halladas.append(
            Falta("solicitante.nombre", f"Escriba {nombre}, o escoja presentarla como anónimo.")
        )
    if q.tipo_documento and q.tipo_documento not in TIPOS_DE_DOCUMENTO:
        halladas.append(
            Falta("solicitante.tipo_documento", "Escoja un tipo de documento de la lista.")
        )
    if q.correo and not _CORREO.fullmatch(q.correo):
        halladas.append(
            Falta("solicitante.correo", "Revise el correo: debe ser como nombre@ejemplo.com.")
        )
    if q.tipo == "juridica" and q.en_registro_mercantil and not q.correo:
        halladas.append(
            Falta(
                "solicitante.correo",
                "Quien está en el registro mercantil debe dar un correo (CPACA, artículo 16).",
            )
        )
    halladas += [
        Falta(f"solicitante.{campo}", f"Escriba {MAXIMO_LINEA} caracteres o menos.")
        for campo in _LINEAS[1:]
        if len(getattr(q, campo)) > MAXIMO_LINEA
    ]
    return halladas


def _faltas_de_opciones(s: Solicitud) -> list[Falta]:
    halladas = []
    if s.medio_respuesta not in MEDIOS:
        halladas.append(Falta("medio_respuesta", "Escoja cómo quiere recibir la respuesta."))
    if s.formato_respuesta not in FORMATOS:
        halladas.append(Falta("formato_respuesta", "Escoja un formato de la lista."))
    if s.prioridad not in PRIORIDADES:
        halladas.append(Falta("prioridad", "Escoja una opción de la lista."))
    return halladas


def _miles(numero: int) -> str:
    return f"{numero:,}".replace(",", ".")


def rotulo(quien: Solicitante) -> str:
    """Cómo se nombra a quien pide donde su identidad no debe salir."""
    return rotulo_reservado(quien.tipo) or quien.nombre


def rotulo_reservado(tipo: str) -> str:
    """Lo que va en vez del nombre de quien no lo da o lo reserva; vacío si ese tipo lo da."""
    return {"anonimo": "Anónimo", "reservado": "Identidad reservada"}.get(tipo, "")


def se_delatan(uno: str, otro: str) -> bool:
    """Si unir dos peticiones de la misma persona, de estos dos tipos, diría quién es.

    Con una a su nombre y la otra sin él, quien vea que están unidas sabe de quién es la segunda.
    """
    return bool(rotulo_reservado(uno)) != bool(rotulo_reservado(otro))
