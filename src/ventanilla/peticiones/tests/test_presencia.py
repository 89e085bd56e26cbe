"""Quién más está mirando una petición."""

import uuid
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from ventanilla.comun.errores import SinPermiso
from ventanilla.comun.reloj import BOGOTA, ahora
from ventanilla.conftest import nuevo_usuario
from ventanilla.directorio.models import Rol
from ventanilla.peticiones.consultas.presencia import presentes
from ventanilla.peticiones.models import Estado, Peticion
from ventanilla.peticiones.reglas.presencia import DURA, con_aviso, guardable, leido, siguen
from ventanilla.peticiones.servicios.presencia import estar
from ventanilla.peticiones.servicios.remitir import remitir_a_disciplinario
from ventanilla.peticiones.views.presencia import frases_de

AHORA = datetime(2026, 11, 20, 10, 42, tzinfo=BOGOTA)


def direccion(peticion: Peticion, hoja: str = "") -> str:
    return f"/trabajo/peticiones/{peticion.uuid}/{hoja}"


@pytest.mark.django_db
def test_quien_abre_la_peticion_ve_quien_mas_la_tiene_abierta(
    peticion, beto, diego, entrar
) -> None:
    p = peticion()
    assert "la está viendo" not in entrar(beto).get(direccion(p)).content.decode()
    otra = entrar(diego).get(direccion(p)).content.decode()
    assert "Beto Ficticio la está viendo desde la" in otra
    assert "Diego Ficticio la está viendo" not in otra
    datos = entrar(beto).post(direccion(p, "presencia/"))
    assert datos.json()["frases"][0].startswith("Diego Ficticio la está viendo desde la")


@pytest.mark.django_db
def test_se_ve_quien_esta_escribiendo_la_respuesta(peticion, beto, diego, entrar) -> None:
    p = peticion()
    assert entrar(beto).get(direccion(p, "respuesta/")).status_code == 200
    assert "Beto Ficticio está escribiendo la respuesta" in (
        entrar(diego).get(direccion(p)).content.decode()
    )
    entrar(beto).post(direccion(p, "presencia/"), {"escribe": "si"})
    frases = entrar(diego).post(direccion(p, "presencia/")).json()["frases"]
    assert "está escribiendo la respuesta" in frases[0]


@pytest.mark.django_db
def test_quien_no_la_puede_leer_ni_avisa_ni_se_entera(
    peticion, beto, carla, fabio, entrar, client, como
) -> None:
    p = peticion()
    entrar(beto).get(direccion(p))
    for ajena in (carla, fabio):
        respuesta = entrar(ajena).post(direccion(p, "presencia/"))
        assert respuesta.status_code == 403
        assert b"Beto Ficticio" not in respuesta.content
        with pytest.raises(SinPermiso):
            estar(p, actor=como(ajena), ahora=AHORA, escribe=False)
    assert client.post(direccion(p, "presencia/")).status_code == 302
    assert entrar(beto).get(direccion(p, "presencia/")).status_code == 405
    assert entrar(beto).post(f"/trabajo/peticiones/{uuid.uuid4()}/presencia/").status_code == 404


@pytest.mark.django_db
def test_quien_se_fue_deja_de_salir_al_minuto(peticion, beto, diego, como) -> None:
    p = peticion()
    estar(p, actor=como(beto), ahora=AHORA, escribe=False)
    casi = AHORA + DURA - timedelta(seconds=1)
    assert [q.nombre for q in presentes(p, salvo=None, ahora=casi)] == [beto.nombre]
    assert presentes(p, salvo=beto.pk, ahora=casi) == []
    assert presentes(p, salvo=None, ahora=AHORA + DURA) == []
    assert estar(p, actor=como(diego), ahora=AHORA + DURA, escribe=False) == []


@pytest.mark.django_db
def test_tambien_en_una_cerrada_y_sin_tocar_la_base(peticion, beto, como) -> None:
    p = peticion()
    Peticion.objects.filter(pk=p.pk).update(esta_cerrada=True, estado=Estado.NOTIFICADA)
    p.refresh_from_db()
    actor = como(beto)
    with CaptureQueriesContext(connection) as consultas:
        estar(p, actor=actor, ahora=AHORA, escribe=False)
    assert len(consultas) == 0


@pytest.mark.django_db
def test_si_no_hay_donde_anotarlo_la_peticion_se_abre_igual(
    peticion, beto, entrar, settings, tmp_path
) -> None:
    estorbo = tmp_path / "no-es-carpeta"
    estorbo.write_text("")
    settings.CACHES = {
        **settings.CACHES,
        "presencia": {
            "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
            "LOCATION": estorbo / "presencia",
        },
    }
    assert entrar(beto).get(direccion(peticion())).status_code == 200


def test_la_frase_dice_desde_cuando_con_su_articulo() -> None:
    manana = con_aviso({}, 1, "Carla", AHORA, escribe=False)
    assert frases_de(list(manana.values())) == ["Carla la está viendo desde las 10:42 a. m."]
    tarde = con_aviso({}, 1, "Carla", AHORA.replace(hour=13), escribe=True)
    assert frases_de(list(tarde.values())) == [
        "Carla está escribiendo la respuesta desde la 1:42 p. m."
    ]


@given(st.lists(st.tuples(st.integers(1, 4), st.integers(0, 40), st.booleans()), max_size=30))
def test_estan_los_que_avisaron_en_el_ultimo_minuto_y_nadie_mas(
    avisos: list[tuple[int, int, bool]],
) -> None:
    momento, estan, ultimo = AHORA, leido(None), {}
    for quien, espera, escribe in avisos:
        momento += timedelta(seconds=espera)
        estan = leido(guardable(con_aviso(estan, quien, f"P{quien}", momento, escribe=escribe)))
        ultimo[quien] = momento
    vivos = {q for q, visto in ultimo.items() if momento - visto < DURA}
    assert set(siguen(estan, momento)) == vivos
    assert all(p.desde <= p.visto for p in estan.values())


@pytest.mark.parametrize("raro", [None, [], "x", {"a": {}}, {"1": {"nombre": "A"}}, {"1": 3}])
def test_lo_guardado_con_otra_forma_se_toma_por_vacio(raro: object) -> None:
    assert leido(raro) == {}


@pytest.fixture
def redis(settings):
    """`redis(cae=True)`: la memoria compartida pasa a una que nadie atiende, en el puerto 1."""
    caida = {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": "redis://127.0.0.1:1/0",
    }
    sanas = dict(settings.CACHES)

    def poner(*, cae: bool) -> None:
        settings.CACHES = {**sanas, "default": caida, "presencia": caida} if cae else sanas

    return poner


@pytest.mark.django_db
def test_sin_memoria_compartida_se_trabaja_igual_y_el_registro_lo_dice_una_vez(
    peticion, beto, diego, entrar, redis, caplog
) -> None:
    p = peticion()
    entrar(diego).get(direccion(p))
    caplog.clear()
    redis(cae=True)
    for quien in (beto, diego, beto):
        hoja = entrar(quien).get(direccion(p))
        assert hoja.status_code == 200
        assert "la está viendo" not in hoja.content.decode()
        assert entrar(quien).get(direccion(p, "respuesta/")).status_code == 200
        assert entrar(quien).post(direccion(p, "presencia/")).json()["frases"] == []
    avisos = [r.getMessage() for r in caplog.records if r.name == "ventanilla.presencia"]
    assert avisos == ["no se puede saber quién más mira: ConnectionError"]
    redis(cae=False)
    entrar(beto).get(direccion(p))
    assert "Beto Ficticio la está viendo" in entrar(diego).get(direccion(p)).content.decode()
    avisos = [r.getMessage() for r in caplog.records if r.name == "ventanilla.presencia"]
    assert avisos[1:] == ["otra vez se sabe quién más mira"]


@pytest.mark.django_db
def test_control_disciplinario_tambien_la_lee_sin_memoria_compartida(
    peticion, diego, como, entrar, redis
) -> None:
    irma = nuevo_usuario("Irma Ficticia", Rol.CONTROL_DISCIPLINARIO, None)
    p = peticion()
    remitir_a_disciplinario(p, motivo="Algo grave", actor=como(diego), ahora=ahora())
    redis(cae=True)
    assert entrar(irma).get(direccion(p)).status_code == 200
