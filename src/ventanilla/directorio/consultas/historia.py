"""Qué fue antes cada dependencia, y qué es hoy la que ya no existe."""

from datetime import date

from ventanilla.directorio.models import CambioDeDependencia, Dependencia


def historia_de(dependencia: Dependencia) -> list[CambioDeDependencia]:
    """Sus cambios, del último al primero."""
    filas = CambioDeDependencia.objects.select_related("padre_anterior", "sucesora")
    return list(filas.filter(dependencia=dependencia))


def nombres_anteriores() -> dict[int, list[str]]:
    """Los nombres que ya no se usan de cada dependencia, y los de las que se unieron a ella.

    Para hallarla por el nombre viejo: id → nombres.
    """
    hallados: dict[int, list[str]] = {}
    filas = CambioDeDependencia.objects.order_by("desde", "id").values_list(
        "clase", "dependencia_id", "sucesora_id", "nombre_anterior"
    )
    for clase, propia, sucesora, nombre in filas:
        quien = propia if clase == CambioDeDependencia.Clase.RENOMBRADA else sucesora
        if quien and nombre not in hallados.setdefault(quien, []):
            hallados[quien].append(nombre)
    return hallados


def codigos_por_nombre() -> dict[str, str]:
    """El código de cada dependencia por su nombre, de antes o de hoy: nombre → código."""
    filas = Dependencia.objects.order_by("cambios__desde", "cambios__id").values_list(
        "codigo", "nombre", "cambios__nombre_anterior"
    )
    leidas = list(filas)
    viejos = {antes: codigo for codigo, _, antes in leidas if antes}
    # El nombre de hoy manda si otra lo usó antes.
    return viejos | {nombre: codigo for codigo, nombre, _ in leidas}


def heredera(dependencia: Dependencia, hoy: date) -> Dependencia | None:
    """La que hoy tiene lo de una que se cerró: sigue la cadena hasta una vigente, o `None`."""
    vistas = {dependencia.pk}
    actual = dependencia.sucesora
    while actual is not None and actual.pk not in vistas:
        if actual.hasta is None or actual.hasta >= hoy:
            return actual
        vistas.add(actual.pk)
        actual = actual.sucesora
    return None
