"""Lo que detiene o alarga el camino: pedir, completar, ampliar, avisar y retirar."""

from datetime import datetime

from ventanilla.comun.actores import CIUDADANIA
from ventanilla.correspondencia.models import Envio
from ventanilla.correspondencia.servicios.despachar import despachar as despachar_envio
from ventanilla.peticiones.models import Peticion
from ventanilla.peticiones.servicios.avisar import avisar_sin_respuesta
from ventanilla.peticiones.servicios.completar import completar, desistir
from ventanilla.peticiones.servicios.prorrogar import (
    ProrrogaNoProcede,
    margen_de_prorroga,
    prorrogar,
)
from ventanilla.peticiones.servicios.requerir import devolver_para_aclarar, requerir
from ventanilla.peticiones.servicios.terminar import archivar_sin_aclarar, declarar_desistimiento
from ventanilla.proyecto.muestra.escena import Escena, Representa

_PRORROGA = (
    "Hace falta el concepto de otra dependencia y la visita técnica está programada. Le "
    "responderemos a más tardar en la fecha que aquí le indicamos."
)
_REQUERIR = (
    "Para poder visitarlo necesitamos la dirección exacta y un teléfono. Tiene un mes para "
    "completarla; el término se detiene mientras tanto."
)
_COMPLETAR = (
    "La dirección es la que aparece en el recibo del agua: al lado de la escuela, en la esquina. "
    "Me encuentran en las mañanas."
)
_ACLARAR = (
    "No entendimos qué pide: diga, por favor, qué quiere que haga la Alcaldía y en qué lugar."
)


class Espera(Representa):
    """Los verbos de la espera."""

    def _acusar(self, peticion: Peticion, escena: Escena, ahora: datetime) -> None:
        """El correo que el servicio dejó pendiente sale en el minuto siguiente."""
        for envio in Envio.objects.filter(radicado=peticion.radicado_id, estado="pendiente"):
            despachar_envio(envio.pk, ahora=ahora)

    def _requerir(self, peticion: Peticion, escena: Escena, ahora: datetime) -> None:
        requerir(peticion, falta=_REQUERIR, actor=self._encargado(escena), ahora=ahora)
        self._acusar(peticion, escena, ahora)

    def _completar(self, peticion: Peticion, escena: Escena, ahora: datetime) -> None:
        completar(peticion, texto=_COMPLETAR, actor=CIUDADANIA, ahora=ahora)

    def _devolver_aclarar(self, peticion: Peticion, escena: Escena, ahora: datetime) -> None:
        actor = self._encargado(escena)
        devolver_para_aclarar(peticion, duda=_ACLARAR, actor=actor, ahora=ahora)
        self._acusar(peticion, escena, ahora)

    def _prorrogar(self, peticion: Peticion, escena: Escena, ahora: datetime) -> None:
        try:
            _, tope = margen_de_prorroga(peticion, ahora)
        except ProrrogaNoProcede:
            return
        prorrogar(
            peticion,
            hasta=tope,
            motivo=_PRORROGA,
            actor=self.elenco.jefe(escena.dependencia, ahora),
            ahora=ahora,
        )
        self._acusar(peticion, escena, ahora)

    def _desistir(self, peticion: Peticion, escena: Escena, ahora: datetime) -> None:
        motivo = "Ya lo resolví; no hace falta seguir."
        desistir(peticion, motivo=motivo, actor=CIUDADANIA, ahora=ahora)
        self._acusar(peticion, escena, ahora)

    def _avisar(self, peticion: Peticion, escena: Escena, ahora: datetime) -> None:
        avisar_sin_respuesta(peticion, actor=CIUDADANIA, ahora=ahora)
        self._acusar(peticion, escena, ahora)

    def _archivar_sin_aclarar(self, peticion: Peticion, escena: Escena, ahora: datetime) -> None:
        jefe = self.elenco.jefe(escena.dependencia, ahora)
        archivar_sin_aclarar(peticion, actor=jefe, ahora=ahora)
        self._acusar(peticion, escena, ahora)

    def _declarar_desistimiento(self, peticion: Peticion, escena: Escena, ahora: datetime) -> None:
        jefe = self.elenco.jefe(escena.dependencia, ahora)
        declarar_desistimiento(peticion, actor=jefe, ahora=ahora)
        self._acusar(peticion, escena, ahora)
