"""El catálogo de tipos documentales en pantalla."""

import json

import pytest

from ventanilla.archivo.models import SerieDocumental, VersionTrd
from ventanilla.auditoria.models import Asiento
from ventanilla.comun.reloj import hoy
from ventanilla.estructura.consultas.tipos import tipos_actuales
from ventanilla.peticiones.models import Peticion, TipoDocumental

pytestmark = pytest.mark.django_db
LISTA, NUEVO, QUEJA = "/trabajo/tipos/", "/trabajo/tipos/nuevo/", "/trabajo/tipos/queja/"


@pytest.fixture
def queja(dependencias) -> TipoDocumental:
    """Un tipo en el catálogo."""
    return TipoDocumental.objects.create(codigo="queja", nombre="Queja", clase_por_defecto="queja")


@pytest.fixture
def trd(dependencias) -> SerieDocumental:
    """La versión que rige, con la serie de las peticiones."""
    version = VersionTrd.objects.create(numero="1", acto="Resolución 1", desde=hoy())
    return SerieDocumental.objects.create(
        version=version, codigo="110-57", nombre="Peticiones", es_de_peticiones=True
    )


def datos(**cambios: str) -> dict[str, str]:
    hay = tipos_actuales()[("queja",)]
    base = {c: v for c, v in hay.items() if isinstance(v, str) and c != "codigo"}
    return {**base, "activo": "on", "leido": json.dumps(hay), **cambios}


def test_se_agrega_y_queda_en_el_libro(fabio, entrar, dependencias) -> None:
    escrito = {"codigo": "tutela", "nombre": "Tutela", "clase": "judicial", "dependencia": "1500"}
    assert entrar(fabio).post(NUEVO, {**escrito, "activo": "on"}).status_code == 302
    assert TipoDocumental.objects.get().dependencia_por_defecto == dependencias.infraestructura
    assert Asiento.objects.filter(objeto="tipo-documental:tutela", hecho="creado").exists()


@pytest.mark.parametrize(
    ("cambio", "dicho"),
    [
        ({"codigo": "queja"}, "ya lo tiene otro"),
        ({"codigo": "dos palabras"}, "no sirve de código"),
        ({"clase": "inventada"}, "opción"),
        ({"nombre": "x" * 200}, "caben 160"),
        ({"dependencia": "9999"}, "opción"),
        ({"serie_trd": "999-99"}, "opción"),
    ],
)
def test_lo_que_no_sirve_se_dice(fabio, entrar, queja, trd, cambio, dicho) -> None:
    escrito = {"codigo": "otro", "nombre": "Otro", "clase": "queja", "serie_trd": "110-57"}
    escrito = escrito | {"fija_fecha": "on"} | cambio
    hoja = entrar(fabio).post(NUEVO, escrito).content.decode()
    assert dicho in hoja
    assert 'id="id_fija_fecha" checked' in hoja
    assert TipoDocumental.objects.count() == 1


def test_la_serie_se_escoge_de_la_que_rige_y_la_de_antes_se_conserva(
    fabio, entrar, queja, trd
) -> None:
    TipoDocumental.objects.update(serie_trd="100-01")
    hoja = entrar(fabio).get(QUEJA).content.decode()
    assert "110-57 Peticiones" in hoja
    assert "100-01 (no está en la versión que rige)" in hoja
    assert entrar(fabio).post(QUEJA, datos(serie_trd="110-57")).status_code == 302
    assert TipoDocumental.objects.get().serie_trd == "110-57"


def test_se_retira_y_la_peticion_lo_conserva(fabio, entrar, queja, peticion) -> None:
    una = peticion()
    Peticion.objects.filter(pk=una.pk).update(tipo_documental=queja)
    assert entrar(fabio).post(QUEJA, datos(activo="")).status_code == 302
    una.refresh_from_db()
    assert una.tipo_documental == queja
    assert not TipoDocumental.objects.get().activo
    assert "Retirado" in entrar(fabio).get(LISTA).content.decode()


def test_dos_que_cambian_lo_mismo_ven_los_dos_textos(fabio, entrar, queja) -> None:
    una, otra = datos(nombre="Queja disciplinaria"), datos(nombre="Queja y reclamo")
    navegador = entrar(fabio)
    navegador.post(QUEJA, una)
    hoja = navegador.post(QUEJA, otra).content.decode()
    assert "Queja disciplinaria" in hoja
    assert "Queja y reclamo" in hoja
    assert TipoDocumental.objects.get().nombre == "Queja disciplinaria"


def test_lo_leido_que_llega_roto_no_falla(fabio, entrar, queja) -> None:
    assert entrar(fabio).post(QUEJA, datos(leido="[" * 100_000)).status_code == 302


def test_los_demas_leen_y_no_cambian(atencion, elena, beto, entrar, queja) -> None:
    for lector in (atencion, elena):
        navegador = entrar(lector)
        assert "Queja" in navegador.get(LISTA).content.decode()
        for pagina in (NUEVO, QUEJA):
            assert navegador.get(pagina).status_code == 403
            assert navegador.post(pagina, datos(nombre="No")).status_code == 403
    assert entrar(beto).get(LISTA).status_code == 403
    queja.refresh_from_db()
    assert queja.nombre == "Queja"


def test_metodo_y_el_que_no_existe(fabio, entrar, queja) -> None:
    navegador = entrar(fabio)
    assert navegador.post(LISTA).status_code == 405
    assert navegador.put(QUEJA).status_code == 405
    assert navegador.get("/trabajo/tipos/nada/").status_code == 404


def test_la_lista_no_pregunta_mas_si_hay_mas(
    fabio, entrar, queja, dependencias, django_assert_max_num_queries
) -> None:
    for i in range(30):
        TipoDocumental.objects.create(
            codigo=f"t{i}",
            nombre=f"Tipo {i}",
            clase_por_defecto="peticion",
            dependencia_por_defecto=dependencias.hacienda,
        )
    navegador = entrar(fabio)
    with django_assert_max_num_queries(20):
        navegador.get(LISTA)
