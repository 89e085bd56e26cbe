"""Lo que entra y lo que sale de la API."""

from datetime import date
from typing import Any, Literal

from ninja import Schema
from pydantic import ConfigDict, Field


class SolicitanteEntra(Schema):
    """Quién pide. Con `tipo` «anonimo» no hace falta nada más."""

    model_config = ConfigDict(extra="forbid")
    tipo: Literal["natural", "juridica", "anonimo", "reservado", "autoridad"] = "natural"
    nombre: str = Field(default="", max_length=300)
    tipo_documento: str = Field(default="", max_length=10)
    documento: str = Field(default="", max_length=300)
    correo: str = Field(default="", max_length=300)
    telefono: str = Field(default="", max_length=300)
    direccion: str = Field(default="", max_length=300)
    ciudad: str = Field(default="", max_length=300)
    pais: str = Field(default="", max_length=300)
    representante: str = Field(default="", max_length=300)


class PeticionEntra(Schema):
    """Una petición por radicar."""

    model_config = ConfigDict(extra="forbid")
    clase: str = Field(description="peticion, queja, reclamo, sugerencia, denuncia…")
    asunto: str = Field(default="", description="Si no viene, se toma del comienzo del texto")
    texto: str = Field(description="Qué se pide o qué pasó")
    canal: Literal["web"] = "web"
    solicitante: SolicitanteEntra = SolicitanteEntra()
    medio_respuesta: str = Field(default="", description="correo, postal o consulta")
    formato_respuesta: str = "corriente"
    prioridad: str = ""


class PeticionSale(Schema):
    """Constancia inmediata de la radicación."""

    radicado: str
    clave: str = Field(description="Guárdela: con ella y el número se consulta")
    momento: str = Field(description="Fecha y hora de recepción, ISO 8601, hora de Bogotá")
    vence: date | None = Field(description="Último día para responder")
    constancia: str = Field(description="Dirección del PDF; se pide con X-Clave")


class FaltaSale(Schema):
    """Un dato por corregir."""

    campo: str
    mensaje: str


class ErroresSalen(Schema):
    """Lo que hay que corregir."""

    errores: list[FaltaSale]


class ConsultaSale(Schema):
    """Cómo va una petición."""

    radicado: str
    asunto: str
    clase: str
    estado: str
    estado_texto: str
    momento: str
    vence: date | None
    dependencia: str
    actuaciones: list[dict[str, Any]]


CUERPO = {
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {"schema": PeticionEntra.model_json_schema()},
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["datos"],
                    "properties": {
                        "datos": {"type": "string", "description": "El mismo JSON, como texto"},
                        "anexos": {
                            "type": "array",
                            "items": {"type": "string", "format": "binary"},
                        },
                    },
                }
            },
        },
    },
    "parameters": [
        {
            "in": "header",
            "name": "Idempotency-Key",
            "schema": {"type": "string", "minLength": 16, "maxLength": 200},
            "description": "Repetirla devuelve el mismo radicado durante 24 horas",
        }
    ],
}

CON_CLAVE = {
    "parameters": [
        {"in": "header", "name": "X-Clave", "required": True, "schema": {"type": "string"}}
    ]
}
