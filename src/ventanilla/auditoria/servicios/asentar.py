"""Escribir una línea en el libro."""

import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from ventanilla.auditoria.models import Asiento, Cadena
from ventanilla.auditoria.reglas.libro import Linea, huella
from ventanilla.comun.actores import Actor
from ventanilla.comun.canonico import canonico, compromiso
from ventanilla.comun.reloj import en_bogota
from ventanilla.comun.transaccion import escritura


def asentar(
    objeto: str,
    hecho: str,
    *,
    actor: Actor,
    ahora: datetime,
    contenido: Mapping[str, Any],
    reservado: Mapping[str, str] | None = None,
    es_nuevo: bool = False,
) -> Asiento:
    """Agrega un asiento a la cadena de `objeto`, dentro de la transacción de quien llama.

    Quien asienta sobre lo mismo espera a que la otra transacción termine y queda después: leer un
    documento a la vez que otro no es un error. Que un acto valga una sola vez lo cuida quien llama.

    Args:
        objeto: «clase:identificador», por ejemplo «peticion:1b4e…».
        hecho: verbo en participio («radicada», «firmada»).
        contenido: JSON con identificadores y huellas; nunca nombres ni textos de la persona.
        reservado: datos personales; solo se escribe su compromiso con la sal del asiento.
        es_nuevo: el objeto acaba de nacer; no hace falta buscar su cadena.

    Raises:
        TransactionManagementError: si la transacción de quien llama ya se rompió.
    """
    sal = secrets.token_bytes(16)
    cuerpo = dict(contenido)
    if reservado:
        cuerpo["compromisos"] = {k: compromiso(sal, k, v) for k, v in sorted(reservado.items())}
    with escritura():
        cadena = Cadena(objeto=objeto, largo=0) if es_nuevo else _tomar(objeto)
        linea = Linea(
            objeto=objeto,
            orden=cadena.largo + 1,
            momento=en_bogota(ahora).isoformat(timespec="microseconds"),
            actor=actor.clave,
            hecho=hecho,
            previo=cadena.cabeza,
            sal=sal.hex(),
            contenido=canonico(cuerpo).decode(),
        )
        hash_ = huella(linea)
        cadena.largo, cadena.cabeza = linea.orden, hash_
        cadena.save()
        return Asiento.objects.create(
            objeto=objeto,
            orden=linea.orden,
            momento=ahora,
            actor=linea.actor,
            hecho=hecho,
            previo=linea.previo,
            sal=linea.sal,
            contenido=linea.contenido,
            hash=hash_,
        )


def _tomar(objeto: str) -> Cadena:
    """La cadena, que ya nadie más alarga hasta el final de la transacción; si no estaba, vacía.

    Dos que la empiezan a la vez: la segunda inserción espera a la primera y no hace nada.
    """
    suya = Cadena.objects.select_for_update().filter(objeto=objeto).order_by()
    cadena = suya.first()
    if cadena is None:
        Cadena.objects.bulk_create([Cadena(objeto=objeto, largo=0)], ignore_conflicts=True)
        cadena = suya.get()
    return cadena
