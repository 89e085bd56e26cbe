"""Lo que pasa en la entidad y no en una sola petición: gente, días, filtros, fechas del cambio, archivo."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from ventanilla.archivo.servicios.cerrar import cerrar_expedientes
from ventanilla.bandeja.servicios.filtros import guardar_filtro
from ventanilla.comun.actores import SISTEMA
from ventanilla.comun.reloj import BOGOTA
from ventanilla.directorio.consultas import actor_de, calendario_de_la_entidad
from ventanilla.directorio.models import Ausencia
from ventanilla.directorio.servicios.ausencias import registrar_ausencia
from ventanilla.directorio.servicios.dias import Cierre
from ventanilla.estructura.servicios.dias import aplicar_dias, declarar_y_contar
from ventanilla.importacion.models import Discrepancia
from ventanilla.importacion.servicios.resolver import resolver, tomar
from ventanilla.peticiones.models import Peticion
from ventanilla.peticiones.servicios.expedientes import expediente_al_dia
from ventanilla.peticiones.servicios.plantillas import Contenido, guardar_plantilla
from ventanilla.proyecto.muestra.camino import HUECO
from ventanilla.proyecto.muestra.escena import Escena
from ventanilla.proyecto.muestra.guion import Paso
from ventanilla.proyecto.muestra.representar import Representacion

OBRAS, SALUD = "1900", "1600"
_SUPLENTE = "salud@ibague.example"
MOTIVO_DEL_CIERRE = "Jornada de bienestar de los servidores"
_PLANTILLA = (
    "Reciba un cordial saludo, {{peticionario}}.\n\nUsted nos escribió el {{fecha_radicacion}} "
    "sobre «{{asunto}}».\n\n" + HUECO + "\n\nSi algo no quedó claro, puede volver a escribirnos."
)
_CONSERVAR = "La persona ya había recibido esa fecha en su constancia y se le respeta."
_POR_EXPEDIENTE = 18


@dataclass
class Casa:
    """Representa los sucesos de la entidad. `escenas`: las que siguen, por su posición."""

    obra: Representacion
    escenas: dict[int, Escena] = field(default_factory=dict)

    def hacer(self, paso: Paso) -> None:
        """Hace el suceso en su momento."""
        verbo: Callable[[datetime], None] = getattr(self, f"_{paso.verbo}")
        verbo(paso.momento)

    def _preparar_la_bandeja(self, ahora: datetime) -> None:
        jefe, obras = self.obra.elenco.jefe(OBRAS, ahora), self.obra.elenco.dependencias[OBRAS]
        guardar_filtro(
            "Vencidas de la dependencia",
            vista="dependencia",
            consulta={"semaforo": "vencidas"},
            dependencia=obras,
            actor=jefe,
            ahora=ahora,
        )
        contenido = Contenido("Visita y reparación", _PLANTILLA, dependencia=obras)
        self.obra.plantillas[OBRAS] = guardar_plantilla(
            None, contenido=contenido, actor=jefe, ahora=ahora
        )

    def _revisar_fechas(self, ahora: datetime) -> None:
        """Una parte de las fechas que no coincidieron: unas resueltas, otras en estudio."""
        actor = self.obra.elenco.atencion
        filas = Discrepancia.objects.select_related("peticion__dependencia", "peticion__radicado")
        for turno, una in enumerate(filas.order_by("pk")[:24]):
            tomar(una, actor=actor, ahora=ahora)
            if turno % 4 == 3:
                continue
            de_origen = turno % 4 == 2
            resolver(
                una,
                resolucion=Discrepancia.Resolucion.ORIGEN
                if de_origen
                else Discrepancia.Resolucion.LEY,
                motivo=_CONSERVAR if de_origen else "",
                actor=actor,
                ahora=ahora,
            )
        self._leer_de_nuevo()

    def _cerrar_un_dia(self, ahora: datetime) -> None:
        dia = dia_del_cierre(ahora.date(), self.obra)
        cierre = Cierre(dia, dia, MOTIVO_DEL_CIERRE, "Acto de muestra 005")
        declarar_y_contar(cierre, actor=self.obra.elenco.administrador, ahora=ahora)
        aplicar_dias(ahora=ahora)
        self.obra.calendario = calendario_de_la_entidad()
        self._leer_de_nuevo()

    def _irse_de_vacaciones(self, ahora: datetime) -> None:
        elenco = self.obra.elenco
        titular = elenco.usuarios[elenco.por_dependencia[SALUD]["jefe"][0]]
        suplente = elenco.usuarios[_SUPLENTE]
        registrar_ausencia(
            titular,
            clase=Ausencia.Clase.VACACIONES,
            desde=ahora.date(),
            hasta=ahora.date() + timedelta(days=21),
            suplente=suplente,
            acto="Acto de muestra 006",
            actor=elenco.administrador,
            ahora=ahora,
        )
        elenco.suplencias[SALUD] = (ahora, actor_de(suplente, ahora))

    def _archivar(self, ahora: datetime) -> None:
        """Los primeros expedientes; los demás los abre el obrero cuando la demostración atiende."""
        propias = Peticion.objects.select_related("radicado__serie", "tipo_documental").filter(
            radicado__consecutivo__isnull=False
        )
        for esta_cerrada in (True, False):
            for una in propias.filter(esta_cerrada=esta_cerrada).order_by("pk")[:_POR_EXPEDIENTE]:
                expediente_al_dia(una, ahora=ahora, calendario=self.obra.calendario)
        cerrar_expedientes(actor=SISTEMA, ahora=ahora)

    def _leer_de_nuevo(self) -> None:
        """El suceso movió peticiones: quien las tenía en la mano las lee otra vez."""
        filas = Peticion.objects.select_related("radicado__serie", "dependencia", "identidad")
        leidas = filas.in_bulk([e.peticion.pk for e in self.escenas.values()])
        for escena in self.escenas.values():
            escena.peticion = leidas[escena.peticion.pk]


def dia_del_cierre(desde: date, obra: Representacion) -> date:
    """El décimo día hábil después de decretarlo."""
    return obra.calendario.sumar_habiles(desde, 10)


def sucesos(corte: datetime, hasta: datetime, obra: Representacion) -> list[Paso]:
    """Qué pasa en la entidad entre el cambio de sistema y el final, y cuándo."""
    calendario = obra.calendario

    def en(dia: date, hora: int) -> datetime:
        return datetime.combine(dia, time(hora, 10), tzinfo=BOGOTA)

    def habiles_antes(cuantos: int) -> date:
        dia = hasta.date()
        while cuantos or not calendario.es_habil(dia):
            dia -= timedelta(days=1)
            cuantos -= calendario.es_habil(dia) and cuantos > 0
        return dia

    return [
        Paso(en(corte.date(), 9), "preparar_la_bandeja"),
        Paso(en(calendario.sumar_habiles(corte.date(), 7), 10), "revisar_fechas"),
        Paso(en(habiles_antes(25), 11), "cerrar_un_dia"),
        Paso(en(habiles_antes(6), 7), "irse_de_vacaciones"),
        Paso(hasta - timedelta(minutes=5), "archivar"),
    ]
