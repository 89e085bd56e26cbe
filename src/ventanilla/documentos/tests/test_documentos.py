"""La persona recibe un PDF que se lee, se oye, no engaña y es siempre el mismo."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from ventanilla.documentos import servicios
from ventanilla.documentos.datos import DiaCalendario
from ventanilla.documentos.motor import ErrorDocumento
from ventanilla.documentos.tests.lectura import lector, texto_de
from ventanilla.documentos.tests.muestras import (
    constancia_de_muestra,
    dias_de_muestra,
    respuesta_de_muestra,
    tabla_de_muestra,
)

HOSTIL = (
    '#panic() #import "x.typ": * #read("/etc/passwd") $x^2$ *b* _c_ @cita <eti> \\ `z` '
    '= Título - lista // nota /* otra */ {{ x }} {% y %} <script>alert(1)</script> "]) #{'
)


def test_la_constancia_trae_lo_que_la_ley_pide() -> None:
    leido = texto_de(servicios.constancia(constancia_de_muestra()))
    for dicho in (
        "Constancia de radicación",
        "2026-073412",
        "Viernes 20 de noviembre de 2026, 10:42 a. m., hora legal de Colombia",
        "Ana Ñúñez de Ejemplo",
        "CC 00.000.001",
        "Carrera 5 n.º 42-10",
        "Hueco en la carrera 5 con calle 42",
        "Hay un hueco frente al colegio.",
        "Formulario web de la entidad",
        "Ley 1437 de 2011, artículo 14",
        "lunes 14 de diciembre de 2026",
        "3f" * 32,
        "2 folios",
        "ventanilla.villaejemplo.gov.co/verificar/",
        "5b" * 32,
    ):
        assert dicho in leido


def test_la_constancia_verbal_lo_dice_y_la_web_no() -> None:
    frase = "presentada de manera verbal"
    verbal = constancia_de_muestra(fue_verbal=True, lengua="Nasa Yuwe, sin intérprete")
    leido = texto_de(servicios.constancia(verbal))
    assert frase in leido
    assert "Nasa Yuwe, sin intérprete" in leido
    assert frase not in texto_de(servicios.constancia(constancia_de_muestra()))


def test_la_clave_solo_sale_si_la_ponen() -> None:
    assert "Clave para" not in texto_de(servicios.constancia(constancia_de_muestra()))
    con_clave = constancia_de_muestra(clave="K7QF-29XM-4TZ8-1HBN")
    assert "K7QF-29XM-4TZ8-1HBN" in texto_de(servicios.constancia(con_clave))


def test_la_anonima_no_nombra_a_nadie() -> None:
    anonima = constancia_de_muestra(
        solicitantes=(), solicitante_publico="Persona anónima", respuesta_por=""
    )
    leido = texto_de(servicios.constancia(anonima))
    assert "Persona anónima" in leido
    assert "Ana Ñúñez" not in leido


def test_el_calendario_cuenta_dia_por_dia_y_dice_lo_que_no_cuenta() -> None:
    leido = texto_de(servicios.constancia(constancia_de_muestra()))
    assert "vence, día 15" in leido
    assert "Día 11 lunes 7 de diciembre" in leido
    assert "Día 12 miércoles 9 de diciembre" in leido
    assert "los sábados y domingos ni el martes 8 de diciembre de 2026" in leido
    assert "Inmaculada Concepción" in leido


def test_sin_anexos_ni_termino_tambien_hay_constancia() -> None:
    felicitacion = constancia_de_muestra(
        anexos=(), calendario=(), fecha_vence=None, termino="sin término legal", norma="", texto=""
    )
    leido = texto_de(servicios.constancia(felicitacion))
    assert "No se recibieron anexos." in leido
    assert "Debemos responderle" not in leido
    assert "Cómo contamos" not in leido
    assert "La petición no trae texto" in leido


def test_lo_que_falta_se_dice_sin_negar_el_radicado() -> None:
    leido = texto_de(servicios.constancia(constancia_de_muestra(faltantes=("Poder firmado",))))
    assert "Faltan estos documentos." in leido
    assert "Poder firmado" in leido
    assert "Su petición quedó radicada" in leido


@pytest.mark.parametrize("habiles", [1, 60])
def test_cabe_un_termino_de_un_dia_y_uno_de_sesenta(habiles: int) -> None:
    largo = constancia_de_muestra(calendario=dias_de_muestra(date(2026, 11, 23), habiles))
    assert f"vence, día {habiles}" in texto_de(servicios.constancia(largo))


def test_un_calendario_sin_dias_contados_no_rompe_nada() -> None:
    solo = (DiaCalendario(fecha=date(2026, 11, 28), motivo="sábado"),)
    assert servicios.constancia(constancia_de_muestra(calendario=solo)).startswith(b"%PDF")


def test_la_respuesta_trae_numero_asunto_cuerpo_y_firma() -> None:
    leido = texto_de(servicios.respuesta(respuesta_de_muestra()))
    for dicho in (
        "1400-026927",
        "Villa Ejemplo, 10 de diciembre de 2026",
        "Asunto: Respuesta sobre el hueco",
        "Radicado 2026-073412",
        "carpeta asfáltica",
        "18 de diciembre",
        "Diego Muestra Prueba",
        "Secretario de Infraestructura",
        "Firmado electrónicamente",
        "Copia: Personería municipal; Archivo",
        "recurso de reposición",
        "Página 2 de 2",
    ):
        assert dicho in leido


def test_el_enlace_del_cuerpo_se_puede_abrir() -> None:
    enlaces = [
        nota.get_object()["/A"]["/URI"]
        for hoja in lector(servicios.respuesta(respuesta_de_muestra())).pages
        for nota in hoja.get("/Annots", [])
    ]
    assert "https://www.villaejemplo.gov.co/obras" in enlaces


def test_la_tabla_vacia_lo_dice() -> None:
    leido = texto_de(servicios.tabla(tabla_de_muestra(filas=())))
    assert "No hay filas para este informe." in leido
    assert "1.204" in texto_de(servicios.tabla(tabla_de_muestra()))


def test_lo_que_escribe_una_persona_se_muestra_y_no_se_evalua() -> None:
    hostil = constancia_de_muestra(asunto=HOSTIL, texto=HOSTIL, que_sigue=(HOSTIL,))
    leido = texto_de(servicios.constancia(hostil))
    seguido = "".join(HOSTIL.split())
    assert "".join(leido.split()).count(seguido) == 3


@pytest.mark.parametrize(
    ("texto", "queda"),
    [
        ("a\x00b\x07c", "abc"),
        ("uno\u202edos", "unodos"),
        ("漢字 y ñ", "□□ y ñ"),
        ("ẽ ũ ç’ nasa yuwe", "ẽ ũ ç’ nasa yuwe"),
        ("“comillas” — raya ✓ ½ €", "“comillas” — raya ✓ ½ €"),
        ("🙏 gracias", "🙏 gracias"),
        ("\ue000\uffff\U000f0000 fin", "□□□ fin"),
        ("x" * 1500, "x" * 1500),
        ("https://ejemplo.gov.co/" + "a/" * 300, "https://ejemplo.gov.co/" + "a/" * 300),
    ],
)
def test_cualquier_signo_llega_a_un_documento_valido(texto: str, queda: str) -> None:
    leido = texto_de(servicios.constancia(constancia_de_muestra(texto=texto)))
    assert "".join(queda.split()) in "".join(leido.split())


def test_un_signo_sin_dibujo_se_advierte() -> None:
    aviso = "no se pueden imprimir"
    assert aviso in texto_de(servicios.constancia(constancia_de_muestra(asunto="漢字")))
    assert aviso not in texto_de(servicios.constancia(constancia_de_muestra()))


def test_hebreo_y_arabe_no_impiden_la_constancia() -> None:
    datos_rtl = constancia_de_muestra(asunto="שלום מרחבא مرحبا", texto="مرحبا بالعالم")
    assert servicios.constancia(datos_rtl).startswith(b"%PDF")


def test_el_texto_de_cien_hojas_sale_completo() -> None:
    parrafo = "Pido que se repare la vía de la vereda porque no se puede pasar. " * 12
    largo = "\n\n".join(f"Punto {n}. {parrafo}" for n in range(1, 501))
    hojas = lector(servicios.constancia(constancia_de_muestra(texto=largo))).pages
    assert len(hojas) >= 100
    leido = " ".join(hoja.extract_text() for hoja in hojas[-2:])
    assert "Punto 500." in leido
    assert "2026-073412" in hojas[50].extract_text()


@pytest.mark.parametrize(
    "texto",
    ["w" * 50_000, "😀" * 50_000, "漢" * 20_000, ("w" * 40 + " ") * 1_200, "a\u200b" * 20_000],
    ids=["sin_espacios", "emojis", "ideogramas", "palabras_largas", "cortes"],
)
def test_ningun_texto_que_se_recibe_deja_a_la_persona_sin_constancia(texto: str) -> None:
    pdf = servicios.constancia(replace(constancia_de_muestra(), texto=texto))
    assert len(lector(pdf).pages) > 3


def test_una_tabla_ancha_y_larga_sale_completa() -> None:
    columnas = tuple(f"Columna {n}" for n in range(9))
    filas = tuple((f"2026-{n:06d}", *(["Secretaría de Infraestructura"] * 8)) for n in range(300))
    ancha = tabla_de_muestra(columnas=columnas, filas=filas, apaisada=True, a_la_derecha=())
    leido = texto_de(servicios.tabla(ancha))
    assert "2026-000000" in leido
    assert "2026-000299" in leido


def test_una_direccion_que_no_cabe_en_el_qr_no_da_documento() -> None:
    with pytest.raises(ErrorDocumento, match="QR"):
        servicios.constancia(constancia_de_muestra(url_verificacion="https://a.co/" + "x" * 5000))
