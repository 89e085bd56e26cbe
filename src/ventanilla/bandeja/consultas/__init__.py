"""Lo que la bandeja lee."""
