"""Con qué se puede filtrar la bandeja."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from ventanilla.bandeja.consultas.lista import SIN_RESPONSABLE
from ventanilla.directorio.consultas import vigentes
from ventanilla.directorio.models import Dependencia, Nombramiento, Usuario
from ventanilla.peticiones.permisos import DE_CONTROL

# Las vistas que muestran un solo estado: filtrar por él no cambia nada.
CON_SU_ESTADO = frozenset({"por-firmar", "por-verificar"})
# La vista que muestra solo unas clases.
CLASES_DE = {"control": DE_CONTROL}


@dataclass(frozen=True)
class OpcionesDeFiltro:
    """Las dependencias y personas que se ofrecen, como (identificador, nombre)."""

    dependencias: Sequence[tuple[int, str]] = ()
    responsables: Sequence[tuple[int, str]] = ()


def opciones_de_filtro(
    propias: Collection[int] | None,
    *,
    pedida: int | None,
    hoy: date,
    roles: Collection[str],
) -> OpcionesDeFiltro:
    """Las dependencias que sirven para escoger (si hay más de una) y la gente de la escogida.

    Args:
        propias: las de quien mira; `None` son todas las de la entidad, también las cerradas: sus
            peticiones siguen ahí.
        roles: con cuáles se puede tener una petición a cargo.
    """
    filas = Dependencia.objects.order_by("nombre")
    if propias is not None:
        filas = filas.filter(pk__in=propias)
    dependencias = list(filas.values_list("pk", "nombre"))
    unica = dependencias[0][0] if len(dependencias) == 1 else None
    escogida = pedida if any(pk == pedida for pk, _ in dependencias) else unica
    return OpcionesDeFiltro(
        dependencias=dependencias if len(dependencias) > 1 else (),
        responsables=_gente(escogida, hoy, roles) if escogida is not None else (),
    )


def _gente(dependencia: int, hoy: date, roles: Collection[str]) -> list[tuple[int, str]]:
    nombrados = Nombramiento.objects.filter(
        vigentes(hoy), dependencia_id=dependencia, rol__in=roles
    )
    usuarios = Usuario.objects.filter(pk__in=nombrados.values("usuario_id")).order_by("nombre")
    return [(SIN_RESPONSABLE, "Sin asignar"), *usuarios.values_list("pk", "nombre")]
