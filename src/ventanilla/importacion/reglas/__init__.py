"""Traer peticiones de otro sistema: leer la tabla, entenderla con un mapa y comparar fechas. Puro.

Ni Django ni base de datos: `importar --simular` corre sobre estas funciones y nada más.
"""
