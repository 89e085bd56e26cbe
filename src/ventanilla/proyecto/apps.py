from django.apps import AppConfig
from django.conf import settings
from django.utils.module_loading import autodiscover_modules

from ventanilla.proyecto.entorno import EntornoInvalido


class ProyectoConfig(AppConfig):
    name = "ventanilla.proyecto"
    label = "proyecto"
    verbose_name = "Proyecto"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Cada casa registra sus tareas por nombre al importarse su módulo.
        autodiscover_modules("tareas")
        _exigir_roles_que_existen()


def _exigir_roles_que_existen() -> None:
    """Un rol mal escrito dejaría a su gente sin segundo factor y nadie lo notaría.

    Raises:
        EntornoInvalido: si `VENTANILLA_SEGUNDO_FACTOR` nombra un rol que no hay.
    """
    from ventanilla.directorio.models import Rol  # noqa: PLC0415

    for rol in settings.VENTANILLA_SEGUNDO_FACTOR:
        if rol not in Rol.values:
            raise EntornoInvalido(
                f"VENTANILLA_SEGUNDO_FACTOR nombra un rol que no existe: «{rol}». Los que hay: "
                f"{', '.join(Rol.values)}."
            )
