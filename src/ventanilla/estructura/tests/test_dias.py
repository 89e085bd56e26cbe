"""Declarar días no hábiles: se ve qué se mueve, se guarda, se anota en cada una y se deshace."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ventanilla.auditoria.models import Asiento
from ventanilla.comun.calendario import DiaLocal
from ventanilla.comun.reloj import ahora
from ventanilla.directorio.consultas import calendario_de_la_entidad
from ventanilla.directorio.models import DiaNoHabil
from ventanilla.estructura.consultas.movimientos import Cuenta, muestra
from ventanilla.estructura.servicios.dias import aplicar_dias
from ventanilla.peticiones.models import Actuacion, Peticion
from ventanilla.peticiones.servicios.asignar import asignar_a_dependencia
from ventanilla.peticiones.servicios.revisar_relojes import revisar_relojes

pytestmark = pytest.mark.django_db
PAGINA = "/trabajo/dias/declarar/"


@pytest.fixture
def una(peticion) -> Peticion:
    """Una petición en Infraestructura."""
    nueva: Peticion = peticion()
    return nueva


def habil(peticion: Peticion) -> str:
    """Un día hábil de su término, el cuarto."""
    contados = [d for d in peticion.plazos.get(clase="respuesta").explicacion if d["cuenta"]]
    return str(contados[3]["fecha"])


def datos(fecha: str, **cambios: object) -> dict[str, object]:
    return {
        "desde": fecha,
        "motivo": "Día cívico",
        "acto": "Decreto 9 de 2026",
        "efecto": "no_habil",
        "afecta_terminos_legales": "on",
        "a_quien": "todas",
        **cambios,
    }


def guardar(navegador: Client, escrito: dict[str, object]) -> None:
    """Ve qué se movería y lo guarda."""
    visto = navegador.post(PAGINA, escrito).context["visto"]
    assert visto
    assert navegador.post(PAGINA, {**escrito, "visto": visto}).status_code == 302


def vence(peticion: Peticion) -> date:
    fecha = peticion.plazos.get(clase="respuesta").fecha_vence
    assert fecha is not None
    return fecha


def test_primero_se_ve_y_no_se_guarda_nada(fabio, entrar, una) -> None:
    antes = vence(una)
    respuesta = entrar(fabio).post(PAGINA, datos(habil(una)))
    assert una.radicado.impreso in respuesta.content.decode()
    movido = respuesta.context["vista"].primeras[0].relojes[-1]
    assert respuesta.context["vista"].cuantas == 1
    assert movido.despues > movido.antes
    assert not DiaNoHabil.objects.exists()
    assert vence(una) == antes


def test_al_guardar_se_mueve_con_su_anotacion_y_la_revision_cuadra(fabio, entrar, una) -> None:
    antes = vence(una)
    guardar(entrar(fabio), datos(habil(una)))
    assert vence(una) == antes
    assert aplicar_dias(ahora=ahora()) == 1
    assert vence(una) > antes
    hecho = Actuacion.objects.get(tipo=Actuacion.Tipo.CALENDARIO)
    assert "Decreto 9 de 2026" in hecho.motivo
    assert hecho.es_publica
    assert revisar_relojes(ahora=ahora()) == []
    assert Asiento.objects.filter(objeto="dias-no-habiles", hecho="aplicados").count() == 1
    assert aplicar_dias(ahora=ahora()) == 0


def test_si_son_muchas_se_miran_las_que_vencen_primero_y_se_dice_cuantas_faltan(
    peticion,
) -> None:
    nuevas = [peticion() for _ in range(3)]
    dia = date.fromisoformat(habil(nuevas[0]))
    antes = calendario_de_la_entidad()
    cierre = DiaLocal(
        fecha=dia, motivo="Día cívico", acto="Decreto 9 de 2026", afecta_terminos_legales=True
    )
    despues = antes.con([cierre])
    dos = muestra(Cuenta(antes), Cuenta(despues), desde=dia, mirar=2)
    assert (dos.cuantas, len(dos.primeras), dos.sin_mirar) == (2, 2, 1)
    todas = muestra(Cuenta(antes), Cuenta(despues), desde=dia)
    assert (todas.cuantas, todas.sin_mirar) == (3, 0)


def test_ver_lo_que_se_moveria_no_pregunta_mas_por_cada_peticion(
    peticion, django_assert_num_queries
) -> None:
    antes = calendario_de_la_entidad()
    hoy = ahora().date()

    def mirar() -> None:
        muestra(Cuenta(antes), Cuenta(antes.con([])), desde=hoy)

    peticion()
    with CaptureQueriesContext(connection) as con_una:
        mirar()
    for _ in range(3):
        peticion()
    with django_assert_num_queries(len(con_una)):
        mirar()


def test_un_acto_que_no_mueve_la_ley_no_cambia_la_fecha(fabio, entrar, una) -> None:
    antes = vence(una)
    guardar(entrar(fabio), datos(habil(una), afecta_terminos_legales=""))
    aplicar_dias(ahora=ahora())
    assert vence(una) == antes
    assert revisar_relojes(ahora=ahora()) == []


def test_dejarlo_sin_efecto_devuelve_la_fecha(fabio, entrar, una) -> None:
    antes = vence(una)
    navegador = entrar(fabio)
    guardar(navegador, datos(habil(una)))
    aplicar_dias(ahora=ahora())
    pagina = f"/trabajo/dias/{DiaNoHabil.objects.get().pk}/revocar/"
    assert navegador.get(pagina).context["vista"].cuantas == 1
    assert navegador.post(pagina, {"por": ""}).status_code == 200
    assert navegador.post(pagina, {"por": "Decreto 10 de 2026"}).status_code == 302
    assert aplicar_dias(ahora=ahora()) == 1
    assert vence(una) == antes
    assert "ya quedaron sin efecto" in navegador.post(pagina, {"por": "Otro"}).content.decode()
    assert revisar_relojes(ahora=ahora()) == []


def test_a_la_exceptuada_no_se_le_mueve_y_a_la_otra_si(
    fabio, atencion, entrar, como, peticion, dependencias
) -> None:
    suya, ajena = peticion(), peticion(dependencia=dependencias.hacienda)
    antes = vence(suya)
    guardar(entrar(fabio), datos(habil(suya), a_quien="menos", cuales=["1500"]))
    assert aplicar_dias(ahora=ahora()) == 1
    assert (vence(suya), vence(ajena) > antes) == (antes, True)
    suya.refresh_from_db()
    asignar_a_dependencia(
        suya, dependencia=dependencias.hacienda, actor=como(atencion), ahora=ahora()
    )
    assert vence(suya) == vence(ajena)
    assert revisar_relojes(ahora=ahora()) == []


def test_solo_a_las_que_se_marquen(fabio, entrar, peticion, dependencias) -> None:
    suya, ajena = peticion(), peticion(dependencia=dependencias.hacienda)
    antes = vence(suya)
    guardar(entrar(fabio), datos(habil(suya), a_quien="solo", cuales=["1500"]))
    aplicar_dias(ahora=ahora())
    assert (vence(suya) > antes, vence(ajena)) == (True, antes)


def test_si_cambia_un_dato_despues_de_ver_se_ensena_otra_vez(fabio, entrar, una) -> None:
    navegador = entrar(fabio)
    escrito = datos(habil(una))
    visto = navegador.post(PAGINA, escrito).context["visto"]
    otra = navegador.post(PAGINA, {**escrito, "acto": "Decreto 11", "visto": visto})
    assert otra.status_code == 200
    assert not DiaNoHabil.objects.exists()


@pytest.mark.parametrize(
    ("cambio", "dicho"),
    [
        ({"desde": "2026-13-40"}, "fecha válida"),
        ({"hasta": "2020-01-01"}, "a lo sumo 31 días"),
        ({"acto": ""}, "obligatorio"),
        ({"acto": "x" * 200}, "caben 160"),
        ({"a_quien": "solo"}, "Marque una dependencia"),
        ({"publicado_en": "por ahí"}, "no es una dirección web"),
        ({"desde": "1950-01-01"}, "el año va de"),
    ],
)
def test_lo_que_no_sirve_se_dice(fabio, entrar, cambio, dicho) -> None:
    hoja = entrar(fabio).post(PAGINA, datos("2027-03-24", **cambio)).content.decode()
    assert dicho in hoja
    assert "Día cívico" in hoja


def test_el_mismo_acto_dos_veces_el_mismo_dia_se_dice(fabio, entrar, dependencias) -> None:
    navegador = entrar(fabio)
    guardar(navegador, datos("2027-03-24", hasta="2027-03-26"))
    assert DiaNoHabil.objects.count() == 3
    hoja = navegador.post(PAGINA, datos("2027-03-24")).content.decode()
    assert "ya está anotado" in hoja


def test_solo_quien_administra(atencion, beto, elena, entrar, dependencias) -> None:
    dia = DiaNoHabil.objects.create(
        fecha=ahora().date() + timedelta(days=9), motivo="Día", acto="Decreto 1"
    )
    for persona in (atencion, beto, elena):
        navegador = entrar(persona)
        for pagina in (PAGINA, f"/trabajo/dias/{dia.pk}/revocar/"):
            assert navegador.get(pagina).status_code == 403
            assert navegador.post(pagina, datos("2027-03-24")).status_code == 403
    dia.refresh_from_db()
    assert dia.revocado_por == ""


def test_metodo_y_dia_que_no_existe(fabio, entrar) -> None:
    navegador = entrar(fabio)
    assert navegador.put(PAGINA).status_code == 405
    assert navegador.get("/trabajo/dias/99/revocar/").status_code == 404
