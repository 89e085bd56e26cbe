"""Cerrar y reabrir a mano el expediente: con razón, firmado otra vez y sin perder lo firmado antes."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from ventanilla.archivo.consultas.expedientes import (
    cierre_vigente,
    documentos_de,
    expediente_de,
    revisar_expedientes,
)
from ventanilla.archivo.models import (
    CierreDeExpediente,
    DocumentoDeExpediente,
    Expediente,
    SerieDocumental,
    VersionTrd,
)
from ventanilla.archivo.servicios.cerrar import cerrar_expedientes
from ventanilla.auditoria.models import Asiento
from ventanilla.comun.actores import SISTEMA
from ventanilla.comun.errores import SinPermiso
from ventanilla.comun.reloj import ahora
from ventanilla.correspondencia.servicios import despachar_pendientes
from ventanilla.directorio.models import Nombramiento
from ventanilla.peticiones.consultas.expediente import objeto_de
from ventanilla.peticiones.models import Peticion
from ventanilla.peticiones.servicios.cerrar_expediente import (
    cerrar_expediente,
    reabrir_expediente,
)
from ventanilla.peticiones.servicios.expedientes import poner_expedientes_al_dia

pytestmark = pytest.mark.django_db
RAZON = "La persona avisó que no va a presentar recursos."


@pytest.fixture
def terminada(dependencias, peticion) -> Peticion:
    """Una petición de Infraestructura ya cerrada, con su expediente abierto."""
    version = VersionTrd.objects.create(numero="1", acto="Resolución 1", desde=date(2020, 1, 1))
    SerieDocumental.objects.create(
        version=version, codigo="1040-57", nombre="Peticiones", es_de_peticiones=True
    )
    una = peticion()
    Peticion.objects.filter(pk=una.pk).update(esta_cerrada=True)
    poner_expedientes_al_dia(ahora=ahora())
    return Peticion.objects.get(pk=una.pk)


def de(p: Peticion) -> Expediente:
    hallado = expediente_de(objeto_de(p))
    assert hallado is not None
    return hallado


def pagina(p: Peticion, nombre: str) -> str:
    return reverse(f"peticiones:{nombre}", args=[p.uuid])


def test_el_jefe_lo_cierra_con_su_razon_y_el_indice_queda_firmado(terminada, diego, entrar) -> None:
    navegador = entrar(diego)
    assert "Cerrar el expediente" in navegador.get(pagina(terminada, "expediente")).content.decode()
    respuesta = navegador.post(pagina(terminada, "cerrar_expediente"), {"motivo": RAZON})
    assert respuesta.status_code == 302
    cierre = cierre_vigente(de(terminada))
    assert cierre is not None
    assert (cierre.porque, cierre.cerrado_por) == (RAZON, diego.nombre)
    ultimo = documentos_de(de(terminada))[-1]
    assert ultimo.tipo == "Constancia de cierre"
    assert RAZON in ultimo.texto
    assert cierre.cabeza == ultimo.hash
    assert list(revisar_expedientes()) == []
    hoja = navegador.get(pagina(terminada, "expediente")).content.decode()
    assert RAZON in hoja
    assert Asiento.objects.filter(hecho="cerrado").count() == 1


def test_atencion_lo_reabre_y_la_firma_de_antes_no_se_pierde(terminada, atencion, entrar) -> None:
    navegador = entrar(atencion)
    navegador.post(pagina(terminada, "cerrar_expediente"), {"motivo": RAZON})
    antes = CierreDeExpediente.objects.get()
    otra = "Falta incorporar el acta de la visita."
    navegador.post(pagina(terminada, "reabrir_expediente"), {"motivo": otra})
    e = de(terminada)
    assert e.cerrado is None
    assert cierre_vigente(e) is None
    guardado = CierreDeExpediente.objects.get()
    assert (guardado.firma, guardado.cabeza) == (antes.firma, antes.cabeza)
    assert (guardado.motivo, guardado.reabierto_por) == (otra, atencion.nombre)
    assert documentos_de(e)[-1].tipo == "Constancia de reapertura"
    navegador.post(pagina(terminada, "cerrar_expediente"), {"motivo": "Ya entró el acta."})
    assert CierreDeExpediente.objects.count() == 2
    assert list(revisar_expedientes()) == []


def test_el_reabierto_a_mano_no_se_cierra_solo(terminada, diego, como) -> None:
    despues = ahora() + timedelta(days=60)
    cerrar_expediente(terminada, motivo=RAZON, actor=como(diego), ahora=ahora())
    reabrir_expediente(terminada, motivo="Falta el acta.", actor=como(diego), ahora=ahora())
    assert cerrar_expedientes(actor=SISTEMA, ahora=despues) == 0
    cerrar_expediente(terminada, motivo="Ya está.", actor=como(diego), ahora=ahora())
    reabrir_expediente(terminada, motivo="Otra vez.", actor=como(diego), ahora=ahora())
    assert de(terminada).cierres.count() == 2


def test_lo_que_llega_a_uno_cerrado_a_mano_lo_reabre_y_dice_que_llego(
    terminada, diego, como
) -> None:
    cerrar_expediente(terminada, motivo=RAZON, actor=como(diego), ahora=ahora())
    despachar_pendientes(ahora=ahora())
    Expediente.objects.update(asientos_vistos=0)
    poner_expedientes_al_dia(ahora=ahora())
    e = de(terminada)
    assert e.cerrado is None
    assert not e.abierto_a_mano
    assert "Prueba de envío" in e.cierres.get().motivo
    assert list(revisar_expedientes()) == []


def test_si_el_tramite_sigue_no_se_cierra_y_dice_por_que(
    terminada, peticion, diego, entrar
) -> None:
    abierta = peticion()
    poner_expedientes_al_dia(ahora=ahora())
    navegador = entrar(diego)
    hoja = navegador.get(pagina(abierta, "expediente")).content.decode()
    assert "Cerrar el expediente" not in hoja
    respuesta = navegador.post(pagina(abierta, "cerrar_expediente"), {"motivo": RAZON})
    assert respuesta.status_code == 422
    assert "El trámite no ha terminado" in respuesta.content.decode()
    assert RAZON in respuesta.content.decode()


def test_dos_veces_seguidas_no_lo_cierra_ni_lo_reabre_dos_veces(terminada, diego, entrar) -> None:
    navegador = entrar(diego)
    cerrar, reabrir = (
        pagina(terminada, "cerrar_expediente"),
        pagina(terminada, "reabrir_expediente"),
    )
    assert "ya está abierto" in navegador.post(reabrir, {"motivo": "No"}).content.decode()
    navegador.post(cerrar, {"motivo": RAZON})
    assert "ya está cerrado" in navegador.post(cerrar, {"motivo": RAZON}).content.decode()
    assert CierreDeExpediente.objects.count() == 1
    assert DocumentoDeExpediente.objects.filter(tipo="Constancia de cierre").count() == 1


@pytest.mark.parametrize("motivo", ["", "   ", "x" * 301])
def test_sin_razon_o_con_una_muy_larga_no_se_cierra(terminada, diego, entrar, motivo) -> None:
    respuesta = entrar(diego).post(pagina(terminada, "cerrar_expediente"), {"motivo": motivo})
    assert respuesta.status_code == 422
    assert not CierreDeExpediente.objects.exists()


@pytest.mark.parametrize("nombre", ["cerrar_expediente", "reabrir_expediente"])
def test_los_demas_no_lo_cierran_ni_lo_reabren(
    terminada, beto, carla, elena, fabio, entrar, client, nombre
) -> None:
    ruta = pagina(terminada, nombre)
    for otro in (beto, carla, elena, fabio):
        assert entrar(otro).post(ruta, {"motivo": RAZON}).status_code == 403
    assert client.post(ruta).headers["Location"].startswith(reverse("account_login"))
    assert not CierreDeExpediente.objects.exists()


def test_un_jefe_de_otra_dependencia_no_lo_cierra(terminada, diego, dependencias, como) -> None:
    Nombramiento.objects.filter(usuario=diego).update(dependencia=dependencias.hacienda)
    with pytest.raises(SinPermiso):
        cerrar_expediente(terminada, motivo=RAZON, actor=como(diego), ahora=ahora())


def test_otro_metodo_y_la_que_no_existe(terminada, diego, entrar) -> None:
    navegador = entrar(diego)
    assert navegador.put(pagina(terminada, "cerrar_expediente")).status_code == 405
    nada = "/trabajo/peticiones/00000000-0000-4000-8000-000000000000/expediente/cerrar/"
    assert navegador.get(nada).status_code == 404


def test_verificar_nota_un_cierre_que_ya_no_es_del_indice(terminada, diego, como) -> None:
    cerrar_expediente(terminada, motivo=RAZON, actor=como(diego), ahora=ahora())
    assert list(revisar_expedientes()) == []
    CierreDeExpediente.objects.update(documentos=1)
    assert len(list(revisar_expedientes())) == 1
