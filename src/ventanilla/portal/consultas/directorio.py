"""La estructura de la entidad, como la ve cualquiera (Ley 1712 de 2014 art. 9)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from ventanilla.comun.texto import llave_de_orden, plegar
from ventanilla.directorio.consultas import dependencias, heredera, nombres_anteriores, vigentes
from ventanilla.directorio.models import Dependencia, Nombramiento, Rol


@dataclass
class Rama:
    """Una dependencia y las que dependen de ella."""

    dependencia: Dependencia
    hijas: list[Rama] = field(default_factory=list)


@dataclass(frozen=True)
class Ficha:
    """Una dependencia con su lugar y con quien la dirige (`jefe` vacío si no hay nadie)."""

    dependencia: Dependencia
    padre: Dependencia | None
    hijas: list[Dependencia]
    jefe: str
    cargo: str
    antes: list[str]


def buscar(texto: str, *, hoy: date) -> list[Dependencia]:
    """Las dependencias vigentes que tienen todas las palabras, por nombre.

    Se buscan en su nombre, el de hoy y los que tuvo, y en lo que hace.
    """
    palabras = plegar(texto).split()
    todas = sorted(dependencias(hoy), key=lambda d: llave_de_orden(d.nombre))
    viejos = nombres_anteriores()

    def dicho(d: Dependencia) -> str:
        antes = " ".join(viejos.get(d.pk, []))
        return plegar(f"{d.nombre} {d.mision} {d.funciones} {d.palabras} {antes}")

    return [d for d in todas if all(p in dicho(d) for p in palabras)]


def arbol(hoy: date) -> list[Rama]:
    """El organigrama vigente; la que perdió a su superior queda en el primer nivel."""
    ramas = {d.pk: Rama(d) for d in dependencias(hoy)}
    raices: list[Rama] = []
    for rama in ramas.values():
        superior = ramas.get(rama.dependencia.padre_id or 0)
        (superior.hijas if superior else raices).append(rama)
    return raices


@dataclass(frozen=True)
class Anterior:
    """Una dependencia que ya no existe, y la que hoy tiene lo suyo (`None` si ninguna)."""

    dependencia: Dependencia
    hoy_es: Dependencia | None


def anterior(codigo: str, *, hoy: date) -> Anterior | None:
    """La dependencia cerrada con ese código, o `None`."""
    filas = Dependencia.objects.select_related("sucesora")
    cerrada = filas.filter(codigo=codigo, hasta__lt=hoy).first()
    return Anterior(cerrada, heredera(cerrada, hoy)) if cerrada else None


def ficha_de(codigo: str, *, hoy: date) -> Ficha | None:
    """La dependencia vigente con ese código, o `None`."""
    todas = dependencias(hoy)
    propia = next((d for d in todas if d.codigo == codigo), None)
    if propia is None:
        return None
    jefatura = (
        Nombramiento.objects.filter(vigentes(hoy), rol=Rol.JEFE, dependencia=propia)
        .select_related("usuario")
        .order_by("-desde", "-pk")
        .first()
    )
    hijas = [d for d in todas if d.padre_id == propia.pk]
    return Ficha(
        dependencia=propia,
        padre=next((d for d in todas if d.pk == propia.padre_id), None),
        hijas=sorted(hijas, key=lambda d: llave_de_orden(d.nombre)),
        jefe=jefatura.usuario.nombre if jefatura else "",
        cargo=jefatura.cargo if jefatura else "",
        antes=nombres_anteriores().get(propia.pk, []),
    )
