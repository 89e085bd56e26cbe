"""Qué se puede traer, qué columnas tiene cada cosa y cómo se reconocen en el archivo. Puro."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ventanilla.importacion.reglas.mapa import igualar

_SEPARADORES = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Dato:
    """Una columna nuestra: cómo se llama en la pantalla, con qué otros nombres suele venir y un
    ejemplo para la plantilla."""

    codigo: str
    titulo: str
    ejemplo: str = ""
    otros: tuple[str, ...] = ()
    indispensable: bool = False
    ayuda: str = ""


@dataclass(frozen=True, slots=True)
class Molde:
    """Algo que se trae: peticiones, dependencias o personas."""

    codigo: str
    titulo: str
    ayuda: str
    datos: tuple[Dato, ...]

    def dato(self, codigo: str) -> Dato:
        """El que tiene ese código."""
        return next(d for d in self.datos if d.codigo == codigo)


PQRSD = Molde(
    "pqrsd",
    "Peticiones",
    "Entran con el número que ya tienen. Las abiertas quedan en la bandeja con su término corriendo.",
    (
        Dato(
            "numero",
            "Número de radicado",
            "000123",
            ("radicado", "numero", "no", "consecutivo"),
            True,
        ),
        Dato(
            "recibida",
            "Fecha de recepción",
            "2026-03-05",
            (
                "fecha de ingreso",
                "fecha radicado",
                "fecha de radicacion",
                "fecha recibido",
                "fecha",
            ),
            True,
        ),
        Dato(
            "clase",
            "Clase de petición",
            "Petición",
            (
                "clase de solicitud",
                "tipo de solicitud",
                "tipo de peticion",
                "tipo pqrs",
                "clase",
                "tipo",
            ),
        ),
        Dato("estado", "Estado", "Abierta", ("estado actual",)),
        Dato("asunto", "Asunto", "Hueco en la vía", ("tema", "descripcion corta", "referencia")),
        Dato("texto", "Texto de la petición", "Pido que…", ("descripcion", "detalle", "solicitud")),
        Dato("canal", "Canal", "Ventanilla", ("medio", "medio de recepcion", "via")),
        Dato(
            "dependencia",
            "Dependencia",
            "Secretaría de Infraestructura",
            ("secretaria", "oficina", "area", "dependencia responsable", "asignado a"),
        ),
        Dato("dias", "Días del término", "15", ("total dias", "termino", "dias termino", "plazo")),
        Dato("unidad", "Días hábiles o calendario", "Hábiles", ("formato", "tipo de dias")),
        Dato(
            "vence",
            "Fecha de vencimiento",
            "2026-03-27",
            ("fecha limite de respuesta", "fecha limite", "vence", "vencimiento", "fecha vence"),
        ),
        Dato(
            "asignada",
            "Fecha de asignación",
            "2026-03-06",
            ("fecha de ingreso a la bandeja", "fecha asignado", "fecha de reparto"),
        ),
        Dato(
            "respondida",
            "Fecha de respuesta",
            "",
            ("fecha respuesta", "fecha de cierre", "fecha respondido"),
        ),
        Dato(
            "numero_respuesta",
            "Número de la respuesta",
            "",
            ("radicado de respuesta", "radicado respuesta", "oficio de respuesta"),
        ),
        Dato("solicitante", "Tipo de solicitante", "Persona natural", ("tipo de persona",)),
        Dato(
            "nombre",
            "Nombre de la persona",
            "Ana Ejemplo",
            ("nombre", "nombre solicitante", "peticionario", "nombres y apellidos"),
        ),
        Dato("tipo_documento", "Tipo de documento", "CC", ("tipo documento", "tipo de id")),
        Dato("documento", "Número de documento", "", ("cedula", "identificacion", "documento")),
        Dato("correo", "Correo electrónico", "ana@ejemplo.com", ("correo", "email", "e mail")),
        Dato("telefono", "Teléfono", "", ("celular", "telefono")),
        Dato("direccion", "Dirección", "", ("direccion", "domicilio")),
    ),
)
DEPENDENCIAS = Molde(
    "dependencias",
    "Dependencias",
    "Las que no existen se crean y las que cambiaron se actualizan. Ninguna se borra.",
    (
        Dato("codigo", "Código", "1500", ("codigo dependencia", "cod"), True),
        Dato(
            "nombre",
            "Nombre",
            "Secretaría de Infraestructura",
            ("dependencia", "nombre dependencia", "oficina"),
            True,
        ),
        Dato("padre", "Código de la que depende", "100", ("padre", "depende de", "superior")),
        Dato("mision", "Misión", "Construir y mantener las vías.", ("objeto", "funciones")),
        Dato("correo", "Correo", "infraestructura@ejemplo.gov.co", ("email", "correo electronico")),
        Dato("telefono", "Teléfono", "", ("extension",)),
        Dato("direccion", "Dirección", "", ("sede",)),
        Dato("horario", "Horario", "", ("atencion",)),
        Dato("es_atencion", "¿Es Atención al Ciudadano? (sí o no)", "no", ("es atencion",)),
        Dato("desde", "Existe desde", "2026-01-01", ("desde", "fecha inicio")),
        Dato("hasta", "Existió hasta", "", ("hasta", "fecha fin")),
    ),
)
PERSONAS = Molde(
    "personas",
    "Personas",
    "Una fila por cargo. A cada persona nueva le llega un correo que le dice cómo entrar.",
    (
        Dato("correo", "Correo", "ana@ejemplo.gov.co", ("email", "correo electronico"), True),
        Dato(
            "nombre", "Nombre", "Ana Ejemplo Ficticia", ("nombres y apellidos", "funcionario"), True
        ),
        Dato("activa", "¿Está activa? (sí o no)", "sí", ("activo", "estado")),
        Dato(
            "vinculacion",
            "Vinculación",
            "carrera",
            ("tipo de vinculacion", "vinculacion"),
            ayuda="carrera, provisional, libre_nombramiento o contratista",
        ),
        Dato("vinculada_desde", "Vinculada desde", "2020-01-15", ("fecha de ingreso", "posesion")),
        Dato("vinculada_hasta", "Vinculada hasta", "", ("fecha de retiro", "fin de contrato")),
        Dato("rol", "Rol en Ventanilla", "funcionario", ("rol", "perfil")),
        Dato("dependencia", "Código de la dependencia", "1500", ("dependencia", "codigo")),
        Dato("cargo", "Cargo", "Profesional universitario", ("denominacion", "empleo")),
        Dato(
            "acto", "Acto de nombramiento", "Decreto 12 de 2020", ("acto", "decreto", "resolucion")
        ),
        Dato("desde", "Cargo desde", "2020-01-15", ("desde",)),
        Dato("hasta", "Cargo hasta", "", ("hasta",)),
    ),
)
MOLDES: Mapping[str, Molde] = {m.codigo: m for m in (PQRSD, DEPENDENCIAS, PERSONAS)}


def _palabras(texto: str) -> str:
    return " ".join(_SEPARADORES.sub(" ", igualar(texto)).split())


def proponer(molde: Molde, encabezado: Sequence[str]) -> dict[str, str]:
    """Qué columna parece ser cada dato: dato → título del archivo. Ninguna columna se usa dos veces.

    Primero lo que se llama igual; después, lo que contiene uno de sus nombres. Es una propuesta:
    la persona la corrige.
    """
    libres = {_palabras(t): t for t in reversed(encabezado) if t}
    propuesta: dict[str, str] = {}
    for dato in molde.datos:
        for nombre in _nombres(dato):
            if nombre in libres:
                propuesta[dato.codigo] = libres.pop(nombre)
                break
    for dato in molde.datos:
        if dato.codigo in propuesta:
            continue
        for nombre in (n for n in _nombres(dato) if " " in n or len(n) > 4):
            parecida = next((p for p in libres if f" {nombre} " in f" {p} "), None)
            if parecida:
                propuesta[dato.codigo] = libres.pop(parecida)
                break
    return propuesta


def _nombres(dato: Dato) -> list[str]:
    return [_palabras(n) for n in (dato.titulo, dato.codigo, *dato.otros)]


# Cómo suelen llamarse los valores en otros sistemas: pedazo de texto → código nuestro, en orden.
_SE_PARECE: dict[str, tuple[tuple[str, str], ...]] = {
    "clase": (
        ("informacion", "informacion"),
        ("copia", "informacion"),
        ("consulta", "consulta"),
        ("queja", "queja"),
        ("reclamo", "reclamo"),
        ("sugerencia", "sugerencia"),
        ("felicitacion", "felicitacion"),
        ("denuncia", "denuncia"),
        ("peticion", "peticion"),
        ("interes", "peticion"),
        ("solicitud", "solicitud"),
        ("tramite", "solicitud"),
    ),
    "estado": (
        ("traslad", "trasladada"),
        ("desist", "desistida"),
        ("rechaz", "rechazada"),
        ("finaliz", "respondida"),
        ("cerrad", "respondida"),
        ("respondid", "respondida"),
        ("contestad", "respondida"),
        ("resuelt", "respondida"),
        ("abiert", "abierta"),
        ("pendiente", "abierta"),
        ("tramite", "abierta"),
        ("proceso", "abierta"),
        ("vencid", "abierta"),
        ("asignad", "abierta"),
    ),
    "canal": (
        ("correo elec", "correo"),
        ("email", "correo"),
        ("certificad", "certificado"),
        ("mensajer", "certificado"),
        ("buzon", "buzon"),
        ("telefon", "telefono"),
        ("llamada", "telefono"),
        ("chat", "chat"),
        ("whatsapp", "chat"),
        ("feria", "jornada"),
        ("jornada", "jornada"),
        ("presencial", "ventanilla"),
        ("ventanilla", "ventanilla"),
        ("web", "web"),
        ("virtual", "web"),
        ("correo", "correo"),
    ),
    "unidad": (("calendario", "calendario"), ("corrido", "calendario"), ("habil", "habiles")),
    "solicitante": (
        ("anonim", "anonimo"),
        ("reserv", "reservado"),
        ("juridic", "juridica"),
        ("empresa", "juridica"),
        ("natural", "natural"),
        ("ciudadan", "natural"),
        ("juzgad", "autoridad"),
        ("procuradur", "autoridad"),
        ("contralor", "autoridad"),
        ("personer", "autoridad"),
        ("defensor", "autoridad"),
        ("fiscal", "autoridad"),
        ("ministerio", "autoridad"),
        ("superintend", "autoridad"),
        ("concejo", "autoridad"),
        ("congreso", "autoridad"),
    ),
}


def proponer_valores(
    dato: str, valores: Iterable[str], admitidos: Mapping[str, str]
) -> dict[str, str]:
    """Qué código parece ser cada valor del archivo: solo los que se reconocen.

    Args:
        admitidos: código → nombre de lo que se puede escoger (clases, dependencias…).
    """
    por_nombre = {_palabras(nombre): codigo for codigo, nombre in admitidos.items()}
    propuesta = {}
    for valor in valores:
        dicho = _palabras(valor)
        codigo = por_nombre.get(dicho) or (dicho if dicho in admitidos else "")
        if not codigo:
            pistas = _SE_PARECE.get(dato, ())
            codigo = next((c for pista, c in pistas if pista in dicho and c in admitidos), "")
        if codigo:
            propuesta[valor] = codigo
    return propuesta


def codigo_de_serie(nombre: str) -> str:
    """El código de la serie de un sistema, desde su nombre: «Sistema viejo» es «sistema_viejo»."""
    codigo = _SEPARADORES.sub("_", igualar(nombre)).strip("_")[:30].rstrip("_")
    if codigo in ("entrada", "salida", "") or not codigo[0].isalpha():
        codigo = f"origen_{codigo}".rstrip("_")
    return codigo
