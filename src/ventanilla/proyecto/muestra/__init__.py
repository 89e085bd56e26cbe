"""La demostración: una alcaldía inventada que cambia de sistema y sigue trabajando.

Lo que había antes entra por el importador; lo de los últimos meses, por los servicios de verdad. Los
textos están en `datos/muestra/`. Con la misma semilla y la misma fecha sale siempre la misma historia;
solo cambian las claves.
"""
