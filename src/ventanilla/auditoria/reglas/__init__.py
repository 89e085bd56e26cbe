"""Aritmética del libro: huellas, árboles y firmas, sin base de datos."""
