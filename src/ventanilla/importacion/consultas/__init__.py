"""Leer archivos por traer y discrepancias; nada escribe."""
