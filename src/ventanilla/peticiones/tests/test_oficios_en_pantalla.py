"""Los oficios en pantalla: se leen como quedan, se firman y se anota que llegaron."""

import pytest
from django.urls import reverse

from ventanilla.comun.reloj import ahora
from ventanilla.peticiones.models import Oficio
from ventanilla.peticiones.servicios.componer_oficio import (
    componer_oficio,
)
from ventanilla.peticiones.servicios.requerir import requerir
from ventanilla.peticiones.servicios.trasladar import (
    Autoridad,
    trasladar,
)
from ventanilla.peticiones.tests.verbos import FALTA, leida

RAZON = "La vía es nacional y la administra el Instituto Nacional de Vías."
INVIAS = Autoridad("Instituto Nacional de Vías", "radicacion@invias.ejemplo.gov.co", "Calle 25G")


@pytest.mark.django_db
class TestPaginas:
    VERBOS = ("trasladar", "sin-competente", "rechazar")

    def test_se_lee_como_queda_antes_de_firmar_y_despues_se_firma(self, p, diego, entrar):
        navegador = entrar(diego)
        url = reverse("peticiones:trasladar", args=[p.uuid])
        datos = {
            "nombre": INVIAS.nombre,
            "correo": INVIAS.correo,
            "razon": f"{RAZON} <script>alert(1)</script>",
        }
        assert "Ver cómo queda" in navegador.get(url).content.decode()
        previa = navegador.post(url, datos)
        assert previa.status_code == 200
        html = previa.content.decode()
        assert "así queda" in html
        assert "<script>alert" not in html
        assert not Oficio.objects.exists()
        cambiar = navegador.post(url, datos | {"cambiar": "si"})
        assert cambiar.status_code == 200
        assert INVIAS.correo in cambiar.content.decode()
        hecho = navegador.post(url, datos | {"confirmar": "si"}, follow=True)
        html = hecho.content.decode()
        oficio = Oficio.objects.get()
        assert oficio.documento is not None
        assert oficio.radicado.impreso in html
        assert "Trasladada a Instituto" in html
        pdf = navegador.get(reverse("peticiones:oficio", args=[p.uuid, oficio.orden]))
        assert b"".join(pdf.streaming_content)[:5] == b"%PDF-"

    def test_lo_mal_escrito_vuelve_con_su_error_y_lo_escrito(self, p, diego, entrar):
        url = reverse("peticiones:trasladar", args=[p.uuid])
        pagina = entrar(diego).post(url, {"nombre": "Invías", "razon": RAZON})
        assert pagina.status_code == 422
        assert "Escriba su correo" in pagina.content.decode()
        assert RAZON in pagina.content.decode()

    def test_la_autoridad_de_antes_se_escoge_de_la_lista(self, p, peticion, diego, entrar, como):
        trasladar(p, autoridad=INVIAS, razon=RAZON, actor=como(diego), ahora=ahora())
        otra = peticion()
        url = reverse("peticiones:trasladar", args=[otra.uuid])
        datos = {"conocida": INVIAS.nombre, "razon": RAZON, "confirmar": "si"}
        assert entrar(diego).post(url, datos).status_code == 302
        assert otra.oficios.get().autoridad["correo"] == INVIAS.correo

    @pytest.mark.parametrize("verbo", [*VERBOS, "desistimiento", "anular"])
    def test_quien_no_puede_vuelve_con_el_motivo_y_quien_no_lee_no_entra(
        self, p, beto, carla, client, entrar, verbo
    ):
        url = reverse(f"peticiones:{verbo}", args=[p.uuid])
        assert entrar(beto).get(url).status_code == 302
        assert entrar(carla).post(url).status_code == 403
        assert client.get(url).status_code == 302
        assert entrar(beto).delete(url).status_code == 405

    def test_el_desistimiento_antes_de_tiempo_dice_desde_cuando(
        self, peticion, diego, entrar, como, beto
    ):
        p = leida(peticion())
        requerir(p, falta=FALTA, actor=como(beto), ahora=ahora())
        url = reverse("peticiones:desistimiento", args=[p.uuid])
        pagina = entrar(diego).get(url, follow=True)
        assert "se puede declarar desde el" in pagina.content.decode()

    def test_la_hoja_no_ofrece_lo_que_no_se_puede(self, p, beto, diego, entrar):
        hoja = reverse("peticiones:peticion", args=[p.uuid])
        assert "Trasladar a otra autoridad" in entrar(diego).get(hoja).content.decode()
        assert "Trasladar a otra autoridad" not in entrar(beto).get(hoja).content.decode()

    def test_anotar_la_entrega_desde_la_hoja(self, p, diego, beto, carla, entrar, como):
        oficio = trasladar(
            p,
            autoridad=Autoridad("Invías", direccion="Calle 1"),
            razon=RAZON,
            actor=como(diego),
            ahora=ahora(),
        )
        componer_oficio(oficio.pk, ahora=ahora())
        url = reverse("peticiones:oficio_entrega", args=[p.uuid, oficio.orden])
        datos = {"fecha": ahora().date().isoformat(), "detalle": "Radicado 55"}
        assert entrar(carla).post(url, datos).status_code == 403
        assert entrar(beto).get(url).status_code == 405
        pagina = entrar(beto).post(url, datos, follow=True).content.decode()
        assert "Radicado 55" in pagina
        otro = reverse("peticiones:oficio_entrega", args=[p.uuid, 99])
        assert entrar(beto).post(otro, datos).status_code == 404
