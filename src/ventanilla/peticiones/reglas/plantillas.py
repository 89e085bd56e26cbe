"""Las variables de una plantilla de respuesta: cuáles hay, cuáles están mal y cómo se cambian. Puro.

`{{radicado}}` se cambia por su valor. Nada más se interpreta: una plantilla es texto con las marcas
de `reglas.escritura`, no un programa. `[[lo que sea]]` es un hueco que quien responde debe llenar.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path

from ventanilla.comun.fechas import enumerar

ARCHIVO = Path(__file__).resolve().parents[4] / "datos" / "plantillas.toml"
# Qué se escribe en lugar de cada una; el orden es el de la ayuda.
VARIABLES = {
    "radicado": "el número de la petición",
    "fecha_radicacion": "el día en que se recibió",
    "peticionario": "a nombre de quién está; si es anónima o reservada, «ciudadano o ciudadana»",
    "asunto": "el asunto de la petición",
    "clase": "la clase de petición",
    "dependencia": "la dependencia que responde",
    "funcionario": "quien escribe la respuesta",
    "vence": "hasta cuándo hay plazo para responder",
    "hoy": "la fecha en que se usa la plantilla",
    "entidad": "el nombre de la entidad",
    "ciudad": "el municipio",
}
_VARIABLE = re.compile(r"\{\{\s*([a-z_]+)\s*\}\}")
_LLAVES = re.compile(r"\{\{([^{}\n]{0,60})\}\}|\{\{|\}\}")
_HUECO = re.compile(r"\[\[([^\[\]\n]{1,200})\]\]")
# En un valor, las marcas de `reglas.escritura` son letras: quien pide no le da formato al oficio.
_MARCAS = str.maketrans({"[": "(", "]": ")", "\n": " ", "\r": " "})
_AL_COMIENZO = re.compile(r"^\s*(?:[-•]|\d{1,3}[.)])\s+")


def faltas_de(texto: str) -> list[str]:
    """Qué variables no sirven, una frase por cada una; vacía si todas existen y están bien escritas."""
    faltas = []
    for hallada in _LLAVES.finditer(texto):
        dentro = hallada.group(1)
        if dentro is None:
            cerca = " ".join(texto[hallada.start() : hallada.start() + 30].split())
            faltas.append(
                f"«{cerca}» no está completa: una variable abre con {{{{ y cierra con }}}}."
            )
        elif dentro.strip() not in VARIABLES:
            faltas.append(f"La variable «{hallada.group(0)}» no existe.{_quiso(dentro)}")
    if faltas:
        faltas.append(f"Puede usar {enumerar([f'{{{{{v}}}}}' for v in VARIABLES])}.")
    return list(dict.fromkeys(faltas))


def _quiso(dentro: str) -> str:
    parecidas = get_close_matches(dentro.strip().lower(), VARIABLES, n=1, cutoff=0.6)
    return f" ¿Quiso escribir «{{{{{parecidas[0]}}}}}»?" if parecidas else ""


def aplicar(texto: str, valores: Mapping[str, str]) -> str:
    """El texto con cada variable cambiada por su valor, una sola vez y sin marcas adentro.

    Un valor no puede dar formato, poner un enlace ni traer otra variable. La variable que no esté en
    `valores` queda como estaba.
    """

    def valor(hallada: re.Match[str]) -> str:
        nombre = hallada.group(1)
        return _sin_marcas(valores[nombre]) if nombre in valores else hallada.group(0)

    return _VARIABLE.sub(valor, texto)


def _sin_marcas(valor: str) -> str:
    plano = re.sub(r"\*{2,}", "*", valor.translate(_MARCAS))
    plano = re.sub(r"\{{2,}", "{", re.sub(r"\}{2,}", "}", plano))
    return _AL_COMIENZO.sub("", plano).strip()


def por_llenar(texto: str) -> list[str]:
    """Los huecos `[[…]]` y las variables que todavía están en el texto, tal como se leen."""
    halladas = [*_HUECO.finditer(texto), *_VARIABLE.finditer(texto)]
    return [h.group(0) for h in sorted(halladas, key=re.Match.start)]


def agregar(escrito: str, parrafos: str) -> str:
    """Lo ya escrito, y debajo los párrafos nuevos: nunca se reemplaza nada."""
    if not escrito.strip():
        return parrafos.strip()
    return f"{escrito.rstrip()}\n\n{parrafos.strip()}"


def de_fabrica() -> list[dict[str, str]]:
    """Las plantillas con que empieza una entidad: `nombre`, `clase` (o vacía) y `texto`."""
    datos = tomllib.loads(ARCHIVO.read_text(encoding="utf-8"))
    return [
        {"nombre": p["nombre"], "clase": p.get("clase", ""), "texto": p["texto"].strip()}
        for p in datos["plantilla"]
    ]
