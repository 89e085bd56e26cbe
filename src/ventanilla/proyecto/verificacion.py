"""Todo lo que `./ventanilla verificar` mira, casa por casa."""

from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from django.db import DatabaseError, connection

from ventanilla.archivo.consultas import revisar_archivos
from ventanilla.archivo.consultas.expedientes import revisar_expedientes
from ventanilla.archivo.consultas.verificacion_trd import revisar_trd
from ventanilla.auditoria.consultas import RevisionDelLibro, revisar_libro
from ventanilla.auditoria.models import Asiento
from ventanilla.auditoria.reglas.alteracion import Alteracion
from ventanilla.correspondencia.consultas import (
    Hueco,
    Repetido,
    RevisionDeNumeracion,
    revisar_numeracion,
)
from ventanilla.directorio.consultas.verificacion_dependencias import revisar_dependencias
from ventanilla.directorio.consultas.verificacion_dias import revisar_dias
from ventanilla.directorio.consultas.verificacion_gente import revisar_gente
from ventanilla.directorio.consultas.verificacion_reglamento import revisar_reglamentos
from ventanilla.importacion.consultas.verificacion import revisar_discrepancias
from ventanilla.peticiones.consultas.verificacion import revisar_peticiones, revisar_plantillas

Avance = Callable[[str, int], None]
_LO_DEMAS: tuple[tuple[str, Callable[[], Iterable[Alteracion]]], ...] = (
    ("las discrepancias", revisar_discrepancias),
    ("las plantillas", revisar_plantillas),
    ("la gente", revisar_gente),
    ("las dependencias", revisar_dependencias),
    ("los días no hábiles", revisar_dias),
    ("el reglamento", revisar_reglamentos),
    ("la TRD", revisar_trd),
)


@dataclass
class Informe:
    """Lo contado y lo que está mal. `pendientes` son asientos sin sellar: no es una falta."""

    asientos: int = 0
    sellos: int = 0
    pendientes: int = 0
    huecos: list[Hueco] = field(default_factory=list)
    repetidos: list[Repetido] = field(default_factory=list)
    alteraciones: list[Alteracion] = field(default_factory=list)

    @property
    def esta_bien(self) -> bool:
        """Si no hay nada que nombrar."""
        return not (self.huecos or self.repetidos or self.alteraciones)

    def a_json(self) -> dict[str, Any]:
        """El informe como lo imprime `--json`."""
        return asdict(self)


def sin_base() -> str:
    """Por qué no hay qué revisar, en una frase; vacío si sí hay."""
    nombre = str(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite" and not Path(nombre).exists():
        return f"No hay base de datos en {nombre}. Revise VENTANILLA_DATOS."
    try:
        tablas = connection.introspection.table_names()
    except DatabaseError as error:
        return f"No se puede abrir la base de datos: {error}"
    if Asiento._meta.db_table not in tablas:
        return "La base de datos está vacía. Corra ./ventanilla preparar."
    return ""


def revisar_todo(*, contra: Path | None = None, avance: Avance = lambda *_: None) -> Informe:
    """Revisa números, libro, peticiones y archivos sin detener el servicio.

    Args:
        contra: copia de `sellos.txt` guardada por otra persona.
        avance: recibe qué se está revisando y cuántos van.

    Raises:
        ErrorDeDominio: si `contra` no trae ningún sello.
        OSError: si `contra` no se puede leer.
    """
    informe = Informe()
    malas = informe.alteraciones
    libro = RevisionDelLibro()
    numeros = RevisionDeNumeracion()

    def del_libro() -> list[Alteracion]:
        nonlocal libro
        libro = revisar_libro(contra=contra, avance=lambda n: avance("asientos", n))
        return libro.alteraciones

    def de_los_numeros() -> list[Alteracion]:
        nonlocal numeros
        numeros = revisar_numeracion()
        return numeros.alteraciones

    malas += _intentar("el libro", del_libro)
    malas += _intentar("la numeración", de_los_numeros)
    malas += _intentar(
        "las peticiones", lambda: revisar_peticiones(avance=lambda n: avance("peticiones", n))
    )
    for que, revisar in _LO_DEMAS:
        malas += _intentar(que, revisar)
    malas += _intentar(
        "los expedientes", lambda: revisar_expedientes(avance=lambda n: avance("expedientes", n))
    )
    malas += _intentar(
        "los archivos", lambda: revisar_archivos(avance=lambda n: avance("archivos", n))
    )
    informe.asientos, informe.sellos = libro.asientos, libro.sellos
    informe.pendientes = libro.pendientes
    informe.huecos, informe.repetidos = numeros.huecos, numeros.repetidos
    return informe


def _intentar(que: str, revisar: Callable[[], Iterable[Alteracion]]) -> list[Alteracion]:
    """Una base dañada puede no dejarse leer: eso también se nombra, y se sigue con lo demás."""
    malas: list[Alteracion] = []
    try:
        # Uno a uno: lo encontrado antes de la falla no se pierde.
        for alteracion in revisar():
            malas.append(alteracion)  # noqa: PERF402
    except (DatabaseError, ValueError, TypeError, AttributeError) as error:
        malas.append(Alteracion(que, "base de datos", f"No se pudo terminar de leer: {error}"))
    return malas
