"""Unir una petición con la anterior que pide lo mismo: la anterior no se reabre."""

from datetime import datetime

from ventanilla.comun.actores import Actor
from ventanilla.comun.errores import Cambiado, DatosInvalidos, Falta
from ventanilla.comun.texto import limpiar_linea
from ventanilla.comun.transaccion import escritura
from ventanilla.peticiones.consultas.reiteraciones import con_numero
from ventanilla.peticiones.models import Actuacion, Peticion
from ventanilla.peticiones.permisos import puede_unir_reiteracion, puede_ver
from ventanilla.peticiones.reglas.solicitud import se_delatan
from ventanilla.peticiones.servicios.anotar import anotar
from ventanilla.peticiones.servicios.avanzar import avanzar
from ventanilla.peticiones.servicios.exigir import exigir


def unir_reiteracion(
    peticion: Peticion, *, anterior: str, actor: Actor, ahora: datetime
) -> Peticion:
    """Deja dicho que `peticion` reitera la de ese número. Devuelve la anterior.

    No mueve ningún término: cada una tiene el suyo. Si la anterior ya se resolvió, la respuesta se
    puede remitir a ella (CPACA art. 19).

    Raises:
        SinPermiso: si no es de su dependencia o ya está unida a otra.
        DatosInvalidos: si el número no existe, no lo puede leer o no es de antes.
        Cambiado: si la petición cambió entre tanto.
    """
    exigir(puede_unir_reiteracion(actor, peticion))
    previa = _la_anterior(peticion, limpiar_linea(anterior), actor)
    with escritura():
        avanzar(peticion)
        unidas = Peticion.objects.filter(pk=peticion.pk, reitera__isnull=True).update(
            reitera=previa
        )
        if unidas != 1:
            raise Cambiado("Otra persona acaba de unirla. Vuelva a abrirla para ver a cuál.")
        anotar(
            peticion,
            Actuacion.Tipo.REITERACION,
            actor=actor,
            ahora=ahora,
            datos={"reitera": previa.radicado.impreso},
            contenido={"reitera": previa.uuid.hex},
        )
    peticion.reitera = previa
    return previa


def _la_anterior(peticion: Peticion, numero: str, actor: Actor) -> Peticion:
    if not numero:
        raise DatosInvalidos([Falta("anterior", "Escriba el número de la petición anterior.")])
    legibles = [p for p in con_numero(numero) if p.pk != peticion.pk and puede_ver(actor, p)]
    if not legibles:
        # Es igual si no existe o si es de otra dependencia: no se dice qué números hay.
        raise DatosInvalidos(
            [Falta("anterior", "No hay otra petición con ese número que usted pueda leer.")]
        )
    if len(legibles) > 1:
        raise DatosInvalidos(
            [Falta("anterior", "Hay varias con ese número, de series distintas: no se unió.")]
        )
    previa = legibles[0]
    if se_delatan(peticion.solicitante, previa.solicitante):
        raise DatosInvalidos(
            [
                Falta(
                    "anterior",
                    "Una de las dos está a nombre de alguien y la otra no: unirlas diría quién pidió "
                    "reservar su identidad. Respóndalas por aparte.",
                )
            ]
        )
    if previa.radicado.momento_recepcion > peticion.radicado.momento_recepcion:
        raise DatosInvalidos(
            [Falta("anterior", f"{previa.radicado.impreso} llegó después: únala desde ella.")]
        )
    return previa
