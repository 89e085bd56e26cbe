"""Por dónde sale la respuesta y qué la prueba, en cada medio."""

from datetime import timedelta

import pytest
from django.core import mail

from ventanilla.comun.errores import Cambiado, DatosInvalidos, SinPermiso
from ventanilla.comun.reloj import ahora
from ventanilla.conftest import ANA
from ventanilla.correspondencia.models import Envio
from ventanilla.correspondencia.servicios import despachar as despachar_envio
from ventanilla.peticiones.models import Estado, Respuesta
from ventanilla.peticiones.reglas.solicitud import Solicitante
from ventanilla.peticiones.servicios.despachar import despachar
from ventanilla.peticiones.servicios.notificar import (
    notificar_pendientes,
    registrar_entrega,
)
from ventanilla.peticiones.servicios.volver_a_despachar import volver_a_despachar
from ventanilla.peticiones.tests.verbos import leida

pytestmark = pytest.mark.django_db


def test_el_correo_postal_pide_guia_y_se_cierra_con_la_entrega(firmada, diego, como) -> None:
    p = firmada()
    with pytest.raises(DatosInvalidos):
        despachar(p, medio="postal", actor=como(diego), ahora=ahora())
    despachar(p, medio="postal", guia="Servicio Postal 123", actor=como(diego), ahora=ahora())
    p = leida(p)
    manana = (ahora() + timedelta(days=1)).date()
    with pytest.raises(DatosInvalidos):
        registrar_entrega(p, fecha=manana, detalle="x", actor=como(diego), ahora=ahora())
    hoy = ahora().date()
    registrar_entrega(p, fecha=hoy, detalle="Guía entregada", actor=como(diego), ahora=ahora())
    assert leida(p).estado == Estado.NOTIFICADA
    with pytest.raises(SinPermiso, match="cerrada"):
        registrar_entrega(leida(p), fecha=hoy, detalle="Otra", actor=como(diego), ahora=ahora())


def test_a_un_anonimo_se_le_notifica_por_aviso(firmada, diego, como) -> None:
    p = firmada(solicitante=Solicitante(tipo="anonimo"))
    despachar(p, medio="aviso", actor=como(diego), ahora=ahora())
    assert notificar_pendientes(ahora=ahora()) == 0
    assert notificar_pendientes(ahora=ahora() + timedelta(days=20)) == 1
    assert leida(p).estado == Estado.NOTIFICADA


@pytest.mark.parametrize(
    ("acepto", "frase"),
    [(True, "se le notifica la respuesta"), (False, "porque usted lo pidió")],
)
def test_el_correo_solo_dice_que_notifica_a_quien_lo_acepto(
    firmada, diego, como, acepto: bool, frase: str
) -> None:
    autorizaciones = {"notificacion_correo": {"version": "2026-11-21"}} if acepto else {}
    p = firmada(autorizaciones=autorizaciones)
    despachar(p, medio="correo", actor=como(diego), ahora=ahora())
    envio = Respuesta.objects.get(peticion=p).envio
    assert envio is not None
    despachar_envio(envio.pk, ahora=ahora())
    (carta,) = [m for m in mail.outbox if m.to == [ANA.correo]]
    assert frase in carta.body


def test_un_correo_devuelto_deja_despacharla_por_otro_medio(firmada, diego, como) -> None:
    p = firmada()
    despachar(p, medio="correo", actor=como(diego), ahora=ahora())
    with pytest.raises(Cambiado, match="camino"):
        despachar(leida(p), medio="consulta", actor=como(diego), ahora=ahora())
    Envio.objects.filter(clase="respuesta").update(estado=Envio.Estado.DEVUELTO)
    volver_a_despachar(
        leida(p),
        medio="consulta",
        motivo="El correo volvió.",
        vez=1,
        actor=como(diego),
        ahora=ahora(),
    )
    assert Respuesta.objects.get(peticion=p).medio == "consulta"
