"""Lo que la persona no contestó a tiempo ya no la espera: la lista dice qué decidir."""

import re
from datetime import timedelta

import pytest
from django.db.models import Q

from ventanilla.bandeja.consultas.cifras import cifras
from ventanilla.bandeja.consultas.lista import cortes
from ventanilla.bandeja.tests.paginas import hoja
from ventanilla.comun.reloj import ahora, en_bogota
from ventanilla.directorio.consultas import calendario_de_la_entidad
from ventanilla.directorio.models import Entidad
from ventanilla.peticiones.models import Estado, Peticion
from ventanilla.peticiones.servicios.competencia import aceptar_competencia
from ventanilla.peticiones.servicios.requerir import devolver_para_aclarar, requerir

pytestmark = pytest.mark.django_db
CASOS = [
    (Estado.REQUERIDA, "complemento", "decida el desistimiento", "Declarar el desistimiento"),
    (Estado.POR_ACLARAR, "aclaracion", "decida el archivo", "Archivarla, porque no se aclaró"),
]


def lista(navegador, **filtro: str) -> str:
    return str(navegador.get("/trabajo/", {"vista": "dependencia", **filtro}).content.decode())


def poner(p: Peticion, estado: str, reloj: str, dias: int) -> None:
    """La espera, sin nada más que corra: lo que vence es de la persona."""
    vence = ahora() + timedelta(days=dias)
    dia = en_bogota(vence).date()
    Peticion.objects.filter(pk=p.pk).update(
        estado=estado, vence_clase=reloj, vence_momento=vence, vence=dia, persona_hasta=dia
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


@pytest.fixture
def sin_aclarar(peticion, beto, como):
    """Fábrica: llegó hace esos días, al siguiente se pidió aclararla y la persona no contestó."""

    def fabricar(dias: int, **cambios) -> Peticion:
        llego = ahora() - timedelta(days=dias)
        p: Peticion = peticion(ahora=llego, **cambios)
        aceptar_competencia(p, actor=como(beto), ahora=llego)
        cuando = llego + timedelta(days=1)
        devolver_para_aclarar(
            p, duda="No se entiende qué pide usted.", actor=como(beto), ahora=cuando
        )
        return p

    return fabricar


def contadas() -> dict[str, int]:
    cuenta = cifras(Q(), cortes(ahora(), calendario_de_la_entidad(), Entidad().dias_de_alerta))
    colores = ("vencidas", "por_vencer", "a_tiempo", "por_decidir", "en_espera")
    return {color: n for color in colores if (n := getattr(cuenta, color))}


def test_si_ademas_vencio_la_respuesta_cuenta_vencida_y_dice_que_decidir(
    sin_aclarar, beto, entrar
) -> None:
    """El término no se detiene por pedir que aclare (CPACA art. 19)."""
    p = sin_aclarar(60)
    assert contadas() == {"vencidas": 1, "por_decidir": 1}
    navegador = entrar(beto)
    for color in ("vencidas", "por_decidir"):
        fila = hoja(navegador, vista="dependencia", semaforo=color)
        assert p.asunto in fila
        assert "Venció hace" in fila
        assert "decida el archivo" in fila
    pagina = navegador.get(f"/trabajo/peticiones/{p.uuid}/").content.decode()
    assert "no se detuvo y venció el" in pagina


def test_si_la_respuesta_todavia_no_vence_esta_en_su_color_y_por_decidir(
    sin_aclarar, beto, entrar
) -> None:
    sin_aclarar(25, clase="consulta")
    assert contadas() == {"a_tiempo": 1, "por_decidir": 1}
    fila = hoja(entrar(beto), vista="dependencia")
    assert "decida el archivo" in fila
    assert "Quedan" in fila


def test_mientras_aclara_se_ve_lo_que_queda_para_responder(sin_aclarar, beto, entrar) -> None:
    sin_aclarar(3)
    assert contadas() == {"a_tiempo": 1}
    fila = hoja(entrar(beto), vista="dependencia")
    assert "Quedan" in fila
    assert "el término sigue corriendo" in fila
    assert "Espera a la persona" not in fila


def test_si_el_reglamento_lo_detiene_nada_vence_mientras_la_persona_no_conteste(
    entidad, sin_aclarar, beto, entrar
) -> None:
    Entidad.objects.update(aclaracion_detiene=True)
    p = sin_aclarar(60)
    assert contadas() == {"por_decidir": 1}
    pagina = entrar(beto).get(f"/trabajo/peticiones/{p.uuid}/").content.decode()
    assert "sigue detenido" in pagina


def test_si_no_la_completo_no_hay_respuesta_que_venza(peticion, beto, como, entrar) -> None:
    """Vencido el mes la entidad decreta el desistimiento; el término no vuelve a correr (art. 17)."""
    llego = ahora() - timedelta(days=120)
    p = peticion(ahora=llego)
    aceptar_competencia(p, actor=como(beto), ahora=llego)
    requerir(p, falta="Falta la dirección exacta.", actor=como(beto), ahora=llego)
    assert contadas() == {"por_decidir": 1}
    pagina = entrar(beto).get(f"/trabajo/peticiones/{p.uuid}/").content.decode()
    assert "sigue detenido" in pagina
