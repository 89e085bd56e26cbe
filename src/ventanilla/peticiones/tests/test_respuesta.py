"""De la petición a la respuesta notificada: los servicios, uno tras otro."""

from datetime import timedelta

import pytest
from django.core import mail

from ventanilla.auditoria.models import Asiento
from ventanilla.comun.errores import Cambiado, DatosInvalidos, SinPermiso
from ventanilla.comun.reloj import ahora
from ventanilla.conftest import ANA
from ventanilla.correspondencia.models import Contador, Radicado
from ventanilla.correspondencia.servicios import despachar as despachar_envio
from ventanilla.peticiones.models import Actuacion, Estado, Respuesta
from ventanilla.peticiones.reglas.solicitud import Solicitante
from ventanilla.peticiones.servicios.asignar import asignarse
from ventanilla.peticiones.servicios.competencia import aceptar_competencia
from ventanilla.peticiones.servicios.componer import componer_pendientes, componer_respuesta
from ventanilla.peticiones.servicios.despachar import despachar
from ventanilla.peticiones.servicios.firmar import firmar
from ventanilla.peticiones.servicios.notificar import (
    notificar_pendientes,
    notificar_por_acceso,
)
from ventanilla.peticiones.servicios.responder import guardar_borrador, proyectar, texto_de
from ventanilla.peticiones.tests.verbos import leida

pytestmark = pytest.mark.django_db
TEXTO = "Cordial saludo.\n\n- El hueco se arregla el lunes.\n- **Gracias** por avisar."


def test_el_camino_entero_cierra_el_termino_con_la_prueba_del_correo(
    peticion, beto, diego, como
) -> None:
    p = peticion()
    asignarse(p, actor=como(beto), ahora=ahora())
    aceptar_competencia(p, actor=como(beto), ahora=ahora())
    assert p.plazos.get(clase="competencia").cumplido_en is not None
    r = guardar_borrador(p, asunto="", texto=TEXTO, version=0, actor=como(beto), ahora=ahora())
    proyectar(p, version=r.version, actor=como(beto), ahora=ahora())
    firmar(p, version=r.version, actor=como(diego), ahora=ahora())
    r = Respuesta.objects.get(peticion=p)
    assert r.radicado is not None
    assert r.radicado.impreso.startswith("S")
    r = componer_respuesta(r.pk, ahora=ahora())
    assert r.documento is not None
    p = leida(p)
    despachar(p, medio="correo", actor=como(beto), ahora=ahora())
    assert leida(p).estado == Estado.ENVIADA
    assert p.plazos.get(clase="respuesta").cumplido_en is None
    r = Respuesta.objects.get(peticion=p)
    assert r.envio is not None
    despachar_envio(r.envio.pk, ahora=ahora())
    assert notificar_pendientes(ahora=ahora()) == 1
    p = leida(p)
    assert p.estado == Estado.NOTIFICADA
    assert p.esta_cerrada
    assert p.plazos.get(clase="respuesta").cumplido_en is not None
    (carta,) = [m for m in mail.outbox if m.to == [ANA.correo]]
    assert carta.attachments[0].mimetype == "application/pdf"
    assert carta.extra_headers["Message-ID"] == r.envio.mensaje_id
    tipos = list(p.actuaciones.order_by("orden").values_list("tipo", flat=True))
    assert tipos == [
        "radicada",
        "asignada",
        "competencia_aceptada",
        "proyectada",
        "firmada",
        "enviada",
        "notificacion",
    ]
    hechos = Asiento.objects.filter(objeto=f"peticion:{p.uuid.hex}").values_list("hecho", flat=True)
    assert set(tipos) <= set(hechos)


def test_dos_veces_seguidas_no_notifica_dos_veces(firmada, diego, como) -> None:
    p = firmada()
    despachar(p, medio="consulta", actor=como(diego), ahora=ahora())
    assert notificar_por_acceso(leida(p), ahora=ahora())
    assert not notificar_por_acceso(leida(p), ahora=ahora())
    assert p.actuaciones.filter(tipo="notificacion").count() == 1


def test_no_firma_quien_no_es_el_jefe_de_la_dependencia(
    peticion, beto, carla, elena, fabio, gabi, atencion, como
) -> None:
    p = peticion()
    guardar_borrador(p, asunto="", texto=TEXTO, version=0, actor=como(beto), ahora=ahora())
    for alguien in (beto, carla, elena, fabio, gabi, atencion):
        with pytest.raises(SinPermiso):
            firmar(p, version=1, actor=como(alguien), ahora=ahora())
    assert not Radicado.objects.filter(serie__codigo="salida").exists()
    with pytest.raises(SinPermiso, match="contrato"):
        firmar(p, version=1, actor=como(gabi), ahora=ahora())


def test_el_nombramiento_que_termino_ayer_ya_no_firma(peticion, beto, diego, como) -> None:
    p = peticion()
    guardar_borrador(p, asunto="", texto=TEXTO, version=0, actor=como(beto), ahora=ahora())
    diego.nombramientos.update(hasta=(ahora() - timedelta(days=1)).date())
    with pytest.raises(SinPermiso):
        firmar(p, version=1, actor=como(diego), ahora=ahora())
    diego.nombramientos.update(hasta=ahora().date())
    diego.vinculaciones.update(hasta=(ahora() - timedelta(days=1)).date())
    with pytest.raises(SinPermiso, match="vinculación"):
        firmar(p, version=1, actor=como(diego), ahora=ahora())
    diego.vinculaciones.update(hasta=None)
    firmar(p, version=1, actor=como(diego), ahora=ahora())


def test_firmar_dos_veces_da_un_solo_numero(peticion, beto, diego, como) -> None:
    p = peticion()
    guardar_borrador(p, asunto="", texto=TEXTO, version=0, actor=como(beto), ahora=ahora())
    otra_pestana = leida(p)
    firmar(p, version=1, actor=como(diego), ahora=ahora())
    with pytest.raises((Cambiado, SinPermiso)):
        firmar(otra_pestana, version=1, actor=como(diego), ahora=ahora())
    assert Contador.objects.get(serie__codigo="salida").ultimo == 1


def test_se_firma_exactamente_lo_que_se_leyo(peticion, beto, diego, como) -> None:
    p = peticion()
    guardar_borrador(p, asunto="", texto=TEXTO, version=0, actor=como(beto), ahora=ahora())
    guardar_borrador(p, asunto="", texto="Otra cosa", version=1, actor=como(beto), ahora=ahora())
    with pytest.raises(Cambiado):
        firmar(p, version=1, actor=como(diego), ahora=ahora())
    assert not Radicado.objects.filter(serie__codigo="salida").exists()


def test_no_se_firma_una_respuesta_vacia(peticion, beto, diego, como) -> None:
    p = peticion()
    guardar_borrador(p, asunto="x", texto="  \n ", version=0, actor=como(beto), ahora=ahora())
    with pytest.raises(DatosInvalidos):
        firmar(p, version=1, actor=como(diego), ahora=ahora())


def test_lo_que_escribe_otra_persona_no_se_pisa(peticion, beto, diego, como) -> None:
    p = peticion()
    guardar_borrador(p, asunto="", texto="De beto", version=0, actor=como(beto), ahora=ahora())
    with pytest.raises(Cambiado):
        guardar_borrador(
            p, asunto="", texto="De diego", version=0, actor=como(diego), ahora=ahora()
        )
    guardar_borrador(p, asunto="", texto="De beto 2", version=1, actor=como(beto), ahora=ahora())
    with pytest.raises(Cambiado):
        guardar_borrador(
            p, asunto="", texto="De diego", version=1, actor=como(diego), ahora=ahora()
        )
    assert texto_de(Respuesta.objects.get(peticion=p)) == "De beto 2"


def test_el_borrador_vuelve_como_se_escribio(peticion, beto, como) -> None:
    p = peticion()
    r = guardar_borrador(p, asunto="", texto=TEXTO, version=0, actor=como(beto), ahora=ahora())
    assert texto_de(r) == TEXTO


def test_el_guion_escrito_en_una_respuesta_es_solo_texto(peticion, beto, como) -> None:
    p = peticion()
    malo = '<script>alert(1)</script> <b onclick="x">hola</b> [x](javascript:alert(1))'
    r = guardar_borrador(p, asunto="", texto=malo, version=0, actor=como(beto), ahora=ahora())
    assert "<script" not in r.cuerpo
    assert "<b" not in r.cuerpo
    assert "href" not in r.cuerpo
    assert texto_de(r) == malo


def test_si_el_pdf_falta_el_numero_sigue_y_se_compone_despues(peticion, beto, diego, como) -> None:
    p = peticion()
    guardar_borrador(p, asunto="", texto=TEXTO, version=0, actor=como(beto), ahora=ahora())
    r = firmar(p, version=1, actor=como(diego), ahora=ahora())
    with pytest.raises(Cambiado, match="PDF"):
        despachar(leida(p), medio="consulta", actor=como(diego), ahora=ahora())
    assert componer_pendientes(ahora=ahora()) == 1
    guardado = Respuesta.objects.get(pk=r.pk).documento
    assert guardado is not None
    assert componer_respuesta(r.pk, ahora=ahora()).documento == guardado
    assert componer_pendientes(ahora=ahora()) == 0


def test_un_pdf_que_no_se_deja_componer_no_detiene_a_los_demas(peticion, beto, diego, como) -> None:
    firmadas = []
    for _ in range(2):
        p = peticion()
        guardar_borrador(p, asunto="", texto=TEXTO, version=0, actor=como(beto), ahora=ahora())
        firmadas.append(firmar(p, version=1, actor=como(diego), ahora=ahora()))
    Respuesta.objects.filter(pk=firmadas[0].pk).update(instantanea={"foto": "rota"})
    assert componer_pendientes(ahora=ahora()) == 1
    assert Respuesta.objects.get(pk=firmadas[0].pk).radicado is not None
    assert Respuesta.objects.get(pk=firmadas[1].pk).documento is not None


def test_el_oficio_no_lleva_la_direccion_ni_el_nombre_reservado(firmada) -> None:
    publica = firmada()
    foto = publica.respuesta.instantanea["foto"]
    assert ANA.nombre in foto
    assert ANA.direccion not in foto
    assert ANA.correo not in foto
    reservada = firmada(solicitante=Solicitante(tipo="reservado", nombre=ANA.nombre))
    assert ANA.nombre not in reservada.respuesta.instantanea["foto"]


def test_sobre_una_peticion_cerrada_no_se_hace_nada(firmada, beto, diego, como) -> None:
    p = firmada()
    despachar(p, medio="consulta", actor=como(diego), ahora=ahora())
    notificar_por_acceso(leida(p), ahora=ahora())
    p = leida(p)
    actor = como(beto)
    for accion in (
        lambda: asignarse(p, actor=actor, ahora=ahora()),
        lambda: aceptar_competencia(p, actor=actor, ahora=ahora()),
        lambda: guardar_borrador(p, asunto="", texto="x", version=1, actor=actor, ahora=ahora()),
        lambda: despachar(p, medio="consulta", actor=actor, ahora=ahora()),
    ):
        with pytest.raises(SinPermiso, match="cerrada"):
            accion()
    assert p.actuaciones.filter(tipo=Actuacion.Tipo.NOTIFICADA).count() == 1


def test_dos_personas_la_toman_a_la_vez_y_gana_una(peticion, beto, diego, como) -> None:
    p = peticion()
    otra = leida(p)
    asignarse(p, actor=como(beto), ahora=ahora())
    with pytest.raises(Cambiado):
        asignarse(otra, actor=como(diego), ahora=ahora())
    assert leida(p).responsable == beto


def test_un_texto_raro_se_firma_y_se_compone_sin_romper_nada(peticion, beto, diego, como) -> None:
    raro = (
        "\u202eal revés\x00 \x07 👍🏽 <script>alert(1)</script> 中文 ∑ #let x = 1 $a$ \\ @b "
        + "ñ" * 3000
    )
    p = peticion()
    guardar_borrador(p, asunto=raro[:150], texto=raro, version=0, actor=como(beto), ahora=ahora())
    r = firmar(p, version=1, actor=como(diego), ahora=ahora())
    assert "\u202e" not in r.cuerpo
    assert componer_respuesta(r.pk, ahora=ahora()).documento is not None


def test_lo_demasiado_largo_se_dice_y_no_se_guarda(peticion, beto, como) -> None:
    p = peticion()
    with pytest.raises(DatosInvalidos, match="largo"):
        guardar_borrador(
            p, asunto="x", texto="a" * 60_001, version=0, actor=como(beto), ahora=ahora()
        )
    assert not Respuesta.objects.exists()
