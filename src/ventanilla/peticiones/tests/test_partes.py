"""Las partes de otras dependencias: pedir, asignar, entregar, devolver, retirar, y quién puede."""

from datetime import date

import pytest

from ventanilla.archivo.servicios import recibir
from ventanilla.atencion.web.consultas.seguimiento import seguimiento_de
from ventanilla.comun.actores import CIUDADANIA
from ventanilla.comun.cifrado import descifrar
from ventanilla.comun.errores import Cambiado, DatosInvalidos, SinPermiso
from ventanilla.conftest import nuevo_usuario
from ventanilla.correspondencia.models import Envio
from ventanilla.directorio.models import Rol
from ventanilla.peticiones.consultas.partes import por_entregar
from ventanilla.peticiones.models import Parte, Peticion
from ventanilla.peticiones.permisos import puede_ver, puede_ver_identidad
from ventanilla.peticiones.reglas.solicitud import Solicitante
from ventanilla.peticiones.servicios.completar import desistir
from ventanilla.peticiones.servicios.partes import (
    asignar_parte,
    margen_de_parte,
    tomar_parte,
)
from ventanilla.peticiones.servicios.terminar_partes import (
    devolver_parte,
    entregar_parte,
    retirar_parte,
)
from ventanilla.peticiones.tests.verbos import DIGO, PARA, PIDO, RECIBIDA, el

pytestmark = pytest.mark.django_db


def correos(clase: str) -> list[str]:
    return sorted(
        descifrar(bytes(e.carga), uso="envios", contexto=str(e.uuid))["destino"]
        for e in Envio.objects.filter(clase=clase)
    )


@pytest.fixture
def jefa(dependencias):
    return nuevo_usuario("Julia Ficticia", Rol.JEFE, dependencias.hacienda)


@pytest.mark.usefixtures("intacto")
class TestPedir:
    def test_la_otra_dependencia_la_tiene_en_su_lista_y_le_llega_correo(
        self, pedir, p, jefa, dependencias
    ):
        antes = p.vence
        pedir()
        (suya,) = por_entregar({dependencias.hacienda.pk})
        assert (suya.vence, suya.peticion_id) == (PARA, p.pk)
        plazo = p.plazos.get(clase="parte", parte="1")
        assert (plazo.fecha_vence, plazo.dias) == (PARA, 6)
        assert plazo.explicacion[-1]["fecha"] == PARA.isoformat()
        p.refresh_from_db()
        assert (p.vence, p.dependencia_id) == (antes, dependencias.infraestructura.pk)
        assert correos("parte_pedida") == [jefa.email]

    def test_lo_pedido_no_va_en_el_correo_ni_lo_lee_la_persona(self, pedir, p, jefa):
        pedir()
        envio = Envio.objects.get(clase="parte_pedida")
        assert PIDO not in str(
            descifrar(bytes(envio.carga), uso="envios", contexto=str(envio.uuid))
        )
        dicho = str(seguimiento_de(Peticion.objects.get(pk=p.pk), ahora=el(5)).hitos)
        assert "Secretaría de Hacienda" in dicho
        assert PIDO not in dicho

    def test_se_propone_la_mitad_de_lo_que_queda_y_no_pasa_de_la_respuesta(self, p):
        assert margen_de_parte(p, el(4)) == (date(2026, 2, 11), date(2026, 2, 23))
        assert margen_de_parte(p, el(24)) == (date(2026, 2, 24), date(2026, 2, 24))

    @pytest.mark.parametrize(
        ("cambio", "campo"),
        [
            ({"hasta": date(2026, 2, 24)}, "hasta"),
            ({"hasta": date(2026, 2, 3)}, "hasta"),
            ({"hasta": date(2026, 2, 14)}, "hasta"),
            ({"pedido": "Eso"}, "pedido"),
            ({"dependencias": []}, "dependencias"),
        ],
        ids=["después de la respuesta", "ayer", "sábado", "sin decir qué", "a nadie"],
    )
    def test_lo_que_no_cabe_no_se_pide_y_dice_por_que(self, pedir, cambio, campo):
        with pytest.raises(DatosInvalidos) as malo:
            pedir(**cambio)
        assert malo.value.faltas[0].campo == campo
        assert not Parte.objects.exists()

    def test_ni_a_la_que_responde_ni_dos_veces_a_la_misma(self, pedir, dependencias):
        with pytest.raises(DatosInvalidos, match="es la que responde"):
            pedir(dependencias=[dependencias.infraestructura])
        pedir()
        with pytest.raises(DatosInvalidos, match="ya debe una parte"):
            pedir()

    @pytest.mark.parametrize("quien", ["carla", "elena", "fabio"])
    def test_solo_la_pide_la_dependencia_que_responde(self, pedir, como, request, quien):
        with pytest.raises(SinPermiso):
            pedir(actor=como(request.getfixturevalue(quien)))


@pytest.mark.usefixtures("intacto")
class TestEntregar:
    def test_se_encarga_se_entrega_con_archivo_y_quien_responde_lo_sabe(
        self, pedir, jefa, carla, diego, como
    ):
        parte = pedir()
        asignar_parte(parte, responsable=carla, actor=como(jefa), ahora=el(5))
        nota = recibir("soporte.txt", [b"predio al dia"])
        entregar_parte(parte, texto=DIGO, archivos=[nota], actor=como(carla), ahora=el(6))
        parte.refresh_from_db()
        assert (parte.estado, parte.texto, parte.archivos.count()) == ("entregada", DIGO, 1)
        assert parte.peticion.plazos.get(parte="1").cumplido_en == el(6)
        assert correos("parte_entregada") == [diego.email]
        with pytest.raises(SinPermiso):
            entregar_parte(parte, texto=DIGO, actor=como(carla), ahora=el(6))

    def test_dos_que_la_entregan_a_la_vez_solo_queda_una(self, pedir, p, carla, jefa, como):
        pedir()
        una, otra = (
            Parte.objects.select_related("peticion__dependencia", "dependencia").get()
            for _ in range(2)
        )
        entregar_parte(una, texto=DIGO, actor=como(carla), ahora=el(6))
        with pytest.raises(Cambiado):
            entregar_parte(otra, texto="Otra cosa.", actor=como(jefa), ahora=el(6))
        assert Parte.objects.get().texto == DIGO

    def test_se_devuelve_diciendo_por_que_y_se_puede_pedir_otra_vez(
        self, pedir, carla, diego, como
    ):
        parte = pedir()
        with pytest.raises(DatosInvalidos):
            devolver_parte(parte, motivo="No", actor=como(carla), ahora=el(5))
        devolver_parte(
            parte, motivo="El predio es de otro municipio.", actor=como(carla), ahora=el(5)
        )
        assert correos("parte_devuelta") == [diego.email]
        assert pedir(de=parte.peticion).orden == 2

    def test_quien_responde_la_retira_y_nadie_mas(self, pedir, carla, beto, jefa, como):
        parte = pedir()
        with pytest.raises(SinPermiso):
            retirar_parte(parte, motivo="Ya no hace falta.", actor=como(carla), ahora=el(5))
        retirar_parte(parte, motivo="Ya no hace falta.", actor=como(beto), ahora=el(5))
        assert correos("parte_retirada") == [jefa.email]

    @pytest.mark.parametrize("quien", ["beto", "diego", "elena", "fabio"])
    def test_no_la_entrega_quien_no_es_de_esa_dependencia(self, pedir, como, request, quien):
        parte = pedir()
        with pytest.raises(SinPermiso):
            entregar_parte(
                parte, texto=DIGO, actor=como(request.getfixturevalue(quien)), ahora=el(5)
            )

    def test_el_funcionario_la_toma_y_no_la_reparte(self, pedir, carla, como):
        parte = pedir()
        with pytest.raises(SinPermiso):
            asignar_parte(parte, responsable=carla, actor=como(carla), ahora=el(5))
        tomar_parte(parte, actor=como(carla), ahora=el(5))
        assert Parte.objects.get().responsable == carla

    def test_al_cerrarse_la_peticion_terminan_las_abiertas(self, pedir, p, carla, como):
        parte = pedir()
        desistir(p, actor=CIUDADANIA, ahora=el(9))
        parte.refresh_from_db()
        assert (parte.estado, parte.terminada) == ("cerrada", el(9))
        assert not por_entregar({parte.dependencia_id}).exists()
        parte.peticion.refresh_from_db()
        with pytest.raises(SinPermiso):
            entregar_parte(parte, texto=DIGO, actor=como(carla), ahora=el(10))


class TestQuienLee:
    def test_la_otra_dependencia_lee_desde_que_tiene_parte_y_tambien_despues(
        self, pedir, p, carla, como
    ):
        assert not puede_ver(como(carla), p)
        parte = pedir()
        assert puede_ver(como(carla), p)
        devolver_parte(parte, motivo="No nos corresponde.", actor=como(carla), ahora=el(5))
        assert puede_ver(como(carla), parte.peticion)

    def test_la_que_se_retiro_deja_de_dejar_leer(self, pedir, p, beto, carla, como):
        parte = pedir()
        retirar_parte(parte, motivo="Se la pedimos por error.", actor=como(beto), ahora=el(5))
        assert not puede_ver(como(carla), parte.peticion)

    def test_de_quien_pidio_no_lee_los_datos(self, peticion, pedir, carla, como):
        p = peticion(
            ahora=RECIBIDA, solicitante=Solicitante(tipo="reservado", nombre="Ana Ficticia")
        )
        pedir(de=p)
        assert puede_ver(como(carla), p)
        assert not puede_ver_identidad(como(carla), p)
