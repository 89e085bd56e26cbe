"""Verificar lo recibido por encima del límite, y anular un radicado: el número no se usa otra vez."""

from datetime import datetime

from ventanilla.comun.actores import Actor
from ventanilla.comun.errores import DatosInvalidos, Falta
from ventanilla.comun.texto import limpiar
from ventanilla.comun.transaccion import escritura
from ventanilla.correspondencia.servicios.anular import anular_radicado
from ventanilla.directorio.consultas import calendario_de_la_entidad
from ventanilla.peticiones.consultas.publicas import por_impreso
from ventanilla.peticiones.models import Actuacion, Estado, Peticion
from ventanilla.peticiones.permisos import puede_anular, puede_verificar
from ventanilla.peticiones.servicios.anotar import anotar
from ventanilla.peticiones.servicios.avanzar import avanzar, recomputar
from ventanilla.peticiones.servicios.comunicar import comunicar, correo_de
from ventanilla.peticiones.servicios.exigir import exigir

MINIMO, MAXIMO = 20, 1000
DUPLICADA = "duplicada"
CAUSAS = {
    DUPLICADA: "La misma petición ya tiene otro radicado",
    "error": "El número se dio por error",
    "automatica": "No es una petición: la llenó un programa",
}


def verificar(peticion: Peticion, *, actor: Actor, ahora: datetime) -> Peticion:
    """Dice que es una petición de verdad. Su término no cambia: corre desde que se recibió.

    Raises:
        SinPermiso: si no está por verificar o no le toca.
        Cambiado: si la petición cambió entre tanto.
    """
    exigir(puede_verificar(actor, peticion))
    with escritura():
        avanzar(peticion, estado=Estado.RADICADA)
        anotar(peticion, Actuacion.Tipo.VERIFICADA, actor=actor, ahora=ahora)
    return peticion


def anular(
    peticion: Peticion, *, causa: str, motivo: str, otro: str = "", actor: Actor, ahora: datetime
) -> Peticion:
    """Anula el radicado. El número queda gastado, en el libro y en la consulta de la persona.

    Nadie puede negarse a radicar (CPACA art. 15 par. 2): se anula lo que está repetido, lo que tomó
    número por error o lo que no es una petición; nunca lo difícil ni lo vencido.

    Args:
        causa: una llave de `CAUSAS`.
        otro: si está duplicada, el radicado con que sigue su trámite.

    Raises:
        SinPermiso: si no es la Dirección de Atención, o ya está cerrada o firmada.
        DatosInvalidos: si falta la causa, la razón o el otro radicado.
        Cambiado: si la petición cambió entre tanto.
    """
    exigir(puede_anular(actor, peticion))
    motivo = limpiar(motivo).strip()
    con = revisar(peticion, causa=causa, motivo=motivo, otro=otro)
    calendario = calendario_de_la_entidad()
    correo = correo_de(peticion)
    with escritura():
        avanzar(peticion, estado=Estado.ANULADA)
        anular_radicado(peticion.radicado, motivo=f"{CAUSAS[causa]}. {motivo}", ahora=ahora)
        anotar(
            peticion,
            Actuacion.Tipo.ANULADA,
            actor=actor,
            ahora=ahora,
            motivo=motivo,
            datos={"causa": causa, **({"sigue_en": con} if con else {})},
            contenido={"radicado": peticion.radicado.impreso, "radicado_id": peticion.radicado_id},
        )
        recomputar(peticion, calendario=calendario)
        comunicar(
            peticion,
            "anulacion",
            correo=correo,
            datos={"motivo": f"{CAUSAS[causa]}. {motivo}", "otro": con},
            ahora=ahora,
        )
    return peticion


def revisar(peticion: Peticion, *, causa: str, motivo: str, otro: str) -> str:
    """El número del radicado con que sigue su trámite, si está duplicada; vacío si no.

    Raises:
        DatosInvalidos: si falta la causa, la razón o el otro radicado.
    """
    faltas = []
    if causa not in CAUSAS:
        faltas.append(Falta("causa", "Escoja por qué se anula."))
    if len(motivo) < MINIMO:
        faltas.append(Falta("motivo", "Explique la razón: la persona la lee y queda en el libro."))
    elif len(motivo) > MAXIMO:
        faltas.append(Falta("motivo", f"Escriba {MAXIMO} caracteres o menos."))
    con = ""
    if causa == DUPLICADA:
        hallada = next((p for p in por_impreso(otro.strip()) if p.pk != peticion.pk), None)
        if hallada is None or hallada.estado == Estado.ANULADA:
            faltas.append(
                Falta("otro", "Escriba el número completo del radicado con que sigue su trámite.")
            )
        else:
            con = hallada.radicado.impreso
    if faltas:
        raise DatosInvalidos(faltas)
    return con
