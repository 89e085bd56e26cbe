"""La bandeja: lo que vence primero, arriba."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from ventanilla.bandeja.consultas.cifras import Cifras, cifras
from ventanilla.bandeja.consultas.filtros import CON_SU_ESTADO
from ventanilla.bandeja.consultas.lista import (
    ABIERTAS,
    CERRADAS,
    Filtro,
    Hallazgo,
    cortes,
    hallar,
    leer,
)
from ventanilla.bandeja.permisos import condicion_de, vistas_de
from ventanilla.bandeja.servicios.filtros import CAMPOS
from ventanilla.bandeja.views.filtro import columnas, leer_filtro
from ventanilla.bandeja.views.filtros_guardados import guardados_de
from ventanilla.comun.actores import Actor
from ventanilla.comun.calendario import Calendario
from ventanilla.comun.cuentas import TOPE, contar
from ventanilla.comun.fechas import dias
from ventanilla.comun.regreso import recordar_lista
from ventanilla.comun.reloj import en_bogota
from ventanilla.correspondencia.models import Serie
from ventanilla.directorio.consultas import calendario_de_la_entidad, entidad
from ventanilla.directorio.consultas.quien import quien
from ventanilla.directorio.models import Rol
from ventanilla.directorio.permisos import puede_ver_la_entidad
from ventanilla.peticiones.consultas.espera import espera_a_la_persona, no_contesto
from ventanilla.peticiones.consultas.estados import estado_de
from ventanilla.peticiones.models import Estado, Peticion
from ventanilla.peticiones.permisos import REPARTEN_ADENTRO
from ventanilla.terminos.computar import clases
from ventanilla.terminos.restantes import dias_que_faltan

POR_PAGINA = 25
EXPLICACIONES = {
    "traslados": "Nadie ha aceptado todavía la competencia: hasta el quinto día hábil se pueden "
    "trasladar a la entidad que corresponda (CPACA, artículo 21).",
    "por-verificar": "Llegaron muy rápido o con muchas otras de la misma conexión, y su término ya "
    "corre. Diga si son peticiones de verdad; lo que no lo sea, lo anula la Dirección de Atención.",
    "remitidas": "Lo que le remitieron, con su motivo. Usted lo lee; lo tramita la dependencia.",
    "control": "Lo que piden los jueces, los organismos de control, el Congreso, el concejo y la "
    "Defensoría. Sus términos son más cortos.",
}
NADA = (
    "Nada pendiente",
    "Aquí aparecen las peticiones abiertas, de la que vence primero a la última.",
)
VACIOS = {
    "por-firmar": (
        "Nada por firmar",
        "Cuando alguien de su dependencia pase una respuesta a firma, aparecerá aquí para que la "
        "lea y la firme.",
    ),
    "traslados": ("Nada por decidir", "Todas tienen ya quien aceptó responderlas."),
    "control": (
        "Nada de entes de control ni de jueces",
        "Cuando llegue algo de ellos aparecerá aquí, lo que vence primero arriba.",
    ),
    "por-verificar": ("Nada por verificar", "Nada de lo que llegó parece hecho por un programa."),
    "remitidas": (
        "No le han remitido nada",
        "Aquí aparece lo que un jefe o la Dirección de Atención le remita, con su motivo.",
    ),
}
RELOJES = {
    "competencia": "Decidir competencia",
    "respuesta": "Responder",
    # La luz ya dice que se espera a la persona; la fecha es hasta cuándo tiene.
    "complemento": "",
    "aclaracion": "",
    "entrega_por_silencio": "Entregar lo pedido, por no responder a tiempo",
}


# Pasó el plazo de la persona: lo que sigue lo hace la entidad (CPACA arts. 17 y 19).
DECIDA = {
    Estado.REQUERIDA: "No la completó: decida el desistimiento",
    Estado.POR_ACLARAR: "No la aclaró: decida el archivo",
}


@require_safe
def lista(request: HttpRequest) -> HttpResponse:
    """Las peticiones de la pestaña, con sus cifras y su filtro."""
    actor, momento = quien(request)
    vistas = vistas_de(actor)
    if not vistas and puede_ver_la_entidad(actor):
        # Quien solo administra también llega aquí: por el inicio de sesión, o por la costumbre.
        return redirect("directorio:entidad")
    if not vistas:
        return redirect("directorio:mi_cargo")
    codigos = [v.codigo for v in vistas]
    pedida = request.GET.get("vista", "")
    vista = pedida if pedida in codigos else codigos[0]
    request.vista_actual = vista  # type: ignore[attr-defined]
    formulario, filtro = leer_filtro(request.GET.dict(), vista, actor, momento)
    condicion = condicion_de(actor, vista)
    calendario = calendario_de_la_entidad()
    alerta = entidad().dias_de_alerta
    corte = cortes(momento, calendario, alerta)
    pagina = paginar(hallar(condicion, filtro, corte), request.GET.get("pagina", ""))
    ensena = que_se_ensena(actor, filtro)
    contexto = {
        "titulo": next(v.nombre for v in vistas if v.codigo == vista),
        "explicacion": EXPLICACIONES.get(vista, ""),
        "formulario": formulario,
        "filtro": filtro,
        "hay_filtro": filtro != Filtro(vista=vista),
        "vista": vista,
        "pagina": pagina,
        "filas": filas(pagina, momento, calendario),
        "cifras": tarjetas(cifras(condicion, corte), filtro, momento, calendario, alerta),
        "alerta": alerta,
        "reparte": vista != "por-firmar" and actor.tiene_rol(*REPARTEN_ADENTRO, Rol.ATENCION),
        "donde_mas": [] if pagina else donde_mas(request.GET, filtro, codigos),
        "guardados": guardados_de(actor, momento, corte, filtro),
        "vacio": VACIOS.get(vista, NADA),
        "firma": "por-firmar" in codigos,
        **ensena,
        "columnas": columnas(
            request.GET, filtro, sin=() if ensena["dice_responsable"] else ("responsable",)
        ),
    }
    respuesta = render(request, "bandeja/lista.html", contexto)
    consulta = {campo: request.GET.get(campo, "") for campo in (*CAMPOS, "pagina")}
    recordar_lista(request, respuesta, {"vista": vista, **consulta})
    return respuesta


class Paginas(Paginator):  # type: ignore[type-arg]
    """Las páginas de unos identificadores, hasta el tope. Lo que son muchas no se cuenta.

    `cortada`: hay más de las que se muestran. `sin_contar`: no se sabe cuántas son.
    """

    def __init__(self, hallazgo: Hallazgo, cual: int) -> None:
        self.sin_contar = hallazgo.muchas
        ids = hallazgo.ids
        if hallazgo.muchas:
            ids = list(ids[: min((cual + 1) * POR_PAGINA, TOPE + 1)])
        hasta_el_tope = len(ids) if isinstance(ids, list) else contar(ids)
        self.cortada = hasta_el_tope > TOPE
        self.cuantas = min(hasta_el_tope, TOPE)
        super().__init__(ids, POR_PAGINA)

    @property
    def count(self) -> int:
        """Cuántas se pueden recorrer."""
        return self.cuantas


def paginar(hallazgo: Hallazgo, pedida: str) -> Page[Peticion]:
    """La página pedida, ya leída."""
    cual = int(pedida) if pedida.isascii() and pedida.isdigit() else 1
    pagina: Page[Any] = Paginas(hallazgo, cual).get_page(pedida)
    pagina.object_list = leer(pagina.object_list)
    return pagina


def donde_mas(consulta: QueryDict, filtro: Filtro, codigos: Sequence[str]) -> list[dict[str, str]]:
    """Dónde más buscar lo que aquí no está: en las cerradas, y en la vista más ancha que tiene."""
    if not filtro.palabras:
        return []
    salidas = []
    ancha = next((v for v in ("todas", "dependencia") if v in codigos), filtro.vista)
    if filtro.estado == ABIERTAS:
        # Lo que espera una firma está abierto: las cerradas se buscan en otra vista.
        donde = ancha if filtro.vista in CON_SU_ESTADO else filtro.vista
        salidas.append(("Buscar en las cerradas", {"vista": donde, "estado": CERRADAS}))
    if ancha != filtro.vista:
        nombre = "todas" if ancha == "todas" else "las de mi dependencia"
        salidas.append((f"Buscar en {nombre}", {"vista": ancha}))
    dichas = []
    for texto, cambios in salidas:
        otra = consulta.copy()
        otra.pop("pagina", None)
        for campo, valor in {"vista": filtro.vista, **cambios}.items():
            otra[campo] = valor
        dichas.append({"texto": texto, "url": f"?{otra.urlencode()}"})
    return dichas


def tarjetas(
    cuenta: Cifras, filtro: Filtro, momento: datetime, calendario: Calendario, alerta: int
) -> list[dict[str, Any]]:
    """Las cifras de arriba; cada una abre lo que cuenta."""
    detalle = ""
    if cuenta.mas_antigua is not None:
        # El instante guardado es exclusivo: el último día a tiempo es el anterior.
        ultimo = en_bogota(cuenta.mas_antigua - timedelta(microseconds=1)).date()
        atraso = -min(-1, dias_que_faltan(ultimo, momento, calendario))
        detalle = f"la más antigua, hace {dias(atraso, habiles=True)}"
    pronto = f"{'vence' if cuenta.por_vencer == 1 else 'vencen'} en {dias(alerta, habiles=True)}"
    pasadas = "vencida" if cuenta.vencidas == 1 else "vencidas"
    datos = [
        ("vencidas", "mal", "triangulo", cuenta.vencidas, pasadas, detalle),
        ("por_vencer", "alerta", "circulo", cuenta.por_vencer, pronto, "o menos"),
        ("a_tiempo", "bien", "visto", cuenta.a_tiempo, "a tiempo", ""),
        (
            "por_decidir",
            "alerta",
            "alerta",
            cuenta.por_decidir,
            "por decidir",
            "no contestaron a tiempo",
        ),
        ("en_espera", "", "pausa", cuenta.en_espera, "en espera de la persona", ""),
    ]
    # «Por decidir» casi nunca hay; en las vistas de un solo estado, nada espera a la persona.
    sobran = {"por_decidir"} | ({"en_espera"} if filtro.vista in CON_SU_ESTADO else set())
    return [
        {
            "tono": tono,
            "figura": figura,
            "cuantas": cuantas,
            "texto": texto,
            "detalle": extra,
            "url": "?" + urlencode({"vista": filtro.vista, "semaforo": codigo}),
            "actual": codigo == filtro.semaforo,
        }
        for codigo, tono, figura, cuantas, texto, extra in datos
        if cuantas or codigo == filtro.semaforo or codigo not in sobran
    ]


def que_se_ensena(actor: Actor, filtro: Filtro) -> dict[str, Any]:
    """Las columnas que dicen algo: en lo propio el responsable es siempre quien mira.

    Salvo que supla a alguien: ahí también está lo de esa persona. La dependencia se dice cuando la
    lista reúne lo de varias.
    """
    una_sola = filtro.vista in {"dependencia", "por-firmar"} and len(actor.dependencias()) == 1
    return {
        "dice_responsable": filtro.vista != "mia" or bool(actor.suple),
        "dice_dependencia": not una_sola,
        "abre_filtros": bool(
            filtro.estado != ABIERTAS
            or filtro.clase
            or filtro.canal
            or filtro.dependencia
            or filtro.responsable is not None
        ),
    }


def filas(
    pagina: Page[Peticion], momento: datetime, calendario: Calendario
) -> list[dict[str, Any]]:
    """Cada petición con su semáforo y las palabras que se leen."""
    nombres = {c.codigo: c.nombre for c in clases()}
    return [
        {
            "peticion": p,
            "clase": nombres.get(p.clase, p.clase),
            "origen": p.radicado.serie.nombre
            if p.radicado.serie.clase == Serie.Clase.IMPORTADA
            else p.get_canal_display(),
            "reloj": RELOJES.get(p.vence_clase, "") if p.vence_clase != "respuesta" else "",
            **luz_de(p, momento, calendario),
            **estado_de(p, momento),
        }
        for p in pagina
    ]


def luz_de(peticion: Peticion, momento: datetime, calendario: Calendario) -> dict[str, Any]:
    """Lo que el semáforo necesita: días hábiles que faltan, o por qué no corre."""
    if peticion.esta_cerrada:
        return {"dias": None, "suspendida": "", "vencida": False, "cerrada": "Cerrada"}
    if no_contesto(peticion, momento):
        return {
            "dias": None,
            "suspendida": "",
            "cerrada": "",
            "decida": DECIDA[Estado(peticion.estado)],
        }
    vencida = peticion.vence_momento is not None and peticion.vence_momento <= momento
    return {
        "dias": dias_que_faltan(peticion.vence, momento, calendario) if peticion.vence else None,
        "suspendida": "Espera a la persona" if espera_a_la_persona(peticion) else "",
        "vencida": vencida,
        "cerrada": "",
    }
