"""Las páginas del canal web."""
