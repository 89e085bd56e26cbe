"""Abrir una petición con su número y su clave, sin dejar adivinar."""

from datetime import datetime, timedelta

from ventanilla.comun.errores import ErrorDeDominio
from ventanilla.comun.texto import limpiar_linea
from ventanilla.correspondencia.consultas import numero_impreso
from ventanilla.directorio.servicios import contar
from ventanilla.peticiones.consultas.publicas import abrir
from ventanilla.peticiones.models import Peticion

VENTANA = timedelta(hours=1)
FALLOS_POR_HORA = 60
_LARGO = 60


class MuchosIntentos(ErrorDeDominio):
    """Van demasiados intentos errados; `espera` son los segundos que faltan para otro."""

    def __init__(self, espera: int) -> None:
        self.espera = espera
        minutos = max(1, -(-espera // 60))
        cuanto = "1 minuto" if minutos == 1 else f"{minutos} minutos"
        super().__init__(
            f"Van muchos intentos con datos que no coinciden. Vuelva a intentarlo en {cuanto}."
        )


def abrir_con_clave(
    radicado: str, clave: str, *, direccion: str, ahora: datetime
) -> Peticion | None:
    """La petición que se abre con esa clave; `None` si no hay ninguna.

    Número desconocido y clave errada hacen lo mismo y tardan lo mismo. Solo cuentan los fallos: a
    quien trae su clave, que tiene 80 bits y no se adivina, nadie puede cerrarle la puerta.

    Raises:
        MuchosIntentos: si desde esa dirección o sobre ese número van demasiados fallos.
    """
    radicado = limpiar_linea(radicado[:_LARGO])
    peticion = abrir(radicado, clave[:_LARGO])
    if peticion is not None:
        return peticion
    fallos = contar(f"consulta:{direccion}", ventana=VENTANA, ahora=ahora, tope=FALLOS_POR_HORA)
    if fallos <= FALLOS_POR_HORA:
        # Desde una dirección ya cerrada no se anotan más números: la tabla no crece a su antojo.
        # Con ceros o sin ellos es el mismo número.
        numero = numero_impreso(radicado)
        fallos = contar(f"consulta-n:{numero}", ventana=VENTANA, ahora=ahora, tope=FALLOS_POR_HORA)
    if fallos > FALLOS_POR_HORA:
        segundos = int(VENTANA.total_seconds())
        raise MuchosIntentos(segundos - int(ahora.timestamp()) % segundos)
    return None
