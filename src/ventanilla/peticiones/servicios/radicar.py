"""Radicar: dar número, fecha, clave y término a lo que una persona pide."""

import hashlib
import hmac
import uuid
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.db import IntegrityError

from ventanilla.archivo.servicios import Recibido
from ventanilla.comun.actores import Actor
from ventanilla.comun.canonico import canonico
from ventanilla.comun.cifrado import llave as llave_de
from ventanilla.comun.errores import ConflictoDeLlave, DatosInvalidos, Falta
from ventanilla.comun.identificadores import derivar_clave, huella_clave
from ventanilla.comun.reloj import BOGOTA, en_bogota
from ventanilla.comun.transaccion import escritura
from ventanilla.correspondencia.models import Radicado, Serie
from ventanilla.correspondencia.servicios import numerar, preparar_envio
from ventanilla.directorio.consultas import (
    DatosDeIdentidad,
    calendario_de_la_entidad,
    dependencia_de_atencion,
    entidad,
)
from ventanilla.directorio.models import Identidad
from ventanilla.directorio.servicios import guardar_identidad
from ventanilla.peticiones.consultas.relojes import calendario_de, politica_de_la_entidad
from ventanilla.peticiones.models import Estado, Peticion, Plazo
from ventanilla.peticiones.reglas.busqueda import fichas
from ventanilla.peticiones.reglas.solicitud import Solicitud, faltas, rotulo, se_delatan
from ventanilla.peticiones.reglas.vencimiento import vencimiento
from ventanilla.peticiones.servicios.anexar import anexar
from ventanilla.peticiones.servicios.anotar import anotar
from ventanilla.peticiones.servicios.avanzar import plazos_de
from ventanilla.terminos.computar import (
    Computo,
    Especial,
    Unidad,
    clases,
    computar,
)

VIDA_DE_LA_LLAVE = timedelta(hours=24)
LARGO_MINIMO_DE_LLAVE = 16
SERIE_DE_ENTRADA = "entrada"


@dataclass(frozen=True)
class Radicada:
    """Lo que la persona recibe al instante. `repetida`: la misma llave ya se había radicado.

    `vence` es el último día para responder; `None` si esa clase no tiene término.
    """

    peticion: Peticion
    radicado: Radicado
    clave: str
    vence: date | None
    repetida: bool


def radicar(  # noqa: PLR0913 (todos con nombre: son las partes de lo que llega)
    solicitud: Solicitud,
    *,
    actor: Actor,
    ahora: datetime,
    recepcion: datetime | None = None,
    llave: str | None = None,
    anexos: Sequence[Recibido] = (),
    por_verificar: bool = False,
    reitera: Peticion | None = None,
) -> Radicada:
    """Radica una petición: todo queda escrito, o no queda nada.

    Args:
        recepcion: instante del medio (papel, feria, correo); si no se dice, `ahora`.
        llave: llave de idempotencia (16 caracteres o más): repetirla devuelve lo mismo.
        anexos: archivos ya recibidos en el disco.
        reitera: la petición anterior que pide lo mismo; cada una conserva su número y su término. Si
            solo una de las dos va con el nombre, no se unen.
        por_verificar: se recibió por encima del límite; queda por verificar con su hora.

    Raises:
        DatosInvalidos: qué corregir y en qué campo; no se escribió nada.
        ConflictoDeLlave: la llave ya se usó con otro contenido.
    """
    limpia = solicitud.limpia()
    malas = faltas(limpia, clases=frozenset(c.codigo for c in clases()))
    if llave is not None and not LARGO_MINIMO_DE_LLAVE <= len(llave) <= 200:
        malas.append(Falta("Idempotency-Key", "La llave debe tener entre 16 y 200 caracteres."))
    if reitera is not None and se_delatan(limpia.solicitante.tipo, reitera.solicitante):
        malas += _faltas_si_nombra(reitera, limpia)
        # Se recibe igual, sin unirla.
        reitera = None
    if malas:
        raise DatosInvalidos(malas)
    cuerpo = _huella_del_cuerpo(limpia, anexos)
    contexto = _Contexto(actor, ahora, recepcion or ahora, llave, cuerpo, por_verificar, reitera)
    try:
        return _escribir(limpia, anexos, contexto)
    except IntegrityError:
        # Casi siempre la llave es nueva: se intenta primero y solo si choca se busca.
        if llave is None:
            raise
    previa = _la_de_esa_llave(llave, cuerpo, ahora)
    if previa is not None:
        return previa
    try:
        return _escribir(limpia, anexos, contexto)
    except IntegrityError:
        # La de antes había vencido, y otro pedido con la misma llave llegó primero a usarla.
        otra = _la_de_esa_llave(llave, cuerpo, ahora)
        if otra is None:
            raise
        return otra


@dataclass(frozen=True)
class _Contexto:
    actor: Actor
    ahora: datetime
    recepcion: datetime
    llave: str | None
    cuerpo: str
    por_verificar: bool
    reitera: Peticion | None


def _faltas_si_nombra(anterior: Peticion, s: Solicitud) -> list[Falta]:
    """El número de la anterior, en el texto, lleva a quien lo lea al nombre que se quiso reservar."""
    numero = anterior.radicado.impreso
    if numero not in s.texto and numero not in s.asunto:
        return []
    return [
        Falta(
            "texto",
            f"Aquí nombra la petición {numero}. De las dos, solo una va con su nombre: por ese número se "
            "sabría quién presentó la otra. Bórrelo del texto, o preséntela igual que la anterior.",
        )
    ]


def clave_de(peticion: Peticion) -> str:
    """La clave vigente de la petición, derivada de nuevo (no está guardada)."""
    return derivar_clave(llave_de("clave-ciudadana"), peticion.uuid, peticion.clave_version)


def _huella_del_cuerpo(s: Solicitud, anexos: Sequence[Recibido]) -> str:
    contenido = asdict(s)
    contenido["fecha_fijada"] = s.fecha_fijada.isoformat() if s.fecha_fijada else None
    contenido["anexos"] = [[a.sha256, a.nombre] for a in anexos]
    # Con llave: sin ella, quien lea la base y sospeche quién pidió podría comprobarlo.
    return hmac.new(llave_de("cuerpos"), canonico(contenido), hashlib.sha256).hexdigest()


def _la_de_esa_llave(llave: str, cuerpo: str, ahora: datetime) -> Radicada | None:
    radicado = Radicado.objects.select_related("peticion").filter(llave=llave).first()
    if radicado is None:
        return None
    if ahora - radicado.momento_radicacion > VIDA_DE_LA_LLAVE:
        with escritura():
            Radicado.objects.filter(pk=radicado.pk, llave=llave).update(llave=None)
        return None
    if radicado.llave_cuerpo != cuerpo:
        raise ConflictoDeLlave(
            "Esa llave ya se usó para radicar otra cosa. Envíe una llave nueva si es otra petición."
        )
    peticion = radicado.peticion
    plazo = peticion.plazos.filter(clase="respuesta").first()
    vence = plazo.fecha_vence if plazo else None
    return Radicada(peticion, radicado, clave_de(peticion), vence, repetida=True)


def _especial(s: Solicitud) -> Especial | None:
    if s.fecha_fijada is None:
        return None
    if not s.hora_fijada:
        return Especial(fecha=s.fecha_fijada)
    hora = time.fromisoformat(s.hora_fijada)
    return Especial(momento=datetime.combine(s.fecha_fijada, hora, tzinfo=BOGOTA))


def _escribir(s: Solicitud, anexos: Sequence[Recibido], c: _Contexto) -> Radicada:
    # Todo lo que se puede leer o calcular se hace antes de tomar el contador.
    serie = Serie.objects.select_related("dependencia").get(codigo=SERIE_DE_ENTRADA)
    atencion = dependencia_de_atencion(c.ahora.date())
    especial = _especial(s)
    reglamento = entidad()
    computo = computar(
        s.clase,
        en_bogota(c.recepcion),
        calendario=calendario_de(atencion, calendario_de_la_entidad(reglamento)),
        politica=politica_de_la_entidad(reglamento, dia=en_bogota(c.recepcion).date()),
        especial=especial,
    )
    nueva = uuid.uuid4()
    clave = derivar_clave(llave_de("clave-ciudadana"), nueva, 1)
    fechas = vencimiento(computo)._asdict()
    q = s.solicitante
    with escritura():
        radicado = numerar(
            serie, recepcion=c.recepcion, ahora=c.ahora, llave=c.llave, llave_cuerpo=c.cuerpo
        )
        peticion = Peticion(
            uuid=nueva,
            radicado=radicado,
            clase=s.clase,
            canal=s.canal,
            asunto=s.asunto,
            texto=s.texto,
            solicitante=q.tipo,
            rotulo=rotulo(q),
            identidad=_identidad(s, c.ahora),
            medio_respuesta=s.medio_respuesta,
            formato_respuesta=s.formato_respuesta,
            prioridad=s.prioridad,
            fue_verbal=s.fue_verbal,
            especial=especial.a_json() if especial else {},
            autorizaciones=s.autorizaciones,
            lugar=s.lugar,
            clave_huella=huella_clave(clave),
            estado=Estado.POR_VERIFICAR if c.por_verificar else Estado.RADICADA,
            dependencia=atencion,
            **fechas,
            busqueda=fichas(radicado.impreso, s.asunto, s.texto, rotulo(q)),
            reitera=c.reitera,
            creada=c.ahora,
        )
        peticion.save(force_insert=True)
        Plazo.objects.bulk_create(plazos_de(peticion, computo))
        lista = anexar(peticion, anexos, ahora=c.ahora)
        _anotar_radicacion(peticion, s, c, lista, atencion.nombre if atencion else "")
        _acusar(peticion, s, c.ahora, computo)
    return Radicada(peticion, radicado, clave, computo.vence, repetida=False)


def _identidad(s: Solicitud, ahora: datetime) -> Identidad | None:
    q = s.solicitante
    datos = DatosDeIdentidad(
        nombre=q.nombre if q.tipo != "anonimo" else "",
        tipo_documento=q.tipo_documento,
        documento=q.documento if q.tipo != "anonimo" else "",
        correo=q.correo,
        telefono=q.telefono,
        direccion=q.direccion,
        ciudad=q.ciudad,
        pais=q.pais,
        representante=q.representante,
    )
    if datos == DatosDeIdentidad():
        return None
    return guardar_identidad(datos, es_reservada=q.tipo in ("anonimo", "reservado"), ahora=ahora)


def _anotar_radicacion(
    peticion: Peticion, s: Solicitud, c: _Contexto, anexos: list[str], dependencia: str
) -> None:
    r = peticion.radicado
    anotar(
        peticion,
        "radicada",
        actor=c.actor,
        ahora=c.ahora,
        es_nueva=True,
        momento=c.recepcion,
        dependencia=dependencia,
        datos={
            "canal": s.canal,
            "clase": s.clase,
            **({"reitera": c.reitera.radicado.impreso} if c.reitera else {}),
        },
        contenido={
            "radicado": r.impreso,
            "radicado_id": r.pk,
            "serie": r.serie.codigo,
            "vigencia": r.vigencia,
            "consecutivo": r.consecutivo,
            "recepcion": en_bogota(r.momento_recepcion).isoformat(timespec="microseconds"),
            "radicacion": en_bogota(r.momento_radicacion).isoformat(timespec="microseconds"),
            "clase": s.clase,
            "solicitante": peticion.solicitante,
            "anexos": anexos,
            **({"reitera": c.reitera.uuid.hex} if c.reitera else {}),
        },
        reservado={"asunto": s.asunto, "texto": s.texto, "rotulo": peticion.rotulo},
    )


def _acusar(peticion: Peticion, s: Solicitud, ahora: datetime, computo: Computo) -> None:
    if not s.solicitante.correo:
        return
    respuesta = computo.vence if computo.unidad is not Unidad.SIN_TERMINO else None
    radicado = peticion.radicado
    preparar_envio(
        "acuse",
        llave=f"acuse:{peticion.uuid.hex}",
        destino=s.solicitante.correo,
        plantilla="peticiones/correo/acuse",
        # Va a un correo sin verificar: ni una palabra de lo que la persona escribió.
        datos={
            "radicado": radicado.impreso,
            "momento": en_bogota(radicado.momento_recepcion).isoformat(),
            "vence": respuesta.isoformat() if respuesta else None,
            "consultar": f"{settings.VENTANILLA_URL}/consultar/",
        },
        radicado=radicado,
        ahora=ahora,
    )
