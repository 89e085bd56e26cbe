"""Los verbos de lo que no le toca a la entidad (CPACA art. 21)."""

from datetime import datetime

from django import forms
from django.http import QueryDict

from ventanilla.comun.actores import Actor
from ventanilla.comun.fechas import fecha_larga
from ventanilla.peticiones import permisos
from ventanilla.peticiones.consultas.oficios import autoridades_conocidas
from ventanilla.peticiones.forms import (
    SinCompetenteForm,
    TrasladoForm,
)
from ventanilla.peticiones.models import Peticion
from ventanilla.peticiones.permisos import SIN_IDENTIDAD
from ventanilla.peticiones.servicios import trasladar
from ventanilla.peticiones.views.verbos.acto import Avisos, Datos, firmado, previa_del_acto
from ventanilla.peticiones.views.verbos.pagina import Previa, Verbo, sin_correo


def _form_traslado(peticion: Peticion, momento: datetime, datos: QueryDict | None) -> forms.Form:
    conocidas = [
        trasladar.Autoridad(a["nombre"], a.get("correo", ""), a.get("direccion", ""))
        for a in autoridades_conocidas()
    ]
    return TrasladoForm(datos, conocidas=conocidas)


def _si_traslada(peticion: Peticion, momento: datetime) -> Avisos:
    avisos = _del_plazo(peticion, momento)
    if peticion.anexos.exists() and not trasladar.van_los_anexos(peticion):
        por_que = (
            "quien pide reservó su identidad y un anexo puede decir quién es: revíselos"
            if peticion.solicitante in SIN_IDENTIDAD
            else "pesan más de lo que cabe en un correo"
        )
        avisos.append(
            ("alerta", f"Los anexos no van en el correo: {por_que}. Envíelos por separado.")
        )
    return [*avisos, *sin_correo(peticion)]


def _del_plazo(peticion: Peticion, momento: datetime) -> Avisos:
    plazo = peticion.plazos.filter(clase="competencia").first()
    if plazo is None or plazo.fecha_vence is None:
        return []
    if plazo.cumplido_en is not None:
        return [("alerta", "La dependencia ya había aceptado que le tocaba: diga qué cambió.")]
    vence = fecha_larga(plazo.fecha_vence)
    if plazo.momento_vence is not None and plazo.momento_vence <= momento:
        return [
            (
                "alerta",
                f"El plazo para trasladarla era hasta el {vence}: quedará como hecho tarde (Ley 1437 "
                "de 2011, artículo 21).",
            )
        ]
    return [("informacion", f"Se traslada a más tardar el {vence}. Su trámite aquí termina.")]


def _trasladar(peticion: Peticion, datos: Datos, actor: Actor, momento: datetime) -> str:
    oficio = trasladar.trasladar(
        peticion,
        autoridad=datos["autoridad"],
        razon=datos["razon"],
        parcial=datos["parcial"],
        actor=actor,
        ahora=momento,
    )
    return firmado(oficio, momento, f"Trasladada a {datos['autoridad'].nombre}.")


def _previa_traslado(peticion: Peticion, datos: Datos, _: datetime) -> Previa:
    oficio = trasladar.oficio_de_traslado(
        peticion, autoridad=datos["autoridad"], razon=datos["razon"], parcial=datos["parcial"]
    )
    return previa_del_acto(oficio, peticion)


def _si_nadie(peticion: Peticion, momento: datetime) -> Avisos:
    return [
        (
            "alerta",
            "Solo si ninguna autoridad es competente. Si alguna lo es, trasládela. Con esto la "
            "petición queda archivada.",
        ),
        *sin_correo(peticion),
    ]


def _sin_competente(peticion: Peticion, datos: Datos, actor: Actor, momento: datetime) -> str:
    oficio = trasladar.comunicar_sin_competente(
        peticion, razon=datos["razon"], actor=actor, ahora=momento
    )
    return firmado(oficio, momento, "Se le comunicó a la persona.")


VERBOS = (
    Verbo(
        "trasladar",
        "Trasladar a otra autoridad",
        "Firmar y trasladar",
        permisos.puede_trasladar,
        _form_traslado,
        _si_traslada,
        _trasladar,
        previa=_previa_traslado,
    ),
    Verbo(
        "sin-competente",
        "Decir que ninguna autoridad es competente",
        "Firmar y comunicar",
        permisos.puede_trasladar,
        lambda p, m, datos: SinCompetenteForm(datos),
        _si_nadie,
        _sin_competente,
        previa=lambda p, datos, m: previa_del_acto(
            trasladar.oficio_sin_competente(p, razon=datos["razon"]), p
        ),
    ),
)
