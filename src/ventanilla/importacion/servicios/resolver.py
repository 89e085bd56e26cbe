"""Resolver una discrepancia: el término de ley, o la fecha que el otro sistema dio."""

from collections.abc import Iterable
from datetime import datetime

from ventanilla.auditoria.servicios import asentar
from ventanilla.comun.actores import Actor
from ventanilla.comun.errores import Cambiado, DatosInvalidos, ErrorDeDominio, Falta
from ventanilla.comun.texto import limpiar
from ventanilla.comun.transaccion import escritura
from ventanilla.directorio.consultas import calendario_de_la_entidad
from ventanilla.importacion.consultas.asentado import en_palabras
from ventanilla.importacion.models import Discrepancia
from ventanilla.importacion.permisos import puede_resolver_discrepancia
from ventanilla.peticiones.models import Actuacion
from ventanilla.peticiones.servicios.anotar import anotar
from ventanilla.peticiones.servicios.avanzar import avanzar, recomputar
from ventanilla.peticiones.servicios.exigir import exigir, usuario_de
from ventanilla.terminos.politica import Especial

MINIMO, MAXIMO = 10, 2000
Resolucion = Discrepancia.Resolucion


def tomar(discrepancia: Discrepancia, *, actor: Actor, ahora: datetime) -> Discrepancia:
    """Quien la toma la mira; no cambia ninguna fecha. Tomarla otra vez no hace nada.

    Raises:
        Cambiado: si otra persona la tiene o ya se resolvió.
    """
    exigir(puede_resolver_discrepancia(actor, discrepancia.peticion))
    yo = usuario_de(actor)
    with escritura():
        libre = Discrepancia.objects.filter(pk=discrepancia.pk, resolucion="").exclude(
            responsable__isnull=False
        )
        if libre.update(responsable_id=yo):
            asentar(
                f"peticion:{discrepancia.peticion.uuid.hex}",
                "discrepancia_tomada",
                actor=actor,
                ahora=ahora,
                contenido={},
            )
        elif discrepancia.responsable_id != yo:
            raise Cambiado("Otra persona ya la está mirando, o ya se resolvió.")
    discrepancia.responsable_id = yo
    return discrepancia


def resolver(
    discrepancia: Discrepancia, *, resolucion: str, motivo: str, actor: Actor, ahora: datetime
) -> Discrepancia:
    """Escoge la fecha que vale. Si la petición sigue abierta, su reloj queda con ella.

    Conservar la del otro sistema pide una razón: si es posterior a la de ley, la entidad responde
    por ella (CPACA arts. 14 y 31).

    Raises:
        DatosInvalidos: si falta la razón o la resolución no existe.
        Cambiado: si ya se resolvió o la petición cambió en este instante.
    """
    peticion = discrepancia.peticion
    exigir(puede_resolver_discrepancia(actor, peticion))
    razon = limpiar(motivo).strip()
    _revisar(resolucion, razon)
    calendario = calendario_de_la_entidad()
    with escritura():
        movida = Discrepancia.objects.filter(pk=discrepancia.pk, resolucion="").update(
            resolucion=resolucion,
            motivo=razon,
            resuelta=ahora,
            resuelta_por_id=usuario_de(actor),
        )
        if not movida:
            raise Cambiado("Esta discrepancia ya se resolvió. Mire abajo cómo quedó.")
        cambios = {} if peticion.esta_cerrada else {"especial": _especial(discrepancia, resolucion)}
        avanzar(peticion, **cambios)
        anotar(
            peticion,
            Actuacion.Tipo.NOTA,
            actor=actor,
            ahora=ahora,
            motivo=razon or en_palabras(discrepancia, resolucion),
            datos={
                "discrepancia": resolucion,
                "vence_en_origen": discrepancia.vence_en_origen.isoformat(),
                "vence_de_ley": discrepancia.vence_de_ley.isoformat(),
            },
            es_publica=False,
        )
        if not peticion.esta_cerrada:
            recomputar(peticion, calendario=calendario)
    discrepancia.refresh_from_db()
    return discrepancia


def resolver_varias(
    discrepancias: Iterable[Discrepancia],
    *,
    resolucion: str,
    motivo: str,
    actor: Actor,
    ahora: datetime,
) -> list[tuple[Discrepancia, str]]:
    """Resuelve cada una por su cuenta; devuelve las que no se pudieron, con su motivo.

    Raises:
        DatosInvalidos: si falta la razón o la resolución no existe; entonces no resuelve ninguna.
    """
    _revisar(resolucion, limpiar(motivo).strip())
    fallidas = []
    for discrepancia in discrepancias:
        try:
            resolver(discrepancia, resolucion=resolucion, motivo=motivo, actor=actor, ahora=ahora)
        except ErrorDeDominio as error:
            fallidas.append((discrepancia, str(error)))
    return fallidas


def _revisar(resolucion: str, razon: str) -> None:
    faltas = []
    if resolucion not in Resolucion.values:
        faltas.append(Falta("resolucion", "Escoja una de las dos fechas."))
    if resolucion == Resolucion.ORIGEN and len(razon) < MINIMO:
        faltas.append(Falta("motivo", "Diga por qué se conserva una fecha que no es la de ley."))
    if len(razon) > MAXIMO:
        faltas.append(Falta("motivo", f"Escriba {MAXIMO} caracteres o menos."))
    if faltas:
        raise DatosInvalidos(faltas)


def _especial(discrepancia: Discrepancia, resolucion: str) -> dict[str, object]:
    if resolucion == Resolucion.LEY:
        return {}
    norma = "Fecha del sistema de origen, conservada por decisión de la entidad"
    return Especial(norma=norma, fecha=discrepancia.vence_en_origen).a_json()
