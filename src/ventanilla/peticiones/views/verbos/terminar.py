"""Los verbos que terminan una petición sin responderla, y el que aclara lo por verificar."""

from datetime import datetime
from typing import Any

from django import forms
from django.http import QueryDict

from ventanilla.comun.actores import Actor
from ventanilla.comun.fechas import fecha_larga
from ventanilla.comun.reloj import en_bogota
from ventanilla.peticiones import permisos
from ventanilla.peticiones.consultas.oficios import autoridades_conocidas
from ventanilla.peticiones.forms import (
    AnularForm,
    DesistimientoForm,
    RechazoForm,
    SinCompetenteForm,
    TrasladoForm,
    VerificarForm,
)
from ventanilla.peticiones.models import Oficio, Peticion
from ventanilla.peticiones.permisos import SIN_IDENTIDAD
from ventanilla.peticiones.reglas.escritura import a_html
from ventanilla.peticiones.servicios import anular as anulacion
from ventanilla.peticiones.servicios import terminar, trasladar
from ventanilla.peticiones.servicios.componer_oficio import componer_o_dejar
from ventanilla.peticiones.servicios.membrete import a_quien_pide
from ventanilla.peticiones.servicios.oficiar import PorFirmar
from ventanilla.peticiones.views.verbos.pagina import Previa, Verbo, sin_correo

Avisos = list[tuple[str, str]]
Datos = dict[str, Any]


def _firmado(oficio: Oficio, momento: datetime, que: str) -> str:
    """Compone de una vez si se puede; si no, lo hace el obrero."""
    componer_o_dejar(oficio.pk, ahora=momento)
    return f"{que} Oficio {oficio.radicado.impreso}."


def _previa(oficio: PorFirmar, peticion: Peticion) -> Previa:
    a = oficio.autoridad
    destino = (
        ", ".join(a[c] for c in ("nombre", "direccion", "correo") if a.get(c))
        if a
        else a_quien_pide(peticion)[0]
    )
    recursos = "".join(f"<li>{r}</li>" for r in oficio.recursos)
    pie = f"<h3>Qué puede hacer si no está de acuerdo</h3><ul>{recursos}</ul>" if recursos else ""
    return Previa(oficio.asunto, oficio.html + pie, f"Para: {destino}")


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
    return _firmado(oficio, momento, f"Trasladada a {datos['autoridad'].nombre}.")


def _previa_traslado(peticion: Peticion, datos: Datos, _: datetime) -> Previa:
    oficio = trasladar.oficio_de_traslado(
        peticion, autoridad=datos["autoridad"], razon=datos["razon"], parcial=datos["parcial"]
    )
    return _previa(oficio, peticion)


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
    return _firmado(oficio, momento, "Se le comunicó a la persona.")


def _si_desiste(peticion: Peticion, momento: datetime) -> Avisos:
    terminar.acto_de_desistimiento(peticion, ahora=momento)
    return [
        (
            "informacion",
            "Se archiva por acto motivado. Se notifica personalmente, procede solo el recurso de "
            "reposición, y la persona puede presentarla otra vez (Ley 1437 de 2011, artículo 17).",
        ),
        *sin_correo(peticion),
    ]


def _declarar(peticion: Peticion, datos: Datos, actor: Actor, momento: datetime) -> str:
    oficio = terminar.declarar_desistimiento(
        peticion, razones=datos["razones"], actor=actor, ahora=momento
    )
    return _firmado(oficio, momento, "Desistimiento declarado.")


def _si_archiva(peticion: Peticion, momento: datetime) -> Avisos:
    terminar.acto_de_archivo(peticion, ahora=momento)
    return [
        (
            "informacion",
            "Se archiva porque no se comprende qué pide y la persona no la aclaró en diez días hábiles. "
            "Si se entiende, aunque sea en parte, respóndala. La persona puede presentarla otra vez "
            "(Ley 1437 de 2011, artículo 19).",
        ),
        *sin_correo(peticion),
    ]


def _archivar(peticion: Peticion, datos: Datos, actor: Actor, momento: datetime) -> str:
    oficio = terminar.archivar_sin_aclarar(
        peticion, razones=datos["razones"], actor=actor, ahora=momento
    )
    return _firmado(oficio, momento, "Petición archivada.")


def _si_rechaza(peticion: Peticion, _: datetime) -> Avisos:
    return [
        (
            "alerta",
            "La ley solo deja rechazar lo irrespetuoso, y es excepcional. Que esté incompleta, mal "
            "escrita, repetida o diga cosas duras no es razón. Si además pide algo, respóndalo (Ley "
            "1437 de 2011, artículo 19).",
        ),
        *sin_correo(peticion),
    ]


def _rechazar(peticion: Peticion, datos: Datos, actor: Actor, momento: datetime) -> str:
    oficio = terminar.rechazar(peticion, razones=datos["razones"], actor=actor, ahora=momento)
    return _firmado(oficio, momento, "Petición rechazada.")


def _si_anula(peticion: Peticion, _: datetime) -> Avisos:
    return [
        (
            "alerta",
            "El número queda gastado: no se borra ni se usa otra vez. Nadie puede negarse a radicar "
            "(Ley 1437 de 2011, artículo 15): no se anula lo difícil, lo ajeno ni lo vencido.",
        ),
        *sin_correo(peticion),
    ]


def _previa_anular(peticion: Peticion, datos: Datos, _: datetime) -> Previa:
    con = anulacion.revisar(
        peticion, causa=datos["causa"], motivo=datos["motivo"], otro=datos["otro"]
    )
    partes = [f"{anulacion.CAUSAS[datos['causa']]}.", datos["motivo"]]
    if con:
        partes.append(f"Su trámite sigue con el radicado {con}.")
    titulo = f"El radicado {peticion.radicado.impreso} queda anulado"
    return Previa(titulo, a_html("\n\n".join(partes)), "Así lo leerá la persona.")


def _anular(peticion: Peticion, datos: Datos, actor: Actor, momento: datetime) -> str:
    anulacion.anular(
        peticion,
        causa=datos["causa"],
        otro=datos["otro"],
        motivo=datos["motivo"],
        actor=actor,
        ahora=momento,
    )
    return f"El radicado {peticion.radicado.impreso} quedó anulado."


def _verificar(peticion: Peticion, _: Datos, actor: Actor, momento: datetime) -> str:
    anulacion.verificar(peticion, actor=actor, ahora=momento)
    return "Verificada: sigue su trámite como cualquiera."


def _si_verifica(peticion: Peticion, _: datetime) -> Avisos:
    recibida = en_bogota(peticion.radicado.momento_recepcion).date()
    return [
        (
            "informacion",
            f"Su término no cambia: corre desde que se recibió, el {fecha_larga(recibida)}. Si no es "
            "una petición, vuelva y anule el radicado.",
        )
    ]


PRIMEROS = (
    Verbo(
        "verificar",
        "Sí es una petición",
        "Es una petición de verdad",
        permisos.puede_verificar,
        lambda p, m, datos: VerificarForm(datos),
        _si_verifica,
        _verificar,
    ),
)
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
        previa=lambda p, datos, m: _previa(
            trasladar.oficio_sin_competente(p, razon=datos["razon"]), p
        ),
    ),
    Verbo(
        "desistimiento",
        "Declarar el desistimiento tácito",
        "Firmar el acto y notificar",
        permisos.puede_declarar_desistimiento,
        lambda p, m, datos: DesistimientoForm(datos),
        _si_desiste,
        _declarar,
        previa=lambda p, datos, m: _previa(
            terminar.acto_de_desistimiento(p, razones=datos["razones"], ahora=m), p
        ),
    ),
    Verbo(
        "archivar",
        "Archivar porque no se aclaró",
        "Firmar el acto y notificar",
        permisos.puede_archivar_sin_aclarar,
        lambda p, m, datos: DesistimientoForm(datos),
        _si_archiva,
        _archivar,
        previa=lambda p, datos, m: _previa(
            terminar.acto_de_archivo(p, razones=datos["razones"], ahora=m), p
        ),
    ),
    Verbo(
        "rechazar",
        "Rechazar por irrespetuosa",
        "Firmar el rechazo",
        permisos.puede_rechazar,
        lambda p, m, datos: RechazoForm(datos),
        _si_rechaza,
        _rechazar,
        previa=lambda p, datos, m: _previa(
            terminar.acto_de_rechazo(p, razones=datos["razones"]), p
        ),
        peligro=True,
    ),
    Verbo(
        "anular",
        "Anular el radicado",
        "Anular el radicado",
        permisos.puede_anular,
        lambda p, m, datos: AnularForm(datos),
        _si_anula,
        _anular,
        previa=_previa_anular,
        peligro=True,
    ),
)
