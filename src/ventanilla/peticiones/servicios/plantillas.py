"""Crear, cambiar y retirar las plantillas de respuesta."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F

from ventanilla.auditoria.servicios import asentar
from ventanilla.comun.actores import SISTEMA, Actor
from ventanilla.comun.errores import Cambiado, DatosInvalidos, Falta
from ventanilla.comun.texto import limpiar, limpiar_linea
from ventanilla.comun.transaccion import escritura, hacer_fila
from ventanilla.directorio.models import Dependencia
from ventanilla.peticiones.consultas.asentado import de_plantilla
from ventanilla.peticiones.models import Plantilla, TipoDocumental
from ventanilla.peticiones.permisos import puede_editar_plantillas
from ventanilla.peticiones.reglas.plantillas import de_fabrica, faltas_de
from ventanilla.peticiones.servicios.exigir import exigir

MAXIMO_NOMBRE = 120
MAXIMO_TEXTO = 20_000
OTRA_LA_CAMBIO = (
    "Otra persona cambió esta plantilla mientras usted la editaba. Lo que escribió sigue aquí: "
    "copie lo que le sirva, ábrala de nuevo y vuelva a guardar."
)


@dataclass(frozen=True)
class Contenido:
    """Lo que se escribe en una plantilla. Sin dependencia, es de toda la entidad."""

    nombre: str
    texto: str
    dependencia: Dependencia | None = None
    clase: str = ""
    tipo: TipoDocumental | None = None


def guardar_plantilla(
    plantilla: Plantilla | None,
    *,
    contenido: Contenido,
    version: int = 0,
    actor: Actor,
    ahora: datetime,
) -> Plantilla:
    """Crea la plantilla, o la cambia si nadie lo hizo desde la `version` que se leyó.

    Raises:
        SinPermiso: si no es de su dependencia, la que era o la que sería.
        DatosInvalidos: si falta algo, es muy largo o una variable no existe.
        Cambiado: si otra persona la cambió primero.
    """
    exigir(puede_editar_plantillas(actor, contenido.dependencia))
    if plantilla is not None:
        exigir(puede_editar_plantillas(actor, plantilla.dependencia))
    nombre, texto = limpiar_linea(contenido.nombre), limpiar(contenido.texto).strip()
    _revisar(nombre, texto)
    campos = {
        "nombre": nombre,
        "texto": texto,
        "dependencia": contenido.dependencia,
        "clase": contenido.clase,
        "tipo_documental": contenido.tipo,
        "editada": ahora,
    }
    with escritura():
        if plantilla is None:
            plantilla = Plantilla.objects.create(uuid=uuid.uuid4(), **campos)
            hecho = "creada"
        else:
            _cambiar(plantilla, version, **campos)
            hecho = "cambiada"
        _asentar(plantilla, hecho, actor, ahora)
    return plantilla


def retirar_plantilla(
    plantilla: Plantilla, *, activa: bool = False, actor: Actor, ahora: datetime
) -> Plantilla:
    """La quita de la lista de quien responde, o la devuelve con `activa=True`; no se borra.

    Raises:
        SinPermiso: si no es de su dependencia.
        Cambiado: si otra persona la cambió primero.
    """
    exigir(puede_editar_plantillas(actor, plantilla.dependencia))
    if plantilla.activa == activa:
        return plantilla
    with escritura():
        _cambiar(plantilla, plantilla.version, activa=activa, editada=ahora)
        _asentar(plantilla, "devuelta" if activa else "retirada", actor, ahora)
    return plantilla


def sembrar_plantillas(*, ahora: datetime) -> int:
    """Pone las de fábrica si la entidad nunca ha tenido ninguna; dice cuántas puso."""
    with escritura():
        hacer_fila("plantillas-de-fabrica")
        if Plantilla.objects.exists():
            return 0
        for datos in de_fabrica():
            nueva = Plantilla.objects.create(uuid=uuid.uuid4(), editada=ahora, **datos)
            _asentar(nueva, "creada", SISTEMA, ahora)
    return len(de_fabrica())


def _revisar(nombre: str, texto: str) -> None:
    faltas = []
    if not nombre:
        faltas.append(Falta("nombre", "Póngale un nombre que diga para qué sirve."))
    if len(nombre) > MAXIMO_NOMBRE:
        faltas.append(Falta("nombre", f"Escriba {MAXIMO_NOMBRE} caracteres o menos."))
    if not texto:
        faltas.append(Falta("texto", "Escriba el texto de la plantilla."))
    if len(texto) > MAXIMO_TEXTO:
        faltas.append(Falta("texto", "Es demasiado larga: deje lo que de verdad se repite."))
    faltas += [Falta("texto", frase) for frase in faltas_de(texto)]
    if faltas:
        raise DatosInvalidos(faltas)


def _cambiar(plantilla: Plantilla, version: int, **campos: object) -> None:
    filas = Plantilla.objects.filter(pk=plantilla.pk, version=version)
    if filas.update(version=F("version") + 1, **campos) != 1:
        raise Cambiado(OTRA_LA_CAMBIO)
    plantilla.refresh_from_db()


def _asentar(plantilla: Plantilla, hecho: str, actor: Actor, ahora: datetime) -> None:
    asentar(
        f"plantilla:{plantilla.uuid.hex}",
        hecho,
        actor=actor,
        ahora=ahora,
        contenido=de_plantilla(plantilla),
    )
