"""Los accesos de entes de control: qué alcanza cada uno y qué ha mirado."""

import hashlib
import hmac
import json
import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Q, QuerySet

from ventanilla.auditoria.models import Asiento
from ventanilla.comun.cifrado import llave
from ventanilla.comun.fechas import enumerar, fecha_larga
from ventanilla.comun.reloj import BOGOTA, en_bogota
from ventanilla.correspondencia.consultas import formas_impresas
from ventanilla.directorio.models import Dependencia
from ventanilla.peticiones.consultas.dichos import nombre_de_clase
from ventanilla.peticiones.models import AccesoExterno, Peticion
from ventanilla.peticiones.reglas.acceso_externo import EstadoDelAcceso, estado_del_acceso

PREFIJO = "acceso-externo:"
MIRADAS = {
    "enlace_abierto": "Entró con su enlace",
    "lista_mirada": "Miró la lista",
    "peticion_mirada": "Leyó una petición",
}


@dataclass(frozen=True)
class Mirada:
    """Algo que el ente leyó; `radicado` vacío si no fue una petición."""

    momento: datetime
    que: str
    radicado: str


def huella_de_ficha(ficha: str) -> str:
    """Lo único del enlace que se guarda: HMAC-SHA256 de su ficha, en hexadecimal."""
    return hmac.new(llave("acceso-externo"), ficha.encode(), hashlib.sha256).hexdigest()


def acceso_con_ficha(ficha: str, ahora: datetime) -> AccesoExterno | None:
    """El acceso vigente de esa ficha; desconocido, vencido y revocado responden lo mismo."""
    return _si_vigente(AccesoExterno.objects.filter(huella=huella_de_ficha(ficha)).first(), ahora)


def acceso_abierto(identificador: uuid.UUID, huella: str, ahora: datetime) -> AccesoExterno | None:
    """El acceso que un navegador abrió, si sigue vigente y con el mismo enlace."""
    fila = AccesoExterno.objects.filter(uuid=identificador, huella=huella).first()
    return _si_vigente(fila, ahora)


def estado_hoy(acceso: AccesoExterno, ahora: datetime) -> EstadoDelAcceso:
    """Cómo está hoy."""
    hoy = en_bogota(ahora).date()
    return estado_del_acceso(acceso.desde, acceso.hasta, acceso.revocado, hoy)


def alcanzadas(acceso: AccesoExterno) -> QuerySet[Peticion]:
    """Las peticiones que ese acceso deja leer, de la más nueva a la más vieja."""
    if acceso.es_por_lista:
        filas = Peticion.objects.filter(pk__in=acceso.peticiones.values("pk"))
    else:
        filas = Peticion.objects.filter(
            condicion_de_alcance(
                [d.pk for d in acceso.dependencias.all()],
                acceso.clases,
                acceso.recibidas_desde,
                acceso.recibidas_hasta,
            )
        )
    return filas.select_related("radicado__serie", "dependencia").order_by("-creada", "-id")


def condicion_de_alcance(
    dependencias: Sequence[int], clases: Sequence[str], desde: date | None, hasta: date | None
) -> Q:
    """Las de esas dependencias (o todas), esas clases (o todas), recibidas entre los dos días.

    Sin los dos días no alcanza ninguna: un acceso sin período no estaría acotado.
    """
    if desde is None or hasta is None:
        return Q(pk__in=())
    condicion = Q(
        radicado__momento_recepcion__gte=datetime.combine(desde, time.min, BOGOTA),
        radicado__momento_recepcion__lt=datetime.combine(
            hasta + timedelta(days=1), time.min, BOGOTA
        ),
    )
    if dependencias:
        condicion &= Q(dependencia_id__in=dependencias)
    return condicion & Q(clase__in=clases) if clases else condicion


def por_numeros(numeros: Sequence[str]) -> tuple[list[Peticion], list[str]]:
    """Las peticiones de esos números, y los números que no existen. Valen con ceros o sin ellos."""
    formas = {n: formas_impresas(n) for n in numeros}
    halladas: dict[str, list[Peticion]] = {}
    todas = {f for varias in formas.values() for f in varias}
    for p in Peticion.objects.filter(radicado__impreso__in=todas).select_related("radicado"):
        halladas.setdefault(p.radicado.impreso, []).append(p)
    faltan = [n for n, varias in formas.items() if not any(f in halladas for f in varias)]
    return [p for varias in halladas.values() for p in varias], faltan


def dicho_del_alcance(
    dependencias: Collection[Dependencia],
    clases: Sequence[str],
    desde: date | None,
    hasta: date | None,
) -> str:
    """«Las de Hacienda, recibidas del 1 de enero al…»."""
    de = (
        f"Las de {enumerar([d.nombre for d in dependencias])}"
        if dependencias
        else "Las de toda la entidad"
    )
    cuales = f", de clase {enumerar([nombre_de_clase(c) for c in clases])}" if clases else ""
    if desde is None or hasta is None:
        return f"{de}{cuales}."
    return f"{de}{cuales}, recibidas del {fecha_larga(desde)} al {fecha_larga(hasta)}."


def alcance_de(acceso: AccesoExterno) -> str:
    """El alcance en una frase."""
    if acceso.es_por_lista:
        return "Las de una lista de números."
    return dicho_del_alcance(
        list(acceso.dependencias.all()),
        acceso.clases,
        acceso.recibidas_desde,
        acceso.recibidas_hasta,
    )


def miradas_de(acceso: AccesoExterno, cuantas: int = 100) -> list[Mirada]:
    """Lo último que el ente leyó, de lo más nuevo a lo más viejo."""
    objeto = f"{PREFIJO}{acceso.uuid.hex}"
    asientos = Asiento.objects.filter(objeto=objeto, hecho__in=MIRADAS).order_by("-orden")[:cuantas]
    vistas = [(a, json.loads(a.contenido).get("peticion", "")) for a in asientos]
    uuids = {uuid.UUID(hexa) for _, hexa in vistas if hexa}
    numeros = dict(Peticion.objects.filter(uuid__in=uuids).values_list("uuid", "radicado__impreso"))
    return [
        Mirada(a.momento, MIRADAS[a.hecho], numeros.get(uuid.UUID(hexa), "") if hexa else "")
        for a, hexa in vistas
    ]


def _si_vigente(acceso: AccesoExterno | None, ahora: datetime) -> AccesoExterno | None:
    if acceso is None or estado_hoy(acceso, ahora) != EstadoDelAcceso.VIGENTE:
        return None
    return acceso
