"""Lo que hoy se notifica por aviso —respuestas, alcances y actos—, para publicarlo.

CPACA art. 69: si no se sabe cómo encontrar a la persona, el aviso se publica en la página con copia
íntegra del documento durante cinco días, y surte efecto al terminar el día siguiente a su retiro.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from ventanilla.archivo.models import Guardado
from ventanilla.comun.reloj import en_bogota
from ventanilla.peticiones.models import Alcance, Oficio, Respuesta, Salida

# Con cierres y festivos cinco días hábiles nunca pasan de aquí: acota lo que se lee.
_LO_MAS_LARGO = timedelta(days=60)
_QUE = {Respuesta: "Respuesta", Alcance: "Alcance a la respuesta"}


@dataclass(frozen=True)
class Aviso:
    """Un aviso publicado. `que` se notifica; `ficha` es la del documento: la de su código QR."""

    que: str
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
    desde = hoy - _LO_MAS_LARGO
    con = ("peticion__radicado", "peticion__dependencia", "radicado", "documento")
    enviadas = {
        "medio": "aviso",
        "estado__in": (Salida.Estado.ENVIADA, Salida.Estado.NOTIFICADA),
        "despachada__date__gte": desde,
    }
    hallados = [
        *(_aviso(r, r.firmada) for r in Respuesta.objects.select_related(*con).filter(**enviadas)),
        *(_aviso(a, a.firmada) for a in Alcance.objects.select_related(*con).filter(**enviadas)),
        *(
            _aviso(o, o.firmado)
            for o in Oficio.objects.select_related(*con).filter(
                prueba__surte__gte=desde.isoformat()
            )
        ),
    ]
    avisos = [a for a in hallados if a and a.publicado <= hoy <= a.retiro]
    return sorted(avisos, key=lambda a: (a.retiro, a.peticion, a.salida))


def documento_de_aviso(ficha: str, hoy: date) -> Aviso | None:
    """El aviso publicado hoy con esa ficha; `None` si no hay o ya se retiró."""
    return next((a for a in avisos_publicados(hoy) if a.ficha == ficha.upper()), None)


def _aviso(fila: Respuesta | Alcance | Oficio, firmada: datetime | None) -> Aviso | None:
    salida, documento = fila.radicado, fila.documento
    fechas = [fila.prueba.get(cual) for cual in ("publicado", "retiro", "surte")]
    if salida is None or documento is None or firmada is None or not all(fechas):
        return None
    publicado, retiro, surte = (date.fromisoformat(str(f)) for f in fechas)
    dependencia = fila.peticion.dependencia
    return Aviso(
        que=str(fila.get_clase_display()) if isinstance(fila, Oficio) else _QUE[type(fila)],
        peticion=fila.peticion.radicado.impreso,
        salida=salida.impreso,
        dependencia=dependencia.nombre if dependencia else "",
        firmada=en_bogota(firmada).date(),
        publicado=publicado,
        retiro=retiro,
        surte=surte,
        ficha=salida.verificacion,
        documento=documento,
    )
