"""Los sellos y el archivo donde también quedan."""

from pathlib import Path

from django.conf import settings

from ventanilla.auditoria.models import Sello
from ventanilla.auditoria.reglas.sellado import LineaDeSello, Sellado, publica_de
from ventanilla.comun.cifrado import llave
from ventanilla.comun.reloj import en_bogota

USO_DE_LLAVE = "sello"


def llave_publica() -> str:
    """La llave Ed25519 con que se comprueban los sellos: 64 dígitos hexadecimales, para publicar."""
    return publica_de(llave(USO_DE_LLAVE))


def encabezado() -> str:
    """Primera línea de `sellos.txt`."""
    return f"# Sellos del libro de Ventanilla. Llave pública Ed25519: {llave_publica()}"


def ruta_de_sellos() -> Path:
    """El archivo que repite, fuera de la base, una línea por sello."""
    return Path(settings.VENTANILLA_DATOS) / "sellos.txt"


def ruta_de_intencion() -> Path:
    """El sello que se está escribiendo: distingue un apagón de una línea borrada."""
    return Path(settings.VENTANILLA_DATOS) / "sellos.pendiente"


def linea_de(sello: Sello) -> LineaDeSello:
    """El sello como se publica."""
    sellado = Sellado(
        numero=sello.numero,
        momento=en_bogota(sello.momento).isoformat(timespec="microseconds"),
        cantidad=sello.cantidad,
        raiz=sello.raiz,
        previo=sello.previo,
    )
    return LineaDeSello(sellado, sello.hash, sello.firma)
