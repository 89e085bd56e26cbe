"""Las partes en pantalla: de pedirlas a pasarlas a la respuesta."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from ventanilla.comun.reloj import ahora
from ventanilla.peticiones.models import Estado
from ventanilla.peticiones.servicios.partes import (
    margen_de_parte,
    pedir_partes,
)
from ventanilla.peticiones.servicios.responder import guardar_borrador
from ventanilla.peticiones.tests.verbos import DIGO, PIDO, RECIBIDA

pytestmark = pytest.mark.django_db


@pytest.mark.usefixtures("intacto")
class TestPaginas:
    @pytest.fixture
    def hoy(self, peticion):
        return peticion()

    def test_de_pedirla_a_pasarla_a_la_respuesta(self, hoy, beto, carla, dependencias, entrar):
        responde, aporta = entrar(beto), entrar(carla)
        pagina = reverse("peticiones:partes", args=[hoy.uuid])
        formulario = responde.get(pagina).context["form"]
        datos = {
            "pedido": PIDO,
            "dependencias": [dependencias.hacienda.pk],
            "hasta": formulario.initial["hasta"].isoformat(),
        }
        assert responde.post(pagina, datos | {"hasta": ""}).status_code == 422
        assert responde.post(pagina, datos).status_code == 302
        lista = aporta.get(reverse("peticiones:partes_por_entregar")).content.decode()
        assert PIDO in lista
        parte = reverse("peticiones:parte", args=[hoy.uuid, 1])
        assert parte in lista
        assert (
            "Falta que entreguen"
            in responde.get(reverse("peticiones:escribir", args=[hoy.uuid])).content.decode()
        )
        vacia = aporta.post(parte, {"accion": "entregar", "texto": ""})
        assert vacia.status_code == 422
        subida = SimpleUploadedFile("soporte.txt", b"predio al dia", content_type="text/plain")
        entrega = {"accion": "entregar", "texto": DIGO, "archivos": [subida]}
        assert aporta.post(parte, entrega).status_code == 302
        bajada = responde.get(reverse("peticiones:archivo_de_parte", args=[hoy.uuid, 1, 1]))
        assert b"".join(bajada.streaming_content) == b"predio al dia"
        escribir = reverse("peticiones:escribir", args=[hoy.uuid])
        assert DIGO in responde.get(escribir).content.decode()
        guardada = responde.post(
            escribir, {"asunto": "Va", "texto": "Buen día.", "version": 0, "insertar": "1"}
        )
        assert guardada.status_code == 302
        assert responde.get(escribir).context["form"].initial["texto"] == f"Buen día.\n\n{DIGO}"

    def test_al_firmar_se_avisa_lo_que_falta_y_no_se_impide(
        self, hoy, beto, diego, dependencias, como, entrar
    ):
        propuesta, _ = margen_de_parte(hoy, ahora())
        pedir_partes(
            hoy,
            pedido=PIDO,
            dependencias=[dependencias.hacienda],
            hasta=propuesta,
            actor=como(beto),
            ahora=ahora(),
        )
        guardar_borrador(hoy, asunto="", texto="Va.", version=0, actor=como(beto), ahora=ahora())
        firma = entrar(diego)
        revisar = firma.get(reverse("peticiones:revisar", args=[hoy.uuid])).content.decode()
        assert "Falta que entreguen su parte" in revisar
        firma.post(reverse("peticiones:firmar", args=[hoy.uuid]), {"version": 1})
        hoy.refresh_from_db()
        assert hoy.estado == Estado.FIRMADA

    def test_quien_no_la_lee_no_entra_y_lo_que_no_existe_es_404(
        self, pedir, p, carla, beto, fabio, entrar
    ):
        pedir()
        pagina = reverse("peticiones:parte", args=[p.uuid, 1])
        assert entrar(fabio).get(pagina).status_code == 403
        assert entrar(carla).get(pagina).status_code == 200
        assert entrar(beto).get(reverse("peticiones:parte", args=[p.uuid, 9])).status_code == 404
        assert entrar(carla).post(pagina, {"accion": "inventada"}).status_code == 422

    def test_la_lista_no_crece_en_consultas(
        self, peticion, pedir, carla, entrar, django_assert_max_num_queries
    ):
        for _ in range(6):
            pedir(de=peticion(ahora=RECIBIDA))
        navegador = entrar(carla)
        navegador.get(reverse("peticiones:partes_por_entregar"))
        with django_assert_max_num_queries(22):
            navegador.get(reverse("peticiones:partes_por_entregar"))

    def test_la_pagina_de_la_peticion_no_crece_con_sus_partes(
        self, p, pedir, dependencias, beto, entrar, django_assert_max_num_queries
    ):
        hoja = reverse("peticiones:peticion", args=[p.uuid])
        pedir()
        navegador = entrar(beto)
        navegador.get(hoja)
        with django_assert_max_num_queries(40) as con_una:
            navegador.get(hoja)
        pedir(dependencias=[dependencias.atencion])
        with django_assert_max_num_queries(len(con_una)):
            dicho = navegador.get(hoja).content.decode()
        assert dependencias.atencion.nombre in dicho
