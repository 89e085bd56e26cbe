"""Lo que muestra el recibo."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from ventanilla.comun import fechas
from ventanilla.comun.identificadores import agrupar
from ventanilla.comun.reloj import en_bogota
from ventanilla.peticiones.consultas.constancia import anexos_de_la_radicacion
from ventanilla.peticiones.consultas.dichos import (
    dicho_del_plazo,
    nombre_de_clase,
    si_no_es_de_aqui,
)
from ventanilla.peticiones.consultas.hoja import recibida_sin_hora
from ventanilla.peticiones.consultas.publicas import plazo_de_respuesta
from ventanilla.peticiones.models import Anexo, Peticion, Plazo

_COMUNES = ("sábado", "domingo", "día en que se recibió")
_FOTOS = frozenset({"jpg", "jpeg", "png", "webp", "heic", "tif", "tiff"})
_FORMAS = {
    "foto": ("foto", "fotos"),
    "audio": ("audio", "audios"),
    "video": ("video", "videos"),
    "documento": ("documento", "documentos"),
}


@dataclass(frozen=True)
class AnexoVisto:
    """Un anexo por su número y clase: «anexo-1.jpg», «Foto JPG», «310 KB»."""

    orden: int
    nombre: str
    clase: str
    peso: str


@dataclass(frozen=True)
class Cuenta:
    """El término de respuesta y cómo se contó. `vence` es `None` si está detenido o no hay."""

    vence: date | None
    momento_vence: datetime | None
    recibida: date
    dias: str
    es_habil: bool
    norma: str
    calendario: Sequence[dict[str, Any]]
    sin_contar: str
    detenida: bool


@dataclass(frozen=True)
class Recibo:
    """Todo lo que dice la página del recibo."""

    radicado: str
    clave: str
    momento: datetime
    sin_hora: bool
    asunto: str
    clase: str
    rotulo: str
    anexos: tuple[AnexoVisto, ...]
    resumen_anexos: str
    cuenta: Cuenta | None
    por_verificar: bool
    hitos: list[dict[str, Any]]


def recibo_de(peticion: Peticion, *, clave: str) -> Recibo:
    """El recibo de una petición. Con `clave` vacía no se muestra ninguna."""
    anexos = anexos_vistos(anexos_de_la_radicacion(peticion))
    cuenta = cuenta_de(peticion, plazo_de_respuesta(peticion))
    return Recibo(
        radicado=peticion.radicado.impreso,
        clave=agrupar(clave),
        momento=en_bogota(peticion.radicado.momento_recepcion),
        sin_hora=recibida_sin_hora(peticion),
        asunto=peticion.asunto,
        clase=nombre_de_clase(peticion.clase),
        rotulo=peticion.rotulo,
        anexos=anexos,
        resumen_anexos=resumir(anexos),
        cuenta=cuenta,
        por_verificar=peticion.estado == "por_verificar",
        hitos=_hitos(peticion, cuenta),
    )


def anexos_de(peticion: Peticion) -> tuple[AnexoVisto, ...]:
    """Los anexos de la petición, en orden."""
    return anexos_vistos(peticion.anexos.select_related("guardado").order_by("orden"))


def anexos_vistos(filas: Iterable[Anexo]) -> tuple[AnexoVisto, ...]:
    """Esos anexos, como los lee la persona."""
    return tuple(
        AnexoVisto(
            orden=a.orden,
            nombre=str(a),
            clase=f"{_tipo(a.extension).capitalize()} {a.extension.upper()}",
            peso=fechas.peso(a.guardado.tamano),
        )
        for a in filas
    )


def _tipo(extension: str) -> str:
    if extension in _FOTOS:
        return "foto"
    if extension in ("mp3", "ogg", "m4a", "wav"):
        return "audio"
    return "video" if extension == "mp4" else "documento"


def resumir(anexos: Sequence[AnexoVisto]) -> str:
    """«2 fotos y 1 documento»; «sin anexos»."""
    cuentas: dict[str, int] = {}
    for anexo in anexos:
        tipo = anexo.clase.split()[0].lower()
        cuentas[tipo] = cuentas.get(tipo, 0) + 1
    partes = [fechas.cantidad(n, *_FORMAS[t]) for t, n in cuentas.items()]
    return fechas.enumerar(partes) or "sin anexos"


def cuenta_de(peticion: Peticion, plazo: Plazo | None) -> Cuenta | None:
    """La cuenta del término, desde lo guardado; `None` si la ley no fija término."""
    if plazo is None or plazo.unidad == "sin_termino":
        return None
    recibida = en_bogota(peticion.radicado.momento_recepcion).date()
    return Cuenta(
        vence=plazo.fecha_vence,
        momento_vence=plazo.momento_vence,
        recibida=recibida,
        dias=dicho_del_plazo(plazo.dias, plazo.unidad),
        es_habil=plazo.unidad == "habiles",
        norma=plazo.norma,
        calendario=plazo.explicacion,
        sin_contar=_sin_contar(plazo.explicacion),
        detenida=plazo.detenido_desde is not None and plazo.cumplido_en is None,
    )


def _sin_contar(explicacion: Sequence[dict[str, Any]]) -> str:
    """«El 8 de diciembre es festivo (Inmaculada Concepción) y no cuenta.»; vacío si no hay."""
    festivos = []
    otros = 0
    for dia in explicacion:
        motivo = str(dia.get("motivo", ""))
        if dia.get("cuenta") or motivo.startswith(_COMUNES):
            continue
        if motivo.startswith("festivo: "):
            fecha = date.fromisoformat(dia["fecha"])
            dicho = fechas.fecha_mediana(fecha).rsplit(" de ", 1)[0]
            festivos.append(f"el {dicho} ({motivo.removeprefix('festivo: ')})")
        else:
            otros += 1
    frases = []
    if festivos:
        verbo = "es festivo y no cuenta" if len(festivos) == 1 else "son festivos y no cuentan"
        dichos = fechas.enumerar(festivos)
        frases.append(f"{dichos[0].upper()}{dichos[1:]} {verbo}.")
    if otros:
        frases.append("La lista dice qué otros días no cuentan, y por qué.")
    return " ".join(frases)


def _hitos(peticion: Peticion, cuenta: Cuenta | None) -> list[dict[str, Any]]:
    medio = {
        "correo": "La enviamos a su correo. También la verá en la página de consulta.",
        "postal": "La enviamos a su dirección. También la verá en la página de consulta.",
    }.get(peticion.medio_respuesta, "La leerá en la página de consulta, con su número y su clave.")
    competencia = peticion.plazos.filter(clase="competencia").first()
    hitos: list[dict[str, Any]] = [
        {
            "titulo": "Recibida",
            "momento": peticion.radicado.momento_recepcion,
            "solo_dia": recibida_sin_hora(peticion),
            "estado": "hecho",
        },
        {
            "titulo": "Va a la dependencia que puede resolverla",
            "texto": f"{si_no_es_de_aqui(competencia.dias)}." if competencia else "",
        },
        {"titulo": "Respuesta", "texto": medio},
    ]
    if cuenta is not None and cuenta.vence is not None:
        dicho = fechas.fecha_larga(cuenta.vence, con_anio=False)
        hitos.append(
            {
                "titulo": f"¿Pasó el {dicho} y no le hemos respondido?",
                "texto": "Entre a la página de consulta y avísenos con un toque: le llega a la "
                "jefatura y a Atención al Ciudadano. También puede acudir a la Personería o "
                "presentar una tutela.",
            }
        )
    return hitos
