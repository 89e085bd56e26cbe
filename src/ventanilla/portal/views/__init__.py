"""Las páginas públicas, una por módulo."""
