"""Las páginas de la bandeja."""
