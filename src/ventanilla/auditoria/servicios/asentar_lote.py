"""Escribir de una vez los primeros asientos de muchos objetos nuevos."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from ventanilla.auditoria.models import Asiento, Cadena
from ventanilla.auditoria.reglas.libro import Linea, huella
from ventanilla.comun.actores import Actor
from ventanilla.comun.canonico import canonico, compromiso
from ventanilla.comun.reloj import en_bogota
from ventanilla.comun.transaccion import escritura


@dataclass(frozen=True)
class Entrada:
    """Un asiento por escribir; los campos son los de `asentar`."""

    objeto: str
    hecho: str
    contenido: Mapping[str, Any]
    reservado: Mapping[str, str] = field(default_factory=dict)


def asentar_lote(entradas: Sequence[Entrada], *, actor: Actor, ahora: datetime) -> None:
    """Asienta todo, en orden, en la transacción de quien llama.

    Es para objetos que todavía no tienen cadena (lo que se trae de otro sistema): uno que ya la
    tenga hace fallar el lote entero.

    Raises:
        IntegrityError: si algún objeto ya estaba en el libro; no se escribió nada.
    """
    cadenas: dict[str, Cadena] = {}
    asientos = []
    for entrada in entradas:
        cadena = cadenas.setdefault(entrada.objeto, Cadena(objeto=entrada.objeto, largo=0))
        sal = secrets.token_bytes(16)
        cuerpo = dict(entrada.contenido)
        if entrada.reservado:
            cuerpo["compromisos"] = {
                k: compromiso(sal, k, v) for k, v in sorted(entrada.reservado.items())
            }
        linea = Linea(
            objeto=entrada.objeto,
            orden=cadena.largo + 1,
            momento=en_bogota(ahora).isoformat(timespec="microseconds"),
            actor=actor.clave,
            hecho=entrada.hecho,
            previo=cadena.cabeza,
            sal=sal.hex(),
            contenido=canonico(cuerpo).decode(),
        )
        cadena.largo, cadena.cabeza = linea.orden, huella(linea)
        asientos.append(
            Asiento(
                objeto=linea.objeto,
                orden=linea.orden,
                momento=ahora,
                actor=linea.actor,
                hecho=linea.hecho,
                previo=linea.previo,
                sal=linea.sal,
                contenido=linea.contenido,
                hash=cadena.cabeza,
            )
        )
    with escritura():
        Cadena.objects.bulk_create(cadenas.values())
        Asiento.objects.bulk_create(asientos)
