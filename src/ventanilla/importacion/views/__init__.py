"""Las páginas de traer de otro sistema y de resolver discrepancias."""
