"""Los formularios de la bandeja."""
