"""Plantillas de respuesta: quién las arma, cómo se escogen y qué pasa si están mal."""

import uuid

import pytest
from django.urls import reverse

from ventanilla.auditoria.models import Asiento
from ventanilla.comun.errores import Cambiado, DatosInvalidos, SinPermiso
from ventanilla.comun.reloj import ahora
from ventanilla.peticiones.consultas.plantillas import plantillas_para, texto_para
from ventanilla.peticiones.models import Plantilla, Respuesta
from ventanilla.peticiones.reglas.solicitud import Solicitante
from ventanilla.peticiones.servicios.firmar import firmar
from ventanilla.peticiones.servicios.plantillas import (
    Contenido,
    guardar_plantilla,
    retirar_plantilla,
    sembrar_plantillas,
)
from ventanilla.peticiones.servicios.responder import guardar_borrador, proyectar

pytestmark = pytest.mark.django_db
LISTA = "/trabajo/plantillas/"
TEXTO = "Recibimos {{radicado}}, de {{peticionario}}."


def _nueva(nombre="Una", texto=TEXTO, dependencia=None, clase="") -> Plantilla:
    return Plantilla.objects.create(
        uuid=uuid.uuid4(),
        nombre=nombre,
        texto=texto,
        dependencia=dependencia,
        clase=clase,
        editada=ahora(),
    )


def _datos(**cambios: str) -> dict[str, str]:
    return {
        "nombre": "Huecos",
        "texto": TEXTO,
        "dependencia": "",
        "clase": "",
        "tipo": "",
        "version": "0",
        **cambios,
    }


def test_el_jefe_arma_las_de_su_dependencia_y_no_las_de_todos(diego, dependencias, como) -> None:
    propia = Contenido("Huecos", TEXTO, dependencias.infraestructura)
    hecha = guardar_plantilla(None, contenido=propia, actor=como(diego), ahora=ahora())
    assert Asiento.objects.filter(objeto=f"plantilla:{hecha.uuid.hex}", hecho="creada").exists()
    for ajena in (None, dependencias.hacienda):
        with pytest.raises(SinPermiso):
            guardar_plantilla(
                None, contenido=Contenido("X", TEXTO, ajena), actor=como(diego), ahora=ahora()
            )
    with pytest.raises(SinPermiso):
        guardar_plantilla(
            hecha,
            contenido=Contenido("X", TEXTO, dependencias.hacienda),
            version=1,
            actor=como(diego),
            ahora=ahora(),
        )


def test_administracion_y_atencion_arman_las_de_todos(fabio, atencion, como) -> None:
    for alguien in (fabio, atencion):
        guardar_plantilla(
            None, contenido=Contenido("De todos", TEXTO), actor=como(alguien), ahora=ahora()
        )
    assert Plantilla.objects.count() == 2


def test_la_variable_que_no_existe_se_dice_y_no_se_guarda(entrar, fabio) -> None:
    r = entrar(fabio).post(f"{LISTA}nueva/", _datos(texto="Hola {{radicdo}} {% include 'x' %}"))
    assert r.status_code == 422
    dicho = r.content.decode()
    assert "«{{radicdo}}» no existe" in dicho
    assert "{{fecha_radicacion}}" in dicho
    assert "Hola {{radicdo}} {% include" in dicho
    assert not Plantilla.objects.exists()


def test_ver_como_queda_no_guarda_y_escapa(entrar, fabio) -> None:
    texto = "<script>alert(1)</script> **{{radicado}}**"
    r = entrar(fabio).post(f"{LISTA}nueva/", _datos(texto=texto, ver="si"))
    assert r.status_code == 200
    assert "<strong>2026-000123</strong>" in r.content.decode()
    assert "<script>alert" not in r.content.decode()
    assert not Plantilla.objects.exists()


def test_se_crea_se_edita_y_se_retira_en_pantalla(entrar, diego, dependencias) -> None:
    navegador = entrar(diego)
    propia = str(dependencias.infraestructura.pk)
    r = navegador.post(f"{LISTA}nueva/", _datos(dependencia=propia), follow=True)
    assert "«Huecos» quedó guardada." in r.content.decode()
    hecha = Plantilla.objects.get()
    ruta = reverse("peticiones:plantilla", args=[hecha.uuid])
    otra = _datos(dependencia=propia, nombre="Vías", version="1")
    assert navegador.post(ruta, otra).status_code == 302
    vieja = navegador.post(ruta, {**otra, "nombre": "Tarde"})
    assert vieja.status_code == 422
    assert "Otra persona cambió esta plantilla" in vieja.content.decode()
    retirar = reverse("peticiones:plantilla_retirar", args=[hecha.uuid])
    assert navegador.get(retirar).status_code == 405
    for _ in range(2):
        navegador.post(retirar)
    hecha.refresh_from_db()
    assert (hecha.nombre, hecha.activa) == ("Vías", False)
    navegador.post(retirar, {"activa": "si"})
    hecha.refresh_from_db()
    assert hecha.activa


def test_la_lista_es_de_quien_arma(entrar, beto, elena, diego, client, dependencias) -> None:
    ajena = _nueva("De hacienda", dependencia=dependencias.hacienda)
    comun = _nueva("De todos")
    assert client.get(LISTA).status_code == 302
    for alguien in (beto, elena):
        assert entrar(alguien).get(LISTA).status_code == 403
        assert entrar(alguien).get(f"{LISTA}nueva/").status_code == 403
    navegador = entrar(diego)
    vista = navegador.get(LISTA).content.decode()
    assert "De todos" in vista
    assert "De hacienda" not in vista
    assert navegador.get(f"{LISTA}{ajena.uuid}/").status_code == 404
    assert navegador.get(f"{LISTA}{uuid.uuid4()}/").status_code == 404
    solo_lee = navegador.get(f"{LISTA}{comun.uuid}/").content.decode()
    assert "las de toda la entidad" in solo_lee
    assert "Guardar la plantilla" not in solo_lee
    navegador.post(f"{LISTA}{comun.uuid}/retirar/")
    comun.refresh_from_db()
    assert comun.activa


def test_la_lista_hace_siempre_las_mismas_consultas(
    entrar, fabio, django_assert_max_num_queries
) -> None:
    for n in range(30):
        _nueva(f"P{n}")
    navegador = entrar(fabio)
    with django_assert_max_num_queries(16):
        navegador.get(LISTA)


def test_sirven_las_de_la_dependencia_y_la_clase(peticion, dependencias, como, diego) -> None:
    p = peticion()
    _nueva("Comun")
    _nueva("Propia", dependencia=dependencias.infraestructura)
    _nueva("Ajena", dependencia=dependencias.hacienda)
    _nueva("De consultas", clase="consulta")
    _nueva("De peticiones", clase="peticion")
    retirar_plantilla(
        _nueva("Retirada", dependencia=dependencias.infraestructura),
        actor=como(diego),
        ahora=ahora(),
    )
    assert [x.nombre for x in plantillas_para(p)] == ["Propia", "De peticiones", "Comun"]


def test_los_valores_son_los_de_la_peticion(peticion, beto, como) -> None:
    p = peticion(asunto="**Urgente** [vea](http://malo.example)")
    todas = _nueva(texto="{{radicado}}|{{peticionario}}|{{asunto}}|{{vence}}|{{dependencia}}")
    puesto = texto_para(todas, p, actor=como(beto), ahora=ahora())
    radicado, quien, asunto, vence, dependencia = puesto.split("|")
    assert radicado == p.radicado.impreso
    assert quien == "Ana Prueba Ficticia"
    assert asunto == "*Urgente* (vea)(http://malo.example)"
    assert " de " in vence
    assert dependencia == "Secretaría de Infraestructura"


def test_la_anonima_no_dice_anonimo_en_el_saludo(peticion, beto, como) -> None:
    p = peticion(solicitante=Solicitante(tipo="anonimo"))
    puesto = texto_para(_nueva(texto="{{peticionario}}"), p, actor=como(beto), ahora=ahora())
    assert puesto == "ciudadano o ciudadana"


def test_escoger_una_agrega_debajo_y_nunca_pisa(entrar, peticion, beto) -> None:
    p = peticion()
    plantilla = _nueva()
    navegador = entrar(beto)
    ruta = reverse("peticiones:escribir", args=[p.uuid])
    assert "Empezar con una plantilla" in navegador.get(ruta).content.decode()
    escrito = {"asunto": "A", "texto": "Ya escribí esto.", "version": "0", "agregar": "si"}
    r = navegador.post(ruta, {**escrito, "plantilla": str(plantilla.uuid)}, follow=True)
    cuerpo = Respuesta.objects.get(peticion=p).cuerpo
    assert cuerpo.index("Ya escribí esto.") < cuerpo.index(p.radicado.impreso)
    assert "Se agregó «Una»" in r.content.decode()
    r = navegador.post(
        ruta, {**escrito, "version": "1", "plantilla": "cualquier cosa"}, follow=True
    )
    assert "escójala primero" in r.content.decode()


def test_con_algo_por_llenar_no_pasa_a_firma_ni_se_firma(peticion, beto, diego, como) -> None:
    p = peticion()
    texto = "Hola. [[Diga qué se hizo]]"
    r = guardar_borrador(p, asunto="", texto=texto, version=0, actor=como(beto), ahora=ahora())
    with pytest.raises(DatosInvalidos, match="Diga qué se hizo"):
        proyectar(p, version=r.version, actor=como(beto), ahora=ahora())
    with pytest.raises(DatosInvalidos, match="por llenar"):
        firmar(p, version=r.version, actor=como(diego), ahora=ahora())


def test_sembrar_dos_veces_no_repite_ni_revive(fabio, como, db) -> None:
    puestas = sembrar_plantillas(ahora=ahora())
    assert puestas == Plantilla.objects.count() > 3
    una = Plantilla.objects.first()
    assert una is not None
    retirar_plantilla(una, actor=como(fabio), ahora=ahora())
    assert sembrar_plantillas(ahora=ahora()) == 0
    assert Plantilla.objects.filter(activa=False).count() == 1


def test_dos_que_la_editan_a_la_vez_no_se_pisan(fabio, como) -> None:
    una = _nueva()
    otra = Plantilla.objects.get()
    quien = {"actor": como(fabio), "ahora": ahora()}
    guardar_plantilla(una, contenido=Contenido("A", TEXTO), version=1, **quien)
    with pytest.raises(Cambiado, match="sigue aquí"):
        guardar_plantilla(otra, contenido=Contenido("B", TEXTO), version=1, **quien)
    assert Plantilla.objects.get().nombre == "A"
