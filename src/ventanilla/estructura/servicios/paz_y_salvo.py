"""Expedir la constancia de lo que alguien tiene a cargo."""

from dataclasses import dataclass
from datetime import date, datetime

from ventanilla.auditoria.servicios import asentar
from ventanilla.comun.actores import Actor
from ventanilla.comun.canonico import sha256_hex
from ventanilla.comun.errores import DatosInvalidos, Falta
from ventanilla.comun.identificadores import ficha as nueva_ficha
from ventanilla.comun.transaccion import escritura
from ventanilla.directorio.models import Usuario
from ventanilla.directorio.permisos import puede_expedir_paz_y_salvo
from ventanilla.documentos.servicios import tabla
from ventanilla.estructura.consultas.a_cargo import DeQuien, a_cargo, instante_del_corte
from ventanilla.estructura.consultas.paz_y_salvo import HECHO, OBJETO, documento
from ventanilla.peticiones.servicios.exigir import exigir


@dataclass(frozen=True)
class PazYSalvo:
    """El PDF y la ficha con que se comprueba."""

    pdf: bytes
    ficha: str
    pendientes: int


def expedir_paz_y_salvo(quien: DeQuien, *, corte: date, actor: Actor, ahora: datetime) -> PazYSalvo:
    """Compone el PDF y lo asienta: la huella del archivo y cuántos tenía, sin decir de quién.

    El libro es su registro: el mismo PDF no se guarda, y pedirlo otra vez expide otro.

    Raises:
        SinPermiso: si no puede ver lo de esa persona o dependencia.
        DatosInvalidos: si el corte no ha llegado.
        ErrorDocumento: si no se pudo componer; no quedó asentado.
    """
    exigir(puede_expedir_paz_y_salvo(actor, quien))
    if corte > ahora.date():
        raise DatosInvalidos([Falta("corte", "Escoja hoy o un día que ya pasó.")])
    pendientes = a_cargo(quien, corte=instante_del_corte(corte, ahora))
    ficha = nueva_ficha()
    pdf = tabla(
        documento(quien, pendientes, corte=corte, ficha=ficha, por=actor.nombre, ahora=ahora)
    )
    clase = "usuario" if isinstance(quien, Usuario) else "dependencia"
    with escritura():
        asentar(
            f"{OBJETO}{ficha}",
            HECHO,
            actor=actor,
            ahora=ahora,
            contenido={
                "de": f"{clase}:{quien.pk}",
                "corte": corte.isoformat(),
                "pendientes": len(pendientes),
                "sha256": sha256_hex(pdf),
            },
            es_nuevo=True,
        )
    return PazYSalvo(pdf, ficha, len(pendientes))
