"""Lo que arma el programa: configuración, direcciones, procesos y agenda. Ve todo; nadie lo ve."""
