"""Abrir las series con que nace una entidad."""

from ventanilla.correspondencia.models import Serie

INICIALES = (
    ("entrada", "Comunicaciones recibidas", Serie.Clase.ENTRADA, "{vigencia}-{consecutivo:06d}"),
    ("salida", "Comunicaciones enviadas", Serie.Clase.SALIDA, "S{vigencia}-{consecutivo:06d}"),
)


def abrir_series() -> None:
    """Crea las series de entrada y salida si no están; se puede repetir."""
    for codigo, nombre, clase, mascara in INICIALES:
        Serie.objects.get_or_create(
            codigo=codigo, defaults={"nombre": nombre, "clase": clase, "mascara": mascara}
        )
