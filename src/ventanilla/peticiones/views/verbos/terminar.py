"""Los actos que terminan una petición sin responderla de fondo (CPACA arts. 17 y 19)."""

from datetime import datetime

from ventanilla.comun.actores import Actor
from ventanilla.peticiones import permisos
from ventanilla.peticiones.forms import (
    DesistimientoForm,
    RechazoForm,
)
from ventanilla.peticiones.models import Peticion
from ventanilla.peticiones.servicios import terminar
from ventanilla.peticiones.views.verbos.acto import Avisos, Datos, firmado, previa_del_acto
from ventanilla.peticiones.views.verbos.pagina import Verbo, sin_correo


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
    return firmado(oficio, momento, "Desistimiento declarado.")


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
    return firmado(oficio, momento, "Petición archivada.")


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
    return firmado(oficio, momento, "Petición rechazada.")


VERBOS = (
    Verbo(
        "desistimiento",
        "Declarar el desistimiento tácito",
        "Firmar el acto y notificar",
        permisos.puede_declarar_desistimiento,
        lambda p, m, datos: DesistimientoForm(datos),
        _si_desiste,
        _declarar,
        previa=lambda p, datos, m: previa_del_acto(
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
        previa=lambda p, datos, m: previa_del_acto(
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
        previa=lambda p, datos, m: previa_del_acto(
            terminar.acto_de_rechazo(p, razones=datos["razones"]), p
        ),
        peligro=True,
    ),
)
