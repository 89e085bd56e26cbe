"""El código QR como dibujo SVG, igual para las páginas y para los documentos."""

from __future__ import annotations

from io import BytesIO

import segno


def qr_svg(url: str) -> str:
    """SVG de un QR de `url`, sin tamaño fijo (`viewBox`), sin estilos ni guiones.

    Nivel de corrección M: se lee aunque falte el 15 %, con una hoja doblada o manchada. Quien lo
    ponga en una página le da el texto alterno; aquí va `role="img"` sin título porque el enlace
    escrito al lado ya lo dice.

    Raises:
        ValueError: si `url` está vacía o no cabe en un QR (unos 2 300 signos).
    """
    if not url:
        raise ValueError("No hay dirección para el código QR.")
    try:
        codigo = segno.make_qr(url, error="m", boost_error=False)
    except segno.DataOverflowError as error:
        raise ValueError("La dirección no cabe en un código QR.") from error
    salida = BytesIO()
    codigo.save(
        salida,
        kind="svg",
        border=4,
        xmldecl=False,
        svgns=True,
        omitsize=True,
        nl=False,
        svgclass=None,
        lineclass=None,
        light="#fff",
        dark="#000",
    )
    return salida.getvalue().decode()
