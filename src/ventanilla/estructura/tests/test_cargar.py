"""Cargar la entidad: crea, actualiza, no borra, no repite, y deja escrito cada cambio."""

import os
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.core import mail
from django.test import Client

from ventanilla.archivo.consultas.verificacion_trd import revisar_trd
from ventanilla.archivo.models import SerieDocumental, VersionTrd
from ventanilla.auditoria.models import Asiento
from ventanilla.comun.actores import SISTEMA
from ventanilla.comun.reloj import ahora, hoy
from ventanilla.correspondencia.servicios import despachar_pendientes
from ventanilla.directorio.consultas import actor_de, calendario_de_la_entidad, entidad
from ventanilla.directorio.models import Dependencia, DiaNoHabil, Nombramiento, Usuario
from ventanilla.directorio.reglas.fichas import EstructuraInvalida
from ventanilla.estructura.consultas.plan import Plan, leer_archivo, planear
from ventanilla.estructura.servicios.cargar import aplicar
from ventanilla.estructura.servicios.dias import aplicar_dias
from ventanilla.peticiones.consultas.diferencias import diferencias
from ventanilla.peticiones.models import Actuacion, Plazo, TipoDocumental

RAIZ = Path(__file__).resolve().parents[4]
EJEMPLO = (RAIZ / "datos" / "estructura.ejemplo.toml").read_text()
JEFA = "obras.jefatura@ejemplo.gov.co"
pytestmark = pytest.mark.django_db


def cargar(texto: str) -> Plan:
    plan = planear(leer_archivo(texto), hoy=hoy())
    aplicar(plan, actor=SISTEMA, ahora=ahora())
    return plan


def falla(texto: str) -> str:
    with pytest.raises(EstructuraInvalida) as error:
        cargar(texto)
    return str(error.value)


def test_una_entidad_nueva_queda_completa_y_cada_cambio_asentado() -> None:
    plan = cargar(EJEMPLO)
    assert entidad().nombre == "Alcaldía de Ejemplo"
    obras = Dependencia.objects.get(codigo="120")
    assert obras.padre == Dependencia.objects.get(codigo="100")
    assert TipoDocumental.objects.get(codigo="alumbrado").dependencia_por_defecto == obras
    assert not DiaNoHabil.objects.get().afecta_terminos_legales
    actor = actor_de(Usuario.objects.get(email=JEFA), ahora())
    assert [(c.rol, c.dependencia_id, c.firma) for c in actor.cargos] == [("jefe", obras.pk, True)]
    # Además, la huella de la versión de la TRD que quedó.
    assert Asiento.objects.exclude(hecho="cargada").count() == len(plan.cambios)
    objetos = set(Asiento.objects.values_list("objeto", flat=True))
    assert {"entidad", "dependencia:120", "dia-no-habil:2027-03-24"} <= objetos


def test_el_libro_no_guarda_el_nombre_ni_el_correo_de_nadie() -> None:
    cargar(EJEMPLO)
    for contenido in Asiento.objects.filter(objeto__startswith="usuario:").values_list(
        "contenido", flat=True
    ):
        assert "@" not in contenido
        assert "Nombre de" not in contenido


def test_cargar_otra_vez_no_cambia_nada() -> None:
    cargar(EJEMPLO)
    asientos = Asiento.objects.count()
    segunda = cargar(EJEMPLO)
    assert segunda.cambios == ()
    assert segunda.iguales == 16
    assert Asiento.objects.count() == asientos


def test_solo_cambia_lo_que_el_archivo_dice_distinto() -> None:
    cargar(EJEMPLO)
    plan = cargar('[[dependencia]]\ncodigo = "120"\ntelefono = "(608) 111 1111"')
    (cambio,) = plan.cambios
    assert (cambio.antes, cambio.despues) == ({"telefono": ""}, {"telefono": "(608) 111 1111"})
    obras = Dependencia.objects.get(codigo="120")
    assert (obras.telefono, obras.nombre) == ("(608) 111 1111", "Secretaría de Obras")


def test_lo_que_el_archivo_no_nombra_se_deja_y_se_dice() -> None:
    cargar(EJEMPLO)
    plan = cargar('[[dependencia]]\ncodigo = "120"')
    assert ("dependencia", ("110",)) in plan.comparacion.sin_nombrar
    assert ("persona", (JEFA,)) in plan.comparacion.sin_nombrar
    assert Dependencia.objects.count() == 3
    assert Usuario.objects.count() == 2


def test_a_quien_se_le_pone_final_deja_de_tener_el_cargo_y_puede_tener_otro() -> None:
    cargar(EJEMPLO)
    ayer = ahora().date() - timedelta(days=1)
    cargar(
        f'[[persona]]\ncorreo = "{JEFA}"\nnombramientos = [\n'
        f'{{ rol = "jefe", dependencia = "120", desde = 2024-01-01, hasta = {ayer}, acto = "D" }},\n'
        f'{{ rol = "administrador", desde = {ahora().date()}, acto = "Decreto 9" }} ]'
    )
    actor = actor_de(Usuario.objects.get(email=JEFA), ahora())
    assert [c.rol for c in actor.cargos] == ["administrador"]
    assert Nombramiento.objects.filter(usuario__email=JEFA).count() == 2


@pytest.mark.parametrize(
    ("cambio", "dicho"),
    [
        (('padre = "100"', 'padre = "999"'), "la dependencia «999» no existe"),
        (('codigo = "100"', 'codigo = "100"\npadre = "120"'), "su propio padre"),
        (('rol = "jefe", dependencia = "120"', 'rol = "jefe", dependencia = "7"'), "«7» no existe"),
        (('dependencia = "120"\n# serie', 'dependencia = "8"\n# serie'), "«8» no existe"),
        (('# dependencias_exceptuadas = ["120"]', 'dependencias_exceptuadas = ["6"]'), "«6»"),
        (('clase = "carrera", desde', 'clase = "carrera", hasta = 2001-01-01, desde'), "antes de"),
        (('correo = "obras@ejemplo.gov.co"', "es_atencion = true"), "solo la tiene una"),
        (('ciudad = "Ejemplo"\n', ""), "falta «ciudad»"),
    ],
)
def test_lo_que_no_cuadra_se_dice_y_no_se_escribe_nada(cambio: tuple[str, str], dicho: str) -> None:
    assert cambio[0] in EJEMPLO
    assert dicho in falla(EJEMPLO.replace(*cambio))
    assert not Dependencia.objects.exists()
    assert not Asiento.objects.exists()


def test_la_persona_nueva_recibe_como_poner_su_contrasena_y_la_pone() -> None:
    cargar(EJEMPLO)
    cargar(EJEMPLO)
    assert despachar_pendientes(ahora=ahora()) == 2
    carta = next(m for m in mail.outbox if m.to == [JEFA])
    assert "/cuenta/clave/" in str(carta.body)
    assert not Usuario.objects.get(email=JEFA).has_usable_password()
    Client().post("/cuenta/clave/", {"email": JEFA})
    assert despachar_pendientes(ahora=ahora()) == 1
    assert "/cuenta/clave/nueva/" in str(mail.outbox[-1].body)


def test_un_dia_que_mueve_terminos_dice_cuantas_peticiones_y_las_vuelve_a_contar(
    dependencias, radicada
) -> None:
    radicada()
    antes = list(Plazo.objects.order_by("pk").values_list("fecha_vence", flat=True))
    dia = _un_dia_habil_pronto(ahora().date())
    texto = f'[[dia]]\nfecha = {dia}\nmotivo = "Cierre"\nacto = "Decreto 1"\n'
    quieta = planear(leer_archivo(texto), hoy=hoy()).muestra
    assert quieta is not None
    assert quieta.cuantas == 0
    plan = cargar(texto + "afecta_terminos_legales = true\n")
    assert plan.muestra is not None
    assert plan.muestra.cuantas == 1
    assert aplicar_dias(ahora=ahora()) == 1
    despues = list(Plazo.objects.order_by("pk").values_list("fecha_vence", flat=True))
    assert all(a and d and d > a for a, d in zip(antes, despues, strict=True))
    assert Actuacion.objects.filter(tipo="calendario", motivo__contains="Decreto 1").count() == 1
    assert list(diferencias(calendario=calendario_de_la_entidad())) == []
    assert aplicar_dias(ahora=ahora()) == 0


def test_un_dia_ya_declarado_no_cambia_de_efecto_por_el_archivo(dependencias) -> None:
    dia = _un_dia_habil_pronto(ahora().date())
    texto = f'[[dia]]\nfecha = {dia}\nmotivo = "Cierre"\nacto = "Decreto 1"\n'
    cargar(texto)
    assert "ya está declarado por Decreto 1" in falla(texto + "afecta_terminos_legales = true\n")
    cargar(texto.replace("Cierre", "Cierre por la feria"))


def _un_dia_habil_pronto(hoy: date) -> date:
    from ventanilla.comun.calendario import nacional

    return nacional().sumar_habiles(hoy, 2)


def orden(datos: Path, *argumentos: object) -> subprocess.CompletedProcess[str]:
    entorno = {"PYTHONPATH": str(RAIZ / "src"), "VENTANILLA_DATOS": str(datos)}
    return subprocess.run(
        [sys.executable, "-m", "ventanilla.proyecto.ordenes", "preparar", "--callado"]
        + [str(a) for a in argumentos],
        env={**os.environ, **entorno, "DATABASE_URL": ""},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.lenta
def test_la_orden_simula_carga_repite_y_dice_lo_malo(tmp_path: Path) -> None:
    bueno, malo = tmp_path / "entidad.toml", tmp_path / "malo.toml"
    bueno.write_text(EJEMPLO)
    malo.write_text(EJEMPLO.replace('rol = "jefe"', 'rol = "mago"'))
    datos = tmp_path / "datos"
    sin_base = orden(datos, "--estructura", bueno, "--simular")
    assert sin_base.returncode == 2
    assert "corra primero" in sin_base.stderr
    mala = orden(datos, "--estructura", malo)
    assert mala.returncode == 2
    assert "«mago» no se conoce" in mala.stderr
    assert not (datos / "ventanilla.sqlite3").exists()
    assert "2 personas nuevas" in orden(datos, "--estructura", bueno).stdout
    simulada = orden(datos, "--estructura", bueno, "--simular")
    assert "Todo está igual" in simulada.stdout
    assert orden(datos, "--simular").returncode == 2


def test_la_trd_del_archivo_deja_su_huella_y_corregirla_con_otro_tambien() -> None:
    cargar(EJEMPLO)
    assert list(revisar_trd()) == []
    cargar(EJEMPLO.replace("# retencion_gestion = 2  ", "retencion_gestion = 0 #"))
    assert SerieDocumental.objects.get().retencion_gestion == 0
    assert list(revisar_trd()) == []
    SerieDocumental.objects.update(retencion_gestion=9)
    assert len(list(revisar_trd())) == 1


def test_el_archivo_no_pisa_la_version_que_se_prepara_en_pantalla() -> None:
    VersionTrd.objects.create(numero="1", estado=VersionTrd.Estado.BORRADOR)
    assert "se está preparando en pantalla" in falla(EJEMPLO)
