"""La constancia de radicación lista para descargar."""

from dataclasses import dataclass
from datetime import datetime

from ventanilla.peticiones.models import Peticion
from ventanilla.peticiones.servicios.constancia import componer_constancia

NO_SE_PUDO = (
    "No pudimos preparar la constancia en este momento. Su petición sí está radicada: vuelva a "
    "pedirla en unos minutos."
)
# Es un documento y no una página: nada de lo que traiga se ejecuta en nuestro sitio.
AISLADO = "sandbox; default-src 'none'"


@dataclass(frozen=True)
class ConstanciaLista:
    """El PDF y el nombre con que se descarga."""

    nombre: str
    pdf: bytes

    @property
    def cabeceras(self) -> dict[str, str]:
        """Las cabeceras con que se entrega."""
        return {
            "Content-Disposition": f'attachment; filename="{self.nombre}"',
            "Content-Security-Policy": AISLADO,
        }


def preparar_constancia(peticion: Peticion, *, ahora: datetime) -> ConstanciaLista:
    """Compone la constancia: siempre los mismos bytes.

    Raises:
        ErrorDocumento: si no se pudo componer.
    """
    impreso = peticion.radicado.impreso
    numero = "".join(c if c.isascii() and c.isalnum() else "-" for c in impreso)
    return ConstanciaLista(f"constancia-{numero}.pdf", componer_constancia(peticion, ahora=ahora))
