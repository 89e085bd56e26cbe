"""Lo que alguien cambie en la base sobre una dependencia, `verificar` lo nombra."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from ventanilla.comun.actores import SISTEMA
from ventanilla.comun.reloj import ahora, hoy
from ventanilla.directorio.consultas.verificacion_dependencias import revisar_dependencias
from ventanilla.directorio.models import Dependencia
from ventanilla.directorio.servicios.dependencias import crear_dependencia, editar_dependencia
from ventanilla.directorio.servicios.organigrama import cerrar, mover, renombrar
from ventanilla.directorio.servicios.personas import crear_administrador

pytestmark = pytest.mark.django_db
FICHA = {
    "codigo": "1000",
    "nombre": "Secretaría de Vías",
    "mision": "Hace y cuida las vías.",
    "funciones": "Pavimentar.\nSeñalizar.",
    "palabras": "huecos, andenes",
    "correo": "vias@ejemplo.gov.co",
    "telefono": "123",
    "direccion": "Calle 1",
    "horario": "de 8 a 5",
    "desde": hoy() - timedelta(days=400),
}


@pytest.fixture
def vias(entidad, como) -> SimpleNamespace:
    """Dos dependencias hechas por los servicios: la segunda, dentro de la primera."""
    admin = crear_administrador(
        "adela@ejemplo.gov.co",
        nombre="Adela Ficticia",
        contrasena="una frase larga de prueba 9",
        acto="Decreto 1",
        actor=SISTEMA,
        ahora=ahora(),
    )
    yo = {"actor": como(admin), "ahora": ahora()}
    crear_dependencia({**FICHA, "es_atencion": True}, **yo)
    crear_dependencia({**FICHA, "codigo": "1001", "nombre": "Puentes", "padre": "1000"}, **yo)
    return SimpleNamespace(yo=yo)


def una(codigo: str) -> Dependencia:
    return Dependencia.objects.get(codigo=codigo)


def test_lo_hecho_por_los_servicios_esta_como_el_libro_lo_dejo(vias) -> None:
    assert list(revisar_dependencias()) == []
    leido = {"mision": FICHA["mision"], "palabras": FICHA["palabras"]}
    cambios = {"mision": "Otra misión.", "palabras": ""}
    assert editar_dependencia(una("1001"), cambios, leido=leido, **vias.yo)
    acto: dict[str, Any] = {"acto": "Decreto 2", "desde": hoy()}
    renombrar(una("1001"), nombre="Puentes y túneles", **acto, **vias.yo)
    assert list(revisar_dependencias()) == []
    mover(una("1001"), padre=None, **acto, **vias.yo)
    assert list(revisar_dependencias()) == []
    cerrar(una("1001"), sucesora=una("1000"), unida=True, **acto, **vias.yo)
    assert una("1001").hasta == hoy() - timedelta(days=1)
    assert list(revisar_dependencias()) == []


@pytest.mark.parametrize(
    "campos",
    [
        {"nombre": "Secretaría de Nada"},
        {"mision": "Otra cosa."},
        {"funciones": ""},
        {"palabras": "salud, vacunas"},
        {"correo": "otro@ejemplo.com"},
        {"telefono": "999"},
        {"direccion": "Otra parte"},
        {"horario": "nunca"},
        {"es_atencion": True},
        {"desde": hoy()},
        {"hasta": hoy()},
    ],
)
def test_lo_que_cambia_por_fuera_se_nombra_y_dice_que_hacer(vias, campos) -> None:
    Dependencia.objects.filter(codigo="1001").update(**campos)
    (mala,) = revisar_dependencias()
    (campo,) = campos
    assert mala.objeto == "dependencia 1001"
    assert f"«{campo}»" in mala.que
    assert "En «Dependencias»" in mala.que


def test_otro_superior_o_otra_sucesora_se_nombran(vias) -> None:
    Dependencia.objects.filter(codigo="1001").update(padre=None)
    (mala,) = revisar_dependencias()
    assert "«padre»" in mala.que
    Dependencia.objects.filter(codigo="1001").update(padre=una("1000"))
    cerrar(una("1001"), sucesora=una("1000"), unida=True, acto="D 2", desde=hoy(), **vias.yo)
    Dependencia.objects.filter(codigo="1001").update(sucesora=None)
    (mala,) = revisar_dependencias()
    assert "«sucesora»" in mala.que


def test_la_que_cambio_de_codigo_no_es_la_que_el_libro_creo(vias) -> None:
    Dependencia.objects.filter(codigo="1001").update(codigo="2002")
    dichas = {m.objeto: m.que for m in revisar_dependencias()}
    assert "Nadie la creó" in dichas["dependencia 2002"]
    assert "no está" in dichas["dependencia 1001"]


def test_un_codigo_que_empieza_igual_no_se_confunde(vias) -> None:
    crear_dependencia({**FICHA, "codigo": "100", "nombre": "Cien"}, **vias.yo)
    Dependencia.objects.filter(codigo="100").update(nombre="Otra")
    (mala,) = revisar_dependencias()
    assert mala.objeto == "dependencia 100"


def test_se_revisan_todas_sin_preguntar_por_cada_una(vias, django_assert_max_num_queries) -> None:
    for numero in range(5):
        crear_dependencia({**FICHA, "codigo": f"3{numero}", "nombre": f"D {numero}"}, **vias.yo)
    with django_assert_max_num_queries(2):
        assert list(revisar_dependencias()) == []
