"""Cambiar en pantalla un ajuste que ningún artículo fija: qué mueve, desde cuándo y con qué rastro."""

from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest
from django.test import Client
from django.urls import reverse

from ventanilla.auditoria.models import Asiento
from ventanilla.comun.actores import SISTEMA
from ventanilla.comun.errores import Cambiado, SinPermiso
from ventanilla.comun.reloj import BOGOTA, ahora, hoy
from ventanilla.directorio.consultas import calendario_de_la_entidad
from ventanilla.directorio.consultas.reglamento import valores_en
from ventanilla.directorio.models import DiaNoHabil, Entidad, Reglamento
from ventanilla.directorio.reglas.cambios import Cambio
from ventanilla.directorio.servicios.estructura import aplicar_estructura
from ventanilla.directorio.servicios.reglamento import adoptar, empezar_borrador
from ventanilla.estructura.consultas.plan import leer_archivo, planear
from ventanilla.estructura.servicios.ajustes import cambiar_ajuste
from ventanilla.estructura.servicios.cargar import aplicar
from ventanilla.estructura.servicios.dias import aplicar_dias
from ventanilla.peticiones.consultas.diferencias import diferencias
from ventanilla.peticiones.models import Actuacion, Peticion

pytestmark = pytest.mark.django_db
LISTA = "/trabajo/ajustes/"
SABADO, AVISO = f"{LISTA}jornada_sabado/", f"{LISTA}dias_de_alerta/"
MOTIVO = "Decreto 20 de 2026: la alcaldía atiende los sábados."


def guardar(navegador: Client, ruta: str, valor: str, motivo: str = MOTIVO) -> None:
    """Ve qué cambiaría y lo guarda."""
    primera = navegador.post(
        ruta, {"valor": valor, "motivo": motivo, "leido": _leido(navegador, ruta)}
    )
    visto = primera.context["visto"]
    envio = {"valor": valor, "motivo": motivo, "visto": visto, "leido": _leido(navegador, ruta)}
    assert navegador.post(ruta, envio).status_code == 302


def _leido(navegador: Client, ruta: str) -> str:
    return str(navegador.get(ruta).context["form"].initial["leido"])


def vence(una: Peticion) -> date:
    fecha = una.plazos.get(clase="respuesta").fecha_vence
    assert fecha is not None
    return fecha


def test_primero_se_ve_de_que_a_que_y_que_mueve_y_no_se_guarda_nada(
    fabio, entrar, peticion
) -> None:
    una = peticion()
    antes = vence(una)
    respuesta = entrar(fabio).post(SABADO, {"valor": "si", "motivo": MOTIVO, "leido": "false"})
    hoja = respuesta.content.decode()
    for dicho in ("no es día hábil", "es día hábil", una.radicado.impreso, MOTIVO):
        assert dicho in hoja
    assert respuesta.context["vista"].cuantas == 1
    assert not Entidad.objects.get().jornada_sabado
    assert vence(una) == antes


def test_al_guardar_se_mueven_con_su_anotacion_y_la_revision_cuadra(
    fabio, entrar, peticion
) -> None:
    una = peticion()
    antes = vence(una)
    guardar(entrar(fabio), SABADO, "si")
    assert "contando de nuevo" in entrar(fabio).get(LISTA).content.decode()
    assert aplicar_dias(ahora=ahora()) == 1
    assert aplicar_dias(ahora=ahora()) == 0
    assert vence(una) < antes
    hecho = Actuacion.objects.get(tipo=Actuacion.Tipo.CALENDARIO)
    assert "un ajuste de la entidad (El sábado: es día hábil)" in hecho.motivo
    assert hecho.es_publica
    assert list(diferencias(calendario=calendario_de_la_entidad())) == []
    hoja = entrar(fabio).get(LISTA).content.decode()
    assert MOTIVO in hoja
    assert fabio.nombre in hoja
    assert "contando de nuevo" not in hoja


def test_los_sabados_que_ya_pasaron_no_cambian(fabio, entrar, entidad) -> None:
    guardar(entrar(fabio), SABADO, "si")
    calendario = calendario_de_la_entidad()
    sabado = hoy() + timedelta(days=(5 - hoy().weekday()) % 7 + 7)
    assert not calendario.sabado_habil(sabado - timedelta(days=14))
    assert calendario.sabado_habil(sabado)


def test_un_dia_no_habil_y_el_sabado_a_la_vez_se_cuentan_juntos(fabio, entrar, peticion) -> None:
    una = peticion()
    contados = [d for d in una.plazos.get(clase="respuesta").explicacion if d["cuenta"]]
    DiaNoHabil.objects.create(
        fecha=contados[6]["fecha"],
        motivo="Día cívico",
        acto="Decreto 9",
        efecto="no_habil",
        afecta_terminos_legales=True,
        por_aplicar=True,
    )
    guardar(entrar(fabio), SABADO, "si")
    aplicar_dias(ahora=ahora())
    assert list(diferencias(calendario=calendario_de_la_entidad())) == []
    assert "Decreto 9" in Actuacion.objects.get(tipo=Actuacion.Tipo.CALENDARIO).motivo


def test_la_transicion_mueve_lo_de_la_pandemia_y_no_lo_de_hoy(fabio, entrar, peticion) -> None:
    vieja = peticion(recepcion=datetime(2022, 5, 10, 9, 0, tzinfo=BOGOTA))
    nueva = peticion()
    antes = vence(vieja), vence(nueva)
    guardar(entrar(fabio), f"{LISTA}transicion_2207/", "INMEDIATA")
    aplicar_dias(ahora=ahora())
    assert vence(vieja) < antes[0]
    assert vence(nueva) == antes[1]
    assert list(diferencias(calendario=calendario_de_la_entidad())) == []


def test_lo_que_no_mueve_fechas_rige_manana_y_lo_de_hoy_conserva_lo_suyo(fabio, entrar) -> None:
    guardar(entrar(fabio), f"{LISTA}reactivacion/", "reinicia")
    assert Entidad.objects.get().reactivacion == "reinicia"
    assert valores_en(hoy())["reactivacion"] == "reanuda"
    assert "reactivacion" not in valores_en(hoy() + timedelta(days=1))
    assert aplicar_dias(ahora=ahora()) == 0


def test_los_dias_de_alerta_cambian_ya(fabio, entrar) -> None:
    guardar(entrar(fabio), AVISO, "5")
    assert Entidad.objects.get().dias_de_alerta == 5
    assert "5 días hábiles" in entrar(fabio).get(LISTA).content.decode()
    assert Asiento.objects.filter(objeto="entidad", hecho="configurada").count() == 1


@pytest.mark.parametrize(
    ("ruta", "valor", "motivo", "dicho"),
    [
        (AVISO, "0", MOTIVO, "mayor o igual a 1"),
        (AVISO, "16", MOTIVO, "15"),
        (AVISO, "3", MOTIVO, "Ya está así"),
        (AVISO, "5", "", "obligatorio"),
        (AVISO, "5", "x" * 301, "300"),
        (SABADO, "quizá", MOTIVO, "opción"),
        (f"{LISTA}recepcion/", "recibida_habil_siguiente", MOTIVO, "hora de cierre"),
        (f"{LISTA}hora_cierre/", "25:00", MOTIVO, "hora"),
    ],
)
def test_lo_que_no_sirve_se_dice_y_no_se_guarda(fabio, entrar, ruta, valor, motivo, dicho) -> None:
    respuesta = entrar(fabio).post(ruta, {"valor": valor, "motivo": motivo, "leido": "null"})
    assert respuesta.status_code == 422
    assert dicho in respuesta.content.decode()
    assert Entidad.objects.get().ajustes_anteriores == []


def test_el_que_fija_un_articulo_no_se_cambia_aqui(fabio, entrar, como) -> None:
    borrador = empezar_borrador(actor=como(fabio), ahora=ahora())
    adoptar(
        borrador,
        acto="Resolución 1",
        fecha_acto=hoy(),
        desde=hoy(),
        version=borrador.version,
        actor=como(fabio),
        ahora=ahora(),
    )
    assert Reglamento.objects.get().valores["reactivacion"] == "reanuda"
    respuesta = entrar(fabio).post(
        f"{LISTA}reactivacion/", {"valor": "reinicia", "motivo": MOTIVO, "leido": '"reanuda"'}
    )
    assert respuesta.status_code == 422
    assert "adoptando otra versión" in respuesta.content.decode()


def test_si_otra_persona_lo_cambio_entre_tanto_no_se_pisa(fabio, como, entidad) -> None:
    cambiar_ajuste("dias_de_alerta", 5, leido=3, motivo=MOTIVO, actor=como(fabio), ahora=ahora())
    with pytest.raises(Cambiado):
        cambiar_ajuste(
            "dias_de_alerta", 7, leido=3, motivo=MOTIVO, actor=como(fabio), ahora=ahora()
        )
    assert Entidad.objects.get().dias_de_alerta == 5


def test_el_archivo_deja_la_misma_historia_y_mueve_lo_mismo(entidad, peticion) -> None:
    una = peticion()
    antes = vence(una)
    plan = planear(leer_archivo("[reglamento]\njornada_sabado = true\n"), hoy=hoy())
    assert plan.muestra is not None
    assert plan.muestra.cuantas == 1
    aplicar(plan, actor=SISTEMA, ahora=ahora())
    (cambio,) = Entidad.objects.get().ajustes_anteriores
    assert (cambio["campo"], cambio["motivo"]) == ("jornada_sabado", "Archivo de la estructura")
    aplicar_dias(ahora=ahora())
    assert vence(una) < antes


def test_cada_dia_se_rige_por_lo_que_habia_aunque_cambie_muchas_veces(entidad) -> None:
    valores = ["reanuda", "reinicia", "reanuda", "reinicia"]
    primero = ahora() - timedelta(days=30)
    for n, (antes, despues) in enumerate(pairwise(valores)):
        cambio = Cambio("entidad", (), False, {"reactivacion": antes}, {"reactivacion": despues})
        aplicar_estructura([cambio], actor=SISTEMA, ahora=primero + timedelta(days=10 * n))
    for n, valor in enumerate(valores[:3]):
        dia = (primero + timedelta(days=10 * n)).astimezone(BOGOTA).date()
        assert valores_en(dia)["reactivacion"] == valor


@pytest.mark.parametrize("leido", ["[" * 100_000, "{", "nada", ""])
def test_lo_leido_que_llega_roto_no_guarda_y_no_falla(fabio, entrar, leido) -> None:
    navegador = entrar(fabio)
    envio = {"valor": "5", "motivo": MOTIVO, "leido": leido}
    visto = navegador.post(AVISO, envio).context["visto"]
    assert (
        "Otra persona cambió" in navegador.post(AVISO, {**envio, "visto": visto}).content.decode()
    )
    assert Entidad.objects.get().dias_de_alerta == 3


def test_los_demas_leen_y_no_cambian(atencion, elena, beto, diego, entrar, como, client) -> None:
    for lector in (atencion, elena):
        hoja = entrar(lector).get(LISTA).content.decode()
        assert "Lo cambia quien administra" in hoja
        assert SABADO not in hoja
    for otro in (beto, diego):
        assert entrar(otro).get(LISTA).status_code == 403
    for otro in (atencion, elena, beto, diego):
        assert entrar(otro).get(SABADO).status_code == 403
        assert entrar(otro).post(SABADO, {"valor": "si", "motivo": MOTIVO}).status_code == 403
        with pytest.raises(SinPermiso):
            cambiar_ajuste(
                "dias_de_alerta", 5, leido=3, motivo=MOTIVO, actor=como(otro), ahora=ahora()
            )
    assert client.get(LISTA).headers["Location"].startswith(reverse("account_login"))


def test_metodos_y_el_que_no_existe(fabio, entrar) -> None:
    navegador = entrar(fabio)
    assert navegador.post(LISTA).status_code == 405
    assert navegador.put(SABADO).status_code == 405
    for nada in ("nada", "horario", "nombre"):
        assert navegador.get(f"{LISTA}{nada}/").status_code == 404
