"""Los verbos del libro."""

from ventanilla.auditoria.servicios.asentar import asentar

__all__ = ["asentar"]
