"""Las respuestas que hoy se notifican por aviso, para publicarlas.

CPACA art. 69: si no se sabe cómo encontrar a la persona, el aviso se publica en la página con copia
íntegra de la respuesta durante cinco días, y surte efecto al terminar el día siguiente a su retiro.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from ventanilla.archivo.models import Guardado
from ventanilla.comun.reloj import en_bogota
from ventanilla.peticiones.models import Respuesta

# Con cierres y festivos cinco días hábiles nunca pasan de aquí: acota lo que se lee.
_LO_MAS_LARGO = timedelta(days=60)


@dataclass(frozen=True)
class Aviso:
    """Un aviso publicado. `ficha` es la del documento: la misma de su código QR."""

    peticion: str
    salida: str
    dependencia: str
    firmada: date
    publicado: date
    retiro: date
    surte: date
    ficha: str
    documento: Guardado


def avisos_publicados(hoy: date) -> list[Aviso]:
    """Los avisos del día, del que se retira primero al último; los retirados ya no se muestran."""
    respuestas = Respuesta.objects.select_related(
        "peticion__radicado", "peticion__dependencia", "radicado", "documento"
    ).filter(
        medio="aviso",
        estado__in=(Respuesta.Estado.ENVIADA, Respuesta.Estado.NOTIFICADA),
        despachada__date__gte=hoy - _LO_MAS_LARGO,
    )
    avisos = [a for a in map(_aviso, respuestas) if a and a.publicado <= hoy <= a.retiro]
    return sorted(avisos, key=lambda a: (a.retiro, a.peticion))


def documento_de_aviso(ficha: str, hoy: date) -> Aviso | None:
    """El aviso publicado hoy con esa ficha; `None` si no hay o ya se retiró."""
    return next((a for a in avisos_publicados(hoy) if a.ficha == ficha.upper()), None)


def _aviso(respuesta: Respuesta) -> Aviso | None:
    salida, documento, firmada = respuesta.radicado, respuesta.documento, respuesta.firmada
    fechas = [respuesta.prueba.get(cual) for cual in ("publicado", "retiro", "surte")]
    if salida is None or documento is None or firmada is None or not all(fechas):
        return None
    publicado, retiro, surte = (date.fromisoformat(str(f)) for f in fechas)
    dependencia = respuesta.peticion.dependencia
    return Aviso(
        peticion=respuesta.peticion.radicado.impreso,
        salida=salida.impreso,
        dependencia=dependencia.nombre if dependencia else "",
        firmada=en_bogota(firmada).date(),
        publicado=publicado,
        retiro=retiro,
        surte=surte,
        ficha=salida.verificacion,
        documento=documento,
    )
