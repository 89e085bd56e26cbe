"""Qué plantillas sirven para una respuesta, y con qué se llenan."""

from datetime import datetime

from django.db.models import Q, QuerySet

from ventanilla.comun.actores import Actor
from ventanilla.comun.fechas import fecha_larga
from ventanilla.comun.reloj import en_bogota
from ventanilla.directorio.consultas import entidad
from ventanilla.directorio.models import Rol
from ventanilla.peticiones.consultas.dichos import nombre_de_clase
from ventanilla.peticiones.models import Peticion, Plantilla
from ventanilla.peticiones.reglas.plantillas import aplicar

SIN_NOMBRE = "ciudadano o ciudadana"
_RESERVAN = (Peticion.Solicitante.ANONIMO, Peticion.Solicitante.RESERVADO)
# Con qué se muestra una plantilla cuando todavía no hay petición.
MUESTRA = {
    "radicado": "2026-000123",
    "fecha_radicacion": "4 de noviembre de 2026",
    "peticionario": "Ana Prueba Ficticia",
    "asunto": "Hueco en la carrera quinta",
    "clase": "Petición de interés particular",
    "dependencia": "Secretaría de Infraestructura",
    "funcionario": "Beto Ficticio",
    "vence": "26 de noviembre de 2026",
    "hoy": "20 de noviembre de 2026",
    "entidad": "la Alcaldía",
    "ciudad": "Ibagué",
}


def plantillas_para(peticion: Peticion) -> list[Plantilla]:
    """Las activas que sirven para esta petición: primero las de su dependencia y las más precisas."""
    sirven = Plantilla.objects.filter(
        Q(dependencia=None) | Q(dependencia=peticion.dependencia_id),
        Q(clase="") | Q(clase=peticion.clase),
        Q(tipo_documental=None) | Q(tipo_documental=peticion.tipo_documental_id),
        activa=True,
    )
    return sorted(
        sirven,
        key=lambda p: (
            p.tipo_documental_id is None,
            p.dependencia_id is None,
            not p.clase,
            p.nombre,
        ),
    )


def plantillas_que_administra(actor: Actor) -> QuerySet[Plantilla]:
    """Todas para quien administra o dirige la atención; para un jefe, las suyas y las comunes."""
    todas = Plantilla.objects.select_related("dependencia", "tipo_documental").order_by(
        "-activa", "dependencia__nombre", "nombre"
    )
    if actor.tiene_rol(Rol.ADMINISTRADOR, Rol.ATENCION):
        return todas
    propias = actor.dependencias(Rol.JEFE)
    return todas.filter(Q(dependencia=None) | Q(dependencia__in=propias))


def texto_para(plantilla: Plantilla, peticion: Peticion, *, actor: Actor, ahora: datetime) -> str:
    """La plantilla llena con los datos de la petición, como se pondrá en el recuadro."""
    return aplicar(plantilla.texto, _valores(peticion, actor, ahora))


def _valores(peticion: Peticion, actor: Actor, ahora: datetime) -> dict[str, str]:
    plazo = peticion.plazos.filter(clase="respuesta").first()
    casa = entidad()
    vence = fecha_larga(plazo.fecha_vence) if plazo and plazo.fecha_vence else ""
    return {
        "radicado": peticion.radicado.impreso,
        "fecha_radicacion": fecha_larga(en_bogota(peticion.radicado.momento_recepcion).date()),
        "peticionario": SIN_NOMBRE if peticion.solicitante in _RESERVAN else peticion.rotulo,
        "asunto": peticion.asunto,
        "clase": nombre_de_clase(peticion.clase),
        "dependencia": peticion.dependencia.nombre if peticion.dependencia else casa.nombre,
        "funcionario": actor.nombre,
        "vence": vence or "la fecha que resulte cuando el término vuelva a correr",
        "hoy": fecha_larga(en_bogota(ahora).date()),
        "entidad": casa.nombre,
        "ciudad": casa.ciudad,
    }
