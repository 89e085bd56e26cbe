"""Remitir una petición a Control Disciplinario."""

import uuid
from datetime import datetime

from django.db import IntegrityError

from ventanilla.auditoria.servicios import asentar
from ventanilla.comun.actores import Actor
from ventanilla.comun.cifrado import cifrar
from ventanilla.comun.errores import DatosInvalidos, ErrorDeDominio, Falta
from ventanilla.comun.texto import limpiar_linea
from ventanilla.comun.transaccion import escritura
from ventanilla.correspondencia.servicios import preparar_envio
from ventanilla.directorio.consultas import quienes_tienen
from ventanilla.directorio.models import Rol
from ventanilla.peticiones.models import Peticion, Remision
from ventanilla.peticiones.permisos import puede_remitir_a_disciplinario
from ventanilla.peticiones.servicios.exigir import exigir, usuario_de

LARGO_DEL_MOTIVO = 2000


def remitir_a_disciplinario(
    peticion: Peticion, *, motivo: str, actor: Actor, ahora: datetime
) -> Remision:
    """La pone en la lista de Control Disciplinario y les avisa. El trámite sigue igual.

    No agrega actuación ni cambia la versión: en la historia de la petición no se nota.

    Raises:
        SinPermiso: si quien remite no es la jefatura ni la Dirección de Atención.
        DatosInvalidos: si falta el motivo o nadie ejerce hoy Control Disciplinario.
        ErrorDeDominio: si la misma persona ya la había remitido.
    """
    exigir(puede_remitir_a_disciplinario(actor, peticion))
    motivo = limpiar_linea(motivo)[:LARGO_DEL_MOTIVO]
    if not motivo:
        raise DatosInvalidos([Falta("motivo", "Escriba por qué la remite.")])
    reciben = list(quienes_tienen(ahora.date(), Rol.CONTROL_DISCIPLINARIO))
    if not reciben:
        dicho = (
            "Hoy nadie tiene el rol de Control Disciplinario: pídale a quien administra que lo dé."
        )
        raise DatosInvalidos([Falta("motivo", dicho)])
    nueva = uuid.uuid4()
    cifrado = cifrar(motivo, uso="motivos", contexto=f"remision:{nueva}")
    try:
        with escritura():
            remision = Remision.objects.create(
                peticion=peticion,
                quien_id=usuario_de(actor),
                momento=ahora,
                uuid=nueva,
                motivo_cifrado=cifrado,
            )
            Peticion.objects.filter(pk=peticion.pk, remitida__isnull=True).update(remitida=ahora)
            asentar(
                f"remision:{nueva}",
                "remitida_a_disciplinario",
                actor=actor,
                ahora=ahora,
                contenido={"peticion": peticion.uuid.hex, "motivo_cifrado": cifrado.hex()},
                reservado={"motivo": motivo},
            )
            for quien in reciben:
                preparar_envio(
                    "remision",
                    llave=f"remision:{nueva}:{quien.pk}",
                    destino=quien.email,
                    plantilla="peticiones/correo/remision",
                    datos={"numero": peticion.radicado.impreso},
                    ahora=ahora,
                )
    except IntegrityError as error:
        raise ErrorDeDominio("Usted ya la había remitido a Control Disciplinario.") from error
    return remision
