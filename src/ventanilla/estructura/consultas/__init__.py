"""Qué tiene cada parte de la entidad y qué movería cambiarla; no escriben nunca."""
