"""Los verbos del trámite: pedir, ampliar, devolver, clasificar y anotar."""

from datetime import datetime
from typing import Any

from django import forms
from django.http import QueryDict

from ventanilla.comun.actores import Actor
from ventanilla.comun.fechas import fecha_larga
from ventanilla.comun.reloj import en_bogota
from ventanilla.peticiones import permisos
from ventanilla.peticiones.forms import (
    AclararForm,
    ClasificarForm,
    DevolverForm,
    NotaForm,
    ProrrogaForm,
    RequerirForm,
)
from ventanilla.peticiones.models import Peticion
from ventanilla.peticiones.servicios.clasificar import clasificar as hacer_clasificar
from ventanilla.peticiones.servicios.comunicar import correo_de
from ventanilla.peticiones.servicios.devolver import anotar_por_dentro, exigir_sin_aceptar
from ventanilla.peticiones.servicios.devolver import devolver as hacer_devolver
from ventanilla.peticiones.servicios.prorrogar import (
    ProrrogaNoProcede,
    margen_de_prorroga,
)
from ventanilla.peticiones.servicios.prorrogar import prorrogar as hacer_prorrogar
from ventanilla.peticiones.servicios.requerir import devolver_para_aclarar, si_se_requiere
from ventanilla.peticiones.servicios.requerir import requerir as hacer_requerir
from ventanilla.peticiones.views.verbos.pagina import Verbo, sin_correo


def _si_requiere(peticion: Peticion, momento: datetime) -> list[tuple[str, str]]:
    previsto = si_se_requiere(peticion, momento)
    limite = previsto.topes.complemento_hasta
    if previsto.suspendido_desde is None:
        por_que = [a for a in previsto.avisos if "no detiene" in a]
        return [
            ("alerta", " ".join(["El término seguirá corriendo.", *por_que[-1:]])),
            *sin_correo(peticion),
        ]
    hasta = f" La persona tiene hasta el {fecha_larga(limite)}." if limite else ""
    return [
        ("informacion", f"El término se detiene hasta que la complete.{hasta}"),
        *sin_correo(peticion),
    ]


def _requerir(peticion: Peticion, datos: dict[str, Any], actor: Actor, momento: datetime) -> str:
    computo = hacer_requerir(peticion, falta=datos["falta"], actor=actor, ahora=momento)
    if computo.suspendido_desde is None:
        return "Se le pidió a la persona que la complete. El término sigue corriendo."
    return "Se le pidió a la persona que la complete. El término está detenido."


def _si_devuelve_para_aclarar(peticion: Peticion, _: datetime) -> list[tuple[str, str]]:
    return [
        (
            "alerta",
            "Solo si no se entiende qué pide. Que esté incompleta o mal sustentada no es razón para "
            "devolverla (Ley 1437 de 2011, artículo 19). La persona tiene diez días hábiles.",
        ),
        *sin_correo(peticion),
    ]


def _aclarar(peticion: Peticion, datos: dict[str, Any], actor: Actor, momento: datetime) -> str:
    devolver_para_aclarar(peticion, duda=datos["duda"], actor=actor, ahora=momento)
    return "Se le pidió a la persona que aclare qué pide."


def _si_prorroga(peticion: Peticion, momento: datetime) -> list[tuple[str, str]]:
    vence, tope = margen_de_prorroga(peticion, momento)
    return [
        (
            "informacion",
            f"Vence el {fecha_larga(vence)} y puede llegar hasta el {fecha_larga(tope)}. La persona "
            "debe saberlo antes de que venza: el aviso sale al guardar.",
        ),
        *sin_correo(peticion),
    ]


def _form_prorroga(peticion: Peticion, momento: datetime, datos: QueryDict | None) -> forms.Form:
    formulario = ProrrogaForm(datos)
    try:
        _, tope = margen_de_prorroga(peticion, momento)
    except ProrrogaNoProcede:
        return formulario
    formulario.fields["hasta"].widget.attrs["max"] = tope.isoformat()
    return formulario


def _prorrogar(peticion: Peticion, datos: dict[str, Any], actor: Actor, momento: datetime) -> str:
    computo = hacer_prorrogar(
        peticion, hasta=datos["hasta"], motivo=datos["motivo"], actor=actor, ahora=momento
    )
    hasta = computo.vence or datos["hasta"]
    aviso = "se le avisó a la persona" if correo_de(peticion) else "el aviso está en su consulta"
    return f"El término se amplió hasta el {fecha_larga(hasta)} y {aviso}."


def _si_devuelve(peticion: Peticion, _: datetime) -> list[tuple[str, str]]:
    exigir_sin_aceptar(peticion)
    return [("informacion", "El término no cambia: adentro de la entidad es uno solo.")]


def _devolver(peticion: Peticion, datos: dict[str, Any], actor: Actor, momento: datetime) -> str:
    hacer_devolver(
        peticion,
        motivo=datos["motivo"],
        sugerida=datos["sugerida"],
        actor=actor,
        ahora=momento,
    )
    return "La petición volvió a la Dirección de Atención al Ciudadano."


def _anotar(peticion: Peticion, datos: dict[str, Any], actor: Actor, momento: datetime) -> str:
    anotar_por_dentro(peticion, nota=datos["nota"], actor=actor, ahora=momento)
    return "La nota quedó en la historia."


def _clasificar(peticion: Peticion, datos: dict[str, Any], actor: Actor, momento: datetime) -> str:
    hacer_clasificar(
        peticion,
        clase=datos["clase"],
        tipo=datos["tipo"],
        motivo=datos["motivo"],
        actor=actor,
        ahora=momento,
    )
    return "La clasificación cambió."


VERBOS = (
    Verbo(
        "requerir",
        "Pedir que la complete",
        "Pedirle lo que falta",
        permisos.puede_requerir,
        lambda p, m, datos: RequerirForm(datos),
        _si_requiere,
        _requerir,
    ),
    Verbo(
        "aclarar",
        "Pedir que la aclare",
        "Pedirle que aclare",
        permisos.puede_requerir,
        lambda p, m, datos: AclararForm(datos),
        _si_devuelve_para_aclarar,
        _aclarar,
    ),
    Verbo(
        "prorrogar",
        "Ampliar el término",
        "Ampliar y avisarle a la persona",
        permisos.puede_prorrogar,
        _form_prorroga,
        _si_prorroga,
        _prorrogar,
    ),
    Verbo(
        "devolver",
        "No es de mi dependencia",
        "Devolverla",
        permisos.puede_devolver,
        lambda p, m, datos: DevolverForm(datos, actual=p.dependencia_id, hoy=en_bogota(m).date()),
        _si_devuelve,
        _devolver,
    ),
    Verbo(
        "clasificar",
        "Cambiar la clase o el tipo",
        "Cambiar la clasificación",
        permisos.puede_clasificar,
        lambda p, m, datos: ClasificarForm(
            datos, initial={"clase": p.clase, "tipo": p.tipo_documental_id}
        ),
        lambda p, m: [
            (
                "informacion",
                "Si con la clase nueva el término se alarga, el cambio lo hace el jefe de la "
                "dependencia. A la persona se le avisa siempre que cambia la clase.",
            )
        ],
        _clasificar,
    ),
    Verbo(
        "nota",
        "Dejar una nota interna",
        "Guardar la nota",
        permisos.puede_anotar,
        lambda p, m, datos: NotaForm(datos),
        lambda p, m: [],
        _anotar,
    ),
)
