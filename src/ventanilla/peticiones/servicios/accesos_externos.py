"""Dar a un ente de control un acceso de lectura, abrirlo, anotar qué mira y revocarlo."""

import secrets
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from ventanilla.auditoria.servicios import asentar
from ventanilla.comun.actores import Actor
from ventanilla.comun.errores import Cambiado, DatosInvalidos, ErrorDeDominio, Falta
from ventanilla.comun.fechas import enumerar
from ventanilla.comun.reloj import en_bogota
from ventanilla.comun.transaccion import escritura, hacer_fila
from ventanilla.correspondencia.servicios import preparar_envio
from ventanilla.directorio.consultas import quienes_tienen
from ventanilla.directorio.models import Dependencia, Rol, Usuario
from ventanilla.directorio.servicios import contar
from ventanilla.peticiones.consultas.accesos_externos import (
    PREFIJO,
    acceso_con_ficha,
    huella_de_ficha,
    por_numeros,
)
from ventanilla.peticiones.models import AccesoExterno, Peticion
from ventanilla.peticiones.permisos import puede_dar_acceso_externo
from ventanilla.peticiones.reglas.acceso_externo import (
    MAXIMO_NUMEROS,
    faltas_de_fechas,
    leer_numeros,
)
from ventanilla.peticiones.servicios.exigir import exigir, usuario_de

HORA = timedelta(hours=1)
APERTURAS, MIRADAS_POR_HORA = 30, 600
MAXIMO_QUE_SE_NOMBRAN = 10


@dataclass(frozen=True)
class AccesoPedido:
    """A quién se le da, por qué, hasta cuándo y sobre qué. Con `numeros`, lo demás no cuenta."""

    ente: str
    persona: str
    correo: str
    acto: str
    desde: date
    hasta: date
    numeros: str = ""
    dependencias: tuple[Dependencia, ...] = ()
    clases: tuple[str, ...] = ()
    recibidas_desde: date | None = None
    recibidas_hasta: date | None = None


class DemasiadasMiradas(ErrorDeDominio):
    """Van muchas en poco tiempo."""

    def __init__(self) -> None:
        super().__init__("Van muchas páginas en poco tiempo. Espere una hora y vuelva a entrar.")


def revisar_acceso(pedido: AccesoPedido, *, ahora: datetime) -> list[Peticion]:
    """Las peticiones de la lista de números, si el acceso se pide por lista; vacía si no.

    Raises:
        DatosInvalidos: con cada falta junto a su campo.
    """
    faltas = faltas_de_fechas(pedido.desde, pedido.hasta, en_bogota(ahora).date())
    if Usuario.objects.filter(email__iexact=pedido.correo).exists():
        dicho = "Ese correo es de alguien de la entidad. El acceso es para el ente que lo pide."
        faltas.append(Falta("correo", dicho))
    listadas: list[Peticion] = []
    if numeros := leer_numeros(pedido.numeros):
        listadas, por_lista = _de_la_lista(numeros)
        faltas += por_lista
    elif pedido.recibidas_desde is None or pedido.recibidas_hasta is None:
        faltas.append(
            Falta("recibidas_desde", "Diga desde y hasta qué día, o escriba los números.")
        )
    elif pedido.recibidas_hasta < pedido.recibidas_desde:
        faltas.append(Falta("recibidas_hasta", "El último día no puede ser anterior al primero."))
    if faltas:
        raise DatosInvalidos(faltas)
    return listadas


def dar_acceso(pedido: AccesoPedido, *, actor: Actor, ahora: datetime) -> AccesoExterno:
    """Crea el acceso, envía el enlace al ente y lo avisa a Control Interno y a la Dirección.

    El aviso es el contrapeso: quien administra no lee peticiones, y un acceso las deja leer.

    Raises:
        SinPermiso: si quien lo da no es la Dirección de Atención ni quien administra.
        DatosInvalidos: si algún dato no sirve, o ya tiene uno igual que sirve; no se creó nada.
    """
    exigir(puede_dar_acceso_externo(actor))
    listadas = revisar_acceso(pedido, ahora=ahora)
    nuevo, ficha = uuid.uuid4(), secrets.token_urlsafe(32)
    avisados = quienes_tienen(en_bogota(ahora).date(), Rol.CONTROL_INTERNO, Rol.ATENCION)
    quienes = [u for u in avisados if u.pk != actor.usuario_id]
    with escritura():
        hacer_fila("accesos-externos")
        _exigir_que_no_este(pedido, listadas)
        acceso = AccesoExterno.objects.create(
            uuid=nuevo,
            ente=pedido.ente,
            persona=pedido.persona,
            correo=pedido.correo,
            acto=pedido.acto,
            desde=pedido.desde,
            hasta=pedido.hasta,
            es_por_lista=bool(listadas),
            clases=[] if listadas else list(pedido.clases),
            recibidas_desde=None if listadas else pedido.recibidas_desde,
            recibidas_hasta=None if listadas else pedido.recibidas_hasta,
            huella=huella_de_ficha(ficha),
            creado=ahora,
            creado_por_id=usuario_de(actor),
        )
        acceso.peticiones.set(listadas)
        acceso.dependencias.set([] if listadas else pedido.dependencias)
        _asentar(acceso, "acceso_dado", actor, ahora, **_alcance(acceso, pedido, listadas))
        _enviar_enlace(acceso, ficha, ahora)
        _avisar(acceso, quienes, actor, ahora)
    return acceso


def _exigir_que_no_este(pedido: AccesoPedido, listadas: Sequence[Peticion]) -> None:
    """Oprimir dos veces no da dos enlaces ni dos avisos.

    Raises:
        DatosInvalidos: si ese acto ya dio el mismo acceso a la misma persona y no se ha revocado.
    """
    iguales = AccesoExterno.objects.filter(
        ente=pedido.ente,
        persona=pedido.persona,
        correo=pedido.correo,
        acto=pedido.acto,
        desde=pedido.desde,
        hasta=pedido.hasta,
        revocado__isnull=True,
    )
    for otro in iguales.prefetch_related("peticiones", "dependencias"):
        if _sobre_lo_mismo(otro, pedido, listadas):
            dicho = "Ya tiene un acceso igual. Si no le llegó, ábralo y envíele otro enlace."
            raise DatosInvalidos([Falta("correo", dicho)])


def _sobre_lo_mismo(
    otro: AccesoExterno, pedido: AccesoPedido, listadas: Sequence[Peticion]
) -> bool:
    if otro.es_por_lista or listadas:
        return set(otro.peticiones.all()) == set(listadas)
    return (
        otro.recibidas_desde == pedido.recibidas_desde
        and otro.recibidas_hasta == pedido.recibidas_hasta
        and set(otro.clases) == set(pedido.clases)
        and set(otro.dependencias.all()) == set(pedido.dependencias)
    )


def enviar_otro_enlace(acceso: AccesoExterno, *, actor: Actor, ahora: datetime) -> None:
    """Un enlace nuevo al mismo correo. El anterior, y lo que con él estaba abierto, dejan de servir.

    Raises:
        SinPermiso: si no le toca.
        ErrorDeDominio: si el acceso ya se revocó.
    """
    exigir(puede_dar_acceso_externo(actor))
    ficha = secrets.token_urlsafe(32)
    with escritura():
        vivo = AccesoExterno.objects.filter(pk=acceso.pk, revocado__isnull=True)
        if not vivo.update(huella=huella_de_ficha(ficha)):
            raise ErrorDeDominio("Este acceso ya se revocó. Si hace falta, dé uno nuevo.")
        _asentar(acceso, "enlace_cambiado", actor, ahora)
        _enviar_enlace(acceso, ficha, ahora)


def revocar_acceso(acceso: AccesoExterno, *, actor: Actor, ahora: datetime) -> None:
    """Desde la página siguiente que abra, el ente no lee nada. No se deshace.

    Raises:
        SinPermiso: si no le toca.
        Cambiado: si alguien ya lo había revocado.
    """
    exigir(puede_dar_acceso_externo(actor))
    with escritura():
        vivo = AccesoExterno.objects.filter(pk=acceso.pk, revocado__isnull=True)
        if not vivo.update(revocado=ahora, revocado_por_id=usuario_de(actor)):
            raise Cambiado("Este acceso ya estaba revocado.")
        _asentar(acceso, "acceso_revocado", actor, ahora)


def abrir_con_enlace(ficha: str, *, direccion: str, ahora: datetime) -> AccesoExterno | None:
    """El acceso de ese enlace, si hoy sirve; queda escrito que entró.

    Raises:
        DemasiadasMiradas: si desde esa dirección van muchos intentos.
    """
    que = f"ente-d:{direccion}"
    if contar(que, ventana=HORA, ahora=ahora, tope=APERTURAS) > APERTURAS:
        raise DemasiadasMiradas
    acceso = acceso_con_ficha(ficha, ahora)
    if acceso is not None:
        anotar_mirada(acceso, "enlace_abierto", ahora=ahora)
    return acceso


def anotar_mirada(
    acceso: AccesoExterno, hecho: str, *, ahora: datetime, peticion: Peticion | None = None
) -> None:
    """Deja asiento de que el ente leyó la lista o una petición.

    Raises:
        DemasiadasMiradas: si van muchas en la hora: nadie se lleva todo con un programa.
    """
    que = f"ente:{acceso.uuid.hex}"
    if contar(que, ventana=HORA, ahora=ahora, tope=MIRADAS_POR_HORA) > MIRADAS_POR_HORA:
        raise DemasiadasMiradas
    actor = Actor("ente", f"ente:{acceso.uuid.hex}", acceso.ente)
    contenido = {"peticion": peticion.uuid.hex} if peticion else {}
    with escritura():
        _asentar(acceso, hecho, actor, ahora, **contenido)


def _asentar(
    acceso: AccesoExterno, hecho: str, actor: Actor, ahora: datetime, **contenido: object
) -> None:
    asentar(
        f"{PREFIJO}{acceso.uuid.hex}",
        hecho,
        actor=actor,
        ahora=ahora,
        contenido=contenido,
        reservado={"persona": acceso.persona, "correo": acceso.correo}
        if hecho == "acceso_dado"
        else None,
    )


def _alcance(
    acceso: AccesoExterno, pedido: AccesoPedido, listadas: Sequence[Peticion]
) -> dict[str, object]:
    """Lo que el libro guarda de a qué se le dio acceso."""
    return {
        "acto": acceso.acto,
        "desde": acceso.desde.isoformat(),
        "hasta": acceso.hasta.isoformat(),
        "peticiones": sorted(p.uuid.hex for p in listadas),
        "dependencias": [] if listadas else sorted(d.codigo for d in pedido.dependencias),
        "clases": list(acceso.clases),
        "recibidas_desde": _iso(acceso.recibidas_desde),
        "recibidas_hasta": _iso(acceso.recibidas_hasta),
    }


def _iso(fecha: date | None) -> str:
    return fecha.isoformat() if fecha else ""


def _de_la_lista(numeros: Sequence[str]) -> tuple[list[Peticion], list[Falta]]:
    if len(numeros) > MAXIMO_NUMEROS:
        dicho = f"Son {len(numeros)} números; escriba {MAXIMO_NUMEROS} o menos, o dé un período."
        return [], [Falta("numeros", dicho)]
    listadas, faltan = por_numeros(numeros)
    if not faltan:
        return listadas, []
    nombrados = enumerar(faltan[:MAXIMO_QUE_SE_NOMBRAN])
    mas = len(faltan) - MAXIMO_QUE_SE_NOMBRAN
    dicho = f"No hay petición con estos números: {nombrados}{f' y {mas} más' if mas > 0 else ''}."
    return listadas, [Falta("numeros", dicho)]


def _enviar_enlace(acceso: AccesoExterno, ficha: str, ahora: datetime) -> None:
    preparar_envio(
        "acceso_externo",
        llave=f"acceso-externo:{acceso.uuid.hex}:{huella_de_ficha(ficha)[:16]}",
        destino=acceso.correo,
        plantilla="peticiones/correo/acceso_externo",
        datos={
            "persona": acceso.persona,
            "acto": acceso.acto,
            "ficha": ficha,
            "desde": acceso.desde.isoformat(),
            "hasta": acceso.hasta.isoformat(),
        },
        ahora=ahora,
    )


def _avisar(
    acceso: AccesoExterno, quienes: Sequence[Usuario], actor: Actor, ahora: datetime
) -> None:
    for quien in quienes:
        preparar_envio(
            "acceso_externo_dado",
            llave=f"acceso-externo-dado:{acceso.uuid.hex}:{quien.pk}",
            destino=quien.email,
            plantilla="peticiones/correo/acceso_externo_dado",
            datos={
                "ente": acceso.ente,
                "acto": acceso.acto,
                "por": actor.nombre,
                "uuid": str(acceso.uuid),
                "hasta": acceso.hasta.isoformat(),
            },
            ahora=ahora,
        )
