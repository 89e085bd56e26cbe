"""Cómo va la petición frente al libro: en qué estado, en dónde, con quién y por dónde se responde."""

from collections.abc import Iterator, Sequence
from typing import Any

from ventanilla.auditoria.reglas.comparar import lo_distinto
from ventanilla.peticiones.consultas.asentado import como_queda
from ventanilla.peticiones.consultas.verificacion.dicho import Dicho
from ventanilla.peticiones.models import Peticion
from ventanilla.peticiones.models.peticion import CERRADOS

_QUE_HACER = {
    "estado": "Mire su historia: lo que no está ahí no ocurrió. Si alguien la espera, trátela.",
    "dependencia": "Mire en su historia quién la tenía y envíela a la que debe responder.",
    "responsable": "Mire en su historia quién la tenía y asígnela otra vez.",
    "medio": "Antes de enviar la respuesta, mire en la constancia por dónde la pidió.",
}


def lo_que_no_queda(peticion: Peticion, dichos: Sequence[Dicho]) -> Iterator[str]:
    """Qué no es como lo dejó la última actuación, y qué hacer.

    Un asiento viejo no dice cómo quedaba la petición: de esa no se compara nada.
    """
    if peticion.esta_cerrada != (peticion.estado in CERRADOS):
        es = "cerrada" if peticion.esta_cerrada else "abierta"
        yield f"Dice estar {es} y su estado es «{peticion.estado}». {_QUE_HACER['estado']}"
    dicen = (d.contenido["queda"] for d in reversed(dichos) if "queda" in d.contenido)
    queda: dict[str, Any] = next(dicen, {})
    hay = como_queda(peticion)
    for campo in lo_distinto(hay, queda):
        es, era = hay[campo] or "nada", queda[campo] or "nada"
        yield f"Cambió «{campo}»: el libro dice «{era}», no «{es}». {_QUE_HACER[campo]}"
