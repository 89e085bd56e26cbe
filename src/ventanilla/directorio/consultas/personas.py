"""Quién es quién, con qué cargos, y el actor que es cada uno en un instante."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db.models import Prefetch, Q

from ventanilla.comun.actores import Actor, Cargo
from ventanilla.comun.texto import llave_de_orden, plegar
from ventanilla.directorio.consultas.ausencias import ausencias_de
from ventanilla.directorio.consultas.entidad import vigentes
from ventanilla.directorio.models import (
    Nombramiento,
    Rol,
    Usuario,
    Vinculacion,
)


def actor_de(usuario: Usuario, ahora: datetime) -> Actor:
    """El actor que es `usuario` en este instante, con sus cargos vigentes.

    Quien está ausente no ejerce ningún cargo; quien lo suple ejerce los suyos y los de él, mientras el
    titular los tenga: si se cierra su cuenta o termina su nombramiento, termina la suplencia.
    Firma quien es jefe y tiene hoy una vinculación que no es un contrato: si se le acabó, no firma, y
    en su lugar tampoco quien lo suple.
    """
    hoy = ahora.date()
    quienes = _por_quien_actua(usuario, hoy)
    servidores = _servidores([usuario.pk, *quienes], hoy)
    nombramientos = list(
        Nombramiento.objects.filter(vigentes(hoy), usuario__in=quienes).order_by("id")
    )
    cargos = tuple(
        Cargo(
            rol=n.rol,
            dependencia_id=n.dependencia_id,
            firma=n.rol == Rol.JEFE and {usuario.pk, n.usuario_id} <= servidores,
        )
        for n in nombramientos
    )
    return Actor(
        clase="usuario",
        clave=f"usuario:{usuario.pk}",
        nombre=usuario.nombre,
        usuario_id=usuario.pk,
        cargos=cargos,
        # De quien ya no tiene cargo no hay nada que suplir: lo suyo lo entrega su dependencia.
        suple=frozenset(n.usuario_id for n in nombramientos) - {usuario.pk},
    )


def _por_quien_actua(usuario: Usuario, hoy: date) -> list[int]:
    """De quiénes son los cargos que ejerce hoy: suyos y de quienes suple. Ausente, de nadie."""
    ausencias = list(
        ausencias_de(hoy)
        .filter(Q(usuario=usuario) | Q(suplente=usuario, usuario__is_active=True))
        .values_list("usuario", flat=True)
    )
    return [] if usuario.pk in ausencias else [usuario.pk, *ausencias]


def _servidores(quienes: Sequence[int], hoy: date) -> set[int]:
    """Los que hoy tienen una vinculación que no es un contrato; vale la más nueva."""
    filas = Vinculacion.objects.filter(vigentes(hoy), usuario__in=quienes).order_by("desde", "pk")
    clases = dict(filas.values_list("usuario", "clase"))
    return {quien for quien, clase in clases.items() if clase != Vinculacion.Clase.CONTRATISTA}


def personas_por_nombre(palabras: str = "") -> list[int]:
    """Los ids de la gente, en orden de nombre (las inactivas al final).

    `palabras` se buscan, sin tildes ni mayúsculas, en el nombre y en el correo.
    """
    pedidas = plegar(palabras).split()
    halladas = [
        (not activa, llave_de_orden(nombre), pk)
        for pk, nombre, correo, activa in Usuario.objects.order_by("pk").values_list(
            "pk", "nombre", "email", "is_active"
        )
        if all(palabra in plegar(f"{nombre} {correo}") for palabra in pedidas)
    ]
    return [pk for _, _, pk in sorted(halladas)]


def con_sus_cargos(ids: Sequence[int], hoy: date) -> list[Usuario]:
    """Esas personas, en ese orden, con `vinculacion_vigente` y `cargos_vigentes` (listas) leídos."""
    filas = Usuario.objects.filter(pk__in=ids).prefetch_related(
        Prefetch(
            "vinculaciones",
            Vinculacion.objects.filter(vigentes(hoy)).order_by("-desde"),
            to_attr="vinculacion_vigente",
        ),
        Prefetch(
            "nombramientos",
            Nombramiento.objects.filter(vigentes(hoy)).select_related("dependencia").order_by("id"),
            to_attr="cargos_vigentes",
        ),
    )
    por_id = {u.pk: u for u in filas}
    return [por_id[i] for i in ids if i in por_id]
