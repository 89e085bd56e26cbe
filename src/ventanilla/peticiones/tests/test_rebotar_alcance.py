"""El correo con un alcance que vuelve después de aceptado."""

import pytest
from django.urls import reverse

from ventanilla.atencion.web.consultas.historia import historia_publica
from ventanilla.comun.errores import Cambiado, DatosInvalidos, SinPermiso
from ventanilla.comun.reloj import ahora, en_bogota
from ventanilla.correspondencia.servicios import despachar as despachar_envio
from ventanilla.peticiones.consultas.verificacion import revisar_peticiones
from ventanilla.peticiones.models import Alcance, Estado
from ventanilla.peticiones.servicios.alcances import (
    componer_alcances,
    firmar_alcance,
    guardar_alcance,
)
from ventanilla.peticiones.servicios.enviar_alcance import (
    enviar_alcance,
    notificar_alcance_por_acceso,
    notificar_alcances,
)
from ventanilla.peticiones.servicios.rebotar_alcance import anotar_rebote_de_alcance
from ventanilla.peticiones.tests.verbos import leida

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("intacto")]
EVIDENCIA = "550 5.1.1 La cuenta ana@ejemplo.com no existe"


def _leido() -> Alcance:
    con = ("peticion__dependencia", "peticion__radicado", "peticion__identidad", "autor")
    return Alcance.objects.select_related(*con, "radicado", "documento", "envio").get()


@pytest.fixture
def notificado(respondida, beto, diego, como) -> Alcance:
    """Un alcance notificado porque el servidor aceptó el correo."""
    datos = {"para": "completar", "asunto": "", "texto": "Va el plano."}
    guardar_alcance(respondida, **datos, version=0, actor=como(beto), ahora=ahora())
    firmar_alcance(_leido(), version=1, actor=como(diego), ahora=ahora())
    componer_alcances(ahora=ahora())
    enviado = enviar_alcance(_leido(), medio="correo", actor=como(beto), ahora=ahora())
    assert enviado.envio is not None
    despachar_envio(enviado.envio.pk, ahora=ahora())
    assert notificar_alcances(ahora=ahora()) == 1
    return _leido()


def _rebota(actor, evidencia: str = EVIDENCIA) -> Alcance:
    hoy = en_bogota(ahora()).date()
    anotar_rebote_de_alcance(_leido(), fecha=hoy, evidencia=evidencia, actor=actor, ahora=ahora())
    return _leido()


def test_queda_sin_constancia_y_se_envia_por_otro_medio(notificado, beto, como) -> None:
    vuelto = _rebota(como(beto))
    assert (vuelto.estado, vuelto.notificada) == ("enviada", None)
    assert leida(vuelto.peticion).estado == Estado.NOTIFICADA
    assert notificar_alcances(ahora=ahora()) == 0
    titulos = [h["titulo"] for h in historia_publica(vuelto.peticion)]
    assert titulos[-1] == "El correo con lo que completa o corrige la respuesta volvió"
    enviar_alcance(
        _leido(),
        medio="consulta",
        motivo="El correo que dejó la persona ya no existe.",
        vez=1,
        actor=como(beto),
        ahora=ahora(),
    )
    assert notificar_alcance_por_acceso(_leido(), ahora=ahora())


def test_si_despues_lo_abrio_sigue_notificado_desde_que_lo_abrio(notificado, beto, como) -> None:
    leyo = ahora()
    assert not notificar_alcance_por_acceso(_leido(), ahora=leyo)
    assert not notificar_alcance_por_acceso(_leido(), ahora=ahora())
    assert notificado.peticion.actuaciones.filter(tipo="lectura").count() == 1
    vuelto = _rebota(como(beto))
    assert (vuelto.estado, vuelto.notificada) == ("notificada", leyo)
    assert vuelto.prueba["clase"] == "acceso"
    with pytest.raises(Cambiado, match="no la deshace"):
        _rebota(como(beto))


def test_dos_veces_o_sin_evidencia_no(notificado, beto, carla, fabio, como) -> None:
    for alguien in (carla, fabio):
        with pytest.raises(SinPermiso):
            _rebota(como(alguien))
    with pytest.raises(DatosInvalidos):
        _rebota(como(beto), "volvió")
    _rebota(como(beto))
    with pytest.raises(Cambiado):
        _rebota(como(beto))


def test_quien_cambie_la_prueba_en_la_base_queda_descubierto(notificado, beto, como) -> None:
    vuelto = _rebota(como(beto))
    Alcance.objects.update(notificada=ahora(), prueba={"clase": "correo"})
    assert ["prueba de su notificación" in a.que for a in revisar_peticiones()] == [True]
    Alcance.objects.update(notificada=None, prueba=vuelto.prueba)


def test_en_la_pagina_lo_mal_escrito_se_queda_y_despues_dice_que_sigue(
    notificado, atencion, carla, entrar
) -> None:
    navegador = entrar(atencion)
    pagina = reverse("peticiones:alcance", args=[notificado.peticion.uuid, 1])
    assert "El correo rebotó" in navegador.get(pagina).content.decode()
    datos = {"accion": "rebote", "fecha": en_bogota(ahora()).date().isoformat()}
    mala = navegador.post(pagina, datos | {"evidencia": "volvió"})
    assert mala.status_code == 422
    assert "volvió</textarea>" in mala.content.decode()
    assert entrar(carla).post(pagina, datos).status_code == 403
    r = navegador.post(pagina, datos | {"evidencia": EVIDENCIA}, follow=True)
    assert "envíelo por otro medio" in r.content.decode()
    assert "Enviarlo otra vez, o por otro medio" in r.content.decode()
