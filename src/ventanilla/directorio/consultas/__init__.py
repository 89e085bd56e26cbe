"""Lecturas del directorio."""

from ventanilla.directorio.consultas.ausencias import (
    ausencias_de,
    cargo_con_que_firma,
    quienes_dirigen,
    quienes_ejercen,
    quienes_tienen,
)
from ventanilla.directorio.consultas.calendario import (
    calendario_con,
    calendario_de_la_entidad,
    dias_no_habiles,
)
from ventanilla.directorio.consultas.entidad import (
    SIN_CONFIGURAR,
    dependencia_de_atencion,
    dependencias,
    entidad,
    jefes,
    vigentes,
)
from ventanilla.directorio.consultas.estructura import (
    estructura_actual,
)
from ventanilla.directorio.consultas.historia import (
    codigos_por_nombre,
    heredera,
    historia_de,
    nombres_anteriores,
)
from ventanilla.directorio.consultas.identidades import (
    DatosDeIdentidad,
    Lectura,
    descifrar_propia,
    identidad,
    lecturas_de_identidad,
)
from ventanilla.directorio.consultas.personas import (
    actor_de,
    con_sus_cargos,
    personas_por_nombre,
)

__all__ = [
    "SIN_CONFIGURAR",
    "DatosDeIdentidad",
    "Lectura",
    "actor_de",
    "ausencias_de",
    "calendario_con",
    "calendario_de_la_entidad",
    "cargo_con_que_firma",
    "codigos_por_nombre",
    "con_sus_cargos",
    "dependencia_de_atencion",
    "dependencias",
    "descifrar_propia",
    "dias_no_habiles",
    "entidad",
    "estructura_actual",
    "heredera",
    "historia_de",
    "identidad",
    "jefes",
    "lecturas_de_identidad",
    "nombres_anteriores",
    "personas_por_nombre",
    "quienes_dirigen",
    "quienes_ejercen",
    "quienes_tienen",
    "vigentes",
]
