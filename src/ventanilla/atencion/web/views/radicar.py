"""Radicar una petición."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import (
    RequestDataTooBig,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from ventanilla.archivo.servicios import recibir
from ventanilla.atencion.web.consultas.recibo import recibo_de
from ventanilla.atencion.web.forms.radicar import FormularioDeRadicacion
from ventanilla.atencion.web.reglas import avisos
from ventanilla.atencion.web.servicios.llave import VIDA, Llave, leer_llave, nueva_llave
from ventanilla.atencion.web.servicios.pregunta import hacer_pregunta, responde_bien
from ventanilla.atencion.web.views.reiterar import anterior_con_acceso, lo_de_antes
from ventanilla.comun.accesos import conceder
from ventanilla.comun.actores import CIUDADANIA
from ventanilla.comun.direccion import direccion_de, es_sede_conocida
from ventanilla.comun.errores import ConflictoDeLlave, DatosInvalidos
from ventanilla.comun.reloj import ahora
from ventanilla.directorio.consultas import entidad
from ventanilla.directorio.servicios import contar
from ventanilla.peticiones.consultas.publicas import por_llave
from ventanilla.peticiones.servicios.radicar import Radicada, radicar

GALLETA = "radicando"
HORA = timedelta(hours=1)
# Nadie lee y llena el formulario en menos; quien lo hace queda por verificar.
LO_QUE_TARDA_UNA_PERSONA = timedelta(seconds=3)
VENCIDO = (
    "La página estuvo abierta mucho tiempo y por seguridad venció. Todavía no se ha recibido nada: "
    "revise lo que escribió y oprima otra vez «Radicar petición»."
)
INCOMPLETO = (
    "Lo que envió llegó incompleto, tal vez por una falla de la conexión. No se ha recibido nada: "
    "revise lo que escribió y oprima otra vez «Radicar petición»."
)
NO_CABE = (
    "El texto es demasiado largo: caben 50.000 caracteres. Resúmalo, o guárdelo en un archivo y "
    "adjúntelo. Si vuelve atrás en su navegador, lo que escribió sigue ahí."
)
MUCHOS_ARCHIVOS = "Llegaron demasiados archivos: puede adjuntar hasta 10 archivos."


@dataclass
class _Intento:
    """Un envío del formulario mientras se atiende."""

    request: HttpRequest
    momento: datetime
    form: FormularioDeRadicacion
    llave: Llave
    extra: dict[str, Any]

    def pagina(self, estado: int = 422) -> HttpResponse:
        """El formulario otra vez, con lo escrito y lo que hay que corregir."""
        return _pagina(self.request, self.form, self.llave, estado=estado, **self.extra)


# El formulario no usa la galleta de Django: la llave firmada, con vencimiento y de un solo uso,
# prueba que lo servimos nosotros, y así se radica también sin galletas y una página vencida se
# devuelve con lo escrito. Radicar no usa ninguna sesión que otro sitio pueda aprovechar.
@csrf_exempt
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def radicar_peticion(request: HttpRequest) -> HttpResponse:
    """GET muestra el formulario; POST radica y lleva al recibo, o dice qué corregir (422)."""
    momento = ahora()
    if request.method == "POST":
        return _radicar(request, momento)
    escogida = {"clase": request.GET.get("clase", "")[:40]}
    anterior = anterior_con_acceso(request, request.GET.get("reitera", ""), momento)
    inicial = lo_de_antes(anterior) if anterior else escogida
    form = FormularioDeRadicacion(
        initial=inicial if inicial["clase"] else None, lista_avisos=_avisos()
    )
    llave = _llave_para_mostrar(request, momento)
    return _pagina(request, form, llave, estado=200, anterior=anterior)


def _radicar(request: HttpRequest, momento: datetime) -> HttpResponse:
    try:
        datos, archivos = request.POST, request.FILES
    except (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent) as exceso:
        return _no_cabe(request, momento, exceso)
    except (MultiPartParserError, UnreadablePostError):
        return _devolver(request, momento, INCOMPLETO)
    llave = leer_llave(str(datos.get("llave", "")), momento)
    form = FormularioDeRadicacion(datos, archivos, lista_avisos=_avisos())
    anterior = anterior_con_acceso(request, str(datos.get("reitera", "")), momento)
    extra = {"anterior": anterior}
    intento = _Intento(request, momento, form, llave or nueva_llave(momento), extra)
    validos = form.is_valid()
    if llave is None or request.headers.get("Sec-Fetch-Site") == "cross-site":
        form.add_error(None, VENCIDO)
    elif "fin" not in datos:
        # Es el último campo de la página: si falta, el envío se cortó en el camino.
        form.add_error(None, INCOMPLETO)
    elif validos:
        return _entregar(intento)
    return intento.pagina()


def _entregar(intento: _Intento) -> HttpResponse:
    por_verificar = _por_verificar(intento)
    if por_verificar is None:
        return intento.pagina()
    form = intento.form
    try:
        anexos = [recibir(str(a.name), a.chunks()) for a in form.cleaned_data["anexos"]]
        radicada = radicar(
            form.solicitud(intento.llave.mostrada),
            actor=CIUDADANIA,
            ahora=intento.momento,
            llave=intento.llave.valor,
            anexos=anexos,
            por_verificar=por_verificar,
            reitera=intento.extra["anterior"],
        )
    except DatosInvalidos as malos:
        form.agregar_faltas(malos.faltas)
        return intento.pagina()
    except ConflictoDeLlave:
        # 422 y no 409: el guion de los adjuntos cambia la página en su sitio y conserva archivos.
        intento.extra["previa"] = por_llave(intento.llave.valor)
        intento.llave = nueva_llave(intento.momento)
        return intento.pagina()
    return _al_recibo(intento, radicada)


def _al_recibo(intento: _Intento, radicada: Radicada) -> HttpResponse:
    request, momento = intento.request, intento.momento
    peticion = radicada.peticion
    respuesta: HttpResponse
    if GALLETA in request.COOKIES:
        respuesta = redirect("atencion_web:recibo", radicada.radicado.impreso)
    else:
        # El navegador no guarda galletas: no habría cómo mostrarle el recibo en otra página.
        contexto = {"recibo": recibo_de(peticion, clave=radicada.clave), "sin_galletas": True}
        respuesta = render(request, "atencion_web/recibo.html", contexto)
    conceder(request, respuesta, peticion.uuid, momento)
    return respuesta


def _por_verificar(intento: _Intento) -> bool | None:
    """Si se recibe por verificar; `None` si antes hay que hacerle una pregunta a la persona."""
    request, form, momento = intento.request, intento.form, intento.momento
    sospechoso = (
        form.parece_un_programa or momento - intento.llave.mostrada < LO_QUE_TARDA_UNA_PERSONA
    )
    limite: int = settings.VENTANILLA_LIMITE_RADICACION
    if not limite or es_sede_conocida(request) or por_llave(intento.llave.valor) is not None:
        return sospechoso
    ficha = str(form.data.get("pregunta", ""))
    if ficha:
        dicho = form.cleaned_data.get("respuesta_humana", "")
        contesta = responde_bien(ficha, dicho, para=intento.llave.valor)
        return sospechoso or not contesta
    quien = f"radicar:{direccion_de(request)}"
    veces = contar(quien, ventana=HORA, ahora=momento, tope=limite)
    if veces <= limite:
        return sospechoso
    pregunta = hacer_pregunta(para=intento.llave.valor)
    form.add_error(
        "respuesta_humana",
        f"{pregunta.texto} Escríbalo en números o en letras. Si no puede, déjelo en blanco: "
        "recibimos su petición igual, con la fecha y hora de hoy, y luego la verificamos.",
    )
    intento.extra["pregunta"] = pregunta
    return None


def _no_cabe(request: HttpRequest, momento: datetime, exceso: Exception) -> HttpResponse:
    _agotar(request)
    if isinstance(exceso, TooManyFilesSent):
        return _devolver(request, momento, MUCHOS_ARCHIVOS, campo="anexos")
    return _devolver(request, momento, NO_CABE, campo="texto")


def _agotar(request: HttpRequest) -> None:
    """Lee y suelta lo que falte por llegar: si no, el navegador ve una conexión cortada."""
    try:
        while request.read(1 << 16):
            pass
    except (OSError, UnreadablePostError):
        return


def _devolver(
    request: HttpRequest, momento: datetime, mensaje: str, *, campo: str | None = None
) -> HttpResponse:
    """El formulario con una sola falta, cuando lo enviado no se pudo leer."""
    form = FormularioDeRadicacion({}, lista_avisos=_avisos())
    form.errors.clear()
    form.add_error(campo, mensaje)
    return _pagina(request, form, nueva_llave(momento), estado=422)


def _llave_para_mostrar(request: HttpRequest, momento: datetime) -> Llave:
    """La que este navegador ya tiene, si todavía sirve; así dos pestañas comparten la suya."""
    guardada = leer_llave(request.COOKIES.get(GALLETA, ""), momento)
    if guardada is None or "otra" in request.GET:
        return nueva_llave(momento)
    previa = por_llave(guardada.valor)
    usada = previa.radicado.momento_radicacion if previa else None
    return guardada if guardada.sirve_para_mostrar(momento, usada) else nueva_llave(momento)


def _avisos() -> list[avisos.Aviso]:
    e = entidad()
    datos = {"entidad": e.nombre, "correo": e.correo, "direccion": e.direccion}
    return [a.para(**datos) for a in avisos.AVISOS.values()]


def _pagina(
    request: HttpRequest,
    form: FormularioDeRadicacion,
    llave: Llave,
    *,
    estado: int,
    **extra: Any,
) -> HttpResponse:
    contexto = {
        "form": form,
        "llave": llave.ficha,
        "aviso": form.avisos["datos_personales"],
        "por_adjuntar": [a.name for a in form.files.getlist("anexos")] if form.files else [],
        **extra,
    }
    respuesta = render(request, "atencion_web/radicar.html", contexto, status=estado)
    respuesta.set_cookie(
        GALLETA,
        llave.ficha,
        max_age=VIDA,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return respuesta
