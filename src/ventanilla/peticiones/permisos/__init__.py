"""Quién puede hacer qué con una petición, y por qué no: el motivo llega a la pantalla.

Los cargos del actor ya vienen mirados en la fecha: un nombramiento vencido no está.
"""

from ventanilla.peticiones.permisos.alcances import (
    puede_enviar_alcance,
    puede_escribir_alcance,
    puede_firmar_alcance,
)
from ventanilla.peticiones.permisos.comunes import (
    DE_CONTROL,
    DESPACHAN_TODO,
    LEEN_TODO,
    REPARTEN_ADENTRO,
    SI,
    SIN_IDENTIDAD,
    TRABAJAN,
    VERIFICAN,
)
from ventanilla.peticiones.permisos.disciplinario import (
    puede_leer_remision,
    puede_remitir_a_disciplinario,
)
from ventanilla.peticiones.permisos.entes import (
    puede_dar_acceso_externo,
    puede_ver_accesos_externos,
)
from ventanilla.peticiones.permisos.expediente import puede_cerrar_expediente
from ventanilla.peticiones.permisos.lectura import (
    a_cargo_de,
    lee_en_reserva,
    por_firmar,
    puede_ver,
    puede_ver_cambios_de_clase,
    puede_ver_identidad,
    puede_ver_original,
    remitidas,
    visibles,
)
from ventanilla.peticiones.permisos.partes import (
    dependencias_con_partes,
    puede_asignar_parte,
    puede_entregar_parte,
    puede_pedir_parte,
    puede_retirar_parte,
    puede_tomar_parte,
)
from ventanilla.peticiones.permisos.plantillas import (
    puede_editar_plantillas,
    puede_ver_plantillas,
)
from ventanilla.peticiones.permisos.reiteracion import puede_unir_reiteracion
from ventanilla.peticiones.permisos.respuesta import (
    puede_anotar_rebote,
    puede_devolver_borrador,
)
from ventanilla.peticiones.permisos.terminar import (
    puede_anular,
    puede_archivar_sin_aclarar,
    puede_declarar_desistimiento,
    puede_entregar_oficio,
    puede_rechazar,
    puede_trasladar,
    puede_verificar,
)
from ventanilla.peticiones.permisos.tramite import (
    puede_aceptar_competencia,
    puede_alargar,
    puede_anotar,
    puede_asignar_dependencia,
    puede_asignar_persona,
    puede_asignarse,
    puede_clasificar,
    puede_desistir,
    puede_despachar,
    puede_devolver,
    puede_firmar,
    puede_prorrogar,
    puede_proyectar,
    puede_requerir,
    puede_volver_a_despachar,
)

__all__ = [
    "DESPACHAN_TODO",
    "DE_CONTROL",
    "LEEN_TODO",
    "REPARTEN_ADENTRO",
    "SI",
    "SIN_IDENTIDAD",
    "TRABAJAN",
    "VERIFICAN",
    "a_cargo_de",
    "dependencias_con_partes",
    "lee_en_reserva",
    "por_firmar",
    "puede_aceptar_competencia",
    "puede_alargar",
    "puede_anotar",
    "puede_anotar_rebote",
    "puede_anular",
    "puede_archivar_sin_aclarar",
    "puede_asignar_dependencia",
    "puede_asignar_parte",
    "puede_asignar_persona",
    "puede_asignarse",
    "puede_cerrar_expediente",
    "puede_clasificar",
    "puede_dar_acceso_externo",
    "puede_declarar_desistimiento",
    "puede_desistir",
    "puede_despachar",
    "puede_devolver",
    "puede_devolver_borrador",
    "puede_editar_plantillas",
    "puede_entregar_oficio",
    "puede_entregar_parte",
    "puede_enviar_alcance",
    "puede_escribir_alcance",
    "puede_firmar",
    "puede_firmar_alcance",
    "puede_leer_remision",
    "puede_pedir_parte",
    "puede_prorrogar",
    "puede_proyectar",
    "puede_rechazar",
    "puede_remitir_a_disciplinario",
    "puede_requerir",
    "puede_retirar_parte",
    "puede_tomar_parte",
    "puede_trasladar",
    "puede_unir_reiteracion",
    "puede_ver",
    "puede_ver_accesos_externos",
    "puede_ver_cambios_de_clase",
    "puede_ver_identidad",
    "puede_ver_original",
    "puede_ver_plantillas",
    "puede_verificar",
    "puede_volver_a_despachar",
    "remitidas",
    "visibles",
]
