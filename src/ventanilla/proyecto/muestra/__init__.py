"""La demostración: una alcaldía inventada que trabaja un año entero por los servicios de verdad.

Los textos están en `datos/muestra/`. Con la misma semilla y la misma fecha sale siempre la misma
historia; solo cambian las claves.
"""
