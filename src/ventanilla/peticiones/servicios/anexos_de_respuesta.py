"""Los documentos que acompañan la respuesta: se ponen y se quitan mientras es borrador."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.conf import settings
from django.db.models import F, Max, Sum

from ventanilla.archivo.consultas import abrir
from ventanilla.archivo.reglas.imagenes import IMAGENES, ImagenIlegible, sin_metadatos
from ventanilla.archivo.servicios import Recibido, recibir, registrar
from ventanilla.auditoria.servicios import asentar
from ventanilla.comun.actores import Actor
from ventanilla.comun.errores import Cambiado, DatosInvalidos, Falta
from ventanilla.comun.transaccion import escritura
from ventanilla.peticiones.consultas.dichos import peso
from ventanilla.peticiones.models import AnexoDeRespuesta, Peticion, Respuesta
from ventanilla.peticiones.permisos import puede_proyectar
from ventanilla.peticiones.servicios.exigir import exigir

MAXIMO_ANEXOS = 10
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
    peticion: Peticion,
    recibidos: Sequence[Recibido],
    *,
    version: int,
    actor: Actor,
    ahora: datetime,
) -> list[AnexoDeRespuesta]:
    """Pone los archivos en el borrador que se leyó con esa `version`, que sube en uno.

    Raises:
        SinPermiso: si no puede proyectar en esta petición.
        DatosInvalidos: si son más de diez o entre todos pesan más de lo que se admite.
        Cambiado: si el borrador cambió o ya se firmó; ninguno quedó puesto.
    """
    exigir(puede_proyectar(actor, peticion))
    respuesta = Respuesta.objects.get(peticion=peticion)
    with escritura():
        _tocar(respuesta, version)
        puestos = respuesta.anexos.aggregate(ultimo=Max("orden"), pesan=Sum("guardado__tamano"))
        _revisar(respuesta.anexos.count(), puestos["pesan"] or 0, recibidos)
        filas = [
            AnexoDeRespuesta(
                respuesta=respuesta,
                orden=orden,
                guardado=registrar(r, ahora=ahora),
                nombre=r.nombre,
                extension=r.extension,
            )
            for orden, r in enumerate(recibidos, start=(puestos["ultimo"] or 0) + 1)
        ]
        AnexoDeRespuesta.objects.bulk_create(filas)
        _asentar(peticion, "anexo_de_respuesta_puesto", filas, actor, ahora)
    return filas


def quitar_anexo(
    peticion: Peticion, orden: int, *, version: int, actor: Actor, ahora: datetime
) -> str:
    """Quita del borrador el anexo de ese número y dice cómo se llamaba; los demás no cambian.

    Raises:
        SinPermiso: si no puede proyectar en esta petición.
        Cambiado: si el borrador cambió, ya se firmó o ese anexo ya no estaba.
    """
    exigir(puede_proyectar(actor, peticion))
    respuesta = Respuesta.objects.get(peticion=peticion)
    with escritura():
        _tocar(respuesta, version)
        fila = respuesta.anexos.select_related("guardado").filter(orden=orden).first()
        if fila is None:
            raise Cambiado("Ese archivo ya no estaba.")
        _asentar(peticion, "anexo_de_respuesta_quitado", [fila], actor, ahora)
        fila.delete()
    return fila.nombre


def _tocar(respuesta: Respuesta, version: int) -> None:
    """Sube la versión: quien fuera a firmar la anterior debe volver a leerla."""
    tocadas = Respuesta.objects.filter(
        pk=respuesta.pk, version=version, estado=Respuesta.Estado.BORRADOR
    ).update(version=F("version") + 1)
    if tocadas != 1:
        raise Cambiado(_CAMBIO)


def _revisar(habia: int, pesaban: int, nuevos: Sequence[Recibido]) -> None:
    faltas = []
    if habia + len(nuevos) > MAXIMO_ANEXOS:
        faltas.append(
            f"Una respuesta lleva hasta {MAXIMO_ANEXOS} archivos y serían {habia + len(nuevos)}. "
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
    peticion: Peticion,
    hecho: str,
    filas: Sequence[AnexoDeRespuesta],
    actor: Actor,
    ahora: datetime,
) -> None:
    asentar(
        f"peticion:{peticion.uuid.hex}",
        hecho,
        actor=actor,
        ahora=ahora,
        contenido={"archivos": [f"{f.orden}:{f.guardado.sha256}" for f in filas]},
    )
