"""El manual dentro del programa: las mismas páginas de `docs/manual`, por rol y con buscador."""
