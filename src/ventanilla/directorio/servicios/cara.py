"""Los textos, el color y el escudo con que la entidad se presenta."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from ventanilla.comun.actores import Actor
from ventanilla.comun.errores import DatosInvalidos, Falta
from ventanilla.directorio.consultas import estructura_actual
from ventanilla.directorio.reglas.cambios import Cambio
from ventanilla.directorio.reglas.edicion import cambio_de
from ventanilla.directorio.reglas.estructura import ENTIDAD
from ventanilla.directorio.reglas.fichas import de_formulario, leer_ficha
from ventanilla.directorio.servicios.estructura import aplicar_estructura
from ventanilla.directorio.servicios.exigir import exigir_que_administre

TEXTOS = tuple(campo for campo in ENTIDAD if campo != "dias_de_alerta")


def revisar_cara(datos: Mapping[str, Any]) -> Mapping[str, Any]:
    """Los datos, limpios, con las mismas reglas del archivo.

    Raises:
        DatosInvalidos: si algo no sirve; un color que no se lee dice su contraste.
    """
    faltas: list[Falta] = []
    ficha = leer_ficha({c: datos[c] for c in TEXTOS if c in datos}, ENTIDAD, "La entidad", faltas)
    if faltas:
        raise DatosInvalidos([de_formulario(f) for f in faltas])
    return ficha.datos


def cambiar_cara(
    datos: Mapping[str, Any],
    *,
    leido: Mapping[str, Any],
    escudo_sha256: str | None = None,
    actor: Actor,
    ahora: datetime,
) -> bool:
    """Guarda lo que cambió y lo asienta. Da falso si no había nada distinto.

    Args:
        leido: los datos como estaban cuando se abrió la página.
        escudo_sha256: la huella del escudo ya guardado; «» lo quita y `None` lo deja.

    Raises:
        SinPermiso: si no administra.
        DatosInvalidos: si algo no sirve.
        OtraPersonaCambio: si alguien cambió lo mismo entre tanto; trae lo que quedó.
    """
    exigir_que_administre(actor)
    escrito = dict(revisar_cara(datos))
    actual = estructura_actual()["entidad"].get(())
    if escudo_sha256 is not None:
        escrito["escudo_sha256"] = escudo_sha256
    if actual is None:
        cambio: Cambio | None = Cambio("entidad", (), True, {}, escrito)
    else:
        # El escudo se cambia entero: no hay dos textos que comparar.
        visto = {**leido, "escudo_sha256": actual["escudo_sha256"]}
        cambio = cambio_de("entidad", (), escrito=escrito, leido=visto, actual=actual)
    if cambio is None:
        return False
    aplicar_estructura([cambio], actor=actor, ahora=ahora)
    return True
