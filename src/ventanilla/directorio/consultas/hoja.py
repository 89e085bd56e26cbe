"""La hoja de una persona: todo lo que ha sido en la entidad, y lo que se le ha cambiado."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from ventanilla.auditoria.models import Asiento
from ventanilla.directorio.models import Ausencia, Nombramiento, Usuario, Vinculacion

MAXIMO = 100
HECHOS = {
    "creado": "Se creó la cuenta",
    "cambiado": "Se corrigieron sus datos",
    "activado": "Se abrió la cuenta",
    "desactivado": "Se cerró la cuenta",
    "vinculado": "Se anotó una vinculación",
    "vinculacion_cambiada": "Cambió una vinculación",
    "nombrado": "Se le dio un cargo",
    "nombramiento_cambiado": "Cambió un cargo",
    "ausencia_registrada": "Se anotó una ausencia",
    "ausencia_acabada": "Volvió antes",
    "ausencia_anulada": "Se anuló una ausencia",
    "sesiones_cerradas": "Se cerraron sesiones",
    "segundo_factor_activado": "Activó el segundo factor",
    "segundo_factor_quitado": "Quitó el segundo factor",
    "segundo_factor_retirado": "Se le quitó el segundo factor",
    "codigos_de_respaldo_cambiados": "Hizo códigos de respaldo nuevos",
    "llave_agregada": "Agregó una llave de acceso",
    "llave_quitada": "Quitó una llave de acceso",
    "cuenta_enlazada": "Entró por primera vez con la cuenta de la entidad",
}


@dataclass(frozen=True)
class Suceso:
    """Algo que cambió: qué, cuándo y quién lo hizo."""

    que: str
    momento: datetime
    quien: str


@dataclass(frozen=True)
class Hoja:
    """Lo de una persona, de lo más nuevo a lo más viejo."""

    nombramientos: list[Nombramiento]
    vinculaciones: list[Vinculacion]
    ausencias: list[Ausencia]
    suplencias: list[Ausencia]
    sucesos: list[Suceso]


def unidades_de(usuario: Usuario) -> frozenset[int]:
    """Las dependencias en que tiene o tuvo cargo."""
    con_dependencia = usuario.nombramientos.filter(dependencia__isnull=False)
    return frozenset(d or 0 for d in con_dependencia.values_list("dependencia", flat=True))


def hoja_de(usuario: Usuario, hoy: date) -> Hoja:
    """Todo lo suyo; cada nombramiento y vinculación lleva `rige` y cada ausencia `vive`."""
    nombramientos = list(
        usuario.nombramientos.select_related("dependencia").order_by("-desde", "-pk")
    )
    vinculaciones = list(usuario.vinculaciones.order_by("-desde", "-pk"))
    filas: list[Any] = [*nombramientos, *vinculaciones]
    for fila in filas:
        fila.rige = fila.desde <= hoy and (fila.hasta is None or fila.hasta >= hoy)
        fila.puede_terminar = fila.hasta is None or fila.hasta >= hoy
    ausencias = list(usuario.ausencias.select_related("suplente"))
    for ausencia in ausencias:
        ausencia.vive = ausencia.anulada is None and ausencia.hasta >= hoy  # type: ignore[attr-defined]
    suplencias = list(
        usuario.suplencias.filter(anulada__isnull=True, hasta__gte=hoy).select_related("usuario")
    )
    return Hoja(nombramientos, vinculaciones, ausencias, suplencias, _sucesos(usuario))


def _sucesos(usuario: Usuario) -> list[Suceso]:
    asientos = list(
        Asiento.objects.filter(objeto=f"usuario:{usuario.pk}").order_by("-orden")[:MAXIMO]
    )
    llaves = {int(a.actor[8:]) for a in asientos if a.actor.startswith("usuario:")}
    nombres = dict(Usuario.objects.filter(pk__in=llaves).values_list("pk", "nombre"))
    return [
        Suceso(
            HECHOS.get(a.hecho, a.hecho.replace("_", " ").capitalize()),
            a.momento,
            _nombre(a, nombres),
        )
        for a in asientos
    ]


def _nombre(asiento: Asiento, nombres: dict[int, str]) -> str:
    if not asiento.actor.startswith("usuario:"):
        return "Ventanilla"
    return nombres.get(int(asiento.actor[8:]), "")
