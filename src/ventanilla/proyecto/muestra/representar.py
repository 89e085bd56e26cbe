"""Cada paso del guion, por el servicio que lo hace de verdad."""

from ventanilla.proyecto.muestra.camino import Camino
from ventanilla.proyecto.muestra.desvios import Desvios
from ventanilla.proyecto.muestra.espera import Espera


class Representacion(Camino, Espera, Desvios):
    """Todos los verbos que una petición puede vivir."""
