"""El alcance: completa o corrige lo respondido, con su número, sin reabrir la petición."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from ventanilla.atencion.web.tests.test_mi_peticion import entrar_con_clave
from ventanilla.comun.errores import Cambiado, DatosInvalidos, SinPermiso
from ventanilla.comun.reloj import ahora, en_bogota
from ventanilla.correspondencia.models import Envio
from ventanilla.peticiones.consultas.avisos import avisos_publicados
from ventanilla.peticiones.models import Alcance, Peticion
from ventanilla.peticiones.servicios.alcances import (
    componer_alcances,
    firmar_alcance,
    guardar_alcance,
)
from ventanilla.peticiones.servicios.enviar_alcance import (
    enviar_alcance,
    notificar_alcances,
    registrar_entrega_de_alcance,
)
from ventanilla.portal.consultas.verificacion import verificacion

pytestmark = pytest.mark.django_db
DIGO = "El arreglo empieza el lunes, no el martes."


@pytest.fixture
def escrito(respondida, beto, como):
    return guardar_alcance(
        respondida,
        para="corregir",
        asunto="",
        texto=DIGO,
        version=0,
        actor=como(beto),
        ahora=ahora(),
    )


@pytest.fixture
def firmado(escrito, respondida, diego, como):
    escrito.peticion = respondida
    firmar_alcance(escrito, version=1, actor=como(diego), ahora=ahora())
    componer_alcances(ahora=ahora())
    return leido(escrito)


def leido(alcance: Alcance) -> Alcance:
    return Alcance.objects.select_related(
        "peticion__radicado",
        "peticion__dependencia",
        "peticion__identidad",
        "radicado",
        "documento",
    ).get(pk=alcance.pk)


@pytest.mark.usefixtures("intacto")
class TestAlcance:
    def test_toma_el_numero_siguiente_y_la_peticion_queda_como_estaba(self, respondida, firmado):
        p = Peticion.objects.get(pk=respondida.pk)
        assert (p.estado, p.esta_cerrada, p.vence) == ("notificada", True, respondida.vence)
        salida = p.respuesta.radicado
        assert salida is not None
        assert salida.consecutivo is not None
        assert firmado.radicado.consecutivo == salida.consecutivo + 1
        assert firmado.documento is not None
        assert salida.impreso in firmado.instantanea["foto"]
        publica = verificacion(firmado.radicado.verificacion)
        assert publica is not None
        assert publica.huella

    def test_por_correo_lo_notifica_el_servidor_que_lo_acepta(self, firmado, beto, como):
        enviar_alcance(firmado, medio="correo", actor=como(beto), ahora=ahora())
        with pytest.raises(Cambiado, match="va en camino"):
            enviar_alcance(leido(firmado), medio="correo", actor=como(beto), ahora=ahora())
        Envio.objects.filter(clase="alcance").update(
            estado=Envio.Estado.ENVIADO, momento_envio=ahora(), prueba={"servidor": "mx"}
        )
        assert notificar_alcances(ahora=ahora()) == 1
        assert notificar_alcances(ahora=ahora()) == 0
        assert leido(firmado).estado == "notificada"

    def test_en_papel_se_anota_la_entrega_con_su_prueba(self, firmado, beto, como):
        hoy = en_bogota(ahora()).date()
        datos = {"detalle": "Firmó en la ventanilla", "actor": como(beto), "ahora": ahora()}
        with pytest.raises(Cambiado):
            registrar_entrega_de_alcance(firmado, fecha=hoy, **datos)
        enviar_alcance(firmado, medio="postal", guia="4-72 1", actor=como(beto), ahora=ahora())
        with pytest.raises(DatosInvalidos):
            registrar_entrega_de_alcance(leido(firmado), fecha=date(2020, 1, 1), **datos)
        registrar_entrega_de_alcance(leido(firmado), fecha=hoy, **datos)
        assert leido(firmado).prueba["clase"] == "entrega"

    def test_no_se_firma_dos_veces_ni_lo_que_no_se_leyo(self, escrito, respondida, diego, como):
        escrito.peticion = respondida
        with pytest.raises(Cambiado):
            firmar_alcance(escrito, version=9, actor=como(diego), ahora=ahora())
        firmar_alcance(escrito, version=1, actor=como(diego), ahora=ahora())
        componer_alcances(ahora=ahora())
        with pytest.raises(Cambiado):
            firmar_alcance(leido(escrito), version=1, actor=como(diego), ahora=ahora())

    def test_un_solo_borrador_y_nadie_pisa_al_otro(self, escrito, respondida, diego, como):
        datos = {"para": "completar", "asunto": "", "actor": como(diego), "ahora": ahora()}
        with pytest.raises(Cambiado, match="sin firmar"):
            guardar_alcance(respondida, texto="Otro.", version=0, **datos)
        guardar_alcance(respondida, texto="Mejor así.", version=1, **datos)
        with pytest.raises(Cambiado):
            guardar_alcance(respondida, texto="Tarde.", version=1, **datos)

    def test_por_aviso_se_publica_y_se_notifica_cuando_se_retira(self, firmado, beto, como):
        enviado = enviar_alcance(firmado, medio="aviso", actor=como(beto), ahora=ahora())
        assert enviado.radicado is not None
        (aviso,) = avisos_publicados(en_bogota(ahora()).date())
        assert (aviso.que, aviso.salida) == ("Alcance a la respuesta", enviado.radicado.impreso)
        assert notificar_alcances(ahora=ahora()) == 0
        assert notificar_alcances(ahora=ahora() + timedelta(days=20)) == 1
        assert Alcance.objects.get().prueba["clase"] == "aviso"

    def test_sin_guia_o_por_otro_medio_no_sale(self, firmado, beto, como):
        for medio in ("postal", "paloma"):
            with pytest.raises(DatosInvalidos):
                enviar_alcance(firmado, medio=medio, actor=como(beto), ahora=ahora())

    @pytest.mark.parametrize("quien", ["beto", "gabi", "carla", "elena", "fabio", "atencion"])
    def test_solo_lo_firma_el_jefe_que_respondio(self, escrito, respondida, como, request, quien):
        escrito.peticion = respondida
        actor = como(request.getfixturevalue(quien))
        with pytest.raises(SinPermiso):
            firmar_alcance(escrito, version=1, actor=actor, ahora=ahora())

    def test_sin_respuesta_enviada_no_hay_a_que_dar_alcance(self, peticion, beto, como):
        with pytest.raises(SinPermiso, match="ya se envió"):
            guardar_alcance(
                peticion(),
                para="completar",
                asunto="",
                texto=DIGO,
                version=0,
                actor=como(beto),
                ahora=ahora(),
            )


@pytest.mark.usefixtures("intacto")
class TestPaginas:
    def test_de_escribirlo_a_que_la_persona_lo_lea(self, respondida, beto, diego, entrar):
        navegador, firma = entrar(beto), entrar(diego)
        hoja = navegador.get(reverse("peticiones:peticion", args=[respondida.uuid]))
        nuevo = reverse("peticiones:nuevo_alcance", args=[respondida.uuid])
        assert nuevo in hoja.content.decode()
        datos = {"accion": "guardar", "para": "completar", "version": 0}
        assert navegador.post(nuevo, datos | {"texto": ""}).status_code == 422
        assert navegador.post(nuevo, datos | {"texto": DIGO}).status_code == 302
        pagina = reverse("peticiones:alcance", args=[respondida.uuid, 1])
        assert navegador.get(nuevo).headers["Location"] == pagina
        assert DIGO in firma.get(pagina).content.decode()
        cliente, ruta = entrar_con_clave(respondida)
        assert cliente.get(f"{ruta}alcance/1/").status_code == 404
        assert navegador.post(pagina, {"accion": "firmar", "version": 1}).status_code == 422
        assert firma.post(pagina, {"accion": "firmar", "version": 1}).status_code == 302
        assert navegador.post(pagina, {"accion": "enviar", "medio": "consulta"}).status_code == 302
        pdf = navegador.get(reverse("peticiones:documento_de_alcance", args=[respondida.uuid, 1]))
        assert b"".join(pdf.streaming_content)[:5] == b"%PDF-"
        assert f"{ruta}alcance/1/" in cliente.get(ruta).content.decode()
        cliente.head(f"{ruta}alcance/1/")
        assert Alcance.objects.get().estado == "enviada"
        assert DIGO in cliente.get(f"{ruta}alcance/1/").content.decode()
        assert Alcance.objects.get().prueba["clase"] == "acceso"
        assert cliente.get(f"{ruta}alcance/1.pdf").status_code == 200

    def test_sin_la_clave_o_de_otra_dependencia_no_se_lee(
        self, client, respondida, firmado, carla, entrar
    ):
        numero = respondida.radicado.impreso
        assert client.get(f"/mi-peticion/{numero}/alcance/1/").status_code == 302
        assert client.get(f"/mi-peticion/{numero}/alcance/1.pdf").status_code == 302
        pagina = reverse("peticiones:alcance", args=[respondida.uuid, 1])
        assert entrar(carla).get(pagina).status_code == 403
        assert entrar(carla).post(pagina, {"accion": "enviar"}).status_code == 403
