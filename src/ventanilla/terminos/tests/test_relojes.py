"""Los relojes: qué los cumple, qué los detiene, qué se advierte y cómo se dice."""

import subprocess
import sys
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from ventanilla.comun.calendario import DiaLocal, nacional
from ventanilla.comun.reloj import BOGOTA
from ventanilla.terminos.computar import (
    ClaseDesconocida,
    Computo,
    ErrorDeTermino,
    Especial,
    Hecho,
    SinRegla,
    Unidad,
    clases,
    codigos_de_clase,
    computar,
    explicacion_json,
    explicar,
    limite,
)

RECIBIDA = datetime(2024, 2, 5, 10, tzinfo=BOGOTA)


def hecho(tipo: str, mes: int, dia: int, hora: int = 9, **datos: Any) -> Hecho:
    return Hecho(tipo, datetime(2024, mes, dia, hora, tzinfo=BOGOTA), datos)


def computo(*hechos: Hecho, clase: str = "peticion", **opciones: Any) -> Computo:
    return computar(clase, RECIBIDA, actuaciones=hechos, **opciones)


def test_solo_la_notificacion_cumple_la_respuesta():
    abierto = computo(Hecho("enviada", RECIBIDA + timedelta(days=3)))
    assert abierto.cumplido_en is None
    cerrado = computo(hecho("notificacion", 2, 20))
    assert cerrado.cumplido_en == datetime(2024, 2, 20, 9, tzinfo=BOGOTA)
    assert cerrado.respuesta.fuera_de_termino is False
    assert cerrado.vence == abierto.vence


@pytest.mark.parametrize(("dia", "tarde"), [(26, False), (27, True)])
def test_respondida_al_dia_siguiente_es_fuera_de_termino(dia, tarde):
    c = computo(hecho("notificacion", 2, dia, 0 if tarde else 23))
    assert c.vence == date(2024, 2, 26)
    assert c.respuesta.fuera_de_termino is tarde


def test_vencida_es_haber_pasado_la_medianoche_sin_notificar():
    reloj = computo().respuesta
    limite_exacto = datetime(2024, 2, 27, tzinfo=BOGOTA)
    assert not reloj.vencido(limite_exacto - timedelta(seconds=1))
    assert reloj.vencido(limite_exacto)
    assert not computo(hecho("notificacion", 2, 20)).respuesta.vencido(limite_exacto)


@pytest.mark.parametrize(
    "tipo", ["desistimiento", "desistimiento_tacito", "rechazo", "archivo", "anulacion", "traslado"]
)
def test_lo_que_termina_el_tramite_cierra_todos_los_relojes(tipo):
    c = computo(hecho("requerimiento", 2, 7), hecho(tipo, 2, 9))
    assert {r.clase for r in c.relojes} == {"respuesta", "competencia", "complemento"}
    assert all(r.cumplido_en is not None for r in c.relojes)


def test_un_traslado_parcial_cumple_la_competencia_pero_no_la_respuesta():
    c = computo(hecho("traslado", 2, 9, parcial=True))
    competencia = c.reloj("competencia")
    assert competencia is not None
    assert competencia.cumplido_en is not None
    assert c.cumplido_en is None


def test_el_traslado_en_el_sexto_dia_habil_queda_fuera_de_termino():
    competencia = computo(hecho("traslado", 2, 13)).reloj("competencia")
    assert competencia is not None
    assert competencia.vence == date(2024, 2, 12)
    assert competencia.fuera_de_termino is True


def test_aceptar_la_competencia_cumple_los_cinco_dias_y_asignar_no():
    asignada = computo(hecho("asignada", 2, 6)).reloj("competencia")
    aceptada = computo(hecho("competencia_aceptada", 2, 6)).reloj("competencia")
    assert asignada is not None
    assert asignada.cumplido_en is None
    assert aceptada is not None
    assert aceptada.cumplido_en is not None


def test_detenida_no_tiene_fecha_y_la_persona_si():
    c = computo(hecho("requerimiento", 2, 8))
    complemento = c.reloj("complemento")
    assert (c.vence, c.momento_vence) == (None, None)
    assert c.respuesta.detenido_desde == c.suspendido_desde == date(2024, 2, 8)
    assert complemento is not None
    assert (complemento.obligado, complemento.vence) == ("ciudadania", date(2024, 3, 8))
    assert c.topes.desistimiento_desde == date(2024, 3, 9)
    assert c.explicacion[-1].motivo == "término detenido: se pidió completar la petición"
    assert "detenida desde el jueves 8 de febrero de 2024" in explicar(c)[0]


def test_completar_tarde_reactiva_y_lo_advierte():
    c = computo(hecho("requerimiento", 2, 8), hecho("complemento", 4, 1))
    assert c.vence == date(2024, 4, 17)
    assert c.topes.desistimiento_desde == date(2024, 3, 9)
    assert any("completó después del 8 de marzo de 2024" in aviso for aviso in c.avisos)


def test_un_segundo_requerimiento_el_mismo_dia_vuelve_a_esperar_a_la_persona():
    c = computo(
        hecho("requerimiento", 2, 7),
        hecho("complemento", 2, 9, 10),
        hecho("requerimiento", 2, 9, 15),
    )
    complemento = c.reloj("complemento")
    assert c.suspendido_desde == date(2024, 2, 9)
    assert complemento is not None
    assert complemento.cumplido_en is None
    assert complemento.vence == date(2024, 3, 11)


@pytest.mark.parametrize(("dia", "avisa"), [(8, True), (9, False)])
def test_declarar_el_desistimiento_antes_de_tiempo_se_advierte(dia, avisa):
    c = computo(hecho("requerimiento", 2, 8), hecho("desistimiento_tacito", 3, dia))
    assert any("desistimiento" in aviso for aviso in c.avisos) is avisa


def test_requerir_tarde_se_advierte_y_no_detiene():
    c = computo(hecho("requerimiento", 2, 20))
    assert c.vence == date(2024, 2, 26)
    assert "no detiene el término" in c.avisos[0]
    assert c.reloj("complemento") is None


def test_no_se_puede_requerir_un_termino_ya_vencido():
    especial = Especial(dias=3, norma="Una norma especial")
    c = computo(hecho("requerimiento", 2, 12), clase="especial", especial=especial)
    assert c.vence == date(2024, 2, 8)
    assert "después del vencimiento" in c.avisos[0]


def test_al_congreso_no_se_le_pide_que_complete():
    c = computo(hecho("requerimiento", 2, 6), clase="congresista")
    assert c.vence == date(2024, 2, 12)
    assert c.topes.requerir_hasta is None
    assert "no se le puede pedir" in c.avisos[0]


def test_lo_anterior_a_la_recepcion_no_cuenta_y_se_advierte():
    c = computo(hecho("notificacion", 2, 1))
    assert c.cumplido_en is None
    assert "anterior a la recepción" in c.avisos[0]


def test_lo_que_pasa_despues_del_cierre_no_reabre_el_termino():
    c = computo(hecho("notificacion", 2, 7), hecho("requerimiento", 2, 8))
    assert c.vence == date(2024, 2, 26)
    assert c.suspendido_desde is None


def test_la_entrega_por_silencio_solo_importa_cuando_ya_vencio():
    silencio = computo(clase="informacion").reloj("entrega_por_silencio")
    assert silencio is not None
    assert silencio.activo_desde == date(2024, 2, 20)
    assert silencio.vence == date(2024, 2, 22)
    assert computo().reloj("entrega_por_silencio") is None


def test_el_reclamo_de_datos_tiene_dos_dias_para_su_leyenda():
    c = computo(hecho("leyenda_reclamo", 2, 6), clase="habeas_data_reclamo")
    leyenda = c.reloj("leyenda")
    assert leyenda is not None
    assert (leyenda.vence, leyenda.fuera_de_termino) == (date(2024, 2, 7), False)


def test_se_guardan_las_dos_fechas_de_un_cierre_local_y_se_vigila_la_primera():
    cierre = DiaLocal(date(2024, 2, 14), "día cívico", acto="Decreto 1 de 2024")
    c = computo(calendario=nacional().con([cierre]))
    assert (c.vence, c.vence_con_cierres_locales) == (date(2024, 2, 26), date(2024, 2, 27))
    assert c.respuesta.vence_alterna == date(2024, 2, 27)
    assert c.alarma == date(2024, 2, 26)


def test_un_requerimiento_que_solo_detiene_con_el_cierre_deja_la_alarma_encendida():
    cierre = DiaLocal(date(2024, 2, 14), "día cívico", afecta_terminos_legales=True)
    c = computo(hecho("requerimiento", 2, 20), calendario=nacional().con([cierre]))
    assert c.vence is None
    assert c.alarma == c.vence_sin_cierres_locales == date(2024, 2, 26)


def test_la_hora_del_juez_manda_y_se_dice():
    momento = datetime(2024, 2, 6, 16, tzinfo=BOGOTA)
    c = computo(clase="tutela", especial=Especial(momento=momento))
    assert (c.clase, c.respuesta.clase) == ("judicial", "judicial")
    assert (c.momento_vence, c.vence, c.unidad) == (momento, date(2024, 2, 6), Unidad.DOCUMENTO)
    assert "vence a las 4:00 p. m. del martes 6 de febrero de 2024" in explicar(c)[0]
    assert c.explicacion[-1].motivo == "vence a las 4:00 p. m., hora que fija el documento"


def test_una_fecha_fijada_que_ya_paso_se_marca_para_revisar():
    c = computo(clase="control", especial=Especial(fecha=date(2024, 2, 1)))
    assert c.revisar
    assert c.explicacion[-1].fecha == c.vence == date(2024, 2, 1)


def test_un_termino_especial_va_y_vuelve_de_json():
    especial = Especial(dias=48, unidad=Unidad.HORAS, norma="Auto", desde=RECIBIDA)
    assert Especial.de_json(especial.a_json()) == especial
    assert Especial.de_json({"fecha": "2024-02-01", "dias": None}).fecha == date(2024, 2, 1)


@pytest.mark.parametrize(
    "datos",
    [
        {},
        {"dias": 3, "fecha": "2024-02-01"},
        {"dias": True},
        {"dias": "3"},
        {"dias": 3, "unidad": "siglos"},
        {"dias": 3, "unidad": "documento"},
        {"fecha": "mañana"},
        {"momento": 5},
        {"fecha": "0001-01-01"},
        {"color": "rojo"},
    ],
)
def test_un_termino_especial_que_no_se_entiende_lo_dice(datos):
    with pytest.raises(ErrorDeTermino):
        Especial.de_json(datos)


def test_las_clases_que_escoge_una_persona_van_primero_y_se_explican():
    todas = clases()
    ciudadanas = [clase for clase in todas if clase.ciudadana]
    assert list(todas[: len(ciudadanas)]) == ciudadanas
    assert {clase.codigo for clase in todas} == codigos_de_clase()
    assert all(clase.descripcion.startswith("Usted") for clase in ciudadanas)
    assert all(clase.norma for clase in todas)


@pytest.mark.parametrize("texto", ["Petición", "  QUEJA ", "solicitud de información", "tutela"])
def test_la_clase_se_entiende_como_la_escribe_una_persona(texto):
    assert computar(texto, RECIBIDA).vence is not None


def test_una_clase_inventada_dice_cuales_hay():
    with pytest.raises(
        ClaseDesconocida, match=r"«inventada» no existe\. Use una de estas: peticion"
    ):
        computar("inventada", RECIBIDA)


def test_antes_de_la_ley_1755_no_se_inventa_una_fecha():
    with pytest.raises(SinRegla, match="2015-06-30"):
        computar("peticion", datetime(2015, 6, 29, tzinfo=BOGOTA))


def test_los_plazos_sueltos_se_cuentan_con_su_regla():
    assert limite("INSISTENCIA", date(2024, 2, 5)) == date(2024, 2, 19)
    assert limite("CIUD-COMPLETA", date(2024, 1, 31)) == date(2024, 2, 29)
    with pytest.raises(ErrorDeTermino):
        limite("NO-EXISTE", date(2024, 2, 5))


def test_la_explicacion_se_guarda_en_tipos_de_json():
    filas = explicacion_json(computo())
    assert filas[0] == {
        "fecha": "2024-02-05",
        "cuenta": False,
        "motivo": "día en que se recibió, no se cuenta",
    }
    assert filas[1] == {"fecha": "2024-02-06", "cuenta": True, "motivo": "día hábil", "numero": 1}


def test_la_regla_aplicada_queda_escrita_con_su_transicion():
    vispera = datetime(2022, 5, 17, tzinfo=BOGOTA)
    assert computar("peticion", vispera).version == "D491-GEN@2020-03-28;2207=ULTRAACTIVIDAD"
    en_curso = computar("peticion", datetime(2020, 3, 20, tzinfo=BOGOTA))
    assert en_curso.version == "D491-GEN@2020-03-28;en_curso"
    assert computo().version == "ORD-GEN@2015-06-30"


def test_contar_terminos_no_carga_django():
    codigo = (
        "import sys, ventanilla.terminos.computar, ventanilla.terminos.bloque\n"
        "sys.exit(any(m.split('.')[0] == 'django' for m in sys.modules))"
    )
    proceso = subprocess.run([sys.executable, "-c", codigo], env={"PYTHONPATH": ":".join(sys.path)})
    assert proceso.returncode == 0
