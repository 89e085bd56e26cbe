"""El camino de casi todas: repartir, aceptar, escribir, firmar, despachar y notificar."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from ventanilla.comun.reloj import en_bogota
from ventanilla.correspondencia.servicios.despachar import despachar as despachar_envio
from ventanilla.peticiones.consultas.plantillas import texto_para
from ventanilla.peticiones.models import Peticion, Plantilla, Respuesta
from ventanilla.peticiones.servicios.anexos_de_salida import agregar_anexos, recibir_anexos
from ventanilla.peticiones.servicios.asignar import asignar_a_dependencia, asignar_a_persona
from ventanilla.peticiones.servicios.clasificar import clasificar
from ventanilla.peticiones.servicios.competencia import aceptar_competencia
from ventanilla.peticiones.servicios.componer import componer_respuesta
from ventanilla.peticiones.servicios.despachar import despachar, medio_natural
from ventanilla.peticiones.servicios.firmar import firmar
from ventanilla.peticiones.servicios.notificar import (
    notificar_pendientes,
    notificar_por_acceso,
    registrar_entrega,
)
from ventanilla.peticiones.servicios.responder import guardar_borrador, proyectar
from ventanilla.proyecto.muestra.escena import Escena, Representa, version_de
from ventanilla.proyecto.muestra.guion import Paso

# Lo que la plantilla de muestra deja por llenar.
HUECO = "[[qué se hizo o por qué no se puede]]"
_COPIAS = b"folio;documento\n1;Acta de muestra\n2;Informe de muestra\n"


@dataclass
class Camino(Representa):
    """`plantillas`: la de cada dependencia que tiene una, por su código."""

    plantillas: dict[str, Plantilla] = field(default_factory=dict)

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
            actor=self.elenco.jefe(escena.dependencia, ahora),
            ahora=ahora,
        )

    def _aceptar(self, peticion: Peticion, escena: Escena, ahora: datetime) -> None:
        aceptar_competencia(peticion, actor=self._encargado(escena), ahora=ahora)

    # ── La respuesta ─────────────────────────────────────────────────────────────────────────

    def _escribir(self, peticion: Peticion, escena: Escena, ahora: datetime) -> None:
        actor = self._encargado(escena)
        plantilla = self.plantillas.get(escena.dependencia)
        texto = f"Reciba un cordial saludo.\n\n{escena.respuesta}"
        if plantilla is not None:
            llena = texto_para(plantilla, peticion, actor=actor, ahora=ahora)
            texto = llena.replace(HUECO, escena.respuesta)
        guardar_borrador(
            peticion,
            asunto=f"Respuesta a su petición {peticion.radicado.impreso}: {peticion.asunto}"[:200],
            texto=texto,
            version=0,
            actor=actor,
            ahora=ahora,
        )
        if escena.clase == "informacion":
            # Quien pide copias las recibe con la respuesta.
            copias = recibir_anexos([("copias.csv", [_COPIAS])])
            agregar_anexos(peticion.respuesta, copias, version=1, actor=actor, ahora=ahora)

    def _proyectar(self, peticion: Peticion, escena: Escena, ahora: datetime) -> None:
        version = version_de(peticion)
        proyectar(peticion, version=version, actor=self._encargado(escena), ahora=ahora)

    def _firmar(self, peticion: Peticion, escena: Escena, ahora: datetime) -> None:
        version = version_de(peticion)
        firmar(
            peticion,
            version=version,
            actor=self.elenco.jefe(escena.dependencia, ahora),
            ahora=ahora,
        )

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
