"""Trasladar a la autoridad competente, o decir que ninguna lo es (CPACA art. 21)."""

from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from ventanilla.comun.actores import Actor
from ventanilla.comun.errores import DatosInvalidos, Falta
from ventanilla.comun.texto import limpiar_linea
from ventanilla.peticiones.models import Estado, Oficio, Peticion
from ventanilla.peticiones.permisos import SIN_IDENTIDAD, puede_trasladar
from ventanilla.peticiones.reglas import oficios
from ventanilla.peticiones.servicios.exigir import exigir
from ventanilla.peticiones.servicios.membrete import a_quien_pide
from ventanilla.peticiones.servicios.oficiar import PorFirmar, citada, oficiar, razon_revisada

MAXIMO_NOMBRE = 160
# Lo que un correo corriente admite, con la tercera parte que agrega la codificación.
MAXIMO_ADJUNTO = 15 * 1024 * 1024
POR_QUE = "Diga por qué le toca a otra autoridad, con su norma si la sabe: la persona lo lee."
POR_QUE_NADIE = "Diga por qué no le toca a ninguna autoridad: la persona lo lee."


@dataclass(frozen=True)
class Autoridad:
    """La entidad competente y cómo llega allá lo que se le remite."""

    nombre: str
    correo: str = ""
    direccion: str = ""


def oficio_de_traslado(
    peticion: Peticion, *, autoridad: Autoridad, razon: str, parcial: bool = False
) -> PorFirmar:
    """El oficio como quedaría, sin número.

    Raises:
        DatosInvalidos: si no se dice a quién, cómo le llega o por qué.
    """
    destino = _revisada(autoridad)
    razon = razon_revisada("razon", razon, POR_QUE)
    return PorFirmar(
        Oficio.Clase.TRASLADO,
        asunto=f"Traslado por competencia de la petición {peticion.radicado.impreso}"[:200],
        cuerpo=oficios.de_traslado(
            citada(peticion),
            razon=razon,
            parcial=parcial,
            anexos=peticion.anexos.count(),
            van_anexos=bool(destino.correo) and van_los_anexos(peticion),
        ),
        motivo=razon,
        autoridad={
            "nombre": destino.nombre,
            "correo": destino.correo,
            "direccion": destino.direccion,
        },
        copias=(a_quien_pide(peticion)[0],),
    )


def trasladar(
    peticion: Peticion,
    *,
    autoridad: Autoridad,
    razon: str,
    parcial: bool = False,
    actor: Actor,
    ahora: datetime,
) -> Oficio:
    """Remite la petición a quien es competente, y copia del oficio a quien la presentó.

    Si es parcial, la petición sigue abierta con el mismo término para lo que se queda; si no, su
    trámite termina aquí. Después del quinto día también se traslada, y el reloj dice que fue tarde.

    Raises:
        SinPermiso: si no es quien firma en la dependencia que la tiene.
        DatosInvalidos: si no se dice a quién, cómo le llega o por qué.
        Cambiado: si la petición cambió entre tanto.
    """
    exigir(puede_trasladar(actor, peticion))
    oficio = oficio_de_traslado(peticion, autoridad=autoridad, razon=razon, parcial=parcial)
    return oficiar(
        peticion,
        oficio,
        estado=peticion.estado if parcial else Estado.TRASLADADA,
        datos={"parcial": True} if parcial else {},
        actor=actor,
        ahora=ahora,
    )


def oficio_sin_competente(peticion: Peticion, *, razon: str) -> PorFirmar:
    """La comunicación de que ninguna autoridad es competente, sin número.

    Raises:
        DatosInvalidos: si falta la razón.
    """
    razon = razon_revisada("razon", razon, POR_QUE_NADIE)
    return PorFirmar(
        Oficio.Clase.SIN_COMPETENTE,
        asunto=f"Ninguna autoridad es competente: petición {peticion.radicado.impreso}"[:200],
        cuerpo=oficios.sin_competente(citada(peticion), razon=razon),
        motivo=razon,
        recursos=oficios.TUTELA,
    )


def comunicar_sin_competente(
    peticion: Peticion, *, razon: str, actor: Actor, ahora: datetime
) -> Oficio:
    """Le dice a la persona que a ninguna autoridad le toca, y archiva (CPACA art. 21).

    Raises:
        SinPermiso, DatosInvalidos, Cambiado: como `trasladar`.
    """
    exigir(puede_trasladar(actor, peticion))
    oficio = oficio_sin_competente(peticion, razon=razon)
    return oficiar(peticion, oficio, estado=Estado.ARCHIVADA, actor=actor, ahora=ahora)


def van_los_anexos(peticion: Peticion) -> bool:
    """Si los anexos pueden ir en el correo: caben, y quien pidió no reservó su identidad.

    Un anexo puede decir quién es: de quien la reservó, los revisa antes una persona.
    """
    if peticion.solicitante in SIN_IDENTIDAD:
        return False
    pesos = peticion.anexos.values_list("guardado__tamano", flat=True)
    return sum(pesos) <= MAXIMO_ADJUNTO


def _revisada(autoridad: Autoridad) -> Autoridad:
    nombre = limpiar_linea(autoridad.nombre)[:MAXIMO_NOMBRE]
    correo = limpiar_linea(autoridad.correo)
    direccion = limpiar_linea(autoridad.direccion)[:MAXIMO_NOMBRE]
    faltas = []
    if len(nombre) < 3:
        faltas.append(Falta("nombre", "Diga a qué autoridad se traslada."))
    if not correo and not direccion:
        faltas.append(Falta("correo", "Escriba su correo o, si no tiene, su dirección."))
    if correo:
        try:
            validate_email(correo)
        except ValidationError:
            faltas.append(
                Falta("correo", "Ese correo no está bien escrito: nombre@entidad.gov.co.")
            )
    if faltas:
        raise DatosInvalidos(faltas)
    return Autoridad(nombre, correo, direccion)
