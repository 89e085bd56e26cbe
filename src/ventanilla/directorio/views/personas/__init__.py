"""Las páginas de la gente: la lista, la hoja de cada quien y lo que se le cambia."""
