"""El semáforo de un término: figura, palabra y color a la vez, nunca el color solo."""

from dataclasses import dataclass

from ventanilla.comun import fechas

DIAS_DE_ALERTA = 3


@dataclass(frozen=True, slots=True)
class Luz:
    """`tono` es la clase de CSS (`bien`, `alerta`, `mal`, `neutro`) y `figura`, el icono."""

    tono: str
    figura: str
    texto: str


def luz(
    dias_restantes: int | None,
    *,
    suspendido: object = False,
    vencido: bool = False,
    cerrado: str = "",
    corto: bool = False,
    alerta: int = DIAS_DE_ALERTA,
) -> Luz:
    """Lo que se muestra de un término.

    `suspendido` es si está detenido, o por qué se espera («Espera a la persona»).
    `dias_restantes` va en días del mismo término (0 es hoy; negativo, ya pasó) o `None` si no
    corre. `cerrado` es la palabra final («Respondida») y gana sobre todo lo demás; `corto`
    abrevia «días» para las tablas apretadas. Con `alerta` días o menos, está por vencer.
    """
    if cerrado:
        return Luz("neutro", "visto", cerrado)
    if suspendido:
        texto = suspendido if isinstance(suspendido, str) else "Término detenido"
        return Luz("neutro", "pausa", texto)
    if dias_restantes is None:
        return (
            Luz("mal", "triangulo", "Vencida") if vencido else Luz("neutro", "raya", "Sin término")
        )
    distancia = abs(dias_restantes)
    dicho = f"{distancia} d" if corto else fechas.dias(distancia)
    if vencido or dias_restantes < 0:
        texto = f"Venció hace {dicho}" if distancia else "Venció hoy"
        return Luz("mal", "triangulo", texto)
    if dias_restantes == 0:
        return Luz("mal", "triangulo", "Vence hoy")
    texto = f"{'Queda' if distancia == 1 else 'Quedan'} {dicho}"
    if dias_restantes <= alerta:
        return Luz("alerta", "circulo", texto)
    return Luz("bien", "visto", texto)
