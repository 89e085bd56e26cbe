"""Reglas puras del canal web: los avisos que la persona lee y sus versiones."""
