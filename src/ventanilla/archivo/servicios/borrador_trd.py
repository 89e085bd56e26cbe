"""Preparar en pantalla la versión siguiente de la TRD y adoptarla."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from ventanilla.archivo.consultas.trd import (
    borrador_trd,
    escritas,
    huella_de_trd,
    series_de,
    ultima_adoptada,
)
from ventanilla.archivo.models import SerieDocumental, VersionTrd
from ventanilla.archivo.permisos import puede_cambiar_trd
from ventanilla.archivo.reglas.trd import SERIE
from ventanilla.archivo.reglas.version_trd import (
    Adopcion,
    faltas_de_adopcion,
    faltas_de_version,
    numero_siguiente,
)
from ventanilla.archivo.servicios.trd import cerrar_la_anterior
from ventanilla.auditoria.servicios import asentar
from ventanilla.comun.actores import Actor
from ventanilla.comun.errores import Cambiado, DatosInvalidos, Falta
from ventanilla.comun.reloj import en_bogota
from ventanilla.comun.texto import limpiar_linea
from ventanilla.comun.transaccion import escritura
from ventanilla.directorio.models import Dependencia
from ventanilla.directorio.reglas.fichas import de_formulario, leer_ficha
from ventanilla.directorio.reglas.fichas import exigir as exigir_datos
from ventanilla.directorio.servicios.exigir import exigir
from ventanilla.directorio.servicios.turno import tomar_la_entidad

_CAMBIO = (
    "Otra persona cambió el borrador. Abra la página otra vez, mire cómo quedó y repita el cambio."
)
_COPIADOS = (
    *("codigo", "nombre", "dependencia_id", "retencion_gestion", "retencion_central"),
    *("disposicion", "tipos", "es_de_peticiones", "codigo_inventado"),
)


def empezar_borrador_trd(
    *, base: VersionTrd | None, abren: Mapping[int, Sequence[str]], actor: Actor
) -> VersionTrd:
    """Copia las series de `base` a un borrador; si ya había uno, da ese.

    Args:
        abren: serie → códigos de los tipos documentales que hoy abren en ella.

    Raises:
        SinPermiso: si no administra.
    """
    exigir(puede_cambiar_trd(actor))
    with escritura():
        tomar_la_entidad()
        previo = borrador_trd()
        if previo is not None:
            return previo
        numeros = VersionTrd.objects.values_list("numero", flat=True)
        nuevo = VersionTrd.objects.create(
            numero=numero_siguiente(numeros), estado=VersionTrd.Estado.BORRADOR
        )
        if base is not None:
            _copiar(base, nuevo, abren)
    return nuevo


def _copiar(base: VersionTrd, nuevo: VersionTrd, abren: Mapping[int, Sequence[str]]) -> None:
    """Primero las series y después sus subseries, que nombran a la copia de su madre."""
    copias: dict[int, SerieDocumental] = {}
    for serie in sorted(series_de(base), key=lambda s: s.madre_id is not None):
        copias[serie.pk] = SerieDocumental.objects.create(
            version=nuevo,
            madre=copias[serie.madre_id] if serie.madre_id is not None else None,
            viene_de=serie,
            abren=list(abren.get(serie.pk, ())),
            **{campo: getattr(serie, campo) for campo in _COPIADOS},
        )


def guardar_serie(
    borrador: VersionTrd,
    serie: SerieDocumental | None,
    datos: Mapping[str, Any],
    *,
    abren: Sequence[str],
    madre: int | None,
    edicion: int,
    actor: Actor,
) -> SerieDocumental:
    """Agrega una serie al borrador (`serie` nula) o la cambia. No cambia nada de lo que rige.

    Args:
        datos: los de la ficha `[[serie]]` del archivo, con las mismas reglas.
        abren: los tipos documentales que abren en ella; dejan de abrir en las demás del borrador.
        madre: la serie del borrador de la que es subserie.
        edicion: la del borrador cuando se abrió la página.

    Raises:
        SinPermiso: si no administra.
        DatosInvalidos: qué corregir; no se escribió nada.
        Cambiado: si otra persona cambió el borrador, o ya se adoptó.
    """
    exigir(puede_cambiar_trd(actor))
    columnas = _revisada(datos)
    with escritura():
        _avanzar(borrador, edicion)
        otras = list(borrador.series.exclude(pk=serie.pk if serie else 0))
        columnas["madre"] = _madre(madre, serie, otras)
        _exigir_unica(columnas, otras)
        _quitar_a_las_demas(otras, abren, es_de_peticiones=columnas["es_de_peticiones"])
        columnas["abren"] = sorted(abren)
        if serie is None:
            return SerieDocumental.objects.create(version=borrador, **columnas)
        SerieDocumental.objects.filter(pk=serie.pk).update(**columnas)
    serie.refresh_from_db()
    return serie


def quitar_serie(serie: SerieDocumental, *, edicion: int, actor: Actor) -> None:
    """La quita del borrador. En la versión que rige, y en sus expedientes, sigue.

    Raises:
        SinPermiso: si no administra.
        DatosInvalidos: si tiene subseries.
        Cambiado: si otra persona cambió el borrador, o ya se adoptó.
    """
    exigir(puede_cambiar_trd(actor))
    with escritura():
        _avanzar(serie.version, edicion)
        if cuantas := serie.subseries.count():
            dicho = f"Tiene {cuantas} adentro: quítelas o páselas a otra serie primero."
            raise DatosInvalidos([Falta("", dicho)])
        serie.delete()


def descartar_borrador_trd(borrador: VersionTrd, *, edicion: int, actor: Actor) -> None:
    """Borra el borrador. Lo adoptado no se toca.

    Raises:
        SinPermiso: si no administra.
        Cambiado: si cambió o ya se adoptó.
    """
    exigir(puede_cambiar_trd(actor))
    with escritura():
        _avanzar(borrador, edicion)
        borrador.series.filter(madre__isnull=False).delete()
        borrador.series.all().delete()
        borrador.delete()


def adoptar_trd(
    borrador: VersionTrd,
    *,
    adopcion: Adopcion,
    tipos: Sequence[str],
    edicion: int,
    actor: Actor,
    ahora: datetime,
) -> None:
    """Adopta el borrador: queda fijo y la versión anterior rige hasta el día antes.

    Los expedientes que ya se abrieron siguen en la suya. Los `tipos` documentales que ninguna serie nombra
    quedan en la que recibe las demás peticiones.

    Raises:
        SinPermiso: si no administra.
        DatosInvalidos: qué corregir; no se escribió nada.
        Cambiado: si alguien lo cambió después de que usted lo revisó.
    """
    exigir(puede_cambiar_trd(actor))
    anterior = ultima_adoptada()
    dicha = Adopcion(
        numero=limpiar_linea(adopcion.numero)[:20],
        acto=limpiar_linea(adopcion.acto)[:160],
        desde=adopcion.desde,
    )
    numero, acto, desde = dicha.numero, dicha.acto, dicha.desde
    faltas = faltas_de_version(escritas(borrador))
    faltas += faltas_de_adopcion(
        dicha,
        hoy=en_bogota(ahora).date(),
        anterior=anterior.desde if anterior else None,
        numero_ocupado=_ocupado(numero, borrador),
    )
    if faltas or desde is None:
        raise DatosInvalidos(faltas)
    with escritura():
        tomar_la_entidad()
        # Un archivo pudo cargar otra versión, u otro pudo tomar este número, después de revisar.
        if ultima_adoptada() != anterior or _ocupado(numero, borrador):
            raise Cambiado(_CAMBIO)
        cerrar_la_anterior(desde)
        _avanzar(
            borrador,
            edicion,
            numero=numero,
            acto=acto,
            desde=desde,
            estado=VersionTrd.Estado.ADOPTADA,
            por_regir=True,
        )
        _nombrar_los_demas(borrador, tipos)
        borrador.refresh_from_db()
        asentar(
            f"trd:{numero}",
            "adoptada",
            actor=actor,
            ahora=ahora,
            contenido={
                "version": numero,
                "acto": acto,
                "desde": desde.isoformat(),
                "series": borrador.series.count(),
                "sha256": huella_de_trd(borrador),
            },
        )


def _ocupado(numero: str, borrador: VersionTrd) -> bool:
    return VersionTrd.objects.filter(numero=numero).exclude(pk=borrador.pk).exists()


def _nombrar_los_demas(borrador: VersionTrd, tipos: Sequence[str]) -> None:
    nombrados = {codigo for s in borrador.series.all() for codigo in s.abren}
    general = borrador.series.get(es_de_peticiones=True)
    general.abren = sorted({*general.abren, *(set(tipos) - nombrados)})
    general.save(update_fields=["abren"])


def _avanzar(borrador: VersionTrd, edicion: int, **campos: Any) -> None:
    """Raises: Cambiado si ya no es el borrador que la persona abrió."""
    movidos = VersionTrd.objects.filter(
        pk=borrador.pk, edicion=edicion, estado=VersionTrd.Estado.BORRADOR
    ).update(edicion=edicion + 1, **campos)
    if movidos != 1:
        raise Cambiado(_CAMBIO)


def _revisada(datos: Mapping[str, Any]) -> dict[str, Any]:
    """Las columnas, con las mismas reglas del archivo; lo que no se dice queda en blanco."""
    faltas: list[Falta] = []
    ficha = leer_ficha({c: v for c, v in datos.items() if v is not None}, SERIE, "", faltas)
    exigir_datos(ficha, ("codigo", "nombre"), faltas)
    codigo = ficha.datos.get("dependencia", "")
    dependencia = Dependencia.objects.filter(codigo=codigo).first() if codigo else None
    if codigo and dependencia is None:
        faltas.append(Falta("«dependencia»", f"la dependencia «{codigo}» no existe."))
    if faltas:
        raise DatosInvalidos([de_formulario(f) for f in faltas])
    de_fabrica: dict[str, Any] = {
        "retencion_gestion": None,
        "retencion_central": None,
        "disposicion": "",
        "tipos": "",
        "es_de_peticiones": False,
        "codigo_inventado": False,
    }
    return {**de_fabrica, **ficha.datos, "dependencia": dependencia}


def _madre(
    madre: int | None, serie: SerieDocumental | None, otras: Sequence[SerieDocumental]
) -> SerieDocumental | None:
    """Raises: DatosInvalidos si no sirve de madre."""
    if madre is None:
        return None
    hallada = next((o for o in otras if o.pk == madre and o.madre_id is None), None)
    if hallada is None:
        raise DatosInvalidos([Falta("madre", "Escoja una serie de este borrador.")])
    if serie is not None and any(o.madre_id == serie.pk for o in otras):
        dicho = "Esta serie tiene subseries: no puede ser subserie de otra."
        raise DatosInvalidos([Falta("madre", dicho)])
    return hallada


def _exigir_unica(columnas: Mapping[str, Any], otras: Sequence[SerieDocumental]) -> None:
    llave = (columnas["codigo"], columnas["nombre"])
    if any((o.codigo, o.nombre) == llave for o in otras):
        dicho = f"Ya hay una serie {llave[0]} con ese nombre en el borrador."
        raise DatosInvalidos([Falta("codigo", dicho)])


def _quitar_a_las_demas(
    otras: Sequence[SerieDocumental], abren: Sequence[str], *, es_de_peticiones: bool
) -> None:
    """Un tipo abre en una sola serie, y una sola recibe las demás peticiones."""
    for otra in otras:
        quedan = [codigo for codigo in otra.abren if codigo not in abren]
        deja = es_de_peticiones and otra.es_de_peticiones
        if quedan != otra.abren or deja:
            otra.abren = quedan
            otra.es_de_peticiones = otra.es_de_peticiones and not deja
            otra.save(update_fields=["abren", "es_de_peticiones"])
