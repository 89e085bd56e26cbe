"""Los actos que terminan una petición: cómo se notifican a quien pidió, y archivar lo no aclarado."""

from datetime import date, datetime

import pytest
from django.core import mail
from django.db.models import Q
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from ventanilla.bandeja.consultas.lista import Filtro, cortes, hallar
from ventanilla.comun.actores import CIUDADANIA
from ventanilla.comun.errores import Cambiado, SinPermiso
from ventanilla.comun.reloj import BOGOTA
from ventanilla.correspondencia.models import Envio
from ventanilla.correspondencia.servicios import despachar_pendientes
from ventanilla.directorio.consultas import calendario_de_la_entidad
from ventanilla.directorio.models import Entidad
from ventanilla.documentos.bloques import html_a_bloques
from ventanilla.peticiones.consultas.avisos import avisos_publicados, documento_de_aviso
from ventanilla.peticiones.consultas.diferencias import diferencias
from ventanilla.peticiones.consultas.verificacion import revisar_peticiones
from ventanilla.peticiones.models import Estado, Oficio, Peticion
from ventanilla.peticiones.reglas import oficios as reglas
from ventanilla.peticiones.reglas.escritura import a_html
from ventanilla.peticiones.reglas.solicitud import Solicitante
from ventanilla.peticiones.servicios.completar import completar
from ventanilla.peticiones.servicios.componer_oficio import componer_oficio
from ventanilla.peticiones.servicios.notificar_oficio import notificar_oficios, notificar_por_aviso
from ventanilla.peticiones.servicios.oficiar import NoProcede
from ventanilla.peticiones.servicios.requerir import devolver_para_aclarar
from ventanilla.peticiones.servicios.terminar import archivar_sin_aclarar, rechazar
from ventanilla.peticiones.servicios.trasladar import Autoridad, trasladar

RECIBIDA = datetime(2026, 2, 2, 9, 0, tzinfo=BOGOTA)
RAZONES = "Toda la petición son insultos a una funcionaria y no pide nada."
DUDA = "No se entiende qué pide: diga qué quiere que haga la entidad."
ACEPTA = {"notificacion_correo": {"version": "2026-11-21"}}
ANONIMO = Solicitante(tipo="anonimo")


def el(dia: int, mes: int = 2) -> datetime:
    return datetime(2026, mes, dia, 10, 0, tzinfo=BOGOTA)


def leida(p: Peticion) -> Peticion:
    return Peticion.objects.select_related("radicado__serie", "dependencia", "identidad").get(
        pk=p.pk
    )


@pytest.fixture(autouse=True)
def intacto(request):
    """Al final, el libro y los relojes dicen lo mismo que la base."""
    yield
    if "peticion" in request.fixturenames:
        assert list(revisar_peticiones()) == []
        assert list(diferencias(calendario=calendario_de_la_entidad())) == []


@pytest.fixture
def rechazada(peticion, diego, como):
    """Fábrica: el acto de rechazo, ya compuesto, con su correo por salir."""

    def fabricar(**cambios):
        p = leida(peticion(ahora=RECIBIDA, **cambios))
        oficio = rechazar(p, razones=RAZONES, actor=como(diego), ahora=el(5))
        componer_oficio(oficio.pk, ahora=el(5))
        return leida(p), Oficio.objects.select_related("peticion__identidad", "aviso").get(
            pk=oficio.pk
        )

    return fabricar


@pytest.mark.django_db
class TestNotificar:
    def test_a_quien_acepto_el_correo_lo_notifica_que_el_servidor_lo_acepte(self, rechazada):
        p, oficio = rechazada(autorizaciones=ACEPTA)
        assert notificar_oficios(ahora=el(5)) == 0
        despachar_pendientes(ahora=el(5))
        assert notificar_oficios(ahora=el(6)) == 1
        assert notificar_oficios(ahora=el(6)) == 0
        oficio.refresh_from_db()
        assert (oficio.entregado, oficio.prueba["clase"]) == (el(5), "correo")
        assert p.actuaciones.latest("orden").tipo == "oficio_entregado"
        carta = next(m for m in mail.outbox if "rechaz" in m.body.lower())
        assert "se le notifica" in carta.body
        assert len(carta.attachments) == 1

    def test_a_quien_no_lo_acepto_el_correo_solo_le_avisa(self, rechazada):
        rechazada()
        despachar_pendientes(ahora=el(5))
        assert notificar_oficios(ahora=el(6)) == 0

    def test_si_la_entidad_pide_que_lo_abra_el_correo_no_trae_el_acto(self, rechazada):
        Entidad.objects.update(correo_notifica="acceso")
        _, oficio = rechazada(autorizaciones=ACEPTA)
        assert oficio.prueba["notifica"] == "acceso"
        despachar_pendientes(ahora=el(5))
        assert notificar_oficios(ahora=el(6)) == 0
        carta = next(m for m in mail.outbox if "rechaz" in m.body.lower())
        assert carta.attachments == []
        assert "cuando lo abra" in carta.body

    def test_a_quien_no_dejo_como_encontrarlo_se_le_publica_el_acto(self, rechazada, diego, como):
        p, oficio = rechazada(solicitante=ANONIMO)
        notificar_por_aviso(p, oficio, actor=como(diego), ahora=el(5))
        # Cinco días hábiles desde el jueves 5: se retira el 12 y surte al terminar el 13.
        (aviso,) = avisos_publicados(date(2026, 2, 12))
        assert (aviso.retiro, aviso.surte) == (date(2026, 2, 12), date(2026, 2, 13))
        assert documento_de_aviso(aviso.ficha, date(2026, 2, 12)) == aviso
        assert avisos_publicados(date(2026, 2, 13)) == []
        assert notificar_oficios(ahora=el(13)) == 0
        assert notificar_oficios(ahora=el(14)) == 1
        oficio.refresh_from_db()
        assert oficio.prueba["clase"] == "aviso"
        with pytest.raises(Cambiado):
            notificar_por_aviso(leida(p), oficio, actor=como(diego), ahora=el(14))

    def test_con_direccion_hay_cinco_dias_para_notificar_en_persona(self, rechazada, diego, como):
        p, oficio = rechazada()
        with pytest.raises(Cambiado, match="en camino"):
            notificar_por_aviso(p, oficio, actor=como(diego), ahora=el(6))
        despachar_pendientes(ahora=el(5))
        oficio = Oficio.objects.select_related("peticion__identidad", "aviso").get(pk=oficio.pk)
        with pytest.raises(NoProcede, match="13 de febrero"):
            notificar_por_aviso(p, oficio, actor=como(diego), ahora=el(12))
        notificar_por_aviso(p, oficio, actor=como(diego), ahora=el(13))

    def test_si_el_correo_volvio_no_hay_que_esperar(self, rechazada, diego, como):
        p, oficio = rechazada(autorizaciones=ACEPTA)
        Envio.objects.filter(pk=oficio.aviso_id).update(estado=Envio.Estado.DEVUELTO)
        oficio = Oficio.objects.select_related("peticion__identidad", "aviso").get(pk=oficio.pk)
        notificar_por_aviso(p, oficio, actor=como(diego), ahora=el(6))
        with pytest.raises(Cambiado):
            notificar_por_aviso(leida(p), oficio, actor=como(diego), ahora=el(6))

    def test_un_traslado_no_se_publica(self, peticion, diego, como):
        p = leida(peticion(ahora=RECIBIDA, solicitante=ANONIMO))
        invias = Autoridad("Instituto Nacional de Vías", "a@invias.ejemplo.gov.co", "Calle 25G")
        razon = "La vía es nacional y la administra el Instituto."
        oficio = trasladar(p, autoridad=invias, razon=razon, actor=como(diego), ahora=el(5))
        oficio = componer_oficio(oficio.pk, ahora=el(5))
        with pytest.raises(Cambiado):
            notificar_por_aviso(leida(p), oficio, actor=como(diego), ahora=el(20))

    def test_la_tarjeta_lo_publica_y_otra_dependencia_no(self, rechazada, beto, carla, entrar):
        p, oficio = rechazada(solicitante=ANONIMO)
        pagina = reverse("peticiones:peticion", args=[p.uuid])
        boton = reverse("peticiones:oficio_aviso", args=[p.uuid, oficio.orden])
        navegador = entrar(beto)
        assert boton in navegador.get(pagina).content.decode()
        assert navegador.get(boton).status_code == 405
        assert entrar(carla).post(boton).status_code == 403
        ninguno = reverse("peticiones:oficio_aviso", args=[p.uuid, 99])
        assert navegador.post(ninguno).status_code == 404
        assert navegador.post(boton).status_code == 302
        assert boton not in navegador.get(pagina).content.decode()
        assert "Notificaciones por aviso" in navegador.get(pagina).content.decode()

    def test_se_halla_por_el_numero_del_oficio(self, rechazada):
        p, oficio = rechazada()
        filtro = Filtro(palabras=oficio.radicado.impreso)
        hallado = hallar(Q(), filtro, cortes(el(6), calendario_de_la_entidad(), 3))
        assert list(hallado.ids) == [p.pk]


@pytest.mark.django_db
class TestArchivarSinAclarar:
    def test_solo_cuando_pasaron_los_diez_dias(self, peticion, beto, diego, como):
        p = leida(peticion(ahora=RECIBIDA))
        with pytest.raises(SinPermiso):
            archivar_sin_aclarar(p, actor=como(diego), ahora=el(3))
        devolver_para_aclarar(p, duda=DUDA, actor=como(beto), ahora=el(3))
        limite = leida(p).plazos.get(clase="aclaracion").fecha_vence
        assert limite == date(2026, 2, 17)
        with pytest.raises(NoProcede, match="17 de febrero"):
            archivar_sin_aclarar(leida(p), actor=como(diego), ahora=el(17))
        with pytest.raises(SinPermiso):
            archivar_sin_aclarar(leida(p), actor=como(beto), ahora=el(18))
        oficio = archivar_sin_aclarar(leida(p), actor=como(diego), ahora=el(18))
        componer_oficio(oficio.pk, ahora=el(18))
        p = leida(p)
        assert (p.estado, p.esta_cerrada) == (Estado.ARCHIVADA, True)
        assert p.plazos.get(clase="respuesta").cumplido_en == el(18)
        assert Envio.objects.filter(clase="oficio_archivo_sin_aclarar").count() == 1
        with pytest.raises(SinPermiso):
            archivar_sin_aclarar(p, actor=como(diego), ahora=el(18))

    def test_si_la_aclaro_ya_no_se_archiva(self, peticion, beto, diego, como):
        p = leida(peticion(ahora=RECIBIDA))
        devolver_para_aclarar(p, duda=DUDA, actor=como(beto), ahora=el(3))
        vieja = leida(p)
        completar(leida(p), texto="Arreglen el hueco.", actor=CIUDADANIA, ahora=el(18))
        with pytest.raises((Cambiado, NoProcede)):
            archivar_sin_aclarar(vieja, actor=como(diego), ahora=el(18))
        assert not leida(p).esta_cerrada

    def test_la_pagina_lo_muestra_antes_de_firmar(self, peticion, beto, diego, como, entrar):
        p = leida(peticion(ahora=RECIBIDA))
        devolver_para_aclarar(p, duda=DUDA, actor=como(beto), ahora=el(3))
        ruta = reverse("peticiones:archivar", args=[p.uuid])
        firma = entrar(diego)
        assert ruta in firma.get(reverse("peticiones:peticion", args=[p.uuid])).content.decode()
        previa = firma.post(ruta, {"razones": ""}).content.decode()
        assert DUDA in previa
        assert "Archivar la petición" in previa
        assert firma.post(ruta, {"razones": "", "confirmar": "si"}).status_code == 302
        assert leida(p).estado == Estado.ARCHIVADA


ESCRITO = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=80)


@given(duda=ESCRITO, razones=ESCRITO)
def test_el_archivo_siempre_dice_el_plazo_y_que_puede_volver(duda, razones):
    cuerpo = reglas.de_archivo_sin_aclarar(
        reglas.Citada("2026-000001", date(2026, 2, 2)),
        pedida=date(2026, 2, 3),
        duda=duda,
        limite=date(2026, 2, 17),
        razones=razones,
    )
    assert "artículo 19" in cuerpo
    assert "otra vez" in cuerpo
    assert "<script" not in a_html(cuerpo)
    assert html_a_bloques(a_html(cuerpo))
