"""Vincular, nombrar, encargar y terminar. Nunca borra: pone el último día."""

from datetime import date, datetime, timedelta
from typing import Any

from ventanilla.auditoria.servicios import asentar
from ventanilla.comun.actores import Actor
from ventanilla.comun.errores import Cambiado, DatosInvalidos, Falta
from ventanilla.comun.texto import limpiar_linea
from ventanilla.comun.transaccion import escritura
from ventanilla.directorio.consultas.asentado import de_nombramiento, de_vinculacion
from ventanilla.directorio.models import Dependencia, Nombramiento, Rol, Usuario, Vinculacion
from ventanilla.directorio.permisos import puede_nombrar
from ventanilla.directorio.reglas.gente import (
    Tramo,
    faltas_del_nombramiento,
    faltas_del_tramo,
    se_cruza,
)
from ventanilla.directorio.servicios.administran import (
    exigir_quien_administre,
)
from ventanilla.directorio.servicios.exigir import exigir
from ventanilla.directorio.servicios.turno import tomar_la_entidad

YA_TERMINO = "Eso ya había terminado, o alguien lo cambió primero. Vuelva a abrir la hoja."


def vincular(
    usuario: Usuario,
    *,
    clase: str,
    desde: date,
    hasta: date | None,
    actor: Actor,
    ahora: datetime,
) -> Vinculacion:
    """Anota su relación de trabajo: de ella depende que firme (un contratista proyecta).

    Raises:
        SinPermiso: si `actor` no administra o es él mismo.
        DatosInvalidos: si la clase no existe o los días se cruzan con otra vinculación.
    """
    exigir(puede_nombrar(actor, usuario))
    tramo = Tramo(desde, hasta)
    faltas = faltas_del_tramo(tramo)
    if clase not in Vinculacion.Clase.values:
        faltas.append(Falta("clase", "Escoja una de la lista."))
    if faltas:
        raise DatosInvalidos(faltas)
    with escritura():
        tomar_la_entidad()
        if se_cruza(tramo, _tramos(usuario.vinculaciones.values_list("desde", "hasta"))):
            dicho = "Ya tiene otra vinculación en esos días: termínela primero."
            raise DatosInvalidos([Falta("desde", dicho)])
        nueva = Vinculacion.objects.create(usuario=usuario, clase=clase, desde=desde, hasta=hasta)
        _anotar(usuario, "vinculado", actor, ahora, de_vinculacion(nueva))
    return nueva


def terminar_vinculacion(
    vinculacion: Vinculacion, *, ultimo_dia: date, actor: Actor, ahora: datetime
) -> None:
    """Pone el último día de la vinculación; si ya pasó, desde ahora no firma.

    Raises:
        SinPermiso: si `actor` no administra o es él mismo.
        Cambiado: si ya había terminado.
    """
    exigir(puede_nombrar(actor, vinculacion.usuario))
    with escritura():
        tomar_la_entidad()
        filas = Vinculacion.objects.filter(pk=vinculacion.pk, hasta=vinculacion.hasta)
        _terminar(filas, vinculacion.hasta, ultimo_dia)
        datos = {**de_vinculacion(vinculacion), "hasta": ultimo_dia.isoformat()}
        _anotar(vinculacion.usuario, "vinculacion_cambiada", actor, ahora, datos)


def nombrar(  # noqa: PLR0913 (las partes de un nombramiento, todas con nombre)
    usuario: Usuario,
    *,
    rol: str,
    dependencia: Dependencia | None,
    modalidad: str = Nombramiento.Modalidad.TITULAR,
    cargo: str = "",
    desde: date,
    hasta: date | None,
    acto: str,
    actor: Actor,
    ahora: datetime,
) -> Nombramiento:
    """Da un rol por un acto: nombramiento, encargo o delegación.

    Raises:
        SinPermiso: si `actor` no administra o se nombra a sí mismo.
        DatosInvalidos: si algo falta, o ya tiene ese rol allí en esos días.
    """
    exigir(puede_nombrar(actor, usuario))
    acto, cargo, tramo = limpiar_linea(acto), limpiar_linea(cargo)[:160], Tramo(desde, hasta)
    faltas = faltas_del_nombramiento(
        rol=rol, modalidad=modalidad, tiene_dependencia=bool(dependencia), tramo=tramo, acto=acto
    )
    if rol not in Rol.values:
        faltas.append(Falta("rol", "Escoja uno de la lista."))
    if modalidad not in Nombramiento.Modalidad.values:
        faltas.append(Falta("modalidad", "Escoja una de la lista."))
    if faltas:
        raise DatosInvalidos(faltas)
    with escritura():
        tomar_la_entidad()
        _exigir_que_siga(usuario, dependencia, hasta)
        iguales = usuario.nombramientos.filter(rol=rol, dependencia=dependencia)
        if se_cruza(tramo, _tramos(iguales.values_list("desde", "hasta"))):
            raise DatosInvalidos([Falta("rol", "Ya tiene ese rol allí en esos días.")])
        nuevo = Nombramiento.objects.create(
            usuario=usuario,
            rol=rol,
            dependencia=dependencia,
            modalidad=modalidad,
            cargo=cargo,
            desde=desde,
            hasta=hasta,
            acto=acto,
        )
        _anotar(usuario, "nombrado", actor, ahora, de_nombramiento(nuevo))
    return nuevo


def terminar_nombramiento(
    nombramiento: Nombramiento, *, ultimo_dia: date, actor: Actor, ahora: datetime
) -> None:
    """Pone el último día. Con el de ayer, desde la página siguiente ya no puede nada con ese cargo.

    Raises:
        SinPermiso: si `actor` no administra o es él mismo.
        Cambiado: si ya había terminado.
        SinQuienAdministre: si no quedaría quien administre.
    """
    exigir(puede_nombrar(actor, nombramiento.usuario))
    with escritura():
        tomar_la_entidad()
        filas = Nombramiento.objects.filter(pk=nombramiento.pk, hasta=nombramiento.hasta)
        _terminar(filas, nombramiento.hasta, ultimo_dia)
        if nombramiento.rol == Rol.ADMINISTRADOR:
            exigir_quien_administre(ahora=ahora)
        datos = {**de_nombramiento(nombramiento), "hasta": ultimo_dia.isoformat()}
        _anotar(nombramiento.usuario, "nombramiento_cambiado", actor, ahora, datos)


def ayer(ahora: datetime) -> date:
    """El último día de lo que termina «ya»."""
    return ahora.date() - timedelta(days=1)


def _terminar(filas: Any, fin: date | None, ultimo_dia: date) -> None:
    if fin is not None and fin <= ultimo_dia:
        raise Cambiado(YA_TERMINO)
    if filas.update(hasta=ultimo_dia) != 1:
        raise Cambiado(YA_TERMINO)


def _exigir_que_siga(usuario: Usuario, dependencia: Dependencia | None, hasta: date | None) -> None:
    """Raises:
    DatosInvalidos: si la cuenta se cerró o la dependencia deja de existir antes.
    """
    faltas = []
    if dependencia is not None:
        dependencia.refresh_from_db(fields=["hasta"])
        if dependencia.hasta and (hasta is None or hasta > dependencia.hasta):
            faltas.append(Falta("dependencia", f"{dependencia.nombre} deja de existir antes."))
    if not Usuario.objects.filter(pk=usuario.pk, is_active=True).exists():
        faltas.append(Falta("", "La cuenta está cerrada: ábrala antes de nombrarla."))
    if faltas:
        raise DatosInvalidos(faltas)


def _tramos(filas: Any) -> list[Tramo]:
    # Lo que terminó antes de empezar (se acabó el mismo día) no ocupa ningún día.
    return [Tramo(d, h) for d, h in filas if h is None or h >= d]


def _anotar(
    usuario: Usuario, hecho: str, actor: Actor, ahora: datetime, contenido: dict[str, Any]
) -> None:
    asentar(f"usuario:{usuario.pk}", hecho, actor=actor, ahora=ahora, contenido=contenido)
