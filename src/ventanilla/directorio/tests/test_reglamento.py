"""El reglamento por versiones: se prepara, se adopta con su acto y manda en los ajustes."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse

from ventanilla.auditoria.models import Asiento
from ventanilla.comun.actores import SISTEMA
from ventanilla.comun.errores import Cambiado, DatosInvalidos, SinPermiso
from ventanilla.comun.reloj import ahora, hoy
from ventanilla.directorio.consultas import calendario_de_la_entidad
from ventanilla.directorio.consultas import entidad as la_entidad
from ventanilla.directorio.consultas.reglamento import (
    articulos_de,
    borrador,
    de_donde_salen,
    escritos_de,
    reglamento_vigente,
)
from ventanilla.directorio.consultas.verificacion_reglamento import revisar_reglamentos
from ventanilla.directorio.models import Articulo, Entidad, Reglamento
from ventanilla.directorio.reglas.cambios import Cambio
from ventanilla.directorio.reglas.fichas import EstructuraInvalida
from ventanilla.directorio.reglas.reglamento import marcas
from ventanilla.directorio.servicios.estructura import aplicar_estructura
from ventanilla.directorio.servicios.reglamento import (
    adoptar,
    empezar_borrador,
    guardar_reglamento,
    poner_en_vigor,
)
from ventanilla.estructura.consultas.plan import leer_archivo, planear
from ventanilla.peticiones.consultas.diferencias import diferencias
from ventanilla.peticiones.consultas.relojes import politica_de_la_entidad

pytestmark = pytest.mark.django_db


@pytest.fixture
def adoptada(fabio, como):
    """Fábrica: adopta una versión con esos valores cambiados, desde `desde` (hoy)."""

    def fabricar(*, desde: date | None = None, sin: str = "", **valores) -> Reglamento:
        actor = como(fabio)
        nuevo = empezar_borrador(actor=actor, ahora=ahora())
        guardar_reglamento(
            nuevo,
            articulos=[e for e in escritos_de(nuevo) if not sin or sin not in marcas(e.plantilla)],
            valores=nuevo.valores | valores,
            version=nuevo.version,
            actor=actor,
            ahora=ahora(),
        )
        nuevo.refresh_from_db()
        adoptar(
            nuevo,
            acto=f"Resolución {nuevo.numero} de prueba",
            fecha_acto=hoy(),
            desde=desde or hoy(),
            version=nuevo.version,
            actor=actor,
            ahora=ahora(),
        )
        nuevo.refresh_from_db()
        return nuevo

    return fabricar


def escrito(**cambios: Any) -> dict[str, Any]:
    """Lo que el navegador enviaría al guardar el borrador tal como se ve, con esos cambios."""
    preparado = borrador()
    assert preparado is not None
    valores = {c: "" if v is None else v for c, v in preparado.valores.items()}
    valores["aclaracion_detiene"] = "si" if valores["aclaracion_detiene"] else "no"
    return {
        "version": preparado.version,
        **valores,
        "titulo": [e.titulo for e in escritos_de(preparado)] + [""],
        "texto": [e.plantilla for e in escritos_de(preparado)] + [""],
        **cambios,
    }


def test_una_entidad_nueva_empieza_con_el_texto_de_fabrica_y_sus_valores(entidad, fabio, como):
    nuevo = empezar_borrador(actor=como(fabio), ahora=ahora())
    assert nuevo.valores["horario"] == entidad.horario
    assert len(articulos_de(nuevo)) >= 10
    assert empezar_borrador(actor=como(fabio), ahora=ahora()) == nuevo
    assert reglamento_vigente(hoy()) is None


def test_adoptar_pone_los_ajustes_y_dice_de_que_articulo_salen(adoptada) -> None:
    version = adoptada(dias_de_alerta=7)
    assert la_entidad().dias_de_alerta == 7
    sale = de_donde_salen(hoy())["dias_de_alerta"]
    articulo = Articulo.objects.get(reglamento=version, numero=sale.articulo)
    assert "7 días hábiles" in articulo.texto
    assert "[" not in articulo.texto
    assert sale.acto == "Resolución 1 de prueba"
    asiento = Asiento.objects.get(objeto="reglamento:1")
    assert asiento.hecho == "adoptado"
    assert '"dias_de_alerta":7' in asiento.contenido


def test_una_version_con_fecha_futura_espera_su_dia(adoptada) -> None:
    manana = hoy() + timedelta(days=1)
    adoptada(desde=manana, dias_de_alerta=9)
    assert la_entidad().dias_de_alerta == 3
    assert poner_en_vigor(ahora=ahora()) == []
    assert poner_en_vigor(ahora=ahora() + timedelta(days=1)) == ["dias_de_alerta"]
    assert poner_en_vigor(ahora=ahora() + timedelta(days=1)) == []
    assert la_entidad().dias_de_alerta == 9


def test_la_anterior_se_sigue_leyendo_y_dice_hasta_cuando_rigio(adoptada, client) -> None:
    primera = adoptada()
    manana = hoy() + timedelta(days=1)
    adoptada(desde=manana, dias_de_alerta=9)
    primera.refresh_from_db()
    assert primera.hasta == hoy()
    pagina = client.get(reverse("portal:reglamento_version", args=[1])).content.decode()
    assert "Resolución 1 de prueba" in pagina
    assert "Versión 2" in pagina
    assert (
        "Todavía no rige"
        in client.get(reverse("portal:reglamento_version", args=[2])).content.decode()
    )


def test_lo_recibido_antes_sigue_con_lo_que_regia(peticion, adoptada) -> None:
    ayer = ahora() - timedelta(days=1)
    p = peticion(ahora=ayer)
    adoptada(reactivacion="reinicia", recepcion="recibida_habil_siguiente", hora_cierre="17:00:00")
    assert politica_de_la_entidad(dia=ayer.date()).reactivacion == "reanuda"
    assert politica_de_la_entidad(dia=ayer.date()).hora_cierre is None
    assert politica_de_la_entidad(dia=hoy()).reactivacion == "reinicia"
    assert politica_de_la_entidad(dia=hoy()).hora_cierre is not None
    assert [d for d in diferencias(calendario=calendario_de_la_entidad()) if d.uuid == p.uuid] == []


def test_lo_que_ningun_articulo_fija_se_cambia_y_cuenta_desde_manana(adoptada) -> None:
    adoptada(sin="reactivacion")
    cambio = Cambio("entidad", (), False, {"reactivacion": "reanuda"}, {"reactivacion": "reinicia"})
    aplicar_estructura([cambio], actor=SISTEMA, ahora=ahora())
    assert politica_de_la_entidad(dia=hoy()).reactivacion == "reanuda"
    manana = hoy() + timedelta(days=1)
    assert politica_de_la_entidad(dia=manana).reactivacion == "reinicia"


def test_la_version_siguiente_no_alcanza_lo_que_la_anterior_no_fijaba(adoptada) -> None:
    primera = adoptada(sin="reactivacion")
    manana = hoy() + timedelta(days=1)
    siguiente = adoptada(desde=manana)
    Reglamento.objects.filter(pk=siguiente.pk).update(
        valores=siguiente.valores | {"reactivacion": "reinicia"}
    )
    Entidad.objects.update(reactivacion="reinicia")
    assert politica_de_la_entidad(dia=primera.desde).reactivacion == "reanuda"


@pytest.mark.parametrize(
    "cambio", [{"valores": {"reactivacion": "reinicia"}}, {"antes": {}}, {"acto": "Otro"}]
)
def test_cambiar_por_fuera_un_reglamento_adoptado_se_nombra(adoptada, cambio) -> None:
    adoptado = adoptada()
    assert list(revisar_reglamentos()) == []
    Reglamento.objects.filter(pk=adoptado.pk).update(**cambio)
    assert [m.fila for m in revisar_reglamentos()] == [f"directorio.Reglamento {adoptado.pk}"]


def test_un_articulo_cambiado_o_un_reglamento_borrado_se_nombra(adoptada) -> None:
    adoptado = adoptada()
    Articulo.objects.filter(numero=1).update(texto="Otra cosa.")
    assert len(list(revisar_reglamentos())) == 1
    adoptado.delete()
    assert [m.fila for m in revisar_reglamentos()] == ["directorio.Reglamento (borrado)"]


def test_el_archivo_de_la_entidad_ya_no_cambia_lo_que_fija_un_articulo(adoptada) -> None:
    adoptada(dias_de_alerta=7)
    with pytest.raises(EstructuraInvalida, match="artículo 11 del reglamento"):
        planear(leer_archivo("[entidad]\ndias_de_alerta = 4\n"), hoy=hoy())
    planear(leer_archivo('[entidad]\ndias_de_alerta = 7\ntelefono = "(608) 111 1111"\n'), hoy=hoy())


def test_por_ningun_otro_camino_se_cambia_lo_que_fija_un_articulo(adoptada) -> None:
    adoptada(dias_de_alerta=7)
    cambio = Cambio("entidad", (), False, {"dias_de_alerta": 7}, {"dias_de_alerta": 4})
    with pytest.raises(DatosInvalidos, match="artículo 11 del reglamento"):
        aplicar_estructura([cambio], actor=SISTEMA, ahora=ahora())
    assert la_entidad().dias_de_alerta == 7


def test_dos_personas_no_se_pisan_el_borrador(fabio, como) -> None:
    actor = como(fabio)
    nuevo = empezar_borrador(actor=actor, ahora=ahora())
    datos = {"articulos": escritos_de(nuevo), "valores": nuevo.valores, "version": 1}
    guardar_reglamento(nuevo, **datos, actor=actor, ahora=ahora())
    with pytest.raises(Cambiado):
        guardar_reglamento(nuevo, **datos, actor=actor, ahora=ahora())


def test_adoptar_dos_veces_no_se_puede(adoptada, fabio, como) -> None:
    version = adoptada()
    with pytest.raises((Cambiado, DatosInvalidos)):
        adoptar(
            version,
            acto="Otra",
            fecha_acto=hoy(),
            desde=hoy() + timedelta(days=5),
            version=version.version,
            actor=como(fabio),
            ahora=ahora(),
        )


@pytest.mark.parametrize("quien", ["atencion", "elena", "diego"])
def test_solo_quien_administra_prepara_el_reglamento(request, quien, entidad, como, entrar) -> None:
    persona = request.getfixturevalue(quien)
    with pytest.raises(SinPermiso):
        empezar_borrador(actor=como(persona), ahora=ahora())
    navegador = entrar(persona)
    for nombre in ("reglamento_borrador", "reglamento_revisar"):
        assert navegador.get(reverse(f"directorio:{nombre}")).status_code == 403
    assert navegador.post(reverse("directorio:reglamento_descartar")).status_code == 403
    lee = 403 if quien == "diego" else 200
    assert navegador.get(reverse("directorio:reglamento")).status_code == lee


def test_lo_que_ningun_articulo_fija_dice_en_que_pagina_se_cambia(fabio, entrar) -> None:
    hoja = entrar(fabio).get("/trabajo/reglamento/").content.decode()
    assert hoja.count('href="/trabajo/ajustes/"') == 6
    assert hoja.count('href="/trabajo/entidad/cara/"') == 1


def test_en_pantalla_de_vacio_a_adoptado(fabio, entrar) -> None:
    navegador = entrar(fabio)
    ruta = reverse("directorio:reglamento")
    assert "no ha adoptado su reglamento" in navegador.get(ruta).content.decode()
    assert navegador.post(ruta).headers["Location"] == reverse("directorio:reglamento_borrador")
    editar, revisar = (
        reverse("directorio:reglamento_borrador"),
        reverse("directorio:reglamento_revisar"),
    )
    navegador.post(editar, escrito(dias_de_alerta="8", revisar="1"))
    pagina = navegador.get(revisar).content.decode()
    assert "3 días hábiles" in pagina
    assert "8 días hábiles" in pagina
    preparado = borrador()
    assert preparado is not None
    adopcion = {"version": preparado.version, "acto": "Resolución 5", "desde": hoy().isoformat()}
    mala = navegador.post(revisar, adopcion | {"fecha_acto": ""})
    assert mala.status_code == 422
    assert "Resolución 5" in mala.content.decode()
    buena = navegador.post(revisar, adopcion | {"fecha_acto": hoy().isoformat()})
    assert buena.headers["Location"] == ruta
    assert Entidad.objects.get().dias_de_alerta == 8


def test_lo_escrito_no_se_pierde_si_algo_no_sirve(fabio, entrar) -> None:
    navegador = entrar(fabio)
    navegador.post(reverse("directorio:reglamento"))
    datos = escrito()
    datos["titulo"][-1], datos["texto"][-1] = "Mi artículo", "Con un [ajuste_que_no_hay]."
    respuesta = navegador.post(reverse("directorio:reglamento_borrador"), datos)
    assert respuesta.status_code == 422
    assert "Mi artículo" in respuesta.content.decode()
    assert "no es un ajuste" in respuesta.content.decode()
    assert not Articulo.objects.filter(titulo="Mi artículo").exists()


def test_descartar_el_borrador_no_toca_lo_que_rige(adoptada, fabio, entrar, como) -> None:
    adoptada()
    nuevo = empezar_borrador(actor=como(fabio), ahora=ahora())
    navegador = entrar(fabio)
    ruta = reverse("directorio:reglamento_descartar")
    assert navegador.get(ruta).headers["Location"] == reverse("directorio:reglamento_borrador")
    assert borrador() is not None
    navegador.post(ruta, {"version": "no"})
    assert borrador() is not None
    navegador.post(ruta, {"version": nuevo.version})
    assert borrador() is None
    navegador.post(ruta, {"version": nuevo.version})
    assert reglamento_vigente(hoy()) is not None


def test_la_ciudadania_lee_el_que_rige_y_no_el_borrador(fabio, como, adoptada, client) -> None:
    assert "todavía no ha publicado" in client.get(reverse("portal:reglamento")).content.decode()
    adoptada()
    empezar_borrador(actor=como(fabio), ahora=ahora())
    assert "Artículo 1." in client.get(reverse("portal:reglamento")).content.decode()
    assert client.get(reverse("portal:reglamento_version", args=[2])).status_code == 404
    assert client.get(reverse("portal:reglamento_pdf", args=[2])).status_code == 404
    pdf = client.get(reverse("portal:reglamento_pdf", args=[1]))
    assert pdf.content.startswith(b"%PDF")
    assert pdf.content == client.get(reverse("portal:reglamento_pdf", args=[1])).content
