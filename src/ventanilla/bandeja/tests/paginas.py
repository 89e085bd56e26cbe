"""Cómo leen las pruebas una página de la bandeja."""

import re

BANDEJA = "/trabajo/"


def hoja(navegador, **filtro: str) -> str:
    respuesta = navegador.get(BANDEJA, filtro)
    assert respuesta.status_code == 200
    return str(respuesta.content.decode())


def cuenta_del_menu(pagina: str, nombre: str) -> int:
    """El número que el menú pone al lado de una pestaña."""
    hallada = re.search(rf"{nombre}\s*(?:<[^>]*>\s*)*(\d+)", pagina)
    assert hallada, nombre
    return int(hallada[1])
