"""La ayuda dentro del programa: para quién es cada página, qué se halla y que nada lleve a ninguna parte."""

import re

import pytest
from django.test import Client

from ventanilla.directorio.models import Rol
from ventanilla.proyecto.ayuda import manual
from ventanilla.proyecto.ayuda.lectura import ancla_de, leer_pagina

pytestmark = pytest.mark.django_db
AYUDA = "/trabajo/ayuda/"


def nada(_: str) -> str:
    return ""


def igual(direccion: str) -> str:
    return direccion


def cuerpo(fuente: str) -> str:
    return leer_pagina(fuente, enlace=igual, figura=igual)[0].html


def test_cada_quien_ve_primero_lo_de_sus_cargos(beto, diego, elena, entrar) -> None:
    for persona, suya in ((beto, "Funcionario"), (diego, "Jefe"), (elena, "Control Interno")):
        hoja = entrar(persona).get(AYUDA).content.decode()
        suyas = hoja[hoja.index("Para sus cargos") : hoja.index("Para los demás")]
        assert suya in suyas
        assert "Ciudadanía" not in suyas
        assert f'href="{AYUDA}"' in hoja


def test_todas_las_paginas_abren_y_sus_enlaces_y_figuras_tambien(beto, entrar) -> None:
    navegador = entrar(beto)
    for pagina in manual.PAGINAS:
        hoja = navegador.get(pagina.url)
        assert hoja.status_code == 200, pagina.nombre
        texto = hoja.content.decode()
        articulo = texto[texto.index("<article") : texto.index("</article>")]
        assert "**" not in re.sub(r"<code>.*?</code>", "", articulo), pagina.nombre
        for url in re.findall(r'(?:href|src)="(/trabajo/ayuda/[^"#]+)', articulo):
            assert navegador.get(url).status_code == 200, url
        for ancla in re.findall(r'href="#([^"]+)"', articulo):
            assert f'id="{ancla}"' in articulo, ancla


def test_todo_rol_que_trabaja_tiene_su_pagina() -> None:
    sin_pagina = {Rol.ENLACE_CHAT, Rol.ENLACE_TRANSPARENCIA, Rol.ENTE_EXTERNO}
    for rol in set(Rol) - sin_pagina:
        assert manual.de_sus_roles({rol}), rol


def test_se_busca_sin_tildes_y_el_resultado_lleva_a_su_seccion(beto, entrar) -> None:
    navegador = entrar(beto)
    hoja = navegador.get(AYUDA, {"q": "DESISTIMIENTO tacito"}).content.decode()
    (url, ancla), *_ = re.findall(r'<h3><a href="(/trabajo/ayuda/[^"#]+)#([^"]+)"', hoja)
    assert f'id="{ancla}"' in navegador.get(url).content.decode()
    vacia = navegador.get(AYUDA, {"q": "helicóptero"}).content.decode()
    assert "No está «helicóptero»" in vacia
    assert "<script>" not in navegador.get(AYUDA, {"q": "<script>"}).content.decode()


def test_lo_que_no_existe_y_quien_no_ha_entrado(beto, entrar) -> None:
    navegador = entrar(beto)
    for ruta in ("nada/", "figuras/nada.png", "figuras/..%2f..%2fREADME.md"):
        assert navegador.get(AYUDA + ruta).status_code == 404, ruta
    assert navegador.post(AYUDA).status_code == 405
    assert Client().get(AYUDA).status_code == 302
    assert Client().get(f"{AYUDA}jefe/").status_code == 302


@pytest.mark.parametrize(
    ("fuente", "sale"),
    [
        ("Un *botón* y **otro**.", "<p>Un <em>botón</em> y <strong>otro</strong>.</p>"),
        ("<b>no</b> & `<i>`", "<p>&lt;b&gt;no&lt;/b&gt; &amp; <code>&lt;i&gt;</code></p>"),
        ("- uno\n- dos\n  sigue", "<ul><li>uno</li><li>dos sigue</li></ul>"),
        (
            "1. uno\n   - a\n   - b\n2. dos",
            "<ol><li>uno<ul><li>a</li><li>b</li></ul></li><li>dos</li></ol>",
        ),
        ("[sitio](https://a.co)", '<p><a href="https://a.co">sitio</a></p>'),
        ("`**dos asteriscos**`", "<p><code>**dos asteriscos**</code></p>"),
        ("### Menor", "<h3>Menor</h3>"),
        ("```sh\na < b\n\nc\n```", '<pre tabindex="0"><code>a &lt; b\n\nc</code></pre>'),
    ],
)
def test_el_manual_se_lee_como_se_escribio(fuente: str, sale: str) -> None:
    assert cuerpo(fuente) == sale


def test_un_enlace_que_aqui_no_se_abre_queda_como_texto() -> None:
    (seccion,) = leer_pagina("Vea [la receta](../recetas/x.md).", enlace=nada, figura=nada)
    assert seccion.html == "<p>Vea la receta.</p>"


def test_una_tabla_y_una_figura() -> None:
    tabla = cuerpo("| Quiero | Quién |\n|---|---|\n| **firmar** | el jefe |")
    assert '<th scope="col">Quiero</th>' in tabla
    assert "<td><strong>firmar</strong></td>" in tabla
    assert '<img src="a.png"' in cuerpo("![La bandeja](a.png)")


def test_las_secciones_llevan_su_ancla() -> None:
    fuente = "# Manual\n\nEntrada.\n\n## Días no hábiles\n\nTexto."
    entrada, seccion = leer_pagina(fuente, enlace=nada, figura=nada)
    assert (entrada.titulo, entrada.texto) == ("Manual", "Entrada.")
    assert (seccion.ancla, seccion.texto) == ("dias-no-habiles", "Texto.")
    assert ancla_de("¿Cuándo me deben responder?") == "cuando-me-deben-responder"
