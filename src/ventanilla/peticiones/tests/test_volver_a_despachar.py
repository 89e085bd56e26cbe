"""Enviar otra vez lo ya enviado: con motivo, quien puede, y sin perder lo que ya constaba."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from ventanilla.comun.errores import Cambiado, DatosInvalidos, SinPermiso
from ventanilla.comun.reloj import ahora
from ventanilla.conftest import nuevo_usuario
from ventanilla.correspondencia.models import Envio
from ventanilla.directorio.models import Rol
from ventanilla.peticiones.consultas.verificacion import revisar_peticiones
from ventanilla.peticiones.models import Estado, Peticion, Respuesta
from ventanilla.peticiones.servicios.despachar import despachar
from ventanilla.peticiones.servicios.notificar import (
    notificar_pendientes,
    notificar_por_acceso,
    registrar_entrega,
)
from ventanilla.peticiones.servicios.volver_a_despachar import volver_a_despachar
from ventanilla.peticiones.tests.verbos import leida

pytestmark = pytest.mark.django_db
MOTIVO = "La guía se perdió y la persona llamó."


@pytest.fixture
def enviada(firmada, beto, como) -> Peticion:
    """Salió por correo postal, con su guía; todavía no consta que llegó."""
    p = firmada(medio_respuesta="postal")
    despachar(p, medio="postal", guia="Empresa 111", actor=como(beto), ahora=ahora())
    return leida(p)


def otra_vez(p: Peticion, actor, **cambios) -> Respuesta:
    datos: dict[str, Any] = {
        "medio": "postal",
        "guia": "Empresa 222",
        "motivo": MOTIVO,
        "vez": 1,
    }
    return volver_a_despachar(leida(p), **(datos | cambios), actor=actor, ahora=ahora())


def test_queda_un_despacho_mas_y_el_primero_con_su_prueba(enviada, diego, como) -> None:
    vence = enviada.plazos.get(clase="respuesta").fecha_vence
    otra_vez(enviada, como(diego))
    r = Respuesta.objects.get()
    assert r.prueba == {"guia": "Empresa 222"}
    (antes,) = r.anteriores
    assert (antes["medio"], antes["prueba"]) == ("postal", {"guia": "Empresa 111"})
    assert (r.notificada, enviada.plazos.get(clase="respuesta").fecha_vence) == (None, vence)
    ultima = enviada.actuaciones.order_by("-orden")[0]
    assert (ultima.tipo, ultima.motivo, ultima.datos["vez"]) == ("enviada", MOTIVO, 2)
    assert list(revisar_peticiones()) == []


def test_por_correo_deja_otro_envio_y_el_devuelto_sigue_ahi(firmada, diego, como) -> None:
    p = firmada()
    despachar(p, medio="correo", actor=como(diego), ahora=ahora())
    primero = Envio.objects.get(clase="respuesta")
    with pytest.raises(Cambiado, match="va en camino"):
        otra_vez(p, como(diego), medio="correo")
    Envio.objects.filter(pk=primero.pk).update(estado=Envio.Estado.DEVUELTO)
    otra_vez(p, como(diego), medio="correo")
    assert Envio.objects.filter(clase="respuesta").count() == 2
    assert Respuesta.objects.get().anteriores[0]["envio"] == primero.uuid.hex


def test_repetir_el_mismo_toque_no_saca_otro(enviada, diego, como) -> None:
    otra_vez(enviada, como(diego))
    with pytest.raises(Cambiado, match="mientras usted escribía"):
        otra_vez(enviada, como(diego))
    assert len(Respuesta.objects.get().anteriores) == 1
    otra_vez(enviada, como(diego), vez=2, medio="consulta")
    assert [a["prueba"] for a in Respuesta.objects.get().anteriores] == [
        {"guia": "Empresa 111"},
        {"guia": "Empresa 222"},
    ]
    assert list(revisar_peticiones()) == []


def test_despachar_a_secas_no_la_saca_dos_veces(enviada, diego, como, entrar) -> None:
    with pytest.raises(Cambiado, match="Ya se despachó"):
        despachar(enviada, medio="consulta", actor=como(diego), ahora=ahora())
    ruta = reverse("peticiones:despachar", args=[enviada.uuid])
    pagina = entrar(diego).post(ruta, {"medio": "consulta"}, follow=True).content.decode()
    assert "Ya se despachó" in pagina
    assert Respuesta.objects.get().medio == "postal"


def test_lo_publicado_por_aviso_no_se_quita_antes_de_tiempo(firmada, diego, como, entrar) -> None:
    p = firmada(medio_respuesta="consulta")
    despachar(p, medio="aviso", actor=como(diego), ahora=ahora())
    surte = Respuesta.objects.get().prueba["surte"]
    with pytest.raises(Cambiado, match="Está publicada por aviso"):
        otra_vez(p, como(diego))
    ruta = reverse("peticiones:volver_a_despachar", args=[p.uuid])
    hoja = entrar(diego).get(reverse("peticiones:peticion", args=[p.uuid])).content.decode()
    assert ruta not in hoja
    assert "Está publicada por aviso" in entrar(diego).get(ruta, follow=True).content.decode()
    assert notificar_pendientes(ahora=ahora() + timedelta(days=30)) == 1
    assert Respuesta.objects.get().prueba["surte"] == surte


def test_sin_motivo_no_sale(enviada, diego, como) -> None:
    for motivo in ("", "corto", "x" * 501):
        with pytest.raises(DatosInvalidos, match="por qué"):
            otra_vez(enviada, como(diego), motivo=motivo)
    assert Respuesta.objects.get().anteriores == []


def test_la_envia_quien_la_tiene_su_jefe_su_enlace_o_quien_despacha_todo(
    enviada, beto, carla, elena, fabio, diego, atencion, dependencias, como
) -> None:
    for ajeno in (beto, carla, elena, fabio):
        with pytest.raises(SinPermiso):
            otra_vez(enviada, como(ajeno))
    enlace = nuevo_usuario("Ernesto Ficticio", Rol.ENLACE, dependencias.infraestructura)
    for vez, puede in enumerate((diego, enlace, atencion), 1):
        otra_vez(enviada, como(puede), vez=vez)
    Peticion.objects.filter(pk=enviada.pk).update(responsable=beto)
    otra_vez(enviada, como(beto), vez=4)


def test_ya_notificada_no_se_envia_otra_vez(enviada, diego, como) -> None:
    notificar_por_acceso(enviada, ahora=ahora())
    cuando = Respuesta.objects.get().notificada
    with pytest.raises(SinPermiso, match="cerrada"):
        otra_vez(enviada, como(diego))
    assert Respuesta.objects.get().notificada == cuando


def test_antes_del_primer_despacho_no_hay_otra_vez(firmada, diego, como) -> None:
    with pytest.raises(SinPermiso, match="no se ha enviado"):
        otra_vez(firmada(), como(diego))


def test_la_pagina_dice_cuando_y_a_quien_salio_y_pide_el_motivo(
    enviada, diego, beto, entrar, client
) -> None:
    ruta = reverse("peticiones:volver_a_despachar", args=[enviada.uuid])
    assert client.get(ruta).status_code == 302
    assert client.post(ruta, {}).status_code == 302
    navegador = entrar(diego)
    pagina = navegador.get(ruta).content.decode()
    assert "por correo postal, a nombre de Ana Prueba Ficticia. La envió Beto Ficticio." in pagina
    sin_motivo = {"medio": "postal", "guia": "Empresa 222", "motivo": "", "vez": "1"}
    mal = navegador.post(ruta, sin_motivo)
    assert mal.status_code == 422
    assert "Empresa 222" in mal.content.decode()
    bien = navegador.post(ruta, sin_motivo | {"motivo": MOTIVO}, follow=True).content.decode()
    assert "Enviada otra vez" in bien
    assert "con la guía Empresa 111" in bien
    repetida = navegador.post(ruta, sin_motivo | {"motivo": MOTIVO})
    assert repetida.status_code == 422
    assert "mientras usted escribía" in repetida.content.decode()
    assert "quien la tiene a cargo" in entrar(beto).get(ruta, follow=True).content.decode()
    assert navegador.put(ruta).status_code == 405


def test_verificar_halla_un_despacho_borrado_o_cambiado(enviada, diego, como) -> None:
    otra_vez(enviada, como(diego))
    registrar_entrega(
        leida(enviada),
        fecha=ahora().date(),
        detalle="Guía 222 entregada",
        actor=como(diego),
        ahora=ahora(),
    )
    assert leida(enviada).estado == Estado.NOTIFICADA
    assert list(revisar_peticiones()) == []
    buenos = Respuesta.objects.get().anteriores
    for malos in ([], [{**buenos[0], "prueba": {"guia": "Otra 999"}}], [*buenos, buenos[0]]):
        Respuesta.objects.update(anteriores=malos)
        (mala,) = revisar_peticiones()
        assert "despachos anteriores" in mala.que
