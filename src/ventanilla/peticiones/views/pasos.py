"""Lo que sigue con una petición, como botones: qué puede hacer ahora quien la mira."""

from datetime import date, datetime
from typing import Any

from django.urls import reverse

from ventanilla.comun.actores import Actor
from ventanilla.comun.reloj import en_bogota
from ventanilla.peticiones import permisos
from ventanilla.peticiones.consultas.despachos import no_llego
from ventanilla.peticiones.consultas.espera import no_contesto
from ventanilla.peticiones.models import Estado, Peticion, Respuesta
from ventanilla.peticiones.servicios.despachar import SALEN_SOLOS, medio_natural

Paso = dict[str, Any]
"""`texto`, `atajo` (su tecla), `url`, `post` y, si es un POST, los `campos` que lleva."""


def pasos_de(
    peticion: Peticion,
    respuesta: Respuesta | None,
    actor: Actor,
    momento: datetime,
    *,
    acepta: bool,
) -> list[Paso]:
    """Lo que esta persona puede hacer ahora, lo más urgente primero: ese es el botón principal.

    Salen arriba de la hoja, antes del texto: en un teléfono lo demás queda lejos.
    """
    return [
        *_por_verificar(peticion, actor),
        *_repartir(peticion, actor),
        *_del_tramite(peticion, respuesta, actor, momento, acepta=acepta),
        *_de_la_salida(peticion, respuesta, actor, en_bogota(momento).date()),
    ]


def _de_la_salida(
    peticion: Peticion, respuesta: Respuesta | None, actor: Actor, hoy: date
) -> list[Paso]:
    """Con la respuesta firmada: despacharla de un toque, o ir a donde se escoge o se prueba."""
    if respuesta is None or respuesta.documento_id is None:
        return []
    if not permisos.puede_despachar(actor, peticion):
        return []
    if respuesta.despachada is not None:
        if no_llego(respuesta, hoy) and permisos.puede_volver_a_despachar(actor, peticion):
            otra_vez = reverse("peticiones:volver_a_despachar", args=[peticion.uuid])
            return [ir("Enviarla otra vez", otra_vez)]
        return [ir("Anotar la entrega", "#entrega")] if respuesta.medio == "postal" else []
    return para_despachar(
        peticion, "Despachar", reverse("peticiones:despachar", args=[peticion.uuid])
    )


def para_despachar(peticion: Peticion, verbo: str, url: str, **campos: str) -> list[Paso]:
    """Por el medio que la persona pidió, de un toque si no hace falta nada más; o a donde se escoge.

    Args:
        verbo: cómo se llama el botón: «Despachar», «Enviar».
        campos: lo que además lleva el POST a `url`.
    """
    medio = medio_natural(peticion)
    if medio not in SALEN_SOLOS:
        return [ir(f"{verbo}: escoger cómo", "#despachar")]
    ya: Paso = {
        "texto": f"{verbo} {SALEN_SOLOS[medio]}",
        "atajo": "",
        "url": url,
        "post": True,
        "campos": {**campos, "medio": medio},
    }
    return [ya, ir(f"{verbo} de otro modo", "#despachar")]


def ir(texto: str, adonde: str) -> Paso:
    """Un paso que lleva a otro lugar de la misma hoja, o a otra página."""
    return {"texto": texto, "atajo": "", "url": adonde, "post": False, "campos": {}}


def entrega_primero(peticion: Peticion, actor: Actor, momento: datetime) -> bool:
    """Si lo que sigue es darle la petición a alguien: nadie la tiene y quien mira reparte en ella."""
    return (
        peticion.responsable_id is None
        and peticion.estado != Estado.PROYECTADA
        and not no_contesto(peticion, momento)
        and not _repartir(peticion, actor)
        and bool(permisos.puede_asignar_persona(actor, peticion))
    )


def _por_verificar(peticion: Peticion, actor: Actor) -> list[Paso]:
    """Lo que pudo llenar un programa: primero se dice si es una petición."""
    if not permisos.puede_verificar(actor, peticion):
        return []
    return [ir("Sí es una petición", reverse("peticiones:verificar", args=[peticion.uuid]))]


def _repartir(peticion: Peticion, actor: Actor) -> list[Paso]:
    """A quien reparte lo recién llegado, lo primero: lleva al campo donde se escoge a quién."""
    recien = peticion.estado in (Estado.RADICADA, Estado.POR_VERIFICAR)
    if not (recien and permisos.puede_asignar_dependencia(actor, peticion)):
        return []
    return [ir("Repartirla", "#id_enviar_dependencia")]


def _del_tramite(
    peticion: Peticion,
    respuesta: Respuesta | None,
    actor: Actor,
    momento: datetime,
    *,
    acepta: bool,
) -> list[Paso]:
    # Quien reparte casi siempre se la da a otra persona: que no la tome creyendo que la entrega.
    reparte = permisos.puede_asignar_persona(actor, peticion)
    tomarla = "Asignármela a mí" if reparte else "Asignarme"
    toca_decidir = no_contesto(peticion, momento)
    posibles = [
        (
            toca_decidir and permisos.puede_declarar_desistimiento(actor, peticion),
            ("Declarar el desistimiento", "desistimiento", False),
        ),
        (
            toca_decidir and permisos.puede_archivar_sin_aclarar(actor, peticion),
            ("Archivarla, porque no se aclaró", "archivar", False),
        ),
        (
            peticion.estado == Estado.PROYECTADA and permisos.puede_firmar(actor, peticion),
            ("Leer y firmar", "revisar", False),
        ),
        (
            peticion.responsable_id is None and permisos.puede_asignarse(actor, peticion),
            (tomarla, "asignarme", True),
        ),
        (
            acepta and permisos.puede_aceptar_competencia(actor, peticion),
            ("Aceptar competencia", "aceptar", True),
        ),
        (
            permisos.puede_proyectar(actor, peticion),
            ("Seguir escribiendo" if respuesta else "Escribir la respuesta", "escribir", False),
        ),
        (
            peticion.responsable_id is not None and permisos.puede_asignarse(actor, peticion),
            (tomarla, "asignarme", True),
        ),
    ]
    return [
        {
            "texto": texto,
            "atajo": nombre,
            "url": reverse(f"peticiones:{nombre}", args=[peticion.uuid]),
            "post": post,
            "campos": {},
        }
        for se_puede, (texto, nombre, post) in posibles
        if se_puede
    ]


def falta_despachar(respuesta: Respuesta | None) -> bool:
    """Si está firmada, con su PDF, y nunca ha salido."""
    return (
        respuesta is not None
        and respuesta.documento_id is not None
        and respuesta.despachada is None
    )
