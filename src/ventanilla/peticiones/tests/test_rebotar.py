"""El correo que vuelve después de aceptado: se corrige con un acto, y el reloj dice la verdad."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from ventanilla.atencion.web.consultas.historia import historia_publica
from ventanilla.comun.cola import ejecutar
from ventanilla.comun.errores import Cambiado, DatosInvalidos, SinPermiso
from ventanilla.comun.reloj import ahora, en_bogota
from ventanilla.conftest import dejar, nuevo_usuario
from ventanilla.correspondencia.models import Envio
from ventanilla.correspondencia.servicios import despachar as despachar_envio
from ventanilla.directorio.models import Dependencia, Rol
from ventanilla.estructura.servicios.mudar import mudar_abiertas
from ventanilla.peticiones.consultas.verificacion import revisar_peticiones
from ventanilla.peticiones.models import Estado, Peticion, Respuesta
from ventanilla.peticiones.servicios.componer import componer_respuesta
from ventanilla.peticiones.servicios.despachar import despachar
from ventanilla.peticiones.servicios.firmar import firmar
from ventanilla.peticiones.servicios.notificar import (
    notificar_pendientes,
    notificar_por_acceso,
    registrar_entrega,
)
from ventanilla.peticiones.servicios.rebotar import anotar_rebote
from ventanilla.peticiones.servicios.responder import guardar_borrador
from ventanilla.peticiones.servicios.revisar_relojes import revisar_relojes
from ventanilla.peticiones.servicios.volver_a_despachar import volver_a_despachar

pytestmark = pytest.mark.django_db
EVIDENCIA = "550 5.1.1 La cuenta ana@ejemplo.com no existe"


def _leida(p: Peticion) -> Peticion:
    return Peticion.objects.select_related("radicado__serie", "dependencia", "identidad").get(
        pk=p.pk
    )


def _hoy() -> date:
    return en_bogota(ahora()).date()


@pytest.fixture
def notificada(peticion, beto, diego, como):
    """Una petición cerrada porque el servidor aceptó el correo."""
    p = peticion()
    guardar_borrador(p, asunto="", texto="Hola.", version=0, actor=como(beto), ahora=ahora())
    r = firmar(_leida(p), version=1, actor=como(diego), ahora=ahora())
    componer_respuesta(r.pk, ahora=ahora())
    r = despachar(_leida(p), medio="correo", actor=como(beto), ahora=ahora())
    assert r.envio is not None
    despachar_envio(r.envio.pk, ahora=ahora())
    assert notificar_pendientes(ahora=ahora()) == 1
    return _leida(p)


def test_lo_cerrado_con_ese_correo_vuelve_a_estar_abierto_con_su_misma_fecha(
    notificada, beto, como
) -> None:
    plazo = notificada.plazos.get(clase="respuesta")
    assert plazo.cumplido_en is not None
    anotar_rebote(notificada, fecha=_hoy(), evidencia=EVIDENCIA, actor=como(beto), ahora=ahora())
    p = _leida(notificada)
    assert (p.estado, p.esta_cerrada) == (Estado.ENVIADA, False)
    despues = p.plazos.get(clase="respuesta")
    assert despues.cumplido_en is None
    assert despues.fecha_vence == plazo.fecha_vence
    tipos = list(p.actuaciones.order_by("orden").values_list("tipo", flat=True))
    assert tipos[-2:] == ["notificacion", "rebote"]
    assert list(revisar_peticiones()) == []
    assert revisar_relojes(ahora=ahora()) == []
    assert notificar_pendientes(ahora=ahora()) == 0
    assert "ana@" not in Envio.objects.get(clase="respuesta").prueba["motivo"]


def test_despues_se_notifica_por_otro_medio_y_queda_cerrada(notificada, beto, diego, como) -> None:
    quien = {"actor": como(beto), "ahora": ahora()}
    anotar_rebote(notificada, fecha=_hoy(), evidencia=EVIDENCIA, **quien)
    volver_a_despachar(
        _leida(notificada),
        medio="postal",
        guia="Empresa 123",
        motivo="El correo volvió.",
        vez=1,
        actor=como(diego),
        ahora=ahora(),
    )
    registrar_entrega(_leida(notificada), fecha=_hoy(), detalle="Guía 123 entregada", **quien)
    p = _leida(notificada)
    assert p.estado == Estado.NOTIFICADA
    assert p.plazos.get(clase="respuesta").cumplido_en is not None
    assert list(revisar_peticiones()) == []


def test_tambien_antes_de_que_se_diera_por_notificada(peticion, beto, diego, como) -> None:
    p = peticion()
    guardar_borrador(p, asunto="", texto="Hola.", version=0, actor=como(beto), ahora=ahora())
    componer_respuesta(
        firmar(_leida(p), version=1, actor=como(diego), ahora=ahora()).pk, ahora=ahora()
    )
    r = despachar(_leida(p), medio="correo", actor=como(beto), ahora=ahora())
    with pytest.raises(Cambiado):
        anotar_rebote(_leida(p), fecha=_hoy(), evidencia=EVIDENCIA, actor=como(beto), ahora=ahora())
    assert r.envio is not None
    despachar_envio(r.envio.pk, ahora=ahora())
    anotar_rebote(_leida(p), fecha=_hoy(), evidencia=EVIDENCIA, actor=como(beto), ahora=ahora())
    assert notificar_pendientes(ahora=ahora()) == 0


def test_si_ella_la_abrio_un_rebote_no_lo_deshace(peticion, beto, diego, como) -> None:
    p = peticion()
    guardar_borrador(p, asunto="", texto="Hola.", version=0, actor=como(beto), ahora=ahora())
    componer_respuesta(
        firmar(_leida(p), version=1, actor=como(diego), ahora=ahora()).pk, ahora=ahora()
    )
    despachar(_leida(p), medio="correo", actor=como(beto), ahora=ahora())
    assert notificar_por_acceso(_leida(p), ahora=ahora())
    with pytest.raises(Cambiado, match="no la deshace"):
        anotar_rebote(_leida(p), fecha=_hoy(), evidencia=EVIDENCIA, actor=como(beto), ahora=ahora())
    assert _leida(p).esta_cerrada


def test_si_despues_ella_la_abrio_no_se_abre_nada_y_la_fecha_es_la_que_leyo(
    notificada, beto, como
) -> None:
    leyo = ahora()
    assert not notificar_por_acceso(_leida(notificada), ahora=leyo)
    assert not notificar_por_acceso(_leida(notificada), ahora=ahora())
    (lectura,) = notificada.actuaciones.filter(tipo="lectura")
    assert (lectura.momento, lectura.actor, lectura.es_publica) == (leyo, "ciudadania", True)
    assert list(revisar_peticiones()) == []
    anotar_rebote(
        _leida(notificada), fecha=_hoy(), evidencia=EVIDENCIA, actor=como(beto), ahora=ahora()
    )
    p = _leida(notificada)
    assert (p.estado, p.esta_cerrada) == (Estado.NOTIFICADA, True)
    assert (p.respuesta.notificada, p.respuesta.prueba["clase"]) == (leyo, "acceso")
    assert p.plazos.get(clase="respuesta").cumplido_en == leyo
    assert list(revisar_peticiones()) == []
    assert revisar_relojes(ahora=ahora()) == []
    titulos = [h["titulo"] for h in historia_publica(p)]
    assert "Usted abrió la respuesta" in titulos
    with pytest.raises(Cambiado, match="no la deshace"):
        anotar_rebote(p, fecha=_hoy(), evidencia=EVIDENCIA, actor=como(beto), ahora=ahora())


def test_la_pagina_dice_que_no_se_abrira_si_ella_la_leyo(notificada, atencion, entrar) -> None:
    notificar_por_acceso(_leida(notificada), ahora=ahora())
    navegador = entrar(atencion)
    hoja = navegador.get(reverse("peticiones:peticion", args=[notificada.uuid])).content.decode()
    assert f"La persona abrió la respuesta {notificada.respuesta.radicado.impreso}" in hoja
    ruta = reverse("peticiones:rebote", args=[notificada.uuid])
    assert "el término no se abre otra vez" in navegador.get(ruta).content.decode()
    datos = {"fecha": _hoy().isoformat(), "evidencia": EVIDENCIA}
    assert "Sigue notificada" in navegador.post(ruta, datos, follow=True).content.decode()


def test_dos_veces_seguidas_solo_cuenta_una(notificada, beto, como) -> None:
    quien = {"actor": como(beto), "ahora": ahora()}
    otra_pestana = _leida(notificada)
    anotar_rebote(notificada, fecha=_hoy(), evidencia=EVIDENCIA, **quien)
    with pytest.raises(Cambiado):
        anotar_rebote(otra_pestana, fecha=_hoy(), evidencia=EVIDENCIA, **quien)
    assert notificada.actuaciones.filter(tipo="rebote").count() == 1


def test_la_fecha_y_la_evidencia_se_piden(notificada, beto, como) -> None:
    quien = {"actor": como(beto), "ahora": ahora()}
    for fecha, evidencia in (
        (_hoy() + timedelta(days=1), EVIDENCIA),
        (_hoy() - timedelta(days=1), EVIDENCIA),
        (_hoy(), "volvió"),
    ):
        with pytest.raises(DatosInvalidos):
            anotar_rebote(notificada, fecha=fecha, evidencia=evidencia, **quien)


def test_lo_anota_quien_despacha_y_nadie_mas(
    notificada, carla, elena, fabio, atencion, como, entrar, client
) -> None:
    for alguien in (carla, elena, fabio):
        with pytest.raises(SinPermiso):
            anotar_rebote(
                notificada, fecha=_hoy(), evidencia=EVIDENCIA, actor=como(alguien), ahora=ahora()
            )
    ruta = reverse("peticiones:rebote", args=[notificada.uuid])
    assert client.get(ruta).status_code == 302
    assert entrar(carla).get(ruta).status_code == 403
    pagina = entrar(atencion).get(reverse("peticiones:peticion", args=[notificada.uuid]))
    assert ruta in pagina.content.decode()
    explica = entrar(atencion).get(ruta).content.decode()
    assert "vuelve a estar abierto" in explica
    datos = {"fecha": _hoy().isoformat(), "evidencia": EVIDENCIA}
    r = entrar(atencion).post(ruta, datos, follow=True)
    assert "El correo fue devuelto" in r.content.decode()
    assert "Enviarla otra vez" in r.content.decode()
    assert Respuesta.objects.get().notificada is None


@pytest.fixture
def cerrada_ayer(notificada, dependencias) -> Peticion:
    """La dependencia que respondió se cerró sin que ninguna quedara con lo suyo."""
    ayer = _hoy() - timedelta(days=1)
    Dependencia.objects.filter(pk=dependencias.infraestructura.pk).update(hasta=ayer)
    return _leida(notificada)


def _lo_que_corre_el_obrero() -> None:
    for trabajo in DBTaskResult.objects.filter(status="READY"):
        if trabajo.args_kwargs["args"][0] == "estructura.mudar":
            ejecutar.call(*trabajo.args_kwargs["args"])


class TestLaDependenciaYaNoExiste:
    def test_lo_que_un_rebote_reabre_llega_a_atencion_con_su_rastro(
        self, cerrada_ayer, como, entrar, settings, dependencias, intacto
    ) -> None:
        settings.VENTANILLA_SEGUNDO_FACTOR = ()
        atiende = nuevo_usuario("Inés Ficticia", Rol.ATENCION, dependencias.atencion)
        r = anotar_rebote(
            cerrada_ayer, fecha=_hoy(), evidencia=EVIDENCIA, actor=como(atiende), ahora=ahora()
        )
        _lo_que_corre_el_obrero()
        p = _leida(cerrada_ayer)
        assert (p.estado, p.dependencia, p.responsable) == (
            Estado.ENVIADA,
            dependencias.atencion,
            None,
        )
        assert r.estado == Respuesta.Estado.ENVIADA
        ultima = p.actuaciones.order_by("-orden")[0]
        assert ultima.tipo == "asignada"
        assert "ninguna dependencia quedó con lo suyo" in ultima.motivo
        hoja = entrar(atiende).get(reverse("peticiones:peticion", args=[p.uuid]))
        assert "Secretaría de Infraestructura ya no existe" in hoja.content.decode()
        bandeja = entrar(atiende).get("/trabajo/", {"vista": "dependencia"})
        assert p.radicado.impreso in bandeja.content.decode()

    def test_si_nadie_la_movio_la_noche_la_pasa_y_dos_veces_no_la_mueve(
        self, cerrada_ayer, dependencias, intacto
    ) -> None:
        dejar(cerrada_ayer, estado=Estado.ENVIADA, esta_cerrada=False)
        assert mudar_abiertas(ahora=ahora()) == 1
        assert mudar_abiertas(ahora=ahora()) == 0
        assert _leida(cerrada_ayer).dependencia == dependencias.atencion

    def test_sin_dependencia_de_atencion_no_se_pierde_ni_se_rompe(
        self, cerrada_ayer, dependencias
    ) -> None:
        dejar(cerrada_ayer, estado=Estado.ENVIADA, esta_cerrada=False)
        Dependencia.objects.filter(pk=dependencias.atencion.pk).update(es_atencion=False)
        assert mudar_abiertas(ahora=ahora()) == 0
        assert _leida(cerrada_ayer).dependencia == dependencias.infraestructura
