"""Cerrar un expediente, con su índice firmado, y reabrirlo: solo, o a mano con su razón.

Cerrar es el cierre administrativo (Acuerdo AGN 002 de 2014): desde él se cuenta la retención. Lo que
llegue después no se rechaza: reabre el expediente y queda dicho por qué.
"""

from datetime import datetime

from ventanilla.archivo.models import CierreDeExpediente, Expediente
from ventanilla.archivo.reglas.cierre import faltas_del_motivo
from ventanilla.archivo.reglas.indice import Pieza, huella_de_cierre
from ventanilla.archivo.servicios.incorporar import incorporar
from ventanilla.auditoria.consultas import llave_publica
from ventanilla.auditoria.consultas.sellos import USO_DE_LLAVE
from ventanilla.auditoria.reglas.sellado import firmar
from ventanilla.auditoria.servicios import asentar
from ventanilla.comun.actores import Actor
from ventanilla.comun.cifrado import llave
from ventanilla.comun.errores import Cambiado, DatosInvalidos
from ventanilla.comun.fechas import momento_largo
from ventanilla.comun.reloj import en_bogota
from ventanilla.comun.texto import limpiar_linea
from ventanilla.comun.transaccion import escritura


def cerrar_expedientes(*, actor: Actor, ahora: datetime) -> int:
    """Cierra y firma los que ya cumplieron su espera; devuelve cuántos. No los reabiertos a mano."""
    hoy = en_bogota(ahora).date()
    listos = Expediente.objects.filter(
        cerrado__isnull=True, se_cierra__lte=hoy, abierto_a_mano=False
    ).order_by("pk")
    return sum(_cerrar(expediente, actor=actor, ahora=ahora) for expediente in list(listos[:2000]))


def cerrar_a_mano(expediente: Expediente, *, motivo: str, actor: Actor, ahora: datetime) -> None:
    """Deja la constancia del cierre en el índice y lo firma.

    Quien llama ya preguntó el permiso y si el trámite terminó: esta casa no conoce el trámite.

    Raises:
        DatosInvalidos: si no dice por qué.
        Cambiado: si ya estaba cerrado o creció en este instante; no se escribió nada.
    """
    dicho = _exigir_motivo(motivo)
    if expediente.cerrado is not None:
        raise Cambiado("El expediente ya está cerrado.")
    with escritura():
        cuantos = expediente.cierres.count()
        constancia = _constancia(
            f"cierre:{cuantos + 1}", "Constancia de cierre", dicho, actor=actor, ahora=ahora
        )
        incorporar(expediente, [constancia], ahora=ahora, abierto_a_mano=False)
        if not _cerrar(expediente, actor=actor, ahora=ahora, porque=dicho):
            raise Cambiado("El expediente cambió en este instante. Vuelva a intentarlo.")


def reabrir_a_mano(expediente: Expediente, *, motivo: str, actor: Actor, ahora: datetime) -> None:
    """Lo reabre, con su constancia en el índice. El cierre de antes y su firma no se pierden.

    Raises:
        DatosInvalidos: si no dice por qué.
        Cambiado: si ya estaba abierto o cambió en este instante; no se escribió nada.
    """
    dicho = _exigir_motivo(motivo)
    with escritura():
        reabrir(expediente, motivo=dicho, actor=actor, ahora=ahora)
        cuantos = expediente.cierres.count()
        constancia = _constancia(
            f"reapertura:{cuantos}", "Constancia de reapertura", dicho, actor=actor, ahora=ahora
        )
        incorporar(expediente, [constancia], ahora=ahora, abierto_a_mano=True)


def reabrir(expediente: Expediente, *, motivo: str, actor: Actor, ahora: datetime) -> None:
    """Marca como reabierto el cierre que valía, con su razón, y lo asienta.

    Raises:
        Cambiado: si ya estaba abierto.
    """
    with escritura():
        reabiertos = Expediente.objects.filter(pk=expediente.pk, cerrado__isnull=False).update(
            cerrado=None
        )
        if not reabiertos:
            raise Cambiado("El expediente ya está abierto.")
        CierreDeExpediente.objects.filter(expediente=expediente, reabierto__isnull=True).update(
            reabierto=ahora, reabierto_por=_nombre(actor), motivo=motivo[:300]
        )
        expediente.cerrado = None
        asentar(
            f"expediente:{expediente.uuid.hex}",
            "reabierto",
            actor=actor,
            ahora=ahora,
            contenido={"documentos": expediente.largo, "motivo": motivo[:300]},
        )


def _cerrar(expediente: Expediente, *, actor: Actor, ahora: datetime, porque: str = "") -> bool:
    momento = en_bogota(ahora).replace(microsecond=0)
    hash_ = huella_de_cierre(
        expediente.codigo, expediente.largo, expediente.cabeza, momento.isoformat()
    )
    with escritura():
        cerrados = Expediente.objects.filter(
            pk=expediente.pk, cerrado__isnull=True, largo=expediente.largo
        ).update(cerrado=momento)
        if not cerrados:
            return False
        CierreDeExpediente.objects.create(
            expediente=expediente,
            momento=momento,
            documentos=expediente.largo,
            cabeza=expediente.cabeza,
            hash=hash_,
            firma=firmar(llave(USO_DE_LLAVE), hash_),
            llave_publica=llave_publica(),
            cerrado_por=_nombre(actor),
            porque=porque,
        )
        asentar(
            f"expediente:{expediente.uuid.hex}",
            "cerrado",
            actor=actor,
            ahora=ahora,
            contenido={
                "documentos": expediente.largo,
                "hash": hash_,
                **({"motivo": porque} if porque else {}),
            },
        )
    return True


def _exigir_motivo(motivo: str) -> str:
    dicho = limpiar_linea(motivo)
    if faltas := faltas_del_motivo(dicho):
        raise DatosInvalidos(faltas)
    return dicho


def _constancia(llave: str, tipo: str, motivo: str, *, actor: Actor, ahora: datetime) -> Pieza:
    return Pieza(
        llave=llave,
        nombre=f"{llave.replace(':', '-')}.txt",
        tipo=tipo,
        creado=ahora,
        texto=f"{tipo}\n{momento_largo(en_bogota(ahora))}\n{actor.nombre}\n\n{motivo}\n",
    )


def _nombre(actor: Actor) -> str:
    """Quién fue, si fue una persona: el programa no se nombra."""
    return actor.nombre[:160] if actor.usuario_id is not None else ""
