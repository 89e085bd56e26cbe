"""La entidad que dice un archivo: leerla, compararla con lo que hay y ver qué movería."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from ventanilla.archivo.consultas.trd import borrador_trd, retiradas, trd_actual
from ventanilla.archivo.reglas.trd import SERIE, TRD, leer_trd
from ventanilla.comun.calendario import DiaLocal, Efecto
from ventanilla.comun.errores import Falta
from ventanilla.directorio.consultas import calendario_de_la_entidad, entidad, estructura_actual
from ventanilla.directorio.consultas.reglamento import de_donde_salen
from ventanilla.directorio.models import Rol, Vinculacion
from ventanilla.directorio.reglas.ajustes import MUEVEN
from ventanilla.directorio.reglas.cambios import (
    Cambio,
    Comparacion,
    Filas,
    comparar,
    comparar_estructura,
)
from ventanilla.directorio.reglas.estructura import Estructura, Opciones, leer_estructura
from ventanilla.directorio.reglas.fichas import EstructuraInvalida, Ficha, leer_toml
from ventanilla.estructura.consultas.ajustes import con_ajustes, primer_dia_que_mueven
from ventanilla.estructura.consultas.movimientos import Cuenta, Muestra, muestra
from ventanilla.estructura.consultas.tipos import tipos_actuales
from ventanilla.estructura.reglas.tipos import REGLAMENTO, TIPO, leer_tipos

OPCIONES = Opciones(
    roles=tuple(Rol.values),
    vinculaciones=tuple(Vinculacion.Clase.values),
    reglamento=REGLAMENTO,
    ajenas=("tipo", "trd", "serie"),
)


_MUEVEN = {"efecto", "afecta_terminos_legales", "dependencias_exceptuadas", "alcance"}


@dataclass(frozen=True)
class Archivo:
    """Lo que el archivo dice, ya revisado por sí solo."""

    estructura: Estructura
    tipos: tuple[Ficha, ...]
    trd: Ficha | None = None
    series: tuple[Ficha, ...] = ()


@dataclass(frozen=True)
class Plan:
    """Lo que cambiaría.

    `muestra`: las peticiones abiertas que los días y los ajustes nuevos moverían; nada, si no hay.
    """

    comparacion: Comparacion
    tipos: tuple[Cambio, ...]
    trd: tuple[Cambio, ...]
    iguales: int
    muestra: Muestra | None

    @property
    def cambios(self) -> tuple[Cambio, ...]:
        """Todos, en el orden en que se hacen."""
        return (*self.comparacion.cambios, *self.tipos, *self.trd)


def leer_archivo(texto: str) -> Archivo:
    """Lee y revisa un archivo TOML.

    Raises:
        EstructuraInvalida: si algo no sirve; dice todo lo que no sirve, cada cosa con su sitio.
    """
    return entender(*leer_toml(texto))


def entender(datos: Mapping[str, Any], lineas: Mapping[str, list[int]] | None = None) -> Archivo:
    """Revisa datos ya leídos. `lineas`: en cuál empieza cada tabla, si vienen de un archivo.

    Raises:
        EstructuraInvalida: si algo no sirve.
    """
    faltas: list[Falta] = []
    estructura = leer_estructura(datos, lineas or {}, OPCIONES, faltas)
    tipos = leer_tipos(datos, lineas or {}, faltas)
    trd, series = leer_trd(datos, lineas or {}, faltas)
    _exigir_sin(faltas)
    return Archivo(estructura, tuple(tipos), trd, tuple(series))


def planear(archivo: Archivo, *, hoy: date) -> Plan:
    """Compara el archivo con la base como está ese día, sin escribir.

    Raises:
        EstructuraInvalida: si nombra algo que no existe o que no cuadra con lo que hay.
    """
    faltas: list[Falta] = []
    actual = estructura_actual()
    comparacion = comparar_estructura(archivo.estructura, actual, faltas)
    _respetar_reglamento(archivo.estructura, actual, hoy, faltas)
    _respetar_los_dias(comparacion, faltas)
    fichas = [((f.datos["codigo"],), f) for f in archivo.tipos]
    tipos = comparar("tipo", fichas, tipos_actuales(), TIPO, faltas)
    conocidas = {f.datos["codigo"] for f in archivo.estructura.dependencias}
    conocidas |= {codigo for (codigo,) in actual["dependencia"]} | {"", None}
    for ficha in (*archivo.tipos, *archivo.series):
        if (codigo := ficha.datos.get("dependencia")) not in conocidas:
            lugar = f"{ficha.lugar}, «dependencia»"
            faltas.append(Falta(lugar, f"la dependencia «{codigo}» no existe."))
    trd = _comparar_trd(archivo, faltas)
    _exigir_sin(faltas)
    return Plan(
        comparacion=comparacion,
        tipos=tuple(t for t in tipos if t is not None),
        trd=tuple(t for t in trd if t is not None),
        iguales=comparacion.iguales + sum(t is None for t in (*tipos, *trd)),
        muestra=_lo_que_mueven(archivo.estructura, actual, hoy),
    )


def _respetar_reglamento(
    estructura: Estructura, actual: Mapping[str, Filas], hoy: date, faltas: list[Falta]
) -> None:
    """Lo que fija un artículo del reglamento vigente solo lo cambia otra versión del reglamento."""
    hay = actual["entidad"].get((), {})
    for campo, procedencia in de_donde_salen(hoy).items():
        datos = estructura.entidad.datos
        if campo in datos and datos[campo] != hay.get(campo):
            dicho = f"sale del {procedencia}: se cambia adoptando otra versión, en «Reglamento»."
            faltas.append(Falta(f"«{campo}»", dicho))


def _comparar_trd(archivo: Archivo, faltas: list[Falta]) -> list[Cambio | None]:
    """La versión y sus series; una serie es de la versión que el archivo dice."""
    if archivo.trd is None:
        return []
    actual = trd_actual()
    version = archivo.trd.datos["version"]
    preparada = borrador_trd()
    if preparada is not None and preparada.numero == version:
        dicho = "esa versión se está preparando en pantalla: adóptela allá, descártela o use otro número."
        faltas.append(Falta("[trd], «version»", dicho))
    if any(r.numero == version for r in retiradas()):
        dicho = "esa versión se retiró antes de regir: use otro número."
        faltas.append(Falta("[trd], «version»", dicho))
    series = [((version, f.datos["codigo"], f.datos["nombre"]), f) for f in archivo.series]
    return [
        *comparar("trd", [((version,), archivo.trd)], actual["trd"], TRD, faltas),
        *comparar("serie", series, actual["serie"], SERIE, faltas),
    ]


def _exigir_sin(faltas: list[Falta]) -> None:
    if faltas:
        raise EstructuraInvalida(faltas)


def _lo_que_mueven(
    estructura: Estructura, actual: Mapping[str, Filas], hoy: date
) -> Muestra | None:
    """Lo mismo que la pantalla enseña antes de declarar un día o de cambiar un ajuste."""
    nuevos = [
        f.datos for f in estructura.dias if (f.datos["fecha"], f.datos["acto"]) not in actual["dia"]
    ]
    una, escrita = entidad(), estructura.entidad.datos
    ajustes = {
        c: escrita[c] for c in MUEVEN if una.pk and c in escrita and escrita[c] != getattr(una, c)
    }
    if not nuevos and not ajustes:
        return None
    nueva = con_ajustes(una, ajustes, desde=hoy + timedelta(days=1))
    agregados = nueva.ajustes_anteriores[len(una.ajustes_anteriores) :]
    desde = min(
        [d["fecha"] for d in nuevos] + ([primer_dia_que_mueven(agregados)] if agregados else [])
    )
    return muestra(
        Cuenta(calendario_de_la_entidad(una), una),
        Cuenta(calendario_de_la_entidad(nueva).con(_locales(nuevos)), nueva),
        desde=desde,
    )


def _respetar_los_dias(comparacion: Comparacion, faltas: list[Falta]) -> None:
    """Un día ya declarado se aplicó a lo abierto: lo que mueve fechas se cambia con otro acto."""
    for cambio in comparacion.cambios:
        if cambio.clase == "dia" and not cambio.es_nuevo and _MUEVEN & set(cambio.despues):
            fecha, acto = cambio.llave
            dicho = (
                f"el {fecha} ya está declarado por {acto}. Para cambiar su efecto o a quién cobija, "
                "déjelo sin efecto en «La entidad» y declárelo con el acto que lo corrige."
            )
            faltas.append(Falta("«dia»", dicho))


def _locales(filas: Iterable[Mapping[str, Any]]) -> list[DiaLocal]:
    return [
        DiaLocal(
            fecha=fila["fecha"],
            motivo=fila.get("motivo", ""),
            acto=fila["acto"],
            efecto=Efecto(fila.get("efecto", Efecto.NO_HABIL)),
            afecta_terminos_legales=fila.get("afecta_terminos_legales", False),
            dependencias_exceptuadas=frozenset(fila.get("dependencias_exceptuadas", ())),
            alcance=frozenset(fila.get("alcance", ())),
        )
        for fila in filas
        if not fila.get("revocado_por")
    ]
