"""Las páginas de quien administra la estructura."""
