"""Un ente de control lee lo que se le dio, hasta el día que se dijo, y queda escrito."""

import re
from datetime import date, datetime, timedelta

import pytest
from django.core import mail
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from ventanilla.auditoria.models import Asiento
from ventanilla.comun.reloj import ahora
from ventanilla.correspondencia.models import Envio
from ventanilla.correspondencia.servicios.despachar import despachar_pendientes
from ventanilla.peticiones.models import AccesoExterno
from ventanilla.peticiones.reglas.acceso_externo import (
    EstadoDelAcceso,
    estado_del_acceso,
    leer_numeros,
    tapar_contacto,
)

NUEVO = "/trabajo/entes/nuevo/"
DIA = timedelta(days=1)
VISTO = re.compile(r'name="visto" value="([0-9a-f]{64})"')


@pytest.fixture(autouse=True)
def sin_segundo_factor(settings) -> None:
    settings.VENTANILLA_SEGUNDO_FACTOR = ()


def datos(**cambios: object) -> dict[str, object]:
    hoy = ahora().date()
    return {
        "ente": "Contraloría de Prueba",
        "persona": "Auditora Ficticia, profesional universitaria",
        "correo": "auditora@contraloria.ejemplo.gov.co",
        "acto": "Oficio 815 de 2026",
        "desde": hoy.isoformat(),
        "hasta": (hoy + 10 * DIA).isoformat(),
        "que": "periodo",
        "recibidas_desde": (hoy - 5 * DIA).isoformat(),
        "recibidas_hasta": hoy.isoformat(),
        **cambios,
    }


def dar(navegador: Client, **cambios: object) -> AccesoExterno:
    """Llena el formulario, mira cuántas leería y confirma."""
    pedido = datos(**cambios)
    vista = navegador.post(NUEVO, pedido)
    assert vista.status_code == 200, vista.content.decode()
    assert not AccesoExterno.objects.filter(acto=pedido["acto"]).exists()
    visto = VISTO.search(vista.content.decode())
    assert visto
    dada = navegador.post(NUEVO, {**pedido, "visto": visto[1]})
    assert dada.status_code == 302
    return AccesoExterno.objects.latest("pk")


def enlace_de(acceso: AccesoExterno) -> str:
    """La ruta que llegó por correo."""
    despachar_pendientes(ahora=ahora())
    cartas = [m for m in mail.outbox if m.to == [acceso.correo]]
    encontrado = re.search(r"https?://[^/\s]+(/ente/abrir/\S+)", str(cartas[-1].body))
    assert encontrado
    return encontrado[1]


def abrir(ruta: str) -> Client:
    navegador = Client()
    respuesta = navegador.post(ruta)
    assert respuesta.status_code == 302
    assert respuesta.headers["Location"] == "/ente/"
    return navegador


@pytest.mark.django_db
def test_lee_solo_lo_que_se_le_dio_y_cada_mirada_queda_escrita(
    atencion, elena, peticion, dependencias, entrar
) -> None:
    suya = peticion()
    ajena = peticion(dependencia=dependencias.hacienda)
    acceso = dar(entrar(atencion), dependencias=[dependencias.infraestructura.pk])
    ruta = enlace_de(acceso)
    ficha = ruta.split("/")[3]
    assert ficha not in str(AccesoExterno.objects.values())
    assert all(ficha.encode() not in bytes(e.carga) for e in Envio.objects.all())
    # El aviso del contrapeso.
    assert [m for m in mail.outbox if m.to == [elena.email] and acceso.ente in m.subject]
    # Mirar el enlace sin entrar (lo hace el filtro del correo) no deja escrito que entró.
    assert Client().get(ruta).status_code == 200
    assert not Asiento.objects.filter(hecho="enlace_abierto").exists()
    ente = abrir(ruta)
    lista = ente.get("/ente/")
    assert "noindex" in lista.headers["X-Robots-Tag"]
    assert lista.headers["Cache-Control"] == "no-store"
    assert suya.radicado.impreso in lista.content.decode()
    assert ajena.radicado.impreso not in lista.content.decode()
    hoja = ente.get(f"/ente/peticiones/{suya.uuid}/").content.decode()
    assert "frente a la escuela" in hoja
    assert "ana@ejemplo.com" not in hoja
    assert "Carrera 1" not in hoja
    assert ente.get(f"/ente/peticiones/{ajena.uuid}/").status_code == 404
    assert ente.post(f"/ente/peticiones/{suya.uuid}/").status_code == 405
    # No es una cuenta: a lo de trabajo no entra.
    assert ente.get(f"/trabajo/peticiones/{suya.uuid}/").status_code == 302
    hechos = Asiento.objects.filter(actor=f"ente:{acceso.uuid.hex}").order_by("orden")
    assert [a.hecho for a in hechos] == ["enlace_abierto", "lista_mirada", "peticion_mirada"]
    assert suya.uuid.hex in hechos[2].contenido
    pagina = entrar(elena).get(f"/trabajo/entes/{acceso.uuid}/").content.decode()
    assert "Leyó una petición" in pagina
    assert suya.radicado.impreso in pagina
    assert ente.post("/ente/salir/").status_code == 200
    assert ente.get("/ente/").status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize("como_pide", ["reservado", "anonimo"])
def test_de_quien_reservo_su_identidad_no_ve_nada_que_la_diga(
    como_pide, atencion, peticion, entrar
) -> None:
    una = peticion()
    type(una).objects.filter(pk=una.pk).update(solicitante=como_pide, rotulo="Ana Prueba Ficticia")
    ente = abrir(enlace_de(dar(entrar(atencion))))
    hoja = ente.get(f"/ente/peticiones/{una.uuid}/").content.decode()
    assert "identidad está protegida" in hoja
    for seria in ("Ana Prueba", "escuela", una.asunto):
        assert seria not in hoja
        assert seria not in ente.get("/ente/").content.decode()


@pytest.mark.django_db
def test_desconocido_vencido_revocado_y_por_empezar_responden_lo_mismo(
    atencion, peticion, entrar
) -> None:
    peticion()
    navegador = entrar(atencion)
    vencido, revocado, futuro = (dar(navegador, acto=f"Oficio {n}") for n in range(3))
    # Los tres comparten correo: cada enlace se saca en el orden en que salieron.
    despachar_pendientes(ahora=ahora())
    cartas = [m for m in mail.outbox if m.to == [vencido.correo]]
    rutas = [re.search(r"(/ente/abrir/\S+)", str(m.body))[1] for m in cartas]  # type: ignore[index]
    abierto = abrir(rutas[0])
    hoy = ahora().date()
    AccesoExterno.objects.filter(pk=vencido.pk).update(hasta=hoy - DIA)
    AccesoExterno.objects.filter(pk=futuro.pk).update(desde=hoy + DIA)
    assert navegador.get(f"/trabajo/entes/{revocado.uuid}/revocar/").status_code == 200
    assert AccesoExterno.objects.filter(revocado__isnull=False).count() == 0
    navegador.post(f"/trabajo/entes/{revocado.uuid}/revocar/")
    dicho = navegador.post(f"/trabajo/entes/{revocado.uuid}/revocar/", follow=True)
    assert "ya estaba revocado" in dicho.content.decode()
    respuestas = [Client().post(r) for r in (*rutas, "/ente/abrir/ninguna/")]
    assert {r.status_code for r in respuestas} == {404}
    assert len({r.content.decode().split("<main")[1].split("</main>")[0] for r in respuestas}) == 1
    # Lo que estaba abierto deja de servir sin esperar a que la galleta venza.
    assert abierto.get("/ente/").status_code == 404
    assert Client().get("/ente/").status_code == 404
    tercero = Client()
    tercero.cookies["ente"] = "inventada"
    assert tercero.get("/ente/").status_code == 404


@pytest.mark.django_db
def test_con_otro_enlace_el_anterior_y_lo_que_abrio_no_sirven(atencion, peticion, entrar) -> None:
    navegador = entrar(atencion)
    acceso = dar(navegador)
    primero = enlace_de(acceso)
    abierto = abrir(primero)
    assert navegador.get(f"/trabajo/entes/{acceso.uuid}/enlace/").status_code == 405
    navegador.post(f"/trabajo/entes/{acceso.uuid}/enlace/")
    segundo = enlace_de(acceso)
    assert segundo != primero
    assert Client().post(primero).status_code == 404
    assert abierto.get("/ente/").status_code == 404
    assert abrir(segundo).get("/ente/").status_code == 200


@pytest.mark.django_db
def test_por_lista_de_numeros_y_lo_que_no_existe_se_dice(fabio, peticion, entrar) -> None:
    una, otra = peticion(), peticion()
    de_fabio = entrar(fabio)
    mala = de_fabio.post(NUEVO, datos(que="numeros", numeros=f"{una.radicado.impreso}, 2026-9999"))
    assert mala.status_code == 422
    assert "2026-9999" in mala.content.decode()
    assert "Oficio 815" in mala.content.decode()
    acceso = dar(de_fabio, que="numeros", numeros=una.radicado.impreso)
    lista = abrir(enlace_de(acceso)).get("/ente/").content.decode()
    assert una.radicado.impreso in lista
    assert otra.radicado.impreso not in lista


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("cambio", "dicho"),
    [
        ({"correo": "beto@ejemplo.gov.co"}, "alguien de la entidad"),
        ({"hasta": "2020-01-01"}, "no puede ser anterior"),
        ({"hasta": "2099-01-01"}, "180 días a lo sumo"),
        ({"recibidas_desde": ""}, "Diga desde y hasta qué día"),
        ({"recibidas_hasta": "2020-01-01"}, "no puede ser anterior"),
        ({"que": "numeros", "numeros": " "}, "Escriba los números"),
        ({"clases": ["no_existe"]}, "Escoja una opción válida"),
    ],
)
def test_lo_que_no_sirve_se_dice_y_no_crea_nada(cambio, dicho, atencion, beto, entrar) -> None:
    respuesta = entrar(atencion).post(NUEVO, datos(**cambio))
    assert respuesta.status_code == 422
    assert dicho in respuesta.content.decode()
    assert not AccesoExterno.objects.exists()


@pytest.mark.django_db
def test_quien_lo_da_quien_lo_ve_y_quien_no(atencion, elena, diego, beto, peticion, entrar) -> None:
    acceso = dar(entrar(atencion))
    uno = f"/trabajo/entes/{acceso.uuid}/"
    de_elena = entrar(elena)
    assert de_elena.get("/trabajo/entes/").status_code == 200
    assert de_elena.get(uno).status_code == 200
    for ruta in (NUEVO, f"{uno}revocar/", f"{uno}enlace/"):
        assert de_elena.post(ruta, datos()).status_code == 403
    for persona in (diego, beto):
        navegador = entrar(persona)
        for ruta in ("/trabajo/entes/", uno, NUEVO):
            assert navegador.get(ruta).status_code == 403
        assert navegador.post(f"{uno}revocar/").status_code == 403
    desconocido = "/trabajo/entes/00000000-0000-4000-8000-000000000000/"
    assert de_elena.get(desconocido).status_code == 404


@pytest.mark.django_db
def test_quien_prueba_enlaces_espera(db, entidad) -> None:
    for _ in range(30):
        assert Client().post("/ente/abrir/una/").status_code == 404
    ultima = Client().post("/ente/abrir/una/")
    assert ultima.status_code == 429
    assert ultima.headers["Retry-After"] == "3600"


@pytest.mark.django_db
def test_las_consultas_de_las_listas_no_crecen(
    atencion, peticion, entrar, django_assert_max_num_queries
) -> None:
    for _ in range(6):
        peticion()
    navegador = entrar(atencion)
    for n in range(3):
        acceso = dar(navegador, acto=f"Oficio {n}")
    ente = abrir(enlace_de(acceso))
    with django_assert_max_num_queries(18):
        ente.get("/ente/")
    with django_assert_max_num_queries(32):
        navegador.get("/trabajo/entes/")


@given(st.dates(), st.dates(), st.dates(), st.booleans())
def test_solo_abre_entre_sus_dos_dias_y_sin_revocar(
    desde: date, hasta: date, hoy: date, fue_revocado: bool
) -> None:
    revocado = datetime(2026, 1, 1) if fue_revocado else None  # noqa: DTZ001
    vigente = estado_del_acceso(desde, hasta, revocado, hoy) == EstadoDelAcceso.VIGENTE
    assert vigente == (desde <= hoy <= hasta and not fue_revocado)


@given(st.text(), st.from_regex(r"\A3\d{9}\Z"), st.from_regex(r"\A[a-z]{1,9}@[a-z]{1,9}\.co\Z"))
def test_ni_correos_ni_telefonos_pasan(texto: str, telefono: str, correo: str) -> None:
    dicho = tapar_contacto(f"{texto} {telefono} {correo} ")
    assert f" {telefono} " not in dicho
    assert f" {correo} " not in dicho


@pytest.mark.parametrize(
    "queda", ["2026-000123", "contrato 1234567 de 2025", "el 20 de noviembre", "$ 3.000.000.000"]
)
def test_los_numeros_que_no_son_telefonos_quedan(queda: str) -> None:
    assert tapar_contacto(queda) == queda


@given(st.lists(st.from_regex(r"\A[0-9-]{1,12}\Z"), unique=True))
def test_los_numeros_se_leen_separados_de_cualquier_modo(numeros: list[str]) -> None:
    assert leer_numeros(", ".join(numeros)) == numeros
    assert leer_numeros("\n".join(numeros)) == numeros
