"""Cambiar una petición sin pisar a nadie, y volver a computar sus relojes."""

from typing import Any

from django.db.models import F

from ventanilla.comun.calendario import Calendario
from ventanilla.comun.errores import Cambiado
from ventanilla.directorio.models import Dependencia
from ventanilla.peticiones.consultas.relojes import calendario_de, computo_de
from ventanilla.peticiones.models import Parte, Peticion, Plazo
from ventanilla.peticiones.models.peticion import CERRADOS
from ventanilla.peticiones.reglas.vencimiento import alterna, vencimiento
from ventanilla.terminos.computar import Computo
from ventanilla.terminos.frases import dias_json


def avanzar(peticion: Peticion, **cambios: Any) -> Peticion:
    """Aplica `cambios` si nadie tocó la petición desde que se leyó; sube su versión.

    Raises:
        Cambiado: si otra persona la cambió primero; no se escribió nada.
    """
    if "estado" in cambios:
        cambios["esta_cerrada"] = cambios["estado"] in CERRADOS
    movidas = Peticion.objects.filter(pk=peticion.pk, version=peticion.version).update(
        version=F("version") + 1, **cambios
    )
    if movidas != 1:
        raise Cambiado(
            "Otra persona acaba de cambiar esta petición. Vuelva a abrirla para ver cómo quedó; "
            "lo que usted escribió sigue en su pantalla."
        )
    for campo, valor in cambios.items():
        setattr(peticion, campo, valor)
    peticion.version += 1
    return peticion


def recomputar(peticion: Peticion, *, calendario: Calendario) -> Computo:
    """Vuelve a computar los relojes desde las actuaciones y guarda lo que cambió.

    Se llama al final del servicio, con las actuaciones ya escritas y en su transacción.
    """
    computo = computo_de(peticion, calendario=calendario)
    guardar_relojes(peticion, computo)
    _guardar_partes(peticion, computo)
    fechas = vencimiento(computo)._asdict()
    Peticion.objects.filter(pk=peticion.pk).update(**fechas)
    for campo, valor in fechas.items():
        setattr(peticion, campo, valor)
    return computo


def recomputar_si_cambia(
    peticion: Peticion, *, antes: Dependencia | None, despues: Dependencia, calendario: Calendario
) -> None:
    """Al pasar a otra dependencia, solo si un cierre cobija a una y no a la otra."""
    if calendario_de(antes, calendario) is not calendario_de(despues, calendario):
        recomputar(peticion, calendario=calendario)


def guardar_relojes(peticion: Peticion, computo: Computo) -> None:
    """Una fila por reloj; los que ya estaban se actualizan."""
    filas = plazos_de(peticion, computo)
    Plazo.objects.bulk_create(
        filas,
        update_conflicts=True,
        unique_fields=["peticion", "clase", "parte"],
        update_fields=[
            "fecha_vence",
            "momento_vence",
            "fecha_vence_alterna",
            "norma",
            "version",
            "dias",
            "unidad",
            "detenido_desde",
            "cumplido_en",
            "obligado",
            "explicacion",
        ],
    )


def _guardar_partes(peticion: Peticion, computo: Computo) -> None:
    """Copia en cada parte su fecha; las que seguían abiertas terminan con la petición."""
    for reloj in (r for r in computo.relojes if r.parte):
        partes = Parte.objects.filter(peticion=peticion, orden=int(reloj.parte))
        partes.update(vence=reloj.vence, vence_momento=reloj.momento_vence)
        if reloj.cumplido_en is not None:
            partes.filter(estado=Parte.Estado.ABIERTA).update(
                estado=Parte.Estado.CERRADA, terminada=reloj.cumplido_en
            )


def plazos_de(peticion: Peticion, computo: Computo) -> list[Plazo]:
    """Los relojes del cómputo, como filas sin guardar."""
    return [
        Plazo(
            peticion=peticion,
            clase=r.clase,
            parte=r.parte,
            fecha_vence=r.vence,
            momento_vence=r.momento_vence,
            fecha_vence_alterna=alterna(r, computo),
            norma=r.norma,
            version=r.version,
            dias=r.dias,
            unidad=r.unidad.value,
            detenido_desde=r.detenido_desde,
            cumplido_en=r.cumplido_en,
            obligado=r.obligado,
            explicacion=dias_json(r.explicacion),
        )
        for r in computo.relojes
    ]
