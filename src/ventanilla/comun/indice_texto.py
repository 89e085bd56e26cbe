"""Buscar por palabras con un índice: FTS5 en SQLite, `tsvector` con GIN en PostgreSQL.

Indexa una columna que ya trae las fichas (solo a–z y 0–9) separadas por un espacio, así que las dos
bases dan lo mismo: ninguna parte ni traduce palabras. Lo mantiene la propia base (disparadores en
SQLite, índice de expresión en PostgreSQL): ningún servicio tiene que acordarse de él.
"""

from collections.abc import Sequence
from typing import TypeVar

from django.db import connection, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.expressions import RawSQL

_M = TypeVar("_M", bound=models.Model)
_VECTOR = "array_to_tsvector(array_remove(string_to_array(%(expressions)s, ' '), ''))"
_DISPARADORES = {
    "alta": """AFTER INSERT ON "{tabla}" BEGIN
        INSERT INTO "{indice}"(rowid, "{columna}") VALUES (new.id, new."{columna}"); END""",
    "baja": """AFTER DELETE ON "{tabla}" BEGIN
        INSERT INTO "{indice}"("{indice}", rowid, "{columna}")
        VALUES ('delete', old.id, old."{columna}"); END""",
    "cambio": """AFTER UPDATE OF "{columna}" ON "{tabla}"
        WHEN old."{columna}" IS NOT new."{columna}" BEGIN
        INSERT INTO "{indice}"("{indice}", rowid, "{columna}")
        VALUES ('delete', old.id, old."{columna}");
        INSERT INTO "{indice}"(rowid, "{columna}") VALUES (new.id, new."{columna}"); END""",
}


def asegurar_indice(
    modelo: type[models.Model], columna: str, *, conexion: BaseDatabaseWrapper = connection
) -> None:
    """Crea el índice si falta, y lo rehace si a la tabla le quitaron algún disparador.

    Se llama después de migrar: en SQLite, cambiar una tabla la copia y bota sus disparadores.
    """
    tabla = modelo._meta.db_table
    indice = _nombre(modelo, columna)
    with conexion.cursor() as cursor:
        if conexion.vendor == "postgresql":
            vector = _VECTOR % {"expressions": f'"{columna}"'}
            cursor.execute(
                f'CREATE INDEX IF NOT EXISTS "{indice}" ON "{tabla}" USING gin ({vector})'
            )
            return
        # Las marcas del tokenizador no importan (solo hay a–z y 0–9); sin posiciones pesa menos.
        cursor.execute(
            f'CREATE VIRTUAL TABLE IF NOT EXISTS "{indice}" USING fts5('
            f"\"{columna}\", content='{tabla}', content_rowid='id', tokenize='ascii', detail=none)"
        )
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        estan = {fila[0] for fila in cursor.fetchall()}
        faltan = {
            f"{indice}_{cual}": cuerpo.format(tabla=tabla, indice=indice, columna=columna)
            for cual, cuerpo in _DISPARADORES.items()
            if f"{indice}_{cual}" not in estan
        }
        for nombre, cuerpo in faltan.items():
            cursor.execute(f'CREATE TRIGGER "{nombre}" {cuerpo}')
        if faltan:
            orden = f'INSERT INTO "{indice}"("{indice}") VALUES (\'rebuild\')'  # noqa: S608
            cursor.execute(orden)


def con_fichas(
    filas: models.QuerySet[_M], columna: str, fichas: Sequence[str], *, una_por_una: bool = False
) -> models.QuerySet[_M]:
    """Las filas cuya columna lleva todas esas fichas (a–z y 0–9; al menos una).

    Con `una_por_una`, SQLite recorre las filas en el orden que se le pida y mira si cada una está
    entre las halladas, en vez de leerlas todas y ordenarlas después; PostgreSQL lo decide solo.
    """
    if connection.vendor == "postgresql":
        return filas.filter(_en_postgresql(columna, fichas))
    indice = _nombre(filas.model, columna)
    todas = " ".join(f'"{ficha}"' for ficha in fichas)
    # El nombre sale del modelo; lo que escribió la persona va siempre como parámetro.
    halladas = f'SELECT rowid FROM "{indice}" WHERE "{indice}" MATCH %s'  # noqa: S608
    if not una_por_una:
        return filas.filter(pk__in=RawSQL(halladas, [todas]))  # noqa: S611
    # La suma impide que SQLite empiece por las halladas.
    # Preguntar fila por fila (EXISTS) tarda la tercera parte si están en casi todas las de la lista, y
    # de veinte a noventa veces más si están en pocas: con cien mil se midió y no compensa.
    esta = f'"{filas.model._meta.db_table}"."id" + 0 IN ({halladas})'
    return filas.filter(RawSQL(esta, [todas], output_field=models.BooleanField()))  # noqa: S611


def hay_tantas(modelo: type[models.Model], columna: str, fichas: Sequence[str], tope: int) -> bool:
    """Si las filas con todas esas fichas son `tope` o más; no cuenta más allá."""
    if connection.vendor == "postgresql":
        filas: models.QuerySet[models.Model] = modelo._default_manager.all()
        return con_fichas(filas, columna, fichas)[:tope].count() == tope
    indice = _nombre(modelo, columna)
    todas = " ".join(f'"{ficha}"' for ficha in fichas)
    orden = f'SELECT 1 FROM "{indice}" WHERE "{indice}" MATCH %s LIMIT 1 OFFSET %s'  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(orden, [todas, tope - 1])
        return cursor.fetchone() is not None


def _en_postgresql(columna: str, fichas: Sequence[str]) -> models.Func:
    return models.Func(
        models.Func(models.F(columna), template=_VECTOR),
        models.Func(models.Value(" & ".join(fichas)), template="%(expressions)s::tsquery"),
        template="%(expressions)s",
        arg_joiner=" @@ ",
        output_field=models.BooleanField(),
    )


def _nombre(modelo: type[models.Model], columna: str) -> str:
    return f"{modelo._meta.db_table}_{columna}_indice"
