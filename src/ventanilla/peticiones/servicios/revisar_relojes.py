"""Revisar cada noche los relojes: lo que no cuadra se informa, no se corrige en silencio."""

from datetime import datetime

from ventanilla.auditoria.servicios import asentar
from ventanilla.comun.actores import SISTEMA
from ventanilla.comun.transaccion import escritura
from ventanilla.correspondencia.models import Envio
from ventanilla.correspondencia.servicios import preparar_envio
from ventanilla.directorio.consultas import calendario_de_la_entidad, entidad
from ventanilla.peticiones.consultas.diferencias import Diferencia, diferencias


def revisar_relojes(*, ahora: datetime) -> list[Diferencia]:
    """Compara los relojes guardados con los que hoy se computan y avisa de cada diferencia.

    Deja un asiento con los radicados y las dos fechas, y un correo a Atención al Ciudadano, una
    vez al día. No cambia ninguna fecha: una ley o un día no hábil nuevos no vuelven a fechar una
    petición sin una transición declarada.
    """
    reglamento = entidad()
    halladas = list(diferencias(calendario=calendario_de_la_entidad(reglamento)))
    if not halladas:
        return []
    filas = [
        {
            "radicado": d.radicado,
            "reloj": d.reloj,
            "guardada": d.guardada.isoformat() if d.guardada else None,
            "computada": d.computada.isoformat() if d.computada else None,
        }
        for d in halladas
    ]
    dia = ahora.date().isoformat()
    with escritura():
        asentar(
            "relojes",
            "diferencias",
            actor=SISTEMA,
            ahora=ahora,
            contenido={"dia": dia, "diferencias": filas},
        )
        if reglamento.correo_atencion:
            _avisar(reglamento.correo_atencion, dia, filas, ahora)
    return halladas


def _avisar(destino: str, dia: str, filas: list[dict[str, str | None]], ahora: datetime) -> None:
    llave = f"relojes:{dia}"
    if Envio.objects.filter(llave=llave).exists():
        return
    preparar_envio(
        "relojes",
        llave=llave,
        destino=destino,
        plantilla="peticiones/correo/relojes",
        datos={"dia": dia, "diferencias": filas[:200], "cuantas": len(filas)},
        ahora=ahora,
    )
