"""Las páginas de quien tramita."""
