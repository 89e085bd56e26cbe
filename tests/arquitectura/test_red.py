"""El programa no visita direcciones: quien agregue una llamada a la red lo decide a la vista."""

import ast
from pathlib import Path

FUENTES = Path(__file__).resolve().parents[2] / "src"
# Módulos con los que se sale a la red. El correo (smtplib) sale solo por correspondencia.
DE_RED = {
    "urllib.request": set(),
    "http.client": set(),
    # Reconoce cuándo no contesta el proveedor de identidad que la entidad puso: lo llama allauth.
    "requests": {"ventanilla/directorio/views/cuenta_de_la_entidad.py"},
    "httpx": set(),
    "aiohttp": set(),
    "ftplib": set(),
    "smtplib": {
        "ventanilla/correspondencia/servicios/despachar.py",
        "ventanilla/correspondencia/servicios/smtp.py",
    },
    # Si el puerto propio está libre, y el antivirus que la entidad puso al lado.
    "socket": {
        "ventanilla/archivo/servicios/antivirus.py",
        "ventanilla/proyecto/ordenes/demo.py",
        "ventanilla/proyecto/procesos.py",
    },
}


def _importados(archivo: Path) -> set[str]:
    nombres: set[str] = set()
    for nodo in ast.walk(ast.parse(archivo.read_text())):
        if isinstance(nodo, ast.Import):
            nombres |= {a.name for a in nodo.names}
        elif isinstance(nodo, ast.ImportFrom) and nodo.module:
            nombres |= {nodo.module, *(f"{nodo.module}.{a.name}" for a in nodo.names)}
    return nombres


def test_solo_sale_a_la_red_quien_lo_tiene_permitido() -> None:
    hallados: dict[str, set[str]] = {modulo: set() for modulo in DE_RED}
    for archivo in FUENTES.rglob("*.py"):
        ruta = str(archivo.relative_to(FUENTES))
        if "/tests/" in ruta:
            continue
        for modulo in _importados(archivo) & DE_RED.keys():
            hallados[modulo].add(ruta)
    assert hallados == DE_RED
