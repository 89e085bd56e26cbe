"""Lo que alguien cambie en la base o en el disco se encuentra y se nombra; lo intacto, no."""

import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.db import connection, transaction

from ventanilla.archivo.servicios import recibir
from ventanilla.auditoria.consultas import ruta_de_sellos
from ventanilla.auditoria.models import Asiento, HojaSello, Sello
from ventanilla.auditoria.servicios import sellar
from ventanilla.comun.actores import SISTEMA
from ventanilla.comun.reloj import ahora
from ventanilla.comun.transaccion import escritura
from ventanilla.directorio.models import Dependencia
from ventanilla.directorio.tests.elenco import asentar_dependencia
from ventanilla.peticiones.servicios.anotar import anotar
from ventanilla.peticiones.servicios.avanzar import avanzar
from ventanilla.proyecto.tests.cambios import CAMBIOS
from ventanilla.proyecto.verificacion import Informe, revisar_todo

VECES = 8


@pytest.fixture
def datos(settings, tmp_path: Path) -> Path:
    """Una carpeta de datos para cada prueba: los sellos de una no son de otra."""
    settings.VENTANILLA_DATOS = tmp_path
    return tmp_path


@pytest.fixture
def sistema(datos: Path, radicada) -> None:
    """Peticiones con anexos y actuaciones, dos sellos y algo sin sellar."""
    for una in Dependencia.objects.all():
        with escritura():
            asentar_dependencia(una)
    for i in range(9):
        anexos = [recibir(f"a{i}-{j}.txt", [b"anexo %d %d" % (i, j)]) for j in range(i % 3)]
        peticion = radicada(texto=f"Arreglen la vía {i}", anexos=anexos).peticion
        if i % 2:
            with escritura():
                avanzar(peticion)
                anotar(
                    peticion,
                    "asignada",
                    actor=replace(SISTEMA, clase="usuario", nombre="Beto Ficticio"),
                    ahora=ahora(),
                    motivo="Le toca a Infraestructura",
                    datos={"dependencia": "1500"},
                    dependencia="Infraestructura",
                )
        if i in (3, 6):
            sellar(ahora=ahora())


def lo_dicho(informe: Informe) -> Iterator[str]:
    for a in informe.alteraciones:
        yield f"{a.objeto} [{a.fila}] {a.que}"
    for h in (*informe.huecos, *informe.repetidos):
        yield str(h)


@pytest.fixture
def pieza_por_pieza(datos: Path) -> Callable[[], "SimpleNamespace"]:
    """Guarda los bytes de la carpeta, para devolverlos después de cada cambio."""

    def foto() -> SimpleNamespace:
        guardado = {r: r.read_bytes() for r in datos.rglob("*") if r.is_file()}

        def devolver() -> None:
            for ruta, crudo in guardado.items():
                if not ruta.exists() or ruta.read_bytes() != crudo:
                    ruta.write_bytes(crudo)

        return SimpleNamespace(devolver=devolver)

    return foto


def test_un_sistema_intacto_no_tiene_nada_que_decir(sistema):
    informe = revisar_todo()
    assert list(lo_dicho(informe)) == []
    assert informe.esta_bien
    assert informe.asientos == Asiento.objects.count() == 16
    assert informe.sellos == 2
    assert informe.pendientes == Asiento.objects.filter(hoja__isnull=True).count() > 0


@pytest.mark.parametrize("cambio", CAMBIOS, ids=lambda f: f.__name__)
def test_todo_cambio_se_encuentra_y_se_nombra(sistema, pieza_por_pieza, cambio):
    foto = pieza_por_pieza()
    for semilla in range(VECES):
        with transaction.atomic():
            nombre = cambio(random.Random(semilla))  # noqa: S311
            informe = revisar_todo()
            transaction.set_rollback(True)
        foto.devolver()
        assert not informe.esta_bien
        assert any(nombre in dicho for dicho in lo_dicho(informe)), (nombre, [*lo_dicho(informe)])
    assert revisar_todo().esta_bien


def test_quien_rehace_hasta_los_sellos_no_engana_a_la_copia_de_afuera(sistema, datos, tmp_path):
    copia = tmp_path / "copia-de-control-interno.txt"
    copia.write_bytes(ruta_de_sellos().read_bytes())
    assert revisar_todo(contra=copia).esta_bien
    HojaSello.objects.all()._raw_delete(connection.alias)
    Sello.objects.all()._raw_delete(connection.alias)
    ruta_de_sellos().unlink()
    sellar(ahora=ahora())
    assert revisar_todo().esta_bien, "con el secreto y el disco en la mano, adentro no se nota"
    informe = revisar_todo(contra=copia)
    assert {a.objeto for a in informe.alteraciones} == {"sello 1", "sello 2"}
    assert {a.fila for a in informe.alteraciones} == {copia.name}


def test_los_correos_de_los_sellos_sirven_de_copia(sistema, tmp_path):
    lineas = ruta_de_sellos().read_text().splitlines()[1:]
    copia = tmp_path / "correos.txt"
    copia.write_text("> Guarde este correo.\n\n" + "\n".join(x.replace(" ", "\n ") for x in lineas))
    assert revisar_todo(contra=copia).esta_bien
    copia.write_text(copia.read_text().replace("sello\n 2", "sello\n 7"))
    assert [a.objeto for a in revisar_todo(contra=copia).alteraciones] == ["sello 7"]


def test_con_otro_secreto_los_sellos_no_valen(sistema, settings):
    settings.VENTANILLA_SECRETO = "otro secreto cualquiera, de más de treinta y dos"
    dicho = list(lo_dicho(revisar_todo()))
    assert any("La llave pública no es la de esta entidad" in d for d in dicho)
    assert sum("La firma no es de la llave" in d for d in dicho) == 2
