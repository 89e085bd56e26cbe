"""Pedir lo que falta o que se aclare, completarlo, pedir más tiempo y retirarla."""

from datetime import date

import pytest

from ventanilla.archivo.servicios import recibir
from ventanilla.comun.actores import CIUDADANIA
from ventanilla.comun.errores import Cambiado, DatosInvalidos, SinPermiso
from ventanilla.peticiones.consultas.constancia import datos_de_constancia
from ventanilla.peticiones.consultas.espera import pedido_a_la_persona
from ventanilla.peticiones.models import Estado, Peticion
from ventanilla.peticiones.reglas.solicitud import Solicitante
from ventanilla.peticiones.servicios.asignar import asignar_a_dependencia, asignarse
from ventanilla.peticiones.servicios.completar import completar, desistir, pedir_mas_tiempo
from ventanilla.peticiones.servicios.firmar import firmar
from ventanilla.peticiones.servicios.requerir import devolver_para_aclarar, requerir
from ventanilla.peticiones.servicios.responder import guardar_borrador
from ventanilla.peticiones.tests.verbos import FALTA, RECIBIDA, VENCE, correos, el, leida

pytestmark = pytest.mark.django_db


@pytest.fixture
def p(peticion) -> Peticion:
    return leida(peticion(ahora=RECIBIDA))


@pytest.mark.usefixtures("intacto")
class TestCompletar:
    def test_pedirla_antes_del_dia_diez_detiene_el_termino_y_le_llega_el_correo(
        self, p, beto, como
    ):
        requerir(p, falta=FALTA, actor=como(beto), ahora=el(10))
        assert p.estado == Estado.REQUERIDA
        assert p.plazos.get(clase="respuesta").detenido_desde == date(2026, 2, 10)
        assert p.plazos.get(clase="complemento").fecha_vence == date(2026, 3, 10)
        [correo] = correos("requerimiento")
        assert correo["destino"] == "ana@ejemplo.com"
        assert correo["datos"]["motivo"] == FALTA
        assert correo["datos"]["limite"] == "2026-03-10"

    def test_pedirla_despues_del_dia_diez_se_puede_y_no_detiene_nada(self, p, beto, como):
        computo = requerir(p, falta=FALTA, actor=como(beto), ahora=el(18))
        assert computo.suspendido_desde is None
        assert p.estado == Estado.RADICADA
        assert p.plazos.get(clase="respuesta").fecha_vence == VENCE
        [correo] = correos("requerimiento")
        assert correo["datos"]["limite"] is None
        assert correo["datos"]["vence"] == VENCE.isoformat()

    def test_al_completarla_sigue_corriendo_lo_que_faltaba(self, p, beto, como):
        requerir(p, falta=FALTA, actor=como(beto), ahora=el(10))
        completar(p, texto="Carrera 5 con 42.", actor=CIUDADANIA, ahora=el(2, 3))
        assert p.estado == Estado.EN_TRAMITE
        # Seis días corridos al 10 de febrero; los nueve que faltaban, desde el 3 de marzo.
        assert p.plazos.get(clase="respuesta").fecha_vence == date(2026, 3, 13)
        assert pedido_a_la_persona(p, el(3, 3)) is None

    def test_al_completarla_se_le_avisa_a_quien_la_tiene_y_si_nadie_a_la_jefatura(
        self, p, peticion, beto, diego, como
    ):
        asignarse(p, actor=como(beto), ahora=el(3))
        sin_dueno = leida(peticion(ahora=RECIBIDA))
        for una in (p, sin_dueno):
            requerir(una, falta=FALTA, actor=como(beto), ahora=el(10))
            completar(leida(una), texto="Carrera 5 con 42.", actor=CIUDADANIA, ahora=el(2, 3))
        avisos = {c["destino"]: c["datos"] for c in correos("contesto")}
        assert set(avisos) == {beto.email, diego.email}
        assert avisos[beto.email]["vence"] == "2026-03-13"
        assert "Carrera" not in str(avisos)

    def test_los_archivos_nuevos_siguen_la_numeracion_y_la_constancia_no_cambia(
        self, peticion, beto, como
    ):
        p = leida(peticion(ahora=RECIBIDA, anexos=[recibir("a.pdf", [b"%PDF-1.7 uno"])]))
        antes = datos_de_constancia(p)
        requerir(p, falta=FALTA, actor=como(beto), ahora=el(10))
        nuevos = [recibir("b.pdf", [b"%PDF-1.7 dos"]), recibir("c.pdf", [b"%PDF-1.7 tres"])]
        completar(p, texto="", anexos=nuevos, actor=CIUDADANIA, ahora=el(11))
        assert [str(a) for a in p.anexos.all()] == ["anexo-1.pdf", "anexo-2.pdf", "anexo-3.pdf"]
        assert p.actuaciones.get(tipo="complemento").datos == {"anexos": [2, 3]}
        assert datos_de_constancia(leida(p)) == antes

    def test_sin_texto_ni_archivos_no_se_recibe(self, p, beto, como):
        requerir(p, falta=FALTA, actor=como(beto), ahora=el(10))
        with pytest.raises(DatosInvalidos):
            completar(p, texto=" \n ", actor=CIUDADANIA, ahora=el(11))
        assert leida(p).estado == Estado.REQUERIDA

    def test_enviarla_dos_veces_entra_una(self, p, beto, como):
        requerir(p, falta=FALTA, actor=como(beto), ahora=el(10))
        otra = leida(p)
        completar(p, texto="Una vez", actor=CIUDADANIA, ahora=el(11))
        with pytest.raises(Cambiado):
            completar(otra, texto="Otra vez", actor=CIUDADANIA, ahora=el(11))
        assert p.actuaciones.filter(tipo="complemento").count() == 1

    def test_tarde_pero_sin_desistimiento_declarado_se_recibe(self, p, beto, como):
        requerir(p, falta=FALTA, actor=como(beto), ahora=el(10))
        completar(p, texto="Perdón por la demora", actor=CIUDADANIA, ahora=el(20, 3))
        assert p.estado == Estado.EN_TRAMITE

    def test_la_persona_pide_mas_tiempo_una_vez_y_a_tiempo(self, p, beto, como):
        requerir(p, falta=FALTA, actor=como(beto), ahora=el(10))
        pedir_mas_tiempo(p, actor=CIUDADANIA, ahora=el(9, 3))
        assert p.plazos.get(clase="complemento").fecha_vence == date(2026, 4, 10)
        with pytest.raises(Cambiado):
            pedir_mas_tiempo(p, actor=CIUDADANIA, ahora=el(11, 3))

    def test_vencido_su_mes_ya_no_puede_pedir_mas_tiempo(self, p, beto, como):
        requerir(p, falta=FALTA, actor=como(beto), ahora=el(10))
        with pytest.raises(Cambiado):
            pedir_mas_tiempo(p, actor=CIUDADANIA, ahora=el(11, 3))

    def test_mientras_la_persona_no_conteste_no_se_le_pide_otra_cosa(self, p, beto, como):
        requerir(p, falta=FALTA, actor=como(beto), ahora=el(10))
        with pytest.raises(SinPermiso):
            requerir(p, falta=FALTA, actor=como(beto), ahora=el(11))

    def test_enviarla_a_otra_dependencia_no_borra_que_espera_a_la_persona(
        self, p, beto, atencion, como, dependencias
    ):
        requerir(p, falta=FALTA, actor=como(beto), ahora=el(10))
        asignar_a_dependencia(
            p, dependencia=dependencias.hacienda, actor=como(atencion), ahora=el(11)
        )
        assert p.estado == Estado.REQUERIDA

    def test_el_anonimo_sin_correo_lo_lee_en_su_consulta_y_no_falla(self, peticion, beto, como):
        p = leida(peticion(ahora=RECIBIDA, solicitante=Solicitante(tipo="anonimo")))
        requerir(p, falta=FALTA, actor=como(beto), ahora=el(10))
        assert correos("requerimiento") == []
        pedido = pedido_a_la_persona(p, el(11))
        assert pedido is not None
        assert pedido.actuacion.motivo == FALTA


@pytest.mark.usefixtures("intacto")
class TestAclarar:
    def test_tiene_diez_dias_y_el_termino_corre_si_el_reglamento_no_dice_otra_cosa(
        self, p, beto, como
    ):
        devolver_para_aclarar(p, duda="No se entiende qué pide.", actor=como(beto), ahora=el(4))
        assert p.estado == Estado.POR_ACLARAR
        assert p.plazos.get(clase="respuesta").fecha_vence == VENCE
        assert p.plazos.get(clase="aclaracion").fecha_vence == date(2026, 2, 18)
        [correo] = correos("aclarar")
        assert correo["datos"]["limite"] == "2026-02-18"
        completar(p, texto="Que tapen el hueco.", actor=CIUDADANIA, ahora=el(5))
        assert p.estado == Estado.EN_TRAMITE
        assert p.actuaciones.filter(tipo="aclaracion").count() == 1


@pytest.mark.usefixtures("intacto")
class TestDesistir:
    def test_la_persona_la_retira_y_le_llega_constancia(self, p):
        desistir(p, motivo="Ya lo arreglaron", actor=CIUDADANIA, ahora=el(5))
        assert leida(p).esta_cerrada
        assert len(correos("desistimiento")) == 1
        with pytest.raises(SinPermiso):
            desistir(leida(p), actor=CIUDADANIA, ahora=el(6))

    def test_lo_ya_firmado_no_se_retira(self, p, beto, diego, como):
        guardar_borrador(p, asunto="", texto="Va.", version=0, actor=como(beto), ahora=el(5))
        firmar(p, version=1, actor=como(diego), ahora=el(6))
        with pytest.raises(SinPermiso):
            desistir(leida(p), actor=CIUDADANIA, ahora=el(6))
