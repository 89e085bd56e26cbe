"""Lo que la persona lee cuando su petición se traslada, se archiva, se rechaza o se anula."""

import pytest

from ventanilla.atencion.web.tests.test_mi_peticion import entrar_con_clave
from ventanilla.comun.reloj import ahora
from ventanilla.peticiones.models import Oficio, Peticion
from ventanilla.peticiones.servicios.anular import anular
from ventanilla.peticiones.servicios.componer_oficio import componer_oficio
from ventanilla.peticiones.servicios.terminar import rechazar
from ventanilla.peticiones.servicios.trasladar import Autoridad, trasladar

pytestmark = pytest.mark.django_db
INVIAS = Autoridad("Instituto Nacional de Vías", "radicacion@invias.ejemplo.gov.co")
RAZON = "La vía es nacional y la administra el Instituto Nacional de Vías."


@pytest.fixture
def trasladada(peticion, diego, como) -> Oficio:
    oficio = trasladar(peticion(), autoridad=INVIAS, razon=RAZON, actor=como(diego), ahora=ahora())
    return componer_oficio(oficio.pk, ahora=ahora())


def test_lee_a_donde_fue_por_que_y_baja_el_oficio(trasladada):
    cliente, ruta = entrar_con_clave(trasladada.peticion)
    html = cliente.get(ruta).content.decode()
    assert f"La enviamos a {INVIAS.nombre}" in html
    assert INVIAS.correo in html
    assert RAZON in html
    pdf = cliente.get(f"{ruta}oficio/{trasladada.orden}/")
    assert pdf.getvalue()[:5] == b"%PDF-"
    assert pdf["Content-Security-Policy"] == "sandbox; default-src 'none'"
    # Que ella lo baje no prueba que la autoridad lo recibió.
    assert Oficio.objects.get(pk=trasladada.pk).entregado is None


def test_sin_la_clave_o_con_otro_numero_no_se_baja(trasladada, client):
    numero = trasladada.peticion.radicado.impreso
    respuesta = client.get(f"/mi-peticion/{numero}/oficio/{trasladada.orden}/")
    assert respuesta["Location"] == f"/consultar/?radicado={numero}"
    cliente, ruta = entrar_con_clave(trasladada.peticion)
    assert cliente.get(f"{ruta}oficio/99/").status_code == 404
    assert cliente.post(f"{ruta}oficio/{trasladada.orden}/").status_code == 405


def test_bajar_el_acto_de_rechazo_prueba_que_lo_conoce(peticion, diego, como):
    razones = "Toda la petición son insultos a una funcionaria y no pide nada."
    oficio = rechazar(peticion(), razones=razones, actor=como(diego), ahora=ahora())
    componer_oficio(oficio.pk, ahora=ahora())
    cliente, ruta = entrar_con_clave(oficio.peticion)
    assert "No se tramitó" in cliente.get(ruta).content.decode()
    cliente.head(f"{ruta}oficio/{oficio.orden}/")
    assert Oficio.objects.get().entregado is None
    cliente.get(f"{ruta}oficio/{oficio.orden}/")
    assert Oficio.objects.get().prueba == {"clase": "acceso"}
    assert "El oficio llegó a su destinatario" in cliente.get(ruta).content.decode()


def test_el_codigo_qr_de_un_oficio_dice_que_existe(trasladada, client):
    html = client.get(f"/verificar/{trasladada.radicado.verificacion}/").content.decode()
    assert trasladada.radicado.impreso in html
    assert "Huella" in html or "huella" in html


def test_un_radicado_anulado_dice_por_que_y_con_cual_sigue(peticion, atencion, como):
    p, otra = peticion(), peticion()
    anular(
        Peticion.objects.select_related("radicado").get(pk=p.pk),
        causa="duplicada",
        motivo="Entró dos veces por una falla de la red.",
        otro=otra.radicado.impreso,
        actor=como(atencion),
        ahora=ahora(),
    )
    cliente, ruta = entrar_con_clave(p)
    html = cliente.get(ruta).content.decode()
    assert "Este radicado se anuló" in html
    assert "una falla de la red" in html
    assert f"sigue con el radicado {otra.radicado.impreso}" in html
