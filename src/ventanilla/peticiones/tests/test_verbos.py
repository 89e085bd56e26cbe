"""Completar, aclarar, ampliar, devolver, anotar y clasificar: qué mueve cada uno y quién puede."""

from datetime import date, datetime
from typing import Any

import pytest
from django.urls import reverse

from ventanilla.archivo.servicios import recibir
from ventanilla.comun.actores import CIUDADANIA
from ventanilla.comun.cifrado import descifrar
from ventanilla.comun.errores import Cambiado, DatosInvalidos, SinPermiso
from ventanilla.comun.fechas import fecha_larga
from ventanilla.comun.reloj import BOGOTA, ahora
from ventanilla.correspondencia.models import Envio
from ventanilla.directorio.consultas import calendario_de_la_entidad
from ventanilla.peticiones.consultas.constancia import datos_de_constancia
from ventanilla.peticiones.consultas.diferencias import diferencias
from ventanilla.peticiones.consultas.espera import pedido_a_la_persona
from ventanilla.peticiones.consultas.verificacion import revisar_peticiones
from ventanilla.peticiones.models import Estado, Peticion, TipoDocumental
from ventanilla.peticiones.reglas.solicitud import Solicitante
from ventanilla.peticiones.servicios.asignar import asignar_a_dependencia, asignarse
from ventanilla.peticiones.servicios.clasificar import clasificar
from ventanilla.peticiones.servicios.competencia import aceptar_competencia
from ventanilla.peticiones.servicios.completar import completar, desistir, pedir_mas_tiempo
from ventanilla.peticiones.servicios.devolver import anotar_por_dentro, devolver
from ventanilla.peticiones.servicios.firmar import firmar
from ventanilla.peticiones.servicios.prorrogar import ProrrogaNoProcede, prorrogar
from ventanilla.peticiones.servicios.requerir import devolver_para_aclarar, requerir
from ventanilla.peticiones.servicios.responder import guardar_borrador
from ventanilla.peticiones.views import verbos

pytestmark = pytest.mark.django_db
# Lunes 2 de febrero de 2026: día 1 es el 3, día 10 el 16 y vence (día 15) el 23.
RECIBIDA = datetime(2026, 2, 2, 9, 0, tzinfo=BOGOTA)
VENCE = date(2026, 2, 23)
FALTA = "Falta la dirección exacta del hueco."
RAZON = "La visita técnica está programada para después de esa fecha."
VERBOS = ("requerir", "aclarar", "prorrogar", "devolver", "clasificar", "nota")


def el(dia: int, mes: int = 2) -> datetime:
    return datetime(2026, mes, dia, 10, 0, tzinfo=BOGOTA)


def leida(p: Peticion) -> Peticion:
    return Peticion.objects.select_related("radicado__serie", "dependencia", "identidad").get(
        pk=p.pk
    )


def correos(clase: str) -> list[dict[str, Any]]:
    return [
        descifrar(bytes(e.carga), uso="envios", contexto=str(e.uuid))
        for e in Envio.objects.filter(clase=clase)
    ]


VISPERA = el(20)


@pytest.fixture
def p(peticion) -> Peticion:
    return leida(peticion(ahora=RECIBIDA))


@pytest.fixture
def intacto():
    """Al final de cada prueba, el libro y los relojes dicen lo mismo que la base."""
    yield
    assert list(revisar_peticiones()) == []
    assert list(diferencias(calendario=calendario_de_la_entidad())) == []


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


@pytest.mark.usefixtures("intacto")
class TestProrrogar:
    def test_el_jefe_amplia_hasta_el_doble_y_el_aviso_sale_en_el_mismo_acto(self, p, diego, como):
        prorrogar(p, hasta=date(2026, 3, 16), motivo=RAZON, actor=como(diego), ahora=VISPERA)
        assert p.plazos.get(clase="respuesta").fecha_vence == date(2026, 3, 16)
        [correo] = correos("prorroga")
        assert correo["datos"] | {"antes": "2026-02-23", "hasta": "2026-03-16"} == correo["datos"]

    @pytest.mark.parametrize(
        "hasta", [VENCE, date(2026, 3, 17), date(2026, 3, 14)], ids=["igual", "de más", "sábado"]
    )
    def test_una_fecha_que_no_cabe_no_se_acepta(self, p, diego, como, hasta):
        with pytest.raises(DatosInvalidos):
            prorrogar(p, hasta=hasta, motivo=RAZON, actor=como(diego), ahora=VISPERA)
        assert not correos("prorroga")

    def test_vencido_el_termino_ya_no_se_amplia_y_dice_la_norma(self, p, diego, como):
        with pytest.raises(ProrrogaNoProcede, match="artículo 14, parágrafo"):
            prorrogar(p, hasta=date(2026, 3, 10), motivo=RAZON, actor=como(diego), ahora=el(24))
        assert p.plazos.get(clase="respuesta").fecha_vence == VENCE

    def test_el_mismo_dia_del_vencimiento_todavia_se_puede(self, p, diego, como):
        prorrogar(p, hasta=date(2026, 3, 2), motivo=RAZON, actor=como(diego), ahora=el(23))
        assert p.plazos.get(clase="respuesta").fecha_vence == date(2026, 3, 2)

    def test_detenido_no_hace_falta(self, p, beto, diego, como):
        requerir(p, falta=FALTA, actor=como(beto), ahora=el(10))
        with pytest.raises(ProrrogaNoProcede, match="detenido"):
            prorrogar(p, hasta=date(2026, 3, 2), motivo=RAZON, actor=como(diego), ahora=el(11))

    def test_sin_razon_no_se_amplia(self, p, diego, como):
        with pytest.raises(DatosInvalidos):
            prorrogar(p, hasta=date(2026, 3, 2), motivo="Falta", actor=como(diego), ahora=VISPERA)

    @pytest.mark.parametrize("quien", ["beto", "carla", "elena", "fabio", "gabi", "atencion"])
    def test_solo_amplia_quien_firma(self, p, como, request, quien):
        actor = como(request.getfixturevalue(quien))
        with pytest.raises(SinPermiso):
            prorrogar(p, hasta=date(2026, 3, 2), motivo=RAZON, actor=actor, ahora=VISPERA)


@pytest.mark.usefixtures("intacto")
class TestDevolver:
    MOTIVO = "Es un asunto del impuesto predial."

    def test_vuelve_a_atencion_con_la_sugerida_y_sin_responsable(self, p, beto, como, dependencias):
        vencia = p.vence
        devolver(
            p, motivo=self.MOTIVO, sugerida=dependencias.hacienda, actor=como(beto), ahora=el(3)
        )
        assert p.dependencia_id == dependencias.atencion.pk
        assert (p.responsable_id, p.vence) == (None, vencia)
        hecho = p.actuaciones.get(tipo="devuelta")
        assert hecho.datos == {"de": "1500", "sugerida": "1200"}

    def test_atencion_ve_la_sugerida_y_ya_escogida(
        self, p, beto, atencion, como, dependencias, entrar
    ):
        devolver(
            p, motivo=self.MOTIVO, sugerida=dependencias.hacienda, actor=como(beto), ahora=el(3)
        )
        ruta = reverse("peticiones:peticion", args=[p.uuid])
        hoja = entrar(atencion).get(ruta).content.decode()
        assert "Sugiere: Secretaría de Hacienda" in hoja
        assert f'<option value="{dependencias.hacienda.pk}" selected>' in hoja

    def test_lo_aceptado_no_se_devuelve_y_lo_que_acepto_otra_si(
        self, p, beto, carla, atencion, como, dependencias
    ):
        aceptar_competencia(p, actor=como(beto), ahora=el(3))
        with pytest.raises(Cambiado):
            devolver(p, motivo=self.MOTIVO, actor=como(beto), ahora=el(3))
        asignar_a_dependencia(
            p, dependencia=dependencias.hacienda, actor=como(atencion), ahora=el(4)
        )
        devolver(leida(p), motivo=self.MOTIVO, actor=como(carla), ahora=el(4))
        assert leida(p).dependencia_id == dependencias.atencion.pk

    def test_sin_motivo_o_hacia_si_misma_no_se_devuelve(self, p, beto, como, dependencias):
        for motivo, sugerida in (("no", None), (self.MOTIVO, dependencias.infraestructura)):
            with pytest.raises(DatosInvalidos):
                devolver(p, motivo=motivo, sugerida=sugerida, actor=como(beto), ahora=el(3))


@pytest.mark.usefixtures("intacto")
class TestNota:
    def test_la_leen_quienes_tramitan_y_no_la_persona(self, p, beto, como):
        nota = anotar_por_dentro(p, nota="Llamar antes.", actor=como(beto), ahora=el(3))
        assert not nota.es_publica
        assert nota.motivo == "Llamar antes."

    @pytest.mark.parametrize("quien", ["carla", "elena", "fabio"])
    def test_quien_no_la_tramita_no_anota(self, p, como, request, quien):
        with pytest.raises(SinPermiso):
            anotar_por_dentro(
                p, nota="Algo", actor=como(request.getfixturevalue(quien)), ahora=el(3)
            )


@pytest.mark.usefixtures("intacto")
class TestClasificar:
    RAZON = "Pide copias de un expediente."

    def test_acortar_lo_hace_quien_la_tramita_y_la_persona_se_entera(self, p, beto, como):
        clasificar(
            p, clase="informacion", tipo=None, motivo=self.RAZON, actor=como(beto), ahora=el(3)
        )
        assert p.plazos.get(clase="respuesta").fecha_vence == date(2026, 2, 16)
        hecho = p.actuaciones.get(tipo="clasificada")
        assert hecho.datos == {"clase": "informacion", "antes": "peticion", "alarga": False}
        assert correos("cambio_de_clase")[0]["datos"]["vence"] == "2026-02-16"

    def test_alargar_lo_aprueba_el_jefe_y_queda_marcado(self, p, beto, diego, como):
        cambio: dict[str, Any] = {
            "clase": "consulta",
            "tipo": None,
            "motivo": "Pide un concepto general.",
        }
        with pytest.raises(SinPermiso, match="el jefe"):
            clasificar(p, **cambio, actor=como(beto), ahora=el(3))
        assert leida(p).clase == "peticion"
        clasificar(p, **cambio, actor=como(diego), ahora=el(3))
        assert p.actuaciones.get(tipo="clasificada").datos["alarga"] is True
        assert correos("cambio_de_clase")[0]["datos"]["alarga"] is True

    def test_quien_no_puede_firmar_tampoco_alarga(self, p, gabi, como):
        with pytest.raises(SinPermiso, match="el jefe"):
            clasificar(
                p, clase="consulta", tipo=None, motivo=self.RAZON, actor=como(gabi), ahora=el(3)
            )
        assert leida(p).clase == "peticion"

    def test_los_relojes_que_la_clase_nueva_no_tiene_desaparecen(self, p, diego, como):
        clasificar(
            p, clase="informacion", tipo=None, motivo=self.RAZON, actor=como(diego), ahora=el(3)
        )
        assert p.plazos.filter(clase="entrega_por_silencio").exists()
        clasificar(
            p, clase="peticion", tipo=None, motivo="No pide copias.", actor=como(diego), ahora=el(4)
        )
        assert not p.plazos.filter(clase="entrega_por_silencio").exists()

    def test_cambiar_solo_el_tipo_no_mueve_nada_ni_molesta_a_la_persona(self, p, beto, como):
        tipo = TipoDocumental.objects.create(
            codigo="SOL", nombre="Solicitud", clase_por_defecto="peticion"
        )
        vencia = p.vence
        clasificar(
            p,
            clase="peticion",
            tipo=tipo,
            motivo="Es una solicitud.",
            actor=como(beto),
            ahora=el(3),
        )
        assert (leida(p).tipo_documental_id, leida(p).vence) == (tipo.pk, vencia)
        assert not p.actuaciones.get(tipo="clasificada").es_publica
        assert not correos("cambio_de_clase")

    @pytest.mark.parametrize(
        ("clase", "motivo"), [("peticion", RAZON), ("no_existe", RAZON), ("consulta", "")]
    )
    def test_sin_cambio_sin_clase_o_sin_razon_no_se_hace(self, p, diego, como, clase, motivo):
        with pytest.raises(DatosInvalidos):
            clasificar(p, clase=clase, tipo=None, motivo=motivo, actor=como(diego), ahora=el(3))


ENVIADO = {
    "falta": FALTA,
    "duda": "No se entiende qué pide.",
    "motivo": RAZON,
    "nota": "Una nota",
    "clase": "informacion",
}


class TestPantallas:
    def ruta(self, verbo: str, p: Peticion) -> str:
        return reverse(f"peticiones:{verbo}", args=[p.uuid])

    @pytest.mark.parametrize("verbo", VERBOS)
    def test_el_jefe_abre_la_pagina_y_lo_hace(self, verbo, peticion, diego, entrar):
        p = peticion()
        navegador = entrar(diego)
        hoja = navegador.get(reverse("peticiones:peticion", args=[p.uuid])).content.decode()
        assert self.ruta(verbo, p) in hoja
        assert navegador.get(self.ruta(verbo, p)).status_code == 200
        vence = leida(p).plazos.get(clase="respuesta").fecha_vence
        assert vence is not None
        hasta = calendario_de_la_entidad().sumar_habiles(vence, 5)
        hecho = navegador.post(self.ruta(verbo, p), {**ENVIADO, "hasta": hasta.isoformat()})
        assert hecho.status_code == 302
        assert p.actuaciones.count() == 2

    @pytest.mark.parametrize("verbo", VERBOS)
    def test_lo_que_falta_se_dice_junto_a_su_campo(self, verbo, peticion, diego, entrar):
        p = peticion()
        malo = entrar(diego).post(self.ruta(verbo, p), {"hasta": "2020-01-01"})
        assert malo.status_code == 422
        assert p.actuaciones.count() == 1

    @pytest.mark.parametrize("verbo", VERBOS)
    def test_la_de_otra_dependencia_y_la_de_control_interno_no_se_tocan(
        self, verbo, peticion, carla, elena, entrar
    ):
        p = peticion()
        datos = {**ENVIADO, "hasta": "2030-01-01"}
        assert entrar(carla).post(self.ruta(verbo, p), datos).status_code == 403
        assert entrar(elena).post(self.ruta(verbo, p), datos).status_code == 302
        assert p.actuaciones.count() == 1

    @pytest.mark.parametrize("verbo", [v for v in VERBOS if v != "nota"])
    def test_lo_cerrado_no_se_tramita(self, verbo, peticion, diego, entrar):
        p = leida(peticion())
        desistir(p, actor=CIUDADANIA, ahora=ahora())
        entrar(diego).post(self.ruta(verbo, p), {**ENVIADO, "hasta": "2030-01-01"})
        assert p.actuaciones.count() == 2

    def test_pasado_el_dia_diez_la_pagina_advierte_y_deja_pedir(self, p, beto, entrar):
        navegador = entrar(beto)
        pagina = navegador.get(self.ruta("requerir", p)).content.decode()
        assert "El término seguirá corriendo" in pagina
        assert navegador.post(self.ruta("requerir", p), {"falta": FALTA}).status_code == 302

    def test_a_quien_no_dejo_correo_hay_que_avisarle_por_otro_lado_y_la_pagina_lo_dice(
        self, peticion, diego, entrar
    ):
        sin_correo = Solicitante(nombre="Ana Ficticia", direccion="Calle 1", ciudad="Ibagué")
        p = peticion(solicitante=sin_correo, medio_respuesta="postal")
        for verbo in ("requerir", "aclarar", "prorrogar"):
            assert "no dejó correo" in entrar(diego).get(self.ruta(verbo, p)).content.decode()
        con = peticion()
        assert (
            "no dejó correo" not in entrar(diego).get(self.ruta("requerir", con)).content.decode()
        )

    def test_vencida_la_pagina_de_ampliar_dice_por_que_no(self, p, diego, entrar):
        hoja = entrar(diego).get(self.ruta("prorrogar", p), follow=True).content.decode()
        assert f"El término venció el {fecha_larga(VENCE)}" in hoja


def test_lo_que_suele_seguir_queda_arriba_y_lo_demas_agrupado(peticion, diego, entrar) -> None:
    p = peticion()
    hoja = entrar(diego).get(f"/trabajo/peticiones/{p.uuid}/").content.decode()
    arriba, resto = hoja.split("Ver todo lo que puede hacer")
    for verbo in ("No es de mi dependencia", "Trasladar a otra autoridad"):
        assert verbo in arriba
        assert verbo not in resto
    assert "Con la persona" in resto
    assert "Dejar una nota interna" in resto


def test_ningun_verbo_se_queda_sin_grupo() -> None:
    agrupados = [nombre for _, nombres in verbos.GRUPOS for nombre in nombres]
    assert sorted(agrupados) == sorted(v.nombre for v in verbos.VERBOS)
    assert {n for nombres in verbos.PRIMERO.values() for n in nombres} <= set(agrupados)
