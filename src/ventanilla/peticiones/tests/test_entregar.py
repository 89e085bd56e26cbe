"""A quien reparte, lo primero es entregarla a alguien; tomarla para sí es otra cosa."""

import pytest

from ventanilla.peticiones.models import Estado, Peticion

pytestmark = pytest.mark.django_db


def hoja(navegador, p: Peticion) -> str:
    return str(navegador.get(f"/trabajo/peticiones/{p.uuid}/").content.decode())


def test_el_jefe_escoge_a_quien_antes_que_nada(peticion, beto, diego, entrar) -> None:
    p = peticion()
    navegador = entrar(diego)
    pagina = hoja(navegador, p)
    assert pagina.count('name="responsable"') == 1
    assert pagina.index('name="responsable"') < pagina.index("Asignármela a mí")
    assert 'class="boton" type="submit" data-enviando="Entregando…">Entregar<' in pagina
    assert 'class="boton" type="submit" data-atajo="asignarme"' not in pagina
    entregar = f"/trabajo/peticiones/{p.uuid}/asignar/"
    navegador.post(entregar, {"responsable": beto.pk})
    assert Peticion.objects.get(pk=p.pk).responsable == beto


def test_si_alguien_la_tiene_se_cambia_en_a_cargo_de(peticion, beto, diego, entrar) -> None:
    p = peticion()
    Peticion.objects.filter(pk=p.pk).update(responsable=beto)
    pagina = hoja(entrar(diego), p)
    assert "Entregar a otra persona de la dependencia" in pagina
    assert pagina.count('name="responsable"') == 1


def test_quien_no_reparte_se_la_asigna(peticion, beto, entrar) -> None:
    pagina = hoja(entrar(beto), peticion())
    assert 'class="boton" type="submit" data-atajo="asignarme"' in pagina
    assert 'name="responsable"' not in pagina


def test_la_tecla_de_asignarse_lleva_al_jefe_a_escoger(peticion, beto, diego, entrar) -> None:
    p = peticion()
    Peticion.objects.filter(pk=p.pk).update(estado=Estado.PROYECTADA)
    for vista in ("dependencia", "por-firmar"):
        del_jefe = entrar(diego).get("/trabajo/", {"vista": vista}).content.decode()
        assert f'data-entregar="/trabajo/peticiones/{p.uuid}/#id_responsable"' in del_jefe
        assert "data-asignarme" not in del_jefe
    de_beto = entrar(beto).get("/trabajo/", {"vista": "dependencia"}).content.decode()
    assert f'data-asignarme="/trabajo/peticiones/{p.uuid}/asignarme/"' in de_beto
