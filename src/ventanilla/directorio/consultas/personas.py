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

    Quien está ausente no ejerce ningún cargo; quien lo suple ejerce los suyos y los de él.
    Firma quien es jefe y tiene hoy una vinculación que no es un contrato: si se le acabó, no firma.
    """
    hoy = ahora.date()
    vinculacion = (
        Vinculacion.objects.filter(vigentes(hoy), usuario=usuario)
        .order_by("-desde")
        .values_list("clase", flat=True)
        .first()
    )
    es_servidor = vinculacion not in (None, Vinculacion.Clase.CONTRATISTA)
    quienes, suple = _por_quien_actua(usuario, hoy)
    cargos = tuple(
        Cargo(
            rol=n.rol,
            dependencia_id=n.dependencia_id,
            firma=n.rol == Rol.JEFE and es_servidor,
        )
        for n in Nombramiento.objects.filter(vigentes(hoy), usuario__in=quienes).order_by("id")
    )
    return Actor(
        clase="usuario",
        clave=f"usuario:{usuario.pk}",
        nombre=usuario.nombre,
        usuario_id=usuario.pk,
        cargos=cargos,
        suple=suple,
    )


def _por_quien_actua(usuario: Usuario, hoy: date) -> tuple[list[int], frozenset[int]]:
    """De quiénes son los cargos que ejerce hoy, y a quiénes suple. Ausente no ejerce ninguno."""
    ausencias = list(
        ausencias_de(hoy)
        .filter(Q(usuario=usuario) | Q(suplente=usuario))
        .values_list("usuario", flat=True)
    )
    if usuario.pk in ausencias:
        return [], frozenset()
    return [usuario.pk, *ausencias], frozenset(ausencias)


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
