"""Devolver a la Dirección de Atención lo que no le toca a la dependencia, y anotar por dentro."""

from datetime import datetime

from ventanilla.comun.actores import Actor
from ventanilla.comun.errores import Cambiado, DatosInvalidos, Falta
from ventanilla.comun.reloj import en_bogota
from ventanilla.comun.texto import limpiar, limpiar_linea
from ventanilla.comun.transaccion import escritura
from ventanilla.directorio.consultas import (
    calendario_de_la_entidad,
    dependencia_de_atencion,
    nombres_anteriores,
)
from ventanilla.directorio.models import Dependencia
from ventanilla.peticiones.models import Actuacion, Estado, Peticion
from ventanilla.peticiones.models.peticion import ESPERAN
from ventanilla.peticiones.permisos import puede_anotar, puede_devolver
from ventanilla.peticiones.servicios.anotar import anotar
from ventanilla.peticiones.servicios.avanzar import avanzar, recomputar_si_cambia
from ventanilla.peticiones.servicios.exigir import exigir

MINIMO, MAXIMO = 10, 500
MAXIMO_NOTA = 3000


def devolver(
    peticion: Peticion,
    *,
    motivo: str,
    sugerida: Dependencia | None = None,
    actor: Actor,
    ahora: datetime,
) -> Peticion:
    """La dependencia dice que no le toca y a quién sí; vuelve a la Dirección de Atención.

    No mueve ningún término: adentro de la entidad el reloj es uno solo (CPACA art. 21).

    Args:
        sugerida: la dependencia que debería tenerla, si se sabe.

    Raises:
        SinPermiso: si no es de su dependencia, ya está en Atención o está cerrada.
        DatosInvalidos: si falta el motivo o se sugiere a sí misma.
        Cambiado: si ya aceptó la competencia, o la petición cambió entre tanto.
    """
    exigir(puede_devolver(actor, peticion))
    motivo = limpiar_linea(motivo)
    _revisar(peticion, motivo, sugerida)
    destino = dependencia_de_atencion(en_bogota(ahora).date())
    if destino is None:
        raise Cambiado("La entidad no tiene hoy una dependencia de atención a la cual devolverla.")
    exigir_sin_aceptar(peticion)
    origen = peticion.dependencia
    calendario = calendario_de_la_entidad()
    with escritura():
        avanzar(
            peticion,
            estado=peticion.estado if peticion.estado in ESPERAN else Estado.ASIGNADA,
            dependencia_id=destino.pk,
            responsable_id=None,
        )
        anotar(
            peticion,
            Actuacion.Tipo.DEVUELTA,
            actor=actor,
            ahora=ahora,
            motivo=motivo,
            dependencia=origen.nombre if origen else "",
            datos={
                "de": origen.codigo if origen else "",
                "sugerida": sugerida.codigo if sugerida else "",
            },
        )
        recomputar_si_cambia(peticion, antes=origen, despues=destino, calendario=calendario)
    return peticion


def anotar_por_dentro(peticion: Peticion, *, nota: str, actor: Actor, ahora: datetime) -> Actuacion:
    """Deja una nota que leen quienes tramitan y la persona no; al libro va solo su huella.

    Raises:
        SinPermiso: si no tramita esta petición.
        DatosInvalidos: si está vacía o es demasiado larga.
        Cambiado: si la petición cambió entre tanto.
    """
    exigir(puede_anotar(actor, peticion))
    nota = limpiar(nota).strip()
    if not nota:
        raise DatosInvalidos([Falta("nota", "Escriba la nota.")])
    if len(nota) > MAXIMO_NOTA:
        raise DatosInvalidos([Falta("nota", f"Escriba {MAXIMO_NOTA} caracteres o menos.")])
    with escritura():
        avanzar(peticion)
        return anotar(
            peticion,
            Actuacion.Tipo.NOTA,
            actor=actor,
            ahora=ahora,
            motivo=nota,
            es_publica=False,
        )


def _revisar(peticion: Peticion, motivo: str, sugerida: Dependencia | None) -> None:
    faltas = []
    if len(motivo) < MINIMO:
        faltas.append(Falta("motivo", "Diga por qué no le toca: la persona también lo lee."))
    elif len(motivo) > MAXIMO:
        faltas.append(Falta("motivo", f"Escriba {MAXIMO} caracteres o menos."))
    if sugerida is not None and sugerida.pk == peticion.dependencia_id:
        faltas.append(Falta("sugerida", f"Ya está en {sugerida.nombre}: sugiera otra."))
    if faltas:
        raise DatosInvalidos(faltas)


def exigir_sin_aceptar(peticion: Peticion) -> None:
    """Que la dependencia que la tiene no haya dicho ya que sí le toca.

    Raises:
        Cambiado: si la aceptó.
    """
    if peticion.dependencia is not None and _ya_acepto(peticion, peticion.dependencia):
        raise Cambiado(
            "Esta dependencia ya aceptó la competencia. Si fue un error, pídale a la Dirección de "
            "Atención que la envíe a otra."
        )


def _ya_acepto(peticion: Peticion, dependencia: Dependencia) -> bool:
    """Si aceptó esta dependencia, y no otra que la tuvo antes."""
    aceptadas = peticion.actuaciones.filter(tipo=Actuacion.Tipo.COMPETENCIA)
    # Aceptó con el nombre que tenía ese día.
    nombres = [dependencia.nombre, *nombres_anteriores().get(dependencia.pk, [])]
    return aceptadas.filter(dependencia__in=nombres).exists()
