"""El mapa: qué columna del archivo es cada dato nuestro y qué quiere decir cada valor. Puro.

El formato está explicado, con un ejemplo, en `datos/mapas/README.md`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ventanilla.comun.errores import ErrorDeDominio
from ventanilla.comun.texto import plegar
from ventanilla.terminos import normas

INDISPENSABLES = ("numero", "recibida")
DE_LA_PERSONA = ("nombre", "tipo_documento", "documento", "correo", "telefono", "direccion")
COLUMNAS = (
    *INDISPENSABLES,
    "clase",
    "canal",
    "estado",
    "asunto",
    "texto",
    "solicitante",
    "dependencia",
    "dias",
    "unidad",
    "vence",
    "asignada",
    "respondida",
    "numero_respuesta",
    *DE_LA_PERSONA,
)
# Lo que es fecha: en un libro de Excel puede venir como número de serie.
FECHAS = (
    "recibida",
    "vence",
    "asignada",
    "respondida",
    "desde",
    "hasta",
    "vinculada_desde",
    "vinculada_hasta",
)
CANALES = (
    "web",
    "ventanilla",
    "correo",
    "buzon",
    "certificado",
    "telefono",
    "chat",
    "jornada",
    "importada",
)
SOLICITANTES = ("natural", "juridica", "anonimo", "reservado", "autoridad")
ESTADOS = ("abierta", "respondida", "trasladada", "desistida", "rechazada")
UNIDADES = ("habiles", "calendario")
CODIFICACIONES = ("auto", "utf-8", "cp1252", "utf-16")
SEPARADORES = {"coma": ",", "punto y coma": ";", "tabulador": "\t", "barra": "|"}
_CODIGO = re.compile(r"[a-z][a-z0-9_]{1,38}")
# Tabla del mapa → (dato, valores que se admiten a la derecha; `None`: los revisa otra cosa).
_TABLAS: dict[str, tuple[str, tuple[str, ...] | None]] = {
    "clases": ("clase", None),
    "canales": ("canal", CANALES),
    "estados": ("estado", ESTADOS),
    "solicitantes": ("solicitante", SOLICITANTES),
    "unidades": ("unidad", UNIDADES),
    "dependencias": ("dependencia", None),
}
_POR_DEFECTO = {"canal": "importada", "estado": "abierta", "solicitante": "natural"} | {
    "unidad": "habiles"
}


class MapaInvalido(ErrorDeDominio, ValueError):
    """El mapa no sirve; el mensaje dice qué línea o clave corregir."""


@dataclass(frozen=True)
class Mapa:
    """Un mapa ya revisado.

    `columnas`: dato nuestro → encabezado del archivo. `valores`: dato → {valor plegado → código}.
    `por_defecto`: dato → código, cuando la celda está vacía o el archivo no trae la columna.
    `serie` es el código de la serie en que entran y `nombre` cómo se lee su origen. De un libro de
    Excel: `hoja` (vacía: la primera que se ve), fila del `encabezado` (0: se busca) y si se leen
    las filas ocultas.
    """

    serie: str
    nombre: str
    columnas: Mapping[str, str]
    valores: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    por_defecto: Mapping[str, str] = field(default_factory=dict)
    codificacion: str = "auto"
    separador: str = ""
    hoja: str = ""
    encabezado: int = 0
    con_ocultas: bool = False

    def traducir(self, dato: str, valor: str) -> str | None:
        """El código de `valor` según la tabla de ese dato; `None` si el mapa no lo nombra."""
        if not valor:
            return self.por_defecto.get(dato)
        return self.valores.get(dato, {}).get(igualar(valor))


def igualar(texto: str) -> str:
    """Como se comparan encabezados y valores: sin tildes, mayúsculas ni espacios de más."""
    return " ".join(plegar(texto).split())


def leer_mapa(texto: str) -> Mapa:
    """Lee y revisa un mapa escrito en TOML.

    Raises:
        MapaInvalido: si no es TOML o algo no se entiende; el mensaje nombra la clave.
    """
    try:
        datos = tomllib.loads(texto.removeprefix("\ufeff"))
    except tomllib.TOMLDecodeError as error:
        raise MapaInvalido(f"El mapa no es un archivo TOML válido: {error}.") from None
    return entender_mapa(datos)


def entender_mapa(datos: dict[str, Any]) -> Mapa:
    """Revisa un mapa ya leído: lo mismo que dice el TOML, como diccionario.

    Raises:
        MapaInvalido: si algo no se entiende; el mensaje nombra la clave.
    """
    _sin_claves_extra(datos)
    serie, nombre = str(datos.get("serie", "")), str(datos.get("nombre", "")).strip()
    if not _CODIGO.fullmatch(serie):
        raise MapaInvalido(
            "Falta «serie» en el mapa, o no sirve: minúsculas, números y guion bajo, "
            'por ejemplo serie = "medellin_catastro".'
        )
    if serie in ("entrada", "salida"):
        raise MapaInvalido(f"La serie «{serie}» es de la entidad: dele otro código a la importada.")
    if not nombre:
        raise MapaInvalido("Falta «nombre» en el mapa: cómo se llama el sistema de origen.")
    formato = _tabla(datos, "formato")
    return Mapa(
        serie=serie,
        nombre=nombre[:120],
        columnas=_columnas(_tabla(datos, "columnas")),
        valores={dato: _valores(datos, tabla) for tabla, (dato, _) in _TABLAS.items()},
        por_defecto=_por_defecto(_tabla(datos, "por_defecto")),
        codificacion=_uno_de(formato, "codificacion", CODIFICACIONES, "auto"),
        separador=SEPARADORES.get(
            _uno_de(formato, "separador", ("auto", *SEPARADORES), "auto"), ""
        ),
        hoja=str(formato.get("hoja", "")),
        encabezado=_fila_de_encabezado(formato),
        con_ocultas=_uno_de(formato, "ocultas", ("no", "si"), "no") == "si",
    )


def _fila_de_encabezado(formato: dict[str, Any]) -> int:
    escrita = str(formato.get("encabezado", "")).strip() or "0"
    if not (escrita.isascii() and escrita.isdigit() and int(escrita[:8]) <= 1000):
        raise MapaInvalido(
            'En [formato] del mapa, «encabezado» es el número de la fila de los títulos, de "1" a '
            '"1000".'
        )
    return int(escrita)


def _sin_claves_extra(datos: dict[str, Any]) -> None:
    conocidas = {"serie", "nombre", "formato", "columnas", "por_defecto", *_TABLAS}
    extra = sorted(set(datos) - conocidas)
    if extra:
        raise MapaInvalido(
            f"El mapa tiene «{extra[0]}», que no se usa. Lo que admite: "
            f"{', '.join(sorted(conocidas))}."
        )


def _tabla(datos: dict[str, Any], nombre: str) -> dict[str, Any]:
    tabla = datos.get(nombre, {})
    if not isinstance(tabla, dict):
        raise MapaInvalido(f"En el mapa, «{nombre}» debe ser una tabla: [{nombre}].")
    for clave, valor in tabla.items():
        if not isinstance(valor, str):
            raise MapaInvalido(
                f"En [{nombre}] del mapa, «{clave}» debe ser un texto entre comillas."
            )
    return tabla


def _uno_de(tabla: dict[str, Any], clave: str, admitidos: tuple[str, ...], defecto: str) -> str:
    valor = str(tabla.get(clave, defecto))
    if valor not in admitidos:
        raise MapaInvalido(
            f"En [formato] del mapa, {clave} = «{valor}» no se entiende. Puede ser: "
            f"{', '.join(admitidos)}."
        )
    return valor


def _columnas(tabla: dict[str, Any]) -> dict[str, str]:
    for dato in tabla:
        if dato not in COLUMNAS:
            raise MapaInvalido(
                f"En [columnas] del mapa, «{dato}» no es un dato que se pueda traer. Son: "
                f"{', '.join(COLUMNAS)}."
            )
    for dato in INDISPENSABLES:
        if not tabla.get(dato):
            raise MapaInvalido(f"En [columnas] del mapa falta «{dato}»: sin él no se puede traer.")
    return {dato: str(columna) for dato, columna in tabla.items()}


def _valores(datos: dict[str, Any], nombre: str) -> dict[str, str]:
    dato, admitidos = _TABLAS[nombre]
    traduccion = {}
    for valor, codigo in _tabla(datos, nombre).items():
        traduccion[igualar(valor)] = _codigo(dato, codigo, admitidos, f"[{nombre}]")
    return traduccion


def _codigo(dato: str, codigo: str, admitidos: tuple[str, ...] | None, donde: str) -> str:
    if dato == "clase":
        try:
            return normas.clase(codigo).codigo
        except normas.ClaseDesconocida as error:
            raise MapaInvalido(f"En {donde} del mapa: {error}") from None
    if admitidos is not None and codigo not in admitidos:
        raise MapaInvalido(
            f"En {donde} del mapa, «{codigo}» no se entiende. Puede ser: {', '.join(admitidos)}."
        )
    return codigo


def _por_defecto(tabla: dict[str, Any]) -> dict[str, str]:
    admitidos = dict(_TABLAS.values())
    for dato in tabla:
        if dato not in admitidos:
            raise MapaInvalido(
                f"En [por_defecto] del mapa, «{dato}» no se usa. Puede ser: {', '.join(admitidos)}."
            )
    propios = {
        dato: _codigo(dato, codigo, admitidos[dato], "[por_defecto]")
        for dato, codigo in tabla.items()
    }
    return {**_POR_DEFECTO, **propios}
