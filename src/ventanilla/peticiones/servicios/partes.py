"""Pedirle su parte a otra dependencia, y encargarla a alguien de ella."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db.models import Max

from ventanilla.comun.actores import Actor
from ventanilla.comun.errores import Cambiado, DatosInvalidos, Falta
from ventanilla.comun.fechas import fecha_larga
from ventanilla.comun.reloj import en_bogota
from ventanilla.comun.texto import limpiar
from ventanilla.comun.transaccion import escritura
from ventanilla.directorio.consultas import actor_de, calendario_de_la_entidad
from ventanilla.directorio.models import Dependencia, Usuario
from ventanilla.peticiones.consultas.relojes import computo_de
from ventanilla.peticiones.models import Actuacion, Parte, Peticion
from ventanilla.peticiones.permisos import (
    TRABAJAN,
    puede_asignar_parte,
    puede_pedir_parte,
    puede_tomar_parte,
)
from ventanilla.peticiones.servicios.anotar import anotar
from ventanilla.peticiones.servicios.avanzar import avanzar, recomputar
from ventanilla.peticiones.servicios.avisar_de_partes import (
    avisar_de_la_parte,
    correos_de_dependencia,
)
from ventanilla.peticiones.servicios.exigir import exigir, usuario_de
from ventanilla.terminos.partes import fecha_propuesta, ultima_fecha

MINIMO, MAXIMO = 10, 3000
CAMBIO = "Otra persona acaba de cambiar esta parte. Vuelva a abrirla para ver cómo quedó."


def margen_de_parte(peticion: Peticion, ahora: datetime) -> tuple[date, date | None]:
    """(fecha que se propone, última posible) para pedir una parte ahora; sin última, `None`."""
    calendario = calendario_de_la_entidad()
    hoy = en_bogota(ahora).date()
    vence = computo_de(peticion, calendario=calendario).vence
    return fecha_propuesta(calendario, hoy, vence), ultima_fecha(hoy, vence)


def pedir_partes(
    peticion: Peticion,
    *,
    pedido: str,
    dependencias: Sequence[Dependencia],
    hasta: date,
    actor: Actor,
    ahora: datetime,
) -> list[Parte]:
    """Les pide a otras dependencias lo que falta para responder; responde siempre la que la tiene.

    No mueve el término (CPACA art. 21). La persona lee a quién se le pidió, y no qué.

    Raises:
        SinPermiso: si la petición no es de su dependencia o ya no se puede cambiar.
        DatosInvalidos: si falta qué se pide o a quién, o la fecha no cabe.
        Cambiado: si la petición cambió entre tanto.
    """
    exigir(puede_pedir_parte(actor, peticion))
    pedido = limpiar(pedido).strip()
    faltas = [
        *faltas_del_texto("pedido", pedido, "Diga qué necesita, para que sepan qué entregar."),
        *_faltas_de_la_fecha(peticion, hasta, ahora),
        *_faltas_de_dependencias(peticion, dependencias, ahora),
    ]
    if faltas:
        raise DatosInvalidos(faltas)
    calendario = calendario_de_la_entidad()
    destinos = {d.pk: correos_de_dependencia(d, ahora) for d in dependencias}
    with escritura():
        partes = [
            _pedir(peticion, dependencia, pedido, hasta, actor, ahora)
            for dependencia in dependencias
        ]
        recomputar(peticion, calendario=calendario)
        for parte in partes:
            for destino in destinos[parte.dependencia_id]:
                avisar_de_la_parte(parte, "parte_pedida", destino, ahora, hasta=hasta.isoformat())
    return partes


def tomar_parte(parte: Parte, *, actor: Actor, ahora: datetime) -> Parte:
    """Quien trabaja en la dependencia la toma para sí.

    Raises:
        SinPermiso: si se le pidió a otra dependencia, ya terminó o alguien la tiene.
        Cambiado: si otra persona la tomó primero.
    """
    exigir(puede_tomar_parte(actor, parte))
    return _encargar(parte, usuario_de(actor), actor=actor, ahora=ahora)


def asignar_parte(parte: Parte, *, responsable: Usuario, actor: Actor, ahora: datetime) -> Parte:
    """El jefe o el enlace la encarga a alguien de su dependencia.

    Raises:
        SinPermiso: si quien asigna no reparte ahí, o la parte ya terminó.
        DatosInvalidos: si esa persona no trabaja hoy en la dependencia.
        Cambiado: si la parte o la petición cambiaron entre tanto.
    """
    exigir(puede_asignar_parte(actor, parte))
    if parte.dependencia_id not in actor_de(responsable, ahora).dependencias(*TRABAJAN):
        falta = Falta("responsable", f"{responsable.nombre} no trabaja hoy en esta dependencia.")
        raise DatosInvalidos([falta])
    return _encargar(parte, responsable.pk, actor=actor, ahora=ahora)


def _pedir(
    peticion: Peticion,
    dependencia: Dependencia,
    pedido: str,
    hasta: date,
    actor: Actor,
    ahora: datetime,
) -> Parte:
    avanzar(peticion)
    orden = (peticion.partes.aggregate(ultima=Max("orden"))["ultima"] or 0) + 1
    parte = Parte.objects.create(
        peticion=peticion,
        orden=orden,
        dependencia=dependencia,
        pedido=pedido,
        pedida=ahora,
        pedida_por_id=usuario_de(actor),
    )
    anotar(
        peticion,
        Actuacion.Tipo.PARTE_PEDIDA,
        actor=actor,
        ahora=ahora,
        dependencia=dependencia.nombre,
        datos={"parte": orden, "hasta": hasta.isoformat(), "a": dependencia.codigo},
        reservado={"pedido": pedido},
    )
    return parte


def _encargar(parte: Parte, responsable: int, *, actor: Actor, ahora: datetime) -> Parte:
    with escritura():
        avanzar(parte.peticion)
        movidas = Parte.objects.filter(
            pk=parte.pk, estado=Parte.Estado.ABIERTA, responsable_id=parte.responsable_id
        ).update(responsable_id=responsable)
        if movidas != 1:
            raise Cambiado(CAMBIO)
        anotar(
            parte.peticion,
            Actuacion.Tipo.PARTE_ASIGNADA,
            actor=actor,
            ahora=ahora,
            dependencia=parte.dependencia.nombre,
            datos={"parte": parte.orden, "responsable": responsable},
            es_publica=False,
        )
    parte.responsable_id = responsable
    return parte


def faltas_del_texto(campo: str, texto: str, si_falta: str) -> list[Falta]:
    """Lo que le falta o le sobra a un texto de una parte; vacío si está bien."""
    if len(texto) < MINIMO:
        return [Falta(campo, si_falta)]
    if len(texto) > MAXIMO:
        return [Falta(campo, f"Escriba {MAXIMO} caracteres o menos.")]
    return []


def _faltas_de_la_fecha(peticion: Peticion, hasta: date, ahora: datetime) -> list[Falta]:
    _, ultima = margen_de_parte(peticion, ahora)
    hoy = en_bogota(ahora).date()
    if hasta < hoy:
        return [Falta("hasta", "Esa fecha ya pasó: escoja hoy o un día que venga.")]
    if ultima is not None and hasta > ultima:
        return [
            Falta(
                "hasta",
                f"Escoja a más tardar el {fecha_larga(ultima)}: la parte debe llegar antes de que "
                "venza la respuesta.",
            )
        ]
    if hasta != hoy and not calendario_de_la_entidad().es_habil(hasta):
        return [Falta("hasta", f"El {fecha_larga(hasta)} no es hábil; escoja otro día.")]
    return []


def _faltas_de_dependencias(
    peticion: Peticion, dependencias: Sequence[Dependencia], ahora: datetime
) -> list[Falta]:
    if not dependencias:
        return [Falta("dependencias", "Escoja al menos una dependencia.")]
    hoy = en_bogota(ahora).date()
    deben = set(
        peticion.partes.filter(estado=Parte.Estado.ABIERTA).values_list("dependencia_id", flat=True)
    )
    faltas = []
    for d in dependencias:
        if d.pk == peticion.dependencia_id:
            faltas.append(Falta("dependencias", f"{d.nombre} es la que responde: escoja otras."))
        elif d.desde > hoy or (d.hasta is not None and d.hasta < hoy):
            faltas.append(Falta("dependencias", f"{d.nombre} no existe hoy."))
        elif d.pk in deben:
            faltas.append(Falta("dependencias", f"{d.nombre} ya debe una parte de esta petición."))
    return faltas
