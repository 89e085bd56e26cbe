"""La lista de fechas que no son las de ley: quién la ve, quién decide y qué pasa con el reloj."""

from datetime import date, datetime

import pytest

from ventanilla.auditoria.models import Asiento
from ventanilla.comun.actores import SISTEMA
from ventanilla.comun.errores import Cambiado, DatosInvalidos, SinPermiso
from ventanilla.comun.reloj import BOGOTA, ahora
from ventanilla.directorio.consultas import calendario_de_la_entidad
from ventanilla.importacion.models import Discrepancia
from ventanilla.importacion.reglas.filas import Importada, Momento
from ventanilla.importacion.reglas.mapa import leer_mapa
from ventanilla.importacion.servicios.resolver import resolver, tomar
from ventanilla.importacion.servicios.traer import importar
from ventanilla.peticiones.consultas.diferencias import diferencias
from ventanilla.peticiones.models import Actuacion, Peticion

pytestmark = pytest.mark.django_db
RUTA = "/trabajo/discrepancias/"
MAPA = """
serie = "viejo"
nombre = "Viejo"
[columnas]
numero = "N"
recibida = "F"
[dependencias]
Obras = "1500"
Hacienda = "1200"
"""
RECIBIDA = Momento(datetime(2026, 11, 10, tzinfo=BOGOTA), con_hora=False)
# La ley da quince días hábiles: el 2 de diciembre de 2026 (el 16 de noviembre es festivo).
DE_LEY = date(2026, 12, 2)


def _una(
    numero: str, vence: date, *, estado: str = "abierta", dep: str = "1500", dias: int | None = None
):
    return Importada(
        linea=2,
        numero=numero,
        recibida=RECIBIDA,
        clase="peticion",
        canal="web",
        estado=estado,
        solicitante="natural",
        rotulo="Zutana",
        asunto="Hueco",
        texto="",
        dependencia="Obras",
        dependencia_codigo=dep,
        dias=dias,
        vence=vence,
        cierre=RECIBIDA if estado != "abierta" else None,
    )


@pytest.fixture
def traidas(dependencias, series):
    importar(
        [
            _una("1", date(2027, 2, 1), dias=54),
            _una("2", date(2026, 11, 20)),
            _una("3", date(2026, 12, 10), dep="1200"),
            _una("4", DE_LEY),
            _una("5", date(2027, 2, 1), estado="respondida"),
        ],
        mapa=leer_mapa(MAPA),
        huella_del_archivo="x",
        actor=SISTEMA,
        ahora=ahora(),
    )
    return {d.peticion.radicado.impreso: d for d in Discrepancia.objects.all()}


def _peticion(d: Discrepancia) -> Peticion:
    return Peticion.objects.select_related("radicado").get(pk=d.peticion_id)


def test_solo_entra_lo_que_no_es_de_ley_y_dice_hacia_donde(traidas):
    assert {n: d.sentido for n, d in traidas.items()} == {
        "1": "despues",
        "2": "antes",
        "3": "con_ampliacion",
        "5": "despues",
    }
    assert all(d.vence_de_ley == DE_LEY for d in traidas.values())


def test_con_el_termino_de_ley_el_reloj_vuelve_a_la_ley(traidas, diego, como):
    d = traidas["1"]
    antes = _peticion(d)
    assert antes.plazos.get(clase="respuesta").fecha_vence == date(2027, 2, 1)
    resolver(d, resolucion="ley", motivo="", actor=como(diego), ahora=ahora())
    p = _peticion(d)
    assert p.plazos.get(clase="respuesta").fecha_vence == DE_LEY
    assert p.especial == {}
    nota = p.actuaciones.get(tipo=Actuacion.Tipo.NOTA)
    assert not nota.es_publica
    assert "2 de diciembre de 2026" in nota.motivo
    assert Asiento.objects.filter(objeto=f"peticion:{p.uuid.hex}", hecho="nota").exists()
    assert list(diferencias(calendario=calendario_de_la_entidad())) == []


def test_conservar_la_del_otro_sistema_pide_razon_y_el_reloj_queda_en_ella(traidas, diego, como):
    d, actor = traidas["2"], como(diego)
    with pytest.raises(DatosInvalidos):
        resolver(d, resolucion="origen", motivo="porque", actor=actor, ahora=ahora())
    razon = "Se le prometió por escrito a la persona."
    resolver(d, resolucion="origen", motivo=razon, actor=actor, ahora=ahora())
    assert _peticion(d).plazos.get(clase="respuesta").fecha_vence == date(2026, 11, 20)
    d.refresh_from_db()
    assert (d.resolucion, d.motivo, d.resuelta_por) == ("origen", razon, diego)
    assert list(diferencias(calendario=calendario_de_la_entidad())) == []


def test_no_se_resuelve_dos_veces(traidas, diego, como):
    d, actor = traidas["1"], como(diego)
    resolver(d, resolucion="ley", motivo="", actor=actor, ahora=ahora())
    with pytest.raises(Cambiado):
        resolver(d, resolucion="origen", motivo="Otra razón larga", actor=actor, ahora=ahora())
    with pytest.raises(Cambiado):
        tomar(Discrepancia.objects.get(pk=d.pk), actor=actor, ahora=ahora())


def test_la_de_una_cerrada_se_resuelve_sin_abrirla(traidas, atencion, como):
    d = traidas["5"]
    resolver(d, resolucion="ley", motivo="", actor=como(atencion), ahora=ahora())
    p = _peticion(d)
    assert p.esta_cerrada
    assert p.estado == "notificada"


@pytest.mark.parametrize("quien", ["gabi", "elena", "carla", "fabio"])
def test_quien_no_decide_no_la_resuelve(traidas, como, request, quien):
    with pytest.raises(SinPermiso):
        resolver(
            traidas["1"],
            resolucion="ley",
            motivo="",
            actor=como(request.getfixturevalue(quien)),
            ahora=ahora(),
        )


def test_un_jefe_ve_las_de_su_dependencia_y_atencion_todas(traidas, entrar, diego, atencion):
    suyas = entrar(diego).get(RUTA).context
    assert {d.peticion.radicado.impreso for d in suyas["pagina"]} == {"1", "2", "5"}
    assert suyas["cuentas"] == {
        "antes": 1,
        "con_ampliacion": 0,
        "despues": 2,
        "abiertas": 2,
        "resueltas": 0,
    }
    navegador = entrar(atencion)
    assert len(navegador.get(RUTA).context["pagina"].object_list) == 4
    filtradas = navegador.get(RUTA, {"sentido": "despues", "abiertas": "1"}).context["pagina"]
    assert [d.peticion.radicado.impreso for d in filtradas] == ["1"]
    assert entrar(diego).get(f"{RUTA}{traidas['3'].pk}/").status_code == 404


def test_se_toma_y_se_resuelve_en_la_pantalla(traidas, entrar, atencion, diego):
    navegador, pagina = entrar(atencion), f"{RUTA}{traidas['1'].pk}/"
    assert "pasa de lo que la ley admite" in navegador.get(pagina).content.decode()
    navegador.post(pagina, {"accion": "tomar"})
    assert "Amparo Ficticia" in navegador.get(pagina).content.decode()
    ajena = entrar(diego).post(pagina, {"accion": "tomar"}, follow=True).content.decode()
    assert "Otra persona ya la está mirando" in ajena
    assert "1" in [
        d.peticion.radicado.impreso
        for d in navegador.get(RUTA, {"estado": "mias"}).context["pagina"]
    ]
    malo = navegador.post(pagina, {"resolucion": "origen", "motivo": "corto"})
    assert malo.status_code == 422
    assert "corto" in malo.content.decode()
    assert navegador.post(pagina, {}).status_code == 422
    bueno = navegador.post(pagina, {"resolucion": "ley", "motivo": ""}, follow=True)
    assert "Quedó resuelta" in bueno.content.decode()


def test_control_interno_lee_y_no_decide_y_los_demas_no_entran(
    traidas, entrar, elena, beto, fabio, client
):
    pagina = f"{RUTA}{traidas['1'].pk}/"
    assert entrar(elena).get(pagina).status_code == 200
    assert entrar(elena).post(pagina, {"resolucion": "ley"}).status_code == 403
    for quien in (beto, fabio):
        assert entrar(quien).get(RUTA).status_code == 403
        assert entrar(quien).get(f"{RUTA}discrepancias.csv").status_code == 403
    assert client.get(RUTA).status_code == 302


def test_la_lista_se_baja_con_su_filtro(traidas, entrar, atencion, django_assert_max_num_queries):
    navegador = entrar(atencion)
    with django_assert_max_num_queries(12):
        bajada = navegador.get(f"{RUTA}discrepancias.csv", {"sentido": "antes"})
    texto = bajada.content.decode()
    assert "2026-11-20" in texto
    assert "2027-02-01" not in texto


def test_al_resolver_una_se_pasa_a_la_siguiente_de_la_misma_lista(traidas, entrar, atencion):
    navegador = entrar(atencion)
    en_orden = [d.pk for d in navegador.get(RUTA, {"abiertas": "1"}).context["pagina"]]
    for esta, la_que_sigue in zip(en_orden, [*en_orden[1:], None], strict=True):
        hecho = navegador.post(f"{RUTA}{esta}/?abiertas=1", {"resolucion": "ley", "motivo": ""})
        espera = f"{RUTA}{la_que_sigue}/?abiertas=1" if la_que_sigue else f"{RUTA}?abiertas=1"
        assert hecho["Location"] == espera


def test_se_resuelven_varias_juntas_con_una_sola_razon(traidas, entrar, atencion):
    navegador, varias = entrar(atencion), f"{RUTA}varias/"
    claves = [traidas[n].pk for n in ("1", "5")]
    ver = navegador.post(varias, {"elegida": claves, "consulta": "sentido=despues"})
    assert "2 discrepancias" in ver.content.decode()
    corto = {"elegida": claves, "accion": "resolver", "resolucion": "origen", "motivo": "corto"}
    malo = navegador.post(varias, corto)
    assert malo.status_code == 422
    assert "corto" in malo.content.decode()
    assert not Discrepancia.objects.exclude(resolucion="").exists()
    bueno = corto | {"motivo": "Así se le prometió a cada persona.", "consulta": "sentido=despues"}
    hecho = navegador.post(varias, bueno)
    assert hecho["Location"] == f"{RUTA}?sentido=despues"
    resueltas = Discrepancia.objects.filter(resolucion="origen", resuelta_por=atencion)
    assert {d.peticion.radicado.impreso for d in resueltas} == {"1", "5"}
    otra_vez = navegador.post(varias, bueno, follow=True).content.decode()
    assert "Marque en la lista una o más" in otra_vez


def test_toda_la_pagina_de_un_toque_y_nunca_las_ajenas(traidas, entrar, diego, elena):
    todas = {"de_la_pagina": [d.pk for d in traidas.values()], "toda": "1"}
    elegidas = entrar(diego).post(f"{RUTA}varias/", todas).context["elegidas"]
    assert {d.peticion.radicado.impreso for d in elegidas} == {"1", "2", "5"}
    assert entrar(elena).post(f"{RUTA}varias/", todas)["Location"] == RUTA
    for mala in ({}, {"elegida": ["x", "-1", "9" * 30, "²"]}, {"consulta": "%zz&a=b"}):
        assert entrar(diego).post(f"{RUTA}varias/", mala).status_code == 302
    assert entrar(diego).get(f"{RUTA}varias/").status_code == 405
