"""Los oficios de una petición, y las autoridades a las que ya se ha trasladado."""

from dataclasses import dataclass

from ventanilla.correspondencia.models import Envio
from ventanilla.peticiones.models import Oficio, Peticion

_CUANTAS = 300


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
        Oficio.objects.select_related("radicado", "documento", "remision", "aviso", "firmante")
        .filter(peticion=peticion)
        .order_by("orden")
    )


def vistos(peticion: Peticion) -> list[OficioVisto]:
    """Los oficios de la petición como los lee quien la tramita."""
    return [OficioVisto(o, *_como_va(o), aviso=_del_aviso(o.aviso)) for o in oficios_de(peticion)]


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
        if oficio.prueba.get("clase") == "acceso":
            return "exito", "Lo abrió con su clave."
        return "exito", f"Lo recibió. Prueba: {oficio.prueba.get('detalle', '')}"
    if oficio.documento_id is None:
        return "informacion", "Firmado: el PDF se está preparando. Vuelva en un minuto."
    if oficio.clase != Oficio.Clase.TRASLADO:
        return (
            "alerta",
            "Falta la prueba de que lo conoce: que lo abra con su clave, o anote aquí cuándo se le "
            "notificó personalmente.",
        )
    return _del_traslado(oficio)


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
            f"El correo a {correo} fue devuelto. Envíelo otra vez, o en papel.",
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
