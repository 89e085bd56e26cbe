"""Lecturas del directorio."""

import json
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.db.models import Prefetch, Q

from ventanilla.auditoria.models import Asiento
from ventanilla.auditoria.servicios import asentar
from ventanilla.comun.actores import Actor, Cargo
from ventanilla.comun.calendario import Calendario, DiaLocal, Efecto, nacional
from ventanilla.comun.cifrado import cifrar, descifrar
from ventanilla.comun.texto import llave_de_orden, plegar
from ventanilla.comun.transaccion import escritura
from ventanilla.directorio.models import (
    Dependencia,
    DiaNoHabil,
    Entidad,
    Identidad,
    Nombramiento,
    Rol,
    Usuario,
    Vinculacion,
)
from ventanilla.directorio.reglas.cambios import Filas

SIN_CONFIGURAR = Entidad(
    nombre="Alcaldía sin configurar",
    ciudad="",
    direccion="",
    horario="",
    telefono="",
    correo="",
    correo_atencion="",
)


def entidad() -> Entidad:
    """La entidad de esta instalación; si aún no se configura, una en blanco que lo dice."""
    return Entidad.objects.first() or SIN_CONFIGURAR


def vigentes(hoy: date) -> Q:
    """Condición: la fila rige en la fecha dada."""
    return Q(desde__lte=hoy) & (Q(hasta__isnull=True) | Q(hasta__gte=hoy))


def dependencias(hoy: date) -> list[Dependencia]:
    """Dependencias vigentes, por código."""
    return list(Dependencia.objects.filter(vigentes(hoy)).order_by("codigo"))


def dependencia_de_atencion(hoy: date) -> Dependencia | None:
    """La unidad que reparte lo que llega sin destino."""
    return Dependencia.objects.filter(vigentes(hoy), es_atencion=True).order_by("codigo").first()


def actor_de(usuario: Usuario, ahora: datetime) -> Actor:
    """El actor que es `usuario` en este instante, con sus cargos vigentes.

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
    cargos = tuple(
        Cargo(
            rol=n.rol,
            dependencia_id=n.dependencia_id,
            firma=n.rol == Rol.JEFE and es_servidor,
        )
        for n in Nombramiento.objects.filter(vigentes(hoy), usuario=usuario).order_by("id")
    )
    return Actor(
        clase="usuario",
        clave=f"usuario:{usuario.pk}",
        nombre=usuario.nombre,
        usuario_id=usuario.pk,
        cargos=cargos,
    )


def calendario_de_la_entidad(de: Entidad | None = None) -> Calendario:
    """El calendario nacional más los días no hábiles de la entidad (`de`, si ya se leyó)."""
    filas = DiaNoHabil.objects.order_by("fecha", "id").values_list(
        "fecha", "motivo", "acto", "efecto", "afecta_terminos_legales", "dependencias_exceptuadas"
    )
    return _calendario(
        tuple((f, m, a, e, bool(t), tuple(x)) for f, m, a, e, t, x in filas),
        (de or entidad()).jornada_sabado,
    )


@lru_cache(maxsize=4)
def _calendario(filas: tuple[tuple[Any, ...], ...], jornada_sabado: bool) -> Calendario:
    locales = [
        DiaLocal(
            fecha=fecha,
            motivo=motivo,
            acto=acto,
            efecto=Efecto(efecto),
            afecta_terminos_legales=afecta,
            dependencias_exceptuadas=frozenset(exceptuadas),
        )
        for fecha, motivo, acto, efecto, afecta, exceptuadas in filas
    ]
    return nacional(jornada_sabado=jornada_sabado).con(locales)


@dataclass(frozen=True)
class DatosDeIdentidad:
    """Quién pidió y cómo encontrarlo, en claro. No se guarda ni se registra: se usa y se suelta."""

    nombre: str = ""
    tipo_documento: str = ""
    documento: str = ""
    correo: str = ""
    telefono: str = ""
    direccion: str = ""
    ciudad: str = ""
    pais: str = ""
    representante: str = ""


def identidad(identidad_id: int, *, actor: Actor, motivo: str, ahora: datetime) -> DatosDeIdentidad:
    """Descifra una identidad y deja asiento de quién la leyó y para qué.

    Raises:
        Identidad.DoesNotExist: si no hay tal fila.
        NoSePuedeDescifrar: si fue alterada.
    """
    fila = Identidad.objects.get(pk=identidad_id)
    quien = str(fila.uuid)
    datos = descifrar(bytes(fila.cifrado), uso="identidad", contexto=quien)
    with escritura():
        asentar(
            f"identidad:{quien}",
            "leida",
            actor=actor,
            ahora=ahora,
            # Lo escribe una persona y puede traer un nombre: al libro va sellado.
            contenido={"motivo_cifrado": cifrar(motivo, uso="motivos", contexto=quien).hex()},
            reservado={"motivo": motivo},
        )
    return DatosDeIdentidad(**datos)


@dataclass(frozen=True)
class Lectura:
    """Quién abrió una identidad (`actor` es su clave en el libro), cuándo y para qué."""

    actor: str
    momento: datetime
    motivo: str


def lecturas_de_identidad(identidad_id: int) -> list[Lectura]:
    """Las veces que se abrió una identidad, de la primera a la última.

    Raises:
        Identidad.DoesNotExist: si no hay tal fila.
        NoSePuedeDescifrar: si un motivo fue alterado.
    """
    quien = str(Identidad.objects.get(pk=identidad_id).uuid)
    asientos = Asiento.objects.filter(objeto=f"identidad:{quien}", hecho="leida").order_by("orden")
    return [
        Lectura(
            a.actor,
            a.momento,
            descifrar(
                bytes.fromhex(json.loads(a.contenido)["motivo_cifrado"]),
                uso="motivos",
                contexto=quien,
            ),
        )
        for a in asientos
    ]


def descifrar_propia(uuid_identidad: uuid.UUID, cifrado: bytes) -> DatosDeIdentidad:
    """La identidad, para mostrarla a la misma persona o escribirle: no deja asiento."""
    return DatosDeIdentidad(**descifrar(cifrado, uso="identidad", contexto=str(uuid_identidad)))


def estructura_actual() -> dict[str, Filas]:
    """Lo que hay, para compararlo con un archivo: clase → llave → campos, con los nombres del archivo.

    Las dependencias van por su código y las personas por su correo.
    """
    propios = [c.name for c in Entidad._meta.concrete_fields if not c.primary_key]
    hay = Entidad.objects.values(*propios).first()
    return {
        "entidad": {(): hay} if hay else {},
        "dependencia": {(f["codigo"],): f for f in _dependencias_por_codigo()},
        "dia": {(f["fecha"], f["acto"]): f for f in DiaNoHabil.objects.values()},
        "persona": {
            (correo,): {"correo": correo, "nombre": nombre, "activa": activa}
            for correo, nombre, activa in Usuario.objects.order_by("email").values_list(
                "email", "nombre", "is_active"
            )
        },
        "vinculacion": {
            (f["usuario__email"], f["clase"], f["desde"]): f
            for f in Vinculacion.objects.values("usuario__email", "clase", "desde", "hasta")
        },
        "nombramiento": {
            (f["usuario__email"], f["rol"], f["dependencia"], f["desde"]): f
            for f in _nombramientos_por_llave()
        },
    }


def _dependencias_por_codigo() -> list[dict[str, Any]]:
    filas = Dependencia.objects.values(
        *("codigo", "nombre", "mision", "correo", "telefono", "direccion", "horario"),
        *("es_atencion", "codigo_inventado", "desde", "hasta", "padre__codigo"),
    )
    return [{**f, "padre": f["padre__codigo"] or ""} for f in filas]


def _nombramientos_por_llave() -> list[dict[str, Any]]:
    filas = Nombramiento.objects.values(
        "usuario__email", "rol", "dependencia__codigo", "cargo", "acto", "desde", "hasta"
    )
    return [{**f, "dependencia": f["dependencia__codigo"] or ""} for f in filas]


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


def jefes(hoy: date) -> dict[int, list[str]]:
    """Quién dirige cada dependencia hoy: id → nombres."""
    hallados: dict[int, list[str]] = {}
    filas = Nombramiento.objects.filter(
        vigentes(hoy), rol=Rol.JEFE, dependencia__isnull=False, usuario__is_active=True
    ).values_list("dependencia_id", "usuario__nombre")
    for dependencia, nombre in filas.order_by("id"):
        hallados.setdefault(dependencia or 0, []).append(nombre)
    return hallados


def dias_no_habiles(desde: date) -> list[DiaNoHabil]:
    """Los días que la entidad cierra por acto propio, desde esa fecha."""
    return list(DiaNoHabil.objects.filter(fecha__gte=desde).order_by("fecha", "id"))
