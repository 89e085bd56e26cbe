"""Despachar un envío: sale una vez, o dice por qué no salió y cuándo se vuelve a intentar."""

import logging
import mimetypes
import re
import smtplib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.encoders import encode_base64
from email.mime.base import MIMEBase
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db.models import F
from django.template.exceptions import TemplateDoesNotExist
from django.template.loader import render_to_string

from ventanilla.archivo.consultas import abrir
from ventanilla.comun.cifrado import descifrar
from ventanilla.comun.reloj import en_bogota
from ventanilla.comun.texto import limpiar_linea
from ventanilla.comun.transaccion import escritura, exigir_fuera_de_escritura
from ventanilla.correspondencia.models import Envio
from ventanilla.correspondencia.reglas import siguiente_intento
from ventanilla.correspondencia.servicios.smtp import REMITENTE_NULO, Cartero, sin_direcciones
from ventanilla.directorio.consultas import entidad
from ventanilla.directorio.servicios import contar

registro = logging.getLogger("ventanilla.correo")
# Si el obrero muere con el envío en la mano, otro lo retoma después de este tiempo.
PRENDA = timedelta(minutes=10)
UN_DIA = timedelta(days=1)
ACUSES_POR_DIA = 20
ACUSE = "acuse"
_DIRECCION = re.compile(r"<?[^\s<>@]+@[^\s<>@]+>?")


@dataclass(frozen=True)
class _Carta:
    """Lo que la fila guarda cifrado: a quién y con qué datos."""

    destino: str
    datos: dict[str, Any]


def despachar(envio_id: int, *, ahora: datetime) -> Envio | None:
    """Envía lo pendiente y guarda la prueba; `None` si no le toca o si otro ya lo tomó.

    Se puede llamar dos veces: el envío se toma con una actualización condicional. Un rechazo
    definitivo del servidor (5xx) lo deja devuelto; una falla pasajera, para más tarde; después de
    tres días, fallido. Las tres cosas quedan con su motivo.

    Raises:
        RuntimeError: si se llama con la base tomada.
    """
    exigir_fuera_de_escritura("enviar un correo")
    if not _tomar(envio_id, ahora):
        return None
    envio = Envio.objects.select_related("radicado").get(pk=envio_id)
    destino = ""
    try:
        carta = _abrir(envio)
        destino = carta.destino
        if envio.clase == ACUSE and envio.intentos == 1 and _van_muchos(carta.destino, ahora):
            _cerrar(envio, Envio.Estado.FALLIDO, {"motivo": "Van muchos acuses hoy a ese correo."})
            return envio
        contestacion = _enviar(envio, carta)
    except Exception as error:  # toda falla queda escrita en la fila y se reintenta
        _anotar_falla(envio, error, destino, ahora)
        return envio
    momento = en_bogota(ahora).isoformat(timespec="seconds")
    dicho = sin_direcciones(contestacion, destino)
    prueba = {"servidor": _servidor(), "respuesta": dicho, "momento": momento}
    _cerrar(envio, Envio.Estado.ENVIADO, prueba, momento_envio=ahora)
    return envio


def despachar_pendientes(*, ahora: datetime, maximo: int = 200) -> int:
    """Despacha lo que ya debía haber salido; devuelve cuántos intentó. Lo llama la agenda."""
    pendientes = list(
        Envio.objects.filter(estado=Envio.Estado.PENDIENTE, proximo_intento__lte=ahora)
        .order_by("proximo_intento")
        .values_list("pk", flat=True)[:maximo]
    )
    return sum(despachar(pk, ahora=ahora) is not None for pk in pendientes)


def aceptados(envios: Iterable[int]) -> dict[int, Envio]:
    """De esos envíos, los que el servidor de destino aceptó, por su llave primaria."""
    filas = Envio.objects.filter(pk__in=list(envios), estado=Envio.Estado.ENVIADO)
    return {e.pk: e for e in filas if e.momento_envio is not None}


def marcar_devuelto(envio_id: int, *, motivo: str) -> bool:
    """El buzón lo devolvió después de que su servidor lo aceptó; dice si estaba aceptado.

    Va en la transacción de quien llama, que asienta con qué evidencia se supo. Lo que contestó el
    servidor se conserva.

    Args:
        motivo: por qué volvió, sin direcciones.
    """
    envio = Envio.objects.filter(pk=envio_id, estado=Envio.Estado.ENVIADO).first()
    if envio is None:
        return False
    prueba = {**envio.prueba, "motivo": motivo}
    marcados = Envio.objects.filter(pk=envio_id, estado=Envio.Estado.ENVIADO).update(
        estado=Envio.Estado.DEVUELTO, prueba=prueba
    )
    return marcados == 1


def sin_correos(texto: str) -> str:
    """El texto sin direcciones de correo: lo lee quien puede no deber conocerlas."""
    return _DIRECCION.sub("(el correo)", texto)


def _tomar(envio_id: int, ahora: datetime) -> bool:
    with escritura():
        tomados = Envio.objects.filter(
            pk=envio_id, estado=Envio.Estado.PENDIENTE, proximo_intento__lte=ahora
        ).update(proximo_intento=ahora + PRENDA, intentos=F("intentos") + 1)
    return tomados == 1


def _abrir(envio: Envio) -> _Carta:
    crudo = descifrar(bytes(envio.carga), uso="envios", contexto=str(envio.uuid))
    return _Carta(crudo["destino"], crudo["datos"])


def _van_muchos(destino: str, ahora: datetime) -> bool:
    # El acuse va a un correo sin verificar: nadie debe poder usarlo para inundar a otra persona.
    return contar(f"acuse:{destino.lower()}", ventana=UN_DIA, ahora=ahora) > ACUSES_POR_DIA


def _enviar(envio: Envio, carta: _Carta) -> str:
    conexion = get_connection()
    mensaje = _mensaje(envio, carta, conexion)
    if not conexion.send_messages([mensaje]):
        raise smtplib.SMTPException("El servidor no recibió el mensaje.")
    return _dicho("", conexion.contestaciones[-1]) if isinstance(conexion, Cartero) else "aceptado"


def _mensaje(envio: Envio, carta: _Carta, conexion: Any) -> EmailMultiAlternatives:
    contexto = {**carta.datos, "entidad": entidad(), "sitio": settings.VENTANILLA_URL}
    texto = render_to_string(f"{envio.plantilla}.txt", contexto)
    asunto, _, cuerpo = texto.partition("\n")
    mensaje = EmailMultiAlternatives(
        limpiar_linea(asunto),
        cuerpo.strip() + "\n",
        settings.DEFAULT_FROM_EMAIL,
        [carta.destino],
        headers=_cabeceras(envio),
        connection=conexion,
    )
    html = _html(envio.plantilla, contexto)
    if html:
        mensaje.attach_alternative(html, "text/html")
    for adjunto in envio.adjuntos:
        with abrir(str(adjunto["sha256"])) as archivo:
            _adjuntar(mensaje, str(adjunto["nombre"]), archivo.read())
    return mensaje


def _adjuntar(mensaje: EmailMultiAlternatives, nombre: str, datos: bytes) -> None:
    """El archivo con sus bytes exactos: quien lo recibe puede comprobar su huella."""
    tipo = mimetypes.guess_type(nombre)[0] or "application/octet-stream"
    if not tipo.startswith("text/"):
        mensaje.attach(nombre, datos, tipo)
        return
    # Como texto suelto, el correo le cambiaría los fines de línea.
    parte = MIMEBase(*tipo.split("/", 1))
    parte.set_payload(datos)
    encode_base64(parte)
    parte.add_header("Content-Disposition", "attachment", filename=("utf-8", "", nombre))
    mensaje.attach(parte)


def _cabeceras(envio: Envio) -> dict[str, str]:
    cabeceras = {"Message-ID": envio.mensaje_id, "X-Auto-Response-Suppress": "All"}
    if envio.clase == ACUSE:
        cabeceras["Auto-Submitted"] = "auto-generated"
        if settings.EMAIL_BACKEND.endswith(".Cartero"):
            cabeceras[REMITENTE_NULO] = "si"
    return cabeceras


def _html(plantilla: str, contexto: dict[str, Any]) -> str:
    try:
        return render_to_string(f"{plantilla}.html", contexto)
    except TemplateDoesNotExist:
        return ""


def _servidor() -> str:
    if settings.EMAIL_BACKEND.endswith(".Cartero"):
        return f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"
    return "demostración: el correo no sale de esta máquina"


def _anotar_falla(envio: Envio, error: Exception, destino: str, ahora: datetime) -> None:
    definitivo = sin_direcciones(_rechazo_definitivo(error), destino)
    if definitivo:
        registro.warning("envío %s devuelto", envio.uuid)
        _cerrar(envio, Envio.Estado.DEVUELTO, {"motivo": definitivo, "servidor": _servidor()})
        return
    registro.warning("envío %s: %s", envio.uuid, type(error).__name__)
    siguiente = siguiente_intento(envio.intentos, creado=envio.creado, ahora=ahora)
    prueba = {"motivo": _decir(error), "servidor": _servidor()}
    if siguiente is None:
        _cerrar(envio, Envio.Estado.FALLIDO, prueba)
        return
    with escritura():
        Envio.objects.filter(pk=envio.pk, estado=Envio.Estado.PENDIENTE).update(
            proximo_intento=siguiente, prueba=prueba
        )
    envio.proximo_intento, envio.prueba = siguiente, prueba


def _rechazo_definitivo(error: Exception) -> str:
    """Lo que dijo el servidor si no vale la pena insistir; vacío si la falla puede pasar."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        contestaciones = list(error.recipients.values())
        if all(codigo >= 500 for codigo, _ in contestaciones):
            codigo, texto = contestaciones[0]
            return _dicho(codigo, texto)
    if isinstance(error, smtplib.SMTPDataError) and error.smtp_code >= 500:
        return _dicho(error.smtp_code, error.smtp_error)
    return ""


def _decir(error: Exception) -> str:
    """La falla sin direcciones ni contenido: solo su clase y, si lo hay, el código."""
    codigo = getattr(error, "smtp_code", "")
    return f"{type(error).__name__} {codigo}".strip()


def _dicho(codigo: int | str, crudo: bytes | str) -> str:
    """Lo que dijo el servidor, sin la dirección: esta prueba la lee quien no debe conocerla."""
    texto = crudo.decode(errors="replace") if isinstance(crudo, bytes) else crudo
    return sin_correos(f"{codigo} {texto}".strip())[:300]


def _cerrar(
    envio: Envio,
    estado: str,
    prueba: dict[str, str],
    *,
    momento_envio: datetime | None = None,
) -> None:
    with escritura():
        Envio.objects.filter(pk=envio.pk, estado=Envio.Estado.PENDIENTE).update(
            estado=estado, prueba=prueba, momento_envio=momento_envio, proximo_intento=None
        )
    envio.estado, envio.prueba, envio.momento_envio = estado, prueba, momento_envio
