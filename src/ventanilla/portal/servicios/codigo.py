"""Perdí mi clave: pedir el código y cambiarlo por una clave nueva, sin dejar adivinar."""

import uuid
from datetime import datetime, timedelta

from ventanilla.comun.cifrado import cifrar
from ventanilla.comun.cola import encolar
from ventanilla.comun.errores import ErrorDeDominio
from ventanilla.comun.transaccion import escritura
from ventanilla.correspondencia.consultas import numero_impreso
from ventanilla.directorio.servicios import contar
from ventanilla.peticiones.servicios.renovar_clave import (
    PedidoDeCodigo,
    Renovada,
    pedido_de,
    renovar_con_codigo,
)

TAREA = "portal.enviar_codigo"
USO = "pedido-de-codigo"
HORA = timedelta(hours=1)
# Por hora: del mismo número con el mismo correo, del mismo número, de la misma dirección.
PEDIDOS = (5, 30, 30)
INTENTOS = (10, 60, 60)
# Por día, del mismo número con el mismo correo: quien vuelve cada hora tampoco adivina seis cifras.
DIA = timedelta(days=1)
POR_DIA = {"clave": 10, "codigo": 30}


class DemasiadosIntentos(ErrorDeDominio):
    """Van muchos intentos seguidos; dice qué más se puede hacer."""

    def __init__(self) -> None:
        super().__init__(
            "Van muchos intentos en poco tiempo. Espere una hora, o pida su clave en la ventanilla "
            "con su documento de identidad."
        )


def _limitar(
    que: str,
    pedido: PedidoDeCodigo,
    *,
    direccion: str,
    topes: tuple[int, int, int],
    ahora: datetime,
) -> None:
    # Se cuenta lo escrito, exista o no: pasar del límite no revela nada.
    # Con ceros o sin ellos es el mismo número: escribirlo distinto no da más intentos.
    numero = numero_impreso(pedido.numero)
    llaves = (
        f"{que}:{numero}|{pedido.huella_correo}",
        f"{que}-n:{numero}",
        f"{que}-d:{direccion}",
    )
    limites = [(llave, HORA, tope) for llave, tope in zip(llaves, topes, strict=True)]
    limites.append((f"{llaves[0]}|dia", DIA, POR_DIA[que]))
    cuentas = [contar(llave, ventana=v, ahora=ahora, tope=tope) for llave, v, tope in limites]
    if any(cuenta > tope for cuenta, (_, _, tope) in zip(cuentas, limites, strict=True)):
        raise DemasiadosIntentos


def pedir_codigo(numero: str, correo: str, *, direccion: str, ahora: datetime) -> PedidoDeCodigo:
    """Anota que alguien pide un código; el obrero mira si coincide y lo envía.

    Aquí no se busca la petición: coincida o no, se hace lo mismo y se tarda lo mismo.

    Raises:
        DemasiadosIntentos: si van muchos pedidos; no se anotó nada.
    """
    pedido = pedido_de(numero, correo, ahora=ahora)
    _limitar("clave", pedido, direccion=direccion, topes=PEDIDOS, ahora=ahora)
    contexto = uuid.uuid4().hex
    carga = cifrar(pedido.a_json(), uso=USO, contexto=contexto)
    with escritura():
        encolar(TAREA, carga=carga.hex(), contexto=contexto)
    return pedido


def canjear(
    pedido: PedidoDeCodigo, codigo: str, *, direccion: str, ahora: datetime
) -> Renovada | None:
    """La clave nueva, si el código es el de ese pedido y no ha vencido; `None` si no.

    Raises:
        DemasiadosIntentos: si van muchos códigos errados.
        Cambiado: si la petición cambió en ese instante; se puede repetir.
    """
    _limitar("codigo", pedido, direccion=direccion, topes=INTENTOS, ahora=ahora)
    return renovar_con_codigo(pedido, codigo, ahora=ahora)
