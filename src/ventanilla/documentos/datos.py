"""Los datos de cada documento: una foto congelada, hecha solo de tipos sencillos.

Quien radica o firma guarda `a_json(datos)` con `motor.version_plantillas()` y compone después
de confirmar la transacción; con la misma foto y versión salen los mismos bytes.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime

from ventanilla.comun.fechas import fecha_larga, momento_largo
from ventanilla.documentos.bloques import Bloque


@dataclass(frozen=True, slots=True, kw_only=True)
class DatosEntidad:
    """La entidad del membrete y del pie (dirección, teléfono y correo: Acuerdo AGN 060/2001, 14)."""

    nombre: str
    nit: str = ""
    municipio: str = ""
    direccion: str = ""
    telefono: str = ""
    correo: str = ""
    sitio: str = ""
    horario: str = ""
    escudo: bytes | None = None
    """PNG o SVG, o nada."""
    escudo_descripcion: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Persona:
    """Quien pide, quien representa o quien recibe, con los datos que dio (CPACA 16.2)."""

    nombre: str
    calidad: str = ""
    """Por ejemplo «apoderada» o «representante legal»."""
    identificacion: str = ""
    direccion: str = ""
    correo: str = ""
    telefono: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Firma:
    """Quien firma. `constancia` dice cómo se firmó («Firmado electrónicamente el …»)."""

    nombre: str
    cargo: str
    dependencia: str = ""
    constancia: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnexoListado:
    """Un anexo por su número y clase (CPACA 15). `sha256` en hexadecimal, vacío si es físico."""

    numero: int
    nombre: str
    clase: str
    tamano: str = ""
    sha256: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DiaCalendario:
    """Un día de la cuenta. `numero` es el ordinal del día hábil contado, o `None` si no cuenta."""

    fecha: date
    numero: int | None = None
    motivo: str = ""
    """Por qué no cuenta: «sábado», «domingo», «festivo», «no hábil»…"""
    detalle: str = ""
    """El porqué completo: «festivo: Inmaculada Concepción»."""
    es_vencimiento: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DatosConstancia:
    """Constancia de radicación (CPACA 15 y 61; para las verbales, DUR 1069/2015, 2.2.3.12.3)."""

    entidad: DatosEntidad
    radicado: str
    momento_recepcion: datetime
    """El del medio por el que llegó; desde él se cuenta el término."""
    momento_radicacion: datetime
    medio: str
    solicitantes: tuple[Persona, ...] = ()
    """Vacío si es anónima: se imprime `solicitante_publico`."""
    solicitante_publico: str = ""
    respuesta_por: str = ""
    """Cómo y a dónde llegará la respuesta."""
    clase: str
    tipo_documental: str = ""
    termino: str
    """«15 días hábiles», o «sin término legal»."""
    norma: str
    fecha_vence: date | None = None
    calendario: tuple[DiaCalendario, ...] = ()
    dependencia: str = ""
    asunto: str
    texto: str
    razones: str = ""
    texto_sha256: str = ""
    anexos: tuple[AnexoListado, ...] = ()
    faltantes: tuple[str, ...] = ()
    """Documentos que la ley pide y no llegaron (CPACA 15; DUR 1069/2015, 2.2.3.12.3, num. 6)."""
    recibido_por: str
    """Nombre y cargo del funcionario, o el medio que registró la recepción."""
    fue_verbal: bool = False
    lengua: str = ""
    orientacion: str = ""
    """Lo que se le dijo a la persona al recibir, si fue verbal o de otra competencia."""
    que_sigue: tuple[str, ...] = ()
    recursos: tuple[str, ...] = ()
    """Qué puede hacer la persona si llega la fecha sin respuesta."""
    clave: str = ""
    """Se imprime solo si viene; quien guarda la foto decide si la incluye."""
    url_consulta: str = ""
    url_verificacion: str = ""
    sello: str = ""
    """Huella del asiento en el libro, en hexadecimal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DatosRespuesta:
    """Oficio de salida firmado: la respuesta, o cualquier comunicación con número."""

    entidad: DatosEntidad
    dependencia: str
    numero: str
    momento: datetime
    ciudad: str
    destinatario: tuple[str, ...]
    """Líneas del destinatario, como se escriben en el sobre."""
    asunto: str
    referencia: str = ""
    """«Radicado 2026-000123 del 20 de noviembre de 2026»."""
    saludo: str = ""
    cuerpo: tuple[Bloque, ...]
    despedida: str = "Cordialmente,"
    firma: Firma
    anexos: tuple[AnexoListado, ...] = ()
    copias: tuple[str, ...] = ()
    recursos: tuple[str, ...] = ()
    elaboro: tuple[str, ...] = ()
    """«Proyectó: …», «Revisó: …»."""
    url_verificacion: str = ""
    sello: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DatosTabla:
    """Una tabla con título, para informes. `a_la_derecha`: índices de las columnas de números."""

    entidad: DatosEntidad
    titulo: str
    momento: datetime
    descripcion: str = ""
    columnas: tuple[str, ...]
    filas: tuple[tuple[str, ...], ...] = ()
    a_la_derecha: tuple[int, ...] = ()
    notas: tuple[str, ...] = ()
    apaisada: bool = False
    grafica: bytes | None = None
    """PNG o SVG; la tabla la acompaña siempre."""
    grafica_descripcion: str = ""
    url_verificacion: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticuloImpreso:
    """Un artículo, con su número y su texto de párrafos separados por una línea en blanco."""

    numero: int
    titulo: str
    texto: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DatosReglamento:
    """Una norma de la entidad por artículos, con el acto que la adopta y desde cuándo rige."""

    entidad: DatosEntidad
    titulo: str
    momento: datetime
    acto: str
    vigencia: str
    """«Rige desde el …», y hasta cuándo si ya la reemplazó otra."""
    articulos: tuple[ArticuloImpreso, ...]


Documento = DatosConstancia | DatosRespuesta | DatosTabla | DatosReglamento


def huella_imagen(imagen: bytes) -> str:
    """SHA-256 en hexadecimal: el nombre con que la foto cita una imagen."""
    return hashlib.sha256(imagen).hexdigest()


def imagenes(datos: Documento) -> tuple[bytes, ...]:
    """Las imágenes que el documento usa; la foto solo guarda sus huellas, no las repite."""
    grafica = datos.grafica if isinstance(datos, DatosTabla) else None
    return tuple(imagen for imagen in (datos.entidad.escudo, grafica) if imagen)


def _plano(valor: object) -> object:
    """Tipos de JSON. Una fecha lleva cómo se lee y su forma ISO; una imagen, su huella."""
    if isinstance(valor, datetime):
        return {"larga": momento_largo(valor), "iso": valor.isoformat()}
    if isinstance(valor, date):
        return {"larga": fecha_larga(valor), "iso": valor.isoformat()}
    if isinstance(valor, bytes):
        return {"sha256": huella_imagen(valor)}
    if isinstance(valor, tuple | list):
        return [_plano(parte) for parte in valor]
    if isinstance(valor, dict):
        return {llave: _plano(parte) for llave, parte in valor.items()}
    if is_dataclass(valor) and not isinstance(valor, type):
        return {campo.name: _plano(getattr(valor, campo.name)) for campo in fields(valor)}
    return valor


def a_dict(datos: Documento) -> dict[str, object]:
    """Los datos como diccionario de tipos JSON, con las fechas ya dichas en español."""
    return {campo.name: _plano(getattr(datos, campo.name)) for campo in fields(datos)}


def a_json(datos: Documento) -> str:
    """La foto para guardar: JSON de llaves ordenadas; iguales datos, igual texto."""
    return json.dumps(a_dict(datos), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
