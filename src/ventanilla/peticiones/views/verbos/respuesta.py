"""Los verbos de la respuesta: devolver el borrador y anotar que el correo rebotó."""

from datetime import datetime
from typing import Any

from ventanilla.comun.actores import Actor
from ventanilla.comun.fechas import fecha_larga
from ventanilla.comun.reloj import en_bogota
from ventanilla.peticiones import permisos
from ventanilla.peticiones.consultas.hoja import respuesta_de
from ventanilla.peticiones.consultas.lecturas import lectura_de
from ventanilla.peticiones.forms import CorregirForm, ReboteForm
from ventanilla.peticiones.models import Estado, Peticion
from ventanilla.peticiones.servicios.corregir import devolver_borrador
from ventanilla.peticiones.servicios.rebotar import anotar_rebote
from ventanilla.peticiones.views.verbos.pagina import Verbo


def _devolver(peticion: Peticion, datos: dict[str, Any], actor: Actor, momento: datetime) -> str:
    respuesta = devolver_borrador(
        peticion, comentario=datos["comentario"], actor=actor, ahora=momento
    )
    return f"El borrador volvió a {respuesta.autor.nombre}, con su comentario."


def _rebotar(peticion: Peticion, datos: dict[str, Any], actor: Actor, momento: datetime) -> str:
    respuesta = anotar_rebote(
        peticion, fecha=datos["fecha"], evidencia=datos["evidencia"], actor=actor, ahora=momento
    )
    if respuesta.notificada is not None:
        return "Anotado. Sigue notificada, desde el día en que la persona la abrió con su clave."
    return "Anotado. La respuesta está otra vez sin constancia: despáchela por otro medio."


def _si_rebota(peticion: Peticion, _: datetime) -> list[tuple[str, str]]:
    respuesta = respuesta_de(peticion)
    notificada = respuesta if respuesta is not None and respuesta.notificada else None
    lectura = lectura_de(peticion, notificada) if notificada else None
    if lectura is not None:
        dia = fecha_larga(en_bogota(lectura.momento).date())
        return [
            (
                "informacion",
                f"La persona la abrió con su clave el {dia}: el término no se abre otra vez y la "
                "respuesta queda notificada desde ese día.",
            )
        ]
    que = "La respuesta queda «enviada, falta constancia» y hay que enviarla por otro medio."
    if peticion.estado == Estado.NOTIFICADA:
        que = (
            "El término se había cerrado con ese correo: vuelve a estar abierto, con su misma fecha, "
            f"y puede quedar vencido. {que} La persona lo lee en su consulta."
        )
    return [("alerta", que)]


VERBOS = (
    Verbo(
        "devolver_borrador",
        "Devolver el borrador para corregir",
        "Devolverlo",
        permisos.puede_devolver_borrador,
        lambda p, m, datos: CorregirForm(datos),
        lambda p, m: [
            ("informacion", "El término no cambia. A quien lo escribió le llega un correo.")
        ],
        _devolver,
    ),
)
# Se enlaza al lado de la prueba, que es de lo que habla.
APARTE = (
    Verbo(
        "rebote",
        "El correo rebotó",
        "Anotar que rebotó",
        permisos.puede_anotar_rebote,
        lambda p, m, datos: ReboteForm(datos, initial={"fecha": en_bogota(m).date()}),
        _si_rebota,
        _rebotar,
    ),
)
