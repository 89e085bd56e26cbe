"""Los términos de respuesta, como los pregunta una persona sin petición radicada."""

from dataclasses import dataclass
from datetime import date, datetime, time

from ventanilla.comun.fechas import dias as en_dias
from ventanilla.comun.reloj import BOGOTA
from ventanilla.directorio.consultas import calendario_de_la_entidad
from ventanilla.peticiones.consultas.relojes import politica_de_la_entidad
from ventanilla.terminos import normas
from ventanilla.terminos.computar import Clase, Computo, Hecho, Unidad, clases, computar
from ventanilla.terminos.frases import duracion

# Sin hora dicha, se entiende en horario de atención.
MEDIODIA = time(12, 0)


@dataclass(frozen=True)
class Pregunta:
    """Lo que la persona cuenta: clase, cuándo la presentó y lo que pasó después, si pasó."""

    clase: str
    fecha: date
    hora: time | None = None
    requerida: date | None = None
    completada: date | None = None
    prorroga_avisada: date | None = None
    prorroga_hasta: date | None = None

    def hechos(self) -> list[Hecho]:
        """Lo que pasó después, como hechos que mueven el término."""
        dichos = [
            ("requerimiento", self.requerida, {}),
            ("complemento", self.completada, {}),
            ("prorroga", self.prorroga_avisada, {"hasta": self.prorroga_hasta}),
        ]
        return [
            Hecho(tipo, datetime.combine(dia, MEDIODIA, tzinfo=BOGOTA), datos)
            for tipo, dia, datos in dichos
            if dia is not None
        ]


@dataclass(frozen=True)
class Tope:
    """Una fecha que rodea al término, con lo que significa para la persona."""

    fecha: date
    titulo: str
    texto: str
    norma: str


@dataclass(frozen=True)
class Respuesta:
    """La fecha con su porqué. `falta` es la distancia a hoy, dicha; vacía si no hay fecha.

    `corridos` dice cuántos días contaron antes de que el término se detuviera.
    """

    computo: Computo
    recibida: date
    corridos: str
    plazo: str
    topes: list[Tope]
    otras: list[str]
    falta: str
    vencida: bool


_TOPES: dict[str, tuple[str, str, str]] = {
    "trasladar_hasta": (
        "Si no le toca a esta entidad",
        "Hasta ese día puede enviarla a la entidad que sí debe resolverla, y le manda a usted "
        "copia del envío. El término de la otra entidad empieza cuando la recibe.",
        "Ley 1437 de 2011, art. 21",
    ),
    "requerir_hasta": (
        "Si le falta algo a su petición",
        "Hasta ese día pueden pedirle que la complete. Mientras usted la completa, el término se "
        "detiene.",
        "Ley 1437 de 2011, art. 17",
    ),
    "complemento_hasta": (
        "Su plazo para completarla",
        "Puede pedir más tiempo, hasta otro tanto, si lo hace antes de esa fecha.",
        "Ley 1437 de 2011, art. 17",
    ),
    "desistimiento_desde": (
        "Si usted no la completa",
        "Desde ese día la entidad puede archivarla, con una decisión que le debe notificar. Usted "
        "puede volver a presentarla.",
        "Ley 1437 de 2011, art. 17",
    ),
    "aclaracion_hasta": (
        "Su plazo para aclararla",
        "Si no la aclara, se archiva. Usted puede volver a presentarla.",
        "Ley 1437 de 2011, art. 19",
    ),
    "aviso_prorroga": (
        "Si la entidad necesita más tiempo",
        "Debe avisarle a más tardar ese día, con las razones y la nueva fecha. Un aviso tardío no "
        "alarga nada.",
        "Ley 1437 de 2011, art. 14, parágrafo",
    ),
    "prorroga_maxima": (
        "Lo más que se puede alargar",
        "Ni siquiera con aviso puede pasar de ese día: el doble del término, contado desde que "
        "usted la presentó.",
        "Ley 1437 de 2011, art. 14, parágrafo",
    ),
    "entrega_por_silencio": (
        "Si pidió documentos y nadie responde",
        "Se entiende que aceptaron: ya no pueden negarlos y deben entregarle las copias a más "
        "tardar ese día.",
        "Ley 1437 de 2011, art. 14, num. 1",
    ),
}
# Los datos personales tienen su propio procedimiento.
_NORMA_DE_DATOS = "Ley 1581 de 2012, arts. 14 y 15"


def clases_con_termino(hoy: date) -> list[Clase]:
    """Las clases cuya fecha se puede calcular sin leer el documento, las de la persona primero."""
    return [
        c
        for c in clases()
        if c.ciudadana or not (c.dias is None or _la_fija_el_documento(c.codigo, hoy))
    ]


def _la_fija_el_documento(codigo: str, hoy: date) -> bool:
    return normas.regla_de_respuesta(codigo, hoy).fija_el_documento


def responder(pregunta: Pregunta, *, hoy: date) -> Respuesta:
    """Cuándo deben responder, con el calendario y el reglamento de esta entidad.

    Raises:
        ErrorDeTermino: si la fecha es anterior a la norma, o un hecho es imposible.
    """
    recibida = datetime.combine(pregunta.fecha, pregunta.hora or MEDIODIA, tzinfo=BOGOTA)
    calendario = calendario_de_la_entidad()
    computo = computar(
        pregunta.clase,
        recibida,
        actuaciones=pregunta.hechos(),
        calendario=calendario,
        politica=politica_de_la_entidad(dia=pregunta.fecha),
    )
    vence = computo.vence
    return Respuesta(
        computo=computo,
        recibida=pregunta.fecha,
        corridos=_corridos(computo) if computo.suspendido_desde else "",
        plazo=duracion(computo.dias, computo.unidad) if computo.dias else "",
        topes=_topes(computo),
        otras=[_otra(a.por_que, a.vence) for a in computo.alternativas],
        falta=_falta(calendario.contar_habiles(hoy, vence), vence, hoy) if vence else "",
        vencida=vence is not None and vence < hoy,
    )


def _corridos(computo: Computo) -> str:
    contados = sum(dia.cuenta for dia in computo.explicacion)
    verbo = "corrió" if contados == 1 else "corrieron"
    de_cuantos = f" de {computo.dias_totales}" if computo.dias_totales else ""
    return f"{verbo} {contados}{de_cuantos} días" if contados else ""


def _topes(computo: Computo) -> list[Tope]:
    de_datos = computo.clase.startswith("habeas_data")
    hallados = []
    for nombre, fecha in computo.topes.como_dict().items():
        if fecha is None:
            continue
        titulo, texto, norma = _TOPES[nombre]
        hallados.append(Tope(fecha, titulo, texto, _NORMA_DE_DATOS if de_datos else norma))
    return sorted(hallados, key=lambda t: t.fecha)


def _otra(por_que: str, vence: date | None) -> str:
    cuando = f"{vence.day:02d}/{vence.month:02d}/{vence.year}" if vence else "quedaría detenida"
    return f"{por_que[:1].upper()}{por_que[1:]}: {cuando}."


def _falta(habiles: int, vence: date, hoy: date) -> str:
    if vence == hoy:
        return "Es hoy"
    if vence < hoy:
        return f"Venció hace {en_dias((hoy - vence).days)}"
    verbo = "Queda" if habiles == 1 else "Quedan"
    return f"{verbo} {en_dias(habiles, habiles=True)}"


@dataclass(frozen=True)
class Fila:
    """Una clase de petición y en cuánto se responde hoy."""

    nombre: str
    descripcion: str
    plazo: str
    norma: str


def terminos_por_clase() -> list[Fila]:
    """Los términos vigentes que una persona puede escoger, para publicarlos junto al formulario.

    Resolución MinTIC 1519 de 2020, anexo 2.
    """
    return [
        Fila(
            nombre=c.nombre,
            descripcion=c.descripcion,
            plazo="Sin término de ley"
            if c.dias is None or c.unidad is Unidad.SIN_TERMINO
            else duracion(c.dias, c.unidad),
            norma=c.norma if c.dias else "",
        )
        for c in clases()
        if c.ciudadana
    ]
