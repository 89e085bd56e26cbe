"""Lecturas de las peticiones; no escriben nunca."""
