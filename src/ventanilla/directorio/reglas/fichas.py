"""Leer un archivo TOML por fichas, y decir cada error con su sitio. Puro.

Una ficha es una tabla del archivo (`[entidad]`, una `[[dependencia]]`…) ya revisada. Solo tiene lo que
el archivo dice: lo que no está escrito no se toca.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, Literal

from ventanilla.comun.calendario import PRIMER_ANIO, ULTIMO_ANIO
from ventanilla.comun.errores import DatosInvalidos, Falta
from ventanilla.comun.texto import limpiar, limpiar_linea
from ventanilla.directorio.reglas.colores import es_color, por_que_no_se_lee

Especie = (
    Literal["linea", "parrafo", "codigo", "codigos", "correo", "enlace", "opcion"]
    | Literal["enlaces", "color"]
    | Literal["fecha", "hora", "si_no", "entero"]
)
_CODIGO = re.compile(r"[0-9A-Za-zÑñ][0-9A-Za-zÑñ._-]*")
_CORREO = re.compile(r"[^@\s<>,;\"]+@[0-9a-z-]+(\.[0-9a-z-]+)*\.[a-z]{2,}")
_ENLACE = re.compile(r"https?://[^\s<>\"]+\.[^\s<>\"]+")
_CABECERA = re.compile(r"^\s*\[\[?\s*([\w-]+)\s*\]\]?\s*(#.*)?$")
_SITIO_TOML = re.compile(r"\(at line (\d+)")


class EstructuraInvalida(DatosInvalidos):
    """El archivo no sirve; cada falta dice en qué sitio y por qué. No se escribió nada."""

    def __init__(self, faltas: list[Falta]) -> None:
        super().__init__(faltas)
        self.args = ("\n".join(f"{f.campo}: {f.mensaje}" for f in faltas),)


@dataclass(frozen=True)
class Campo:
    """Cómo se escribe un dato: `largo` en letras; `exigido`, al crear; `opciones`, las admitidas.

    Un entero va de `menor` a `mayor`.
    """

    especie: Especie
    largo: int = 0
    exigido: bool = False
    opciones: tuple[str, ...] = ()
    mayor: int = 0
    menor: int = 1


@dataclass(frozen=True)
class Ficha:
    """Lo que el archivo dice de una cosa, y en qué sitio. `malas`: claves cuyo valor no sirvió."""

    lugar: str
    datos: Mapping[str, Any]
    malas: frozenset[str] = frozenset()


class Rechazo(ValueError):
    """El valor no sirve; el mensaje dice cómo se escribe."""


def leer_toml(texto: str) -> tuple[dict[str, Any], dict[str, list[int]]]:
    """Los datos del archivo y en qué línea empieza cada tabla («persona» → [12, 20, …]).

    Raises:
        EstructuraInvalida: si no es TOML.
    """
    texto = texto.removeprefix("\ufeff").replace("\r\n", "\n")
    try:
        datos = tomllib.loads(texto)
    except tomllib.TOMLDecodeError as error:
        raise EstructuraInvalida([_falta_de_toml(str(error), texto)]) from None
    lineas: dict[str, list[int]] = {}
    for numero, renglon in enumerate(texto.split("\n"), start=1):
        if hallada := _CABECERA.match(renglon):
            lineas.setdefault(hallada[1], []).append(numero)
    return datos, lineas


def _falta_de_toml(mensaje: str, texto: str) -> Falta:
    sitio = _SITIO_TOML.search(mensaje)
    # Sin número, es al final del archivo.
    lugar = f"línea {(sitio and sitio[1]) or len(texto.splitlines())}"
    if "date" in mensaje:
        return Falta(lugar, "esa fecha no existe.")
    if "overwrite" in mensaje or "twice" in mensaje or "already" in mensaje:
        return Falta(lugar, "esa clave o tabla está repetida.")
    return Falta(lugar, "no se entiende (no es TOML): revise las comillas, las comas y los signos.")


def tablas(
    datos: Mapping[str, Any], nombre: str, lineas: Mapping[str, list[int]], faltas: list[Falta]
) -> list[tuple[str, dict[str, Any]]]:
    """Las `[[nombre]]` del archivo, cada una con su sitio: «línea 12, [[persona]] 3»."""
    filas = datos.get(nombre, [])
    if not isinstance(filas, list) or not all(isinstance(f, dict) for f in filas):
        faltas.append(Falta(f"«{nombre}»", f"se escribe con doble corchete: [[{nombre}]]."))
        return []
    propias = lineas.get(nombre, [])
    # Un renglón de un texto largo puede parecer una tabla: si no cuadran, no se dice la línea.
    cuadran = len(propias) == len(filas)
    return [
        (f"línea {propias[i]}, [[{nombre}]] {i + 1}" if cuadran else f"[[{nombre}]] {i + 1}", f)
        for i, f in enumerate(filas)
    ]


def leer_ficha(
    tabla: Mapping[str, Any], campos: Mapping[str, Campo], lugar: str, faltas: list[Falta]
) -> Ficha:
    """Revisa una tabla; lo que no sirve se agrega a `faltas` y no queda en la ficha."""
    datos, malas = {}, set()
    for clave, valor in tabla.items():
        campo = campos.get(clave)
        if campo is None:
            son = ", ".join(campos)
            faltas.append(Falta(lugar, f"«{clave}» no es un dato que se pueda poner. Son: {son}."))
            continue
        try:
            datos[clave] = _valor(valor, campo)
        except Rechazo as error:
            faltas.append(Falta(f"{lugar}, «{clave}»", str(error)))
            malas.add(clave)
    return Ficha(lugar, datos, frozenset(malas))


def exigir(ficha: Ficha, campos: Iterable[str], faltas: list[Falta]) -> bool:
    """Si la ficha dice todo `campos`; lo que falte, y no se haya señalado ya, va a `faltas`."""
    vacios = [c for c in campos if ficha.datos.get(c) in (None, "")]
    if ausentes := [f"«{c}»" for c in vacios if c not in ficha.malas]:
        faltas.append(Falta(ficha.lugar, f"falta {', '.join(ausentes)}."))
    return not vacios


def sin_repetir(fichas: Iterable[tuple[Any, Ficha]], que: str, faltas: list[Falta]) -> None:
    """Agrega una falta por cada llave que ya salió antes."""
    vistas: dict[Any, str] = {}
    for llave, ficha in fichas:
        if llave in vistas:
            faltas.append(Falta(ficha.lugar, f"{que} repetido: ya está en {vistas[llave]}."))
        vistas.setdefault(llave, ficha.lugar)


def de_formulario(falta: Falta) -> Falta:
    """La falta de un archivo («línea 3, «correo»») dicha para el campo de un formulario."""
    campo = falta.campo.rpartition("«")[2].removesuffix("»")
    return Falta(campo, falta.mensaje[:1].upper() + falta.mensaje[1:])


def _valor(valor: Any, campo: Campo) -> Any:
    match campo.especie:
        case "si_no":
            if not isinstance(valor, bool):
                raise Rechazo("se escribe true (sí) o false (no), sin comillas.")
            return valor
        case "entero":
            if isinstance(valor, bool) or not isinstance(valor, int):
                raise Rechazo("se escribe un número entero, sin comillas.")
            if not campo.menor <= valor <= campo.mayor:
                raise Rechazo(f"va de {campo.menor} a {campo.mayor}.")
            return valor
        case "fecha":
            return _fecha(valor)
        case "hora":
            return _hora(valor)
        case "codigos":
            if not isinstance(valor, list):
                raise Rechazo('se escribe entre corchetes: ["110", "120"].')
            return [_texto(v, Campo("codigo", 20)) for v in valor]
    return _texto(valor, campo)


def _texto(valor: Any, campo: Campo) -> str:
    if not isinstance(valor, str):
        raise Rechazo("se escribe entre comillas.")
    texto = limpiar(valor) if campo.especie in ("parrafo", "enlaces") else limpiar_linea(valor)
    if campo.especie in ("correo", "color"):
        texto = texto.lower()
    if not texto and campo.exigido:
        raise Rechazo("no puede quedar vacío.")
    if campo.largo and len(texto) > campo.largo:
        raise Rechazo(f"tiene {len(texto)} letras; caben {campo.largo}.")
    if texto and (motivo := _por_que_no(texto, campo)):
        raise Rechazo(motivo)
    return texto


def _por_que_no(texto: str, campo: Campo) -> str:
    match campo.especie:
        case "codigo" if not _CODIGO.fullmatch(texto):
            return f"«{texto}» no sirve de código: letras, números, punto y guion, sin espacios."
        case "correo" if not _CORREO.fullmatch(texto):
            return f"«{texto}» no es un correo bien escrito."
        case "enlace" if not _ENLACE.fullmatch(texto):
            return f"«{texto}» no es una dirección web: empieza por https://."
        case "enlaces" if malos := [e for e in texto.split() if not _ENLACE.fullmatch(e)]:
            return f"«{malos[0]}» no es una dirección web: empieza por https://. Una por línea."
        case "color" if not es_color(texto):
            return f"«{texto}» no es un color: se escribe «#» y seis cifras, como #7a1f3d."
        case "color":
            return por_que_no_se_lee(texto)
        case "opcion" if texto not in campo.opciones:
            return f"«{texto}» no se conoce. Puede ser: {', '.join(campo.opciones)}."
    return ""


def _fecha(valor: Any) -> date | None:
    if valor == "":
        return None
    if not isinstance(valor, date) or isinstance(valor, datetime):
        raise Rechazo("es una fecha sin comillas: 2026-07-15.")
    if not PRIMER_ANIO <= valor.year <= ULTIMO_ANIO:
        raise Rechazo(f"{valor} no puede ser: el año va de {PRIMER_ANIO} a {ULTIMO_ANIO}.")
    return valor


def _hora(valor: Any) -> time | None:
    if valor == "":
        return None
    if not isinstance(valor, time):
        raise Rechazo("es una hora sin comillas: 17:30:00.")
    return valor
