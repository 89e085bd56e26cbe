"""La dirección del servidor de correo saliente, de una sola variable a lo que Django entiende."""

from urllib.parse import parse_qs, unquote, urlsplit

from ventanilla.proyecto.entorno import EntornoInvalido


def de_url(url: str) -> dict[str, object]:
    """`smtp://usuario:contraseña@servidor:587?tls=si` (o `smtps://`) en los ajustes `EMAIL_*`.

    Raises:
        EntornoInvalido: si la dirección no es smtp:// ni smtps:// o no nombra un servidor.
    """
    partes = urlsplit(url)
    if partes.scheme not in ("smtp", "smtps") or not partes.hostname:
        raise EntornoInvalido(
            "VENTANILLA_CORREO debe ser smtp://usuario:contraseña@servidor:puerto o smtps://…"
        )
    seguro = partes.scheme == "smtps"
    return {
        "EMAIL_HOST": partes.hostname,
        "EMAIL_PORT": partes.port or (465 if seguro else 587),
        "EMAIL_HOST_USER": unquote(partes.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(partes.password or ""),
        "EMAIL_USE_SSL": seguro,
        "EMAIL_USE_TLS": not seguro and parse_qs(partes.query).get("tls", ["no"])[0] == "si",
        "EMAIL_TIMEOUT": 20,
    }
