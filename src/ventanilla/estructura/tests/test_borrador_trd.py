"""Preparar en pantalla otra versión de la TRD, ver qué cambia, adoptarla y que rija desde su día."""

from datetime import timedelta

import pytest
from django.test import Client

from ventanilla.archivo.consultas.trd import borrador_trd, version_vigente
from ventanilla.archivo.consultas.verificacion_trd import revisar_trd
from ventanilla.archivo.models import Expediente, SerieDocumental, VersionTrd
from ventanilla.archivo.servicios.borrador_trd import guardar_serie
from ventanilla.auditoria.models import Asiento
from ventanilla.comun.errores import Cambiado, SinPermiso
from ventanilla.comun.reloj import ahora, hoy
from ventanilla.estructura.servicios.trd import empezar_trd
from ventanilla.estructura.tests.trd import ACTO, adoptar
from ventanilla.peticiones.models import Peticion, TipoDocumental
from ventanilla.peticiones.servicios.expedientes import poner_expedientes_al_dia
from ventanilla.peticiones.servicios.tipos import poner_trd_a_regir

pytestmark = pytest.mark.django_db
BORRADOR = "/trabajo/trd/borrador/"
REVISAR, DESCARTAR = f"{BORRADOR}revisar/", f"{BORRADOR}descartar/"
NUEVA = f"{BORRADOR}series/nueva/"


def pagina(serie: SerieDocumental) -> str:
    return f"{BORRADOR}series/{serie.pk}/"


def de(version: VersionTrd, codigo: str) -> SerieDocumental:
    return version.series.get(codigo=codigo)


def datos(version: VersionTrd, codigo: str, **cambios: object) -> dict[str, object]:
    """Lo que la página de esa serie enviaría, con los cambios."""
    s = de(version, codigo)
    version.refresh_from_db()
    base: dict[str, object] = {
        "edicion": version.edicion,
        "codigo": s.codigo,
        "nombre": s.nombre,
        "madre": s.madre_id or "",
        "abren": s.abren,
    }
    if s.es_de_peticiones:
        base["es_de_peticiones"] = "on"
    return base | cambios


def test_se_copia_la_que_rige_con_los_tipos_que_abren_en_cada_serie(general, fabio, entrar) -> None:
    navegador = entrar(fabio)
    assert "Empezar la versión siguiente" in navegador.get(BORRADOR).content.decode()
    assert navegador.post(BORRADOR).status_code == 302
    copia = borrador_trd()
    assert copia is not None
    assert copia.numero == "3"
    assert de(copia, "110-57.01").abren == ["tutela"]
    assert de(copia, "110-57.01").madre == de(copia, "110-57")
    assert de(copia, "110-57").viene_de == general
    navegador.post(BORRADOR)
    assert VersionTrd.objects.count() == 2
    hoja = navegador.get(BORRADOR).content.decode()
    assert "Abren aquí: Tutela" in hoja
    assert version_vigente(hoy()) == general.version


def test_se_cambia_una_serie_se_ve_el_cambio_y_se_adopta(preparada, fabio, entrar) -> None:
    navegador = entrar(fabio)
    cambio = datos(
        preparada, "110-57", retencion_gestion="2", retencion_central="0", disposicion="S"
    )
    assert navegador.post(pagina(de(preparada, "110-57")), cambio).status_code == 302
    hoja = navegador.get(REVISAR).content.decode()
    for dicho in ("Cambia: 110-57 Peticiones", "2 años", "0 años", "Selección", "1 serie sigue"):
        assert dicho in hoja
    preparada.refresh_from_db()
    envio = {"edicion": preparada.edicion, "numero": "3", "acto": ACTO, "desde": hoy().isoformat()}
    assert navegador.post(REVISAR, envio).status_code == 302
    rige = version_vigente(hoy())
    assert rige == preparada
    assert VersionTrd.objects.get(numero="2").hasta == hoy() - timedelta(days=1)
    assert Asiento.objects.filter(objeto="trd:3", hecho="adoptada").exists()
    assert list(revisar_trd()) == []
    assert "Rige hoy" in navegador.get("/trabajo/trd/").content.decode()


def test_los_expedientes_viejos_siguen_en_su_version_y_los_nuevos_van_a_la_nueva(
    preparada, general, fabio, como, peticion
) -> None:
    peticion()
    poner_expedientes_al_dia(ahora=ahora())
    adoptar(preparada, fabio, como, desde=hoy())
    peticion()
    poner_expedientes_al_dia(ahora=ahora())
    series = [e.serie for e in Expediente.objects.order_by("pk")]
    assert series == [general, de(preparada, "110-57")]


def test_si_rige_despues_los_tipos_cambian_de_serie_ese_dia_y_no_antes(
    preparada, fabio, como, peticion
) -> None:
    manana = ahora() + timedelta(days=1)
    guardar_serie(
        preparada,
        None,
        {"codigo": "110-99", "nombre": "Acciones constitucionales"},
        abren=["tutela"],
        madre=None,
        edicion=preparada.edicion,
        actor=como(fabio),
    )
    assert de(preparada, "110-57.01").abren == []
    adoptar(preparada, fabio, como, desde=manana.date())
    tutela = TipoDocumental.objects.get(codigo="tutela")
    assert tutela.serie_trd == "110-57.01"
    una = peticion()
    Peticion.objects.filter(pk=una.pk).update(tipo_documental=tutela)
    poner_expedientes_al_dia(ahora=manana)
    assert Expediente.objects.get().serie == de(preparada, "110-99")
    assert TipoDocumental.objects.get(codigo="suelto").serie_trd == "110-57"
    assert poner_trd_a_regir(ahora=manana) == 0
    assert list(revisar_trd()) == []


@pytest.mark.parametrize(
    ("cambio", "dicho"),
    [
        ({"acto": ""}, "Este campo es obligatorio"),
        ({"numero": "2"}, "Ya hay una versión 2"),
        ({"desde": "2024-01-01"}, "después que la versión anterior"),
        ({"desde": "2025-01-01"}, "Ese día ya pasó"),
        ({"desde": "ayer"}, "fecha"),
    ],
)
def test_no_se_adopta_con_datos_que_no_sirven_y_lo_escrito_sigue(
    preparada, fabio, entrar, cambio, dicho
) -> None:
    envio = {"edicion": preparada.edicion, "numero": "3", "acto": ACTO, "desde": hoy().isoformat()}
    respuesta = entrar(fabio).post(REVISAR, {**envio, **cambio})
    hoja = respuesta.content.decode()
    assert respuesta.status_code == 422
    assert dicho in hoja
    preparada.refresh_from_db()
    assert preparada.estado == VersionTrd.Estado.BORRADOR


def test_sin_serie_para_las_peticiones_no_se_adopta(preparada, fabio, entrar) -> None:
    navegador = entrar(fabio)
    navegador.post(pagina(de(preparada, "110-57")), datos(preparada, "110-57", es_de_peticiones=""))
    assert "recibe las demás peticiones" in navegador.get(BORRADOR).content.decode()
    preparada.refresh_from_db()
    envio = {"edicion": preparada.edicion, "numero": "3", "acto": ACTO, "desde": hoy().isoformat()}
    assert navegador.post(REVISAR, envio).status_code == 422


def test_al_marcar_otra_para_las_peticiones_la_de_antes_deja_de_serlo(
    preparada, fabio, entrar
) -> None:
    cambio = datos(preparada, "110-57.01", es_de_peticiones="on")
    entrar(fabio).post(pagina(de(preparada, "110-57.01")), cambio)
    assert not de(preparada, "110-57").es_de_peticiones
    assert de(preparada, "110-57.01").es_de_peticiones


@pytest.mark.parametrize(
    ("cambio", "dicho"),
    [
        ({"codigo": "dos palabras"}, "no sirve de código"),
        ({"codigo": "110-57", "nombre": "Peticiones"}, "Ya hay una serie"),
        ({"nombre": ""}, "obligatorio"),
        ({"retencion_gestion": "101"}, "100"),
        ({"madre": "999999"}, "Escoja"),
        ({"abren": ["inventado"]}, "Escoja"),
    ],
)
def test_una_serie_que_no_sirve_se_dice_y_no_se_guarda(
    preparada, fabio, entrar, cambio, dicho
) -> None:
    escrito = datos(preparada, "110-57.01", tipos="Fallo y su cumplimiento") | cambio
    respuesta = entrar(fabio).post(pagina(de(preparada, "110-57.01")), escrito)
    assert respuesta.status_code == 422
    assert dicho in respuesta.content.decode()
    assert "Fallo y su cumplimiento" in respuesta.content.decode()
    assert de(preparada, "110-57.01").tipos == ""


def test_dos_que_editan_a_la_vez_la_segunda_lo_sabe_y_no_pierde_lo_suyo(
    preparada, fabio, entrar
) -> None:
    navegador = entrar(fabio)
    una = datos(preparada, "110-57", tipos="Lo de una")
    otra = datos(preparada, "110-57", tipos="Lo de otra")
    assert navegador.post(pagina(de(preparada, "110-57")), una).status_code == 302
    respuesta = navegador.post(pagina(de(preparada, "110-57")), otra)
    assert respuesta.status_code == 422
    assert "Otra persona cambió el borrador" in respuesta.content.decode()
    assert "Lo de otra" in respuesta.content.decode()
    assert de(preparada, "110-57").tipos == "Lo de una"


def test_una_serie_con_subseries_no_se_quita_y_la_subserie_si(preparada, fabio, entrar) -> None:
    navegador = entrar(fabio)
    envio = {"edicion": preparada.edicion}
    hoja = navegador.post(f"{pagina(de(preparada, '110-57'))}quitar/", envio, follow=True)
    assert "Tiene 1 adentro" in hoja.content.decode()
    navegador.post(f"{pagina(de(preparada, '110-57.01'))}quitar/", envio)
    assert preparada.series.count() == 1
    assert "Sale: 110-57.01 Tutelas" in navegador.get(REVISAR).content.decode()


def test_se_descarta_y_lo_que_rige_no_cambia(preparada, general, fabio, entrar) -> None:
    navegador = entrar(fabio)
    assert navegador.get(DESCARTAR).status_code == 302
    assert borrador_trd() is not None
    navegador.post(DESCARTAR, {"edicion": preparada.edicion + 5})
    assert borrador_trd() is not None
    navegador.post(DESCARTAR, {"edicion": preparada.edicion})
    assert borrador_trd() is None
    assert version_vigente(hoy()) == general.version


def test_lo_adoptado_no_se_edita(preparada, fabio, como, entrar) -> None:
    adoptar(preparada, fabio, como, desde=hoy())
    assert entrar(fabio).get(pagina(de(preparada, "110-57"))).status_code == 404
    with pytest.raises(Cambiado):
        adoptar(preparada, fabio, como, desde=hoy() + timedelta(days=1), numero="4")


def test_los_demas_no_la_preparan(preparada, atencion, elena, diego, beto, entrar, como) -> None:
    rutas = (BORRADOR, REVISAR, DESCARTAR, NUEVA, pagina(de(preparada, "110-57")))
    for otro in (atencion, elena, diego, beto):
        navegador = entrar(otro)
        assert "Preparar la versión" not in navegador.get("/trabajo/trd/").content.decode()
        for ruta in rutas:
            assert navegador.get(ruta).status_code == 403
            assert navegador.post(ruta, {"edicion": preparada.edicion}).status_code == 403
        with pytest.raises(SinPermiso):
            empezar_trd(actor=como(otro))
    assert Client().get(BORRADOR).status_code == 302


def test_metodos_y_lo_que_no_existe(preparada, fabio, entrar) -> None:
    navegador = entrar(fabio)
    for ruta in (BORRADOR, REVISAR, NUEVA):
        assert navegador.put(ruta).status_code == 405
    assert navegador.get(f"{BORRADOR}series/999999/").status_code == 404


def test_verificar_nota_una_retencion_cambiada_por_debajo(preparada, fabio, como) -> None:
    adoptar(preparada, fabio, como, desde=hoy())
    SerieDocumental.objects.filter(version=preparada, codigo="110-57").update(retencion_gestion=1)
    assert [m.fila for m in revisar_trd()] == [f"archivo.VersionTrd {preparada.pk}"]


def test_la_lista_no_pregunta_mas_si_hay_mas_series(
    preparada, fabio, entrar, django_assert_max_num_queries
) -> None:
    for n in range(30):
        SerieDocumental.objects.create(version=preparada, codigo=f"120-{n}", nombre="Otra")
    navegador = entrar(fabio)
    for ruta in (BORRADOR, REVISAR):
        with django_assert_max_num_queries(25):
            navegador.get(ruta)
