"""Las órdenes de `./ventanilla`: una por módulo, con NOMBRE, AYUDA, argumentos() y ejecutar()."""
