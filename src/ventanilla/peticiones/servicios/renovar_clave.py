"""Renovar la clave de consulta de quien la perdió.

El código que se envía por correo no se guarda: se deriva de la petición, de la versión de su clave
y del momento en que se pidió. Al renovar, la versión sube y el código deja de servir.
"""

import hashlib
import hmac
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from ventanilla.comun.actores import CIUDADANIA, Actor
from ventanilla.comun.cifrado import llave
from ventanilla.comun.identificadores import derivar_clave, huella_clave
from ventanilla.comun.texto import limpiar_linea
from ventanilla.comun.transaccion import escritura, hacer_fila
from ventanilla.correspondencia.consultas import numero_impreso
from ventanilla.correspondencia.models import Envio
from ventanilla.correspondencia.servicios import preparar_envio
from ventanilla.directorio.consultas import descifrar_propia
from ventanilla.directorio.servicios.identidades import huella
from ventanilla.peticiones.models import Peticion
from ventanilla.peticiones.servicios.anotar import anotar
from ventanilla.peticiones.servicios.avanzar import avanzar
from ventanilla.peticiones.servicios.radicar import clave_de

VIDA_DEL_CODIGO = timedelta(minutes=30)
CIFRAS = 6
HECHO = "clave_renovada"


@dataclass(frozen=True)
class PedidoDeCodigo:
    """Alguien dice tener esa petición y ese correo. `emitido`: milisegundos desde 1970."""

    numero: str
    huella_correo: str
    emitido: int

    def a_json(self) -> dict[str, Any]:
        """Para llevarlo en una galleta firmada o en la cola."""
        return asdict(self)

    @classmethod
    def de_json(cls, datos: dict[str, Any]) -> "PedidoDeCodigo":
        """Lo contrario de `a_json`."""
        return cls(str(datos["numero"]), str(datos["huella_correo"]), int(datos["emitido"]))


@dataclass(frozen=True)
class Renovada:
    """La petición con su clave nueva, que se muestra una sola vez."""

    peticion: Peticion
    clave: str


def pedido_de(numero: str, correo: str, *, ahora: datetime) -> PedidoDeCodigo:
    """El pedido, con el correo vuelto huella: en claro no se guarda en ninguna parte."""
    return PedidoDeCodigo(
        numero=limpiar_linea(numero),
        huella_correo=huella("correo", correo),
        emitido=int(ahora.timestamp() * 1000),
    )


def vencido(pedido: PedidoDeCodigo, ahora: datetime) -> bool:
    """Si ya pasaron los treinta minutos en que su código sirve."""
    edad = int(ahora.timestamp() * 1000) - pedido.emitido
    return not 0 <= edad < VIDA_DEL_CODIGO.total_seconds() * 1000


def enviar_codigo(pedido: PedidoDeCodigo, *, ahora: datetime) -> bool:
    """Prepara el correo con el código si el pedido coincide con una petición.

    Va al correo que se guardó al radicar, no al que se escribió al pedirlo: dos direcciones
    distintas pueden plegarse a la misma huella. Repetirlo no envía dos.
    """
    peticion = _la_del(pedido)
    if peticion is None or peticion.identidad is None or vencido(pedido, ahora):
        return False
    unica = f"codigo:{peticion.uuid.hex}:{peticion.clave_version}:{pedido.emitido}"
    fila = peticion.identidad
    correo = descifrar_propia(fila.uuid, bytes(fila.cifrado)).correo
    codigo = _codigo(peticion, peticion.clave_version, pedido)
    with escritura():
        hacer_fila(unica)
        if Envio.objects.filter(llave=unica).exists():
            return False
        preparar_envio(
            "codigo",
            llave=unica,
            destino=correo,
            plantilla="peticiones/correo/codigo_clave",
            datos={
                "codigo": f"{codigo[:3]} {codigo[3:]}",
                "radicado": peticion.radicado.impreso,
                "minutos": int(VIDA_DEL_CODIGO.total_seconds() // 60),
            },
            ahora=ahora,
        )
    return True


def renovar_con_codigo(pedido: PedidoDeCodigo, codigo: str, *, ahora: datetime) -> Renovada | None:
    """La clave nueva si el código es el de ese pedido; `None` si no coincide o venció.

    El mismo código, con el mismo pedido, vuelve a dar la misma clave mientras no venza: quien
    oprime dos veces, o a quien se le cae la red, no se queda sin ella.

    Raises:
        Cambiado: si otra persona cambió la petición en ese instante; no se escribió nada.
    """
    peticion = _la_del(pedido)
    actual = _codigo(peticion, peticion.clave_version if peticion else 1, pedido)
    previo = _codigo(peticion, peticion.clave_version - 1 if peticion else 0, pedido)
    es_actual = hmac.compare_digest(actual, codigo)
    es_previo = hmac.compare_digest(previo, codigo)
    if peticion is None or vencido(pedido, ahora):
        return None
    if es_actual:
        clave = renovar_clave(
            peticion,
            actor=CIUDADANIA,
            ahora=ahora,
            medio="correo",
            pedido=pedido.emitido,
            correo_verificado=True,
        )
        return Renovada(peticion, clave)
    if es_previo and _fue_con(peticion, pedido):
        return Renovada(peticion, clave_de(peticion))
    return None


def renovar_clave(
    peticion: Peticion,
    *,
    actor: Actor,
    ahora: datetime,
    medio: str,
    pedido: int | None = None,
    correo_verificado: bool = False,
) -> str:
    """Da otra clave a la petición; la anterior deja de abrirla desde este instante.

    Args:
        medio: `correo` (código) o `ventanilla` (con documento de identidad).
        pedido: el momento del pedido de código, para no renovar dos veces con el mismo.
        correo_verificado: quien pidió leyó el correo que se guardó.

    Raises:
        Cambiado: si otra persona cambió la petición primero; no se escribió nada.
    """
    version = peticion.clave_version + 1
    clave = derivar_clave(llave("clave-ciudadana"), peticion.uuid, version)
    with escritura():
        avanzar(
            peticion,
            clave_version=version,
            clave_huella=huella_clave(clave),
            correo_verificado=peticion.correo_verificado or correo_verificado,
        )
        anotar(
            peticion,
            HECHO,
            actor=actor,
            ahora=ahora,
            datos={"medio": medio, "version": version, "pedido": pedido},
        )
    return clave


def _la_del(pedido: PedidoDeCodigo) -> Peticion | None:
    if not pedido.huella_correo:
        return None
    return (
        Peticion.objects.select_related("radicado", "identidad")
        .filter(
            radicado__impreso__in={pedido.numero, numero_impreso(pedido.numero)},
            identidad__huella_correo=pedido.huella_correo,
        )
        .order_by("-pk")
        .first()
    )


def _codigo(peticion: Peticion | None, version: int, pedido: PedidoDeCodigo) -> str:
    """Seis cifras; sin petición, también, para que cueste lo mismo."""
    quien = peticion.uuid.hex if peticion else pedido.numero
    mensaje = f"{quien}|{version}|{pedido.emitido}".encode()
    resumen = hmac.new(llave("codigo-de-clave"), mensaje, hashlib.sha256).digest()
    return f"{int.from_bytes(resumen[:8], 'big') % 10**CIFRAS:0{CIFRAS}d}"


def _fue_con(peticion: Peticion, pedido: PedidoDeCodigo) -> bool:
    """Si la clave vigente se dio con ese mismo pedido."""
    ultima = peticion.actuaciones.filter(tipo=HECHO).order_by("-orden").first()
    return ultima is not None and ultima.datos.get("pedido") == pedido.emitido
