"""Lo que alguien con la base y el disco en la mano podría cambiar, pieza por pieza.

Cada cambio dice el nombre que debe salir en el informe. Todos se deshacen después.
"""

import random
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

from django.conf import settings
from django.db import connection, models

from ventanilla.archivo.models import Guardado
from ventanilla.auditoria.consultas import ruta_de_sellos
from ventanilla.auditoria.consultas.pruebas import linea_del_asiento
from ventanilla.auditoria.models import Asiento, Cadena, HojaSello, Sello
from ventanilla.auditoria.reglas.libro import huella
from ventanilla.comun.almacen import Disco
from ventanilla.correspondencia.models import Contador, Radicado
from ventanilla.peticiones.models import Actuacion, Anexo, Peticion, Plazo

Cambio = Callable[[random.Random], str]
M = TypeVar("M", bound=models.Model)


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


def un_solicitante(azar: random.Random) -> str:
    p = alguno(Peticion, azar)
    cambiar(p, solicitante="reservado" if p.solicitante == "natural" else "natural")
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
    un_solicitante,
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
