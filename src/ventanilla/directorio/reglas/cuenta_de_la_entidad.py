"""Qué se cree de lo que dice el proveedor de identidad de la entidad (OpenID Connect Core 1.0)."""

from collections.abc import Mapping
from typing import Any

from ventanilla.comun.errores import ErrorDeDominio


def correo_de(dicho: Mapping[str, Any]) -> str:
    """El correo que el proveedor dice haber comprobado, en minúsculas.

    Args:
        dicho: `id_token` con sus afirmaciones y, si se pidió, `userinfo`.

    Raises:
        ErrorDeDominio: si falta el `id_token`, si los dos no son de la misma persona (sección
            5.3.2), o si no hay un correo comprobado.
    """
    ficha, ademas = _partes(dicho)
    if not ficha.get("sub") or (ademas and ademas.get("sub") != ficha["sub"]):
        raise ErrorDeDominio(
            "La cuenta de la entidad no respondió como se esperaba. Entre con su contraseña y "
            "avise a quien administra."
        )
    de = ademas if ademas.get("email") else ficha
    correo = de.get("email")
    # Hay proveedores que escriben el sí como texto.
    if not isinstance(correo, str) or de.get("email_verified") not in (True, "true"):
        raise ErrorDeDominio(
            "La cuenta de la entidad no dice que su correo esté comprobado. Entre con su "
            "contraseña y avise a quien administra."
        )
    return correo.strip().lower()


def _partes(dicho: Mapping[str, Any]) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    ficha, ademas = dicho.get("id_token"), dicho.get("userinfo")
    return (
        ficha if isinstance(ficha, Mapping) else {},
        ademas if isinstance(ademas, Mapping) else {},
    )
