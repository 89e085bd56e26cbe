"""El escudo de la entidad: una imagen pequeña, hecha otra vez punto por punto. Puro.

Se abre y se escribe de nuevo: así no queda nada de lo que traía (dónde se tomó, programas, textos
ocultos), ni un archivo con dos lecturas. Un SVG es un programa y no se recibe.
"""

import io

from PIL import Image, ImageChops, UnidentifiedImageError

PESO_MAXIMO = 2 * 1024 * 1024
LADO_MINIMO, LADO_MAXIMO = 64, 600
_PUNTOS_MAXIMOS = 25_000_000
# Diferencia de tono (0 a 255) desde la que un punto ya no es fondo, y desde la que se ve sobre blanco.
_FONDO, _SE_VE = 24, 40


class EscudoNoSirve(ValueError):
    """La imagen no se recibe; el mensaje dice qué hacer."""


def preparar_escudo(datos: bytes, *, recortar: bool = False) -> bytes:
    """La imagen como PNG, de a lo sumo 600 puntos de lado y sin nada accesorio.

    Args:
        recortar: quita los bordes vacíos, transparentes o del color de la esquina.

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
    if recortar:
        puntos = _sin_bordes(puntos)
    if min(puntos.size) < LADO_MINIMO:
        raise EscudoNoSirve(f"Es muy pequeña: necesita {LADO_MINIMO} puntos de lado o más.")
    puntos.thumbnail((LADO_MAXIMO, LADO_MAXIMO))
    limpia = Image.frombytes("RGBA", puntos.size, puntos.tobytes())
    salida = io.BytesIO()
    limpia.save(salida, "PNG", optimize=True)
    return salida.getvalue()


def reparos_de(imagen: bytes) -> tuple[str, ...]:
    """Lo que conviene saber antes de guardarlo; vacío si se ve bien. `imagen`: un PNG ya preparado."""
    with Image.open(io.BytesIO(imagen), formats=["PNG"]) as abierta:
        puntos = abierta.convert("RGBA")
    dichos = []
    ancho, alto = puntos.size
    if max(ancho, alto) > 2 * min(ancho, alto):
        dichos.append(
            "Es mucho más largo que alto, o al revés: en las páginas va en un cuadro pequeño y se verá "
            "diminuto. Use solo el escudo, sin el nombre al lado."
        )
    blanco = Image.new("RGBA", puntos.size, "white")
    sobre_blanco = Image.alpha_composite(blanco, puntos).convert("L")
    visibles = sum(sobre_blanco.histogram()[: 256 - _SE_VE])
    if visibles < ancho * alto * 0.05:
        dichos.append(
            "Es tan claro que sobre blanco casi no se ve. Use la versión de color o la oscura."
        )
    return tuple(dichos)


def _sin_bordes(puntos: Image.Image) -> Image.Image:
    """Recortada a lo que no es fondo; entera, si toda es fondo."""
    esquina = puntos.getpixel((0, 0))
    if isinstance(esquina, tuple) and esquina[3] == 0:
        caja = puntos.getchannel("A").getbbox()
    else:
        fondo = Image.new("RGBA", puntos.size, esquina)
        distinto = ImageChops.difference(puntos.convert("RGB"), fondo.convert("RGB")).convert("L")
        caja = distinto.point(lambda tono: 255 if tono > _FONDO else 0).getbbox()
    return puntos.crop(caja) if caja else puntos
