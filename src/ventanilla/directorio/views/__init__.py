"""Las páginas del directorio."""
