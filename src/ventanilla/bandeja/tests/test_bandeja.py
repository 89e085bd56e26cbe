"""Las pestañas de la bandeja, sus cuentas y su búsqueda cuando hay muchas."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from ventanilla.bandeja.views import lista as vista_de_bandeja
from ventanilla.comun.cuentas import TOPE, contar
from ventanilla.comun.reloj import ahora
from ventanilla.comun.templatetags.ventanilla import con_tope
from ventanilla.conftest import PEDIDO
from ventanilla.correspondencia.models import Radicado, Serie
from ventanilla.directorio.models import Entidad
from ventanilla.peticiones.consultas import busqueda
from ventanilla.peticiones.models import Estado, Peticion

pytestmark = pytest.mark.django_db
BANDEJA = "/trabajo/"


def hoja(navegador, **filtro: str) -> str:
    respuesta = navegador.get(BANDEJA, filtro)
    assert respuesta.status_code == 200
    return str(respuesta.content.decode())


def cuenta_del_menu(pagina: str, nombre: str) -> int:
    """El número que el menú pone al lado de una pestaña."""
    hallada = re.search(rf"{nombre}\s*(?:<[^>]*>\s*)*(\d+)", pagina)
    assert hallada, nombre
    return int(hallada[1])


def test_entes_de_control_y_jueces_tienen_su_pestana_con_su_cuenta(peticion, beto, entrar) -> None:
    comun = peticion(asunto="La de una persona")
    juez = peticion(asunto="La del juez")
    Peticion.objects.filter(pk=juez.pk).update(clase="judicial")
    pagina = hoja(entrar(beto), vista="control")
    assert "La del juez" in pagina
    assert comun.asunto not in pagina
    assert cuenta_del_menu(pagina, "Entes de control y jueces") == 1


def test_en_traslados_esta_lo_que_nadie_ha_aceptado(peticion, beto, entrar) -> None:
    peticion(asunto="La que espera")
    aceptada = peticion(asunto="La aceptada")
    Peticion.objects.filter(pk=aceptada.pk).update(vence_clase="respuesta")
    pagina = hoja(entrar(beto), vista="traslados")
    assert "La que espera" in pagina
    assert "La aceptada" not in pagina
    assert cuenta_del_menu(pagina, "Traslados") == 1


@pytest.mark.parametrize("vista", ["dependencia", "traslados", "control", "todas", "mia"])
def test_ninguna_pestana_muestra_lo_de_otra_dependencia(vista, peticion, carla, entrar) -> None:
    p = peticion(asunto="La de Infraestructura")
    Peticion.objects.filter(pk=p.pk).update(clase="judicial")
    pagina = hoja(entrar(carla), vista=vista)
    assert p.asunto not in pagina
    assert cuenta_del_menu(pagina, "Traslados") == 0


def test_lo_asignado_a_uno_se_ve_aunque_este_en_otra_dependencia(peticion, carla, entrar) -> None:
    p = peticion(asunto="La prestada")
    Peticion.objects.filter(pk=p.pk).update(responsable=carla, clase="judicial")
    for vista in ("mia", "control"):
        assert p.asunto in hoja(entrar(carla), vista=vista)


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


def test_el_umbral_del_semaforo_es_de_la_entidad(peticion, beto, entidad, entrar) -> None:
    peticion()
    navegador = entrar(beto)
    antes = hoja(navegador, vista="dependencia")
    assert "vencen en 3 días hábiles" in antes
    pocas = hoja(navegador, vista="dependencia", semaforo="por_vencer")
    assert "Nada con ese filtro" in pocas
    Entidad.objects.update(dias_de_alerta=15)
    assert "vence en 15 días hábiles" in hoja(navegador, vista="dependencia")
    por_vencer = hoja(navegador, vista="dependencia", semaforo="por_vencer")
    assert "Hueco en la carrera quinta" in por_vencer


def test_cada_columna_ordena_en_los_dos_sentidos_y_lo_dice(peticion, beto, diego, entrar) -> None:
    una = peticion(asunto="Caso uno")
    otra = peticion(asunto="Caso dos")
    Peticion.objects.filter(pk=una.pk).update(responsable=diego, estado=Estado.PROYECTADA)
    Peticion.objects.filter(pk=otra.pk).update(responsable=beto, estado=Estado.ASIGNADA)
    navegador = entrar(beto)
    for orden, esperado in (
        ("radicado", ["uno", "dos"]),
        ("-radicado", ["dos", "uno"]),
        ("responsable", ["dos", "uno"]),
        ("-estado", ["uno", "dos"]),
    ):
        pagina = hoja(navegador, vista="dependencia", orden=orden)
        assert re.findall(r"Caso (uno|dos)", pagina) == esperado, orden
        sentido = "descending" if orden.startswith("-") else "ascending"
        assert pagina.count(f'aria-sort="{sentido}"') == 1
    assert "aria-sort" in hoja(navegador, vista="dependencia", orden="clave_huella")


def test_se_filtra_por_responsable_y_lo_que_nadie_tiene(peticion, beto, diego, entrar) -> None:
    peticion(asunto="Libre")
    suya = peticion(asunto="De Diego")
    Peticion.objects.filter(pk=suya.pk).update(responsable=diego)
    navegador = entrar(beto)
    de_diego = hoja(navegador, vista="dependencia", responsable=str(diego.pk))
    assert "De Diego" in de_diego
    assert ">Libre<" not in de_diego
    libres = hoja(navegador, vista="dependencia", responsable="0")
    assert ">Libre<" in libres
    assert ">De Diego<" not in libres


def test_quien_ve_todo_filtra_por_dependencia_y_despues_por_su_gente(
    peticion, dependencias, carla, beto, atencion, entrar
) -> None:
    peticion(asunto="De obras")
    peticion(asunto="De hacienda", dependencia=dependencias.hacienda)
    navegador = entrar(atencion)
    todas = hoja(navegador, vista="todas")
    assert 'name="dependencia"' in todas
    assert 'name="responsable"' not in todas
    hacienda = hoja(navegador, vista="todas", dependencia=str(dependencias.hacienda.pk))
    assert "De hacienda" in hacienda
    assert "De obras" not in hacienda
    assert carla.nombre in hacienda
    assert beto.nombre not in hacienda
    for rara in ("x", "-1", "999999999999999999999", "²"):
        assert "De obras" in hoja(navegador, vista="todas", dependencia=rara, responsable=rara)


def test_una_dependencia_ajena_en_la_direccion_no_filtra_ni_nombra_a_nadie(
    peticion, dependencias, carla, beto, entrar
) -> None:
    peticion()
    pagina = hoja(entrar(beto), vista="traslados", dependencia=str(dependencias.hacienda.pk))
    assert carla.nombre not in pagina
    assert "Hueco en la carrera quinta" in pagina


def test_las_cuentas_y_las_paginas_paran_en_el_tope_y_lo_dicen(
    peticion, beto, entrar, monkeypatch
) -> None:
    for n in range(60):
        peticion(asunto=f"Poste {n:02d}")
    navegador = entrar(beto)
    assert "Del 1 al 25 de 60" in hoja(navegador, vista="dependencia")
    monkeypatch.setattr(vista_de_bandeja, "TOPE", 50)
    primera = hoja(navegador, vista="dependencia")
    assert "Del 1 al 25 de más de 50" in primera
    ultima = hoja(navegador, vista="dependencia", pagina="2")
    assert "Del 26 al 50 de más de 50. Aquí termina" in ultima
    assert "Siguientes" not in ultima
    assert "Del 26 al 50" in hoja(navegador, vista="dependencia", pagina="9")


def test_una_cuenta_para_en_el_tope(peticion) -> None:
    for _ in range(4):
        peticion()
    assert contar(Peticion.objects.all()) == 4
    assert contar(Peticion.objects.order_by("vence"), tope=2) == 3


def test_mas_de_mil_se_lee_y_se_oye() -> None:
    assert con_tope(TOPE) == TOPE
    assert con_tope(TOPE + 1) == (
        '<span aria-hidden="true">1.000+</span><span class="solo-lector">más de 1.000</span>'
    )


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


def test_en_lo_propio_no_se_repite_el_nombre_de_quien_mira(peticion, beto, entrar) -> None:
    p = peticion()
    Peticion.objects.filter(pk=p.pk).update(responsable=beto)
    navegador = entrar(beto)
    columna = 'data-titulo="Responsable"'
    assert columna not in hoja(navegador, vista="mia")
    propia = hoja(navegador, vista="dependencia")
    assert columna in propia
    assert f"<small>{p.dependencia.nombre}</small>" not in propia


def test_la_cifra_que_se_abrio_queda_marcada_y_los_filtros_puestos_se_ven(
    peticion, beto, entrar
) -> None:
    peticion()
    navegador = entrar(beto)
    con_cifra = hoja(navegador, vista="dependencia", semaforo="a_tiempo")
    assert con_cifra.count('aria-current="true"') == 1
    assert '<details class="filtros-mas">' in con_cifra
    assert '<details class="filtros-mas" open>' in hoja(
        navegador, vista="dependencia", estado="cerradas"
    )


@pytest.mark.parametrize(
    ("vista", "dicho"),
    [
        ("mia", "No tiene peticiones a su cargo"),
        ("dependencia", "Nada pendiente"),
        ("por-firmar", "Nada por firmar"),
        ("traslados", "Nada por decidir"),
        ("control", "Nada de entes de control ni de jueces"),
    ],
)
def test_una_lista_vacia_dice_que_aparecera_ahi(vista, dicho, diego, entrar) -> None:
    pagina = hoja(entrar(diego), vista=vista)
    assert f"<h2>{dicho}</h2>" in pagina
    assert 'id="lista"' in pagina


def test_pedir_que_aclare_no_dice_detenido_lo_que_sigue_corriendo(peticion, beto, entrar) -> None:
    p = peticion()
    navegador = entrar(beto)
    cambios = {"estado": Estado.POR_ACLARAR, "vence_clase": "aclaracion"}
    Peticion.objects.filter(pk=p.pk).update(**cambios)
    pagina = hoja(navegador, vista="dependencia")
    assert "Espera a la persona" in pagina
    assert "Término detenido" not in pagina
    Peticion.objects.filter(pk=p.pk).update(vence_clase="respuesta")
    pagina = hoja(navegador, vista="dependencia")
    assert "Espera a la persona" not in pagina
    assert re.search(r"Quedan? \d+ día", pagina)


def test_quien_lee_todo_y_no_tramita_llega_a_todo(elena, beto, entrar) -> None:
    assert "<h1>Todas las peticiones</h1>" in entrar(elena).get("/trabajo/").content.decode()
    assert "<h1>Mi bandeja</h1>" in entrar(beto).get("/trabajo/").content.decode()


def test_lo_vencido_cuenta_como_vencido_aunque_se_espere_a_la_persona(
    peticion, beto, entrar
) -> None:
    p = peticion()
    Peticion.objects.filter(pk=p.pk).update(
        estado=Estado.POR_ACLARAR, vence_clase="respuesta", vence_momento=ahora() - timedelta(1)
    )
    vencidas = hoja(entrar(beto), vista="dependencia", semaforo="vencidas")
    assert p.asunto in vencidas
