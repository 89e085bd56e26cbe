"""La historia de una petición, en palabras de todos los días."""

from datetime import date
from typing import Any

from django.urls import reverse

from ventanilla.comun.fechas import fecha_larga
from ventanilla.peticiones.consultas.dichos import nombre_de_clase
from ventanilla.peticiones.models import Actuacion, Estado, Peticion

_T = Actuacion.Tipo
# Lo que la persona lee de cada actuación: título y explicación.
_DICHOS: dict[str, tuple[str, str]] = {
    _T.RADICADA: ("La recibimos", "Quedó radicada con su número y su fecha."),
    _T.VERIFICADA: ("La verificamos", "Ya sigue su camino."),
    _T.CLASIFICADA: ("La clasificamos", "Revisamos qué clase de petición es."),
    _T.ASIGNADA: ("La enviamos a la dependencia que puede resolverla", ""),
    _T.COMPETENCIA: ("La dependencia la aceptó", "Es de su competencia y la va a resolver."),
    _T.DEVUELTA: ("Cambia de dependencia", "Buscamos la dependencia que sí puede resolverla."),
    _T.REQUERIDA: (
        "Nos falta algo de su parte",
        "El término se detiene hasta que usted complete la petición. Si se le pasa el plazo sin "
        "completarla ni pedir más tiempo, se entiende que desistió.",
    ),
    _T.COMPLETADA: ("Usted la completó", "El término vuelve a correr desde el día siguiente."),
    _T.POR_ACLARAR: (
        "No entendimos qué pide",
        "Acláreselo a la dependencia en 10 días hábiles; si no, se archiva y usted puede volver a "
        "presentarla (Ley 1437 de 2011, artículo 19).",
    ),
    _T.ACLARADA: ("Usted la aclaró", ""),
    _T.PRORROGA_CIUDADANO: ("Usted pidió más tiempo para completarla", ""),
    _T.PRORROGADA: (
        "Necesitamos más tiempo",
        "Se amplió el término. El máximo es el doble del inicial (Ley 1437 de 2011, artículo 14).",
    ),
    _T.TRASLADADA: (
        "La enviamos a otra entidad",
        "No es de nuestra competencia. El término de la otra entidad empieza el día siguiente al "
        "que la recibe (Ley 1437 de 2011, artículo 21).",
    ),
    _T.PARTE_PEDIDA: (
        "Otra dependencia ayuda a responder",
        "",
    ),
    _T.PARTE_ENTREGADA: ("Otra dependencia entregó lo que le pedimos", ""),
    _T.CALENDARIO: ("Cambió la fecha", "Cambiaron los días hábiles de la entidad."),
    _T.REITERACION: ("La unimos a su petición anterior", ""),
    _T.ALCANCE_FIRMADO: ("Completamos o corregimos la respuesta", "Tiene su propio número."),
    _T.ALCANCE_ENVIADO: ("Le enviamos lo que completa o corrige la respuesta", ""),
    _T.ALCANCE_NOTIFICADO: ("Usted recibió lo que completa o corrige la respuesta", ""),
    _T.ALCANCE_REBOTE: (
        "El correo con lo que completa o corrige la respuesta volvió",
        "Mientras se lo enviamos de otro modo, puede leerlo aquí.",
    ),
    _T.FIRMADA: ("La respuesta está firmada", "Ya tiene número y firma."),
    _T.ENVIADA: ("Le enviamos la respuesta", ""),
    _T.REBOTE: (
        "El correo con la respuesta volvió",
        "No le llegó: la entidad debe enviársela por otro medio. Mientras tanto puede leerla aquí.",
    ),
    _T.LECTURA: ("Usted abrió el oficio", "Lo leyó aquí, con su clave."),
    _T.NOTIFICADA: ("Usted recibió la respuesta", ""),
    _T.DESISTIDA: ("Se desistió de la petición", "Puede presentarla otra vez cuando quiera."),
    _T.DESISTIMIENTO_TACITO: (
        "La archivamos porque no se completó",
        "Se venció el plazo para completarla (Ley 1437 de 2011, artículo 17). Puede presentarla otra "
        "vez.",
    ),
    _T.SIN_ACLARAR: (
        "La archivamos porque no se aclaró",
        "Se vencieron los diez días para aclararla (Ley 1437 de 2011, artículo 19). Puede presentarla "
        "otra vez.",
    ),
    _T.OFICIO_POR_AVISO: (
        "Publicamos el oficio",
        "Está en «Notificaciones por aviso», porque no hubo otra forma de notificárselo.",
    ),
    _T.ARCHIVADA: (
        "Ninguna autoridad es competente",
        "El oficio que le enviamos dice por qué (Ley 1437 de 2011, artículo 21).",
    ),
    _T.OFICIO_REBOTE: (
        "El correo con el oficio volvió",
        "No le llegó: la entidad debe notificárselo de otro modo. Mientras tanto puede leerlo aquí.",
    ),
    _T.OFICIO_ENTREGADO: ("El oficio llegó a su destinatario", ""),
    _T.RECHAZADA: ("No se tramitó", "El documento que le enviamos dice por qué."),
    _T.ANULADA: ("El radicado se anuló", "El número no se usa para nada más."),
    _T.CLAVE: ("Cambió la clave de consulta", "La anterior ya no sirve."),
    _T.AVISO_VENCIDA: (
        "Usted avisó que no le han respondido",
        "El aviso llegó a la jefatura de la dependencia y a Atención al Ciudadano.",
    ),
}
# Lo mismo, según sus datos: (los que lo hacen distinto, lo que se lee).
_DICHOS_DE_OTRO_MODO: dict[str, tuple[dict[str, Any], tuple[str, str]]] = {
    _T.LECTURA: (
        {"que": "respuesta"},
        ("Usted abrió la respuesta", "La leyó aquí, con su clave."),
    ),
    _T.REBOTE: (
        {"la_abrio": True},
        (
            "El correo con la respuesta volvió",
            "Usted ya la había abierto aquí con su clave: queda notificada desde ese día.",
        ),
    ),
    _T.ALCANCE_REBOTE: (
        {"la_abrio": True},
        (
            "El correo con lo que completa o corrige la respuesta volvió",
            "Usted ya lo había abierto aquí con su clave: queda notificado desde ese día.",
        ),
    ),
    _T.OFICIO_REBOTE: (
        {"a": "autoridad"},
        ("El correo a la otra entidad volvió", "Se lo enviaremos de otro modo."),
    ),
}
# Pasos internos: no le dicen nada a la persona.
_INTERNAS = frozenset({_T.PROYECTADA, _T.CORREGIR})
# Lo que la persona hizo: se le muestra como suyo.
_DE_LA_PERSONA = frozenset({_T.COMPLETADA, _T.ACLARADA, _T.DESISTIDA})
_ALERTAS = frozenset(
    {
        _T.REQUERIDA,
        _T.POR_ACLARAR,
        _T.AVISO_VENCIDA,
        _T.RECHAZADA,
        _T.DESISTIMIENTO_TACITO,
        _T.SIN_ACLARAR,
    }
)


def historia_publica(peticion: Peticion) -> list[dict[str, Any]]:
    """Los hitos de la línea de tiempo, del primero al último, y el que falta."""
    filas = [
        a
        for a in peticion.actuaciones.filter(es_publica=True).order_by("orden")
        if a.tipo not in _INTERNAS
    ]
    hitos = [_hito(a) for a in filas]
    if hitos and not peticion.esta_cerrada:
        ultimo = hitos[-1]
        ultimo["estado"] = "alerta" if filas[-1].tipo in _ALERTAS else "actual"
        if peticion.estado not in (Estado.FIRMADA, Estado.ENVIADA):
            hitos.append({"titulo": "Respuesta", "estado": "pendiente"})
    for hito, fila in zip(hitos, filas, strict=False):
        if fila.tipo == _T.ENVIADA:
            url = reverse("atencion_web:respuesta", args=[peticion.radicado.impreso])
            hito["documentos"] = [{"texto": "Leer la respuesta", "url": url}]
        elif fila.datos.get("anexos"):
            hito["documentos"] = [_anexo(peticion, orden) for orden in fila.datos["anexos"]]
    return hitos


def _anexo(peticion: Peticion, orden: int) -> dict[str, str]:
    url = reverse("atencion_web:anexo", args=[peticion.radicado.impreso, orden])
    return {"texto": f"Anexo {orden}", "url": url}


def _hito(actuacion: Actuacion) -> dict[str, Any]:
    titulo, texto = _dicho(actuacion)
    if actuacion.datos.get("reitera"):
        texto = f"{texto} Pide otra vez lo de la petición {actuacion.datos['reitera']}.".strip()
    dicho = "Usted escribió" if actuacion.tipo in _DE_LA_PERSONA else "Motivo"
    return {
        "titulo": titulo,
        "texto": texto,
        "prosa": f"{dicho}: {actuacion.motivo}" if actuacion.motivo else "",
        "momento": actuacion.momento,
        "solo_dia": actuacion.solo_dia,
        "estado": "hecho",
    }


def _dicho(actuacion: Actuacion) -> tuple[str, str]:
    """El título y la explicación, con lo que la actuación tenga de particular."""
    titulo, texto = _DICHOS.get(actuacion.tipo, (actuacion.get_tipo_display(), ""))
    datos, dependencia = actuacion.datos, actuacion.dependencia
    if actuacion.tipo == _T.CLASIFICADA and "antes" in datos:
        return _cambio_de_clase(actuacion)
    if actuacion.tipo == _T.TRASLADADA and datos.get("parcial"):
        return (
            "Enviamos una parte a otra entidad",
            "Lo demás se lo respondemos nosotros, en el mismo término.",
        )
    if dependencia:
        texto = _con_dependencia(actuacion.tipo, dependencia, texto)
    if actuacion.tipo == _T.REQUERIDA and datos.get("detiene") is False:
        texto = "El término para responderle sigue corriendo."
    if actuacion.tipo in _DICHOS_DE_OTRO_MODO:
        cuando, otro = _DICHOS_DE_OTRO_MODO[actuacion.tipo]
        if cuando.items() <= datos.items():
            return otro
    if actuacion.tipo == _T.ANULADA and datos.get("sigue_en"):
        texto = f"Su trámite sigue con el radicado {datos['sigue_en']}."
    if actuacion.tipo == _T.PRORROGADA and datos.get("hasta"):
        hasta = fecha_larga(date.fromisoformat(datos["hasta"]))
        texto = f"Le responderemos a más tardar el {hasta}. {texto}"
    return titulo, texto


def _con_dependencia(tipo: str, dependencia: str, texto: str) -> str:
    dichos = {
        _T.ASIGNADA.value: f"Ahora la tiene: {dependencia}.",
        _T.RADICADA.value: f"{texto} Llegó a: {dependencia}.",
        _T.PARTE_PEDIDA.value: f"Le pedimos lo que le toca a: {dependencia}. La fecha no cambia.",
        _T.PARTE_ENTREGADA.value: f"{dependencia}.",
    }
    return dichos.get(tipo, texto)


def _cambio_de_clase(actuacion: Actuacion) -> tuple[str, str]:
    antes, clase = (nombre_de_clase(actuacion.datos[c]) for c in ("antes", "clase"))
    aprobada = (
        " Como alarga el término, lo aprobó la jefatura." if actuacion.datos["alarga"] else ""
    )
    return "Cambió la clase de su petición", f"De «{antes}» a «{clase}».{aprobada}"
