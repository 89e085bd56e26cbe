"""Traer de verdad: con su número, una sola vez, vivas o cerradas, y en el libro."""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from pathlib import Path

import pytest
from django.test import Client

from ventanilla.atencion.web.consultas.recibo import recibo_de
from ventanilla.atencion.web.consultas.seguimiento import seguimiento_de
from ventanilla.auditoria.models import Asiento, Cadena
from ventanilla.auditoria.reglas.libro import Linea, huella
from ventanilla.comun.actores import SISTEMA
from ventanilla.comun.errores import ErrorDeDominio
from ventanilla.comun.reloj import BOGOTA, en_bogota
from ventanilla.conftest import Dependencias
from ventanilla.correspondencia.models import Contador, Radicado, Serie
from ventanilla.directorio.consultas import calendario_de_la_entidad
from ventanilla.directorio.models import Usuario
from ventanilla.importacion.reglas.filas import Importada, entender
from ventanilla.importacion.reglas.lectura import leer_filas
from ventanilla.importacion.reglas.mapa import Mapa, leer_mapa
from ventanilla.importacion.servicios.traer import Traidas, importar
from ventanilla.peticiones.consultas.busqueda import con_palabras
from ventanilla.peticiones.consultas.relojes import computo_de, guardado
from ventanilla.peticiones.models import Estado, Peticion
from ventanilla.peticiones.reglas.busqueda import fichas
from ventanilla.peticiones.reglas.vencimiento import vencimiento

AHORA = datetime(2026, 11, 20, 9, 0, tzinfo=BOGOTA)
MAPA = """
serie = "sistema_viejo"
nombre = "Sistema viejo"
[columnas]
numero = "N"
recibida = "F"
clase = "C"
estado = "E"
dias = "D"
vence = "V"
asignada = "A"
respondida = "R"
dependencia = "DEP"
asunto = "T"
nombre = "Q"
correo = "M"
[clases]
P = "peticion"
I = "informacion"
[estados]
Abierta = "abierta"
Cerrada = "respondida"
[dependencias]
Obras = "1500"
"""
TABLA = """N;F;C;E;D;V;A;R;DEP;T;Q;M
2026-000001;2026-11-10;P;Abierta;15;;2026-11-11;;Obras;Hueco en la calle;Zutana Ejemplo;zutana@ejemplo.com
0002;2026-11-10 08:30;I;Abierta;20;;;;Otra;Copia de un plano;;
0003;2026-03-02;P;Cerrada;15;;2026-03-03;2026-03-10;Obras;Andén roto;;
"""

pytestmark = pytest.mark.django_db


def filas(carpeta: Path, tabla: str = TABLA, mapa: str = MAPA) -> tuple[list[Importada], Mapa]:
    archivo = carpeta / "viejo.csv"
    archivo.write_text(tabla, encoding="utf-8")
    leido = leer_mapa(mapa)
    todas = list(entender(leer_filas(archivo, leido), leido, hoy=date(2026, 11, 20)))
    return [u for u in todas if isinstance(u, Importada)], leido


def traer(peticiones: Iterable[Importada], mapa: Mapa) -> Traidas:
    return importar(
        list(peticiones), mapa=mapa, huella_del_archivo="0" * 64, actor=SISTEMA, ahora=AHORA
    )


@pytest.fixture
def traidas(dependencias: Dependencias, tmp_path: Path) -> Traidas:
    return traer(*filas(tmp_path))


def peticion(numero: str) -> Peticion:
    return Peticion.objects.select_related("radicado__serie", "dependencia", "identidad").get(
        radicado__impreso=numero
    )


def test_lo_importado_se_halla_por_sus_palabras_y_por_su_numero(traidas: Traidas) -> None:
    for palabras, numero in (("huecos calle", "2026-000001"), ("0003", "0003"), ("anden", "0003")):
        halladas = con_palabras(Peticion.objects.all(), palabras)
        assert [p.radicado.impreso for p in halladas] == [numero]


def test_entran_con_su_numero_en_una_serie_propia_y_sin_contador(traidas: Traidas) -> None:
    assert (traidas.importadas, traidas.ya_estaban, traidas.abiertas) == (3, 0, 2)
    assert traidas.dependencias_sin_mapa == ("Otra",)
    assert Serie.objects.get(codigo="sistema_viejo").clase == Serie.Clase.IMPORTADA
    assert list(Radicado.objects.values_list("consecutivo", flat=True)) == [None, None, None]
    assert not Contador.objects.exists()


def test_repetir_la_orden_no_trae_nada_dos_veces(traidas: Traidas, tmp_path: Path) -> None:
    otra = traer(*filas(tmp_path))
    assert (otra.importadas, otra.ya_estaban) == (0, 3)
    assert Peticion.objects.count() == 3
    assert Asiento.objects.filter(objeto="importacion:sistema_viejo").count() == 1


def test_lo_que_se_interrumpio_sigue_donde_iba(dependencias: Dependencias, tmp_path: Path) -> None:
    todas, mapa = filas(tmp_path)
    traer(todas[:1], mapa)
    seguida = traer(todas, mapa)
    assert (seguida.importadas, seguida.ya_estaban) == (2, 1)


def test_el_mismo_numero_impreso_existe_en_dos_series(
    traidas: Traidas, radicada: object, series: None
) -> None:
    radicada(ahora=AHORA)  # type: ignore[operator]
    assert Radicado.objects.filter(impreso="2026-000001").count() == 2


def test_la_abierta_queda_viva_en_su_dependencia_con_su_reloj(traidas: Traidas) -> None:
    viva = peticion("2026-000001")
    assert (viva.estado, viva.esta_cerrada) == (Estado.ASIGNADA, False)
    assert viva.dependencia is not None
    assert viva.dependencia.codigo == "1500"
    respuesta = viva.plazos.get(clase="respuesta")
    assert respuesta.fecha_vence == date(2026, 12, 2)
    assert respuesta.norma.startswith("Ley 1437 de 2011")
    assert viva.identidad is not None
    assert peticion("0002").dependencia != viva.dependencia


def test_los_dias_que_no_son_los_de_la_ley_se_respetan_y_se_dice_de_donde_salen(
    traidas: Traidas,
) -> None:
    plazo = peticion("0002").plazos.get(clase="respuesta")
    assert (plazo.dias, plazo.fecha_vence) == (20, date(2026, 12, 10))
    assert plazo.norma == "Término dado por el sistema de origen (Sistema viejo)"


def test_la_cerrada_queda_notificada_el_dia_que_dice_el_archivo(traidas: Traidas) -> None:
    cerrada = peticion("0003")
    assert (cerrada.estado, cerrada.esta_cerrada, cerrada.vence) == (Estado.NOTIFICADA, True, None)
    cumplido = cerrada.plazos.get(clase="respuesta").cumplido_en
    assert cumplido is not None
    assert en_bogota(cumplido).date() == date(2026, 3, 10)


def test_la_fecha_sin_hora_queda_dicha_con_esa_precision(traidas: Traidas) -> None:
    def precision(numero: str) -> str:
        return str(peticion(numero).actuaciones.get(tipo="radicada").datos["precision"])

    assert (precision("2026-000001"), precision("0002")) == ("dia", "minuto")


def test_los_relojes_guardados_son_los_que_dan_las_actuaciones(traidas: Traidas) -> None:
    for una in Peticion.objects.select_related("radicado"):
        computo = computo_de(una, calendario=calendario_de_la_entidad())
        assert vencimiento(computo) == guardado(una)


def test_se_encuentra_por_numero_y_por_palabra(traidas: Traidas) -> None:
    palabra = fichas("huecos")
    assert palabra in peticion("2026-000001").busqueda.split()


def test_el_libro_tiene_su_cadena_y_ningun_nombre(traidas: Traidas) -> None:
    viva = peticion("2026-000001")
    asientos = list(Asiento.objects.filter(objeto=f"peticion:{viva.uuid.hex}").order_by("orden"))
    assert [a.hecho for a in asientos] == ["radicada", "asignada"]
    previo = ""
    for a in asientos:
        momento = en_bogota(a.momento).isoformat(timespec="microseconds")
        linea = Linea(a.objeto, a.orden, momento, a.actor, a.hecho, a.previo, a.sal, a.contenido)
        assert (a.previo, a.hash) == (previo, huella(linea))
        previo = a.hash
    cadena = Cadena.objects.get(objeto=asientos[0].objeto)
    assert (cadena.largo, cadena.cabeza) == (2, previo)
    assert "Zutana" not in "".join(Asiento.objects.values_list("contenido", flat=True))


def test_una_dependencia_que_no_existe_detiene_todo_antes_de_escribir(
    dependencias: Dependencias, tmp_path: Path
) -> None:
    with pytest.raises(ErrorDeDominio, match="«9999»"):
        traer(*filas(tmp_path, mapa=MAPA.replace('"1500"', '"9999"')))
    assert not Peticion.objects.exists()


def test_no_se_puede_traer_a_una_serie_de_la_entidad(
    dependencias: Dependencias, tmp_path: Path
) -> None:
    Serie.objects.create(codigo="sistema_viejo", nombre="Propia", clase=Serie.Clase.ENTRADA)
    with pytest.raises(ErrorDeDominio, match="numera lo de la entidad"):
        traer(*filas(tmp_path))


def test_lo_que_llego_sin_hora_no_muestra_una_hora_inventada(
    traidas: Traidas, atencion: Usuario, entrar: Callable[[Usuario], Client]
) -> None:
    navegador = entrar(atencion)

    def hoja(numero: str) -> str:
        return navegador.get(f"/trabajo/peticiones/{peticion(numero).uuid}/").content.decode()

    sin_hora, con_hora = hoja("2026-000001"), hoja("0002")
    assert "12:00\u00a0a.\u00a0m." not in sin_hora
    assert "<dd>martes 10 de noviembre de 2026</dd>" in sin_hora
    assert '<time datetime="2026-11-10">martes 10 de noviembre de 2026</time>' in sin_hora
    assert "martes 10 de noviembre de 2026, 8:30\u00a0a.\u00a0m." in con_hora
    seguida = seguimiento_de(peticion("2026-000001"), ahora=AHORA)
    assert seguida.sin_hora
    assert seguida.hitos[0]["solo_dia"]
    assert recibo_de(peticion("2026-000001"), clave="").sin_hora
    assert not recibo_de(peticion("0002"), clave="").sin_hora
