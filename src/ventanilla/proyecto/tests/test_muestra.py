"""La demostración: una historia completa, coherente y que se reconoce como inventada."""

import tomllib
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path
from random import Random

import pytest
from django.test import override_settings

from ventanilla.archivo.models import Expediente
from ventanilla.bandeja.models import FiltroGuardado
from ventanilla.comun.calendario import nacional
from ventanilla.comun.reloj import BOGOTA
from ventanilla.correspondencia.models import Contador, Envio, Radicado
from ventanilla.correspondencia.servicios.abrir import abrir_series
from ventanilla.directorio.consultas import calendario_de_la_entidad
from ventanilla.directorio.models import Ausencia, Nombramiento, Rol, Usuario
from ventanilla.importacion.models import Discrepancia
from ventanilla.peticiones.consultas.publicas import abrir
from ventanilla.peticiones.consultas.relojes import computo_de, guardado
from ventanilla.peticiones.models import (
    Alcance,
    AnexoDeRespuesta,
    Estado,
    Oficio,
    Parte,
    Peticion,
    Plazo,
    Remision,
    Respuesta,
)
from ventanilla.peticiones.reglas.vencimiento import vencimiento
from ventanilla.peticiones.servicios.plantillas import sembrar_plantillas
from ventanilla.proyecto.muestra.anterior import Tabla, exportar
from ventanilla.proyecto.muestra.ciudadania import escribir
from ventanilla.proyecto.muestra.momentos import Periodo
from ventanilla.proyecto.muestra.presentar import contrasena, ejemplos, entradas
from ventanilla.proyecto.muestra.sembrar import esta_sembrada, sembrar
from ventanilla.proyecto.muestra.textos import CARPETA, leer, textos
from ventanilla.proyecto.ordenes import demo
from ventanilla.proyecto.verificacion import revisar_todo

HASTA = datetime(2026, 11, 20, 15, 0, tzinfo=BOGOTA)


@pytest.fixture
def carpeta(db: None, tmp_path: Path) -> Iterator[Path]:
    (tmp_path / "entrante").mkdir()
    with override_settings(VENTANILLA_DATOS=tmp_path):
        abrir_series()
        sembrar_plantillas(ahora=HASTA)
        yield tmp_path


@pytest.mark.lenta
def test_la_historia_sale_entera_y_en_todos_los_estados(carpeta: Path) -> None:
    dicho: list[str] = []
    sembrada = sembrar(hasta=HASTA, propias=100, importadas=60, decir=dicho.append)
    assert (sembrada.importadas, sembrada.cortadas) == (60, [])
    assert sembrada.radicadas >= 100
    assert "Trayendo lo del sistema anterior…" in dicho
    assert esta_sembrada()
    assert set(Peticion.objects.values_list("estado", flat=True)) == set(Estado.values)
    _los_numeros_siguen_los_de_antes()
    _relojes_coherentes()
    _a_tiempo_tarde_y_vencidas()
    _correos_que_no_salen()
    # Quien no dijo quién es no dejó a dónde mandarle una carta.
    por_carta = Respuesta.objects.filter(medio="postal")
    assert not por_carta.filter(peticion__solicitante=Peticion.Solicitante.ANONIMO).exists()
    _ejemplos_que_abren()
    _gente_inventada()
    _lo_que_rodea_a_las_peticiones()
    assert revisar_todo().esta_bien


@pytest.mark.lenta
@pytest.mark.parametrize("dia", ["2023-09-01", "2024-01-01"])
def test_sirve_cualquier_dia_tambien_festivo_o_domingo(carpeta: Path, dia: str) -> None:
    hasta = datetime.combine(date.fromisoformat(dia), time(17), tzinfo=BOGOTA)
    sembrada = sembrar(hasta=hasta, propias=5, importadas=20)
    assert (sembrada.importadas, sembrada.cortadas) == (20, [])
    assert max(Radicado.objects.values_list("momento_radicacion", flat=True)) <= hasta
    assert Peticion.objects.filter(clase="judicial", esta_cerrada=False).exists()


def test_con_la_misma_semilla_sale_la_misma_tabla() -> None:
    una, otra = _tabla(), _tabla()
    assert una == otra
    assert b"CAM La Cima" in una.csv
    assert una.abiertas


def test_se_escribe_mas_entre_semana_y_la_ventanilla_no_abre_de_noche() -> None:
    corte = datetime(2026, 8, 3, 7, tzinfo=BOGOTA)
    periodo = Periodo(datetime(2023, 1, 2, 8, tzinfo=BOGOTA), corte)
    escritas = escribir(1500, periodo, azar=_azar(1), textos=textos(), calendario=nacional())
    assert all(periodo.desde <= e.radicada < corte for e in escritas)
    por_dia = Counter(e.radicada.weekday() for e in escritas)
    assert max(por_dia[5], por_dia[6]) < min(por_dia[d] for d in range(5))
    de_ventanilla = {e.radicada.hour for e in escritas if e.solicitud.canal == "ventanilla"}
    assert de_ventanilla <= {8, 9, 10, 11, 14, 15, 16}
    lugares = {e.solicitud.lugar["comuna"] for e in escritas}
    assert {f"Comuna {n}" for n in range(1, 14)} < lugares


def _azar(semilla: int) -> Random:
    return Random(semilla)  # noqa: S311 (datos de muestra: se quiere que se repita)


def _tabla() -> Tabla:
    azar, corte = _azar(7), datetime(2026, 8, 3, 7, tzinfo=BOGOTA)
    periodo = Periodo(datetime(2023, 1, 2, 8, tzinfo=BOGOTA), corte)
    calendario = nacional()
    escritas = escribir(900, periodo, azar=azar, textos=textos(), calendario=calendario)
    mapa = leer("sistema_anterior")
    return exportar(escritas, corte=corte, mapa=mapa, azar=azar, calendario=calendario)


def _los_numeros_siguen_los_de_antes() -> None:
    for serie in ("entrada", "salida"):
        contador = Contador.objects.get(serie__codigo=serie)
        radicados = list(Radicado.objects.filter(serie__codigo=serie).order_by("consecutivo"))
        assert radicados[0].consecutivo == contador.apertura + 1
        assert contador.apertura > 0
        momentos = [r.momento_radicacion for r in radicados]
        assert momentos == sorted(momentos)
        assert max(momentos) <= HASTA
    viejas = Peticion.objects.filter(radicado__serie__clase="importada")
    assert viejas.filter(esta_cerrada=False).exists()
    # Alguna llegó abierta y se respondió aquí, con su número de siempre.
    assert Respuesta.objects.filter(peticion__in=viejas, estado="notificada").exists()


def _lo_que_rodea_a_las_peticiones() -> None:
    assert set(Parte.objects.values_list("estado", flat=True)) >= {
        "abierta",
        "entregada",
        "devuelta",
    }
    assert set(Oficio.objects.values_list("clase", flat=True)) == set(Oficio.Clase.values)
    assert Alcance.objects.filter(estado="notificada").exists()
    assert Remision.objects.exists()
    assert AnexoDeRespuesta.objects.exists()
    assert FiltroGuardado.objects.filter(dependencia__isnull=False).exists()
    assert Peticion.objects.filter(reitera__isnull=False).exists()
    assert Ausencia.objects.get().suplente is not None
    assert set(Discrepancia.objects.values_list("resolucion", flat=True)) == {"", "ley", "origen"}
    assert Expediente.objects.filter(cerrado__isnull=False).exists()
    assert Expediente.objects.filter(cerrado__isnull=True).exists()


def _relojes_coherentes() -> None:
    calendario = calendario_de_la_entidad()
    for una in Peticion.objects.select_related("radicado"):
        computo = computo_de(una, calendario=calendario)
        assert vencimiento(computo) == guardado(una), una.estado


def _a_tiempo_tarde_y_vencidas() -> None:
    respuestas = Plazo.objects.filter(clase="respuesta", momento_vence__isnull=False)
    cumplidas = respuestas.filter(peticion__estado=Estado.NOTIFICADA)
    tarde = [p for p in cumplidas if p.cumplido_en and p.cumplido_en >= p.momento_vence]  # type: ignore[operator]
    assert 0 < len(tarde) < len(cumplidas)
    assert respuestas.filter(cumplido_en=None, momento_vence__lt=HASTA).exists()


def _correos_que_no_salen() -> None:
    # Los devueltos son los rebotes que la historia cuenta.
    estados = set(Envio.objects.values_list("estado", flat=True))
    assert estados == {Envio.Estado.ENVIADO, Envio.Estado.DEVUELTO}


def _ejemplos_que_abren() -> None:
    assert len(ejemplos()) == 3
    for radicado, clave, _ in ejemplos():
        assert abrir(radicado, clave) is not None


def _gente_inventada() -> None:
    assert all(u.email.endswith("@ibague.example") for u in Usuario.objects.all())
    for _, correo, _ in entradas():
        assert Usuario.objects.get(email=correo).check_password(contrasena())
    pedidos = {Rol.RADICADOR, Rol.FUNCIONARIO, Rol.ENLACE, Rol.JEFE, Rol.ATENCION}
    pedidos |= {Rol.CONTROL_INTERNO, Rol.CONTROL_DISCIPLINARIO, Rol.ADMINISTRADOR}
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
