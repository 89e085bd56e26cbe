"""Leer tablas ajenas: vengan como vengan, o con un motivo que se entienda."""

from datetime import date, datetime
from pathlib import Path

import pytest

from ventanilla.comun.reloj import BOGOTA
from ventanilla.importacion.reglas import mapa as mapas
from ventanilla.importacion.reglas.errores import ArchivoInvalido
from ventanilla.importacion.reglas.filas import (
    FechaIlegible,
    Importada,
    Rechazo,
    entender,
    leer_momento,
)
from ventanilla.importacion.reglas.lectura import leer_filas
from ventanilla.importacion.reglas.mapa import Mapa, MapaInvalido, leer_mapa
from ventanilla.importacion.reglas.tablas import csv_de_rechazos, neutralizar
from ventanilla.peticiones.models import Peticion

HOY = date(2026, 11, 20)
MAPA = """
serie = "sistema_viejo"
nombre = "Sistema viejo"
[columnas]
numero = "RADICADO"
recibida = "FECHA"
clase = "CLASE"
estado = "ESTADO"
dias = "TOTAL DÍAS"
vence = "LÍMITE"
respondida = "RESPUESTA"
asunto = "TEMA"
[clases]
"Petición" = "peticion"
"Información" = "informacion"
[estados]
"Abierto" = "abierta"
"Cerrado" = "respondida"
"""
ENCABEZADO = "RADICADO,FECHA,CLASE,ESTADO,TOTAL DÍAS,LÍMITE,RESPUESTA,TEMA"
FILA = "2024-1,2024-03-05,Petición,Abierto,15,2024-04-01,,Una vía"


def leer(ruta: Path, contenido: str | bytes, mapa: Mapa | None = None) -> list[Importada | Rechazo]:
    ruta.write_bytes(contenido if isinstance(contenido, bytes) else contenido.encode())
    elegido = mapa or leer_mapa(MAPA)
    return list(entender(leer_filas(ruta, elegido), elegido, hoy=HOY))


def una(ruta: Path, fila: str) -> Importada | Rechazo:
    return leer(ruta, f"{ENCABEZADO}\n{fila}\n")[0]


@pytest.fixture
def ruta(tmp_path: Path) -> Path:
    return tmp_path / "tabla.csv"


@pytest.mark.parametrize("codificacion", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("separador", [",", ";", "\t", "|"])
def test_lee_lo_mismo_en_toda_codificacion_y_separador(
    ruta: Path, codificacion: str, separador: str
) -> None:
    texto = f"{ENCABEZADO}\n{FILA}\n".replace(",", separador).replace("\n", "\r\n")
    (leida,) = leer(ruta, texto.encode(codificacion))
    assert isinstance(leida, Importada)
    assert (leida.numero, leida.asunto, leida.dias) == ("2024-1", "Una vía", 15)
    assert leida.recibida.instante == datetime(2024, 3, 5, tzinfo=BOGOTA)
    assert leida.recibida.precision == "dia"


def test_una_celda_con_comas_comillas_y_saltos_es_una_celda_y_la_linea_no_se_pierde(
    ruta: Path,
) -> None:
    dos = '2024-1,2024-03-05,Petición,Abierto,15,,,"Una ""vía"",\nrota"\n2024-2,mal,Petición,,,,,x'
    primera, segunda = leer(ruta, f"{ENCABEZADO}\n{dos}\n")
    assert isinstance(primera, Importada)
    assert primera.asunto == 'Una "vía", rota'
    assert isinstance(segunda, Rechazo)
    assert (segunda.linea, segunda.columna) == (4, "FECHA")


def test_las_filas_en_blanco_se_saltan(ruta: Path) -> None:
    assert len(leer(ruta, f"{ENCABEZADO}\n,,,,,,,\n\n{FILA}\n")) == 1


@pytest.mark.parametrize(
    ("texto", "esperado", "con_hora"),
    [
        ("2024-03-05", "2024-03-05T00:00:00", False),
        ("2024-03-05 14:30", "2024-03-05T14:30:00", True),
        ("2024-03-05T14:30:10", "2024-03-05T14:30:10", True),
        ("05/03/2024", "2024-03-05T00:00:00", False),
        ("5/3/2024 2:30 p. m.", "2024-03-05T14:30:00", True),
        ("05-03-2024 12:00 a.m.", "2024-03-05T00:00:00", True),
        ("2024-03-06T01:00:00+00:00", "2024-03-05T20:00:00", True),
    ],
)
def test_entiende_las_fechas_que_se_usan(texto: str, esperado: str, con_hora: bool) -> None:
    momento = leer_momento(texto)
    assert momento.instante.isoformat() == f"{esperado}-05:00"
    assert momento.con_hora is con_hora


@pytest.mark.parametrize("texto", ["13/13/2024", "31/02/2024", "45292", "ayer", "0024-01-01", "-"])
def test_lo_que_no_es_una_fecha_se_dice(texto: str) -> None:
    with pytest.raises(FechaIlegible):
        leer_momento(texto)


@pytest.mark.parametrize(
    ("fila", "columna", "motivo"),
    [
        (",2024-03-05,Petición,Abierto,15,,,x", "RADICADO", "no trae número"),
        ("1,,Petición,Abierto,15,,,x", "FECHA", "no trae la fecha"),
        ("1,2027-01-01,Petición,Abierto,15,,,x", "FECHA", "futuro"),
        ("1,2001-01-01,Petición,Abierto,15,,,x", "FECHA", "No hay regla"),
        ("1,2024-03-05,Otra cosa,Abierto,15,,,x", "CLASE", "el mapa no dice"),
        ("1,2024-03-05,,Abierto,15,,,x", "CLASE", "está vacía"),
        ("1,2024-03-05,Petición,Quién sabe,15,,,x", "ESTADO", "el mapa no dice"),
        ("1,2024-03-05,Petición,Abierto,quince,,,x", "TOTAL DÍAS", "de 1 a 3.650"),
        ("1,2024-03-05,Petición,Abierto,15,2024-03-01,,x", "LÍMITE", "antes de haberse recibido"),
        ("1,2024-03-05,Petición,Cerrado,15,,,x", "RESPUESTA", "no trae la fecha"),
        ("1,2024-03-05,Petición,Cerrado,15,,2024-03-04,x", "RESPUESTA", "anterior"),
        ("1,2024-03-05,Petición", "", "3 celdas y el encabezado 8"),
        ("1,2024-03-05,Petición,Abierto,15,,,x,de más", "", "9 celdas"),
    ],
)
def test_la_fila_que_no_entra_dice_columna_y_motivo(
    ruta: Path, fila: str, columna: str, motivo: str
) -> None:
    rechazo = una(ruta, fila)
    assert isinstance(rechazo, Rechazo)
    assert (rechazo.linea, rechazo.columna) == (2, columna)
    assert motivo in rechazo.motivo


def test_el_segundo_numero_igual_del_mismo_anio_se_rechaza_y_el_de_otro_anio_entra(
    ruta: Path,
) -> None:
    otra = FILA.replace("2024-03-05", "2023-03-06").replace("2024-04-01", "")
    leidas = leer(ruta, "\n".join([ENCABEZADO, FILA, FILA, otra]))
    assert [type(u) for u in leidas] == [Importada, Rechazo, Importada]
    assert isinstance(leidas[1], Rechazo)
    assert leidas[1].motivo == "el número ya venía en la línea 2"


@pytest.mark.parametrize(
    ("contenido", "motivo"),
    [
        (b"", "está vacío"),
        (b"PK\x03\x04xlsx", "libro de Excel"),
        (b"%PDF-1.7", "un PDF"),
        (b"A;\x81\x8d\xff", "no está en UTF-8 ni en Windows-1252"),
        (b"RADICADO,FECHA\n1,2024-01-02\n", "«CLASE», «ESTADO»"),
        (f"RADICADO,{ENCABEZADO}\n".encode(), "dos veces la columna «RADICADO»"),
        (f'{ENCABEZADO}\n1,"{"x" * 140_000}\n'.encode(), "desde la línea 2"),
    ],
)
def test_el_archivo_que_no_se_puede_leer_dice_por_que(
    ruta: Path, contenido: bytes, motivo: str
) -> None:
    with pytest.raises(ArchivoInvalido, match=motivo):
        leer(ruta, contenido)


@pytest.mark.parametrize(
    ("cambio", "motivo"),
    [
        (("serie =", "seri ="), "«seri»"),
        (('serie = "sistema_viejo"', 'serie = "Sistema Viejo"'), "«serie»"),
        (('serie = "sistema_viejo"', 'serie = "entrada"'), "es de la entidad"),
        (('nombre = "Sistema viejo"', ""), "«nombre»"),
        (('numero = "RADICADO"', ""), "falta «numero»"),
        (('asunto = "TEMA"', 'color = "TEMA"'), "«color»"),
        (('= "informacion"', '= "inventada"'), "La clase «inventada» no existe"),
        (('= "respondida"', '= "lista"'), "«lista» no se entiende"),
        (('asunto = "TEMA"', "asunto = 3"), "texto entre comillas"),
        (("[columnas]", "[columnas"), "no es un archivo TOML"),
    ],
)
def test_el_mapa_malo_dice_que_corregir(cambio: tuple[str, str], motivo: str) -> None:
    with pytest.raises(MapaInvalido, match=motivo.replace("(", r"\(")):
        leer_mapa(MAPA.replace(*cambio))


def test_los_codigos_que_el_mapa_admite_son_los_del_modelo() -> None:
    assert set(mapas.CANALES) == set(Peticion.Canal.values)
    assert set(mapas.SOLICITANTES) == set(Peticion.Solicitante.values)


@pytest.mark.parametrize("celda", ["=1+1", "+57", "-2", "@x", "\tx", "\rx"])
def test_ninguna_celda_rechazada_se_vuelve_formula(celda: str) -> None:
    assert neutralizar(celda) == f"'{celda}"
    tabla = csv_de_rechazos([Rechazo(2, celda, "RADICADO", celda, "no sirve")])
    assert f";{celda}" not in tabla
