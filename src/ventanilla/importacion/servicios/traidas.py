"""Los pasos de una importación: subir, decir las columnas, probar, traer, detener, descartar."""

import tempfile
import uuid
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any, BinaryIO

from django.conf import settings

from ventanilla.archivo.consultas import abrir
from ventanilla.archivo.reglas import extension, nombre_limpio
from ventanilla.archivo.servicios import recibir as recibir_archivo
from ventanilla.archivo.servicios import registrar
from ventanilla.auditoria.servicios import asentar
from ventanilla.comun.actores import Actor
from ventanilla.comun.cola import encolar
from ventanilla.comun.errores import Cambiado, DatosInvalidos, Falta
from ventanilla.comun.transaccion import escritura
from ventanilla.importacion.consultas.forma import Forma, forma_de_archivo, mapa_de
from ventanilla.importacion.models import Traida
from ventanilla.importacion.permisos import puede_importar
from ventanilla.importacion.reglas.errores import ArchivoInvalido
from ventanilla.importacion.reglas.moldes import MOLDES, proponer
from ventanilla.peticiones.servicios.exigir import exigir, usuario_de

TAREA = "importacion.trabajar"
Estado = Traida.Estado
EDITABLES = (Estado.RECIBIDA, Estado.PROBADA, Estado.FALLIDA)
_PARA_EXCEL = ("xls", "xlsm", "xlsb", "ods", "numbers")


def subir(
    nombre: str, trozos: Iterable[bytes], *, que: str, actor: Actor, ahora: datetime
) -> Traida:
    """Recibe el archivo, mira su forma y propone qué es cada columna. No trae nada.

    Raises:
        DatosInvalidos: si no se puede leer; dice qué hacer. No se guardó.
        SinPermiso: si no administra.
    """
    exigir(puede_importar(actor))
    limpio = nombre_limpio(nombre)
    _exigir_extension(limpio)
    entrante = Path(settings.VENTANILLA_DATOS) / "entrante"
    entrante.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=entrante, prefix="subida-") as carpeta:
        ruta = Path(carpeta) / limpio
        with ruta.open("wb") as copia:
            for trozo in trozos:
                copia.write(trozo)
        try:
            forma = forma_de_archivo(ruta)
        except ArchivoInvalido as error:
            raise DatosInvalidos([Falta("archivo", str(error))]) from error
        with ruta.open("rb") as copia:
            recibido = recibir_archivo(
                limpio, iter(lambda: copia.read(1 << 20), b""), campo="archivo"
            )
    with escritura():
        traida = Traida.objects.create(
            uuid=uuid.uuid4(),
            que=que,
            estado=Estado.RECIBIDA,
            nombre=limpio,
            archivo=registrar(recibido, ahora=ahora),
            huella=recibido.sha256,
            creada=ahora,
            creada_por_id=usuario_de(actor),
            mapa=_mapa_propuesto(que, forma),
        )
        anotar(traida, "subida", actor=actor, ahora=ahora, contenido={"archivo": recibido.sha256})
    return traida


def _exigir_extension(nombre: str) -> None:
    ext = extension(nombre)
    if ext in ("csv", "txt", "xlsx"):
        return
    que_hacer = (
        "Ábralo y guárdelo como «Libro de Excel (.xlsx)» o como CSV."
        if ext in _PARA_EXCEL
        else "Suba un libro de Excel (.xlsx) o un CSV."
    )
    raise DatosInvalidos(
        [Falta("archivo", f"No se puede traer de un archivo «.{ext}». {que_hacer}")]
    )


def _mapa_propuesto(que: str, forma: Forma) -> dict[str, Any]:
    """Con el que ya se trajo un archivo de las mismas columnas; si no hay, lo que parece ser."""
    for anterior in Traida.objects.filter(que=que, estado=Estado.TERMINADA)[:5]:
        columnas = anterior.mapa.get("columnas", {})
        if columnas and set(columnas.values()) <= set(forma.encabezado):
            return {**anterior.mapa, "formato": _formato(forma)}
    return {"formato": _formato(forma), "columnas": proponer(MOLDES[que], forma.encabezado)}


def _formato(forma: Forma) -> dict[str, str]:
    return {"hoja": forma.hoja, "encabezado": str(forma.fila)} if forma.hoja else {}


def decir_columnas(
    traida: Traida,
    *,
    mapa: Mapping[str, Any],
    cierres: Sequence[date],
    actor: Actor,
    ahora: datetime,
) -> Traida:
    """Guarda qué es cada columna; lo probado antes ya no vale.

    Raises:
        MapaInvalido: si falta algo indispensable o no se entiende.
        Cambiado: si ya se está trabajando o ya terminó.
    """
    exigir(puede_importar(actor))
    propuesto = Traida(que=traida.que, mapa=dict(mapa))
    mapa_de(propuesto)
    _mover(
        traida,
        EDITABLES,
        ahora,
        estado=Estado.RECIBIDA,
        mapa=dict(mapa),
        cierres=[c.isoformat() for c in cierres],
        prueba={},
    )
    return traida


def probar(traida: Traida, *, actor: Actor, ahora: datetime) -> Traida:
    """Encola la prueba: lee todo el archivo y no escribe nada de lo que trae.

    Raises:
        MapaInvalido: si todavía no se ha dicho qué es cada columna.
        Cambiado: si ya se está trabajando o ya terminó.
    """
    exigir(puede_importar(actor))
    mapa_de(traida)
    return _poner_a_trabajar(traida, EDITABLES, Estado.POR_PROBAR, actor, ahora)


def traer(traida: Traida, *, actor: Actor, ahora: datetime) -> Traida:
    """Encola la importación. Solo lo ya probado; lo que falló a medias se puede seguir.

    Raises:
        Cambiado: si no está probada o ya terminó.
    """
    exigir(puede_importar(actor))
    if not traida.prueba:
        raise Cambiado("Primero hay que probarla: así se ve qué entraría y qué no.")
    return _poner_a_trabajar(
        traida, (Estado.PROBADA, Estado.FALLIDA), Estado.POR_TRAER, actor, ahora
    )


def _poner_a_trabajar(
    traida: Traida, desde: Sequence[str], estado: str, actor: Actor, ahora: datetime
) -> Traida:
    with escritura():
        _mover(traida, desde, ahora, estado=estado, hechas=0, turno="", latido=None, falla="")
        anotar(traida, f"orden_{estado}", actor=actor, ahora=ahora)
        encolar(TAREA, traida=traida.pk)
    return traida


def detener(traida: Traida, *, actor: Actor, ahora: datetime) -> Traida:
    """La deja quieta. Lo que ya entró se queda; se puede seguir después sin repetir nada.

    Raises:
        Cambiado: si ya terminó.
    """
    exigir(puede_importar(actor))
    # Sin prueba no se puede traer: quien la detuvo probando vuelve a las columnas.
    destino = Estado.PROBADA if traida.prueba else Estado.RECIBIDA
    with escritura():
        _mover(traida, (Estado.POR_PROBAR, Estado.POR_TRAER), ahora, estado=destino, turno="")
        anotar(
            traida, "detenida", actor=actor, ahora=ahora, contenido={"entraron": traida.entraron}
        )
    return traida


def descartar(traida: Traida, *, actor: Actor, ahora: datetime) -> Traida:
    """No se traerá. Si algo ya había entrado, se queda.

    Raises:
        Cambiado: si se está trabajando o ya terminó.
    """
    exigir(puede_importar(actor))
    with escritura():
        _mover(traida, EDITABLES, ahora, estado=Estado.DESCARTADA, terminada=ahora)
        anotar(traida, "descartada", actor=actor, ahora=ahora)
    return traida


def _mover(traida: Traida, desde: Sequence[str], ahora: datetime, **cambios: Any) -> None:
    cambios["movida"] = ahora
    with escritura():
        if not Traida.objects.filter(pk=traida.pk, estado__in=desde).update(**cambios):
            raise Cambiado(
                "Esta importación ya cambió: otra persona la movió o el trabajo terminó. Mire cómo "
                "quedó antes de seguir."
            )
    for campo, valor in cambios.items():
        setattr(traida, campo, valor)


def bajar_apartadas(traida: Traida, *, actor: Actor, ahora: datetime) -> BinaryIO:
    """Las filas que no entran, con los nombres que traen: queda escrito quién las bajó.

    Raises:
        SinPermiso: si no administra.
        Cambiado: si no hubo, o ya se borraron.
        OSError: si los bytes no se pueden leer.
    """
    exigir(puede_importar(actor))
    if traida.apartadas is None:
        raise Cambiado("Esas filas no están: no hubo ninguna, o ya se borraron.")
    archivo = abrir(traida.apartadas.sha256)
    with escritura():
        contenido = {"archivo": traida.apartadas.sha256}
        anotar(traida, "apartadas_bajadas", actor=actor, ahora=ahora, contenido=contenido)
    return archivo


def anotar(
    traida: Traida,
    hecho: str,
    *,
    actor: Actor,
    ahora: datetime,
    contenido: Mapping[str, Any] | None = None,
) -> None:
    """Un asiento en el libro de la importación, en la transacción de quien llama."""
    asentar(
        f"traida:{traida.uuid.hex}",
        hecho,
        actor=actor,
        ahora=ahora,
        contenido={"que": traida.que, **(contenido or {})},
    )
