"""Lo que se cambie por fuera en una parte, un oficio, una remisión o una prueba, se nombra."""

from datetime import date, datetime, timedelta

import pytest
from django.db import models

from ventanilla.archivo.servicios import recibir
from ventanilla.comun.reloj import BOGOTA, ahora, hoy
from ventanilla.conftest import DESDE, nuevo_usuario
from ventanilla.directorio.models import Dependencia, Rol
from ventanilla.estructura.servicios.mudar import cerrar_y_mudar
from ventanilla.peticiones.consultas.verificacion import revisar_peticiones
from ventanilla.peticiones.models import ArchivoDeParte, Oficio, Parte, Peticion, Remision
from ventanilla.peticiones.servicios.entregar_oficio import anotar_entrega
from ventanilla.peticiones.servicios.partes import pedir_partes
from ventanilla.peticiones.servicios.reiterar import unir_reiteracion
from ventanilla.peticiones.servicios.remitir import remitir_a_disciplinario
from ventanilla.peticiones.servicios.terminar_partes import entregar_parte
from ventanilla.peticiones.servicios.trasladar import Autoridad, trasladar

pytestmark = pytest.mark.django_db
# Lunes 2 de febrero de 2026.
RECIBIDA = datetime(2026, 2, 2, 9, 0, tzinfo=BOGOTA)
RAZON = "La vía es nacional y la administra el Instituto Nacional de Vías."


def el(dia: int) -> datetime:
    return datetime(2026, 2, dia, 10, 0, tzinfo=BOGOTA)


@pytest.fixture
def todo(peticion, dependencias, beto, carla, diego, como) -> None:
    """Una petición con una parte entregada y otra abierta, un oficio que llegó y una remisión."""
    nuevo_usuario("Irma Ficticia", Rol.CONTROL_DISCIPLINARIO, None)
    previa, p = peticion(ahora=RECIBIDA), peticion(ahora=RECIBIDA + timedelta(hours=1))
    unir_reiteracion(p, anterior=previa.radicado.impreso, actor=como(beto), ahora=el(3))
    una, _ = pedir_partes(
        p,
        pedido="Certifique si el predio tiene deudas.",
        dependencias=[dependencias.hacienda, dependencias.atencion],
        hasta=date(2026, 2, 12),
        actor=como(beto),
        ahora=el(4),
    )
    una.peticion.refresh_from_db()
    archivo = recibir("a.pdf", [b"%PDF-1.7 uno"])
    entregar_parte(una, texto="Al día.", archivos=[archivo], actor=como(carla), ahora=el(5))
    p.refresh_from_db()
    oficio = trasladar(
        p,
        autoridad=Autoridad("Instituto Nacional de Vías", direccion="Calle 25G"),
        razon=RAZON,
        parcial=True,
        actor=como(diego),
        ahora=el(6),
    )
    anotar_entrega(
        p, oficio, fecha=date(2026, 2, 6), detalle="Guía 1", actor=como(beto), ahora=el(9)
    )
    remitir_a_disciplinario(p, motivo="Algo grave", actor=como(diego), ahora=ahora())


def test_lo_que_nadie_toco_esta_bien(todo) -> None:
    assert list(revisar_peticiones()) == []


@pytest.mark.parametrize(
    ("modelo", "cambio"),
    [
        (Parte, {"pedido": "Otra cosa muy distinta."}),
        (Parte, {"texto": "Debe mucho."}),
        (Parte, {"motivo": "Porque sí."}),
        (Parte, {"estado": "devuelta"}),
        (Parte, {"orden": 9}),
        (Oficio, {"entregado": el(10)}),
        (Oficio, {"prueba": {"clase": "acceso"}}),
        (Remision, {"motivo_cifrado": b"otro"}),
        (Peticion, {"remitida": None}),
        (Peticion, {"reitera": None}),
    ],
)
def test_lo_que_se_cambia_por_fuera_se_nombra(todo, modelo, cambio) -> None:
    modelo._default_manager.filter(pk=_el_ultimo(modelo).pk).update(**cambio)
    assert any(f"peticiones.{modelo.__name__}" in mala.fila for mala in revisar_peticiones())


def test_cambiar_la_dependencia_o_el_archivo_de_una_parte_se_nombra(todo, dependencias) -> None:
    Parte.objects.filter(orden=1).update(dependencia=dependencias.infraestructura)
    ArchivoDeParte.objects.all().delete()
    (mala,) = revisar_peticiones()
    assert "«dependencia»" in mala.que
    assert "sus archivos" in mala.que


@pytest.mark.parametrize("modelo", [ArchivoDeParte, Remision])
def test_lo_que_se_borra_por_fuera_se_nombra(todo, modelo) -> None:
    modelo._default_manager.all().delete()
    assert list(revisar_peticiones())


def test_la_parte_que_paso_a_la_dependencia_sucesora_esta_bien(
    todo, fabio, como, dependencias
) -> None:
    Dependencia.objects.filter(es_atencion=True).update(es_atencion=False)
    sucesora = Dependencia.objects.create(
        codigo="1300", nombre="Atención y Servicio", es_atencion=True, desde=DESDE
    )
    dependencias.atencion.refresh_from_db()
    cerrar_y_mudar(
        dependencias.atencion,
        sucesora=sucesora,
        unida=True,
        acto="Decreto 1 de 2026",
        desde=hoy(),
        actor=como(fabio),
        ahora=ahora(),
    )
    assert Parte.objects.get(orden=2).dependencia == sucesora
    assert list(revisar_peticiones()) == []


def test_una_parte_borrada_o_inventada_se_nombra(todo) -> None:
    ArchivoDeParte.objects.all().delete()
    Parte.objects.filter(orden=1).delete()
    assert any("Falta la parte 1" in mala.que for mala in revisar_peticiones())
    otra = Parte.objects.get()
    otra.pk, otra.orden = None, 7
    otra.save(force_insert=True)
    assert any("La parte 7 no está en el libro" in mala.que for mala in revisar_peticiones())


def _el_ultimo(modelo: type[models.Model]) -> models.Model:
    ultimo = modelo._default_manager.order_by("pk").last()
    assert ultimo is not None
    return ultimo
