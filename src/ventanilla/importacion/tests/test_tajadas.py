"""Una importación larga va por tajadas: los demás trabajos largos avanzan entre una y otra."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django_tasks_db.models import DBTaskResult

from ventanilla.comun.cola import LENTAS, encolar
from ventanilla.comun.reloj import BOGOTA, ahora
from ventanilla.comun.transaccion import escritura
from ventanilla.directorio.models import Nombramiento
from ventanilla.importacion.models import Discrepancia, Traida
from ventanilla.importacion.servicios import trabajar as oficio
from ventanilla.importacion.servicios import traer as por_lotes
from ventanilla.importacion.servicios.trabajar import SIN_LATIDO, retomar, trabajar
from ventanilla.importacion.servicios.traidas import detener, traer
from ventanilla.importacion.tests.viejo import TITULOS
from ventanilla.peticiones.models import Peticion
from ventanilla.terminos.computar import computar
from ventanilla.terminos.politica import Politica, Recepcion

pytestmark = pytest.mark.django_db
NADA = timedelta(0)


@pytest.fixture
def larga(preparada, como, fabio, monkeypatch) -> Traida:
    """De treinta y cinco filas, en lotes de diez y lista para traer; la cola, limpia."""
    monkeypatch.setattr(por_lotes, "LOTE", 10)
    filas = "".join(f"{n};2026-11-10;Petición;Abierta;;Obras;;A{n}\n" for n in range(1, 36))
    una: Traida = preparada(TITULOS + filas)
    DBTaskResult.objects.all().delete()
    return traer(una, actor=como(fabio), ahora=ahora())


def en_cola() -> list[tuple[str, dict[str, Any]]]:
    """Lo que espera en el carril de lo que tarda, en el orden en que se tomaría."""
    filas = DBTaskResult.objects.filter(queue_name=LENTAS).order_by("enqueued_at")
    return [tuple(f.args_kwargs["args"]) for f in filas]


def una_tajada() -> bool:
    """Toma lo primero de la cola, que debe ser de la importación, y lo hace."""
    fila = DBTaskResult.objects.filter(queue_name=LENTAS).order_by("enqueued_at")[0]
    _, datos = fila.args_kwargs["args"]
    fila.delete()
    return trabajar(datos["traida"], reloj=ahora, cita=datos.get("cita", ""), tajada=NADA)


def leida(una: Traida) -> Traida:
    return Traida.objects.get(pk=una.pk)


def test_cada_tajada_deja_su_turno_y_la_ultima_termina(larga) -> None:
    avance = []
    while en_cola():
        assert una_tajada()
        avance.append((leida(larga).hechas, Peticion.objects.count()))
    assert avance == [(10, 10), (20, 20), (30, 30), (35, 35), (35, 35)]
    una = leida(larga)
    assert (una.estado, una.entraron, una.resumen["ya_estaban"]) == ("terminada", 35, 0)


def test_otro_trabajo_largo_pasa_entre_dos_tajadas(larga) -> None:
    with escritura():
        encolar("estructura.aplicar_dias")
    una_tajada()
    assert [nombre for nombre, _ in en_cola()] == [
        "estructura.aplicar_dias",
        "importacion.trabajar",
    ]


def test_si_el_proceso_muere_entre_tajadas_otro_sigue_y_nada_entra_dos_veces(larga) -> None:
    una_tajada()
    una_tajada()
    oficio._aparcadas.clear()
    while en_cola():
        assert una_tajada()
    assert (leida(larga).estado, leida(larga).entraron) == ("terminada", 35)
    assert Peticion.objects.count() == 35


def test_detenerla_entre_tajadas_la_deja_quieta_y_se_puede_seguir(larga, como, fabio) -> None:
    una_tajada()
    detener(leida(larga), actor=como(fabio), ahora=ahora())
    assert not una_tajada()
    assert en_cola() == []
    assert (leida(larga).estado, Peticion.objects.count()) == ("probada", 10)
    assert oficio._aparcadas == {}
    traer(leida(larga), actor=como(fabio), ahora=ahora())
    while en_cola():
        una_tajada()
    assert (leida(larga).estado, leida(larga).entraron) == ("terminada", 35)


def test_un_aviso_repetido_no_la_lleva_dos_veces(larga) -> None:
    """La cola se atrasó, la agenda avisó otra vez, y los dos avisos llegan."""
    una_tajada()
    tarde = ahora() + SIN_LATIDO + timedelta(minutes=1)
    assert retomar(ahora=tarde) == 1
    assert len(en_cola()) == 2
    assert una_tajada()
    assert not una_tajada(), "la agenda creyó que nadie la tenía"
    assert len(en_cola()) == 1


def test_quien_la_ordeno_y_ya_no_administra_no_sigue_trayendo(larga, fabio) -> None:
    una_tajada()
    Nombramiento.objects.filter(usuario=fabio).delete()
    una_tajada()
    una = leida(larga)
    assert (una.estado, Peticion.objects.count()) == ("fallida", 10)
    assert "administra" in una.falla


def test_la_cuenta_y_la_lista_dicen_lo_mismo_porque_usan_la_misma_politica(
    preparada,
    como,
    fabio,
    entidad,
) -> None:
    """Recibida un sábado, y el reglamento la tiene por recibida el lunes: un día más para responder."""
    entidad.recepcion = Recepcion.RECIBIDA_HABIL_SIGUIENTE
    entidad.save()
    recibida = datetime(2026, 10, 3, tzinfo=BOGOTA)
    con, sin = (
        computar("peticion", recibida, politica=Politica(recepcion=r)).vence
        for r in (Recepcion.RECIBIDA_HABIL_SIGUIENTE, Recepcion.DIA_SIGUIENTE_HABIL)
    )
    assert con != sin
    una = preparada(
        TITULOS
        + f"1;2026-10-03;Petición;Abierta;{con};Obras;;Como el reglamento\n"
        + f"2;2026-10-03;Petición;Abierta;{sin};Obras;;Un día antes\n"
    )
    ley = una.prueba["segun_la_ley"]
    assert (ley["iguales"], ley["antes"]) == (1, 1)
    traer(una, actor=como(fabio), ahora=ahora())
    trabajar(una.pk, reloj=ahora)
    (discrepancia,) = Discrepancia.objects.all()
    assert (discrepancia.sentido, discrepancia.peticion.asunto) == ("antes", "Un día antes")
