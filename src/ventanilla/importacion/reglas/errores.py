"""Lo que puede salir mal al leer un archivo ajeno. Puro."""

from ventanilla.comun.errores import ErrorDeDominio


class ArchivoInvalido(ErrorDeDominio, ValueError):
    """El archivo no se puede leer como tabla; el mensaje dice por qué y qué hacer."""
