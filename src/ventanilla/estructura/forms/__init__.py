"""Los formularios con que se cambia la estructura. Aquí solo se da forma; lo que vale lo deciden los servicios."""
