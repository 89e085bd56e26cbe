"""Los filtros guardados de la bandeja: propios y compartidos con la dependencia."""

import uuid

import pytest

from ventanilla.auditoria.models import Asiento
from ventanilla.bandeja.models import FiltroGuardado
from ventanilla.bandeja.servicios.filtros import (
    MAXIMOS,
    borrar_filtro,
    guardar_filtro,
    renombrar_filtro,
)
from ventanilla.comun.errores import DatosInvalidos, SinPermiso
from ventanilla.comun.reloj import ahora
from ventanilla.conftest import nombrar
from ventanilla.directorio.models import Rol
from ventanilla.peticiones.models import Peticion

pytestmark = pytest.mark.django_db
GUARDAR = "/trabajo/filtros/guardar/?vista=dependencia&q=hueco&orden=-radicado&raro=1"
BANDEJA = "/trabajo/"
NOMBRADOS = 'aria-label="Filtros guardados"'


def pagina(navegador, ruta: str = "/trabajo/?vista=dependencia") -> str:
    respuesta = navegador.get(ruta)
    assert respuesta.status_code == 200
    return str(respuesta.content.decode())


def nuevo(como, quien, nombre="Huecos", dependencia=None, **consulta) -> FiltroGuardado:
    return guardar_filtro(
        nombre,
        vista="dependencia",
        consulta=consulta or {"q": "hueco"},
        dependencia=dependencia,
        actor=como(quien),
        ahora=ahora(),
    )


def test_quien_filtra_lo_guarda_y_le_sale_con_su_cuenta(peticion, beto, entrar) -> None:
    peticion()
    peticion(asunto="Otra cosa", texto="Un poste sin luz")
    navegador = entrar(beto)
    assert "Guardar este filtro" in pagina(navegador, "/trabajo/?vista=dependencia&q=hueco")
    assert "Solo yo" not in pagina(navegador, GUARDAR)
    respuesta = navegador.post(GUARDAR, {"nombre": "Huecos", "quien": ""})
    assert respuesta.status_code == 302
    assert respuesta["Location"] == "/trabajo/?vista=dependencia&q=hueco&orden=-radicado"
    abierta = pagina(navegador, respuesta["Location"])
    assert NOMBRADOS in abierta
    assert 'aria-current="page">Huecos <span class="cuenta">1</span>' in abierta
    guardado = FiltroGuardado.objects.get()
    assert guardado.consulta == {"q": "hueco", "orden": "-radicado"}
    assert not Asiento.objects.filter(objeto__startswith="filtro:").exists()


def test_lo_propio_no_lo_ve_nadie_mas(beto, diego, entrar, como) -> None:
    filtro = nuevo(como, beto)
    assert NOMBRADOS not in pagina(entrar(diego))
    for hoja in ("", "borrar/"):
        ruta = f"/trabajo/filtros/{filtro.uuid}/{hoja}"
        assert entrar(diego).get(ruta).status_code == 404
        assert entrar(diego).post(ruta, {"nombre": "Mío"}).status_code == 404
    with pytest.raises(SinPermiso):
        borrar_filtro(filtro, actor=como(diego), ahora=ahora())
    with pytest.raises(SinPermiso):
        renombrar_filtro(filtro, nombre="Mío", actor=como(diego), ahora=ahora())
    assert FiltroGuardado.objects.filter(nombre="Huecos").exists()


def test_el_jefe_lo_comparte_y_cada_quien_ve_solo_lo_que_puede(
    peticion, beto, diego, carla, dependencias, entrar
) -> None:
    peticion()
    ajena = peticion(asunto="La de hacienda", dependencia=dependencias.hacienda)
    suya = {"nombre": "Huecos", "quien": str(dependencias.infraestructura.pk)}
    assert entrar(diego).post(GUARDAR, suya).status_code == 302
    visto = pagina(entrar(beto))
    assert 'Huecos<span class="solo-lector">, de Secretaría de Infraestructura' in visto
    filtro = FiltroGuardado.objects.get()
    guardada = f"/trabajo/?vista={filtro.vista}&q=hueco"
    assert ajena.asunto not in pagina(entrar(beto), guardada)
    assert NOMBRADOS not in pagina(entrar(carla))
    assert Asiento.objects.filter(objeto=f"filtro:{filtro.uuid.hex}").count() == 1
    sin_permiso = entrar(beto).get(f"/trabajo/filtros/{filtro.uuid}/borrar/")
    assert sin_permiso.status_code == 403
    assert "lo cambian su jefe y su enlace" in pagina(entrar(beto), "/trabajo/filtros/")


def test_quien_no_reparte_no_comparte_ni_en_lo_ajeno(beto, diego, dependencias, como) -> None:
    with pytest.raises(SinPermiso):
        nuevo(como, beto, dependencia=dependencias.infraestructura)
    with pytest.raises(SinPermiso):
        nuevo(como, diego, dependencia=dependencias.hacienda)


def test_un_filtro_de_una_vista_que_ya_no_se_tiene_no_sale(
    beto, diego, dependencias, entrar, como
) -> None:
    guardar_filtro(
        "Para firmar",
        vista="por-firmar",
        consulta={},
        dependencia=dependencias.infraestructura,
        actor=como(diego),
        ahora=ahora(),
    )
    assert "Para firmar" in pagina(entrar(diego))
    assert "Para firmar" not in pagina(entrar(beto))


def test_un_filtro_con_una_dependencia_ajena_no_abre_nada(
    peticion, beto, dependencias, entrar, como
) -> None:
    ajena = peticion(asunto="La de hacienda", dependencia=dependencias.hacienda)
    nuevo(como, beto, q="hueco", dependencia_id="x", dependencia=None)
    FiltroGuardado.objects.update(
        vista="traslados", consulta={"dependencia": str(dependencias.hacienda.pk)}
    )
    visto = pagina(entrar(beto), f"/trabajo/?vista=traslados&dependencia={ajena.dependencia_id}")
    assert ajena.asunto not in visto
    assert '<span class="cuenta">0</span>' in visto


def test_se_renombra_y_se_borra_despues_de_confirmar(peticion, beto, entrar, como) -> None:
    peticion()
    filtro = nuevo(como, beto)
    navegador = entrar(beto)
    ruta = f"/trabajo/filtros/{filtro.uuid}/"
    assert 'value="Huecos"' in pagina(navegador, ruta)
    assert navegador.post(ruta, {"nombre": "  Vías  "}).status_code == 302
    assert "«Vías»" in pagina(navegador, f"{ruta}borrar/")
    assert FiltroGuardado.objects.count() == 1
    assert navegador.post(f"{ruta}borrar/").status_code == 302
    assert navegador.post(f"{ruta}borrar/").status_code == 404
    assert "No tiene filtros guardados" in pagina(navegador, "/trabajo/filtros/")
    assert Peticion.objects.count() == 1


@pytest.mark.parametrize("malo", ["", "   ", "x" * 61, "Huecos"])
def test_un_nombre_que_no_sirve_se_dice_y_queda_en_la_pantalla(malo, beto, entrar, como) -> None:
    nuevo(como, beto)
    otro = nuevo(como, beto, "Postes")
    navegador = entrar(beto)
    for ruta in (GUARDAR, f"/trabajo/filtros/{otro.uuid}/"):
        respuesta = navegador.post(ruta, {"nombre": malo, "quien": ""})
        assert respuesta.status_code == 422
        assert malo.strip() in respuesta.content.decode()
    assert FiltroGuardado.objects.count() == 2


def test_no_caben_mas_de_los_que_se_alcanzan_a_ver(beto, entrar, como) -> None:
    for n in range(MAXIMOS):
        nuevo(como, beto, f"Filtro {n}")
    respuesta = entrar(beto).post(GUARDAR, {"nombre": "Uno más", "quien": ""})
    assert "Borre uno que no use" in respuesta.content.decode()
    with pytest.raises(DatosInvalidos):
        nuevo(como, beto, "Uno más")


def test_el_metodo_la_vista_y_el_identificador_se_revisan(beto, fabio, entrar, client) -> None:
    navegador = entrar(beto)
    for sin_vista in ("", "?vista=todas"):
        respuesta = navegador.get(f"/trabajo/filtros/guardar/{sin_vista}")
        assert (respuesta.status_code, respuesta["Location"]) == (302, BANDEJA)
    assert navegador.get(f"/trabajo/filtros/{uuid.uuid4()}/").status_code == 404
    assert navegador.post("/trabajo/filtros/").status_code == 405
    assert navegador.delete(GUARDAR).status_code == 405
    assert entrar(fabio).get("/trabajo/filtros/").status_code == 403
    assert client.get("/trabajo/filtros/").status_code == 302


def test_a_quien_dejo_la_dependencia_ya_no_le_sale(diego, beto, dependencias, entrar, como) -> None:
    nuevo(como, diego, dependencia=dependencias.infraestructura)
    assert "Huecos" in pagina(entrar(beto))
    beto.nombramientos.all().delete()
    nombrar(beto, Rol.FUNCIONARIO, dependencias.hacienda)
    assert "Huecos" not in pagina(entrar(beto))


def test_las_consultas_no_crecen_con_las_peticiones(
    peticion, beto, entrar, como, django_assert_max_num_queries
) -> None:
    nuevo(como, beto)
    navegador = entrar(beto)
    for _ in range(30):
        peticion()
    with django_assert_max_num_queries(40):
        pagina(navegador)
