"""Qué prueba un envío por correo: que el servidor lo aceptó o que la persona lo abrió.

CPACA art. 56 (Ley 2080 de 2021, art. 10). Cada envío se rige por lo que decía el reglamento el día en
que salió: queda escrito en la prueba del envío y cambiar el reglamento no lo mueve.
"""

from datetime import date

from ventanilla.comun.calendario import Calendario
from ventanilla.directorio.consultas import entidad
from ventanilla.directorio.consultas.reglamento import valores_en
from ventanilla.peticiones.models import Salida
from ventanilla.terminos.politica import CorreoNotifica

# Los que el art. 69 da antes de notificar de otro modo.
DIAS_PARA_ABRIR = 5


def regla_del_correo(dia: date) -> CorreoNotifica:
    """La que rige ese día: la del reglamento o, si ningún artículo la fija, la de la entidad."""
    hoy = entidad()
    return CorreoNotifica(valores_en(dia, hoy).get("correo_notifica", hoy.correo_notifica))


def prueba_al_enviar(dia: date, calendario: Calendario) -> dict[str, str]:
    """Lo que el envío de ese día deja escrito: nada si basta la aceptación del servidor."""
    if regla_del_correo(dia) != CorreoNotifica.ACCESO:
        return {}
    limite = calendario.sumar_habiles(dia, DIAS_PARA_ABRIR)
    return {"notifica": CorreoNotifica.ACCESO.value, "limite": limite.isoformat()}


def espera_que_lo_abra(salida: Salida) -> bool:
    """Si a este correo solo lo prueba que la persona lo abra."""
    return salida.medio == "correo" and salida.prueba.get("notifica") == CorreoNotifica.ACCESO


def limite_para_abrir(salida: Salida) -> date | None:
    """El último día antes de despacharlo de otro modo; `None` si no se espera que lo abra."""
    limite = salida.prueba.get("limite")
    return date.fromisoformat(limite) if espera_que_lo_abra(salida) and limite else None
