"""Lo que otro sistema guardó con el nombre de quien lo reservó entra sin decirlo."""

import json
from pathlib import Path

import pytest
from django.db.models import TextField
from django.db.models.functions import Cast
from django.urls import reverse

from ventanilla.auditoria.models import Asiento
from ventanilla.directorio.consultas import descifrar_propia
from ventanilla.importacion.tests.test_entrada import MAPA, filas, traer
from ventanilla.peticiones.models import Peticion

pytestmark = pytest.mark.django_db
CON_TIPO = MAPA.replace('correo = "M"', 'correo = "M"\nsolicitante = "S"')
CON_TIPO += """
[solicitantes]
Reservada = "reservado"
Anonima = "anonimo"
"" = "natural"
"""
TABLA = """N;F;C;E;D;V;A;R;DEP;T;Q;M;S
0001;2026-11-10;P;Abierta;15;;2026-11-11;;Obras;Hueco;Zutana Ejemplo;zutana@ejemplo.com;Reservada
0002;2026-11-10;P;Abierta;15;;2026-11-11;;Obras;Hueco;Zutana Ejemplo;;Anonima
0003;2026-11-10;P;Abierta;15;;2026-11-11;;Obras;Hueco;Perencejo Ejemplo;;
"""


@pytest.fixture
def traidas(dependencias, tmp_path: Path) -> None:
    traer(*filas(tmp_path, TABLA, CON_TIPO))


def de(numero: str) -> Peticion:
    return Peticion.objects.select_related("identidad").get(radicado__impreso=numero)


@pytest.mark.parametrize(
    ("numero", "rotulo"),
    [("0001", "Identidad reservada"), ("0002", "Anónimo"), ("0003", "Perencejo Ejemplo")],
)
def test_la_bandeja_dice_el_nombre_solo_de_quien_lo_dio(traidas, numero, rotulo) -> None:
    assert de(numero).rotulo == rotulo


def test_el_nombre_reservado_no_se_busca_ni_esta_en_el_libro(traidas, beto, entrar) -> None:
    for p in Peticion.objects.annotate(lugar_dicho=Cast("lugar", TextField())).exclude(
        solicitante="natural"
    ):
        assert "zutan" not in (p.busqueda + p.rotulo + p.lugar_dicho).lower()
    assert "zutan" not in " ".join(Asiento.objects.values_list("contenido", flat=True)).lower()
    navegador = entrar(beto)
    for numero in ("0001", "0002"):
        pagina = navegador.get(reverse("peticiones:peticion", args=[de(numero).uuid]))
        assert pagina.status_code == 200
        assert "zutana" not in pagina.content.decode().lower()
    hallado = navegador.get("/trabajo/", {"vista": "dependencia", "q": "zutana"}).content.decode()
    assert not [p for p in Peticion.objects.all() if str(p.uuid) in hallado]


def test_sus_datos_quedan_cifrados_para_poder_responderle(traidas) -> None:
    quien = de("0001").identidad
    assert quien is not None
    datos = descifrar_propia(quien.uuid, bytes(quien.cifrado))
    assert (datos.nombre, datos.correo) == ("Zutana Ejemplo", "zutana@ejemplo.com")
    assert b"Zutana" not in json.dumps(str(bytes(quien.cifrado))).encode()
