"""Lo que se decide mirando y después se escribe: dos a la vez no lo repiten ni lo contradicen.

Cada caso dice quién llegó primero; el segundo empezó antes de que el primero confirmara.
"""

from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest
from django.db import connection

from ventanilla.archivo.models import VersionTrd
from ventanilla.archivo.servicios import Recibido, registrar, registrar_varios
from ventanilla.auditoria.models import Asiento
from ventanilla.bandeja.models import FiltroGuardado
from ventanilla.bandeja.servicios.filtros import (
    MAXIMOS,
    borrar_filtro,
    guardar_filtro,
    renombrar_filtro,
)
from ventanilla.comun.actores import SISTEMA
from ventanilla.comun.errores import Cambiado, DatosInvalidos
from ventanilla.comun.reloj import ahora, hoy
from ventanilla.comun.transaccion import escritura, uno_a_la_vez
from ventanilla.correspondencia.models import Serie
from ventanilla.correspondencia.servicios import numerar
from ventanilla.correspondencia.servicios.abrir import abrir_consecutivo
from ventanilla.directorio.models import Dependencia, DiaNoHabil, Entidad, Reglamento, Rol, Usuario
from ventanilla.directorio.reglas.cambios import Cambio
from ventanilla.directorio.servicios.dependencias import crear_dependencia, editar_dependencia
from ventanilla.directorio.servicios.dias import Cierre, declarar
from ventanilla.directorio.servicios.estructura import aplicar_estructura
from ventanilla.directorio.servicios.nombramientos import nombrar
from ventanilla.directorio.servicios.organigrama import cerrar
from ventanilla.directorio.servicios.reglamento import adoptar, empezar_borrador, poner_en_vigor
from ventanilla.estructura.servicios.dias import aplicar_dias
from ventanilla.estructura.servicios.mudar_lo_demas import mudar_lo_de_su_gente
from ventanilla.estructura.servicios.tipos import crear_tipo
from ventanilla.estructura.servicios.trd import empezar_trd
from ventanilla.peticiones.models import (
    AccesoExterno,
    Peticion,
    Plantilla,
    Respuesta,
    TipoDocumental,
)
from ventanilla.peticiones.servicios.accesos_externos import AccesoPedido, dar_acceso
from ventanilla.peticiones.servicios.avanzar import avanzar
from ventanilla.peticiones.servicios.notificar import dar_por_notificada
from ventanilla.peticiones.servicios.plantillas import Contenido, guardar_plantilla
from ventanilla.proyecto.tests.duelo import a_la_vez, cruzarse, lo_espera

pytestmark = [pytest.mark.lenta, pytest.mark.django_db(transaction=True)]
ACTO = "Decreto 1 de prueba"


@pytest.fixture
def quien(fabio, como):
    """Con qué obra quien administra."""
    return {"actor": como(fabio), "ahora": ahora()}


def test_el_mismo_codigo_lo_toma_una_sola_dependencia(quien) -> None:
    otra = {"codigo": "1600", "nombre": "Secretaría de Salud"}
    error = a_la_vez(*2 * [partial(crear_dependencia, otra, **quien)])
    assert isinstance(error, DatosInvalidos)
    assert Dependencia.objects.filter(codigo="1600").count() == 1


def test_el_mismo_codigo_lo_toma_un_solo_tipo(quien) -> None:
    tipo = {"codigo": "poda", "nombre": "Poda", "clase": "peticion"}
    error = a_la_vez(*2 * [partial(crear_tipo, tipo, **quien)])
    assert isinstance(error, DatosInvalidos)
    assert TipoDocumental.objects.filter(codigo="poda").count() == 1


def test_la_entidad_nace_una_sola_vez(quien) -> None:
    Entidad.objects.all().delete()
    datos = {"nombre": "Alcaldía de Prueba", "nit": "800.000.000-0"}
    nace = Cambio("entidad", (), True, {}, datos)
    error = a_la_vez(*2 * [partial(aplicar_estructura, [nace], **quien)])
    assert isinstance(error, Cambiado)
    assert Entidad.objects.count() == 1


def test_el_mismo_archivo_dos_veces_no_crea_dos_veces_a_la_gente(quien) -> None:
    correo = "nueva@ejemplo.gov.co"
    cargo = {"rol": Rol.JEFE, "dependencia": "1500", "desde": hoy(), "acto": ACTO}
    archivo = [
        Cambio("persona", (correo,), True, {}, {"nombre": "Nueva Ficticia"}),
        Cambio("nombramiento", (correo, Rol.JEFE, "1500", hoy()), True, {}, cargo),
    ]
    error = a_la_vez(*2 * [partial(aplicar_estructura, archivo, **quien)])
    assert isinstance(error, Cambiado)
    assert Usuario.objects.get(email=correo).nombramientos.count() == 1


def test_el_mismo_cargo_no_llega_dos_veces_por_archivo(quien, beto) -> None:
    cargo = {"rol": Rol.JEFE, "dependencia": "1500", "desde": hoy(), "acto": ACTO}
    archivo = [Cambio("nombramiento", (beto.email, Rol.JEFE, "1500", hoy()), True, {}, cargo)]
    error = a_la_vez(*2 * [partial(aplicar_estructura, archivo, **quien)])
    assert isinstance(error, Cambiado)
    assert beto.nombramientos.filter(rol=Rol.JEFE).count() == 1


def test_quienes_empiezan_el_borrador_a_la_vez_comparten_uno(quien) -> None:
    assert a_la_vez(*2 * [partial(empezar_borrador, **quien)]) is None
    assert Reglamento.objects.count() == 1
    assert a_la_vez(*2 * [partial(empezar_trd, actor=quien["actor"])]) is None
    assert VersionTrd.objects.count() == 1


def test_el_reglamento_pone_sus_ajustes_una_sola_vez(quien) -> None:
    borrador = empezar_borrador(**quien)
    borrador.valores = {**borrador.valores, "dias_de_alerta": 9}
    borrador.save()
    manana = hoy() + timedelta(days=1)
    adoptar(borrador, acto=ACTO, fecha_acto=hoy(), desde=manana, version=borrador.version, **quien)
    amanece = partial(poner_en_vigor, ahora=quien["ahora"] + timedelta(days=1))
    assert a_la_vez(amanece, amanece) is None
    assert Asiento.objects.filter(objeto="entidad", hecho="configurada").count() == 1


def test_el_mismo_acto_no_declara_dos_veces_el_mismo_dia(quien) -> None:
    dia = hoy() + timedelta(days=40)
    cierre = Cierre(desde=dia, hasta=dia, motivo="Feria del municipio", acto=ACTO)
    error = a_la_vez(*2 * [partial(declarar, cierre, **quien)])
    assert isinstance(error, DatosInvalidos)
    assert DiaNoHabil.objects.filter(fecha=dia).count() == 1


class TestMientrasSeCierraUnaDependencia:
    @pytest.fixture
    def se_cierra(self, quien, dependencias):
        """El acto que cierra Infraestructura y deja lo suyo a Hacienda, como la leyó quien lo hace."""
        return partial(
            cerrar,
            Dependencia.objects.get(codigo="1500"),
            sucesora=dependencias.hacienda,
            unida=False,
            acto=ACTO,
            desde=hoy(),
            **quien,
        )

    def test_no_nace_otra_adentro(self, se_cierra, quien) -> None:
        hija = {"codigo": "1510", "nombre": "Vías", "padre": "1500"}
        assert isinstance(a_la_vez(se_cierra, partial(crear_dependencia, hija, **quien)), Cambiado)
        assert not Dependencia.objects.filter(codigo="1510").exists()

    def test_la_que_nacio_antes_pasa_a_la_sucesora(self, se_cierra, quien, dependencias) -> None:
        hija = {"codigo": "1510", "nombre": "Vías", "padre": "1500"}
        assert a_la_vez(partial(crear_dependencia, hija, **quien), se_cierra) is None
        assert Dependencia.objects.get(codigo="1510").padre == dependencias.hacienda

    def test_nadie_queda_nombrado_en_ella(self, se_cierra, quien, beto, dependencias) -> None:
        dependencia = Dependencia.objects.get(codigo="1500")
        cargo = partial(
            nombrar,
            beto,
            rol=Rol.ENLACE,
            dependencia=dependencia,
            desde=hoy(),
            hasta=None,
            acto=ACTO,
            **quien,
        )
        assert isinstance(a_la_vez(se_cierra, cargo), DatosInvalidos)
        assert not beto.nombramientos.filter(rol=Rol.ENLACE).exists()

    def test_la_que_acaba_de_recibir_el_reparto_no_se_cierra(self, se_cierra, quien) -> None:
        reparte = partial(
            editar_dependencia,
            Dependencia.objects.get(codigo="1500"),
            {"es_atencion": True},
            leido={"es_atencion": False},
            **quien,
        )
        assert isinstance(a_la_vez(reparte, se_cierra), DatosInvalidos)
        assert Dependencia.objects.get(es_atencion=True).hasta is None

    def test_lo_de_su_gente_pasa_una_sola_vez(self, quien, dependencias) -> None:
        de_su_gente = Contenido("Saludo", "Buenos días.", dependencias.infraestructura)
        guardar_plantilla(None, contenido=de_su_gente, **quien)
        pasa = partial(
            mudar_lo_de_su_gente, dependencias.infraestructura, dependencias.hacienda, **quien
        )
        assert a_la_vez(pasa, pasa) is None
        assert Plantilla.objects.get().dependencia == dependencias.hacienda
        assert Asiento.objects.filter(hecho="pasada").count() == 1


class TestFiltros:
    def _guardar(self, quien, nombre: str) -> FiltroGuardado:
        return guardar_filtro(
            nombre, vista="dependencia", consulta={"q": "hueco"}, dependencia=None, **quien
        )

    @pytest.fixture
    def suyo(self, beto, como):
        return {"actor": como(beto), "ahora": ahora()}

    def test_no_se_pasa_del_maximo(self, suyo) -> None:
        for n in range(MAXIMOS - 1):
            self._guardar(suyo, f"Filtro {n}")
        error = a_la_vez(*(partial(self._guardar, suyo, n) for n in ("Uno", "Otro")))
        assert isinstance(error, DatosInvalidos)
        assert FiltroGuardado.objects.count() == MAXIMOS

    def test_el_que_se_borro_no_revive_al_cambiarle_el_nombre(self, suyo) -> None:
        filtro = self._guardar(suyo, "Huecos")
        leido = FiltroGuardado.objects.get()
        error = a_la_vez(
            partial(borrar_filtro, filtro, **suyo),
            partial(renombrar_filtro, leido, nombre="Otro", **suyo),
        )
        assert isinstance(error, Cambiado)
        assert not FiltroGuardado.objects.exists()


def test_quien_radica_mientras_se_abre_el_consecutivo_sigue_desde_ahi(quien, series) -> None:
    serie = Serie.objects.get(codigo="entrada")
    dados = []

    def radica() -> None:
        with escritura():
            momento = quien["ahora"]
            dados.append(numerar(serie, recepcion=momento, ahora=momento).consecutivo)

    abre = partial(
        abrir_consecutivo,
        "entrada",
        vigencia=quien["ahora"].year,
        ultimo=500,
        acto=ACTO,
        **quien,
    )
    assert a_la_vez(abre, radica) is None
    assert dados == [501]


def test_oprimir_dos_veces_no_da_dos_enlaces_a_un_ente(atencion, como, dependencias) -> None:
    pedido = AccesoPedido(
        ente="Contraloría de Prueba",
        persona="Auditora Ficticia",
        correo="auditora@contraloria.ejemplo.gov.co",
        acto="Oficio 815",
        desde=hoy(),
        hasta=hoy(),
        recibidas_desde=hoy(),
        recibidas_hasta=hoy(),
    )
    suyo = {"actor": como(atencion), "ahora": ahora()}
    error = a_la_vez(*2 * [partial(dar_acceso, pedido, **suyo)])
    assert isinstance(error, DatosInvalidos)
    assert AccesoExterno.objects.count() == 1
    # Sobre otra cosa, con el mismo oficio, sí.
    dar_acceso(replace(pedido, dependencias=(dependencias.hacienda,)), **suyo)
    assert AccesoExterno.objects.count() == 2


@pytest.fixture
def solo_postgres() -> None:
    """En SQLite las transacciones de escritura hacen fila enteras: no hay cómo cruzarse."""
    if connection.vendor == "sqlite":
        pytest.skip("En SQLite las transacciones de escritura hacen fila enteras.")


def test_los_mismos_archivos_en_otro_orden_no_se_esperan_el_uno_al_otro(solo_postgres) -> None:
    uno, otro = (Recibido(f"{n}.pdf", "pdf", "application/pdf", n * 64, 9) for n in "ab")

    def en_otro_orden() -> None:
        with escritura():
            registrar_varios([otro, uno], ahora=ahora())

    falla = cruzarse(
        partial(registrar, uno, ahora=ahora()),
        en_otro_orden,
        partial(registrar, otro, ahora=ahora()),
    )
    assert falla is None


def test_notificar_y_despachar_otra_vez_no_se_esperan_el_uno_al_otro(
    solo_postgres, peticion, beto
) -> None:
    p = peticion()
    suya = Respuesta.objects.filter(peticion=p)
    suya.create(peticion=p, uuid=p.uuid, autor=beto, estado="enviada", editada=ahora())
    llega = partial(
        dar_por_notificada,
        Peticion.objects.get(pk=p.pk),
        momento=ahora(),
        prueba={"clase": "correo"},
        actor=SISTEMA,
        ahora=ahora(),
    )
    falla = cruzarse(partial(avanzar, p), llega, partial(suya.update, medio="postal"))
    assert isinstance(falla, Cambiado)
    assert suya.get().estado == "enviada"


def test_dos_obreros_cuentan_los_dias_uno_despues_del_otro(solo_postgres, quien) -> None:
    dia = hoy() + timedelta(days=40)
    declarar(Cierre(desde=dia, hasta=dia, motivo="Feria del municipio", acto=ACTO), **quien)
    cuenta = partial(aplicar_dias, ahora=ahora())
    assert lo_espera(uno_a_la_vez("aplicar-dias"), cuenta)
    assert not DiaNoHabil.objects.get().por_aplicar
