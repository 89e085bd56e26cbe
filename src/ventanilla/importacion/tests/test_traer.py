"""Traer por lotes: matarlo y repetirlo, quién lo puede, y lo que entra por otros servicios."""

from datetime import timedelta
from itertools import count

import pytest

from ventanilla.comun.errores import Cambiado
from ventanilla.comun.reloj import ahora
from ventanilla.correspondencia.models import Envio
from ventanilla.directorio.models import Dependencia, Nombramiento, Usuario
from ventanilla.importacion.models import Discrepancia, Traida
from ventanilla.importacion.servicios import traer as por_lotes
from ventanilla.importacion.servicios.trabajar import retomar, trabajar
from ventanilla.importacion.servicios.traidas import detener, probar, subir, traer
from ventanilla.importacion.tests.viejo import FILAS, TITULOS
from ventanilla.peticiones.models import Peticion

pytestmark = pytest.mark.django_db
RAIZ = "/trabajo/importar/"


def test_subir_dos_veces_lo_mismo_no_repite_nada(preparada, como, fabio):
    for esperado in (2, 0):
        una = preparada()
        traer(una, actor=como(fabio), ahora=ahora())
        trabajar(una.pk, reloj=ahora)
        una.refresh_from_db()
        assert una.entraron == esperado
    assert una.resumen["ya_estaban"] == 2
    assert Peticion.objects.count() == 2


class Muerte(BaseException):
    """Como `kill -9`: nada lo atrapa."""


def test_si_el_obrero_muere_a_la_mitad_otro_termina_y_nada_entra_dos_veces(
    preparada, como, fabio, monkeypatch
):
    monkeypatch.setattr(por_lotes, "LOTE", 10)
    filas = "".join(f"{n};2026-11-10;Petición;Abierta;;Obras;;A{n}\n" for n in range(1, 36))
    una = preparada(TITULOS + filas)
    traer(una, actor=como(fabio), ahora=ahora())
    vueltas = count()

    def reloj():
        if next(vueltas) == 5:
            raise Muerte
        return ahora()

    with pytest.raises(Muerte):
        trabajar(una.pk, reloj=reloj)
    una.refresh_from_db()
    a_medias = Peticion.objects.count()
    assert 0 < a_medias < 35
    assert una.entraron == a_medias
    assert not trabajar(una.pk, reloj=ahora), "todavía puede estar viva"
    despues = ahora() + timedelta(minutes=3)
    assert retomar(ahora=despues) == 1
    assert trabajar(una.pk, reloj=lambda: despues)
    una.refresh_from_db()
    assert (una.estado, una.entraron, una.resumen["ya_estaban"]) == ("terminada", 35, 0)
    assert Peticion.objects.count() == 35
    assert not trabajar(una.pk, reloj=ahora)
    assert retomar(ahora=despues) == 0


def test_quien_pierde_el_turno_deja_de_escribir(preparada, como, fabio, monkeypatch):
    monkeypatch.setattr(por_lotes, "LOTE", 1)
    una = preparada()
    traer(una, actor=como(fabio), ahora=ahora())
    vueltas = count()

    def reloj():
        if next(vueltas) == 3:
            detener(Traida.objects.get(pk=una.pk), actor=como(fabio), ahora=ahora())
        return ahora()

    trabajar(una.pk, reloj=reloj)
    una.refresh_from_db()
    assert una.estado == "probada"
    assert Peticion.objects.count() == una.entraron < 2
    traer(una, actor=como(fabio), ahora=ahora())
    trabajar(una.pk, reloj=ahora)
    una.refresh_from_db()
    assert (una.estado, una.entraron) == ("terminada", 2)


def test_quien_deja_de_administrar_mientras_espera_no_trae(preparada, como, fabio):
    una = preparada()
    traer(una, actor=como(fabio), ahora=ahora())
    Nombramiento.objects.filter(usuario=fabio).delete()
    trabajar(una.pk, reloj=ahora)
    una.refresh_from_db()
    assert una.estado == "fallida"
    assert not Peticion.objects.exists()


def test_no_se_trae_dos_veces_ni_sin_probar(preparada, como, fabio):
    actor = como(fabio)
    una = preparada()
    traer(una, actor=actor, ahora=ahora())
    with pytest.raises(Cambiado):
        traer(una, actor=actor, ahora=ahora())
    sin_probar = subir("b.csv", [b"Radicado;Fecha\n"], que="pqrsd", actor=actor, ahora=ahora())
    with pytest.raises(Cambiado):
        traer(sin_probar, actor=actor, ahora=ahora())


def test_la_siguiente_vez_propone_el_mapa_de_la_anterior(preparada, como, fabio):
    una = preparada()
    traer(una, actor=como(fabio), ahora=ahora())
    trabajar(una.pk, reloj=ahora)
    otra = subir("b.csv", [TITULOS.encode()], que="pqrsd", actor=como(fabio), ahora=ahora())
    assert otra.mapa["serie"] == "sistema_viejo"
    assert otra.mapa["dependencias"] == {"Obras": "1500"}


def test_lo_que_no_es_de_ley_queda_en_la_lista(preparada, como, fabio):
    una = preparada(TITULOS + FILAS.replace("2026-12-02", "2027-03-01"))
    traer(una, actor=como(fabio), ahora=ahora())
    trabajar(una.pk, reloj=ahora)
    d = Discrepancia.objects.get()
    assert (d.peticion.radicado.impreso, d.sentido, d.traida) == ("000123", "despues", una)


GENTE = (
    "Correo;Nombre;Vinculación;Vinculada desde;Rol en Ventanilla;Código de la dependencia;"
    "Acto de nombramiento;Cargo desde\n"
    "luz@ejemplo.gov.co;Luz Ejemplo Ficticia;carrera;15/01/2020;funcionario;1500;Decreto 1;2020-02-01\n"
    "mal;Otra Ficticia;;;;;;\n"
    "paz@ejemplo.gov.co;Paz Ficticia;carrera;2020-01-15;alcaldesa;1500;Decreto 1;2020-02-01\n"
)


def test_las_personas_entran_por_los_servicios_de_la_entidad(como, fabio, carpeta, dependencias):
    actor = como(fabio)
    una = subir("gente.csv", [GENTE.encode()], que="personas", actor=actor, ahora=ahora())
    probar(una, actor=actor, ahora=ahora())
    trabajar(una.pk, reloj=ahora)
    una.refresh_from_db()
    assert una.estado == "probada", una.falla
    assert (una.prueba["leidas"], una.prueba["apartadas"]) == (3, 2)
    assert not Usuario.objects.filter(email="luz@ejemplo.gov.co").exists()
    traer(una, actor=actor, ahora=ahora())
    trabajar(una.pk, reloj=ahora)
    luz = Usuario.objects.get(email="luz@ejemplo.gov.co")
    assert luz.nombramientos.get().dependencia == dependencias.infraestructura
    assert not Usuario.objects.filter(email="paz@ejemplo.gov.co").exists()
    assert Envio.objects.filter(llave=f"bienvenida:{luz.pk}").exists()


def test_una_dependencia_cuyo_padre_no_sirve_se_aparta_con_el(como, fabio, carpeta, dependencias):
    actor = como(fabio)
    tabla = "Código;Nombre;Código de la que depende\nA 1;Mala;\n200;Hija;A1\n300;Buena;1500\n1500;Obras y Vías;\n"
    una = subir("d.csv", [tabla.encode()], que="dependencias", actor=actor, ahora=ahora())
    probar(una, actor=actor, ahora=ahora())
    trabajar(una.pk, reloj=ahora)
    una.refresh_from_db()
    assert una.estado == "probada", una.falla
    assert (una.prueba["nuevos"], una.prueba["cambian"], una.prueba["apartadas"]) == (1, 1, 2)
    traer(una, actor=actor, ahora=ahora())
    trabajar(una.pk, reloj=ahora)
    assert Dependencia.objects.get(codigo="300").padre == dependencias.infraestructura
    assert Dependencia.objects.get(codigo="1500").nombre == "Obras y Vías"
    assert not Dependencia.objects.filter(codigo="200").exists()
