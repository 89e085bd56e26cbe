"""Escoge la orden. Cada una se importa solo si se pide: `vencimiento` no necesita Django."""

import argparse
import importlib
import sys
from typing import NoReturn

ORDENES = {
    "demo": "de nada a un sistema con datos de muestra, en http://127.0.0.1:8000",
    "servir": "pone el programa a atender (web, obrero y agenda)",
    "obrero": "corre las tareas encoladas (lo arranca servir; suelto, en otras máquinas)",
    "preparar": "crea o actualiza la base y los archivos; con --estructura, la entidad y su gente",
    "vencimiento": "dice cuándo vence una petición y por qué",
    "importar": "trae peticiones de otro sistema",
    "verificar": "revisa números, libro, sellos y archivos",
    "respaldar": "guarda todo en un solo archivo, sin detener el servicio",
    "restaurar": "pone un respaldo en una máquina vacía",
    "abrir-consecutivo": "sigue la numeración del sistema anterior, a mitad de año",
    "crear-admin": "crea la primera persona que administra",
}


class Lector(argparse.ArgumentParser):
    """Lee las opciones y, si alguna no existe, lo dice en español y en una frase."""

    def error(self, message: str) -> NoReturn:
        """Sale con 2. El `message` de la biblioteca está en inglés y no se muestra."""
        print(f"No se entienden las opciones. Vea {self.prog} --help.", file=sys.stderr)
        sys.exit(2)


def _listar() -> None:
    print("Ventanilla: peticiones con número, fecha de ley y respuesta.\n")
    print("Uso: ./ventanilla ORDEN [opciones]      (./ventanilla ORDEN --help explica cada una)\n")
    for nombre, ayuda in ORDENES.items():
        print(f"  {nombre:<18} {ayuda}")


def main(argumentos: list[str]) -> int:
    """Corre la orden pedida; devuelve su código de salida."""
    if not argumentos or argumentos[0] in ("-h", "--help", "ayuda"):
        _listar()
        return 0
    nombre = argumentos[0]
    if nombre not in ORDENES and nombre != "django":
        print(f"No existe la orden «{nombre}». Sin argumentos se ve la lista.", file=sys.stderr)
        return 2
    orden = importlib.import_module(f"ventanilla.proyecto.ordenes.{nombre.replace('-', '_')}")
    lector = Lector(prog=f"./ventanilla {nombre}", description=orden.AYUDA, allow_abbrev=False)
    orden.argumentos(lector)
    codigo: int = orden.ejecutar(lector.parse_args(argumentos[1:]))
    return codigo


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
