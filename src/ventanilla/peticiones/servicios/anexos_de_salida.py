"""Los documentos que acompañan la respuesta o su alcance: se ponen y se quitan en el borrador."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.conf import settings
from django.db.models import Count, F, Max, Sum

from ventanilla.archivo.consultas import abrir
from ventanilla.archivo.models import Guardado
from ventanilla.archivo.reglas.imagenes import IMAGENES, ImagenIlegible, sin_metadatos
from ventanilla.archivo.servicios import Recibido, recibir, registrar_varios
from ventanilla.auditoria.servicios import asentar
from ventanilla.comun.actores import Actor
from ventanilla.comun.errores import Cambiado, DatosInvalidos, Falta
from ventanilla.comun.fechas import peso
from ventanilla.comun.transaccion import escritura
from ventanilla.documentos.datos import AnexoListado
from ventanilla.peticiones.models import (
    Alcance,
    AnexoDeAlcance,
    AnexoDeRespuesta,
    AnexoDeSalida,
    Respuesta,
    Salida,
)
from ventanilla.peticiones.permisos import puede_escribir_alcance, puede_proyectar
from ventanilla.peticiones.servicios.exigir import exigir

MAXIMO_ANEXOS = 10
ConAnexos = Respuesta | Alcance
_CAMBIO = (
    "Otra persona cambió este borrador, o ya se firmó, mientras usted adjuntaba: los archivos no "
    "quedaron. Revise cómo está y vuelva a adjuntarlos."
)


def recibir_anexos(archivos: Iterable[tuple[str, Iterable[bytes]]]) -> list[Recibido]:
    """Revisa y guarda los archivos, por (nombre, trozos); las imágenes, sin sus datos ocultos.

    Se llama antes de `agregar_anexos`, fuera de toda transacción. Si uno no sirve no queda ninguno.

    Raises:
        DatosInvalidos: el que no se admite, con su motivo.
        OSError: si el disco o el almacén no lo admiten.
    """
    return [_sin_ocultos(recibir(nombre, trozos)) for nombre, trozos in archivos]


def _sin_ocultos(recibido: Recibido) -> Recibido:
    if recibido.extension not in IMAGENES:
        return recibido
    with abrir(recibido.sha256) as archivo:
        original = archivo.read()
    try:
        limpia = sin_metadatos(original, recibido.extension)
    except ImagenIlegible as error:
        raise DatosInvalidos(
            [
                Falta(
                    "anexos",
                    f"A «{recibido.nombre}» no se le pudieron quitar los datos ocultos. Ábrala en "
                    "su equipo, guárdela otra vez como JPG o PNG y adjunte esa copia.",
                )
            ]
        ) from error
    return recibido if limpia == original else recibir(recibido.nombre, [limpia])


def agregar_anexos(
    documento: ConAnexos,
    recibidos: Sequence[Recibido],
    *,
    version: int,
    actor: Actor,
    ahora: datetime,
) -> list[AnexoDeSalida]:
    """Pone los archivos en el borrador que se leyó con esa `version`, que sube en uno.

    Raises:
        SinPermiso: si no puede escribir ese borrador.
        DatosInvalidos: si son más de diez o entre todos pesan más de lo que se admite.
        Cambiado: si el borrador cambió o ya se firmó; ninguno quedó puesto.
    """
    _exigir(documento, actor)
    with escritura():
        _tocar(documento, version)
        puestos = documento.anexos.aggregate(
            cuantos=Count("pk"), ultimo=Max("orden"), pesan=Sum("guardado__tamano")
        )
        _revisar(puestos["cuantos"], puestos["pesan"] or 0, recibidos)
        guardados = registrar_varios(recibidos, ahora=ahora)
        desde = (puestos["ultimo"] or 0) + 1
        filas: list[AnexoDeSalida] = [
            _anexo(documento, orden, r, guardado)
            for orden, (r, guardado) in enumerate(zip(recibidos, guardados, strict=True), desde)
        ]
        if filas:
            type(filas[0])._default_manager.bulk_create(filas)
        _asentar(documento, "puesto", filas, actor, ahora)
    return filas


def quitar_anexo(
    documento: ConAnexos, orden: int, *, version: int, actor: Actor, ahora: datetime
) -> str:
    """Quita del borrador el anexo de ese número y dice cómo se llamaba; los demás no cambian.

    Raises:
        SinPermiso: si no puede escribir ese borrador.
        Cambiado: si el borrador cambió, ya se firmó o ese anexo ya no estaba.
    """
    _exigir(documento, actor)
    with escritura():
        _tocar(documento, version)
        fila = documento.anexos.select_related("guardado").filter(orden=orden).first()
        if fila is None:
            raise Cambiado("Ese archivo ya no estaba.")
        _asentar(documento, "quitado", [fila], actor, ahora)
        fila.delete()
    return fila.nombre


def anexos_listados(documento: ConAnexos) -> tuple[AnexoListado, ...]:
    """Como van al pie del oficio, con su huella.

    Poner o quitar uno sube la versión: si cambian entre tanto, `congelar` no deja firmar.
    """
    return tuple(
        AnexoListado(
            numero=a.orden,
            nombre=a.nombre,
            clase=a.extension.upper(),
            tamano=peso(a.guardado.tamano),
            sha256=a.guardado.sha256,
        )
        for a in documento.anexos.select_related("guardado")
    )


def _exigir(documento: ConAnexos, actor: Actor) -> None:
    escribe = puede_proyectar if isinstance(documento, Respuesta) else puede_escribir_alcance
    exigir(escribe(actor, documento.peticion))


def _anexo(
    documento: ConAnexos, orden: int, recibido: Recibido, guardado: Guardado
) -> AnexoDeRespuesta | AnexoDeAlcance:
    anexo = (
        AnexoDeRespuesta(respuesta=documento)
        if isinstance(documento, Respuesta)
        else AnexoDeAlcance(alcance=documento)
    )
    anexo.orden, anexo.guardado = orden, guardado
    anexo.nombre, anexo.extension = recibido.nombre, recibido.extension
    return anexo


def _tocar(documento: ConAnexos, version: int) -> None:
    """Sube la versión: quien fuera a firmar la anterior debe volver a leerla."""
    propio = type(documento)._default_manager.filter(
        pk=documento.pk, version=version, estado=Salida.Estado.BORRADOR
    )
    if propio.update(version=F("version") + 1) != 1:
        raise Cambiado(_CAMBIO)


def _revisar(habia: int, pesaban: int, nuevos: Sequence[Recibido]) -> None:
    faltas = []
    if habia + len(nuevos) > MAXIMO_ANEXOS:
        faltas.append(
            f"Un oficio lleva hasta {MAXIMO_ANEXOS} archivos y serían {habia + len(nuevos)}. "
            "Quite alguno o reúnalos en un PDF."
        )
    total = pesaban + sum(r.tamano for r in nuevos)
    if total > settings.VENTANILLA_TAMANO_MAXIMO:
        faltas.append(
            f"Entre todos pesarían {peso(total)} y el máximo es "
            f"{peso(settings.VENTANILLA_TAMANO_MAXIMO)}. Quite o aligere alguno."
        )
    if faltas:
        raise DatosInvalidos([Falta("anexos", f) for f in faltas])


def _asentar(
    documento: ConAnexos,
    que: str,
    filas: Sequence[AnexoDeSalida],
    actor: Actor,
    ahora: datetime,
) -> None:
    archivos = [f"{f.orden}:{f.guardado.sha256}" for f in filas]
    cual = {"alcance": documento.orden} if isinstance(documento, Alcance) else {}
    asentar(
        f"peticion:{documento.peticion.uuid.hex}",
        f"anexo_de_{documento._meta.model_name}_{que}",
        actor=actor,
        ahora=ahora,
        contenido={"archivos": archivos, **cual},
    )
