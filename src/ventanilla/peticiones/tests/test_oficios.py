"""Trasladar, declarar el desistimiento y rechazar: qué sale, a quién le llega y qué se cierra."""

from datetime import date
from typing import Any

import pytest
from django.core import mail
from django.template.loader import render_to_string

from ventanilla.archivo.consultas import abrir
from ventanilla.archivo.servicios import recibir
from ventanilla.comun.actores import CIUDADANIA
from ventanilla.comun.cifrado import descifrar
from ventanilla.comun.errores import Cambiado, DatosInvalidos, SinPermiso
from ventanilla.correspondencia.models import Envio, Radicado
from ventanilla.correspondencia.servicios import despachar_pendientes
from ventanilla.peticiones.consultas.expediente import piezas_de
from ventanilla.peticiones.consultas.verificacion import revisar_peticiones
from ventanilla.peticiones.models import Estado, Oficio
from ventanilla.peticiones.reglas.solicitud import Solicitante
from ventanilla.peticiones.servicios.completar import completar, pedir_mas_tiempo
from ventanilla.peticiones.servicios.componer_oficio import (
    componer_oficio,
    componer_oficios_pendientes,
)
from ventanilla.peticiones.servicios.entregar_oficio import (
    anotar_entrega,
    enviar_otra_vez,
    oficio_leido,
)
from ventanilla.peticiones.servicios.oficiar import NoProcede
from ventanilla.peticiones.servicios.requerir import requerir
from ventanilla.peticiones.servicios.terminar import declarar_desistimiento, rechazar
from ventanilla.peticiones.servicios.trasladar import (
    Autoridad,
    comunicar_sin_competente,
    trasladar,
)
from ventanilla.peticiones.tests.verbos import FALTA, RECIBIDA, el, leida

# Recibida el lunes 2 de febrero de 2026, los cinco días para trasladar van hasta el 9.
RAZON = "La vía es nacional y la administra el Instituto Nacional de Vías."
INVIAS = Autoridad("Instituto Nacional de Vías", "radicacion@invias.ejemplo.gov.co", "Calle 25G")


def correo(clase: str) -> tuple[Envio, dict[str, Any]]:
    envio = Envio.objects.get(clase=clase)
    return envio, descifrar(bytes(envio.carga), uso="envios", contexto=str(envio.uuid))


@pytest.mark.django_db
@pytest.mark.usefixtures("intacto")
class TestTrasladar:
    def test_cierra_los_dos_relojes_y_da_numero_de_salida(self, p, diego, como):
        oficio = trasladar(p, autoridad=INVIAS, razon=RAZON, actor=como(diego), ahora=el(5))
        p = leida(p)
        assert (p.estado, p.esta_cerrada, p.vence) == (Estado.TRASLADADA, True, None)
        for reloj in ("competencia", "respuesta"):
            assert p.plazos.get(clase=reloj).cumplido_en == el(5)
        assert oficio.radicado.serie.codigo == "salida"
        assert p.actuaciones.latest("orden").tipo == "traslado"

    def test_la_autoridad_recibe_el_oficio_la_peticion_y_los_anexos(self, peticion, diego, como):
        p = leida(peticion(ahora=RECIBIDA, anexos=[recibir("a.pdf", [b"%PDF-1.7 uno"])]))
        oficio = trasladar(p, autoridad=INVIAS, razon=RAZON, actor=como(diego), ahora=el(5))
        oficio = componer_oficio(oficio.pk, ahora=el(5))
        envio, carta = correo("traslado")
        assert carta["destino"] == INVIAS.correo
        assert [a["nombre"] for a in envio.adjuntos] == [
            f"oficio-{oficio.radicado.impreso}.pdf",
            f"peticion-{p.radicado.impreso}.pdf",
            "anexo-1.pdf",
        ]
        with abrir(envio.adjuntos[0]["sha256"]) as pdf:
            assert pdf.read(5) == b"%PDF-"

    def test_la_persona_recibe_copia_del_oficio_y_sabe_a_donde_fue(self, p, diego, como):
        oficio = trasladar(p, autoridad=INVIAS, razon=RAZON, actor=como(diego), ahora=el(5))
        componer_oficio(oficio.pk, ahora=el(5))
        envio, carta = correo("oficio_traslado")
        assert carta["destino"] == "ana@ejemplo.com"
        assert carta["datos"]["autoridad"] == INVIAS.nombre
        assert len(envio.adjuntos) == 1
        despachar_pendientes(ahora=el(5))
        textos = [m.body for m in mail.outbox]
        assert any("artículo 21" in t and INVIAS.correo in t for t in textos)
        assert len([m for m in mail.outbox if m.to == [INVIAS.correo]]) == 1

    def test_el_expediente_trae_el_oficio_y_la_prueba_de_lo_enviado(self, p, diego, como):
        oficio = trasladar(p, autoridad=INVIAS, razon=RAZON, actor=como(diego), ahora=el(5))
        componer_oficio(oficio.pk, ahora=el(5))
        despachar_pendientes(ahora=el(5))
        piezas = {pieza.nombre: pieza for pieza in piezas_de(leida(p))}
        assert piezas[f"oficio-{oficio.radicado.impreso}.pdf"].creado == el(5)
        assert len([n for n in piezas if n.startswith("prueba-de-envio")]) >= 2

    def test_componer_dos_veces_envia_una(self, p, diego, como):
        oficio = trasladar(p, autoridad=INVIAS, razon=RAZON, actor=como(diego), ahora=el(5))
        assert componer_oficios_pendientes(ahora=el(5)) == 1
        assert componer_oficios_pendientes(ahora=el(5)) == 0
        componer_oficio(oficio.pk, ahora=el(5))
        assert Envio.objects.filter(clase="traslado").count() == 1

    def test_de_quien_reservo_su_identidad_los_anexos_no_van_solos(self, peticion, diego, como):
        p = leida(
            peticion(
                ahora=RECIBIDA,
                solicitante=Solicitante(tipo="anonimo"),
                anexos=[recibir("a.pdf", [b"%PDF-1.7 uno"])],
            )
        )
        oficio = trasladar(p, autoridad=INVIAS, razon=RAZON, actor=como(diego), ahora=el(5))
        componer_oficio(oficio.pk, ahora=el(5))
        envio, carta = correo("traslado")
        assert len(envio.adjuntos) == 2
        assert carta["datos"]["faltan_anexos"]
        texto = render_to_string("peticiones/correo/traslado.txt", carta["datos"])
        assert "no van sus datos" in texto
        assert "con los datos de quien la presentó" not in texto
        assert "por separado" in oficio.instantanea["foto"]
        assert not Envio.objects.filter(clase="oficio_traslado").exists()

    def test_solo_una_parte_deja_la_peticion_abierta_con_su_mismo_termino(self, p, diego, como):
        trasladar(p, autoridad=INVIAS, razon=RAZON, parcial=True, actor=como(diego), ahora=el(5))
        p = leida(p)
        assert not p.esta_cerrada
        assert p.plazos.get(clase="competencia").cumplido_en == el(5)
        assert p.vence == date(2026, 2, 23)

    def test_despues_del_quinto_dia_se_traslada_y_queda_como_tarde(self, p, diego, como):
        trasladar(p, autoridad=INVIAS, razon=RAZON, actor=como(diego), ahora=el(12))
        plazo = p.plazos.get(clase="competencia")
        assert plazo.cumplido_en > plazo.momento_vence

    @pytest.mark.parametrize(
        ("cambio", "campo"),
        [
            ({"autoridad": Autoridad("")}, "nombre"),
            ({"autoridad": Autoridad("Invías")}, "correo"),
            ({"autoridad": Autoridad("Invías", "no es correo")}, "correo"),
            ({"razon": "no"}, "razon"),
        ],
    )
    def test_sin_a_quien_o_sin_razon_no_toma_numero(self, p, diego, como, cambio, campo):
        datos = {"autoridad": INVIAS, "razon": RAZON} | cambio
        with pytest.raises(DatosInvalidos) as malos:
            trasladar(p, **datos, actor=como(diego), ahora=el(5))
        assert campo in {f.campo for f in malos.value.faltas}
        assert not Oficio.objects.exists()
        assert Radicado.objects.filter(serie__codigo="salida").count() == 0

    def test_quien_no_firma_no_traslada_y_dos_veces_traslada_una(
        self, p, beto, gabi, diego, carla, como
    ):
        for otra in (beto, gabi, carla):
            with pytest.raises(SinPermiso):
                trasladar(p, autoridad=INVIAS, razon=RAZON, actor=como(otra), ahora=el(5))
        vieja = leida(p)
        trasladar(p, autoridad=INVIAS, razon=RAZON, actor=como(diego), ahora=el(5))
        with pytest.raises(Cambiado):
            trasladar(vieja, autoridad=INVIAS, razon=RAZON, actor=como(diego), ahora=el(5))
        with pytest.raises(SinPermiso):
            trasladar(leida(p), autoridad=INVIAS, razon=RAZON, actor=como(diego), ahora=el(5))
        assert Oficio.objects.count() == 1

    def test_si_el_correo_no_sirvio_se_envia_a_otro(self, p, diego, beto, como):
        oficio = trasladar(p, autoridad=INVIAS, razon=RAZON, actor=como(diego), ahora=el(5))
        oficio = componer_oficio(oficio.pk, ahora=el(5))
        with pytest.raises(Cambiado):
            enviar_otra_vez(leida(p), oficio, correo="x@y.co", actor=como(beto), ahora=el(6))
        Envio.objects.filter(clase="traslado").update(estado="devuelto")
        oficio = Oficio.objects.get(pk=oficio.pk)
        enviar_otra_vez(leida(p), oficio, correo="otra@y.co", actor=como(beto), ahora=el(6))
        assert Envio.objects.filter(clase="traslado").count() == 2

    def test_sin_correo_se_envia_en_papel_y_se_anota_la_entrega(self, p, diego, beto, carla, como):
        autoridad = Autoridad("Invías", direccion="Calle 25G # 73B-90, Bogotá")
        oficio = trasladar(p, autoridad=autoridad, razon=RAZON, actor=como(diego), ahora=el(5))
        oficio = componer_oficio(oficio.pk, ahora=el(5))
        assert oficio.remision is None
        datos: dict[str, Any] = {"fecha": el(9).date(), "detalle": "Guía 123", "ahora": el(10)}
        with pytest.raises(SinPermiso):
            anotar_entrega(leida(p), oficio, **datos, actor=como(carla))
        anotar_entrega(leida(p), oficio, **datos, actor=como(beto))
        assert Oficio.objects.get(pk=oficio.pk).prueba["detalle"] == "Guía 123"
        with pytest.raises(Cambiado):
            anotar_entrega(leida(p), oficio, **datos, actor=como(beto))

    def test_lo_entregado_en_la_mano_antes_de_que_haya_pdf_conserva_su_prueba(
        self, p, diego, beto, como
    ):
        oficio = trasladar(p, autoridad=INVIAS, razon=RAZON, actor=como(diego), ahora=el(5))
        datos: dict[str, Any] = {"fecha": el(5).date(), "detalle": "Sello 45", "ahora": el(6)}
        anotar_entrega(leida(p), oficio, **datos, actor=como(beto))
        componer_oficio(oficio.pk, ahora=el(6))
        assert Oficio.objects.get(pk=oficio.pk).prueba["detalle"] == "Sello 45"

    def test_si_ninguna_es_competente_se_le_dice_y_se_archiva(self, p, diego, como):
        razon = "Lo pedido es un asunto entre particulares que decide un juez."
        oficio = comunicar_sin_competente(p, razon=razon, actor=como(diego), ahora=el(5))
        componer_oficio(oficio.pk, ahora=el(5))
        assert leida(p).estado == Estado.ARCHIVADA
        assert p.plazos.get(clase="competencia").cumplido_en == el(5)
        assert correo("oficio_archivo")[1]["destino"] == "ana@ejemplo.com"


@pytest.mark.django_db
@pytest.mark.usefixtures("intacto")
class TestDesistimientoTacito:
    def test_solo_desde_el_dia_siguiente_a_que_se_vence_su_mes(self, p, beto, diego, como):
        requerir(p, falta=FALTA, actor=como(beto), ahora=el(10))
        with pytest.raises(NoProcede, match="11 de marzo"):
            declarar_desistimiento(leida(p), actor=como(diego), ahora=el(10, 3))
        oficio = declarar_desistimiento(leida(p), actor=como(diego), ahora=el(11, 3))
        assert leida(p).estado == Estado.DESISTIDA
        assert FALTA in oficio.instantanea["foto"]
        assert "10 de marzo de 2026" in oficio.instantanea["foto"]
        assert p.plazos.get(clase="respuesta").cumplido_en == el(11, 3)

    def test_con_mas_tiempo_pedido_hay_que_esperar_el_otro_mes(self, p, beto, diego, como):
        requerir(p, falta=FALTA, actor=como(beto), ahora=el(10))
        pedir_mas_tiempo(p, actor=CIUDADANIA, ahora=el(9, 3))
        with pytest.raises(NoProcede):
            declarar_desistimiento(leida(p), actor=como(diego), ahora=el(11, 3))

    def test_quien_la_completo_tarde_pero_antes_ya_no_desiste(self, p, beto, diego, como):
        requerir(p, falta=FALTA, actor=como(beto), ahora=el(10))
        completar(p, texto="Carrera 5 con 42.", actor=CIUDADANIA, ahora=el(12, 3))
        with pytest.raises(SinPermiso):
            declarar_desistimiento(leida(p), actor=como(diego), ahora=el(12, 3))

    def test_si_la_completa_en_ese_instante_gana_la_persona(self, p, beto, diego, como):
        requerir(p, falta=FALTA, actor=como(beto), ahora=el(10))
        vieja = leida(p)
        completar(p, texto="Carrera 5 con 42.", actor=CIUDADANIA, ahora=el(12, 3))
        with pytest.raises((Cambiado, NoProcede)):
            declarar_desistimiento(vieja, actor=como(diego), ahora=el(12, 3))
        assert leida(p).estado == Estado.EN_TRAMITE

    def test_lo_declara_solo_quien_firma_y_solo_lo_que_espera(self, p, beto, diego, como):
        with pytest.raises(SinPermiso):
            declarar_desistimiento(p, actor=como(diego), ahora=el(11, 3))
        requerir(p, falta=FALTA, actor=como(beto), ahora=el(10))
        with pytest.raises(SinPermiso):
            declarar_desistimiento(leida(p), actor=como(beto), ahora=el(11, 3))

    def test_abrirlo_con_la_clave_prueba_que_lo_conoce_una_vez(self, p, beto, diego, como):
        requerir(p, falta=FALTA, actor=como(beto), ahora=el(10))
        oficio = declarar_desistimiento(leida(p), actor=como(diego), ahora=el(11, 3))
        assert oficio_leido(leida(p), oficio, ahora=el(12, 3))
        oficio = Oficio.objects.get(pk=oficio.pk)
        assert oficio.entregado == el(12, 3)
        assert not oficio_leido(leida(p), oficio, ahora=el(13, 3))


@pytest.mark.django_db
@pytest.mark.usefixtures("intacto")
class TestRechazar:
    def test_sin_razones_no_se_rechaza(self, p, diego, como):
        with pytest.raises(DatosInvalidos):
            rechazar(p, razones="Grosera", actor=como(diego), ahora=el(5))
        assert not leida(p).esta_cerrada

    def test_con_razones_lo_firma_el_jefe_y_la_persona_lo_sabe(self, p, beto, diego, como):
        razones = "Toda la petición son insultos a una funcionaria y no pide nada."
        with pytest.raises(SinPermiso):
            rechazar(p, razones=razones, actor=como(beto), ahora=el(5))
        oficio = rechazar(p, razones=razones, actor=como(diego), ahora=el(5))
        componer_oficio(oficio.pk, ahora=el(5))
        assert leida(p).estado == Estado.RECHAZADA
        assert "reposición" in oficio.instantanea["foto"]
        assert len(correo("oficio_rechazo")[0].adjuntos) == 1


@pytest.mark.django_db
class TestElLibro:
    def test_un_oficio_cambiado_o_borrado_se_nota(self, p, diego, como):
        oficio = trasladar(p, autoridad=INVIAS, razon=RAZON, actor=como(diego), ahora=el(5))
        componer_oficio(oficio.pk, ahora=el(5))
        Oficio.objects.filter(pk=oficio.pk).update(instantanea={"foto": "{}"})
        [alterado] = revisar_peticiones()
        assert "Cambió lo firmado" in alterado.que
        Oficio.objects.filter(pk=oficio.pk).delete()
        [borrado] = revisar_peticiones()
        assert "Falta el oficio" in borrado.que
