"""Los componentes dicen lo mismo con figura, palabra y color, y nunca rompen la CSP."""

import re
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.template import engines

from ventanilla.comun.templatetags._calendario import por_meses, renglones
from ventanilla.comun.templatetags._semaforo import luz
from ventanilla.comun.tests import muestrario

ESTATICO = Path(muestrario.__file__).parents[2] / "static" / "comun"
FALLAS = ("400", "403", "403_csrf", "404", "413", "429", "500", "503")


class _Vigia(HTMLParser):
    """Anota lo que la política de contenido no deja correr y los id repetidos."""

    def __init__(self) -> None:
        super().__init__()
        self.prohibido: list[str] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        nombres = dict(attrs)
        if tag == "style" or (tag == "script" and not nombres.get("src")):
            self.prohibido.append(tag)
        self.prohibido += [n for n in nombres if n == "style" or n.startswith("on")]
        if nombres.get("id"):
            self.ids.append(str(nombres["id"]))


def _armar(fuente: str, /, **contexto: object) -> str:
    plantilla = engines["django"].from_string("{% load ventanilla %}" + fuente)
    return re.sub(r"\s+", " ", str(plantilla.render(contexto)))


@pytest.mark.parametrize("nombre", muestrario.PAGINAS)
def test_ninguna_pagina_trae_guiones_ni_estilos_en_linea(nombre: str) -> None:
    vigia = _Vigia()
    vigia.feed(muestrario.pagina(nombre))
    assert vigia.prohibido == []
    assert sorted(set(vigia.ids)) == sorted(vigia.ids)


@pytest.mark.parametrize("nombre", FALLAS)
def test_las_paginas_de_falla_se_arman_sin_contexto(nombre: str) -> None:
    html = muestrario.falla(nombre)
    assert html.count("<h1>") == 1
    assert "contenido" in html


@pytest.mark.parametrize("nombre", ["500", "503"])
def test_si_el_sistema_falla_se_dice_que_no_se_recibio_y_que_hacer(nombre: str) -> None:
    html = muestrario.falla(nombre)
    assert "NO se recibió" in html
    assert "artículo 62" in html
    assert "<ol>" in html


@pytest.mark.parametrize(
    ("dias", "opciones", "esperado"),
    [
        (-4, {}, ("mal", "triangulo", "Venció hace 4 días")),
        (-4, {"corto": True}, ("mal", "triangulo", "Venció hace 4 d")),
        (-1, {}, ("mal", "triangulo", "Venció hace 1 día")),
        (0, {}, ("mal", "triangulo", "Vence hoy")),
        (0, {"vencido": True}, ("mal", "triangulo", "Venció hoy")),
        (1, {}, ("alerta", "circulo", "Queda 1 día")),
        (3, {}, ("alerta", "circulo", "Quedan 3 días")),
        (9, {}, ("bien", "visto", "Quedan 9 días")),
        (9, {"suspendido": True}, ("neutro", "pausa", "Término detenido")),
        (9, {"suspendido": "Espera a la persona"}, ("neutro", "pausa", "Espera a la persona")),
        (None, {}, ("neutro", "raya", "Sin término")),
        (None, {"vencido": True}, ("mal", "triangulo", "Vencida")),
        (-4, {"cerrado": "Respondida"}, ("neutro", "visto", "Respondida")),
    ],
)
def test_el_semaforo_dice_el_plazo_con_figura_palabra_y_color(
    dias: int | None, opciones: dict[str, object], esperado: tuple[str, str, str]
) -> None:
    salida = luz(dias, **opciones)  # type: ignore[arg-type]
    assert (salida.tono, salida.figura, salida.texto) == esperado


ENTREGA = (
    muestrario.dias_contados(),
    muestrario.RECIBIDA,
    muestrario.VENCE,
    "último día para responder",
)


def test_un_termino_detenido_no_senala_ningun_dia() -> None:
    dias, recibida, _, que = ENTREGA
    casillas = [c for mes in por_meses(dias, recibida, None, que) for c in mes.casillas]
    assert "vence" not in {c.clase for c in casillas}


def test_lo_que_vence_sin_numero_de_dia_tambien_se_senala() -> None:
    fin = {"fecha": "2026-12-21", "cuenta": False, "motivo": "vence el mes", "numero": None}
    (mes,) = por_meses([fin], None, date(2026, 12, 21), "último día")
    assert mes.casillas[0].clase == "vence"
    assert mes.casillas[0].frase == "lunes 21 de diciembre, último día"


def test_el_calendario_separa_los_meses_y_senala_el_vencimiento() -> None:
    meses = por_meses(*ENTREGA)
    assert [mes.nombre for mes in meses] == ["noviembre de 2026", "diciembre de 2026"]
    primera, ultima = meses[0].casillas[0], meses[-1].casillas[-1]
    assert (primera.clase, primera.columna) == ("inicio", 5)
    assert (ultima.clase, ultima.rotulo, ultima.columna) == ("vence", "día 15", 1)
    festivo = next(c for c in meses[1].casillas if c.fecha == date(2026, 12, 8))
    assert (festivo.clase, festivo.rotulo) == ("no", "festivo")


def test_el_calendario_se_lee_igual_como_lista() -> None:
    frases = renglones(por_meses(*ENTREGA))
    assert frases[0].startswith("viernes 20 de noviembre: la recibimos")
    assert "martes 8 de diciembre: no cuenta, festivo (Inmaculada Concepción)" in frases
    assert frases[-1] == "lunes 14 de diciembre: día 15, último día para responder"
    assert sum(": día " in frase for frase in frases) == 15


def test_el_calendario_guardado_en_json_da_lo_mismo() -> None:
    dias = muestrario.dias_contados()
    guardados = [
        {"fecha": d.fecha.isoformat(), "cuenta": d.cuenta, "motivo": d.motivo, "numero": d.numero}
        for d in dias
    ]
    assert por_meses(guardados, *ENTREGA[1:]) == por_meses(dias, *ENTREGA[1:])


def test_un_calendario_sin_dias_queda_vacio() -> None:
    assert por_meses([], None, None, "") == []


def test_el_campo_une_rotulo_ayuda_y_error() -> None:
    form = muestrario.FormularioDeMuestra({"asunto": "", "correo": "x"})
    html = _armar('{% include "comun/campo.html" %}', campo=form["asunto"])
    assert '<label class="campo-rotulo" for="id_asunto">Asunto' in html
    assert 'aria-describedby="id_asunto_helptext id_asunto_error"' in html
    assert 'id="id_asunto_helptext"' in html
    assert 'id="id_asunto_error"' in html
    assert 'aria-invalid="true"' in html
    assert "(opcional)" not in html


def test_lo_opcional_se_marca_y_se_puede_callar() -> None:
    form = muestrario.FormularioDeMuestra()
    assert "(opcional)" in _armar('{% include "comun/campo.html" %}', campo=form["barrio"])
    callado = _armar(
        '{% include "comun/campo.html" with sin_opcional=True mostrar_si="modalidad=correo" %}',
        campo=form["barrio"],
    )
    assert "(opcional)" not in callado
    assert 'data-mostrar-si="modalidad=correo"' in callado


def test_las_opciones_van_en_un_grupo_con_su_pregunta_y_sus_explicaciones() -> None:
    html = _armar(
        '{% include "comun/campo.html" with pregunta=True %}',
        campo=muestrario.FormularioDeMuestra()["clase"],
    )
    assert html.count('type="radio"') == 3
    assert '<legend class="pregunta"><h2>¿Qué quiere presentar?' in html
    assert "Un servicio no se prestó o se prestó mal." in html


def test_el_resumen_lleva_a_cada_campo_y_toma_el_foco_sin_guiones() -> None:
    form = muestrario.FormularioDeMuestra({"asunto": "Hueco"})
    html = _armar('{% include "comun/resumen_errores.html" %}', form=form)
    assert "Falta corregir 5 datos" in html
    assert 'href="#id_clase_0"' in html
    assert 'href="#id_hechos"' in html
    assert 'tabindex="-1" autofocus' in html
    assert "?:" not in html


def test_sin_errores_no_hay_resumen() -> None:
    html = _armar(
        '{% include "comun/resumen_errores.html" %}', form=muestrario.FormularioDeMuestra()
    )
    assert html.strip() == ""


def test_lo_que_escribe_la_persona_no_se_vuelve_marcado() -> None:
    maldad = "<script>alert(1)</script>"
    form = muestrario.FormularioDeMuestra({"asunto": maldad, "modalidad": maldad})
    html = _armar('{% include "comun/resumen_errores.html" %}', form=form)
    html += _armar('{% include "comun/campo.html" %}', campo=form["asunto"])
    html += _armar('{% include "comun/estado.html" %}', texto=maldad)
    html += _armar(
        '{% include "comun/linea_de_tiempo.html" %}', hitos=[{"titulo": maldad, "texto": maldad}]
    )
    html += _armar(
        "{% calendario_dias dias vence=None %}",
        dias=[{"fecha": "2026-12-08", "cuenta": False, "motivo": maldad, "numero": None}],
    )
    assert "<script>" not in html


def test_la_paginacion_conserva_los_filtros() -> None:
    html = _armar('{% include "comun/paginacion.html" %}', **muestrario.contexto("bandeja"))
    assert "Del 21 al 40 de 95" in html
    assert "tipo=reclamo&amp;pagina=3" in html


@pytest.mark.parametrize(
    ("texto", "esperado"),
    [
        ("{{ f|fecha_larga }}", "lunes 14 de diciembre de 2026"),
        ('{{ f|fecha_larga:"sin" }}', "lunes 14 de diciembre"),
        ("{{ f|fecha_mediana }}", "14 de diciembre de 2026"),
        ("{{ f|fecha_corta }}", "14/12/2026"),
        ("{{ f|fecha_iso }}", "2026-12-14"),
        ("{{ nada|fecha_larga }}{{ nada|momento_largo }}{{ nada|hora }}", ""),
        ('{{ 1|dias_plural:"habiles" }}', "1 día hábil"),
        ("{{ 15|dias_plural }}", "15 días"),
    ],
)
def test_las_fechas_se_dicen_como_las_diria_una_persona(texto: str, esperado: str) -> None:
    assert _armar(texto, f=date(2026, 12, 14), nada=None) == esperado


def test_cada_icono_que_se_pide_existe() -> None:
    sprite = (ESTATICO / "iconos.svg").read_text(encoding="utf-8")
    dibujos = set(re.findall(r'<symbol id="([a-z]+)"', sprite))
    pedidos = {
        i for p in muestrario.PAGINAS for i in re.findall(r"svg#([a-z]+)", muestrario.pagina(p))
    }
    assert pedidos <= dibujos
    assert len(pedidos) > 15


def test_la_primera_visita_pesa_menos_de_120_kilobytes() -> None:
    letra = ESTATICO / "fuentes" / "nunito-sans-latin.woff2"
    piezas = [ESTATICO / "css" / "ventanilla.css", letra, ESTATICO / "iconos.svg"]
    piezas += (ESTATICO / "js").glob("*.js")
    assert sum(pieza.stat().st_size for pieza in piezas) < 120_000
