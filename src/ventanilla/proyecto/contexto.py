"""Lo que toda plantilla sabe: la entidad y cómo la persona prefiere ver."""

from typing import Any

from django.http import HttpRequest

from ventanilla.directorio.consultas import entidad


def de_la_entidad(request: HttpRequest) -> dict[str, Any]:
    """`entidad` (sus datos públicos) y `apariencia` (clases de contraste y letra)."""
    apariencia = request.COOKIES.get("apariencia", "")
    return {
        "entidad": entidad(),
        "apariencia": " ".join(a for a in apariencia.split(".") if a in ("contraste", "grande")),
    }
