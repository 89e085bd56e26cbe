"""Clasificar: cambiar el tipo documental o la clase, siempre con su razón."""

from dataclasses import dataclass
from datetime import date, datetime

from ventanilla.comun.actores import Actor
from ventanilla.comun.calendario import Calendario
from ventanilla.comun.errores import DatosInvalidos, Falta
from ventanilla.comun.reloj import en_bogota
from ventanilla.comun.texto import limpiar_linea
from ventanilla.comun.transaccion import escritura
from ventanilla.directorio.consultas import calendario_de_la_entidad
from ventanilla.peticiones.consultas.dichos import nombre_de_clase
from ventanilla.peticiones.consultas.relojes import especial_de, politica_de_la_entidad
from ventanilla.peticiones.models import Actuacion, Peticion, Plazo, TipoDocumental
from ventanilla.peticiones.permisos import puede_alargar, puede_clasificar
from ventanilla.peticiones.servicios.anotar import anotar
from ventanilla.peticiones.servicios.avanzar import avanzar, recomputar
from ventanilla.peticiones.servicios.comunicar import comunicar, correo_de
from ventanilla.peticiones.servicios.exigir import exigir
from ventanilla.terminos.computar import ErrorDeTermino, clases, computar

MINIMO, MAXIMO = 10, 500


@dataclass(frozen=True)
class Efecto:
    """Qué le hace al término un cambio de clase: su fecha sin pausas, antes y después."""

    antes: date | None
    despues: date | None

    @property
    def alarga(self) -> bool:
        """Si la persona tendría que esperar más, o ya no habría fecha."""
        if self.antes is None:
            return False
        return self.despues is None or self.despues > self.antes


def clasificar(
    peticion: Peticion,
    *,
    clase: str,
    tipo: TipoDocumental | None,
    motivo: str,
    actor: Actor,
    ahora: datetime,
) -> Peticion:
    """Cambia el tipo documental, la clase de petición o los dos.

    El tipo es el catálogo de la entidad; la clase da el término. Si la clase cambia, la persona lo
    lee y se le avisa; si además alarga el término, lo hace el jefe y queda para la lista del mes.

    Raises:
        SinPermiso: si no puede clasificarla, o el término se alarga y no es el jefe.
        DatosInvalidos: si falta la razón, no cambia nada o la clase no sirve.
        Cambiado: si la petición cambió entre tanto.
    """
    exigir(puede_clasificar(actor, peticion))
    motivo = limpiar_linea(motivo)
    _revisar(peticion, clase, tipo, motivo)
    calendario = calendario_de_la_entidad()
    if clase == peticion.clase:
        return _cambiar_tipo(peticion, tipo, motivo, actor, ahora)
    efecto = efecto_de(peticion, clase, calendario)
    if efecto.alarga:
        exigir(puede_alargar(actor, peticion))
    antes, correo = peticion.clase, correo_de(peticion)
    with escritura():
        avanzar(peticion, clase=clase, tipo_documental_id=tipo.pk if tipo else None)
        anotar(
            peticion,
            Actuacion.Tipo.CLASIFICADA,
            actor=actor,
            ahora=ahora,
            motivo=motivo,
            datos={
                "clase": clase,
                "antes": antes,
                "alarga": efecto.alarga,
                **_del_tipo(tipo),
            },
            contenido={"clase": clase},
            dependencia=peticion.dependencia.nombre if peticion.dependencia else "",
        )
        computo = recomputar(peticion, calendario=calendario)
        # Los relojes que la nueva clase no tiene dejan de existir: su rastro queda en la actuación.
        vivos = [r.clase for r in computo.relojes]
        Plazo.objects.filter(peticion=peticion, parte="").exclude(clase__in=vivos).delete()
        comunicar(
            peticion,
            "cambio_de_clase",
            correo=correo,
            datos={
                "antes": nombre_de_clase(antes),
                "clase": nombre_de_clase(clase),
                "motivo": motivo,
                "vence": computo.vence.isoformat() if computo.vence else None,
                "alarga": efecto.alarga,
            },
            ahora=ahora,
        )
    return peticion


def efecto_de(peticion: Peticion, clase: str, calendario: Calendario) -> Efecto:
    """Cuándo habría vencido con la clase que tiene y con la otra, sin pausas ni prórrogas.

    Raises:
        DatosInvalidos: si esa clase no sirve para esta petición.
    """
    recepcion = en_bogota(peticion.radicado.momento_recepcion)

    def vence(de: str) -> date | None:
        return computar(
            de,
            recepcion,
            calendario=calendario,
            politica=politica_de_la_entidad(dia=recepcion.date()),
            especial=especial_de(peticion),
            excluye_ampliacion=peticion.excluye_ampliacion,
        ).vence

    try:
        return Efecto(antes=vence(peticion.clase), despues=vence(clase))
    except ErrorDeTermino as error:
        raise DatosInvalidos([Falta("clase", str(error))]) from error


def _revisar(peticion: Peticion, clase: str, tipo: TipoDocumental | None, motivo: str) -> None:
    faltas = []
    if clase not in {c.codigo for c in clases()}:
        faltas.append(Falta("clase", "Escoja una clase de la lista."))
    if clase == peticion.clase and (tipo.pk if tipo else None) == peticion.tipo_documental_id:
        faltas.append(Falta("clase", "Así está ya: cambie la clase o el tipo documental."))
    if len(motivo) < MINIMO:
        faltas.append(
            Falta("motivo", "Diga por qué cambia: si cambia la clase, la persona lo lee.")
        )
    elif len(motivo) > MAXIMO:
        faltas.append(Falta("motivo", f"Escriba {MAXIMO} caracteres o menos."))
    if faltas:
        raise DatosInvalidos(faltas)


def _del_tipo(tipo: TipoDocumental | None) -> dict[str, str]:
    return {"tipo_documental": tipo.codigo} if tipo else {}


def _cambiar_tipo(
    peticion: Peticion,
    tipo: TipoDocumental | None,
    motivo: str,
    actor: Actor,
    ahora: datetime,
) -> Peticion:
    """Solo cambia cómo lo llama la entidad: ningún término se mueve y la persona no lo lee."""
    with escritura():
        avanzar(peticion, tipo_documental_id=tipo.pk if tipo else None)
        anotar(
            peticion,
            Actuacion.Tipo.CLASIFICADA,
            actor=actor,
            ahora=ahora,
            motivo=motivo,
            datos=_del_tipo(tipo),
            es_publica=False,
        )
    return peticion
