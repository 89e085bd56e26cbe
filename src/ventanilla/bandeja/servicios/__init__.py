"""Lo que se hace desde la bandeja."""
