"""Preparar la versión siguiente del reglamento, adoptarla y ponerla a regir."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from ventanilla.auditoria.servicios import asentar
from ventanilla.comun.actores import SISTEMA, Actor, Permiso
from ventanilla.comun.errores import Cambiado, DatosInvalidos, Falta, SinPermiso
from ventanilla.comun.reloj import en_bogota
from ventanilla.comun.transaccion import escritura
from ventanilla.directorio.consultas.entidad import entidad
from ventanilla.directorio.consultas.reglamento import (
    articulos_de,
    borrador,
    escritos_de,
    huella_de,
    reglamento_vigente,
    ultimo_adoptado,
    valores_de,
)
from ventanilla.directorio.models import Articulo, Entidad, Reglamento
from ventanilla.directorio.permisos import puede_cambiar_reglamento
from ventanilla.directorio.reglas.reglamento import (
    Escrito,
    faltas_de,
    faltas_de_adopcion,
    fija,
    rellenar,
)
from ventanilla.directorio.servicios.ajustes import historiar_ajustes
from ventanilla.directorio.servicios.turno import tomar_la_entidad

_CAMBIO = "Otra persona cambió el borrador. Revise cómo quedó y vuelva a hacerlo."


def empezar_borrador(*, actor: Actor, ahora: datetime) -> Reglamento:
    """El borrador de la versión siguiente: parte de la última adoptada o, si no hay, del de fábrica.

    Si ya había uno, ese.

    Raises:
        SinPermiso: si no administra.
        DatosInvalidos: si todavía no hay entidad.
    """
    _exigir(puede_cambiar_reglamento(actor))
    if entidad().pk is None:
        raise DatosInvalidos([Falta("entidad", "Primero configure la entidad.")])
    with escritura():
        tomar_la_entidad()
        previo = borrador()
        if previo is not None:
            return previo
        ultimo = ultimo_adoptado()
        mayor = Reglamento.objects.order_by("-numero").values_list("numero", flat=True).first() or 0
        nuevo = Reglamento.objects.create(
            numero=mayor + 1,
            valores=valores_de(entidad()) | (dict(ultimo.valores) if ultimo else {}),
            editado=ahora,
        )
        _escribir(nuevo, escritos_de(ultimo))
    return nuevo


def guardar_reglamento(
    reglamento: Reglamento,
    *,
    articulos: Sequence[Escrito],
    valores: Mapping[str, Any],
    version: int,
    actor: Actor,
    ahora: datetime,
) -> None:
    """Guarda el borrador entero. Lo que sobra de espacio no estorba; no cambia ningún ajuste.

    Raises:
        SinPermiso: si no administra.
        DatosInvalidos: qué corregir; no se escribió nada.
        Cambiado: si alguien lo guardó después de que usted lo abrió, o ya se adoptó.
    """
    _exigir(puede_cambiar_reglamento(actor))
    if faltas := faltas_de(articulos, valores):
        raise DatosInvalidos(faltas)
    with escritura():
        _avanzar(reglamento, version, editado=ahora, valores=dict(valores))
        reglamento.articulos.all().delete()
        _escribir(reglamento, articulos)


def descartar_borrador(reglamento: Reglamento, *, version: int, actor: Actor) -> None:
    """Borra el borrador. Lo adoptado no se toca.

    Raises:
        SinPermiso: si no administra.
        Cambiado: si cambió o ya se adoptó.
    """
    _exigir(puede_cambiar_reglamento(actor))
    with escritura():
        _avanzar(reglamento, version)
        reglamento.delete()


def adoptar(
    reglamento: Reglamento,
    *,
    acto: str,
    fecha_acto: date | None,
    desde: date | None,
    version: int,
    actor: Actor,
    ahora: datetime,
) -> None:
    """Adopta el borrador: queda fijo, cierra la versión anterior y, si ya toca, pone sus ajustes.

    Raises:
        SinPermiso: si no administra.
        DatosInvalidos: qué corregir; no se escribió nada.
        Cambiado: si alguien lo cambió después de que usted lo revisó.
    """
    _exigir(puede_cambiar_reglamento(actor))
    hoy = en_bogota(ahora).date()
    actuales = valores_de(entidad())
    ultimo = ultimo_adoptado()
    escritos = escritos_de(reglamento)
    fijados = {c: reglamento.valores[c] for c in fija(escritos)}
    faltas = faltas_de(escritos, reglamento.valores)
    faltas += faltas_de_adopcion(
        acto,
        fecha_acto,
        desde,
        hoy=hoy,
        anterior=ultimo.desde if ultimo else None,
        cambia=any(actuales[c] != v for c, v in fijados.items()),
    )
    if faltas or desde is None or fecha_acto is None:
        raise DatosInvalidos(faltas)
    with escritura():
        tomar_la_entidad()
        _avanzar(
            reglamento,
            version,
            estado=Reglamento.Estado.ADOPTADO,
            acto=acto,
            fecha_acto=fecha_acto,
            desde=desde,
            valores=fijados,
            antes=actuales,
            adoptado=ahora,
        )
        reglamento.refresh_from_db()
        for articulo in articulos_de(reglamento):
            articulo.texto = rellenar(articulo.plantilla, fijados)
            articulo.save(update_fields=["texto"])
        if ultimo is not None:
            Reglamento.objects.filter(pk=ultimo.pk).update(hasta=desde - timedelta(days=1))
        asentar(
            f"reglamento:{reglamento.numero}",
            "adoptado",
            actor=actor,
            ahora=ahora,
            contenido={
                "acto": acto,
                "fecha_acto": fecha_acto.isoformat(),
                "desde": desde.isoformat(),
                "sha256": huella_de(reglamento),
                "valores": fijados,
                "antes": actuales,
            },
        )
        poner_en_vigor(ahora=ahora, actor=actor)


def poner_en_vigor(*, ahora: datetime, actor: Actor = SISTEMA) -> list[str]:
    """Pone en la entidad los ajustes de la versión que rige hoy; devuelve cuáles cambiaron.

    Se puede repetir: si ya están, no hace nada.
    """
    with escritura():
        tomar_la_entidad()
        rige = reglamento_vigente(en_bogota(ahora).date())
        actual = Entidad.objects.first()
        if rige is None or actual is None:
            return []
        tiene = valores_de(actual)
        cambian = {c: v for c, v in rige.valores.items() if tiene.get(c) != v}
        if not cambian:
            return []
        Entidad.objects.filter(pk=actual.pk).update(
            **{c: _a_columna(c, v) for c, v in cambian.items()}
        )
        historiar_ajustes(
            tiene,
            cambian,
            motivo=f"Reglamento, versión {rige.numero}: {rige.acto}",
            actor=actor,
            ahora=ahora,
            desde=rige.desde,
        )
        asentar(
            "entidad",
            "configurada",
            actor=actor,
            ahora=ahora,
            contenido={**cambian, "reglamento": rige.numero},
        )
    return sorted(cambian)


def _avanzar(reglamento: Reglamento, version: int, **campos: Any) -> None:
    movidos = Reglamento.objects.filter(
        pk=reglamento.pk, version=version, estado=Reglamento.Estado.BORRADOR
    ).update(version=version + 1, **campos)
    if movidos != 1:
        raise Cambiado(_CAMBIO)


def _escribir(reglamento: Reglamento, articulos: Sequence[Escrito]) -> None:
    Articulo.objects.bulk_create(
        Articulo(reglamento=reglamento, numero=n, titulo=a.titulo, plantilla=a.plantilla)
        for n, a in enumerate(articulos, start=1)
    )


def _a_columna(campo: str, valor: Any) -> Any:
    return time.fromisoformat(valor) if campo == "hora_cierre" and valor else valor


def _exigir(permiso: Permiso) -> None:
    if not permiso:
        raise SinPermiso(permiso.motivo)
