"""Lo que alguien cambie en la base sobre la gente o los días, `verificar` lo nombra."""

from collections.abc import Callable
from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.db import connection, models

from ventanilla.auditoria.consultas.quietud import en_quietud
from ventanilla.auditoria.models import Asiento, Cadena
from ventanilla.auditoria.reglas.alteracion import Alteracion
from ventanilla.auditoria.servicios import asentar
from ventanilla.comun.actores import SISTEMA
from ventanilla.comun.reloj import ahora, hoy
from ventanilla.comun.transaccion import escritura
from ventanilla.conftest import DESDE
from ventanilla.directorio.consultas.verificacion_dias import revisar_dias
from ventanilla.directorio.consultas.verificacion_gente import revisar_gente
from ventanilla.directorio.models import Ausencia, DiaNoHabil, Nombramiento, Usuario, Vinculacion
from ventanilla.directorio.servicios.ausencias import acabar_ausencia, registrar_ausencia
from ventanilla.directorio.servicios.dias import Cierre, declarar, revocar
from ventanilla.directorio.servicios.nombramientos import (
    nombrar,
    terminar_nombramiento,
    terminar_vinculacion,
    vincular,
)
from ventanilla.directorio.servicios.personas import (
    activar,
    crear_administrador,
    crear_persona,
    desactivar,
    editar_persona,
)

pytestmark = pytest.mark.django_db


def sin_pasar_por_el_programa(fila: models.Model, **campos: object) -> None:
    type(fila)._default_manager.filter(pk=fila.pk).update(**campos)


def borrar(fila: models.Model) -> None:
    type(fila)._default_manager.filter(pk=fila.pk)._raw_delete(connection.alias)


@pytest.fixture
def gente(dependencias, como) -> SimpleNamespace:
    """Una administradora y una jefe con todo lo suyo, hecho por los servicios."""
    admin = crear_administrador(
        "adela@ejemplo.gov.co",
        nombre="Adela Ficticia",
        contrasena="una frase larga de prueba 9",
        acto="Decreto 1",
        actor=SISTEMA,
        ahora=ahora(),
    )
    yo = {"actor": como(admin), "ahora": ahora()}
    nora = crear_persona("nora@ejemplo.gov.co", nombre="Nora Ficticia", **yo)
    otra = crear_persona("olga@ejemplo.gov.co", nombre="Olga Ficticia", **yo)
    vinculo = vincular(nora, clase="carrera", desde=DESDE, hasta=None, **yo)
    cargo = nombrar(
        nora,
        rol="jefe",
        dependencia=dependencias.hacienda,
        cargo="Secretaria",
        desde=DESDE,
        hasta=None,
        acto="Decreto 2",
        **yo,
    )
    ausencia = registrar_ausencia(
        nora,
        clase="vacaciones",
        desde=hoy() - timedelta(days=1),
        hasta=hoy() + timedelta(days=9),
        suplente=otra,
        acto="Resolución 3",
        **yo,
    )
    return SimpleNamespace(
        yo=yo, admin=admin, nora=nora, otra=otra, vinculo=vinculo, cargo=cargo, ausencia=ausencia
    )


def test_lo_hecho_por_los_servicios_esta_como_el_libro_lo_dejo(gente) -> None:
    assert list(revisar_gente()) == []
    acabar_ausencia(gente.ausencia, **gente.yo)
    terminar_vinculacion(gente.vinculo, ultimo_dia=hoy(), **gente.yo)
    terminar_nombramiento(gente.cargo, ultimo_dia=hoy(), **gente.yo)
    editar_persona(gente.nora, correo="n2@ejemplo.gov.co", nombre="Nora Dos", **gente.yo)
    desactivar(gente.otra, motivo="Se fue", **gente.yo)
    assert list(revisar_gente()) == []
    activar(gente.otra, **gente.yo)
    assert list(revisar_gente()) == []


CAMBIOS: list[tuple[str, dict[str, object], str]] = [
    ("nora", {"is_active": False}, "La cuenta está cerrada y el libro la dejó abierta"),
    ("nora", {"email": "ladron@ejemplo.com"}, "Cambió «correo»"),
    ("nora", {"nombre": "Otra Persona"}, "Cambió «nombre»"),
    ("cargo", {"rol": "administrador"}, "Cambió su cargo en «rol»"),
    ("cargo", {"dependencia": None}, "Cambió su cargo en «dependencia»"),
    ("cargo", {"cargo": "Alcaldesa"}, "Cambió su cargo en «cargo»"),
    ("cargo", {"hasta": date(2030, 1, 1)}, "Cambió su cargo en «hasta»"),
    ("vinculo", {"clase": "contratista"}, "Cambió su vinculación en «clase»"),
    ("vinculo", {"desde": date(2019, 1, 1)}, "Cambió su vinculación en «desde»"),
    ("ausencia", {"suplente": None}, "Cambió su ausencia en «suplente»"),
    ("ausencia", {"anulada": ahora()}, "Cambió su ausencia en «anulada»"),
    ("ausencia", {"hasta": date(2040, 1, 1)}, "Cambió su ausencia en «hasta»"),
]


@pytest.mark.parametrize(("cual", "campos", "que"), CAMBIOS)
def test_un_cambio_por_fuera_se_nombra_y_dice_que_hacer(gente, cual, campos, que) -> None:
    fila = getattr(gente, cual)
    sin_pasar_por_el_programa(fila, **campos)
    (mala,) = revisar_gente()
    assert mala.objeto == f"persona {gente.nora.pk}"
    assert mala.fila == f"directorio.{type(fila).__name__} {fila.pk}"
    assert que in mala.que
    assert "En «Personas»" in mala.que


def test_una_cuenta_que_se_abre_por_fuera_se_nombra(gente) -> None:
    desactivar(gente.otra, motivo="Se fue", **gente.yo)
    sin_pasar_por_el_programa(gente.otra, is_active=True)
    (mala,) = revisar_gente()
    assert "La cuenta está abierta y el libro la dejó cerrada" in mala.que


@pytest.mark.parametrize(
    ("nueva", "que"),
    [
        (lambda u: Nombramiento(usuario=u, rol="administrador", desde=hoy(), acto="x"), "su cargo"),
        (lambda u: Vinculacion(usuario=u, clase="carrera", desde=hoy()), "su vinculación"),
        (
            lambda u: Ausencia(usuario=u, clase="permiso", desde=hoy(), hasta=hoy(), acto="x"),
            "su ausencia",
        ),
    ],
    ids=["cargo", "vinculación", "ausencia"],
)
def test_lo_que_aparece_sin_asiento_se_nombra(
    gente, nueva: Callable[[Usuario], models.Model], que: str
) -> None:
    nueva(gente.otra).save()
    (mala,) = revisar_gente()
    assert mala.objeto == f"persona {gente.otra.pk}"
    assert f"Nadie anotó en el libro {que}" in mala.que


def test_una_cuenta_que_nadie_creo_se_nombra(gente) -> None:
    Usuario.objects.create_user("intruso@ejemplo.com", "Intruso")
    (mala,) = revisar_gente()
    assert "La cuenta no está en el libro: ciérrela" in mala.que


@pytest.mark.parametrize("cual", ["cargo", "vinculo", "ausencia"])
def test_lo_borrado_se_nombra(gente, cual) -> None:
    borrar(getattr(gente, cual))
    (mala,) = revisar_gente()
    assert "(borrado)" in mala.fila
    assert "ya no está" in mala.que


def test_un_cargo_que_cambia_de_dueno_se_nombra_en_los_dos(gente) -> None:
    sin_pasar_por_el_programa(gente.cargo, usuario=gente.otra)
    assert {m.objeto for m in revisar_gente()} == {
        f"persona {gente.nora.pk}",
        f"persona {gente.otra.pk}",
    }


def test_un_asiento_viejo_que_no_trae_el_numero_de_la_fila_queda_sin_dato(dependencias) -> None:
    """Así se escribía antes: sin número, sin la modalidad, y el primer cargo hasta sin su día."""
    vieja = Usuario.objects.create_user("vieja@ejemplo.gov.co", "Vieja Ficticia")
    Nombramiento.objects.create(usuario=vieja, rol="administrador", desde=DESDE, acto="D 1")
    Vinculacion.objects.create(usuario=vieja, clase="carrera", desde=DESDE)
    objeto = f"usuario:{vieja.pk}"
    with escritura():
        for hecho, contenido in (
            ("nombrado", {"rol": "administrador", "acto": "D 1"}),
            ("vinculado", {"clase": "carrera", "desde": DESDE.isoformat()}),
        ):
            asentar(objeto, hecho, actor=SISTEMA, ahora=ahora(), contenido=contenido)
    assert list(revisar_gente()) == []
    Nombramiento.objects.create(
        usuario=vieja, rol="jefe", dependencia=dependencias.hacienda, desde=DESDE, acto="D 1"
    )
    assert len(list(revisar_gente())) == 1


def test_revisar_a_toda_la_gente_no_pregunta_por_cada_una(
    gente, dependencias, django_assert_max_num_queries
) -> None:
    for numero in range(5):
        una = crear_persona(f"p{numero}@ejemplo.gov.co", nombre=f"Persona {numero}", **gente.yo)
        nombrar(
            una,
            rol="funcionario",
            dependencia=dependencias.hacienda,
            desde=DESDE,
            hasta=None,
            acto="D",
            **gente.yo,
        )
    with django_assert_max_num_queries(5):
        assert list(revisar_gente()) == []


@pytest.fixture
def dia(gente) -> DiaNoHabil:
    lunes = date(2026, 3, 2)
    (uno,) = declarar(Cierre(lunes, lunes, "Fiesta local", "Decreto 9"), **gente.yo)
    return uno


def test_un_dia_declarado_y_revocado_esta_como_el_libro_lo_dejo(gente, dia) -> None:
    assert list(revisar_dias()) == []
    revocar([dia], por="Decreto 10", **gente.yo)
    assert list(revisar_dias()) == []


@pytest.mark.parametrize(
    ("campos", "que"),
    [
        ({"motivo": "Otro"}, "«motivo»"),
        ({"efecto": "solo_atencion"}, "«efecto»"),
        ({"afecta_terminos_legales": True}, "«afecta_terminos_legales»"),
        ({"alcance": ["1200"]}, "«alcance»"),
        ({"dependencias_exceptuadas": ["1200"]}, "«dependencias_exceptuadas»"),
        ({"revocado_por": "Decreto 99"}, "«revocado_por»"),
    ],
)
def test_un_dia_que_cambia_por_fuera_se_nombra_y_dice_que_hacer(dia, campos, que) -> None:
    sin_pasar_por_el_programa(dia, **campos)
    (mala,) = revisar_dias()
    assert mala.objeto == "día no hábil 2026-03-02"
    assert que in mala.que
    assert "declárelo por su acto" in mala.que


def test_un_dia_movido_agregado_o_borrado_se_nombra(dia) -> None:
    sin_pasar_por_el_programa(dia, fecha=date(2026, 3, 3))
    assert {m.objeto for m in revisar_dias()} == {
        "día no hábil 2026-03-02",
        "día no hábil 2026-03-03",
    }
    borrar(dia)
    (mala,) = revisar_dias()
    assert "ya no está" in mala.que


def test_un_dia_de_un_asiento_viejo_solo_compara_lo_que_el_libro_dice(dependencias) -> None:
    viejo = DiaNoHabil.objects.create(
        fecha=date(2026, 4, 6), motivo="Fiesta", acto="D 4", revocado_por="D 5"
    )
    with escritura():
        for hecho, contenido in (
            ("declarado", {"acto": "D 4", "motivo": "Fiesta", "fecha": "2026-04-06"}),
            ("revocado", {"acto": "D 4", "por": "D 5"}),
        ):
            objeto = "dia-no-habil:2026-04-06"
            asentar(objeto, hecho, actor=SISTEMA, ahora=ahora(), contenido=contenido)
    sin_pasar_por_el_programa(viejo, efecto="suspende_terminos")
    assert list(revisar_dias()) == []
    sin_pasar_por_el_programa(viejo, revocado_por="")
    assert "«revocado_por»" in next(revisar_dias()).que


def test_lo_que_alguien_esta_cambiando_mientras_se_revisa_no_se_nombra(gente) -> None:
    """Una cadena que crece entre las dos miradas: se mira otra vez, y ya está en su sitio."""
    objeto = f"usuario:{gente.nora.pk}"
    mala = Alteracion("persona 1", "una fila", "No es como se escribió.")
    miradas = [[mala], []]

    def mirar() -> list[Alteracion]:
        Cadena.objects.filter(objeto=objeto).update(largo=models.F("largo") + 1)
        return miradas.pop(0)

    assert en_quietud(objeto, mirar) == []
    assert en_quietud("usuario:0", lambda: [mala]) == [mala]
    assert Asiento.objects.filter(objeto=objeto).exists()
