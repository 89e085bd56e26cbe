"""Cómo entra el personal: nadie se inscribe solo; las cuentas las crea la entidad."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class Cuentas(DefaultAccountAdapter):  # type: ignore[misc]
    """Cuentas creadas por la entidad; no hay registro abierto."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
