"""Las páginas de la bandeja, hasta el tope."""

from typing import Any

from django.core.paginator import Page, Paginator

from ventanilla.bandeja.consultas.lista import (
    Hallazgo,
    leer,
)
from ventanilla.comun.cuentas import TOPE, contar
from ventanilla.peticiones.models import Peticion

POR_PAGINA = 25


class Paginas(Paginator):  # type: ignore[type-arg]
    """Las páginas de unos identificadores, hasta el tope. Lo que son muchas no se cuenta.

    `cortada`: hay más de las que se muestran. `sin_contar`: no se sabe cuántas son.
    """

    def __init__(self, hallazgo: Hallazgo, cual: int) -> None:
        self.sin_contar = hallazgo.muchas
        ids = hallazgo.ids
        if hallazgo.muchas:
            ids = list(ids[: min((cual + 1) * POR_PAGINA, TOPE + 1)])
        hasta_el_tope = len(ids) if isinstance(ids, list) else contar(ids)
        self.cortada = hasta_el_tope > TOPE
        self.cuantas = min(hasta_el_tope, TOPE)
        super().__init__(ids, POR_PAGINA)

    @property
    def count(self) -> int:
        """Cuántas se pueden recorrer."""
        return self.cuantas


def paginar(hallazgo: Hallazgo, pedida: str) -> Page[Peticion]:
    """La página pedida, ya leída."""
    cual = int(pedida) if pedida.isascii() and pedida.isdigit() else 1
    pagina: Page[Any] = Paginas(hallazgo, cual).get_page(pedida)
    pagina.object_list = leer(pagina.object_list)
    return pagina
