"""Quién escribe y qué pide: solicitudes inventadas con una semilla fija. Puro."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random

from ventanilla.comun.calendario import Calendario
from ventanilla.comun.texto import plegar
from ventanilla.peticiones.reglas.solicitud import Solicitante, Solicitud
from ventanilla.proyecto.muestra.momentos import Periodo, Ritmo
from ventanilla.proyecto.muestra.textos import Tema, Textos

_CANALES = ("web", "ventanilla", "correo", "telefono", "chat", "buzon", "certificado", "jornada")
_PESOS_DE_CANAL = (46, 22, 16, 5, 4, 3, 2, 2)
_QUIENES = ("natural", "anonimo", "reservado", "juridica")
_PESOS_DE_QUIEN = (74, 12, 6, 8)
_PRIORIDADES = ("ninez", "embarazo", "discapacidad", "mayor", "victima", "riesgo", "periodista")
_UNA_DE_AUTORIDAD = 14
RURAL = "Corregimientos"


@dataclass(frozen=True)
class Escrita:
    """Una solicitud con su momento de radicación y el del medio, y el tema del que salió.

    `reitera`: la posición de la que pide lo mismo y llegó antes.
    """

    solicitud: Solicitud
    radicada: datetime
    recibida: datetime
    tema: Tema
    respuesta: str
    trae_anexo: bool
    reitera: int | None = None


def escribir(
    cuantas: int, periodo: Periodo, *, azar: Random, textos: Textos, calendario: Calendario
) -> list[Escrita]:
    """`cuantas` solicitudes de ese periodo, en orden de radicación."""
    ritmo = Ritmo(periodo, calendario)
    escritas = []
    for turno in range(cuantas):
        canal = azar.choices(_CANALES, _PESOS_DE_CANAL)[0]
        autoridad = turno % _UNA_DE_AUTORIDAD == 1
        if autoridad:
            canal = azar.choice(("correo", "certificado", "ventanilla"))
        temas = textos.autoridades if autoridad else textos.temas
        tema = azar.choices(temas, [t.peso for t in temas])[0]
        momento = ritmo.momento(canal, azar)
        escritas.append(redactar(tema, canal, momento, azar, textos, calendario))
    return sorted(escritas, key=lambda e: e.radicada)


def redactar(
    tema: Tema,
    canal: str,
    momento: datetime,
    azar: Random,
    textos: Textos,
    calendario: Calendario,
) -> Escrita:
    """Una solicitud sobre ese tema, de alguien inventado, radicada en ese momento."""
    comunas = [c for c in textos.barrios if (c == RURAL) is tema.rural]
    comuna = azar.choice(comunas)
    partes = _partes(comuna, azar, textos)
    recibida = _recibida(canal, momento, azar)
    fijada = None
    if tema.plazo_dias:
        fijada = calendario.sumar_habiles(recibida.date(), tema.plazo_dias)
    autoridad = bool(tema.nombre)
    quien = _autoridad(tema) if autoridad else _quien(azar, textos, partes["barrio"])
    solicitud = Solicitud(
        clase=tema.clase,
        asunto=tema.asunto.format(**partes),
        texto=_saludo(quien, azar) + tema.texto.format(**partes) + _despedida(azar),
        canal=canal,
        solicitante=quien,
        formato_respuesta="corriente"
        if azar.random() > 0.05
        else azar.choice(("letra_grande", "audio")),
        prioridad="" if autoridad or azar.random() > 0.14 else azar.choice(_PRIORIDADES),
        fue_verbal=canal in ("telefono", "jornada"),
        fecha_fijada=fijada,
        hora_fijada="16:00" if tema.clase == "judicial" else "",
        lugar={"comuna": comuna, "barrio": partes["barrio"]},
    )
    return Escrita(
        solicitud,
        momento,
        recibida,
        tema,
        tema.respuesta.format(**partes),
        trae_anexo=azar.random() < 0.15,
    )


def otro_tema(escrita: Escrita, tema: Tema, azar: Random, textos: Textos) -> Escrita:
    """La misma persona, el mismo día y el mismo canal, con otro asunto."""
    s = escrita.solicitud
    partes = _partes(s.lugar["comuna"], azar, textos)
    solicitud = replace(
        s,
        clase=tema.clase,
        asunto=tema.asunto.format(**partes),
        texto=_saludo(s.solicitante, azar) + tema.texto.format(**partes),
        lugar={**s.lugar, "barrio": partes["barrio"]},
    )
    return replace(escrita, solicitud=solicitud, tema=tema)


def _partes(comuna: str, azar: Random, textos: Textos) -> dict[str, str]:
    return {
        "barrio": azar.choice(textos.barrios[comuna]),
        "via": azar.choice(textos.vias),
        "tiempo": azar.choice(textos.tiempos),
    }


def _recibida(canal: str, momento: datetime, azar: Random) -> datetime:
    """El instante del medio: el papel, el correo y la feria llegan antes de radicarse."""
    if canal == "correo":
        return momento - timedelta(minutes=azar.randint(4, 900))
    if canal in ("buzon", "jornada"):
        return momento - timedelta(hours=azar.randint(18, 70))
    return momento if canal in ("web", "chat") else momento - timedelta(minutes=azar.randint(1, 9))


def _autoridad(tema: Tema) -> Solicitante:
    correo = plegar(tema.nombre.split(" (")[0]).replace(" ", ".")
    return Solicitante(tipo="autoridad", nombre=tema.nombre, correo=f"{correo}@autoridad.example")


def _quien(azar: Random, textos: Textos, barrio: str) -> Solicitante:
    tipo = azar.choices(_QUIENES, _PESOS_DE_QUIEN)[0]
    if tipo == "anonimo":
        return Solicitante(tipo="anonimo")
    if tipo == "juridica":
        return Solicitante(
            tipo="juridica",
            nombre=azar.choice(textos.empresas),
            tipo_documento="NIT",
            documento=f"900000{azar.randint(100, 999)}",
            correo=f"gerencia{azar.randint(1, 99)}@empresa.example",
            ciudad="Ibagué",
        )
    nombre = f"{azar.choice(textos.nombres)} {azar.choice(textos.apellidos)}"
    con_correo = azar.random() < 0.7
    usuario = plegar(nombre).replace(" ", ".")
    return Solicitante(
        tipo=tipo,
        nombre=nombre,
        tipo_documento="CC",
        documento=f"1000000{azar.randint(100, 999)}",
        correo=f"{usuario}{azar.randint(1, 99)}@correo.example" if con_correo else "",
        telefono=f"300000{azar.randint(1000, 9999)}" if azar.random() < 0.5 else "",
        direccion=f"Manzana {azar.randint(1, 20)} casa {azar.randint(1, 30)}, {barrio}"
        if azar.random() < 0.8
        else "",
        ciudad="Ibagué",
    )


def _saludo(quien: Solicitante, azar: Random) -> str:
    if quien.tipo == "autoridad":
        return "Respetados señores:\n\n"
    return azar.choice(
        ("Buenos días.\n\n", "Cordial saludo.\n\n", "", "Señores de la Alcaldía:\n\n")
    )


def _despedida(azar: Random) -> str:
    return azar.choice(("\n\nMuchas gracias.", "\n\nQuedo atento a su respuesta.", "", ""))


def reiterar(anterior: Escrita, indice: int, momento: datetime) -> Escrita:
    """La misma persona vuelve a pedir lo mismo, por la página, en ese momento."""
    s = anterior.solicitud
    solicitud = replace(
        s,
        canal="web",
        asunto=f"Insisto: {s.asunto}"[:200],
        texto=f"Ya había pedido esto y no he visto respuesta. Lo que pedí fue:\n\n{s.texto}",
        fue_verbal=False,
    )
    return replace(
        anterior, solicitud=solicitud, radicada=momento, recibida=momento, reitera=indice
    )
