"""Lo que el canal web hace antes de llegar a los verbos de las peticiones."""
