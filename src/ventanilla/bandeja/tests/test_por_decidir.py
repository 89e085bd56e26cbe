"""Lo que la persona no contestó a tiempo ya no la espera: la lista dice qué decidir."""

import re
from datetime import timedelta

import pytest

from ventanilla.comun.reloj import ahora
from ventanilla.peticiones.models import Estado, Peticion

pytestmark = pytest.mark.django_db
CASOS = [
    (Estado.REQUERIDA, "complemento", "decida el desistimiento", "Declarar el desistimiento"),
    (Estado.POR_ACLARAR, "aclaracion", "decida el archivo", "Archivarla, porque no se aclaró"),
]


def lista(navegador, **filtro: str) -> str:
    return str(navegador.get("/trabajo/", {"vista": "dependencia", **filtro}).content.decode())


def poner(p: Peticion, estado: str, reloj: str, dias: int) -> None:
    vence = ahora() + timedelta(days=dias)
    Peticion.objects.filter(pk=p.pk).update(
        estado=estado, vence_clase=reloj, vence_momento=vence, vence=vence.date()
    )


@pytest.mark.parametrize(("estado", "reloj", "decision", "boton"), CASOS)
def test_pasado_su_plazo_se_dice_que_decidir(
    estado, reloj, decision, boton, peticion, beto, diego, entrar
) -> None:
    p = peticion()
    hoja = f"/trabajo/peticiones/{p.uuid}/"
    poner(p, estado, reloj, -3)
    fila = lista(entrar(beto))
    assert decision in fila
    assert "La persona no contestó" in fila
    assert "Espera a la persona" not in fila
    del_jefe = entrar(diego).get(hoja).content.decode()
    assert re.search(rf'class="boton( boton-secundario)?" [^>]*>{boton}</a>', del_jefe)
    de_beto = entrar(beto).get(hoja).content.decode()
    assert "La persona no contestó a tiempo" in de_beto
    assert boton not in de_beto


@pytest.mark.parametrize(("estado", "reloj", "decision", "boton"), CASOS)
def test_mientras_tenga_plazo_se_le_espera(
    estado, reloj, decision, boton, peticion, diego, entrar
) -> None:
    p = peticion()
    poner(p, estado, reloj, 3)
    fila = lista(entrar(diego))
    assert "Espera a la persona" in fila
    assert decision not in fila
    assert "por decidir" not in fila
    hoja = entrar(diego).get(f"/trabajo/peticiones/{p.uuid}/").content.decode()
    assert "no contestó a tiempo" not in hoja
    assert f">{boton}</a>" not in hoja


def test_la_cifra_de_por_decidir_sale_si_hay_y_abre_lo_que_cuenta(peticion, diego, entrar) -> None:
    vieja, nueva = peticion(asunto="La vieja"), peticion(asunto="La nueva")
    poner(vieja, Estado.REQUERIDA, "complemento", -3)
    poner(nueva, Estado.REQUERIDA, "complemento", 3)
    navegador = entrar(diego)
    cifra = re.search(r'href="(\?[^"]*semaforo=por_decidir)"', lista(navegador))
    assert cifra
    decidir = lista(navegador, semaforo="por_decidir")
    assert "La vieja" in decidir
    assert "La nueva" not in decidir
    esperan = lista(navegador, semaforo="en_espera")
    assert "La nueva" in esperan
    assert "La vieja" not in esperan
    assert "La vieja" not in lista(navegador, semaforo="vencidas")


def test_si_lo_que_vence_es_de_la_entidad_no_se_espera_a_nadie(peticion, beto, entrar) -> None:
    p = peticion()
    poner(p, Estado.REQUERIDA, "competencia", -1)
    fila = lista(entrar(beto), semaforo="vencidas")
    assert p.asunto in fila
    assert "Espera a la persona" not in fila
