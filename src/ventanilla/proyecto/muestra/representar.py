"""Cada paso del guion, por el servicio que lo hace de verdad."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any

from ventanilla.comun.actores import CIUDADANIA, Actor
from ventanilla.comun.calendario import Calendario
from ventanilla.comun.reloj import en_bogota
from ventanilla.comun.transaccion import escritura
from ventanilla.correspondencia.models import Envio
from ventanilla.correspondencia.servicios.despachar import despachar as despachar_envio
from ventanilla.peticiones.models import Actuacion, Estado, Peticion, Respuesta
from ventanilla.peticiones.servicios.anotar import anotar
from ventanilla.peticiones.servicios.asignar import asignar_a_dependencia, asignar_a_persona
from ventanilla.peticiones.servicios.avanzar import avanzar, recomputar
from ventanilla.peticiones.servicios.avisar import avisar_sin_respuesta
from ventanilla.peticiones.servicios.clasificar import clasificar
from ventanilla.peticiones.servicios.competencia import aceptar_competencia
from ventanilla.peticiones.servicios.completar import completar, desistir
from ventanilla.peticiones.servicios.componer import componer_respuesta
from ventanilla.peticiones.servicios.despachar import despachar, medio_natural
from ventanilla.peticiones.servicios.firmar import firmar
from ventanilla.peticiones.servicios.notificar import (
    notificar_pendientes,
    notificar_por_acceso,
    registrar_entrega,
)
from ventanilla.peticiones.servicios.prorrogar import (
    ProrrogaNoProcede,
    margen_de_prorroga,
    prorrogar,
)
from ventanilla.peticiones.servicios.requerir import devolver_para_aclarar, requerir
from ventanilla.peticiones.servicios.responder import guardar_borrador, proyectar
from ventanilla.proyecto.muestra.elenco import Elenco
from ventanilla.proyecto.muestra.guion import Paso

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
_TRASLADO = (
    "Lo que usted pide le corresponde a {a}. Hoy le enviamos su petición con todos sus documentos, y "
    "a usted la copia del oficio (Ley 1437 de 2011, artículo 21)."
)


@dataclass
class Escena:
    """Una petición con lo que hace falta para seguirla.

    Los servicios avanzan el mismo objeto: no se lee de nuevo en cada paso.
    """

    peticion: Peticion
    dependencia: str
    clase: str
    respuesta: str
    termino: int
    a: str = ""
    encargado: str = ""


@dataclass
class Representacion:
    """Quien lleva el guion a los servicios. Cada verbo puede devolver pasos nuevos."""

    elenco: Elenco
    azar: Random
    calendario: Calendario

    def hacer(self, paso: Paso, escena: Escena) -> list[Paso]:
        """Hace el paso en su momento; devuelve los que de él se siguen."""
        verbo: Callable[..., list[Paso] | None] = getattr(self, f"_{paso.verbo}")
        return verbo(escena.peticion, escena, paso.momento) or []

    def _encargado(self, escena: Escena) -> Actor:
        return self.elenco.actores[escena.encargado]

    def _anotar(
        self,
        peticion: Peticion,
        tipo: Actuacion.Tipo,
        ahora: datetime,
        *,
        actor: Actor,
        estado: Estado | None = None,
        motivo: str = "",
        datos: dict[str, Any] | None = None,
    ) -> None:
        """Los hechos que todavía no tienen servicio propio: avanzar, anotar y volver a computar."""
        with escritura():
            avanzar(peticion, **({"estado": estado} if estado else {}))
            anotar(
                peticion,
                tipo,
                actor=actor,
                ahora=ahora,
                motivo=motivo,
                datos=datos,
                dependencia=peticion.dependencia.nombre if peticion.dependencia else "",
            )
            recomputar(peticion, calendario=self.calendario)

    # ── El reparto ───────────────────────────────────────────────────────────────────────────

    def _clasificar(self, peticion: Peticion, escena: Escena, ahora: datetime) -> None:
        tipo = self.elenco.tipos.get(escena.clase)
        if tipo is None:
            return
        clasificar(
            peticion,
            clase=peticion.clase,
            tipo=tipo,
            motivo="Es lo que pide el texto.",
            actor=self.elenco.radicador,
            ahora=ahora,
        )

    def _repartir(self, peticion: Peticion, escena: Escena, ahora: datetime) -> None:
        destino = self.elenco.dependencias[escena.dependencia]
        if peticion.dependencia_id != destino.pk:
            asignar_a_dependencia(
                peticion, dependencia=destino, actor=self.elenco.atencion, ahora=ahora
            )

    def _encargar(self, peticion: Peticion, escena: Escena, ahora: datetime) -> None:
        escena.encargado = self.elenco.quien_trabaja(escena.dependencia, self.azar)
        asignar_a_persona(
            peticion,
            responsable=self.elenco.usuarios[escena.encargado],
            actor=self.elenco.jefe(escena.dependencia),
            ahora=ahora,
        )

    def _aceptar(self, peticion: Peticion, escena: Escena, ahora: datetime) -> None:
        aceptar_competencia(peticion, actor=self._encargado(escena), ahora=ahora)

    # ── La respuesta ─────────────────────────────────────────────────────────────────────────

    def _escribir(self, peticion: Peticion, escena: Escena, ahora: datetime) -> None:
        guardar_borrador(
            peticion,
            asunto=f"Respuesta a su petición {peticion.radicado.impreso}: {peticion.asunto}"[:200],
            texto=f"Reciba un cordial saludo.\n\n{escena.respuesta}",
            version=0,
            actor=self._encargado(escena),
            ahora=ahora,
        )

    def _proyectar(self, peticion: Peticion, escena: Escena, ahora: datetime) -> None:
        version = _version(peticion)
        proyectar(peticion, version=version, actor=self._encargado(escena), ahora=ahora)

    def _firmar(self, peticion: Peticion, escena: Escena, ahora: datetime) -> None:
        version = _version(peticion)
        firmar(peticion, version=version, actor=self.elenco.jefe(escena.dependencia), ahora=ahora)

    def _componer(self, peticion: Peticion, escena: Escena, ahora: datetime) -> None:
        componer_respuesta(Respuesta.objects.get(peticion=peticion).pk, ahora=ahora)

    def _despachar(self, peticion: Peticion, escena: Escena, ahora: datetime) -> list[Paso]:
        medio = medio_natural(peticion)
        guia = (
            f"Correo de muestra, guía {self.azar.randint(10**8, 10**9)}"
            if medio == "postal"
            else ""
        )
        enviada = despachar(
            peticion, medio=medio, guia=guia, actor=self.elenco.radicador, ahora=ahora
        )
        if enviada.envio_id is not None:
            return [Paso(ahora + timedelta(minutes=1), "enviar_correo")]
        if medio == "postal":
            return [Paso(self._dias_despues(ahora, self.azar.randint(1, 4)), "entregar")]
        if medio == "aviso":
            return [Paso(self._dias_despues(ahora, 7), "dar_por_avisada")]
        return [Paso(ahora + timedelta(hours=self.azar.randint(1, 60)), "leer")]

    def _despachar_sin_constancia(
        self, peticion: Peticion, escena: Escena, ahora: datetime
    ) -> None:
        guia = f"Correo de muestra, guía {self.azar.randint(10**8, 10**9)}"
        despachar(peticion, medio="postal", guia=guia, actor=self.elenco.radicador, ahora=ahora)

    def _enviar_correo(self, peticion: Peticion, escena: Escena, ahora: datetime) -> None:
        respuesta = Respuesta.objects.get(peticion=peticion)
        if respuesta.envio_id is not None:
            despachar_envio(respuesta.envio_id, ahora=ahora)
        notificar_pendientes(ahora=ahora)

    def _entregar(self, peticion: Peticion, escena: Escena, ahora: datetime) -> None:
        registrar_entrega(
            peticion,
            fecha=en_bogota(ahora).date(),
            detalle="Guía entregada; firma quien recibe (de muestra)",
            actor=self.elenco.radicador,
            ahora=ahora,
        )

    def _dar_por_avisada(self, peticion: Peticion, escena: Escena, ahora: datetime) -> None:
        notificar_pendientes(ahora=ahora)

    def _leer(self, peticion: Peticion, escena: Escena, ahora: datetime) -> None:
        notificar_por_acceso(peticion, ahora=ahora)

    def _dias_despues(self, ahora: datetime, habiles: int) -> datetime:
        dia = self.calendario.sumar_habiles(en_bogota(ahora).date(), habiles)
        return en_bogota(ahora).replace(year=dia.year, month=dia.month, day=dia.day)

    # ── Lo que se sale del camino ────────────────────────────────────────────────────────────

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
            actor=self.elenco.jefe(escena.dependencia),
            ahora=ahora,
        )
        self._acusar(peticion, escena, ahora)

    def _trasladar(self, peticion: Peticion, escena: Escena, ahora: datetime) -> None:
        self._anotar(
            peticion,
            Actuacion.Tipo.TRASLADADA,
            ahora,
            actor=self.elenco.atencion,
            estado=Estado.TRASLADADA,
            motivo=_TRASLADO.format(a=escena.a),
            datos={"a": escena.a},
        )

    def _desistir(self, peticion: Peticion, escena: Escena, ahora: datetime) -> None:
        motivo = "Ya lo resolví; no hace falta seguir."
        desistir(peticion, motivo=motivo, actor=CIUDADANIA, ahora=ahora)
        self._acusar(peticion, escena, ahora)

    def _avisar(self, peticion: Peticion, escena: Escena, ahora: datetime) -> None:
        avisar_sin_respuesta(peticion, actor=CIUDADANIA, ahora=ahora)
        self._acusar(peticion, escena, ahora)


def _version(peticion: Peticion) -> int:
    return Respuesta.objects.values_list("version", flat=True).get(peticion=peticion)
