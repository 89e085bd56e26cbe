"""La demostración: una historia completa, coherente y que se reconoce como inventada."""

import tomllib
from datetime import datetime
from pathlib import Path

import pytest
from django.test import override_settings

from ventanilla.comun.reloj import BOGOTA
from ventanilla.correspondencia.models import Contador, Envio, Radicado
from ventanilla.correspondencia.servicios.abrir import abrir_series
from ventanilla.directorio.consultas import calendario_de_la_entidad
from ventanilla.directorio.models import Nombramiento, Rol, Usuario
from ventanilla.peticiones.consultas.publicas import abrir
from ventanilla.peticiones.consultas.relojes import computo_de
from ventanilla.peticiones.models import Estado, Peticion, Plazo
from ventanilla.peticiones.servicios.avanzar import proximo
from ventanilla.proyecto.muestra.presentar import contrasena, ejemplos, entradas
from ventanilla.proyecto.muestra.sembrar import Sembrada, esta_sembrada, sembrar
from ventanilla.proyecto.muestra.textos import CARPETA
from ventanilla.proyecto.ordenes import demo

HASTA = datetime(2026, 11, 20, 15, 0, tzinfo=BOGOTA)
ESTADOS = set(Estado.values) - {"por_verificar", "rechazada", "archivada", "anulada"}


@pytest.fixture
def sembrada(db: None, tmp_path: Path) -> Sembrada:
    (tmp_path / "entrante").mkdir()
    with override_settings(VENTANILLA_DATOS=tmp_path):
        abrir_series()
        return sembrar(hasta=HASTA, cuantas=170)


@pytest.mark.lenta
def test_la_historia_sale_entera_y_en_todos_los_estados(sembrada: Sembrada) -> None:
    assert (sembrada.radicadas, sembrada.cortadas) == (170, [])
    assert esta_sembrada()
    assert set(Peticion.objects.values_list("estado", flat=True)) == ESTADOS
    _numeros_en_orden()
    _relojes_coherentes()
    _a_tiempo_tarde_y_vencidas()
    _correos_que_no_salen()
    _ejemplos_que_abren()
    _gente_inventada()


def _numeros_en_orden() -> None:
    assert Contador.objects.filter(serie__codigo="entrada").count() == 2
    for serie in ("entrada", "salida"):
        radicados = list(
            Radicado.objects.filter(serie__codigo=serie).order_by("vigencia", "consecutivo")
        )
        momentos = [r.momento_radicacion for r in radicados]
        assert momentos == sorted(momentos)
        assert max(momentos) <= HASTA


def _relojes_coherentes() -> None:
    calendario = calendario_de_la_entidad()
    for una in Peticion.objects.select_related("radicado"):
        computo = computo_de(una, calendario=calendario)
        assert proximo(computo) == (una.vence, una.vence_momento, una.vence_clase), una.estado


def _a_tiempo_tarde_y_vencidas() -> None:
    respuestas = Plazo.objects.filter(clase="respuesta", momento_vence__isnull=False)
    cumplidas = respuestas.filter(peticion__estado=Estado.NOTIFICADA)
    tarde = [p for p in cumplidas if p.cumplido_en and p.cumplido_en >= p.momento_vence]  # type: ignore[operator]
    assert 0 < len(tarde) < len(cumplidas)
    assert respuestas.filter(cumplido_en=None, momento_vence__lt=HASTA).exists()


def _correos_que_no_salen() -> None:
    assert set(Envio.objects.values_list("estado", flat=True)) == {Envio.Estado.ENVIADO}


def _ejemplos_que_abren() -> None:
    assert len(ejemplos()) == 3
    for radicado, clave, _ in ejemplos():
        assert abrir(radicado, clave) is not None


def _gente_inventada() -> None:
    assert all(u.email.endswith("@ibague.example") for u in Usuario.objects.all())
    for _, correo, _ in entradas():
        assert Usuario.objects.get(email=correo).check_password(contrasena())
    pedidos = {Rol.RADICADOR, Rol.FUNCIONARIO, Rol.ENLACE, Rol.JEFE, Rol.ATENCION}
    pedidos |= {Rol.CONTROL_INTERNO, Rol.ADMINISTRADOR}
    assert pedidos <= set(Nombramiento.objects.values_list("rol", flat=True))


def test_los_correos_y_telefonos_de_la_muestra_no_son_de_nadie() -> None:
    entidad = tomllib.loads((CARPETA / "entidad.toml").read_text())["entidad"]
    assert entidad["correo"].endswith(".example")
    assert "de muestra" in entidad["telefono"]


def test_la_demostracion_no_toca_una_carpeta_con_datos_de_verdad(tmp_path: Path) -> None:
    (tmp_path / "ventanilla.sqlite3").write_text("de verdad")
    with pytest.raises(ValueError, match="no son de demostración"):
        demo._apropiarse(tmp_path)
    assert (tmp_path / "ventanilla.sqlite3").read_text() == "de verdad"


def test_lo_que_quedo_a_medias_se_siembra_otra_vez_y_lo_listo_se_conserva(tmp_path: Path) -> None:
    datos = tmp_path / "demo"
    marca = demo._apropiarse(datos)
    (datos / "resto").write_text("a medias")
    demo._apropiarse(datos)
    assert not (datos / "resto").exists()
    marca.write_text(demo._LISTA)
    (datos / "resto").write_text("listo")
    demo._apropiarse(datos)
    assert (datos / "resto").exists()


@pytest.mark.parametrize("fecha", ["2021-01-01", "2999-01-01", "ayer"])
def test_la_fecha_final_imposible_se_dice(fecha: str) -> None:
    with pytest.raises(ValueError, match=r"fecha|historia"):
        demo._hasta(fecha)
