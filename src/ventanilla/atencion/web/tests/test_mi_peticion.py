"""Mi petición: documentos, respuesta que se notifica al abrirla y aviso de que no ha llegado."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from ventanilla.archivo.servicios import recibir
from ventanilla.atencion.web.tests.conftest import PNG
from ventanilla.comun.actores import CIUDADANIA
from ventanilla.comun.almacen import Disco
from ventanilla.comun.cifrado import descifrar
from ventanilla.comun.errores import Cambiado
from ventanilla.comun.fechas import fecha_larga
from ventanilla.comun.reloj import BOGOTA, ahora
from ventanilla.comun.transaccion import escritura
from ventanilla.correspondencia.models import Envio
from ventanilla.directorio.consultas import calendario_de_la_entidad
from ventanilla.peticiones.models import Peticion, Respuesta
from ventanilla.peticiones.servicios.anotar import anotar
from ventanilla.peticiones.servicios.asignar import asignarse
from ventanilla.peticiones.servicios.avanzar import avanzar, recomputar
from ventanilla.peticiones.servicios.avisar import AvisoNoProcede, avisar_sin_respuesta
from ventanilla.peticiones.servicios.componer import componer_respuesta
from ventanilla.peticiones.servicios.despachar import despachar
from ventanilla.peticiones.servicios.firmar import firmar
from ventanilla.peticiones.servicios.radicar import clave_de
from ventanilla.peticiones.servicios.responder import guardar_borrador


def entrar_con_clave(peticion: Peticion) -> tuple[Client, str]:
    """Un navegador que abrió esa petición."""
    cliente = Client(raise_request_exception=False)
    datos = {"radicado": peticion.radicado.impreso, "clave": clave_de(peticion)}
    assert cliente.post("/consultar/", datos).status_code == 302
    return cliente, f"/mi-peticion/{peticion.radicado.impreso}/"


class TestDocumentos:
    def test_los_anexos_se_descargan_aislados_y_con_nombre_neutro(self, peticion):
        p = peticion(anexos=[recibir("cédula de Ana.png", [PNG])])
        cliente, ruta = entrar_con_clave(p)
        respuesta = cliente.get(f"{ruta}anexo/1/")
        assert respuesta.getvalue() == PNG
        assert respuesta["Content-Disposition"] == 'attachment; filename="anexo-1.png"'
        assert respuesta["X-Content-Type-Options"] == "nosniff"
        assert respuesta["Content-Security-Policy"] == "sandbox; default-src 'none'"

    @pytest.mark.parametrize("orden", ["0", "2", "99999999999999"])
    def test_un_anexo_que_no_existe_no_se_encuentra(self, peticion, orden):
        cliente, ruta = entrar_con_clave(peticion())
        assert cliente.get(f"{ruta}anexo/{orden}/").status_code == 404

    def test_sin_la_clave_los_documentos_no_se_abren(self, peticion):
        numero = peticion(anexos=[recibir("a.png", [PNG])]).radicado.impreso
        for ruta in ("anexo/1/", "respuesta/", "respuesta.pdf"):
            respuesta = Client().get(f"/mi-peticion/{numero}/{ruta}")
            assert respuesta["Location"] == f"/consultar/?radicado={numero}"


class TestRespuesta:
    @pytest.fixture
    def enviada(self, peticion, beto, diego, como):
        p = peticion()
        asignarse(p, actor=como(beto), ahora=ahora())
        texto = "Cordial saludo.\n\nEl hueco se arregla el **lunes**. <script>alert(1)</script>"
        guardar_borrador(p, asunto="", texto=texto, version=0, actor=como(beto), ahora=ahora())
        respuesta = firmar(_leida(p), version=1, actor=como(diego), ahora=ahora())
        componer_respuesta(respuesta.pk, ahora=ahora())
        cliente, ruta = entrar_con_clave(_leida(p))
        assert cliente.get(f"{ruta}respuesta/").status_code == 404
        despachar(_leida(p), medio="consulta", actor=como(beto), ahora=ahora())
        return p, cliente, ruta

    def test_abrirla_la_notifica_y_cierra_el_termino(self, enviada):
        p, cliente, ruta = enviada
        assert "Ya hay respuesta" in cliente.get(ruta).content.decode()
        assert not _leida(p).esta_cerrada
        pagina = cliente.get(f"{ruta}respuesta/").content.decode()
        assert "<strong>lunes</strong>" in pagina
        assert "<script>alert" not in pagina
        assert _leida(p).estado == "notificada"
        assert p.plazos.get(clase="respuesta").cumplido_en is not None
        cliente.get(f"{ruta}respuesta/")
        assert p.actuaciones.filter(tipo="notificacion").count() == 1
        assert "Usted recibió la respuesta" in cliente.get(ruta).content.decode()

    def test_preguntar_si_existe_no_es_leerla_ni_pedir_un_archivo_que_falta(self, enviada):
        p, cliente, ruta = enviada
        assert cliente.head(f"{ruta}respuesta/").status_code == 200
        documento = Respuesta.objects.get(peticion=p).documento
        assert documento is not None
        guardado = Disco(Path(settings.VENTANILLA_DATOS)).ruta(documento.sha256)
        aparte = guardado.rename(guardado.with_suffix(".aparte"))
        assert cliente.get(f"{ruta}respuesta.pdf").status_code == 404
        aparte.rename(guardado)
        assert _leida(p).estado == "enviada"

    def test_el_pdf_firmado_tambien_la_notifica(self, enviada):
        p, cliente, ruta = enviada
        respuesta = cliente.get(f"{ruta}respuesta.pdf")
        assert respuesta.getvalue().startswith(b"%PDF")
        assert _leida(p).estado == "notificada"


class TestLoQueLePedimos:
    @pytest.mark.parametrize(
        ("estado", "tipo", "frase"),
        [
            ("requerida", "requerimiento", "Tiene hasta el"),
            ("por_aclarar", "devolucion_aclarar", "Acl"),
        ],
    )
    def test_dice_que_falta_hasta_cuando_y_donde_entregarlo(
        self, peticion, beto, como, entidad, estado, tipo, frase
    ):
        p = peticion()
        momento = ahora()
        with escritura():
            avanzar(p, estado=estado)
            anotar(
                p,
                tipo,
                actor=como(beto),
                ahora=momento,
                motivo="Falta la dirección del hueco.",
            )
            recomputar(p, calendario=calendario_de_la_entidad())
        cliente, ruta = entrar_con_clave(_leida(p))
        pagina = cliente.get(ruta).content.decode()
        limite = p.plazos.get(clase__in=("complemento", "aclaracion")).fecha_vence
        assert frase in pagina
        assert fecha_larga(limite) in pagina
        assert "Motivo: Falta la dirección del hueco." in pagina
        assert entidad.correo in pagina


class TestNoMeHanRespondido:
    HACE_MUCHO = datetime(2026, 3, 2, 9, 0, tzinfo=BOGOTA)

    @pytest.fixture
    def vencida(self, peticion):
        return peticion(ahora=self.HACE_MUCHO)

    def test_un_toque_avisa_a_la_jefatura_y_a_atencion(self, vencida, diego, entidad):
        cliente, ruta = entrar_con_clave(vencida)
        assert "No me han respondido" in cliente.get(ruta).content.decode()
        pagina = cliente.post(f"{ruta}no-me-han-respondido/", follow=True).content.decode()
        assert "Listo: avisamos" in pagina
        assert "Usted avisó que no le han respondido" in pagina
        destinos = {
            descifrar(bytes(e.carga), uso="envios", contexto=str(e.uuid))["destino"]
            for e in Envio.objects.filter(clase="aviso_sin_respuesta")
        }
        assert destinos == {diego.email, entidad.correo_atencion}

    def test_dos_veces_el_mismo_dia_avisa_una_y_al_otro_dia_puede_otra_vez(self, vencida, diego):
        cliente, ruta = entrar_con_clave(vencida)
        cliente.post(f"{ruta}no-me-han-respondido/")
        pagina = cliente.post(f"{ruta}no-me-han-respondido/", follow=True).content.decode()
        assert "Su aviso de hoy ya llegó" in pagina
        assert vencida.actuaciones.filter(tipo="aviso_sin_respuesta").count() == 1
        manana = ahora() + timedelta(days=1)
        avisar_sin_respuesta(_leida(vencida), actor=CIUDADANIA, ahora=manana)
        assert Envio.objects.filter(clase="aviso_sin_respuesta").count() == 4

    def test_dos_toques_a_la_vez_ganan_uno_solo(self, vencida):
        una, otra = _leida(vencida), _leida(vencida)
        momento = ahora()
        avisar_sin_respuesta(una, actor=CIUDADANIA, ahora=momento)
        with pytest.raises((Cambiado, AvisoNoProcede)):
            avisar_sin_respuesta(otra, actor=CIUDADANIA, ahora=momento)

    def test_si_pidio_documentos_sabe_que_ya_no_se_los_pueden_negar(self, peticion, vencida):
        callada = peticion(ahora=self.HACE_MUCHO, clase="informacion")
        cliente, ruta = entrar_con_clave(callada)
        pagina = cliente.get(ruta).content.decode()
        entrega = callada.plazos.get(clase="entrega_por_silencio").fecha_vence
        assert "ya no podemos negarlos" in pagina
        assert fecha_larga(entrega) in pagina
        cliente, ruta = entrar_con_clave(vencida)
        assert "ya no podemos negarlos" not in cliente.get(ruta).content.decode()

    def test_antes_de_la_fecha_no_se_ofrece_ni_se_acepta(self, peticion):
        p = peticion()
        cliente, ruta = entrar_con_clave(p)
        assert "No me han respondido" not in cliente.get(ruta).content.decode()
        pagina = cliente.post(f"{ruta}no-me-han-respondido/", follow=True).content.decode()
        assert "Todavía estamos a tiempo" in pagina
        assert not Envio.objects.filter(clase="aviso_sin_respuesta").exists()

    def test_sin_la_clave_no_se_avisa(self, vencida):
        ruta = f"/mi-peticion/{vencida.radicado.impreso}/no-me-han-respondido/"
        assert Client().post(ruta)["Location"].startswith("/consultar/")
        assert not vencida.actuaciones.filter(tipo="aviso_sin_respuesta").exists()


def test_la_pagina_hace_pocas_consultas(peticion, django_assert_max_num_queries):
    cliente, ruta = entrar_con_clave(peticion())
    cliente.get(ruta)
    with django_assert_max_num_queries(14):
        assert cliente.get(ruta).status_code == 200


def _leida(p: Peticion) -> Peticion:
    return Peticion.objects.select_related("radicado__serie", "dependencia", "identidad").get(
        pk=p.pk
    )
