"""Anotar que alguien se ausenta y quién lo suple; acabar antes o anular."""

from datetime import date, datetime

from ventanilla.auditoria.servicios import asentar
from ventanilla.comun.actores import Actor
from ventanilla.comun.errores import Cambiado, DatosInvalidos, Falta
from ventanilla.comun.texto import limpiar_linea
from ventanilla.comun.transaccion import escritura
from ventanilla.directorio.consultas.asentado import de_ausencia
from ventanilla.directorio.models import Ausencia, Rol, Usuario
from ventanilla.directorio.permisos import puede_registrar_ausencia
from ventanilla.directorio.reglas.gente import Tramo, faltas_del_acto, faltas_del_tramo
from ventanilla.directorio.servicios.administran import (
    exigir_quien_administre,
)
from ventanilla.directorio.servicios.exigir import exigir
from ventanilla.directorio.servicios.nombramientos import ayer
from ventanilla.directorio.servicios.turno import tomar_la_entidad


def registrar_ausencia(  # noqa: PLR0913 (las partes de un acto, todas con nombre)
    usuario: Usuario,
    *,
    clase: str,
    desde: date,
    hasta: date,
    suplente: Usuario | None,
    acto: str,
    actor: Actor,
    ahora: datetime,
) -> Ausencia:
    """En esos días el titular no recibe ni firma; `suplente` ejerce sus cargos.

    Raises:
        SinPermiso: si `actor` no administra o es su propia ausencia.
        DatosInvalidos: si algo falta; si se cruza con otra; si el suplente no está o es `actor`.
        SinQuienAdministre: si no quedaría quien administre.
    """
    exigir(puede_registrar_ausencia(actor, usuario))
    acto, tramo = limpiar_linea(acto), Tramo(desde, hasta)
    faltas = faltas_del_tramo(tramo) + faltas_del_acto(acto)
    if clase not in Ausencia.Clase.values:
        faltas.append(Falta("clase", "Escoja una de la lista."))
    if hasta < ahora.date():
        faltas.append(Falta("hasta", "Ya pasó: una ausencia se anota para hoy o para después."))
    if suplente is not None:
        faltas += _faltas_del_suplente(usuario, suplente, actor)
    if faltas:
        raise DatosInvalidos(faltas)
    with escritura():
        tomar_la_entidad()
        _exigir_sin_cruces(usuario, suplente, tramo)
        nueva = Ausencia.objects.create(
            usuario=usuario, clase=clase, suplente=suplente, desde=desde, hasta=hasta, acto=acto
        )
        if _administra(usuario):
            exigir_quien_administre(ahora=ahora)
        _anotar(nueva, "ausencia_registrada", actor, ahora)
    return nueva


def acabar_ausencia(ausencia: Ausencia, *, actor: Actor, ahora: datetime) -> None:
    """Vuelve hoy: la ausencia termina ayer. Si todavía no empezaba, o empezó hoy, queda anulada.

    Raises:
        SinPermiso: si `actor` no administra o es su propia ausencia.
        Cambiado: si ya había acabado.
    """
    exigir(puede_registrar_ausencia(actor, ausencia.usuario))
    hoy = ahora.date()
    vivas = Ausencia.objects.filter(pk=ausencia.pk, anulada__isnull=True, hasta__gte=hoy)
    empezo = ausencia.desde < hoy
    with escritura():
        tomar_la_entidad()
        hechas = vivas.update(hasta=ayer(ahora)) if empezo else vivas.update(anulada=ahora)
        if hechas != 1:
            raise Cambiado("Esa ausencia ya había acabado.")
        ausencia.refresh_from_db(fields=["hasta", "anulada"])
        hecho = "ausencia_acabada" if empezo else "ausencia_anulada"
        _anotar(ausencia, hecho, actor, ahora)


def _faltas_del_suplente(usuario: Usuario, suplente: Usuario, actor: Actor) -> list[Falta]:
    if suplente.pk == usuario.pk:
        return [Falta("suplente", "Nadie se suple a sí mismo.")]
    if suplente.pk == actor.usuario_id:
        dicho = "Usted tendría los cargos de otra persona: pídaselo a otra que administre."
        return [Falta("suplente", dicho)]
    if not suplente.is_active:
        return [Falta("suplente", f"La cuenta de {suplente.nombre} está cerrada.")]
    return []


def _exigir_sin_cruces(usuario: Usuario, suplente: Usuario | None, tramo: Tramo) -> None:
    vivas = Ausencia.objects.filter(
        anulada__isnull=True, desde__lte=tramo.hasta or tramo.desde, hasta__gte=tramo.desde
    )
    if vivas.filter(usuario=usuario).exists():
        raise DatosInvalidos([Falta("desde", "Ya tiene otra ausencia en esos días.")])
    suplida = vivas.filter(suplente=usuario).select_related("usuario").first()
    if suplida is not None:
        dicho = f"En esos días suple a {suplida.usuario.nombre}: cambie antes quién lo suple."
        raise DatosInvalidos([Falta("desde", dicho)])
    if suplente is not None and vivas.filter(usuario=suplente).exists():
        dicho = f"{suplente.nombre} también está ausente en esos días."
        raise DatosInvalidos([Falta("suplente", dicho)])


def _administra(usuario: Usuario) -> bool:
    return usuario.nombramientos.filter(rol=Rol.ADMINISTRADOR).exists()


def _anotar(ausencia: Ausencia, hecho: str, actor: Actor, ahora: datetime) -> None:
    asentar(
        f"usuario:{ausencia.usuario_id}",
        hecho,
        actor=actor,
        ahora=ahora,
        contenido=de_ausencia(ausencia),
    )
