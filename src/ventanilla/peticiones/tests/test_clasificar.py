"""Cambiar la clase o el tipo: qué mueve, quién puede y a quién se le avisa."""

from datetime import date
from typing import Any

import pytest

from ventanilla.comun.errores import DatosInvalidos, SinPermiso
from ventanilla.peticiones.models import Peticion, TipoDocumental
from ventanilla.peticiones.servicios.clasificar import clasificar
from ventanilla.peticiones.tests.verbos import (
    RECIBIDA,
    correos,
    el,
    leida,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def p(peticion) -> Peticion:
    return leida(peticion(ahora=RECIBIDA))


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
