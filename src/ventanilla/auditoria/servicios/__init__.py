"""Los verbos del libro."""

from ventanilla.auditoria.servicios.asentar import asentar
from ventanilla.auditoria.servicios.sellar import sellar

__all__ = ["asentar", "sellar"]
