"""Las reglas del directorio. Puras."""
