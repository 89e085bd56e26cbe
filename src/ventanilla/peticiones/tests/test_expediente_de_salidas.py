"""Lo que sale —respuesta, anexos, alcance— entra al expediente, y un rebote lo reabre."""

from datetime import date, timedelta

import pytest

from ventanilla.archivo.consultas.expedientes import documentos_de, expediente_de
from ventanilla.archivo.models import CierreDeExpediente, SerieDocumental, VersionTrd
from ventanilla.archivo.servicios.cerrar import cerrar_expedientes
from ventanilla.comun.actores import SISTEMA
from ventanilla.comun.reloj import ahora, en_bogota
from ventanilla.correspondencia.servicios import despachar_pendientes
from ventanilla.peticiones.consultas.expediente import objeto_de, piezas_de
from ventanilla.peticiones.models import Peticion
from ventanilla.peticiones.servicios.alcances import (
    componer_alcances,
    firmar_alcance,
    guardar_alcance,
)
from ventanilla.peticiones.servicios.anexos_de_salida import agregar_anexos, recibir_anexos
from ventanilla.peticiones.servicios.componer import componer_respuesta
from ventanilla.peticiones.servicios.despachar import despachar
from ventanilla.peticiones.servicios.enviar_alcance import enviar_alcance
from ventanilla.peticiones.servicios.expedientes import poner_expedientes_al_dia
from ventanilla.peticiones.servicios.firmar import firmar
from ventanilla.peticiones.servicios.notificar import notificar_pendientes
from ventanilla.peticiones.servicios.rebotar import anotar_rebote
from ventanilla.peticiones.servicios.responder import guardar_borrador

pytestmark = pytest.mark.django_db


def _leida(p: Peticion) -> Peticion:
    return Peticion.objects.select_related("radicado__serie", "dependencia", "identidad").get(
        pk=p.pk
    )


@pytest.fixture
def con_anexo(peticion, beto, como) -> Peticion:
    """Una petición con un borrador y un anexo, sin firmar."""
    p = peticion()
    guardar_borrador(p, asunto="", texto="Hola.", version=0, actor=como(beto), ahora=ahora())
    recibidos = recibir_anexos([("plano.txt", [b"plano"])])
    agregar_anexos(_leida(p).respuesta, recibidos, version=1, actor=como(beto), ahora=ahora())
    return _leida(p)


@pytest.fixture
def notificada(con_anexo, diego, como) -> Peticion:
    """La misma, cerrada porque el servidor aceptó el correo."""
    r = firmar(con_anexo, version=2, actor=como(diego), ahora=ahora())
    componer_respuesta(r.pk, ahora=ahora())
    despachar(_leida(con_anexo), medio="correo", actor=como(diego), ahora=ahora())
    despachar_pendientes(ahora=ahora())
    assert notificar_pendientes(ahora=ahora()) == 1
    return _leida(con_anexo)


def _nombres(p: Peticion) -> list[str]:
    return [pieza.nombre for pieza in piezas_de(p)]


def test_el_anexo_de_la_respuesta_entra_cuando_se_firma(con_anexo, diego, como) -> None:
    assert "respuesta-anexo-1.txt" not in _nombres(con_anexo)
    firmar(con_anexo, version=2, actor=como(diego), ahora=ahora())
    assert "respuesta-anexo-1.txt" in _nombres(con_anexo)


def test_el_alcance_entra_con_su_numero_y_la_prueba_de_su_envio(notificada, diego, como) -> None:
    antes = _nombres(notificada)
    a = guardar_alcance(
        notificada,
        para="completar",
        asunto="",
        texto="Faltó.",
        version=0,
        actor=como(diego),
        ahora=ahora(),
    )
    a.peticion = _leida(notificada)
    a = firmar_alcance(a, version=1, actor=como(diego), ahora=ahora())
    componer_alcances(ahora=ahora())
    a.refresh_from_db()
    a.peticion = _leida(notificada)
    enviar_alcance(a, medio="correo", actor=como(diego), ahora=ahora())
    despachar_pendientes(ahora=ahora())
    assert a.radicado is not None
    nuevas = [n for n in _nombres(notificada) if n not in antes]
    assert f"alcance-{a.radicado.impreso}.pdf" in nuevas
    assert any(n.startswith("prueba-de-envio") for n in nuevas)


def test_un_rebote_reabre_el_expediente_y_dice_por_que(
    notificada, dependencias, diego, como
) -> None:
    version = VersionTrd.objects.create(
        numero="1", acto="Resolución de prueba", desde=date(2020, 1, 1)
    )
    SerieDocumental.objects.create(
        version=version,
        codigo="1040-57",
        nombre="Peticiones",
        dependencia=dependencias.atencion,
        es_de_peticiones=True,
    )
    poner_expedientes_al_dia(ahora=ahora())
    despues = ahora() + timedelta(days=40)
    assert cerrar_expedientes(actor=SISTEMA, ahora=despues) == 1
    anotar_rebote(
        notificada,
        fecha=en_bogota(despues).date(),
        evidencia="550 la cuenta no existe",
        actor=como(diego),
        ahora=despues,
    )
    poner_expedientes_al_dia(ahora=despues)
    expediente = expediente_de(objeto_de(notificada))
    assert expediente is not None
    assert (expediente.cerrado, expediente.se_cierra) == (None, None)
    assert "rebotó" in CierreDeExpediente.objects.get().motivo
    assert any("rebote" in d.nombre for d in documentos_de(expediente))
    assert cerrar_expedientes(actor=SISTEMA, ahora=despues + timedelta(days=400)) == 0
