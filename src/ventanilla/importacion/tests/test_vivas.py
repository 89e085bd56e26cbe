"""Empezar a mitad de año: lo abierto del sistema anterior sigue vivo, con su número de siempre."""

from datetime import date, timedelta

import pytest
from django.core import mail

from ventanilla.comun.actores import SISTEMA
from ventanilla.comun.reloj import ahora, en_bogota
from ventanilla.correspondencia.servicios import despachar as despachar_envio
from ventanilla.correspondencia.servicios.abrir import abrir_consecutivo
from ventanilla.directorio.consultas import calendario_de_la_entidad
from ventanilla.directorio.consultas.reglamento import escritos_de
from ventanilla.directorio.models import Dependencia, DiaNoHabil
from ventanilla.directorio.servicios.reglamento import (
    adoptar,
    empezar_borrador,
    guardar_reglamento,
)
from ventanilla.importacion.reglas.filas import Importada, entender
from ventanilla.importacion.reglas.lectura import leer_filas
from ventanilla.importacion.reglas.mapa import leer_mapa
from ventanilla.importacion.servicios.traer import importar
from ventanilla.peticiones.consultas.diferencias import diferencias
from ventanilla.peticiones.models import Peticion, Respuesta
from ventanilla.peticiones.servicios.asignar import asignarse
from ventanilla.peticiones.servicios.competencia import aceptar_competencia
from ventanilla.peticiones.servicios.componer import componer_respuesta
from ventanilla.peticiones.servicios.despachar import despachar
from ventanilla.peticiones.servicios.firmar import firmar
from ventanilla.peticiones.servicios.notificar import notificar_pendientes
from ventanilla.peticiones.servicios.radicar import clave_de
from ventanilla.peticiones.servicios.responder import guardar_borrador, proyectar
from ventanilla.proyecto.verificacion import revisar_todo

pytestmark = pytest.mark.django_db
MAPA = """
serie = "viejo"
nombre = "Sistema viejo"
[columnas]
numero = "N"
recibida = "F"
dependencia = "D"
nombre = "Q"
correo = "M"
asunto = "A"
[dependencias]
Obras = "1500"
[por_defecto]
clase = "peticion"
"""


@pytest.fixture
def traida(tmp_path, dependencias, series):
    """Una petición abierta del sistema anterior, con número y correo."""

    def traer(numero="2026-004512", correo="zutana@ejemplo.com", recibida=""):
        mapa = leer_mapa(MAPA)
        hoy = en_bogota(ahora()).date()
        ruta = tmp_path / "a.csv"
        fila = f"{numero};{recibida or hoy};Obras;Zutana Ejemplo;{correo};Hueco en la calle"
        ruta.write_text(f"N;F;D;Q;M;A\n{fila}\n")
        leidas = entender(leer_filas(ruta, mapa), mapa, hoy=hoy)
        filas = [una for una in leidas if isinstance(una, Importada)]
        importar(filas, mapa=mapa, huella_del_archivo="x", actor=SISTEMA, ahora=ahora())
        return leida(Peticion.objects.get(radicado__impreso=numero))

    return traer


def leida(p: Peticion) -> Peticion:
    return Peticion.objects.select_related("radicado__serie", "dependencia", "identidad").get(
        pk=p.pk
    )


def test_el_numero_de_antes_sigue_y_los_nuevos_empiezan_despues(traida, radicada):
    hoy = en_bogota(ahora()).date()
    abrir_consecutivo(
        "entrada",
        vigencia=hoy.year,
        ultimo=4512,
        acto="Acta 12",
        actor=SISTEMA,
        ahora=ahora(),
    )
    vieja = traida(f"{hoy.year}-004512")
    nueva = radicada()
    assert vieja.radicado.impreso == f"{hoy.year}-004512"
    assert nueva.radicado.impreso == f"{hoy.year}-004513"


def test_de_la_bandeja_a_la_respuesta_y_la_persona_la_lee_con_su_numero(
    traida, entrar, beto, diego, como, client
):
    p = traida()
    pagina = entrar(beto).get("/trabajo/", {"vista": "dependencia"}).content.decode()
    assert "2026-004512" in pagina
    assert "Sistema viejo" in pagina
    asignarse(p, actor=como(beto), ahora=ahora())
    aceptar_competencia(p, actor=como(beto), ahora=ahora())
    r = guardar_borrador(
        p, asunto="", texto="Se arregla el lunes.", version=0, actor=como(beto), ahora=ahora()
    )
    proyectar(p, version=r.version, actor=como(beto), ahora=ahora())
    firmar(p, version=r.version, actor=como(diego), ahora=ahora())
    componer_respuesta(r.pk, ahora=ahora())
    despachar(leida(p), medio="correo", actor=como(beto), ahora=ahora())
    enviada = Respuesta.objects.get(peticion=p)
    assert enviada.envio is not None
    despachar_envio(enviada.envio.pk, ahora=ahora())
    assert notificar_pendientes(ahora=ahora()) == 1
    p = leida(p)
    assert p.estado == "notificada"
    (carta,) = [m for m in mail.outbox if m.to == ["zutana@ejemplo.com"]]
    assert "2026-004512" in f"{carta.subject} {carta.body}"
    assert p.plazos.get(clase="respuesta").cumplido_en is not None
    assert p.radicado.serie.codigo == "viejo"


def test_la_persona_consulta_con_su_numero_y_la_clave_que_pide_por_correo(traida, client):
    p = traida("V-12/2026 B")
    r = client.post("/consultar/", {"radicado": "V-12/2026 B", "clave": clave_de(p)})
    assert r.status_code == 302
    pagina = client.get(r.url)
    assert pagina.status_code == 200
    assert "Hueco en la calle" in pagina.content.decode()


def test_el_libro_de_lo_traido_y_respondido_se_comprueba(traida, beto, como):
    p = traida()
    asignarse(p, actor=como(beto), ahora=ahora())
    assert leida(p).version == 2
    informe = revisar_todo()
    assert informe.asientos > 0
    # El elenco de las pruebas no nace por los servicios: de él no hay libro.
    elenco = {f"dependencia {d.codigo}" for d in Dependencia.objects.all()} | {f"persona {beto.pk}"}
    assert {a.objeto for a in informe.alteraciones} <= elenco, informe
    assert not informe.huecos
    assert not informe.repetidos


def test_sin_hora_queda_con_precision_de_dia(traida):
    acto = traida().actuaciones.get()
    assert acto.datos["precision"] == "dia"
    assert en_bogota(acto.momento).hour == 0
    assert isinstance(en_bogota(acto.momento).date(), date)


def test_cada_una_se_cuenta_con_el_reglamento_que_regia_el_dia_en_que_llego(
    traida, fabio, como
) -> None:
    """Cambiar el reglamento no deja diferencias en la revisión nocturna de lo traído después."""
    actor = como(fabio)
    nuevo = empezar_borrador(actor=actor, ahora=ahora())
    tarde = {"recepcion": "recibida_habil_siguiente", "hora_cierre": "17:00:00"}
    guardar_reglamento(
        nuevo,
        articulos=escritos_de(nuevo),
        valores=nuevo.valores | tarde,
        version=nuevo.version,
        actor=actor,
        ahora=ahora(),
    )
    nuevo.refresh_from_db()
    dia = en_bogota(ahora()).date()
    adoptar(
        nuevo,
        acto="Resolución 1 de prueba",
        fecha_acto=dia,
        desde=dia,
        version=nuevo.version,
        actor=actor,
        ahora=ahora(),
    )
    for hace in range(1, 7):
        traida(f"V-{hace}", recibida=f"{dia - timedelta(days=hace)} 20:00")
    assert Peticion.objects.count() == 6
    assert list(diferencias(calendario=calendario_de_la_entidad())) == []


def test_un_cierre_que_no_cobija_a_la_dependencia_no_mueve_lo_que_se_le_trae(traida) -> None:
    dia = en_bogota(ahora()).date()
    for hace in range(1, 4):
        DiaNoHabil.objects.create(
            fecha=dia + timedelta(days=hace),
            motivo="Feria",
            acto="Decreto 9",
            afecta_terminos_legales=True,
            dependencias_exceptuadas=["1500"],
        )
    traida()
    assert list(diferencias(calendario=calendario_de_la_entidad())) == []
