"""En qué va la respuesta y qué ha pasado, dicho en frases."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.urls import reverse

from ventanilla.comun.fechas import fecha_mediana
from ventanilla.correspondencia.models import Envio
from ventanilla.peticiones.consultas.espera import espera_a_la_persona, no_contesto
from ventanilla.peticiones.consultas.hoja import responsables_de, sugerida_de
from ventanilla.peticiones.consultas.prueba_del_correo import limite_para_abrir
from ventanilla.peticiones.models import Actuacion, Estado, Peticion, Respuesta

_DE_UN_OFICIO: dict[str, str] = {
    Actuacion.Tipo.LECTURA: "La persona abrió {que} {salida} con su clave",
    Actuacion.Tipo.OFICIO_REBOTE: "El correo del oficio {salida} rebotó",
}


_ARTICULO = {"respuesta": "la respuesta", "alcance": "el alcance"}


def en_que_va(respuesta: Respuesta | None) -> dict[str, str]:
    """`tipo`, `titulo` y `texto` del aviso de arriba; vacío si no hay nada que decir."""
    if respuesta is None:
        return {}
    if respuesta.notificada is not None:
        return {"tipo": "exito", "titulo": "Notificada", "texto": _prueba(respuesta)}
    if respuesta.envio is not None and respuesta.envio.estado == Envio.Estado.DEVUELTO:
        dicho = respuesta.envio.prueba.get("motivo", "")
        return {
            "tipo": "error",
            "titulo": "El correo fue devuelto",
            "texto": f"El servidor de destino dijo: {dicho}. Despáchela por otro medio.",
        }
    if respuesta.envio is not None and respuesta.envio.estado == Envio.Estado.FALLIDO:
        return {
            "tipo": "error",
            "titulo": "El correo no pudo salir en tres días",
            "texto": "Despáchela por otro medio y avise a quien administra el correo.",
        }
    if respuesta.despachada is not None:
        return {
            "tipo": "alerta",
            "titulo": "Enviada, falta constancia",
            "texto": _espera(respuesta),
        }
    if respuesta.firmada is not None and respuesta.documento_id is None:
        return {
            "tipo": "informacion",
            "titulo": "Firmada: el PDF se está preparando",
            "texto": "El número ya es suyo. Vuelva a abrir esta página en un minuto.",
        }
    if respuesta.firmada is not None:
        return {
            "tipo": "informacion",
            "titulo": "Firmada: falta despacharla",
            "texto": "El término sigue corriendo hasta que haya prueba de que la persona la recibió.",
        }
    return {}


def por_verificar(peticion: Peticion) -> dict[str, str]:
    """Por qué llegó así y qué hacer; vacío si no está por verificar."""
    if peticion.estado != Estado.POR_VERIFICAR:
        return {}
    return {
        "tipo": "alerta",
        "titulo": "Recibida por verificar",
        "texto": "Llegó muy rápido o con muchas otras de la misma conexión, y pudo llenarla un "
        "programa. El término ya corre desde su recepción: si pide algo de verdad, márquela con «Sí "
        "es una petición» o repártala; si no, la Dirección de Atención anula el radicado.",
    }


def sin_contestar(peticion: Peticion, ahora: datetime) -> dict[str, str]:
    """Que a la persona se le pasó el plazo y qué sigue; vacío si no es el caso."""
    if not no_contesto(peticion, ahora) or peticion.persona_hasta is None:
        return {}
    hasta = fecha_mediana(peticion.persona_hasta)
    if peticion.estado == Estado.REQUERIDA:
        texto = (
            f"Tenía hasta el {hasta} para completarla. Quien firma en la dependencia declara el "
            "desistimiento y la archiva, o se responde con lo que hay (CPACA, artículo 17)."
        )
    else:
        texto = (
            f"Tenía hasta el {hasta} para aclararla. Quien firma en la dependencia la archiva, o se "
            "responde lo que se entienda (CPACA, artículo 19)."
        )
    return {
        "tipo": "alerta",
        "titulo": "La persona no contestó a tiempo",
        "texto": f"{texto} {_el_termino(peticion, ahora)}",
    }


def _el_termino(peticion: Peticion, ahora: datetime) -> str:
    """Qué pasa entre tanto con el término de la entidad."""
    if espera_a_la_persona(peticion) or peticion.vence is None or peticion.vence_momento is None:
        return (
            "El término para responder sigue detenido: vuelve a correr solo si la persona contesta."
        )
    dia = fecha_mediana(peticion.vence)
    if peticion.vence_momento <= ahora:
        return f"El término de la entidad no se detuvo y venció el {dia}: cuenta como vencida."
    return f"El término de la entidad no se detuvo: vence el {dia}."


def por_notificar(oficios: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """El primer oficio del que falta la prueba de que llegó; vacío si no falta ninguna."""
    for visto in oficios:
        if visto["tono"] in ("alerta", "error"):
            titulo = f"Falta que conste que llegó el oficio {visto['oficio'].radicado.impreso}"
            ancla = f"#oficio-{visto['oficio'].orden}"
            return {
                "tipo": visto["tono"],
                "titulo": titulo,
                "texto": visto["como_va"],
                "ancla": ancla,
            }
    return {}


# Los hace también quien radica o Atención: la dependencia guardada es la que responde, no la suya.
_DESDE_OTRA_PARTE = frozenset({Actuacion.Tipo.ENVIADA, Actuacion.Tipo.NOTIFICADA})


def hitos_de(peticion: Peticion, historia: Sequence[Actuacion]) -> list[dict[str, Any]]:
    """La historia completa, con el nombre de quien recibió cada vez."""
    nombres = responsables_de(historia)
    return [hito_de(peticion, a, nombres) for a in historia]


def hito_de(peticion: Peticion, actuacion: Actuacion, nombres: Mapping[int, str]) -> dict[str, Any]:
    """Una línea de la historia: qué pasó, quién lo hizo, lo que escribió y lo que entregó.

    `nombres` son los de las personas a las que se asignó, por su clave.
    """
    sugerida = sugerida_de(actuacion)
    le_toca = f"Sugiere: {sugerida.nombre}" if sugerida else ""
    titulo, donde = _dicho(actuacion, nombres)
    quien = actuacion.actor_nombre
    if quien and actuacion.tipo in _DESDE_OTRA_PARTE:
        donde = ""
    if quien and titulo.endswith(f" a {quien}"):
        quien = "La tomó para sí"
    partes = [p for p in (donde, quien, le_toca) if p]
    return {
        "titulo": titulo,
        "texto": " · ".join(partes),
        "prosa": actuacion.motivo,
        "documentos": [
            {"texto": f"Anexo {n}", "url": reverse("peticiones:anexo", args=[peticion.uuid, n])}
            for n in actuacion.datos.get("anexos", ())
        ],
        "momento": actuacion.momento,
        "solo_dia": actuacion.solo_dia,
        "estado": "hecho",
    }


def _dicho(actuacion: Actuacion, nombres: Mapping[int, str]) -> tuple[str, str]:
    """Qué pasó y en qué dependencia; de lo que se asigna, a quién."""
    titulo = str(actuacion.get_tipo_display())
    if actuacion.tipo == Actuacion.Tipo.ASIGNADA:
        responsable = actuacion.datos.get("responsable")
        if responsable is None and actuacion.dependencia:
            return f"{titulo} a {actuacion.dependencia}", ""
        if nombre := nombres.get(responsable or 0):
            return f"{titulo} a {nombre}", actuacion.dependencia
    if actuacion.tipo == Actuacion.Tipo.PARTE_ASIGNADA:
        nombre = nombres.get(actuacion.datos.get("responsable") or 0)
        titulo = f"Parte asignada a {nombre}" if nombre else titulo
    if actuacion.tipo in _DE_UN_OFICIO:
        que = _ARTICULO.get(actuacion.datos.get("que", ""), "el oficio")
        titulo = _DE_UN_OFICIO[actuacion.tipo].format(que=que, salida=actuacion.datos["salida"])
    return titulo, actuacion.dependencia


def _espera(respuesta: Respuesta) -> str:
    limite = limite_para_abrir(respuesta)
    if limite is not None:
        return (
            "El correo avisa que la respuesta está en la página. El término se cierra cuando la persona "
            f"la abra con su clave. Si al terminar el {fecha_mediana(limite)} no la ha abierto, "
            "despáchela a su dirección por correo postal o, si no la dejó, por aviso (CPACA, artículos "
            "56 y 69)."
        )
    if respuesta.medio == "correo":
        return (
            "El correo va en camino. El término se cierra cuando el servidor de destino lo acepte."
        )
    if respuesta.medio == "postal":
        return (
            f"Guía: {respuesta.prueba.get('guia', '')}. Anote la entrega cuando llegue la prueba."
        )
    if respuesta.medio == "aviso":
        retiro, surte = (
            fecha_mediana(date.fromisoformat(respuesta.prueba[cual]))
            for cual in ("retiro", "surte")
        )
        return (
            "El oficio completo está publicado en «Notificaciones por aviso». Fíjelo también en la "
            f"cartelera. Se retira al terminar el {retiro} y queda notificada al terminar el {surte}."
        )
    return "Está publicada. El término se cierra cuando la persona la abra con su clave."


def _prueba(respuesta: Respuesta) -> str:
    prueba: dict[str, str] = respuesta.prueba
    clase = prueba.get("clase", "")
    if clase == "correo":
        return (
            f"El servidor la aceptó ({prueba.get('servidor', '')}): {prueba.get('respuesta', '')}."
        )
    if clase == "acceso":
        return "La persona la abrió con su clave."
    if clase == "aviso":
        return "Por aviso, al terminar el día siguiente a su retiro (CPACA, artículo 69)."
    return prueba.get("detalle", "")
