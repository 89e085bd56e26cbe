"""Los verbos del radicado mismo: decir que sí es una petición, o anularlo."""

from datetime import datetime

from ventanilla.comun.actores import Actor
from ventanilla.comun.fechas import fecha_larga
from ventanilla.comun.reloj import en_bogota
from ventanilla.peticiones import permisos
from ventanilla.peticiones.forms import (
    AnularForm,
    VerificarForm,
)
from ventanilla.peticiones.models import Peticion
from ventanilla.peticiones.reglas.escritura import a_html
from ventanilla.peticiones.servicios import anular as anulacion
from ventanilla.peticiones.views.verbos.acto import Avisos, Datos
from ventanilla.peticiones.views.verbos.pagina import Previa, Verbo, sin_correo


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
