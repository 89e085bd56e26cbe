"""Entregar la parte que otra dependencia espera, devolverla o decir que ya no se necesita."""

from collections.abc import Sequence
from datetime import datetime

from ventanilla.archivo.servicios import Recibido, registrar_varios
from ventanilla.comun.actores import Actor
from ventanilla.comun.errores import Cambiado, DatosInvalidos, Falta
from ventanilla.comun.texto import limpiar
from ventanilla.comun.transaccion import escritura
from ventanilla.directorio.consultas import calendario_de_la_entidad
from ventanilla.peticiones.models import Actuacion, ArchivoDeParte, Parte
from ventanilla.peticiones.permisos import puede_entregar_parte, puede_retirar_parte
from ventanilla.peticiones.servicios.anotar import anotar
from ventanilla.peticiones.servicios.avanzar import avanzar, recomputar
from ventanilla.peticiones.servicios.avisar_de_partes import (
    avisar_de_la_parte,
    correos_de_dependencia,
    correos_de_quien_responde,
)
from ventanilla.peticiones.servicios.exigir import exigir, usuario_de
from ventanilla.peticiones.servicios.partes import CAMBIO, faltas_del_texto

MAXIMO_ENTREGA = 50_000


def entregar_parte(
    parte: Parte, *, texto: str, archivos: Sequence[Recibido] = (), actor: Actor, ahora: datetime
) -> Parte:
    """Entrega texto, archivos o las dos cosas a la dependencia que responde.

    Raises:
        SinPermiso: si se le pidió a otra dependencia o ya terminó.
        DatosInvalidos: si no entrega nada o es demasiado largo.
        Cambiado: si la parte o la petición cambiaron entre tanto.
    """
    exigir(puede_entregar_parte(actor, parte))
    texto = limpiar(texto).strip()
    if not texto and not archivos:
        raise DatosInvalidos([Falta("texto", "Escriba su parte o adjunte un archivo.")])
    if len(texto) > MAXIMO_ENTREGA:
        raise DatosInvalidos([Falta("texto", "Es demasiado largo: puede ir en un archivo.")])
    calendario = calendario_de_la_entidad()
    destinos = correos_de_quien_responde(parte.peticion, ahora)
    with escritura():
        _terminar(parte, Parte.Estado.ENTREGADA, actor, ahora, texto=texto)
        guardados = registrar_varios(archivos, ahora=ahora)
        for orden, (archivo, guardado) in enumerate(zip(archivos, guardados, strict=True), start=1):
            ArchivoDeParte.objects.create(
                parte=parte,
                orden=orden,
                guardado=guardado,
                extension=archivo.extension,
            )
        anotar(
            parte.peticion,
            Actuacion.Tipo.PARTE_ENTREGADA,
            actor=actor,
            ahora=ahora,
            dependencia=parte.dependencia.nombre,
            datos={"parte": parte.orden, "archivos": len(archivos)},
            contenido={"archivos_sha256": [a.sha256 for a in archivos]},
            reservado={"entregado": texto} if texto else None,
        )
        recomputar(parte.peticion, calendario=calendario)
        for destino in destinos:
            avisar_de_la_parte(parte, "parte_entregada", destino, ahora)
    return parte


def devolver_parte(parte: Parte, *, motivo: str, actor: Actor, ahora: datetime) -> Parte:
    """La dependencia dice que no le toca o que no puede, y por qué.

    Raises:
        SinPermiso: si se le pidió a otra dependencia o ya terminó.
        DatosInvalidos: si no dice por qué.
        Cambiado: si la parte o la petición cambiaron entre tanto.
    """
    exigir(puede_entregar_parte(actor, parte))
    return _dejar(parte, Parte.Estado.DEVUELTA, motivo, actor, ahora)


def retirar_parte(parte: Parte, *, motivo: str, actor: Actor, ahora: datetime) -> Parte:
    """La dependencia que responde dice que ya no la necesita.

    Raises:
        SinPermiso: si la petición no es de su dependencia o la parte ya terminó.
        DatosInvalidos: si no dice por qué.
        Cambiado: si la parte o la petición cambiaron entre tanto.
    """
    exigir(puede_retirar_parte(actor, parte))
    return _dejar(parte, Parte.Estado.RETIRADA, motivo, actor, ahora)


def _dejar(parte: Parte, estado: str, motivo: str, actor: Actor, ahora: datetime) -> Parte:
    """Termina la parte sin entrega; lo lee la otra dependencia y no la persona."""
    motivo = limpiar(motivo).strip()
    faltas = faltas_del_texto("motivo", motivo, "Diga por qué: lo lee la otra dependencia.")
    if faltas:
        raise DatosInvalidos(faltas)
    devuelta = estado == Parte.Estado.DEVUELTA
    calendario = calendario_de_la_entidad()
    destinos = (
        correos_de_quien_responde(parte.peticion, ahora)
        if devuelta
        else correos_de_dependencia(parte.dependencia, ahora)
    )
    tipo = Actuacion.Tipo.PARTE_DEVUELTA if devuelta else Actuacion.Tipo.PARTE_RETIRADA
    with escritura():
        _terminar(parte, estado, actor, ahora, motivo=motivo)
        anotar(
            parte.peticion,
            tipo,
            actor=actor,
            ahora=ahora,
            motivo=motivo,
            dependencia=parte.dependencia.nombre,
            datos={"parte": parte.orden},
            es_publica=False,
        )
        recomputar(parte.peticion, calendario=calendario)
        for destino in destinos:
            avisar_de_la_parte(parte, tipo.value, destino, ahora)
    return parte


def _terminar(parte: Parte, estado: str, actor: Actor, ahora: datetime, **cambios: str) -> None:
    avanzar(parte.peticion)
    nuevos = {
        "estado": estado,
        "terminada": ahora,
        "terminada_por_id": usuario_de(actor),
        **cambios,
    }
    if Parte.objects.filter(pk=parte.pk, estado=Parte.Estado.ABIERTA).update(**nuevos) != 1:
        raise Cambiado(CAMBIO)
    for campo, valor in nuevos.items():
        setattr(parte, campo, valor)
