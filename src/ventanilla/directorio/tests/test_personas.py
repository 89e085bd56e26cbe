"""Crear, nombrar, encargar, terminar y cerrar cuentas en pantalla."""

from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.core import mail
from django.test import Client

from ventanilla.auditoria.models import Asiento
from ventanilla.comun.errores import Cambiado, DatosInvalidos, SinPermiso
from ventanilla.comun.reloj import ahora, hoy
from ventanilla.conftest import DESDE, nombrar, nuevo_usuario
from ventanilla.correspondencia.servicios.despachar import despachar_pendientes
from ventanilla.directorio.models import Nombramiento, Rol, Usuario
from ventanilla.directorio.servicios.administran import SinQuienAdministre
from ventanilla.directorio.servicios.nombramientos import ayer, terminar_nombramiento
from ventanilla.directorio.servicios.nombramientos import nombrar as dar_cargo
from ventanilla.directorio.servicios.personas import desactivar

pytestmark = pytest.mark.django_db
LISTA = "/trabajo/entidad/personas/"


@pytest.fixture(autouse=True)
def sin_segundo_factor(settings) -> None:
    settings.VENTANILLA_SEGUNDO_FACTOR = ()


def hoja(persona: Usuario) -> str:
    return f"{LISTA}{persona.pk}/"


def test_quien_administra_crea_una_persona_y_le_llega_como_entrar(
    fabio, entrar, django_capture_on_commit_callbacks
) -> None:
    navegador = entrar(fabio)
    with django_capture_on_commit_callbacks(execute=True):
        hecho = navegador.post(
            f"{LISTA}nueva/", {"nombre": "Nora Ficticia", "correo": "Nora@Ejemplo.gov.co"}
        )
    nora = Usuario.objects.get(email="nora@ejemplo.gov.co")
    assert hecho["Location"] == hoja(nora)
    assert not nora.has_usable_password()
    despachar_pendientes(ahora=ahora())
    assert mail.outbox[0].to == ["nora@ejemplo.gov.co"]
    assert "/cuenta/clave/" in str(mail.outbox[0].body)
    assert "Ninguno: no puede hacer nada" in navegador.get(hoja(nora)).content.decode()
    asiento = Asiento.objects.get(objeto=f"usuario:{nora.pk}", hecho="creado")
    assert "Nora" not in asiento.contenido


def test_un_correo_repetido_o_malo_se_dice_y_no_se_pierde_lo_escrito(fabio, beto, entrar) -> None:
    navegador = entrar(fabio)
    for correo in (beto.email.upper(), "esto no es"):
        hecho = navegador.post(f"{LISTA}nueva/", {"nombre": "Nora Ficticia", "correo": correo})
        assert hecho.status_code == 422
        assert "Nora Ficticia" in hecho.content.decode()
    assert Usuario.objects.count() == 2


def test_un_cargo_dado_en_pantalla_vale_desde_la_pagina_siguiente(
    fabio, carla, dependencias, peticion, entrar
) -> None:
    ajena, de_carla = peticion(), entrar(carla)
    ruta = f"/trabajo/peticiones/{ajena.uuid}/"
    assert de_carla.get(ruta).status_code == 403
    datos = {
        "modalidad": "encargo",
        "rol": Rol.JEFE,
        "dependencia": dependencias.infraestructura.pk,
        "cargo": "Secretaria de Infraestructura",
        "desde": hoy().isoformat(),
        "acto": "Resolución 7 de 2026",
    }
    navegador = entrar(fabio)
    sin_fin = navegador.post(f"{hoja(carla)}nombrar/", datos)
    assert "Un encargo es por un tiempo" in sin_fin.content.decode()
    fin = {"hasta": (hoy() + timedelta(days=30)).isoformat()}
    assert navegador.post(f"{hoja(carla)}nombrar/", datos | fin)["Location"] == hoja(carla)
    assert de_carla.get(ruta).status_code == 200
    otra_vez = navegador.post(f"{hoja(carla)}nombrar/", datos | fin)
    assert "Ya tiene ese rol allí" in otra_vez.content.decode()
    assert Asiento.objects.filter(objeto=f"usuario:{carla.pk}", hecho="nombrado").count() == 1


def test_un_cargo_terminado_esta_manana_no_deja_hacer_nada_en_la_pagina_siguiente(
    fabio, beto, peticion, entrar
) -> None:
    suya, de_beto = peticion(), entrar(beto)
    ruta = f"/trabajo/peticiones/{suya.uuid}/"
    assert de_beto.get(ruta).status_code == 200
    cargo = beto.nombramientos.get()
    navegador = entrar(fabio)
    terminar = f"{hoja(beto)}cargos/{cargo.pk}/terminar/"
    assert navegador.get(terminar).status_code == 200
    sin_dia = navegador.post(terminar, {"cuando": "dia"})
    assert "Escriba el último día" in sin_dia.content.decode()
    assert navegador.post(terminar, {"cuando": "ya"})["Location"] == hoja(beto)
    assert de_beto.get(ruta).status_code == 403
    assert de_beto.post(f"{ruta}asignarme/").status_code == 403
    otra_vez = navegador.post(terminar, {"cuando": "ya"})
    assert "ya había terminado" in otra_vez.content.decode()
    assert "Terminó" in navegador.get(hoja(beto)).content.decode()


@pytest.mark.parametrize("quien", ["beto", "elena", "atencion", "diego"])
def test_nadie_mas_cambia_a_la_gente(quien, carla, entrar, request) -> None:
    navegador = entrar(request.getfixturevalue(quien))
    cargo = carla.nombramientos.get()
    for ruta in (
        f"{LISTA}nueva/",
        f"{hoja(carla)}editar/",
        f"{hoja(carla)}nombrar/",
        f"{hoja(carla)}vincular/",
        f"{hoja(carla)}ausencia/",
        f"{hoja(carla)}sesiones/",
        f"{hoja(carla)}abrir/",
        f"{hoja(carla)}cargos/{cargo.pk}/terminar/",
        f"/trabajo/personas/{carla.pk}/retirar/",
    ):
        assert navegador.get(ruta).status_code == 403, ruta
        assert navegador.post(ruta, {"cuando": "ya", "motivo": "x"}).status_code == 403, ruta
    cargo.refresh_from_db()
    assert cargo.hasta is None


def test_un_jefe_ve_a_su_gente_y_a_nadie_mas(diego, beto, carla, entrar) -> None:
    navegador = entrar(diego)
    vista = navegador.get(LISTA).content.decode()
    assert beto.nombre in vista
    assert carla.nombre not in vista
    assert navegador.get(hoja(beto)).status_code == 200
    assert navegador.get(hoja(carla)).status_code == 403
    assert "Darle un cargo" not in navegador.get(hoja(beto)).content.decode()
    assert entrar(beto).get(LISTA).status_code == 403
    assert entrar(beto).get(hoja(beto)).status_code == 200


def test_nadie_se_sube_a_si_mismo(fabio, dependencias, entrar, como) -> None:
    navegador = entrar(fabio)
    for accion in ("nombrar/", "vincular/", "ausencia/", "abrir/"):
        assert navegador.post(f"{hoja(fabio)}{accion}", {}).status_code == 403
    with pytest.raises(SinPermiso, match="sus propios cargos"):
        dar_cargo(
            fabio,
            rol=Rol.JEFE,
            dependencia=dependencias.hacienda,
            desde=hoy(),
            hasta=None,
            acto="Porque sí",
            actor=como(fabio),
            ahora=ahora(),
        )


def test_no_se_puede_dejar_a_la_entidad_sin_quien_administre(fabio, como) -> None:
    otra = nuevo_usuario("Gina Ficticia", Rol.ADMINISTRADOR, None)
    de_fabio, momento = fabio.nombramientos.get(), ahora()
    dia = momento.date() + timedelta(days=5)
    terminar_nombramiento(
        otra.nombramientos.get(), ultimo_dia=dia, actor=como(fabio), ahora=momento
    )
    # Gina administra cinco días más: quitar a Fabio dejaría el sexto sin nadie.
    with pytest.raises(SinQuienAdministre, match="nadie podría administrar"):
        terminar_nombramiento(de_fabio, ultimo_dia=dia, actor=como(otra), ahora=momento)
    with pytest.raises(SinQuienAdministre):
        desactivar(fabio, motivo="Se va", actor=como(otra), ahora=momento)
    de_fabio.refresh_from_db()
    fabio.refresh_from_db()
    assert de_fabio.hasta is None
    assert fabio.is_active


def test_lo_que_no_sirve_se_dice_campo_por_campo(fabio, beto, dependencias, como) -> None:
    base = {"desde": hoy(), "hasta": None, "acto": "Acta", "actor": como(fabio), "ahora": ahora()}
    for cambio, dicho in (
        ({"rol": Rol.JEFE, "dependencia": None}, "Escoja en qué dependencia"),
        ({"rol": Rol.ADMINISTRADOR, "dependencia": dependencias.hacienda}, "toda la entidad"),
        ({"rol": Rol.ENTE_EXTERNO, "dependencia": None}, "no trabaja con una cuenta"),
        ({"rol": "rey", "dependencia": dependencias.hacienda}, "Escoja uno de la lista"),
        ({"rol": Rol.JEFE, "dependencia": dependencias.hacienda, "acto": " "}, "Escriba el acto"),
        (
            {"rol": Rol.JEFE, "dependencia": dependencias.hacienda, "hasta": DESDE},
            "no puede ser anterior",
        ),
    ):
        with pytest.raises(DatosInvalidos, match=dicho):
            dar_cargo(beto, **{**base, **cambio})
    assert beto.nombramientos.count() == 1


def test_cambiar_el_correo_cierra_sesiones_y_avisa_al_anterior(
    fabio, beto, entrar, django_capture_on_commit_callbacks
) -> None:
    beto.set_password("una clave larga de prueba")
    beto.save()
    de_beto = Client()
    de_beto.post("/cuenta/entrar/", {"login": beto.email, "password": "una clave larga de prueba"})
    assert de_beto.get("/trabajo/").status_code == 200
    with django_capture_on_commit_callbacks(execute=True):
        entrar(fabio).post(
            f"{hoja(beto)}editar/", {"nombre": beto.nombre, "correo": "otro@ejemplo.gov.co"}
        )
    despachar_pendientes(ahora=ahora())
    assert mail.outbox[0].to == [beto.email]
    assert "se cambió el correo" in str(mail.outbox[0].body)
    assert de_beto.get("/trabajo/").status_code == 302
    assert not UserSession.objects.filter(user=beto).exists()


def test_quien_administra_cierra_las_sesiones_de_otra_persona(fabio, beto, entrar) -> None:
    beto.set_password("una clave larga de prueba")
    beto.save()
    de_beto = Client()
    de_beto.post("/cuenta/entrar/", {"login": beto.email, "password": "una clave larga de prueba"})
    navegador = entrar(fabio)
    assert navegador.get(f"{hoja(beto)}sesiones/").status_code == 200
    navegador.post(f"{hoja(beto)}sesiones/")
    assert de_beto.get("/trabajo/").status_code == 302
    dicho = navegador.post(f"{hoja(beto)}sesiones/", follow=True).content.decode()
    assert "No tenía sesiones abiertas" in dicho


def test_lo_de_otra_persona_o_lo_que_no_existe_no_se_toca(fabio, beto, carla, entrar) -> None:
    navegador = entrar(fabio)
    ajeno = carla.nombramientos.get()
    assert navegador.post(f"{hoja(beto)}cargos/{ajeno.pk}/terminar/").status_code == 404
    assert navegador.get(f"{LISTA}999999/").status_code == 404
    assert navegador.delete(f"{hoja(beto)}nombrar/").status_code == 405


def test_dos_que_terminan_el_mismo_cargo_no_se_pisan(fabio, beto, como) -> None:
    cargo, momento = beto.nombramientos.get(), ahora()
    viejo = Nombramiento.objects.select_related("usuario").get(pk=cargo.pk)
    terminar_nombramiento(cargo, ultimo_dia=ayer(momento), actor=como(fabio), ahora=momento)
    with pytest.raises(Cambiado):
        terminar_nombramiento(viejo, ultimo_dia=ayer(momento), actor=como(fabio), ahora=momento)


def test_la_lista_hace_las_mismas_consultas_con_mas_gente(
    fabio, beto, carla, entrar, dependencias, django_assert_max_num_queries
) -> None:
    navegador = entrar(fabio)
    for n in range(30):
        persona = Usuario.objects.create_user(f"p{n}@ejemplo.gov.co", f"Persona {n}")
        nombrar(persona, Rol.FUNCIONARIO, dependencias.hacienda)
    with django_assert_max_num_queries(18):
        assert "Persona 29" in navegador.get(LISTA).content.decode()
