"""Lo que alguien cambie en la base o en el disco se encuentra y se nombra; lo intacto, no."""

import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import TypeVar

import pytest
from django.conf import settings
from django.db import connection, models, transaction

from ventanilla.archivo.models import Guardado
from ventanilla.archivo.servicios import recibir
from ventanilla.auditoria.consultas import ruta_de_sellos
from ventanilla.auditoria.consultas.pruebas import linea_del_asiento
from ventanilla.auditoria.models import Asiento, Cadena, HojaSello, Sello
from ventanilla.auditoria.reglas.libro import huella
from ventanilla.auditoria.servicios import sellar
from ventanilla.comun.actores import SISTEMA
from ventanilla.comun.almacen import Disco
from ventanilla.comun.reloj import ahora
from ventanilla.comun.transaccion import escritura
from ventanilla.correspondencia.models import Contador, Radicado
from ventanilla.peticiones.models import Actuacion, Anexo, Peticion, Plazo
from ventanilla.peticiones.servicios.anotar import anotar
from ventanilla.peticiones.servicios.avanzar import avanzar
from ventanilla.proyecto.verificacion import Informe, revisar_todo

VECES = 8
Cambio = Callable[[random.Random], str]
M = TypeVar("M", bound=models.Model)


@pytest.fixture
def datos(settings, tmp_path: Path) -> Path:
    """Una carpeta de datos para cada prueba: los sellos de una no son de otra."""
    settings.VENTANILLA_DATOS = tmp_path
    return tmp_path


@pytest.fixture
def sistema(datos: Path, radicada) -> None:
    """Peticiones con anexos y actuaciones, dos sellos y algo sin sellar."""
    for i in range(9):
        anexos = [recibir(f"a{i}-{j}.txt", [b"anexo %d %d" % (i, j)]) for j in range(i % 3)]
        peticion = radicada(texto=f"Arreglen la vía {i}", anexos=anexos).peticion
        if i % 2:
            with escritura():
                avanzar(peticion)
                anotar(
                    peticion,
                    "asignada",
                    actor=replace(SISTEMA, clase="usuario", nombre="Beto Ficticio"),
                    ahora=ahora(),
                    motivo="Le toca a Infraestructura",
                    datos={"dependencia": "1500"},
                    dependencia="Infraestructura",
                )
        if i in (3, 6):
            sellar(ahora=ahora())


def alguno(modelo: type[M], azar: random.Random, **filtro: object) -> M:
    return azar.choice(list(modelo._default_manager.filter(**filtro).order_by("pk")))


def otro(texto: str, azar: random.Random) -> str:
    """El mismo texto con un carácter cambiado."""
    i = azar.randrange(len(texto))
    return (
        texto[:i] + azar.choice([c for c in "0123456789abcdefX" if c != texto[i]]) + texto[i + 1 :]
    )


def cambiar(fila: models.Model, **campos: object) -> None:
    type(fila)._default_manager.filter(pk=fila.pk).update(**campos)


def borrar(fila: models.Model) -> None:
    type(fila)._default_manager.filter(pk=fila.pk)._raw_delete(connection.alias)


def borrar_o_cambiar(fila: models.Model, azar: random.Random, **campos: object) -> None:
    if azar.random() < 0.5:
        borrar(fila)
    else:
        cambiar(fila, **campos)


# ── Los cambios: cada uno dice qué nombre debe salir en el informe ───────────────────────────


def un_asiento(azar: random.Random) -> str:
    a = alguno(Asiento, azar)
    campo = azar.choice(["contenido", "actor", "hecho", "sal", "hash", "momento"])
    valor = (
        a.momento + timedelta(seconds=1) if campo == "momento" else otro(getattr(a, campo), azar)
    )
    cambiar(a, **{campo: valor})
    return f"auditoria.Asiento {a.pk}"


def un_asiento_con_su_huella_rehecha(azar: random.Random) -> str:
    a = alguno(Asiento, azar, hoja__isnull=False)
    a.actor = "sistema-x"
    a.hash = huella(linea_del_asiento(a))
    a.save()
    Cadena.objects.filter(objeto=a.objeto, largo=a.orden).update(cabeza=a.hash)
    return f"auditoria.Asiento {a.pk}"


def un_asiento_borrado(azar: random.Random) -> str:
    a = alguno(Asiento, azar)
    borrar(a)
    return a.objeto


def una_cadena_entera_borrada(azar: random.Random) -> str:
    p = alguno(Peticion, azar)
    objeto = f"peticion:{p.uuid.hex}"
    Asiento.objects.filter(objeto=objeto)._raw_delete(connection.alias)
    Cadena.objects.filter(objeto=objeto).delete()
    return f"petición {p.radicado.impreso}"


def una_cabeza(azar: random.Random) -> str:
    c = alguno(Cadena, azar)
    borrar_o_cambiar(c, azar, cabeza=otro(c.cabeza, azar))
    return c.objeto


def una_actuacion(azar: random.Random) -> str:
    a = alguno(Actuacion, azar)
    distinto = {
        "tipo": "clasificada",
        "actor": "usuario:999",
        "momento": a.momento - timedelta(days=1),
        "anotada": a.anotada + timedelta(seconds=1),
        "datos": {"canal": "otro"},
        "motivo": a.motivo + "x",
        "actor_nombre": a.actor_nombre + "x",
        "dependencia": a.dependencia + "x",
        "es_publica": not a.es_publica,
    }
    campo = azar.choice(sorted(distinto))
    cambiar(a, **{campo: distinto[campo]})
    return f"peticiones.Actuacion {a.pk}"


def una_actuacion_borrada(azar: random.Random) -> str:
    a = alguno(Actuacion, azar)
    borrar(a)
    return f"Falta la actuación {a.orden} ({a.tipo})"


def una_actuacion_agregada(azar: random.Random) -> str:
    a = alguno(Actuacion, azar)
    a.pk, a.orden = None, 77
    a.save(force_insert=True)
    return f"peticiones.Actuacion {a.pk}"


def una_peticion(azar: random.Random) -> str:
    p = alguno(Peticion, azar)
    campo = azar.choice(["asunto", "texto", "rotulo", "clase"])
    cambiar(p, **{campo: otro(getattr(p, campo), azar)})
    return f"peticiones.Peticion {p.pk}"


def una_peticion_borrada(azar: random.Random) -> str:
    p = alguno(Peticion, azar)
    for suyo in (Actuacion, Anexo, Plazo):
        suyo.objects.filter(peticion=p)._raw_delete(connection.alias)
    borrar(p)
    return f"petición {p.radicado.impreso}"


def un_anexo(azar: random.Random) -> str:
    a = alguno(Anexo, azar)
    ajeno = alguno(Guardado, azar, pk__in=Guardado.objects.exclude(pk=a.guardado_id))
    borrar_o_cambiar(a, azar, guardado=ajeno)
    return f"petición {a.peticion.radicado.impreso}"


def un_radicado(azar: random.Random) -> str:
    r = alguno(Radicado, azar)
    distinto = {
        "impreso": r.impreso + "9",
        "momento_recepcion": r.momento_recepcion - timedelta(days=1),
        "momento_radicacion": r.momento_radicacion - timedelta(days=1),
    }
    campo = azar.choice(sorted(distinto))
    cambiar(r, **{campo: distinto[campo]})
    return f"correspondencia.Radicado {r.pk}"


def un_numero_que_cambia(azar: random.Random) -> str:
    r = alguno(Radicado, azar)
    cambiar(r, consecutivo=1000)
    return r.impreso


def un_radicado_borrado(azar: random.Random) -> str:
    r = alguno(Radicado, azar)
    borrar(r)
    return r.impreso


def un_contador_devuelto(azar: random.Random) -> str:
    c = alguno(Contador, azar)
    cambiar(c, ultimo=c.ultimo - 1)
    return Radicado.objects.get(consecutivo=c.ultimo).impreso


def un_contador_adelantado(azar: random.Random) -> str:
    c = alguno(Contador, azar)
    cambiar(c, ultimo=c.ultimo + 1_000_000_000)
    return f"-{c.ultimo + 1:06d}"


def una_hoja(azar: random.Random) -> str:
    h = alguno(HojaSello, azar)
    borrar_o_cambiar(h, azar, asiento_hash=otro(h.asiento_hash, azar))
    return f"sello {h.sello.numero}"


def un_sello(azar: random.Random) -> str:
    s = alguno(Sello, azar)
    campo = azar.choice(["raiz", "hash", "firma", "cantidad", "momento"])
    distinto: dict[str, object] = {
        "cantidad": s.cantidad + 2_000_000_000,
        "momento": s.momento + timedelta(days=1),
    }
    cambiar(s, **{campo: distinto.get(campo) or otro(getattr(s, campo), azar)})
    return f"auditoria.Sello {s.pk}"


def un_sello_borrado(azar: random.Random) -> str:
    s = alguno(Sello, azar)
    HojaSello.objects.filter(sello=s)._raw_delete(connection.alias)
    borrar(s)
    return f"sello {s.numero}"


def un_archivo(azar: random.Random) -> str:
    g = alguno(Guardado, azar)
    ruta = Disco(Path(settings.VENTANILLA_DATOS)).ruta(g.sha256)
    crudo = bytearray(ruta.read_bytes())
    ruta.chmod(0o640)
    i = azar.randrange(len(crudo))
    crudo[i] ^= 1 << azar.randrange(8)
    ruta.unlink()
    queda = azar.choice([None, bytes(crudo), bytes(crudo[:i])])
    if queda is not None:
        ruta.write_bytes(queda)
    return f"archivo {g.sha256}"


def la_fila_de_un_archivo(azar: random.Random) -> str:
    g = alguno(Guardado, azar)
    cambiar(g, tamano=g.tamano + 1)
    return f"archivo.Guardado {g.pk}"


def una_linea_de_sellos_borrada(azar: random.Random) -> str:
    lineas = ruta_de_sellos().read_text().splitlines(keepends=True)
    quitada = lineas.pop(azar.randrange(1, len(lineas)))
    ruta_de_sellos().write_text("".join(lineas))
    return f"sello {quitada.split()[1]}"


def un_caracter_de_sellos(azar: random.Random) -> str:
    ruta_de_sellos().write_text(otro(ruta_de_sellos().read_text().rstrip("\n"), azar) + "\n")
    return "sellos.txt"


CAMBIOS: tuple[Cambio, ...] = (
    un_asiento,
    un_asiento_con_su_huella_rehecha,
    un_asiento_borrado,
    una_cadena_entera_borrada,
    una_cabeza,
    una_actuacion,
    una_actuacion_borrada,
    una_actuacion_agregada,
    una_peticion,
    una_peticion_borrada,
    un_anexo,
    un_radicado,
    un_numero_que_cambia,
    un_radicado_borrado,
    un_contador_devuelto,
    un_contador_adelantado,
    una_hoja,
    un_sello,
    un_sello_borrado,
    un_archivo,
    la_fila_de_un_archivo,
    una_linea_de_sellos_borrada,
    un_caracter_de_sellos,
)


def lo_dicho(informe: Informe) -> Iterator[str]:
    for a in informe.alteraciones:
        yield f"{a.objeto} [{a.fila}] {a.que}"
    for h in (*informe.huecos, *informe.repetidos):
        yield str(h)


@pytest.fixture
def pieza_por_pieza(datos: Path) -> Callable[[], "SimpleNamespace"]:
    """Guarda los bytes de la carpeta, para devolverlos después de cada cambio."""

    def foto() -> SimpleNamespace:
        guardado = {r: r.read_bytes() for r in datos.rglob("*") if r.is_file()}

        def devolver() -> None:
            for ruta, crudo in guardado.items():
                if not ruta.exists() or ruta.read_bytes() != crudo:
                    ruta.write_bytes(crudo)

        return SimpleNamespace(devolver=devolver)

    return foto


def test_un_sistema_intacto_no_tiene_nada_que_decir(sistema):
    informe = revisar_todo()
    assert list(lo_dicho(informe)) == []
    assert informe.esta_bien
    assert informe.asientos == Asiento.objects.count() == 13
    assert informe.sellos == 2
    assert informe.pendientes == Asiento.objects.filter(hoja__isnull=True).count() > 0


@pytest.mark.parametrize("cambio", CAMBIOS, ids=lambda f: f.__name__)
def test_todo_cambio_se_encuentra_y_se_nombra(sistema, pieza_por_pieza, cambio):
    foto = pieza_por_pieza()
    for semilla in range(VECES):
        with transaction.atomic():
            nombre = cambio(random.Random(semilla))  # noqa: S311
            informe = revisar_todo()
            transaction.set_rollback(True)
        foto.devolver()
        assert not informe.esta_bien
        assert any(nombre in dicho for dicho in lo_dicho(informe)), (nombre, [*lo_dicho(informe)])
    assert revisar_todo().esta_bien


def test_quien_rehace_hasta_los_sellos_no_engana_a_la_copia_de_afuera(sistema, datos, tmp_path):
    copia = tmp_path / "copia-de-control-interno.txt"
    copia.write_bytes(ruta_de_sellos().read_bytes())
    assert revisar_todo(contra=copia).esta_bien
    HojaSello.objects.all()._raw_delete(connection.alias)
    Sello.objects.all()._raw_delete(connection.alias)
    ruta_de_sellos().unlink()
    sellar(ahora=ahora())
    assert revisar_todo().esta_bien, "con el secreto y el disco en la mano, adentro no se nota"
    informe = revisar_todo(contra=copia)
    assert {a.objeto for a in informe.alteraciones} == {"sello 1", "sello 2"}
    assert {a.fila for a in informe.alteraciones} == {copia.name}


def test_los_correos_de_los_sellos_sirven_de_copia(sistema, tmp_path):
    lineas = ruta_de_sellos().read_text().splitlines()[1:]
    copia = tmp_path / "correos.txt"
    copia.write_text("> Guarde este correo.\n\n" + "\n".join(x.replace(" ", "\n ") for x in lineas))
    assert revisar_todo(contra=copia).esta_bien
    copia.write_text(copia.read_text().replace("sello\n 2", "sello\n 7"))
    assert [a.objeto for a in revisar_todo(contra=copia).alteraciones] == ["sello 7"]


def test_con_otro_secreto_los_sellos_no_valen(sistema, settings):
    settings.VENTANILLA_SECRETO = "otro secreto cualquiera, de más de treinta y dos"
    dicho = list(lo_dicho(revisar_todo()))
    assert any("La llave pública no es la de esta entidad" in d for d in dicho)
    assert sum("La firma no es de la llave" in d for d in dicho) == 2
