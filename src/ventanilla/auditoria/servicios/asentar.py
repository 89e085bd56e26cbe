"""Escribir una línea en el libro."""

import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import F

from ventanilla.auditoria.models import Asiento, Cadena
from ventanilla.auditoria.reglas.libro import Linea, huella
from ventanilla.comun.actores import Actor
from ventanilla.comun.canonico import canonico, compromiso
from ventanilla.comun.errores import Cambiado
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

    Args:
        objeto: «clase:identificador», por ejemplo «peticion:1b4e…».
        hecho: verbo en participio («radicada», «firmada»).
        contenido: JSON con identificadores y huellas; nunca nombres ni textos de la persona.
        reservado: datos personales; solo se escribe su compromiso con la sal del asiento.
        es_nuevo: el objeto acaba de nacer; no hace falta buscar su cadena.

    Raises:
        Cambiado: si otro asiento ganó la misma posición.
        TransactionManagementError: si no hay transacción abierta.
    """
    sal = secrets.token_bytes(16)
    cuerpo = dict(contenido)
    if reservado:
        cuerpo["compromisos"] = {k: compromiso(sal, k, v) for k, v in sorted(reservado.items())}
    with escritura():
        cadena = None if es_nuevo else Cadena.objects.filter(objeto=objeto).order_by().first()
        linea = Linea(
            objeto=objeto,
            orden=cadena.largo + 1 if cadena else 1,
            momento=en_bogota(ahora).isoformat(timespec="microseconds"),
            actor=actor.clave,
            hecho=hecho,
            previo=cadena.cabeza if cadena else "",
            sal=sal.hex(),
            contenido=canonico(cuerpo).decode(),
        )
        hash_ = huella(linea)
        _avanzar(cadena, linea, hash_)
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


def _avanzar(cadena: Cadena | None, linea: Linea, hash_: str) -> None:
    if cadena is None:
        Cadena.objects.create(objeto=linea.objeto, largo=1, cabeza=hash_)
        return
    movidas = Cadena.objects.filter(pk=cadena.pk, largo=cadena.largo).update(
        largo=F("largo") + 1, cabeza=hash_
    )
    if movidas != 1:
        raise Cambiado("Otra persona actuó sobre lo mismo en este instante. Vuelva a intentarlo.")
