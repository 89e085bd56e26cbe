"""La historia en orden de tiempo: qué le pasa a cada petición y cuándo, y hacerlo."""

import heapq
import itertools
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time, timedelta

from ventanilla.comun.actores import CIUDADANIA
from ventanilla.comun.errores import ErrorDeDominio
from ventanilla.comun.fechas import MESES
from ventanilla.comun.reloj import BOGOTA
from ventanilla.correspondencia.servicios.despachar import despachar_pendientes
from ventanilla.peticiones.models import Peticion
from ventanilla.peticiones.servicios.radicar import radicar
from ventanilla.proyecto.muestra.anterior import Tabla
from ventanilla.proyecto.muestra.casa import Casa
from ventanilla.proyecto.muestra.ciudadania import (
    Escrita,
    escribir,
    otro_tema,
    redactar,
    reiterar,
)
from ventanilla.proyecto.muestra.destinos import destinos
from ventanilla.proyecto.muestra.escena import Escena
from ventanilla.proyecto.muestra.fotos import fotos
from ventanilla.proyecto.muestra.guion import Paso, pasos
from ventanilla.proyecto.muestra.momentos import Periodo
from ventanilla.proyecto.muestra.representar import Representacion
from ventanilla.proyecto.muestra.textos import textos
from ventanilla.terminos import normas

_PARTE_RECIENTE = 0.42
# La posición, en la cola, de lo que no es de una petición.
_LA_CASA = -1
_REITERADAS = 3
_POR_VERIFICAR = (":por_verificar", ":verificada", ":automatica")

_Turno = tuple[datetime, int, Paso, int]


class Historia:
    """La cola de todo lo que va a pasar: (momento, turno, paso, petición)."""

    def __init__(self, obra: Representacion, hasta: datetime, decir: Callable[[str], None]) -> None:
        self.obra, self.hasta, self.decir = obra, hasta, decir
        self.casa = Casa(obra)
        self.escritas: list[Escrita] = []
        self.cola: list[_Turno] = []
        self.turnos = itertools.count()
        self.terminadas: dict[int, str] = {}

    def heredar(self, vivas: Mapping[str, Peticion], tabla: Tabla, corte: datetime) -> None:
        """Lo que llegó abierto sigue su curso bajo su número; unas pocas se quedan quietas."""
        for turno, (numero, peticion) in enumerate(vivas.items()):
            i = self._agregar(tabla.abiertas[numero])
            self.casa.escenas[i] = _escena(peticion, self.escritas[i])
            self._guion("heredada_quieta" if turno % 6 == 0 else "heredada", i, corte)

    def radicar(self, cuantas: int, corte: datetime) -> None:
        """Las que se radican aquí, con su destino."""
        azar, calendario = self.obra.azar, self.obra.calendario
        periodo = Periodo(corte, self.hasta, parte_reciente=_PARTE_RECIENTE)
        nuevas = escribir(cuantas, periodo, azar=azar, textos=textos(), calendario=calendario)
        terminos = [0 if e.tema.nombre else _dias_de_ley(e) for e in nuevas]
        edades = [calendario.contar_habiles(e.recibida.date(), self.hasta.date()) for e in nuevas]
        vencidas = []
        for una, destino in zip(nuevas, destinos(nuevas, edades, terminos, azar), strict=True):
            i = self._agregar(una)
            if destino in ("trasladada", "traslado_rebotado", "sin_competente"):
                self.escritas[i] = otro_tema(una, azar.choice(textos().traslados), azar, textos())
            if destino == "vencida":
                vencidas.append(i)
            self._radicar(i, destino)
        for i in vencidas[:_REITERADAS]:
            momento = self.hasta - timedelta(hours=azar.randint(3, 60))
            otra = reiterar(self.escritas[i], i, momento)
            self._radicar(self._agregar(otra), "sin_repartir")
        self._radicar(self._agregar(self._urgente()), "urgente")

    def _urgente(self) -> Escrita:
        """Un juez que dio dos días y hora: llegó en la última mañana hábil."""
        obra, juez = self.obra, next(t for t in textos().autoridades if t.clase == "judicial")
        dia = self.hasta.date()
        while not obra.calendario.es_habil(dia) or _a_las_diez(dia) >= self.hasta:
            dia -= timedelta(days=1)
        return redactar(juez, "ventanilla", _a_las_diez(dia), obra.azar, textos(), obra.calendario)

    def _agregar(self, una: Escrita) -> int:
        self.escritas.append(una)
        return len(self.escritas) - 1

    def _radicar(self, i: int, destino: str) -> None:
        una = self.escritas[i]
        self._encolar(Paso(una.radicada, f"radicar:{destino}"), i)
        self._guion(destino, i, una.radicada)

    def _guion(self, destino: str, i: int, desde: datetime) -> None:
        una, obra = self.escritas[i], self.obra
        guion = pasos(
            destino,
            radicada=desde,
            termino=_termino(una),
            azar=obra.azar,
            calendario=obra.calendario,
        )
        for paso in guion:
            self._encolar(paso, i)

    def _encolar(self, paso: Paso, i: int) -> None:
        heapq.heappush(self.cola, (paso.momento, next(self.turnos), paso, i))

    def representar(self, de_la_casa: Sequence[Paso]) -> None:
        """Lo hace todo en orden de tiempo."""
        for paso in de_la_casa:
            self._encolar(paso, _LA_CASA)
        mes = dia = ""
        while self.cola and self.cola[0][0] <= self.hasta:
            momento, _, paso, i = heapq.heappop(self.cola)
            if mes != f"{momento:%m}":
                mes = f"{momento:%m}"
                self.decir(f"Trabajando {MESES[momento.month - 1]} de {momento.year}…")
            if dia != f"{momento:%d}":
                dia = f"{momento:%d}"
                # Los correos de adentro salen a la mañana siguiente.
                despachar_pendientes(ahora=momento)
            if i == _LA_CASA:
                self.casa.hacer(paso)
            elif i not in self.terminadas:
                self._hacer(paso, i)
        despachar_pendientes(ahora=self.hasta)

    def _hacer(self, paso: Paso, i: int) -> None:
        try:
            if paso.verbo.startswith("radicar:"):
                siguientes = self._recibir(paso, i)
            else:
                siguientes = self.obra.hacer(paso, self.casa.escenas[i])
        except ErrorDeDominio as error:
            # La demostración arranca cualquier día del año: si un paso no procede ese día, la
            # historia de esa petición termina ahí y las demás siguen.
            self.terminadas[i] = f"{paso.verbo}: {error}"
            return
        for siguiente in siguientes:
            self._encolar(siguiente, i)

    def _recibir(self, paso: Paso, i: int) -> list[Paso]:
        una, obra = self.escritas[i], self.obra
        es_propia = una.solicitud.canal in ("web", "chat")
        hecha = radicar(
            una.solicitud,
            actor=CIUDADANIA if es_propia else obra.elenco.de_ventanilla(obra.azar),
            ahora=una.radicada,
            recepcion=una.recibida,
            anexos=fotos(obra.azar) if una.trae_anexo else (),
            por_verificar=paso.verbo.endswith(_POR_VERIFICAR),
            reitera=self.casa.escenas[una.reitera].peticion if una.reitera is not None else None,
        )
        self.casa.escenas[i] = _escena(hecha.peticion, una)
        return [Paso(paso.momento + timedelta(seconds=40), "acusar")]


def _a_las_diez(dia: date) -> datetime:
    return datetime.combine(dia, time(10, 5), tzinfo=BOGOTA)


def _escena(peticion: Peticion, una: Escrita) -> Escena:
    return Escena(
        peticion=peticion,
        dependencia=una.tema.dependencia,
        clase=una.solicitud.clase,
        respuesta=una.respuesta,
        termino=_termino(una),
        a=una.tema.a,
    )


def _termino(escrita: Escrita) -> int:
    """Días hábiles con que cuenta: los que fija el documento o los de su clase; cero, sin término."""
    return escrita.tema.plazo_dias or _dias_de_ley(escrita)


def _dias_de_ley(escrita: Escrita) -> int:
    return normas.clase(escrita.solicitud.clase).dias or 0
