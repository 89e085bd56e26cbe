"""Recordarle a cada dependencia la parte que debe, antes de que se le venza."""

from datetime import datetime

from django.conf import settings

from ventanilla.comun.canonico import sha256_hex
from ventanilla.comun.reloj import en_bogota
from ventanilla.comun.transaccion import escritura
from ventanilla.correspondencia.models import Envio
from ventanilla.correspondencia.servicios import preparar_envio
from ventanilla.directorio.consultas import calendario_de_la_entidad, entidad
from ventanilla.peticiones.consultas.partes import por_vencer
from ventanilla.peticiones.models import Parte
from ventanilla.peticiones.servicios.avisar_de_partes import correos_de_dependencia


def recordar_partes(*, ahora: datetime) -> int:
    """Un correo por cada parte que vence en los días de alerta o menos; dice cuántos dejó por salir.

    Le llega a quien la tiene o, si nadie la tiene, a su dependencia y a quienes reparten en ella. Se
    puede repetir: sale una vez por parte y fecha. En un día no hábil espera al siguiente.
    """
    calendario = calendario_de_la_entidad()
    hoy = en_bogota(ahora).date()
    if not calendario.es_habil(hoy):
        return 0
    hasta = calendario.sumar_habiles(hoy, entidad().dias_de_alerta)
    return sum(_recordar(parte, ahora) for parte in por_vencer(hoy, hasta))


def _recordar(parte: Parte, ahora: datetime) -> int:
    responsable = parte.responsable
    suya = responsable is not None and responsable.is_active
    destinos = (
        [responsable.email]
        if responsable is not None and suya
        else correos_de_dependencia(parte.dependencia, ahora)
    )
    llaves = {_llave(parte, destino): destino for destino in destinos}
    salieron = set(Envio.objects.filter(llave__in=llaves).values_list("llave", flat=True))
    faltan = {llave: destino for llave, destino in llaves.items() if llave not in salieron}
    if faltan:
        with escritura():
            for llave, destino in faltan.items():
                _preparar(parte, llave, destino, ahora)
    return len(faltan)


def _llave(parte: Parte, destino: str) -> str:
    vence = parte.vence.isoformat() if parte.vence else ""
    quien = sha256_hex(destino.encode())[:16]
    return f"parte_por_vencer:{parte.peticion.uuid.hex}:{parte.orden}:{vence}:{quien}"


def _preparar(parte: Parte, llave: str, destino: str, ahora: datetime) -> None:
    peticion = parte.peticion
    preparar_envio(
        "parte_por_vencer",
        llave=llave,
        destino=destino,
        plantilla="peticiones/correo/parte_por_vencer",
        datos={
            "radicado": peticion.radicado.impreso,
            "dependencia": parte.dependencia.nombre,
            "responde": peticion.dependencia.nombre if peticion.dependencia else "",
            "hasta": parte.vence.isoformat() if parte.vence else "",
            "abrir": f"{settings.VENTANILLA_URL}/trabajo/partes/",
        },
        radicado=peticion.radicado,
        ahora=ahora,
    )
