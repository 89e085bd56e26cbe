"""Cuándo vence cada cosa que la ley mide: de unos hechos a unas fechas con su porqué. Puro.

Se entra por `computar`: una clase, una recepción y unos hechos dan los relojes de una petición.
Lo usan la petición, la importación, la calculadora pública y la orden `vencimiento`.
"""
