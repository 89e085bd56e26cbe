"""Lo que todas las casas usan: calendario, reloj, texto, llaves y plantillas base. Sin tablas."""
