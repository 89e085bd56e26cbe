"""Quiénes tienen peticiones o partes abiertas y están por dejar, o dejaron, el cargo con que las tienen."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from ventanilla.directorio.consultas import quienes_dirigen
from ventanilla.directorio.models import Dependencia, Nombramiento, Usuario, Vinculacion
from ventanilla.estructura.reglas.cargos import fin_del_cargo
from ventanilla.peticiones.models import Parte, Peticion


@dataclass(frozen=True)
class CargoQueTermina:
    """`fin` es el último día en que `usuario` puede trabajar lo de `dependencia`."""

    usuario: Usuario
    dependencia: Dependencia
    fin: date


def cargos_que_terminan(hasta: date, *, roles: Sequence[str]) -> list[CargoQueTermina]:
    """Los que tienen algo abierto y cuyo cargo acaba a más tardar ese día, del primero al último.

    `roles` son los que tramitan.

    A quien tiene la cuenta cerrada todo se le acabó ya. De los demás, quien nunca tuvo un cargo que
    tramita en esa dependencia no está: no hay fecha que mirar.
    """
    pares = set(
        Peticion.objects.filter(
            esta_cerrada=False, responsable__isnull=False, dependencia__isnull=False
        ).values_list("responsable", "dependencia")
    ) | set(
        Parte.objects.filter(estado=Parte.Estado.ABIERTA, responsable__isnull=False).values_list(
            "responsable", "dependencia"
        )
    )
    gente = {usuario for usuario, _ in pares}
    nombrados: dict[tuple[int, int | None], list[date | None]] = defaultdict(list)
    for usuario, dependencia, fin in Nombramiento.objects.filter(
        usuario__in=gente, rol__in=roles
    ).values_list("usuario", "dependencia", "hasta"):
        nombrados[(usuario, dependencia)].append(fin)
    vinculados: dict[int, list[date | None]] = defaultdict(list)
    for usuario, fin in Vinculacion.objects.filter(usuario__in=gente).values_list(
        "usuario", "hasta"
    ):
        vinculados[usuario].append(fin)
    fines = {
        par: fin_del_cargo(nombrados[par], vinculados[par[0]]) for par in pares if par in nombrados
    }
    cerradas = set(
        Usuario.objects.filter(pk__in=gente, is_active=False).values_list("pk", flat=True)
    )
    fines |= {par: date.min for par in pares if par[0] in cerradas}
    return _con_nombres({par: fin for par, fin in fines.items() if fin and fin <= hasta})


def _con_nombres(fines: dict[tuple[int, int], date]) -> list[CargoQueTermina]:
    gente = Usuario.objects.in_bulk([u for u, _ in fines])
    unidades = Dependencia.objects.in_bulk([d for _, d in fines])
    return sorted(
        (CargoQueTermina(gente[u], unidades[d], fin) for (u, d), fin in fines.items()),
        key=lambda c: (c.fin, c.usuario.pk, c.dependencia.pk),
    )


def cargos_con_algo_abierto(usuario: Usuario, fin: date) -> list[CargoQueTermina]:
    """Una fila por dependencia en la que esa persona tiene algo abierto, con ese fin."""
    donde = Peticion.objects.filter(
        esta_cerrada=False, responsable=usuario, dependencia__isnull=False
    ).values("dependencia")
    en_partes = Parte.objects.filter(estado=Parte.Estado.ABIERTA, responsable=usuario)
    unidades = Dependencia.objects.filter(
        Q(pk__in=donde) | Q(pk__in=en_partes.values("dependencia"))
    ).order_by("nombre")
    return [CargoQueTermina(usuario, unidad, fin) for unidad in unidades]


def abiertas_de(cargo: CargoQueTermina) -> list[Peticion]:
    """Lo que esa persona tiene abierto en esa dependencia, de lo que vence primero a lo último."""
    return list(
        Peticion.objects.filter(
            esta_cerrada=False, responsable=cargo.usuario, dependencia=cargo.dependencia
        )
        .select_related("radicado__serie", "dependencia")
        .order_by("vence_momento", "pk")
    )


def partes_de_cargo(cargo: CargoQueTermina) -> list[Parte]:
    """Las partes que esa persona debe por esa dependencia, de lo que vence primero a lo último."""
    return list(
        Parte.objects.filter(
            estado=Parte.Estado.ABIERTA, responsable=cargo.usuario, dependencia=cargo.dependencia
        )
        .select_related("peticion__radicado__serie", "peticion__dependencia", "dependencia")
        .order_by("vence_momento", "pk")
    )


def jefes_de(dependencia: Dependencia, hoy: date) -> list[Usuario]:
    """Quienes la dirigen ese día y pueden entrar; primero quien fue nombrado de último."""
    return quienes_dirigen(hoy, dependencia)
