"""Comparar las fechas del otro sistema con las nuestras y decir por qué no coinciden."""

from datetime import date, datetime

import pytest

from ventanilla.comun.calendario import nacional
from ventanilla.comun.reloj import BOGOTA
from ventanilla.importacion.reglas.comparacion import comparar, con_cierres
from ventanilla.importacion.reglas.filas import Importada, Momento

FESTIVO = date(2024, 11, 4)


def pedida(
    recibida: date, dias: int | None, vence: date | None, *, clase: str = "peticion", **mas: str
) -> Importada:
    return Importada(
        linea=2,
        numero=f"{recibida}-{dias}",
        recibida=Momento(datetime.combine(recibida, datetime.min.time(), tzinfo=BOGOTA), False),
        clase=clase,
        canal="web",
        estado="abierta",
        solicitante="natural",
        rotulo="Ciudadano",
        asunto="",
        texto="",
        dias=dias,
        vence=vence,
        unidad=mas.get("unidad", "habiles"),
    )


def sin_el_festivo(recibida: date, dias: int) -> date:
    """La fecha que daría un calendario sin el 4 de noviembre de 2024."""
    dia, faltan = recibida, dias
    while faltan:
        dia = date.fromordinal(dia.toordinal() + 1)
        if nacional().es_habil(dia) or dia == FESTIVO:
            faltan -= 1
    return dia


def test_cuenta_iguales_distintas_y_sin_dato() -> None:
    resultado = comparar(
        [
            pedida(date(2024, 3, 15), 15, date(2024, 4, 10)),
            pedida(date(2024, 3, 15), 15, date(2024, 4, 11)),
            pedida(date(2024, 3, 15), None, date(2024, 4, 10)),
            pedida(date(2024, 3, 15), 15, None),
        ],
        nacional(),
        rechazadas=2,
    )
    assert (resultado.iguales, resultado.distintos, resultado.sin_dato) == (1, 1, 4)
    assert sum(resultado.segun_la_ley.values()) == 6


def test_descubre_el_festivo_que_le_falta_al_otro_calendario() -> None:
    dias = [date(2024, 10, d) for d in (21, 22, 23, 24, 25)]
    peticiones = [pedida(d, 15, sin_el_festivo(d, 15)) for d in dias]
    peticiones += [pedida(d, 3, nacional().sumar_habiles(d, 3)) for d in dias]
    resultado = comparar(peticiones, nacional())
    assert resultado.supuestos.festivos_que_no_tiene == (FESTIVO,)
    assert resultado.motivos() == {"su calendario no tiene el festivo 2024-11-04": 5}
    assert {d.diferencia for d in resultado.discrepancias} == {-1}


def test_descubre_los_dias_que_la_otra_entidad_no_trabajo_y_con_ellos_coincide() -> None:
    cierres = [date(2024, 3, 26), date(2024, 3, 27)]
    otro = con_cierres(nacional(), cierres)
    dias = [date(2024, 3, d) for d in range(1, 26)]
    peticiones = [pedida(d, n, otro.sumar_habiles(d, n)) for d in dias for n in (2, 5, 15)]
    a_ciegas = comparar(peticiones, nacional())
    assert a_ciegas.distintos > 0
    assert a_ciegas.supuestos.dias_que_no_conto == tuple(cierres)
    assert comparar(peticiones, otro).distintos == 0


def test_un_error_suelto_no_acusa_a_ningun_dia() -> None:
    dias = [date(2024, 5, d) for d in range(2, 31)]
    peticiones = [pedida(d, 10, nacional().sumar_habiles(d, 10)) for d in dias]
    peticiones.append(pedida(date(2024, 5, 7), 10, date(2024, 5, 24)))
    resultado = comparar(peticiones, nacional())
    assert resultado.supuestos.dias_que_no_conto == ()
    assert list(resultado.motivos()) == ["hasta su fecha hay 12 días hábiles y el archivo dice 10"]


@pytest.mark.parametrize(
    ("vence", "motivo"),
    [
        (date(2024, 5, 17), "contó días calendario y no hábiles"),
        (date(2024, 5, 21), "contó como primero el mismo día en que se recibió"),
        (date(2024, 5, 25), "su fecha cae en día no hábil (sábado)"),
    ],
)
def test_explica_las_demas_maneras_de_contar(vence: date, motivo: str) -> None:
    resultado = comparar([pedida(date(2024, 5, 7), 10, vence)], nacional())
    assert list(resultado.motivos()) == [motivo]


@pytest.mark.parametrize(
    ("vence", "cuenta"),
    [
        (date(2024, 4, 10), "iguales"),
        (date(2024, 4, 11), "con_ampliacion"),
        (date(2024, 5, 2), "con_ampliacion"),
        (date(2024, 5, 3), "despues"),
        (date(2024, 4, 9), "antes"),
    ],
    ids=["CPACA-14", "CPACA-14-par", "CPACA-14-par-tope", "pasa-del-doble", "antes"],
)
def test_lo_que_da_la_ley_es_otra_cuenta(vence: date, cuenta: str) -> None:
    resultado = comparar([pedida(date(2024, 3, 15), 15, vence)], nacional())
    assert resultado.segun_la_ley[cuenta] == 1


def test_los_dias_calendario_se_corren_al_habil_siguiente() -> None:
    sabado = pedida(date(2024, 5, 8), 10, date(2024, 5, 20), unidad="calendario")
    assert comparar([sabado], nacional()).iguales == 1
