"""Un proceso que hace lo que le dictan, en el mismo instante que su rival.

    python tests/concurrencia/rival.py CORREO

Lee «ACTO LLAVE» por línea y contesta «si», «no» y el motivo, o «falla» y el error. Los actos:
`firmar`, `trasladar` y `alcance` de esa petición, y `traer` de esa importación.
"""

import sys
from collections.abc import Callable

import django

django.setup()

from ventanilla.comun.actores import Actor  # noqa: E402
from ventanilla.comun.errores import ErrorDeDominio  # noqa: E402
from ventanilla.comun.reloj import ahora  # noqa: E402
from ventanilla.directorio.consultas import actor_de  # noqa: E402
from ventanilla.directorio.models import Usuario  # noqa: E402
from ventanilla.importacion.servicios.trabajar import trabajar  # noqa: E402
from ventanilla.peticiones.models import Alcance, Peticion  # noqa: E402
from ventanilla.peticiones.servicios.alcances import firmar_alcance  # noqa: E402
from ventanilla.peticiones.servicios.firmar import firmar  # noqa: E402
from ventanilla.peticiones.servicios.trasladar import Autoridad, trasladar  # noqa: E402

RAZON = "Le corresponde por competencia a la autoridad nacional de vías."
INVIAS = Autoridad("Instituto Nacional de Vías", direccion="Calle 25G")


def _la(pk: int) -> Peticion:
    return Peticion.objects.select_related("radicado__serie", "dependencia", "identidad").get(pk=pk)


def _firmar(pk: int, actor: Actor) -> object:
    return firmar(_la(pk), version=1, actor=actor, ahora=ahora())


def _trasladar(pk: int, actor: Actor) -> object:
    return trasladar(_la(pk), autoridad=INVIAS, razon=RAZON, actor=actor, ahora=ahora())


def _alcance(pk: int, actor: Actor) -> object:
    alcance = Alcance.objects.select_related("peticion__dependencia").get(peticion=pk)
    return firmar_alcance(alcance, version=alcance.version, actor=actor, ahora=ahora())


def _traer(pk: int, _: Actor) -> object:
    return trabajar(pk, reloj=ahora)


ACTOS: dict[str, Callable[[int, Actor], object]] = {
    "firmar": _firmar,
    "trasladar": _trasladar,
    "alcance": _alcance,
    "traer": _traer,
}


def _decir(que: str) -> None:
    sys.stdout.write(f"{que}\n")
    sys.stdout.flush()


def main(correo: str) -> None:
    actor = actor_de(Usuario.objects.get(email=correo), ahora())
    _decir("listo")
    for linea in sys.stdin:
        acto, pk = linea.split()
        try:
            ACTOS[acto](int(pk), actor)
            dicho = "si"
        except ErrorDeDominio as error:
            dicho = f"no {type(error).__name__}: {error}"
        except Exception as error:
            dicho = f"falla {type(error).__name__}: {error}"
        _decir(dicho.replace("\n", " "))


main(sys.argv[1])
