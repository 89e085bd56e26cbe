"""Una versión de la TRD adoptada se puede retirar mientras no empiece a regir."""

from datetime import timedelta

import pytest
from django.test import Client

from ventanilla.archivo.consultas.trd import borrador_trd, version_vigente
from ventanilla.archivo.consultas.verificacion_trd import revisar_trd
from ventanilla.archivo.models import VersionTrd
from ventanilla.archivo.servicios.borrador_trd import descartar_borrador_trd
from ventanilla.archivo.servicios.retirar_trd import retirar_trd
from ventanilla.auditoria.models import Asiento
from ventanilla.comun.errores import Cambiado, SinPermiso
from ventanilla.comun.reloj import ahora, hoy
from ventanilla.directorio.reglas.fichas import EstructuraInvalida
from ventanilla.estructura.consultas.plan import leer_archivo, planear
from ventanilla.estructura.servicios.trd import empezar_trd, retirar_y_corregir
from ventanilla.estructura.tests.trd import adoptar
from ventanilla.peticiones.models import TipoDocumental
from ventanilla.peticiones.servicios.tipos import poner_trd_a_regir

pytestmark = pytest.mark.django_db
LISTA = "/trabajo/trd/"
MOTIVO = "La Resolución 30 la dejó sin efecto"


@pytest.fixture
def por_regir(preparada, fabio, como) -> VersionTrd:
    """La 3, adoptada, que regiría dentro de diez días."""
    adoptar(preparada, fabio, como, desde=hoy() + timedelta(days=10))
    return leida(preparada)


def leida(version: VersionTrd) -> VersionTrd:
    return VersionTrd.objects.get(pk=version.pk)


def pagina(version: VersionTrd) -> str:
    return f"{LISTA}{version.pk}/retirar/"


def retirar(version: VersionTrd, fabio, como, *, corregir: bool = False) -> None:
    retirar_y_corregir(version, motivo=MOTIVO, corregir=corregir, actor=como(fabio), ahora=ahora())


def test_se_ve_que_pasaria_y_retirada_sigue_la_anterior_sin_fin(
    general, por_regir, fabio, entrar
) -> None:
    navegador = entrar(fabio)
    assert f'href="{pagina(por_regir)}"' in navegador.get(f"{LISTA}?version=3").content.decode()
    assert "Sigue rigiendo la versión 2." in navegador.get(pagina(por_regir)).content.decode()
    assert leida(general.version).hasta is not None
    assert navegador.post(pagina(por_regir), {"motivo": MOTIVO}).status_code == 302
    assert leida(general.version).hasta is None
    assert version_vigente(hoy() + timedelta(days=20)) == general.version
    hoja = navegador.get(f"{LISTA}?version=3").content.decode()
    for dicho in ("Retirada", "No llegó a regir", MOTIVO):
        assert dicho in hoja
    assert "retirada antes de regir" in navegador.get(LISTA).content.decode()


def test_llegado_su_dia_los_tipos_no_pasan_a_sus_series(general, preparada, fabio, como) -> None:
    preparada.series.filter(codigo="110-57.01").update(codigo="110-99")
    adoptar(preparada, fabio, como, desde=hoy() + timedelta(days=10))
    retirar(leida(preparada), fabio, como)
    assert poner_trd_a_regir(ahora=ahora() + timedelta(days=20)) == 0
    assert TipoDocumental.objects.get(codigo="tutela").serie_trd == "110-57.01"


def test_con_otra_adoptada_despues_la_anterior_rige_hasta_esa(
    general, por_regir, fabio, como
) -> None:
    otra = empezar_trd(actor=como(fabio))
    adoptar(otra, fabio, como, desde=hoy() + timedelta(days=30), numero="4")
    retirar(por_regir, fabio, como)
    assert version_vigente(hoy() + timedelta(days=20)) == general.version
    assert version_vigente(hoy() + timedelta(days=30)) == otra
    assert leida(general.version).hasta == hoy() + timedelta(days=29)


def test_lo_que_tenia_se_deja_en_un_borrador_que_se_compara_con_la_que_rige(
    general, por_regir, fabio, entrar
) -> None:
    navegador = entrar(fabio)
    r = navegador.post(pagina(por_regir), {"motivo": MOTIVO, "corregir": "on"})
    assert r.headers["Location"] == f"{LISTA}borrador/"
    copia = borrador_trd()
    assert copia is not None
    assert copia.numero == "4"
    assert copia.series.get(codigo="110-57").viene_de == general
    assert copia.series.get(codigo="110-57.01").abren == ["tutela"]
    revisar = navegador.get(f"{LISTA}borrador/revisar/").content.decode()
    assert "Sale:" not in revisar
    assert "Nueva:" not in revisar


def test_si_ya_se_prepara_otra_esa_se_conserva_y_quien_la_revisaba_mira_otra_vez(
    general, por_regir, fabio, como, entrar
) -> None:
    otra = empezar_trd(actor=como(fabio))
    assert 'name="corregir"' not in entrar(fabio).get(pagina(por_regir)).content.decode()
    retirar(por_regir, fabio, como, corregir=True)
    assert borrador_trd() == otra
    assert otra.series.get(codigo="110-57").viene_de == general
    vista = otra.edicion
    with pytest.raises(Cambiado):
        descartar_borrador_trd(otra, edicion=vista, actor=como(fabio))


def test_la_que_ya_rige_no_se_retira(general, fabio, como, entrar) -> None:
    navegador = entrar(fabio)
    assert "ya empezó a regir" in navegador.get(pagina(general.version)).content.decode()
    r = navegador.post(pagina(general.version), {"motivo": MOTIVO})
    assert r.status_code == 422
    assert "ya rige o ya se retiró" in r.content.decode()
    with pytest.raises(Cambiado):
        retirar(general.version, fabio, como)
    assert leida(general.version).estado == "adoptada"


def test_el_dia_en_que_empieza_ya_no_se_puede(por_regir, fabio, como) -> None:
    manana = ahora() + timedelta(days=10)
    with pytest.raises(Cambiado):
        retirar_trd(por_regir, motivo=MOTIVO, actor=como(fabio), ahora=manana)


def test_dos_veces_seguidas_se_retira_una_sola(por_regir, fabio, como, entrar) -> None:
    retirar(por_regir, fabio, como)
    r = entrar(fabio).post(pagina(por_regir), {"motivo": "otra vez"})
    assert r.status_code == 422
    assert leida(por_regir).motivo_de_retiro == MOTIVO
    assert Asiento.objects.filter(objeto="trd:3", hecho="retirada").count() == 1


def test_sin_motivo_no_se_retira_y_el_borrador_no_se_crea(por_regir, fabio, entrar) -> None:
    r = entrar(fabio).post(pagina(por_regir), {"motivo": "  ", "corregir": "on"})
    assert r.status_code == 422
    assert leida(por_regir).estado == "adoptada"
    assert borrador_trd() is None


def test_la_retira_solo_quien_administra(por_regir, beto, como, entrar) -> None:
    assert entrar(beto).get(pagina(por_regir)).status_code == 403
    assert entrar(beto).post(pagina(por_regir), {"motivo": MOTIVO}).status_code == 403
    assert Client().get(pagina(por_regir)).status_code == 302
    assert (
        "Su sesión terminó" in Client().post(pagina(por_regir), {"motivo": MOTIVO}).content.decode()
    )
    with pytest.raises(SinPermiso):
        retirar(por_regir, beto, como)
    assert leida(por_regir).estado == "adoptada"


def test_la_que_no_existe_o_es_un_borrador_no_se_halla(preparada, fabio, entrar) -> None:
    assert entrar(fabio).get(pagina(preparada)).status_code == 404
    assert entrar(fabio).get(f"{LISTA}999999/retirar/").status_code == 404


def test_verificar_compara_el_retiro_con_el_libro(por_regir, fabio, como) -> None:
    retirar(por_regir, fabio, como)
    assert list(revisar_trd()) == []
    fila = VersionTrd.objects.filter(pk=por_regir.pk)
    fila.update(motivo_de_retiro="Otro")
    assert [a.que for a in revisar_trd()] == ["No es el motivo con que se retiró."]
    fila.update(motivo_de_retiro=MOTIVO, estado="adoptada")
    assert [a.que for a in revisar_trd()] == ["El libro dice que se retiró."]


def test_una_retirada_sin_asiento_se_nombra(por_regir) -> None:
    VersionTrd.objects.filter(pk=por_regir.pk).update(estado="retirada", retirada=ahora())
    assert [a.que for a in revisar_trd()] == ["Está retirada y el libro no lo dice."]


def test_el_archivo_no_usa_el_numero_de_una_retirada(por_regir, fabio, como) -> None:
    retirar(por_regir, fabio, como)
    texto = '[trd]\nversion = "3"\nacto = "Resolución 50"\ndesde = 2027-01-01\n'
    texto += '[[serie]]\ncodigo = "1"\nnombre = "Peticiones"\nes_de_peticiones = true\n'
    with pytest.raises(EstructuraInvalida, match="se retiró antes de regir"):
        planear(leer_archivo(texto), hoy=hoy())
