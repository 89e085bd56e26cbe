"""Los oficios de una petición, y las autoridades a las que ya se ha trasladado."""

from dataclasses import dataclass
from datetime import date, timedelta

from ventanilla.comun.calendario import Calendario
from ventanilla.comun.fechas import fecha_mediana
from ventanilla.comun.reloj import en_bogota
from ventanilla.correspondencia.models import Envio
from ventanilla.directorio.consultas import descifrar_propia
from ventanilla.peticiones.consultas.prueba_del_correo import DIAS_PARA_ABRIR
from ventanilla.peticiones.models import Oficio, Peticion

_CUANTAS = 300
_DE_OTRO_MODO = "notifíquelo en persona, por correo postal o por aviso."
AUTORIDAD, QUIEN_PIDIO = "autoridad", "quien_pidio"


@dataclass(frozen=True)
class OficioVisto:
    """Un oficio, con lo que dice quien lo mira: a quién fue y si ya llegó."""

    oficio: Oficio
    tono: str
    como_va: str
    aviso: str

    @property
    def destinatario(self) -> str:
        """La autoridad, o quien pidió."""
        return str(self.oficio.autoridad.get("nombre") or "Quien presentó la petición")


def oficios_de(peticion: Peticion) -> list[Oficio]:
    """Los firmados, del primero al último."""
    return list(
        Oficio.objects.select_related(
            *("radicado", "documento", "remision", "aviso", "firmante", "peticion__identidad")
        )
        .filter(peticion=peticion)
        .order_by("orden")
    )


def vistos(peticion: Peticion) -> list[OficioVisto]:
    """Los oficios de la petición como los lee quien la tramita."""
    return [OficioVisto(o, *_como_va(o), aviso=_del_aviso(o.aviso)) for o in oficios_de(peticion)]


def se_notifica_por_correo(oficio: Oficio) -> bool:
    """Si va dirigido a quien pidió y ella aceptó que por correo se le notificara (CPACA art. 56)."""
    acepto = "notificacion_correo" in oficio.peticion.autorizaciones
    return acepto and oficio.clase != Oficio.Clase.TRASLADO


def correos_que_pueden_volver(oficio: Oficio) -> dict[str, Envio]:
    """Los correos suyos que un servidor aceptó y de los que un rebote todavía diría algo.

    A la autoridad, si no ha acusado recibo. A quien pidió, si no consta de otro modo que lo conoce; la
    copia de un traslado no prueba nada y siempre puede volver.
    """
    pueden = {}
    remision, aviso = oficio.remision, oficio.aviso
    if remision and remision.estado == Envio.Estado.ENVIADO and oficio.entregado is None:
        pueden[AUTORIDAD] = remision
    es_copia = oficio.clase == Oficio.Clase.TRASLADO
    sin_otra_prueba = oficio.entregado is None or oficio.prueba.get("clase") == "correo"
    if aviso and aviso.estado == Envio.Estado.ENVIADO and (es_copia or sin_otra_prueba):
        pueden[QUIEN_PIDIO] = aviso
    return pueden


def aviso_desde(oficio: Oficio, calendario: Calendario) -> date | None:
    """Desde qué día se le puede notificar por aviso a quien pidió (CPACA art. 69).

    El mismo día si el correo volvió o no dejó cómo encontrarla; si no, pasados los cinco días hábiles
    para notificarle personalmente. `None` si no procede: es un traslado, ya lo conoce, ya se publicó,
    falta el PDF o el correo va en camino.
    """
    es_suyo = oficio.clase != Oficio.Clase.TRASLADO and oficio.documento_id is not None
    if not es_suyo or oficio.entregado is not None or "surte" in oficio.prueba:
        return None
    firmado = en_bogota(oficio.firmado).date()
    if oficio.aviso is not None:
        if oficio.aviso.estado == Envio.Estado.PENDIENTE:
            return None
        if oficio.aviso.estado in (Envio.Estado.DEVUELTO, Envio.Estado.FALLIDO):
            return firmado
    elif not _dejo_direccion(oficio.peticion):
        return firmado
    return calendario.sumar_habiles(firmado, DIAS_PARA_ABRIR) + timedelta(days=1)


def _dejo_direccion(peticion: Peticion) -> bool:
    quien = peticion.identidad
    return bool(quien and descifrar_propia(quien.uuid, bytes(quien.cifrado)).direccion)


def autoridades_conocidas() -> list[dict[str, str]]:
    """A quién se ha trasladado antes, cada una como se escribió la última vez, por su nombre."""
    recientes = (
        Oficio.objects.filter(clase=Oficio.Clase.TRASLADO)
        .order_by("-firmado")
        .values_list("autoridad", flat=True)[:_CUANTAS]
    )
    por_nombre: dict[str, dict[str, str]] = {}
    for autoridad in recientes:
        por_nombre.setdefault(str(autoridad.get("nombre", "")), autoridad)
    return [por_nombre[n] for n in sorted(por_nombre) if n]


def _como_va(oficio: Oficio) -> tuple[str, str]:
    """(tono, frase) de si llegó a su destinatario."""
    if oficio.entregado is not None:
        dichos = {
            "acceso": "Lo abrió con su clave.",
            "correo": f"El servidor aceptó el correo ({oficio.prueba.get('servidor', '')}).",
            "aviso": "Por aviso, al terminar el día siguiente a su retiro (CPACA, artículo 69).",
        }
        clase = str(oficio.prueba.get("clase", ""))
        if clase in dichos:
            return "exito", dichos[clase]
        return "exito", f"Lo recibió. Prueba: {oficio.prueba.get('detalle', '')}"
    if oficio.documento_id is None:
        return "informacion", "Firmado: el PDF se está preparando. Vuelva en un minuto."
    if oficio.clase != Oficio.Clase.TRASLADO:
        return "alerta", _que_falta(oficio)
    return _del_traslado(oficio)


def _que_falta(oficio: Oficio) -> str:
    """La prueba que se espera de que quien pidió lo conoce, y qué hacer si no llega."""
    prueba = oficio.prueba
    if "surte" in prueba:
        retiro, surte = (
            fecha_mediana(date.fromisoformat(prueba[cual])) for cual in ("retiro", "surte")
        )
        return (
            "Está publicado en «Notificaciones por aviso». Fíjelo también en la cartelera. Se retira al "
            f"terminar el {retiro} y queda notificado al terminar el {surte}."
        )
    volvio = prueba.get("clase") == "rebote"
    if oficio.aviso is not None and (volvio or _no_llego(oficio)):
        return f"El correo volvió{_porque(oficio.aviso)}: {_DE_OTRO_MODO}"
    if "limite" in prueba:
        limite = fecha_mediana(date.fromisoformat(prueba["limite"]))
        return (
            f"Se notifica cuando la persona lo abra con su clave. Si al terminar el {limite} no lo ha "
            f"abierto, {_DE_OTRO_MODO}"
        )
    en_camino = oficio.aviso is not None and oficio.aviso.estado == Envio.Estado.PENDIENTE
    if en_camino and se_notifica_por_correo(oficio):
        return "Se notifica cuando el servidor de la persona acepte el correo."
    return (
        "Falta la prueba de que lo conoce: que lo abra con su clave, o anote aquí cuándo se le notificó "
        "en persona. Si no se puede, se notifica por aviso."
    )


def _no_llego(oficio: Oficio) -> bool:
    """Si el correo con que se iba a notificar volvió o no pudo salir."""
    fallidos = (Envio.Estado.DEVUELTO, Envio.Estado.FALLIDO)
    notificaba = se_notifica_por_correo(oficio) or "limite" in oficio.prueba
    return oficio.aviso is not None and notificaba and oficio.aviso.estado in fallidos


def _porque(envio: Envio) -> str:
    """Lo que dijo el servidor, si dijo algo."""
    motivo = str(envio.prueba.get("motivo", "")).strip().rstrip(".")
    return f" («{motivo}»)" if motivo else ""


def _del_traslado(oficio: Oficio) -> tuple[str, str]:
    if oficio.remision is None:
        return (
            "alerta",
            f"No tiene correo: imprímalo y envíelo a {oficio.autoridad.get('direccion', '')}, con la "
            "petición y sus anexos. Después anote la entrega.",
        )
    correo = oficio.autoridad.get("correo", "")
    dichos = {
        Envio.Estado.PENDIENTE: ("informacion", f"El correo va en camino a {correo}."),
        Envio.Estado.ENVIADO: ("exito", f"El servidor de {correo} lo aceptó."),
        Envio.Estado.DEVUELTO: (
            "error",
            f"El correo a {correo} fue devuelto{_porque(oficio.remision)}. Envíelo otra vez, o en papel.",
        ),
        Envio.Estado.FALLIDO: (
            "error",
            f"El correo a {correo} no pudo salir en tres días. Envíelo otra vez, o en papel.",
        ),
    }
    return dichos[Envio.Estado(oficio.remision.estado)]


def _del_aviso(aviso: Envio | None) -> str:
    if aviso is None:
        return "No dejó correo: lo lee en su consulta."
    return {
        Envio.Estado.PENDIENTE: "El correo a quien pidió va en camino.",
        Envio.Estado.ENVIADO: "El servidor de quien pidió aceptó el correo.",
    }.get(Envio.Estado(aviso.estado), "El correo a quien pidió no llegó: lo lee en su consulta.")
