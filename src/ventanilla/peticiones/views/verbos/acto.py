"""El oficio con que se termina una petición, antes y después de firmarlo."""

from datetime import datetime
from typing import Any

from ventanilla.peticiones.models import Oficio, Peticion
from ventanilla.peticiones.servicios.componer_oficio import componer_o_dejar
from ventanilla.peticiones.servicios.membrete import a_quien_pide
from ventanilla.peticiones.servicios.oficiar import PorFirmar
from ventanilla.peticiones.views.verbos.pagina import Previa

Avisos = list[tuple[str, str]]
Datos = dict[str, Any]


def firmado(oficio: Oficio, momento: datetime, que: str) -> str:
    """Compone de una vez si se puede; si no, lo hace el obrero."""
    componer_o_dejar(oficio.pk, ahora=momento)
    return f"{que} Oficio {oficio.radicado.impreso}."


def previa_del_acto(oficio: PorFirmar, peticion: Peticion) -> Previa:
    """El oficio como quedaría, con sus recursos y a quién va."""
    a = oficio.autoridad
    destino = (
        ", ".join(a[c] for c in ("nombre", "direccion", "correo") if a.get(c))
        if a
        else a_quien_pide(peticion)[0]
    )
    recursos = "".join(f"<li>{r}</li>" for r in oficio.recursos)
    pie = f"<h3>Qué puede hacer si no está de acuerdo</h3><ul>{recursos}</ul>" if recursos else ""
    return Previa(oficio.asunto, oficio.html + pie, f"Para: {destino}")
