"""El escudo de la entidad: una imagen pequeña, hecha otra vez punto por punto. Puro.

Se abre y se escribe de nuevo: así no queda nada de lo que traía (dónde se tomó, programas, textos
ocultos), ni un archivo con dos lecturas. Un SVG es un programa y no se recibe.
"""

import io

from PIL import Image, UnidentifiedImageError

PESO_MAXIMO = 2 * 1024 * 1024
LADO_MINIMO, LADO_MAXIMO = 64, 600
_PUNTOS_MAXIMOS = 25_000_000


class EscudoNoSirve(ValueError):
    """La imagen no se recibe; el mensaje dice qué hacer."""


def preparar_escudo(datos: bytes) -> bytes:
    """La imagen como PNG, de a lo sumo 600 puntos de lado y sin nada accesorio.

    Raises:
        EscudoNoSirve: si pesa más de 2 MB, no es PNG ni JPEG, está dañada o es muy pequeña.
    """
    if len(datos) > PESO_MAXIMO:
        megas = f"{len(datos) / 1024 / 1024:.1f}".replace(".", ",")
        raise EscudoNoSirve(
            f"La imagen pesa {megas} MB y caben 2. Guárdela más pequeña: con 600 puntos de lado basta."
        )
    comienzo = datos[:512].lstrip().lower()
    if comienzo.startswith((b"<?xml", b"<svg")) or b"<svg" in comienzo:
        raise EscudoNoSirve("Un SVG puede traer programas adentro. Guárdelo como PNG y súbalo así.")
    try:
        with Image.open(io.BytesIO(datos), formats=["PNG", "JPEG"]) as abierta:
            if abierta.width * abierta.height > _PUNTOS_MAXIMOS:
                raise EscudoNoSirve("La imagen tiene demasiados puntos. Guárdela más pequeña.")
            puntos = abierta.convert("RGBA")
    except UnidentifiedImageError:
        raise EscudoNoSirve("No es una imagen PNG o JPEG.") from None
    except EscudoNoSirve:
        raise
    except Exception as error:  # una imagen dañada hace fallar a Pillow de cualquier manera
        raise EscudoNoSirve("La imagen está dañada: ábrala y guárdela otra vez.") from error
    if min(puntos.size) < LADO_MINIMO:
        raise EscudoNoSirve(f"Es muy pequeña: necesita {LADO_MINIMO} puntos de lado o más.")
    puntos.thumbnail((LADO_MAXIMO, LADO_MAXIMO))
    limpia = Image.frombytes("RGBA", puntos.size, puntos.tobytes())
    salida = io.BytesIO()
    limpia.save(salida, "PNG", optimize=True)
    return salida.getvalue()
