"""Las veces que salió la respuesta: por dónde, cuándo, quién la sacó y si llegó."""

from datetime import date

from ventanilla.comun.fechas import momento_largo
from ventanilla.correspondencia.models import Envio
from ventanilla.peticiones.consultas.prueba_del_correo import limite_para_abrir
from ventanilla.peticiones.models import Actuacion, Peticion, Salida

DICHOS = {
    "correo": "por correo electrónico",
    "postal": "por correo postal",
    "consulta": "para leer con su clave",
    "aviso": "por aviso",
}


def como_salio(peticion: Peticion, respuesta: Salida, hoy: date) -> list[str]:
    """Una frase por cada despacho, del primero al último; en el último, si ya se sabe que no llegó."""
    salidas = peticion.actuaciones.filter(tipo=Actuacion.Tipo.ENVIADA).order_by("orden")
    dichos = [
        f"Salió el {momento_largo(una.momento)}, {DICHOS.get(una.datos.get('medio', ''), '')}, "
        f"a nombre de {peticion.rotulo}"
        + (f". La envió {una.actor_nombre}." if una.actor_nombre else ".")
        for una in salidas
    ]
    if dichos and no_llego(respuesta, hoy):
        no_la_abrio = no_lo_abrio(respuesta, hoy)
        dichos[-1] += " La persona no lo abrió a tiempo." if no_la_abrio else " El correo no llegó."
    return dichos


def no_llego(salida: Salida, hoy: date) -> bool:
    """Si el correo volvió, no pudo salir o no se abrió a tiempo: hay que buscar otro medio."""
    if salida.envio is None:
        return False
    volvio = salida.envio.estado in (Envio.Estado.DEVUELTO, Envio.Estado.FALLIDO)
    return volvio or no_lo_abrio(salida, hoy)


def no_lo_abrio(salida: Salida, hoy: date) -> bool:
    """Si lo notificaba que la persona abriera el correo y pasó el día hasta el que se espera."""
    limite = limite_para_abrir(salida)
    return limite is not None and hoy > limite


def se_puede_repetir(salida: Salida, hoy: date) -> bool:
    """Si ya salió y nada prueba ni va a probar solo que llegó: ni un correo en camino ni un aviso."""
    if salida.despachada is None or salida.notificada is not None:
        return False
    return no_llego(salida, hoy) or (salida.envio is None and salida.medio != "aviso")
