"""Los verbos de la respuesta: devolver el borrador, enviarla otra vez y anotar que rebotó."""

from datetime import datetime
from typing import Any

from django.http import QueryDict

from ventanilla.comun.actores import Actor
from ventanilla.comun.fechas import fecha_larga
from ventanilla.comun.reloj import en_bogota
from ventanilla.peticiones import permisos
from ventanilla.peticiones.consultas.despachos import como_salio, no_llego
from ventanilla.peticiones.consultas.hoja import respuesta_de
from ventanilla.peticiones.consultas.lecturas import lectura_de
from ventanilla.peticiones.forms import CorregirForm, OtraVezForm, ReboteForm
from ventanilla.peticiones.models import Estado, Peticion
from ventanilla.peticiones.servicios.corregir import devolver_borrador
from ventanilla.peticiones.servicios.despachar import medio_natural
from ventanilla.peticiones.servicios.rebotar import anotar_rebote
from ventanilla.peticiones.servicios.volver_a_despachar import (
    exigir_que_se_repita,
    volver_a_despachar,
)
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


def _otra_vez(peticion: Peticion, datos: dict[str, Any], actor: Actor, momento: datetime) -> str:
    volver_a_despachar(
        peticion,
        medio=datos["medio"],
        guia=datos["guia"],
        motivo=datos["motivo"],
        vez=datos["vez"],
        actor=actor,
        ahora=momento,
    )
    return "Enviada otra vez. Falta la constancia de que la persona la recibió."


def _pregunta_otra_vez(
    peticion: Peticion, momento: datetime, datos: QueryDict | None
) -> OtraVezForm:
    respuesta = respuesta_de(peticion)
    volvio = respuesta is not None and no_llego(respuesta, en_bogota(momento).date())
    return OtraVezForm(
        datos,
        initial={
            "medio": "postal" if volvio else medio_natural(peticion),
            "vez": len(respuesta.anteriores) + 1 if respuesta else 1,
        },
    )


def _si_se_repite(peticion: Peticion, momento: datetime) -> list[tuple[str, str]]:
    respuesta = exigir_que_se_repita(peticion, momento)
    return [
        *(
            ("informacion", dicho)
            for dicho in como_salio(peticion, respuesta, en_bogota(momento).date())
        ),
        (
            "alerta",
            "Va la misma respuesta, con el mismo número. El término no cambia: sigue corriendo hasta "
            "que conste que la persona la recibió.",
        ),
    ]


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
        "volver_a_despachar",
        "Enviar otra vez la respuesta",
        "Enviarla otra vez",
        permisos.puede_volver_a_despachar,
        _pregunta_otra_vez,
        _si_se_repite,
        _otra_vez,
    ),
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
