"""Los formularios del ciudadano."""
