"""Los verbos de traer: cada uno recibe `actor` y `ahora`."""
