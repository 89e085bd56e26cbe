"""Pedir, asignar, entregar, devolver y retirar la parte de otra dependencia."""

from collections.abc import Sequence
from datetime import date, datetime

from django.conf import settings
from django.db.models import Max

from ventanilla.archivo.servicios import Recibido, registrar
from ventanilla.comun.actores import Actor
from ventanilla.comun.canonico import sha256_hex
from ventanilla.comun.errores import Cambiado, DatosInvalidos, Falta
from ventanilla.comun.fechas import fecha_larga
from ventanilla.comun.reloj import en_bogota
from ventanilla.comun.texto import limpiar
from ventanilla.comun.transaccion import escritura
from ventanilla.correspondencia.servicios import preparar_envio
from ventanilla.directorio.consultas import actor_de, calendario_de_la_entidad, vigentes
from ventanilla.directorio.models import Dependencia, Nombramiento, Rol, Usuario
from ventanilla.peticiones.consultas.relojes import computo_de
from ventanilla.peticiones.models import Actuacion, ArchivoDeParte, Parte, Peticion
from ventanilla.peticiones.permisos import (
    TRABAJAN,
    puede_asignar_parte,
    puede_entregar_parte,
    puede_pedir_parte,
    puede_retirar_parte,
    puede_tomar_parte,
)
from ventanilla.peticiones.servicios.anotar import anotar
from ventanilla.peticiones.servicios.avanzar import avanzar, recomputar
from ventanilla.peticiones.servicios.exigir import exigir, usuario_de
from ventanilla.terminos.partes import fecha_propuesta, ultima_fecha

MINIMO, MAXIMO = 10, 3000
MAXIMO_ENTREGA = 50_000
_CAMBIO = "Otra persona acaba de cambiar esta parte. Vuelva a abrirla para ver cómo quedó."


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
        *_faltas_del_texto("pedido", pedido, "Diga qué necesita, para que sepan qué entregar."),
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
                _avisar(parte, "parte_pedida", destino, ahora, hasta=hasta.isoformat())
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


def entregar_parte(
    parte: Parte, *, texto: str, archivos: Sequence[Recibido] = (), actor: Actor, ahora: datetime
) -> Parte:
    """Entrega texto, archivos o las dos cosas a la dependencia que responde.

    Raises:
        SinPermiso: si se le pidió a otra dependencia o ya terminó.
        DatosInvalidos: si no entrega nada o es demasiado largo.
        Cambiado: si la parte o la petición cambiaron entre tanto.
    """
    exigir(puede_entregar_parte(actor, parte))
    texto = limpiar(texto).strip()
    if not texto and not archivos:
        raise DatosInvalidos([Falta("texto", "Escriba su parte o adjunte un archivo.")])
    if len(texto) > MAXIMO_ENTREGA:
        raise DatosInvalidos([Falta("texto", "Es demasiado largo: puede ir en un archivo.")])
    calendario = calendario_de_la_entidad()
    destinos = _correos_de_quien_responde(parte.peticion, ahora)
    with escritura():
        _terminar(parte, Parte.Estado.ENTREGADA, actor, ahora, texto=texto)
        for orden, archivo in enumerate(archivos, start=1):
            ArchivoDeParte.objects.create(
                parte=parte,
                orden=orden,
                guardado=registrar(archivo, ahora=ahora),
                extension=archivo.extension,
            )
        anotar(
            parte.peticion,
            Actuacion.Tipo.PARTE_ENTREGADA,
            actor=actor,
            ahora=ahora,
            dependencia=parte.dependencia.nombre,
            datos={"parte": parte.orden, "archivos": len(archivos)},
            contenido={"archivos_sha256": [a.sha256 for a in archivos]},
            reservado={"entregado": texto} if texto else None,
        )
        recomputar(parte.peticion, calendario=calendario)
        for destino in destinos:
            _avisar(parte, "parte_entregada", destino, ahora)
    return parte


def devolver_parte(parte: Parte, *, motivo: str, actor: Actor, ahora: datetime) -> Parte:
    """La dependencia dice que no le toca o que no puede, y por qué.

    Raises:
        SinPermiso: si se le pidió a otra dependencia o ya terminó.
        DatosInvalidos: si no dice por qué.
        Cambiado: si la parte o la petición cambiaron entre tanto.
    """
    exigir(puede_entregar_parte(actor, parte))
    return _dejar(parte, Parte.Estado.DEVUELTA, motivo, actor, ahora)


def retirar_parte(parte: Parte, *, motivo: str, actor: Actor, ahora: datetime) -> Parte:
    """La dependencia que responde dice que ya no la necesita.

    Raises:
        SinPermiso: si la petición no es de su dependencia o la parte ya terminó.
        DatosInvalidos: si no dice por qué.
        Cambiado: si la parte o la petición cambiaron entre tanto.
    """
    exigir(puede_retirar_parte(actor, parte))
    return _dejar(parte, Parte.Estado.RETIRADA, motivo, actor, ahora)


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
            raise Cambiado(_CAMBIO)
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


def _dejar(parte: Parte, estado: str, motivo: str, actor: Actor, ahora: datetime) -> Parte:
    """Termina la parte sin entrega; lo lee la otra dependencia y no la persona."""
    motivo = limpiar(motivo).strip()
    faltas = _faltas_del_texto("motivo", motivo, "Diga por qué: lo lee la otra dependencia.")
    if faltas:
        raise DatosInvalidos(faltas)
    devuelta = estado == Parte.Estado.DEVUELTA
    calendario = calendario_de_la_entidad()
    destinos = (
        _correos_de_quien_responde(parte.peticion, ahora)
        if devuelta
        else correos_de_dependencia(parte.dependencia, ahora)
    )
    tipo = Actuacion.Tipo.PARTE_DEVUELTA if devuelta else Actuacion.Tipo.PARTE_RETIRADA
    with escritura():
        _terminar(parte, estado, actor, ahora, motivo=motivo)
        anotar(
            parte.peticion,
            tipo,
            actor=actor,
            ahora=ahora,
            motivo=motivo,
            dependencia=parte.dependencia.nombre,
            datos={"parte": parte.orden},
            es_publica=False,
        )
        recomputar(parte.peticion, calendario=calendario)
        for destino in destinos:
            _avisar(parte, tipo.value, destino, ahora)
    return parte


def _terminar(parte: Parte, estado: str, actor: Actor, ahora: datetime, **cambios: str) -> None:
    avanzar(parte.peticion)
    nuevos = {
        "estado": estado,
        "terminada": ahora,
        "terminada_por_id": usuario_de(actor),
        **cambios,
    }
    if Parte.objects.filter(pk=parte.pk, estado=Parte.Estado.ABIERTA).update(**nuevos) != 1:
        raise Cambiado(_CAMBIO)
    for campo, valor in nuevos.items():
        setattr(parte, campo, valor)


def _avisar(parte: Parte, plantilla: str, destino: str, ahora: datetime, **datos: str) -> None:
    """Un correo adentro de la entidad: el número y la fecha; lo pedido se lee adentro."""
    peticion = parte.peticion
    de_quien_responde = plantilla in ("parte_entregada", "parte_devuelta")
    donde = f"peticiones/{peticion.uuid}/" if de_quien_responde else "partes/"
    preparar_envio(
        plantilla,
        llave=f"{plantilla}:{peticion.uuid.hex}:{parte.orden}:{sha256_hex(destino.encode())[:16]}",
        destino=destino,
        plantilla=f"peticiones/correo/{plantilla}",
        datos={
            "radicado": peticion.radicado.impreso,
            "dependencia": parte.dependencia.nombre,
            "responde": peticion.dependencia.nombre if peticion.dependencia else "",
            "abrir": f"{settings.VENTANILLA_URL}/trabajo/{donde}",
            **datos,
        },
        radicado=peticion.radicado,
        ahora=ahora,
    )


def correos_de_dependencia(dependencia: Dependencia, ahora: datetime) -> list[str]:
    """El de la dependencia y los de quienes reparten en ella, sin repetir."""
    reparten = Nombramiento.objects.filter(
        vigentes(en_bogota(ahora).date()),
        rol__in=(Rol.JEFE, Rol.ENLACE),
        dependencia=dependencia,
        usuario__is_active=True,
    ).values_list("usuario__email", flat=True)
    return sorted({correo for correo in (dependencia.correo, *reparten) if correo})


def _correos_de_quien_responde(peticion: Peticion, ahora: datetime) -> list[str]:
    """El de quien la tiene; si nadie la tiene, los de su dependencia."""
    if peticion.responsable is not None and peticion.responsable.is_active:
        return [peticion.responsable.email]
    return correos_de_dependencia(peticion.dependencia, ahora) if peticion.dependencia else []


def _faltas_del_texto(campo: str, texto: str, si_falta: str) -> list[Falta]:
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
