"""Lo que no son peticiones y también pasa a la sucesora: partes, plantillas, tipos y filtros."""

from datetime import datetime

from ventanilla.auditoria.servicios import asentar
from ventanilla.bandeja.servicios.heredar import heredar_filtros
from ventanilla.comun.actores import Actor
from ventanilla.comun.errores import Cambiado
from ventanilla.comun.transaccion import escritura
from ventanilla.directorio.consultas import calendario_de_la_entidad
from ventanilla.directorio.models import Dependencia
from ventanilla.directorio.reglas.cambios import Cambio
from ventanilla.directorio.servicios.turno import tomar_la_entidad
from ventanilla.estructura.consultas.mudanza import partes_abiertas
from ventanilla.peticiones.consultas.asentado import de_plantilla
from ventanilla.peticiones.models import (
    Actuacion,
    Parte,
    Plantilla,
    TipoDocumental,
)
from ventanilla.peticiones.servicios.anotar import anotar
from ventanilla.peticiones.servicios.avanzar import avanzar, recomputar
from ventanilla.peticiones.servicios.tipos import aplicar_tipos


def mudar_partes(
    cerrada: Dependencia, destino: Dependencia, *, motivo: str, actor: Actor, ahora: datetime
) -> int:
    """Las partes sin entregar quedan a cargo de la sucesora, con la misma fecha; dice cuántas.

    Si la sucesora es la que responde, ya no hay a quién pedírsela: la parte se retira.
    """
    calendario = calendario_de_la_entidad()
    pasadas = 0
    for parte in partes_abiertas(cerrada):
        try:
            with escritura():
                _mudar_parte(parte, destino, motivo=motivo, actor=actor, ahora=ahora)
                recomputar(parte.peticion, calendario=calendario)
        except Cambiado:
            # Alguien la entregó en ese instante: si sigue abierta, pasa en la próxima vuelta.
            continue
        pasadas += 1
    return pasadas


def _mudar_parte(
    parte: Parte, destino: Dependencia, *, motivo: str, actor: Actor, ahora: datetime
) -> None:
    es_la_que_responde = parte.peticion.dependencia_id == destino.pk
    datos: dict[str, object] = {"parte": parte.orden}
    avanzar(parte.peticion)
    filas = Parte.objects.filter(pk=parte.pk, estado=Parte.Estado.ABIERTA)
    if es_la_que_responde:
        tipo = Actuacion.Tipo.PARTE_RETIRADA
        dicho = f"{motivo} Ya no hay a quién pedírsela."
        movidas = filas.update(estado=Parte.Estado.RETIRADA, motivo=dicho, terminada=ahora)
    else:
        tipo, dicho = Actuacion.Tipo.PARTE_ASIGNADA, motivo
        datos |= {"a": destino.codigo, "responsable": None}
        movidas = filas.update(dependencia=destino, responsable=None)
    if movidas != 1:
        raise Cambiado("La parte cambió en este instante.")
    anotar(
        parte.peticion,
        tipo,
        actor=actor,
        ahora=ahora,
        motivo=dicho,
        dependencia=destino.nombre,
        datos=datos,
        es_publica=False,
    )


def mudar_lo_de_su_gente(
    cerrada: Dependencia, destino: Dependencia | None, *, actor: Actor, ahora: datetime
) -> None:
    """Pasa a la sucesora las plantillas, los tipos que la proponen y los filtros compartidos.

    Sin sucesora: las plantillas se retiran, los tipos dejan de proponerla y cada filtro vuelve a quien
    lo hizo. Se puede repetir.
    """
    with escritura():
        # La misma vuelta la pueden dar a la vez quien cerró y el obrero: el segundo ya no halla nada.
        tomar_la_entidad()
        for plantilla in Plantilla.objects.filter(dependencia=cerrada, activa=True):
            _plantilla(plantilla, destino, actor=actor, ahora=ahora)
        tipos = TipoDocumental.objects.filter(dependencia_por_defecto=cerrada, activo=True)
        antes = {"dependencia": cerrada.codigo}
        despues = {"dependencia": destino.codigo if destino else ""}
        cambios = [Cambio("tipo", (t.codigo,), False, antes, despues) for t in tipos]
        aplicar_tipos(cambios, actor=actor, ahora=ahora)
        heredar_filtros(cerrada, destino)


def _plantilla(
    plantilla: Plantilla, destino: Dependencia | None, *, actor: Actor, ahora: datetime
) -> None:
    cambios = {"dependencia": destino} if destino else {"activa": False}
    filas = Plantilla.objects.filter(pk=plantilla.pk, version=plantilla.version)
    if filas.update(version=plantilla.version + 1, editada=ahora, **cambios) != 1:
        raise Cambiado("Alguien está cambiando una plantilla. Vuelva a intentarlo.")
    plantilla.refresh_from_db()
    asentar(
        f"plantilla:{plantilla.uuid.hex}",
        "pasada" if destino else "retirada",
        actor=actor,
        ahora=ahora,
        contenido=de_plantilla(plantilla),
    )
