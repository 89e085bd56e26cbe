"""Quien ya tenía filtros guardados los conserva cuando la bandeja pasa a su propia casa."""

import uuid
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from ventanilla.bandeja.models import FiltroGuardado
from ventanilla.directorio.models import Usuario

ANTES = [("peticiones", "0017_reiteradas_por_indice")]


def migrar(hasta: list[tuple[str, str]]):
    ejecutor = MigrationExecutor(connection)
    return ejecutor.migrate(hasta).apps


@pytest.fixture
def al_dia() -> Iterator[list[tuple[str, str]]]:
    """Pase lo que pase, la base queda otra vez con todas sus migraciones."""
    ultimas = MigrationExecutor(connection).loader.graph.leaf_nodes()
    yield ultimas
    migrar(ultimas)


@pytest.mark.lenta
@pytest.mark.django_db(transaction=True)
def test_los_filtros_que_habia_siguen_siendo_de_su_dueno(al_dia) -> None:
    viejos = migrar(ANTES)
    dueno = Usuario.objects.create_user("beto@ejemplo.gov.co", nombre="Beto Ficticio")
    identificador = uuid.uuid4()
    viejos.get_model("peticiones", "FiltroGuardado").objects.create(
        uuid=identificador,
        nombre="Vencidas",
        usuario_id=dueno.pk,
        vista="mia",
        consulta={"semaforo": "vencidas"},
        creado=datetime(2026, 1, 2, tzinfo=UTC),
    )
    migrar(al_dia)
    filtro = FiltroGuardado.objects.get(uuid=identificador)
    assert (filtro.usuario, filtro.consulta) == (dueno, {"semaforo": "vencidas"})
    assert "peticiones_filtroguardado" not in connection.introspection.table_names()
    # Las filas nuevas siguen numerándose solas en la tabla que cambió de nombre.
    otro = FiltroGuardado.objects.create(
        uuid=uuid.uuid4(), nombre="Otro", usuario=dueno, vista="mia", creado=filtro.creado
    )
    assert otro.pk > filtro.pk
