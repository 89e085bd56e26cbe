"""El paz y salvo: lo que cada quien tenía al corte, quién lo expide y cómo se comprueba."""

import re
from datetime import datetime, timedelta
from io import BytesIO

import pytest
from django.test import Client
from pypdf import PdfReader

from ventanilla.auditoria.models import Asiento
from ventanilla.comun.canonico import sha256_hex
from ventanilla.comun.errores import DatosInvalidos, SinPermiso
from ventanilla.comun.reloj import BOGOTA, ahora
from ventanilla.conftest import nombrar
from ventanilla.directorio.models import Usuario
from ventanilla.estructura.consultas.a_cargo import a_cargo, instante_del_corte
from ventanilla.estructura.servicios.paz_y_salvo import expedir_paz_y_salvo
from ventanilla.peticiones.servicios.asignar import (
    asignar_a_dependencia,
    asignar_a_persona,
    asignarse,
)
from ventanilla.peticiones.servicios.partes import pedir_partes, tomar_parte
from ventanilla.peticiones.servicios.terminar_partes import entregar_parte

pytestmark = pytest.mark.django_db
PAGINA = "/trabajo/paz-y-salvo/"


def a_las(dia: int, hora: int = 9) -> datetime:
    return datetime(2026, 11, dia, hora, tzinfo=BOGOTA)


@pytest.fixture
def historia(radicada, beto, diego, atencion, dependencias, como):
    """Una petición que beto tomó el 4, pasó a diego el 6 y salió de la dependencia el 10."""
    una = radicada(ahora=a_las(3)).peticion
    asignar_a_dependencia(
        una, dependencia=dependencias.infraestructura, actor=como(atencion), ahora=a_las(3, 10)
    )
    asignarse(una, actor=como(beto), ahora=a_las(4))
    asignar_a_persona(una, responsable=diego, actor=como(diego), ahora=a_las(6))
    asignar_a_dependencia(
        una, dependencia=dependencias.hacienda, actor=como(atencion), ahora=a_las(10)
    )
    return una


def cuantas(quien, dia: int) -> int:
    return len(a_cargo(quien, corte=instante_del_corte(a_las(dia).date(), a_las(20))))


def test_cada_corte_dice_quien_la_tenia_ese_dia(historia, beto, diego, dependencias) -> None:
    assert [cuantas(beto, d) for d in (3, 4, 5, 6, 10, 20)] == [0, 1, 1, 0, 0, 0]
    assert [cuantas(diego, d) for d in (5, 6, 9, 10, 20)] == [0, 1, 1, 0, 0]
    assert [cuantas(dependencias.infraestructura, d) for d in (2, 3, 9, 10, 20)] == [0, 1, 1, 0, 0]
    assert [cuantas(dependencias.hacienda, d) for d in (9, 10, 20)] == [0, 1, 1]


def test_lo_cerrado_despues_del_corte_contaba_y_lo_de_antes_no(historia, dependencias) -> None:
    from ventanilla.comun.actores import SISTEMA
    from ventanilla.comun.transaccion import escritura
    from ventanilla.peticiones.models import Estado
    from ventanilla.peticiones.servicios.anotar import anotar
    from ventanilla.peticiones.servicios.avanzar import avanzar

    with escritura():
        avanzar(historia, estado=Estado.NOTIFICADA)
        # Se entregó el 13 y la guía se anotó el 16.
        anotar(historia, "notificacion", actor=SISTEMA, ahora=a_las(16), momento=a_las(13))
    assert [cuantas(dependencias.hacienda, d) for d in (12, 13, 14, 16, 20)] == [1, 0, 0, 0, 0]


@pytest.fixture
def parte(historia, peticion, beto, carla, dependencias, como):
    """Infraestructura se la pidió a Hacienda el 4; carla la tomó el 6 y la entregó el 11."""
    una = peticion(ahora=a_las(3))
    (pedida,) = pedir_partes(
        una,
        pedido="Certifique si el predio tiene deudas.",
        dependencias=[dependencias.hacienda],
        hasta=a_las(12).date(),
        actor=como(beto),
        ahora=a_las(4),
    )
    tomar_parte(pedida, actor=como(carla), ahora=a_las(6))
    pedida.refresh_from_db()
    entregar_parte(pedida, texto="No tiene deudas.", actor=como(carla), ahora=a_las(11))
    return pedida


def test_una_parte_sin_entregar_tambien_esta_a_cargo(parte, carla, beto, dependencias) -> None:
    assert [cuantas(carla, d) for d in (4, 5, 6, 10, 11, 20)] == [0, 0, 1, 1, 0, 0]
    assert [cuantas(beto, d) for d in (6, 10)] == [0, 0]
    # El 10 le llegó a Hacienda además una petición.
    assert [cuantas(dependencias.hacienda, d) for d in (3, 4, 9, 10, 11)] == [0, 1, 1, 2, 1]


def test_la_parte_que_paso_a_otra_dependencia_conto_en_la_primera(
    parte, dependencias, carla
) -> None:
    """Lo que deja escrito el cierre de Hacienda el 9: pasa a Atención y nadie la tiene."""
    from ventanilla.comun.actores import SISTEMA
    from ventanilla.comun.transaccion import escritura
    from ventanilla.peticiones.servicios.anotar import anotar
    from ventanilla.peticiones.servicios.avanzar import avanzar

    with escritura():
        avanzar(parte.peticion)
        type(parte).objects.filter(pk=parte.pk).update(
            dependencia=dependencias.atencion, responsable=None
        )
        anotar(
            parte.peticion,
            "parte_asignada",
            actor=SISTEMA,
            ahora=a_las(9),
            datos={"parte": parte.orden, "a": dependencias.atencion.codigo, "responsable": None},
        )

    def partes(quien, dia: int) -> int:
        corte = instante_del_corte(a_las(dia).date(), a_las(20))
        return sum(p.es_parte for p in a_cargo(quien, corte=corte))

    assert [partes(dependencias.hacienda, d) for d in (4, 8, 9)] == [1, 1, 0]
    assert [partes(dependencias.atencion, d) for d in (8, 9, 11)] == [0, 1, 0]
    assert [partes(carla, d) for d in (8, 9)] == [1, 0]


def test_el_paz_y_salvo_dice_cuantas_partes_debe(parte, dependencias, fabio, carla, como) -> None:
    def papel(quien, dia: int) -> str:
        hecho = expedir_paz_y_salvo(
            quien, corte=a_las(dia).date(), actor=como(fabio), ahora=a_las(20, 15)
        )
        return re.sub(r"\s+", " ", texto_de(hecho.pdf))

    assert "tiene 1 radicado abierto y 1 parte por entregar" in papel(dependencias.hacienda, 10)
    solo_parte = papel(carla, 7)
    assert "tiene 1 parte por entregar" in solo_parte
    assert "Parte de una respuesta" in solo_parte
    assert parte.peticion.radicado.impreso in solo_parte
    assert "Partes por entregar a cargo de la persona" in papel(carla, 12)


def test_el_papel_dice_los_radicados_y_no_a_quien_ni_que_pidio(
    historia, dependencias, fabio, como
) -> None:
    hecho = expedir_paz_y_salvo(
        dependencias.hacienda, corte=a_las(20).date(), actor=como(fabio), ahora=a_las(20, 15)
    )
    papel = re.sub(r"\s+", " ", texto_de(hecho.pdf))
    assert "Radicados pendientes" in papel
    assert historia.radicado.impreso in papel
    assert "tiene 1 radicado abierto" in papel
    assert historia.asunto not in papel
    assert "Ana Prueba" not in papel
    assert hecho.ficha in papel
    assert f"Expedido por {fabio.nombre}" in papel


def texto_de(pdf: bytes) -> str:
    return "\n".join(hoja.extract_text() for hoja in PdfReader(BytesIO(pdf)).pages)


def test_sin_pendientes_es_paz_y_salvo_y_el_codigo_lo_comprueba(beto, diego, entrar) -> None:
    navegador = entrar(diego)
    hoja = navegador.get(PAGINA, {"de": f"p{beto.pk}", "corte": ahora().date().isoformat()})
    assert "no tiene radicados abiertos" in hoja.content.decode()
    bajado = navegador.post(PAGINA, {"de": f"p{beto.pk}", "corte": ahora().date().isoformat()})
    assert bajado["Content-Type"] == "application/pdf"
    assert "paz-y-salvo-" in bajado["Content-Disposition"]
    papel = texto_de(bajado.content)
    assert "Paz y salvo de radicados" in papel
    asiento = Asiento.objects.get(hecho="paz_y_salvo_expedido")
    assert beto.nombre not in asiento.contenido
    ficha = asiento.objeto.removeprefix("paz-y-salvo:")
    comprobada = Client().get(f"/verificar/{ficha.lower()}/")
    dicho = comprobada.content.decode()
    assert comprobada.status_code == 200
    assert "Paz y salvo de radicados" in dicho
    assert sha256_hex(bajado.content) in dicho
    assert beto.nombre not in dicho
    assert Client().get("/verificar/0123456789ABCDEFGHJKMNPQRS/").status_code == 404


@pytest.mark.parametrize("quien", ["fabio", "elena"])
def test_quien_administra_y_control_interno_certifican_a_todos(
    quien, carla, dependencias, como, request
) -> None:
    actor = como(request.getfixturevalue(quien))
    for de in (carla, dependencias.hacienda):
        expedir_paz_y_salvo(de, corte=ahora().date(), actor=actor, ahora=ahora())


def test_un_jefe_solo_a_su_gente_y_a_la_que_se_fue(
    diego, beto, carla, dependencias, como, entrar
) -> None:
    actor, hoy = como(diego), ahora().date()
    for ajeno in (carla, dependencias.hacienda):
        with pytest.raises(SinPermiso, match="No es de su dependencia"):
            expedir_paz_y_salvo(ajeno, corte=hoy, actor=actor, ahora=ahora())
    navegador = entrar(diego)
    hoja = navegador.get(PAGINA).content.decode()
    assert beto.nombre in hoja
    assert carla.nombre not in hoja
    forzado = navegador.post(PAGINA, {"de": f"p{carla.pk}", "corte": hoy.isoformat()})
    assert forzado.status_code == 200
    assert not Asiento.objects.filter(hecho="paz_y_salvo_expedido").exists()
    nombrar(carla, "funcionario", dependencias.infraestructura, hasta=hoy - timedelta(days=30))
    assert carla.nombre in navegador.get(PAGINA).content.decode()


@pytest.mark.parametrize("quien", ["beto", "atencion"])
def test_los_demas_no_entran(quien, entrar, request) -> None:
    navegador = entrar(request.getfixturevalue(quien))
    assert navegador.get(PAGINA).status_code == 403
    assert navegador.post(PAGINA, {}).status_code == 403
    assert PAGINA not in navegador.get("/trabajo/").content.decode()


def test_sin_entrar_se_va_a_la_puerta() -> None:
    assert Client().get(PAGINA)["Location"].startswith("/cuenta/entrar/")


@pytest.mark.parametrize(
    "datos",
    [
        {"de": "p1", "corte": "2999-01-01"},
        {"de": "p99999999", "corte": "2026-01-01"},
        {"de": "x", "corte": "ayer"},
        {"de": "", "corte": ""},
    ],
)
def test_lo_mal_escrito_se_dice_y_no_expide(datos, fabio, entrar) -> None:
    navegador = entrar(fabio)
    for respuesta in (navegador.get(PAGINA, datos), navegador.post(PAGINA, datos)):
        assert respuesta.status_code == 200
        assert "corregir" in respuesta.content.decode()
    assert not Asiento.objects.filter(hecho="paz_y_salvo_expedido").exists()


def test_entre_trescientas_personas_se_busca_sin_tildes(fabio, entrar) -> None:
    for n in range(300):
        Usuario.objects.create_user(f"p{n}@ejemplo.gov.co", f"Persona Ficticia {n}")
    una = Usuario.objects.create_user("alvaro@ejemplo.gov.co", "Álvaro Ficticio")
    navegador = entrar(fabio)
    hoja = navegador.get(PAGINA).content.decode()
    assert "Persona Ficticia 7" not in hoja
    hallada = navegador.get(PAGINA, {"q": "alvaro fic"}).content.decode()
    assert f'value="p{una.pk}"' in hallada
    assert "Persona Ficticia" not in hallada
    muchas = navegador.get(PAGINA, {"q": "persona"}).content.decode()
    assert "Hay 270 más" in muchas
    assert "Nadie con ese nombre" in navegador.get(PAGINA, {"q": "zzz"}).content.decode()
    sin_escoger = navegador.get(PAGINA, {"q": "alvaro", "ver": "si", "corte": "2026-11-10"})
    assert "escójala" in sin_escoger.content.decode()


def test_un_jefe_con_poca_gente_la_ve_toda_sin_buscar(diego, beto, carla, entrar) -> None:
    hoja = entrar(diego).get(PAGINA).content.decode()
    assert beto.nombre in hoja
    assert carla.nombre not in hoja
    ajena = entrar(diego).get(PAGINA, {"de": f"p{carla.pk}", "corte": "2026-11-10"})
    assert "puede certificar" in ajena.content.decode()


def test_un_corte_que_no_ha_llegado_no_se_certifica(beto, fabio, como) -> None:
    manana = ahora().date() + timedelta(days=1)
    with pytest.raises(DatosInvalidos):
        expedir_paz_y_salvo(beto, corte=manana, actor=como(fabio), ahora=ahora())


def test_jefe_y_quien_administra_lo_tienen_en_su_menu(diego, fabio, entrar) -> None:
    assert f'href="{PAGINA}"' in entrar(diego).get("/trabajo/").content.decode()
    assert f'href="{PAGINA}"' in entrar(fabio).get("/trabajo/entidad/").content.decode()


def test_las_consultas_no_crecen_con_las_peticiones(
    peticion, beto, como, django_assert_max_num_queries
) -> None:
    for _ in range(3):
        asignarse(peticion(ahora=a_las(3)), actor=como(beto), ahora=a_las(4))
    with django_assert_max_num_queries(6):
        assert cuantas(beto, 3) == 0
    with django_assert_max_num_queries(6):
        assert cuantas(beto, 20) == 3
