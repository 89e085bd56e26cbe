"""Declarar los días que la entidad no trabaja, y dejar sin efecto el acto que los declaró."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from ventanilla.auditoria.servicios import asentar
from ventanilla.comun.actores import Actor
from ventanilla.comun.calendario import DiaLocal, Efecto
from ventanilla.comun.errores import Cambiado, DatosInvalidos, Falta
from ventanilla.comun.texto import limpiar_linea
from ventanilla.comun.transaccion import escritura
from ventanilla.directorio.consultas import estructura_actual
from ventanilla.directorio.consultas.asentado import de_dia
from ventanilla.directorio.models import DiaNoHabil
from ventanilla.directorio.reglas.cambios import comparar_estructura
from ventanilla.directorio.reglas.estructura import DIA, Estructura
from ventanilla.directorio.reglas.fichas import Ficha, de_formulario, leer_ficha
from ventanilla.directorio.servicios.estructura import aplicar_estructura
from ventanilla.directorio.servicios.exigir import exigir_que_administre
from ventanilla.directorio.servicios.turno import tomar_la_entidad

DIAS_DE_UN_ACTO = 31


@dataclass(frozen=True)
class Cierre:
    """Lo que un acto dispone: qué días (los dos incluidos), con qué efecto y a quién cobija.

    `alcance` y `exceptuadas` son códigos de dependencia; vacíos, toda la entidad.
    """

    desde: date
    hasta: date
    motivo: str
    acto: str
    efecto: str = Efecto.NO_HABIL
    afecta_terminos_legales: bool = False
    alcance: tuple[str, ...] = ()
    exceptuadas: tuple[str, ...] = ()
    publicado_en: str = ""

    def local(self) -> DiaLocal:
        """El cierre como lo lee el calendario."""
        return DiaLocal(
            fecha=self.desde,
            hasta=self.hasta,
            motivo=self.motivo,
            acto=self.acto,
            efecto=Efecto(self.efecto),
            afecta_terminos_legales=self.afecta_terminos_legales,
            alcance=frozenset(self.alcance),
            dependencias_exceptuadas=frozenset(self.exceptuadas),
        )


def revisar_cierre(cierre: Cierre) -> tuple[Ficha, ...]:
    """Una ficha por día, con las mismas reglas del archivo.

    Raises:
        DatosInvalidos: si algo no sirve, o ese acto ya está para uno de esos días.
    """
    cuantos = (cierre.hasta - cierre.desde).days + 1
    if not 1 <= cuantos <= DIAS_DE_UN_ACTO:
        falta = f"Va del primer día a uno posterior, y a lo sumo {DIAS_DE_UN_ACTO} días."
        raise DatosInvalidos([Falta("hasta", falta)])
    fechas = [cierre.desde + timedelta(days=i) for i in range(cuantos)]
    faltas: list[Falta] = []
    fichas = tuple(leer_ficha(_tabla(cierre, f), DIA, "El día", faltas) for f in fechas)
    if not faltas:
        comparar_estructura(Estructura(Ficha("", {}), (), fichas, ()), estructura_actual(), faltas)
    acto = limpiar_linea(cierre.acto)
    ya = DiaNoHabil.objects.filter(fecha__in=fechas, acto=acto).values_list("fecha", flat=True)
    if repetida := ya.first():
        faltas.append(Falta("acto", f"Ese acto ya está anotado para el {repetida}."))
    if faltas:
        unicas = dict.fromkeys(de_formulario(f) for f in faltas)
        raise DatosInvalidos(
            [Falta(_EN_EL_FORMULARIO.get(f.campo, f.campo), f.mensaje) for f in unicas]
        )
    return fichas


_EN_EL_FORMULARIO = {"fecha": "desde", "dependencias_exceptuadas": "cuales", "alcance": "cuales"}


def _tabla(cierre: Cierre, fecha: date) -> dict[str, Any]:
    return {
        "fecha": fecha,
        "motivo": cierre.motivo,
        "acto": cierre.acto,
        "efecto": cierre.efecto,
        "afecta_terminos_legales": cierre.afecta_terminos_legales,
        "alcance": list(cierre.alcance),
        "dependencias_exceptuadas": list(cierre.exceptuadas),
        "publicado_en": cierre.publicado_en,
    }


def declarar(cierre: Cierre, *, actor: Actor, ahora: datetime) -> list[DiaNoHabil]:
    """Guarda un día por fecha, con su asiento, y los deja por aplicar.

    Raises:
        SinPermiso: si no administra.
        DatosInvalidos: si algo no sirve.
    """
    exigir_que_administre(actor)
    with escritura():
        tomar_la_entidad()
        fichas = revisar_cierre(cierre)
        estructura = Estructura(Ficha("", {}), (), fichas, ())
        comparacion = comparar_estructura(estructura, estructura_actual(), [])
        aplicar_estructura(comparacion.cambios, actor=actor, ahora=ahora)
        acto = str(fichas[0].datos["acto"])
        dias = DiaNoHabil.objects.filter(acto=acto, fecha__range=(cierre.desde, cierre.hasta))
        return list(dias)


def revocar(
    dias: Sequence[DiaNoHabil], *, por: str, actor: Actor, ahora: datetime
) -> list[DiaNoHabil]:
    """Deja sin efecto esos días por otro acto; la fila queda, con lo que la revocó.

    Raises:
        SinPermiso: si no administra.
        DatosInvalidos: si falta el acto que los revoca.
        Cambiado: si otra persona ya los revocó.
    """
    exigir_que_administre(actor)
    acto = limpiar_linea(por)
    if not 1 <= len(acto) <= 160:
        falta = "Diga con qué acto quedan sin efecto: su clase, número y fecha."
        raise DatosInvalidos([Falta("por", falta)])
    with escritura():
        tomar_la_entidad()
        vivos = DiaNoHabil.objects.filter(pk__in=[d.pk for d in dias], revocado_por="")
        if vivos.update(revocado_por=acto, por_aplicar=True) != len(dias):
            raise Cambiado("Otra persona ya los dejó sin efecto. Vuelva a la lista.")
        for dia in dias:
            asentar(
                f"dia-no-habil:{dia.fecha.isoformat()}",
                "revocado",
                actor=actor,
                ahora=ahora,
                contenido={**de_dia(dia), "revocado_por": acto},
            )
    return list(dias)
