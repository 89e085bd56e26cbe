"""Las dependencias en pantalla: quién las cambia, qué se conserva y qué pasa si dos lo hacen a la vez."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from ventanilla.auditoria.models import Asiento
from ventanilla.comun.errores import Cambiado, DatosInvalidos
from ventanilla.comun.reloj import ahora, hoy
from ventanilla.directorio.models import CambioDeDependencia, Dependencia
from ventanilla.directorio.servicios.dependencias import EDITABLES
from ventanilla.directorio.servicios.organigrama import cerrar, mover, renombrar

pytestmark = pytest.mark.django_db
NUEVA = "/trabajo/entidad/dependencias/nueva/"
INFRA = "/trabajo/entidad/dependencias/1500/"
ACTO = {"acto": "Decreto 1 de 2026", "desde": hoy().isoformat()}


def leido(dependencia: Dependencia) -> str:
    return json.dumps({c: getattr(dependencia, c) for c in EDITABLES})


def datos_de(dependencia: Dependencia, **cambios: str) -> dict[str, str]:
    hay = {c: getattr(dependencia, c) for c in EDITABLES if c != "es_atencion"}
    return {**hay, "leido": leido(dependencia), **cambios}


def test_quien_administra_crea_una_y_queda_en_el_libro(fabio, entrar, dependencias) -> None:
    datos = {
        "codigo": "1510",
        "nombre": "Dirección de Alumbrado",
        "padre": "1500",
        "desde": hoy().isoformat(),
        "palabras": "postes, bombillos",
    }
    respuesta = entrar(fabio).post(NUEVA, datos)
    assert respuesta["Location"] == "/trabajo/entidad/dependencias/1510/"
    nueva = Dependencia.objects.get(codigo="1510")
    assert (nueva.padre, nueva.palabras) == (dependencias.infraestructura, "postes, bombillos")
    assert Asiento.objects.filter(objeto="dependencia:1510", hecho="creada").exists()
    assert "Dirección de Alumbrado" in Client().get("/directorio/?q=postes").content.decode()


@pytest.mark.parametrize(
    ("cambio", "dicho"),
    [
        ({"codigo": "1500"}, "ya lo tiene otra"),
        ({"codigo": "con espacios"}, "no sirve de código"),
        ({"correo": "no es"}, "no es un correo bien escrito"),
        ({"nombre": "x" * 300}, "caben 200"),
        ({"padre": "9999"}, "opción válida"),
        ({"desde": "el martes"}, "fecha válida"),
    ],
)
def test_lo_que_no_sirve_se_dice_y_lo_escrito_sigue(fabio, entrar, cambio, dicho) -> None:
    datos = {
        "codigo": "7",
        "nombre": "Oficina",
        "desde": "2026-01-01",
        "mision": "Cuidar",
        **cambio,
    }
    hoja = entrar(fabio).post(NUEVA, datos).content.decode()
    assert dicho in hoja
    assert "Cuidar" in hoja
    assert not Dependencia.objects.filter(codigo="7").exists()


def test_solo_la_cambia_quien_administra_y_los_demas_leen(
    atencion, elena, beto, entrar, dependencias
) -> None:
    for lector in (atencion, elena):
        navegador = entrar(lector)
        hoja = navegador.get(INFRA)
        assert hoja.status_code == 200
        assert "Cambiar el nombre" not in hoja.content.decode()
        assert navegador.post(INFRA, datos_de(dependencias.infraestructura)).status_code == 403
        for pagina in (NUEVA, f"{INFRA}renombrar/", f"{INFRA}mover/"):
            assert navegador.get(pagina).status_code == 403
    assert entrar(beto).get(INFRA).status_code == 403
    assert entrar(atencion).put(INFRA).status_code == 405


def test_una_que_no_existe_da_404(fabio, entrar) -> None:
    for cola in ("", "renombrar/", "mover/"):
        assert entrar(fabio).get(f"/trabajo/entidad/dependencias/nada/{cola}").status_code == 404


def test_dos_que_editan_cosas_distintas_no_se_pisan(fabio, entrar, dependencias) -> None:
    d = dependencias.infraestructura
    una, otra = datos_de(d, mision="Hacer vías"), datos_de(d, telefono="123")
    navegador = entrar(fabio)
    navegador.post(INFRA, una)
    navegador.post(INFRA, otra)
    d.refresh_from_db()
    assert (d.mision, d.telefono) == ("Hacer vías", "123")


def test_dos_que_editan_lo_mismo_ven_los_dos_textos(fabio, entrar, dependencias) -> None:
    d = dependencias.infraestructura
    una, otra = datos_de(d, mision="Hacer vías"), datos_de(d, mision="Cuidar puentes")
    navegador = entrar(fabio)
    navegador.post(INFRA, una)
    hoja = navegador.post(INFRA, otra).content.decode()
    assert "Hacer vías" in hoja
    assert "Cuidar puentes" in hoja
    d.refresh_from_db()
    assert d.mision == "Hacer vías"


def test_guardar_sin_cambiar_nada_no_deja_asiento(fabio, entrar, dependencias) -> None:
    antes = Asiento.objects.count()
    entrar(fabio).post(INFRA, datos_de(dependencias.infraestructura))
    assert Asiento.objects.count() == antes


def test_marcar_otra_como_la_que_reparte_se_la_quita_a_la_de_antes(
    fabio, entrar, dependencias
) -> None:
    entrar(fabio).post(INFRA, datos_de(dependencias.infraestructura, es_atencion="on"))
    assert [d.codigo for d in Dependencia.objects.filter(es_atencion=True)] == ["1500"]


def test_no_se_puede_quedar_sin_quien_reparta(fabio, entrar, dependencias) -> None:
    pagina = "/trabajo/entidad/dependencias/1040/"
    hoja = entrar(fabio).post(pagina, datos_de(dependencias.atencion)).content.decode()
    assert "Alguna tiene que repartir" in hoja
    dependencias.atencion.refresh_from_db()
    assert dependencias.atencion.es_atencion


def test_al_cambiar_de_nombre_se_la_halla_por_el_viejo(fabio, entrar, dependencias) -> None:
    datos = {**ACTO, "nombre": "Secretaría de Obras"}
    assert entrar(fabio).post(f"{INFRA}renombrar/", datos).status_code == 302
    hecho = CambioDeDependencia.objects.get()
    assert (hecho.nombre_anterior, hecho.acto) == ("Secretaría de Infraestructura", ACTO["acto"])
    assert "Secretaría de Obras" in Client().get("/directorio/?q=infraestructura").content.decode()
    assert "Secretaría de Infraestructura" in Client().get("/directorio/1500/").content.decode()
    assert "Antes: Secretaría de Infraestructura" in entrar(fabio).get(INFRA).content.decode()


def test_no_se_cambia_el_nombre_sin_acto_ni_desde_manana(fabio, entrar) -> None:
    datos = {"nombre": "Otra", "acto": " ", "desde": (hoy() + timedelta(days=1)).isoformat()}
    hoja = entrar(fabio).post(f"{INFRA}renombrar/", datos)
    assert hoja.status_code == 200
    hoja = entrar(fabio).post(f"{INFRA}renombrar/", {**datos, "acto": "Decreto"}).content.decode()
    assert "no ha llegado" in hoja
    assert not CambioDeDependencia.objects.exists()


def test_no_puede_quedar_dentro_de_si_misma(fabio, como, dependencias) -> None:
    infra, hacienda = dependencias.infraestructura, dependencias.hacienda
    comunes = {"acto": "Decreto 1", "desde": hoy(), "actor": como(fabio), "ahora": ahora()}
    mover(hacienda, padre=infra, **comunes)
    with pytest.raises(DatosInvalidos, match="su propio padre"):
        mover(infra, padre=hacienda, **comunes)


def test_dos_que_la_cambian_a_la_vez_el_segundo_se_entera(fabio, como, dependencias) -> None:
    vieja = Dependencia.objects.get(codigo="1500")
    comunes = {"acto": "Decreto 1", "desde": hoy(), "actor": como(fabio), "ahora": ahora()}
    renombrar(dependencias.infraestructura, nombre="Obras", **comunes)
    with pytest.raises(Cambiado, match="Otra persona"):
        renombrar(vieja, nombre="Vías", **comunes)
    assert CambioDeDependencia.objects.count() == 1


def test_dos_que_se_unen_entre_si_a_la_vez_no_quedan_las_dos_cerradas(
    fabio, como, dependencias
) -> None:
    una, otra = dependencias.infraestructura, dependencias.hacienda
    vista = Dependencia.objects.get(pk=una.pk)
    datos: dict[str, Any] = {"acto": "Decreto 1", "desde": hoy(), "ahora": ahora()}
    cerrar(una, sucesora=otra, unida=True, actor=como(fabio), **datos)
    with pytest.raises((Cambiado, DatosInvalidos)):
        cerrar(otra, sucesora=vista, unida=True, actor=como(fabio), **datos)
    assert Dependencia.objects.get(pk=otra.pk).hasta is None


def test_dos_que_se_mueven_una_adentro_de_la_otra_a_la_vez_no_hacen_un_circulo(
    fabio, como, dependencias
) -> None:
    una, otra = dependencias.infraestructura, dependencias.hacienda
    vista = Dependencia.objects.get(pk=una.pk)
    datos: dict[str, Any] = {"acto": "Decreto 1", "desde": hoy(), "ahora": ahora()}
    datos["actor"] = como(fabio)
    mover(una, padre=otra, **datos)
    with pytest.raises((Cambiado, DatosInvalidos)):
        mover(otra, padre=vista, **datos)
    assert Dependencia.objects.get(pk=otra.pk).padre is None
