"""Buscar en la bandeja: por número, por nombre y por palabras."""

import re
import uuid
from dataclasses import replace

import pytest

from ventanilla.bandeja.tests.paginas import BANDEJA, hoja
from ventanilla.comun.reloj import ahora
from ventanilla.conftest import PEDIDO
from ventanilla.correspondencia.models import Contador, Radicado, Serie
from ventanilla.peticiones.consultas import busqueda
from ventanilla.peticiones.models import Estado, Peticion, Respuesta

pytestmark = pytest.mark.django_db


def test_se_busca_por_numero_y_por_palabras_sin_tildes(peticion, beto, entrar) -> None:
    p = peticion(asunto="Poda de árboles", texto="Los árboles tocan los cables.")
    otra = peticion(asunto="Ruido de un bar", texto="No deja dormir.")
    navegador = entrar(beto)
    for buscado in (p.radicado.impreso, "arbol", "ÁRBOLES cables"):
        lista = hoja(navegador, vista="dependencia", q=buscado)
        assert p.asunto in lista
        assert otra.asunto not in lista
    for rara in ("%", "';--", "\x00", "a" * 5000):
        assert navegador.get(BANDEJA, {"q": rara}).status_code == 200


def test_el_numero_se_busca_corto_o_completo_y_tambien_entre_las_cerradas(
    peticion, beto, entrar
) -> None:
    p = peticion(asunto="Poda de árboles")
    otra = peticion(asunto="Ruido de un bar")
    Peticion.objects.filter(pk=p.pk).update(esta_cerrada=True, estado=Estado.NOTIFICADA)
    vigencia, corto = p.radicado.vigencia, p.radicado.consecutivo
    navegador = entrar(beto)
    for buscado in (
        p.radicado.impreso,
        f"{vigencia}-{corto}",
        f" {vigencia} {corto} ",
        str(corto),
    ):
        lista = hoja(navegador, vista="dependencia", q=buscado)
        assert p.asunto in lista, buscado
        assert otra.asunto not in lista
    nadie = hoja(navegador, vista="dependencia", q=f"{vigencia}-999")
    assert "Nada con ese filtro" in nadie
    assert "estado=cerradas" in nadie


def test_por_el_numero_de_salida_se_llega_a_la_peticion(peticion, beto, entrar) -> None:
    p = peticion(asunto="Poda de árboles")
    serie = Serie.objects.get(codigo="salida")
    salida = Radicado.objects.create(
        serie=serie,
        vigencia=p.radicado.vigencia,
        consecutivo=7,
        impreso=f"S{p.radicado.vigencia}-000007",
        momento_recepcion=ahora(),
        momento_radicacion=ahora(),
        verificacion="SALIDA7",
    )
    Contador.objects.get_or_create(
        serie=serie, vigencia=salida.vigencia, defaults={"ultimo": 7, "ultimo_momento": ahora()}
    )
    Respuesta.objects.create(
        peticion=p, uuid=uuid.uuid4(), asunto="R", autor=beto, editada=ahora(), radicado=salida
    )
    for buscado in (salida.impreso, f"s{salida.vigencia}-7"):
        lista = hoja(entrar(beto), vista="dependencia", q=buscado)
        assert p.asunto in lista, buscado


def test_un_numero_de_otro_sistema_se_halla_exacto_aunque_se_repita(peticion, beto, entrar) -> None:
    for asunto in ("Del sistema viejo", "Del otro sistema"):
        p = peticion(asunto=asunto)
        Radicado.objects.filter(pk=p.radicado_id).update(
            impreso="PQR/77-A", serie=Serie.objects.create(codigo=asunto[-5:], nombre=asunto)
        )
    otra = peticion(asunto="Que lo nombra", texto="Sobre el PQR/77-A que no han respondido")
    pagina = hoja(entrar(beto), vista="dependencia", q="PQR/77-A")
    assert "Del sistema viejo" in pagina
    assert "Del otro sistema" in pagina
    assert otra.asunto not in pagina


def test_por_el_nombre_se_halla_salvo_que_pidiera_reserva(peticion, beto, entrar) -> None:
    suya = peticion(asunto="A su nombre")
    reservada = peticion(
        asunto="Con reserva", solicitante=replace(PEDIDO.solicitante, tipo="reservado")
    )
    pagina = hoja(entrar(beto), vista="dependencia", q="Prueba ficticia")
    assert suya.asunto in pagina
    assert reservada.asunto not in pagina


def test_lo_que_no_se_halla_dice_donde_mas_buscar(peticion, beto, atencion, entrar) -> None:
    p = peticion(asunto="Farol caído")
    navegador = entrar(beto)
    pagina = hoja(navegador, vista="mia", q="farol")
    assert "Buscar en las cerradas" in pagina
    salida = re.search(r'href="(\?[^"]*)">Buscar en las de mi dependencia', pagina)
    assert salida
    assert p.asunto in navegador.get(BANDEJA + salida[1].replace("&amp;", "&")).content.decode()
    assert "Buscar en todas" in hoja(entrar(atencion), vista="mia", q="farol")
    sin_palabras = hoja(navegador, vista="mia", clase="consulta")
    assert "Quite un filtro" in sin_palabras
    assert "Buscar en" not in sin_palabras


def test_si_las_palabras_estan_en_muchas_no_se_cuentan_y_salen_en_el_mismo_orden(
    peticion, beto, entrar, monkeypatch
) -> None:
    for n in range(30):
        p = peticion(asunto=f"Poste {n:02d}")
        Peticion.objects.filter(pk=p.pk).update(
            esta_cerrada=n >= 27, estado=Estado.NOTIFICADA if n >= 27 else Estado.ASIGNADA
        )
    navegador = entrar(beto)

    def asuntos(**mas: str) -> list[str]:
        pagina = hoja(navegador, vista="dependencia", q="poste", **mas)
        return re.findall(r"Poste \d\d", pagina)

    pocas = asuntos() + asuntos(pagina="2")
    monkeypatch.setattr(busqueda, "MUCHAS", 10)
    primera = hoja(navegador, vista="dependencia", q="poste")
    assert "Del 1 al 25, y hay más" in primera
    assert asuntos() + asuntos(pagina="2") == pocas
    assert len(pocas) == 27
    assert "de 27" in hoja(navegador, vista="dependencia", q="poste", pagina="2")
    for rara in ("-1", "999999999999999999999", "²", "", "dos"):
        assert asuntos(pagina=rara)
