"""El verbo de un oficio ya firmado: anotar que su correo rebotó."""

from datetime import datetime
from typing import Any

from django import forms
from django.http import QueryDict
from django.shortcuts import get_object_or_404

from ventanilla.comun.actores import Actor
from ventanilla.comun.errores import Cambiado
from ventanilla.comun.fechas import fecha_larga
from ventanilla.comun.reloj import en_bogota
from ventanilla.peticiones import permisos
from ventanilla.peticiones.consultas.lecturas import lectura_de
from ventanilla.peticiones.consultas.oficios import AUTORIDAD, correos_que_pueden_volver
from ventanilla.peticiones.forms.rebote import ReboteDeOficioForm
from ventanilla.peticiones.models import Oficio, Peticion
from ventanilla.peticiones.servicios.rebotar_oficio import NO_REBOTA, anotar_rebote_de_oficio
from ventanilla.peticiones.views.verbos.pagina import Verbo

Avisos = list[tuple[str, str]]


def el_oficio(peticion: Peticion, orden: int) -> Oficio:
    """Ese oficio de la petición, con sus correos.

    Raises:
        Http404: si no existe.
    """
    con = ("radicado", "documento", "remision", "aviso", "peticion__identidad")
    return get_object_or_404(Oficio.objects.select_related(*con), peticion=peticion, orden=orden)


def el_correo_del_oficio_reboto(orden: int) -> Verbo:
    """El verbo, para el oficio con ese orden."""

    def formulario(peticion: Peticion, momento: datetime, datos: QueryDict | None) -> forms.Form:
        oficio = el_oficio(peticion, orden)
        return ReboteDeOficioForm(
            datos,
            pueden=correos_que_pueden_volver(oficio),
            autoridad=oficio.autoridad.get("nombre", ""),
            hoy=en_bogota(momento).date(),
        )

    def consecuencias(peticion: Peticion, _: datetime) -> Avisos:
        return _si_rebota(peticion, el_oficio(peticion, orden))

    def hacer(peticion: Peticion, datos: dict[str, Any], actor: Actor, momento: datetime) -> str:
        oficio = anotar_rebote_de_oficio(
            peticion, el_oficio(peticion, orden), **datos, actor=actor, ahora=momento
        )
        return _dicho(oficio, datos["a"])

    return Verbo(
        "oficio_rebote",
        "El correo del oficio rebotó",
        "Anotar que rebotó",
        permisos.puede_entregar_oficio,
        formulario,
        consecuencias,
        hacer,
    )


def _si_rebota(peticion: Peticion, oficio: Oficio) -> Avisos:
    pueden = correos_que_pueden_volver(oficio)
    if not pueden:
        raise Cambiado(NO_REBOTA)
    avisos: Avisos = []
    if AUTORIDAD in pueden:
        avisos.append(
            ("alerta", "Si fue el de la autoridad, envíeselo después a otro correo o en papel.")
        )
    if oficio.clase == Oficio.Clase.TRASLADO:
        return avisos
    lectura = lectura_de(peticion, oficio) if oficio.entregado else None
    if lectura is not None:
        dia = fecha_larga(en_bogota(lectura.momento).date())
        return [
            ("informacion", f"La persona lo abrió con su clave el {dia}: desde ese día lo conoce.")
        ]
    if oficio.entregado is not None:
        avisos.append(
            ("alerta", "El acto se había notificado con ese correo: deja de estar notificado.")
        )
    return [
        *avisos,
        ("informacion", "Después, notifíquelo en persona, por correo postal o por aviso."),
    ]


def _dicho(oficio: Oficio, a: str) -> str:
    if a == AUTORIDAD:
        return "Anotado. Envíelo otra vez, a otro correo de la autoridad, o en papel."
    if oficio.clase == Oficio.Clase.TRASLADO:
        return "Anotado. La persona lee el oficio en su consulta."
    if oficio.entregado is not None:
        return "Anotado. Sigue notificado, desde el día en que la persona lo abrió con su clave."
    return "Anotado. Falta notificarlo: en persona, por correo postal o por aviso."
