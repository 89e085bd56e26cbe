"""Empezar a mitad de año: se sigue el número del sistema anterior, sin huecos ni repetidos."""

from collections.abc import Callable

import pytest

from ventanilla.auditoria.models import Asiento
from ventanilla.comun.actores import SISTEMA
from ventanilla.comun.errores import DatosInvalidos
from ventanilla.comun.reloj import ahora
from ventanilla.correspondencia.consultas import revisar_numeracion
from ventanilla.correspondencia.models import Contador
from ventanilla.correspondencia.reglas import vigencia_de
from ventanilla.correspondencia.servicios.abrir import YaSeNumero, abrir_consecutivo
from ventanilla.peticiones.servicios.radicar import Radicada

pytestmark = pytest.mark.django_db


def abrir(serie: str = "entrada", ultimo: int = 71_800, **mas: object) -> Contador:
    momento = ahora()
    datos = {"vigencia": vigencia_de(momento), "acto": "Acta 001 de prueba", **mas}
    return abrir_consecutivo(serie, ultimo=ultimo, actor=SISTEMA, ahora=momento, **datos)  # type: ignore[arg-type]


def test_la_primera_peticion_lleva_el_numero_que_sigue(
    radicada: Callable[..., Radicada],
) -> None:
    abrir()
    assert radicada().radicado.impreso.endswith("-071801")
    assert radicada().radicado.impreso.endswith("-071802")
    revision = revisar_numeracion()
    assert list(revision.huecos) == []
    assert list(revision.repetidos) == []


def test_queda_en_el_libro_con_su_acto(series: None) -> None:
    abrir()
    asiento = Asiento.objects.get(objeto="serie:entrada")
    assert "Acta 001 de prueba" in asiento.contenido


def test_despues_del_primer_numero_ya_no_se_puede(radicada: Callable[..., Radicada]) -> None:
    radicada()
    with pytest.raises(YaSeNumero, match="va en 1"):
        abrir()
    assert radicada().radicado.impreso.endswith("-000002")


def test_dos_veces_no_se_puede(series: None) -> None:
    abrir()
    with pytest.raises(YaSeNumero):
        abrir(ultimo=90_000)
    assert Contador.objects.get().ultimo == 71_800


@pytest.mark.parametrize(
    "mal",
    [{"serie": "otra"}, {"ultimo": 0}, {"vigencia": 2001}, {"acto": "  "}],
    ids=["serie", "numero", "vigencia", "acto"],
)
def test_lo_que_no_sirve_se_dice_y_no_abre_nada(series: None, mal: dict[str, object]) -> None:
    with pytest.raises(DatosInvalidos):
        abrir(**mal)  # type: ignore[arg-type]
    assert not Contador.objects.exists()
