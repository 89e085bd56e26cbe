"""Lecturas públicas; no escriben nunca."""
