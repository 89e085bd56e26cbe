"""Lo que se sale del camino: trasladar, rechazar, anular, partes, alcances, rebotes."""

from datetime import datetime
from typing import NamedTuple

from ventanilla.comun.reloj import en_bogota
from ventanilla.correspondencia.servicios.despachar import despachar_pendientes
from ventanilla.peticiones.consultas.oficios import correos_que_pueden_volver
from ventanilla.peticiones.models import Alcance, Oficio, Parte, Peticion
from ventanilla.peticiones.servicios.alcances import (
    componer_alcances,
    firmar_alcance,
    guardar_alcance,
)
from ventanilla.peticiones.servicios.anexos_de_salida import agregar_anexos, recibir_anexos
from ventanilla.peticiones.servicios.anular import anular, verificar
from ventanilla.peticiones.servicios.componer_oficio import componer_oficio
from ventanilla.peticiones.servicios.corregir import devolver_borrador
from ventanilla.peticiones.servicios.despachar import despachar
from ventanilla.peticiones.servicios.devolver import anotar_por_dentro, devolver
from ventanilla.peticiones.servicios.entregar_oficio import anotar_entrega
from ventanilla.peticiones.servicios.enviar_alcance import (
    enviar_alcance,
    notificar_alcance_por_acceso,
)
from ventanilla.peticiones.servicios.partes import margen_de_parte, pedir_partes
from ventanilla.peticiones.servicios.rebotar import anotar_rebote
from ventanilla.peticiones.servicios.rebotar_oficio import anotar_rebote_de_oficio
from ventanilla.peticiones.servicios.remitir import remitir_a_disciplinario
from ventanilla.peticiones.servicios.terminar import rechazar
from ventanilla.peticiones.servicios.terminar_partes import devolver_parte, entregar_parte
from ventanilla.peticiones.servicios.trasladar import (
    Autoridad,
    comunicar_sin_competente,
    trasladar,
)
from ventanilla.peticiones.servicios.volver_a_despachar import volver_a_despachar
from ventanilla.proyecto.muestra.escena import Escena, Representa

_TRASLADO = (
    "Lo que se pide le corresponde a {a}: es quien presta el servicio o quien lo vigila, y la "
    "Alcaldía no puede ordenarlo."
)
_TRASLADO_DE_UNA_PARTE = (
    "Lo que toca con el servicio público le corresponde a la empresa que lo presta. Lo demás lo "
    "responde esta dependencia en el mismo término."
)
_SIN_COMPETENTE = (
    "Lo que se pide depende solo del acuerdo entre los vecinos: ninguna autoridad puede ordenarlo. "
    "La casa de justicia del barrio los puede ayudar a conciliar."
)
_RECHAZO = (
    "El escrito no pide nada y solo trae insultos contra quienes atienden. Puede presentar de nuevo "
    "su petición, en otros términos, cuando quiera."
)
_A_DISCIPLINARIO = (
    "El escrito cuenta un trato indebido de un servidor y dice el lugar y la hora: le corresponde "
    "a Control Disciplinario decidir si investiga."
)
_CORREGIR = "Falta decir la fecha en que se hará la visita. Agréguela y vuelva a pasarla."
_PEDIDO = "Necesitamos el concepto de ustedes sobre el predio, y si ya hay una visita programada."
_ENTREGA = "Revisamos el predio: no tiene restricciones. La visita quedó para la semana siguiente."
_NO_ES_NUESTRA = "Ese predio no está en nuestro inventario: le toca a Planeación certificarlo."
_NO_ME_TOCA = "El lugar es de otra dependencia: aquí no hay competencia sobre ese tramo."
_ALCANCE = "Damos alcance a nuestra respuesta: la visita que le anunciamos será el jueves a las 9."
_REBOTE = "550 5.1.1 El buzón no existe. Este es un aviso automático del servidor de destino."
_VISITA = b"dia;hora\njueves;9:00\n"
_NOTA = "Hablé con la persona por teléfono: espera la visita en las mañanas."


class _Anulacion(NamedTuple):
    causa: str
    motivo: str


_ERROR = _Anulacion("error", "Se radicó dos veces el mismo sobre al registrar la correspondencia.")
_AUTOMATICA = _Anulacion(
    "automatica", "Un programa llenó el formulario con enlaces de publicidad: no pide nada."
)


class Desvios(Representa):
    """Los verbos de los desvíos."""

    def _trasladar(self, peticion: Peticion, escena: Escena, ahora: datetime) -> None:
        razon = _TRASLADO.format(a=escena.a)
        self._remitir_a_otra(peticion, escena, ahora, a=escena.a, razon=razon, parcial=False)

    def _trasladar_una_parte(self, peticion: Peticion, escena: Escena, ahora: datetime) -> None:
        a, razon = "la empresa de servicios públicos", _TRASLADO_DE_UNA_PARTE
        self._remitir_a_otra(peticion, escena, ahora, a=a, razon=razon, parcial=True)

    def _remitir_a_otra(
        self,
        peticion: Peticion,
        escena: Escena,
        ahora: datetime,
        *,
        a: str,
        razon: str,
        parcial: bool,
    ) -> None:
        nombre = a.removeprefix("la ").strip()
        oficio = trasladar(
            peticion,
            autoridad=Autoridad(f"{nombre[:1].upper()}{nombre[1:]}", "recibo@autoridad.example"),
            razon=razon,
            parcial=parcial,
            actor=self.elenco.jefe(escena.dependencia, ahora),
            ahora=ahora,
        )
        self._enviar_oficio(peticion, oficio, ahora)
        if self.azar.random() < 0.5:
            anotar_entrega(
                peticion,
                oficio,
                fecha=en_bogota(ahora).date(),
                detalle="Acuse de la entidad que lo recibió (de muestra)",
                actor=self.elenco.radicador,
                ahora=ahora,
            )

    def _sin_competente(self, peticion: Peticion, escena: Escena, ahora: datetime) -> None:
        jefe = self.elenco.jefe(escena.dependencia, ahora)
        oficio = comunicar_sin_competente(peticion, razon=_SIN_COMPETENTE, actor=jefe, ahora=ahora)
        self._enviar_oficio(peticion, oficio, ahora)

    def _rechazar(self, peticion: Peticion, escena: Escena, ahora: datetime) -> None:
        jefe = self.elenco.jefe(escena.dependencia, ahora)
        oficio = rechazar(peticion, razones=_RECHAZO, actor=jefe, ahora=ahora)
        self._enviar_oficio(peticion, oficio, ahora)

    def _enviar_oficio(self, peticion: Peticion, oficio: Oficio, ahora: datetime) -> None:
        componer_oficio(oficio.pk, ahora=ahora)
        despachar_pendientes(ahora=ahora)
        oficio.refresh_from_db()

    def _anular_por_error(self, peticion: Peticion, escena: Escena, ahora: datetime) -> None:
        anular(peticion, **_ERROR._asdict(), actor=self.elenco.atencion, ahora=ahora)

    def _anular_automatica(self, peticion: Peticion, escena: Escena, ahora: datetime) -> None:
        anular(peticion, **_AUTOMATICA._asdict(), actor=self.elenco.atencion, ahora=ahora)

    def _verificar(self, peticion: Peticion, escena: Escena, ahora: datetime) -> None:
        verificar(peticion, actor=self.elenco.radicador, ahora=ahora)

    def _devolver(self, peticion: Peticion, escena: Escena, ahora: datetime) -> None:
        jefe = self.elenco.jefe(escena.dependencia, ahora)
        devolver(peticion, motivo=_NO_ME_TOCA, actor=jefe, ahora=ahora)

    def _anotar_por_dentro(self, peticion: Peticion, escena: Escena, ahora: datetime) -> None:
        anotar_por_dentro(peticion, nota=_NOTA, actor=self._encargado(escena), ahora=ahora)

    def _corregir(self, peticion: Peticion, escena: Escena, ahora: datetime) -> None:
        jefe = self.elenco.jefe(escena.dependencia, ahora)
        devolver_borrador(peticion, comentario=_CORREGIR, actor=jefe, ahora=ahora)

    def _remitir(self, peticion: Peticion, escena: Escena, ahora: datetime) -> None:
        remitir_a_disciplinario(
            peticion, motivo=_A_DISCIPLINARIO, actor=self.elenco.atencion, ahora=ahora
        )

    # ── Las partes ───────────────────────────────────────────────────────────────────────────

    def _pedir_parte(self, peticion: Peticion, escena: Escena, ahora: datetime) -> None:
        otra = "1200" if escena.dependencia != "1200" else "2200"
        hasta, _ = margen_de_parte(peticion, ahora)
        pedir_partes(
            peticion,
            pedido=_PEDIDO,
            dependencias=[self.elenco.dependencias[otra]],
            hasta=hasta,
            actor=self._encargado(escena),
            ahora=ahora,
        )

    def _entregar_parte(self, peticion: Peticion, escena: Escena, ahora: datetime) -> None:
        parte = _parte(peticion)
        jefe = self.elenco.jefe(parte.dependencia.codigo, ahora)
        entregar_parte(parte, texto=_ENTREGA, actor=jefe, ahora=ahora)

    def _devolver_parte(self, peticion: Peticion, escena: Escena, ahora: datetime) -> None:
        parte = _parte(peticion)
        jefe = self.elenco.jefe(parte.dependencia.codigo, ahora)
        devolver_parte(parte, motivo=_NO_ES_NUESTRA, actor=jefe, ahora=ahora)

    # ── Después de responder ─────────────────────────────────────────────────────────────────

    def _dar_alcance(self, peticion: Peticion, escena: Escena, ahora: datetime) -> None:
        peticion = self._releer(escena)
        guardar_alcance(
            peticion,
            para=Alcance.Para.COMPLETAR,
            asunto="",
            texto=_ALCANCE,
            version=0,
            actor=self._encargado(escena),
            ahora=ahora,
        )
        plano = recibir_anexos([("visita.csv", [_VISITA])])
        quien = self._encargado(escena)
        agregar_anexos(_alcance(peticion), plano, version=1, actor=quien, ahora=ahora)
        alcance = _alcance(peticion)
        jefe = self.elenco.jefe(escena.dependencia, ahora)
        firmar_alcance(alcance, version=alcance.version, actor=jefe, ahora=ahora)
        componer_alcances(ahora=ahora)
        enviar_alcance(
            _alcance(peticion), medio="consulta", actor=self.elenco.radicador, ahora=ahora
        )

    def _leer_alcance(self, peticion: Peticion, escena: Escena, ahora: datetime) -> None:
        notificar_alcance_por_acceso(_alcance(peticion), ahora=ahora)

    def _rebotar(self, peticion: Peticion, escena: Escena, ahora: datetime) -> None:
        anotar_rebote(
            self._releer(escena),
            fecha=en_bogota(ahora).date(),
            evidencia=_REBOTE,
            actor=self.elenco.radicador,
            ahora=ahora,
        )

    def _rebotar_oficio(self, peticion: Peticion, escena: Escena, ahora: datetime) -> None:
        oficio = peticion.oficios.select_related("radicado", "remision", "aviso").latest("orden")
        anotar_rebote_de_oficio(
            self._releer(escena),
            oficio,
            a=next(iter(correos_que_pueden_volver(oficio))),
            fecha=en_bogota(ahora).date(),
            evidencia=_REBOTE,
            actor=self.elenco.radicador,
            ahora=ahora,
        )

    def _despachar_sin_prueba(self, peticion: Peticion, escena: Escena, ahora: datetime) -> None:
        # Quien no dijo quién es no dejó dirección: la lee con su clave, y todavía no ha entrado.
        guia, medio = self._guia(), "postal"
        if peticion.solicitante == Peticion.Solicitante.ANONIMO:
            guia, medio = "", "consulta"
        despachar(peticion, medio=medio, guia=guia, actor=self.elenco.radicador, ahora=ahora)

    def _enviar_otra_vez(self, peticion: Peticion, escena: Escena, ahora: datetime) -> None:
        volver_a_despachar(
            peticion,
            medio="postal",
            guia=self._guia(),
            motivo="El correo fue devuelto y dejó su dirección.",
            vez=1,
            actor=self.elenco.radicador,
            ahora=ahora,
        )

    def _guia(self) -> str:
        return f"Correo de muestra, guía {self.azar.randint(10**8, 10**9)}"


def _parte(peticion: Peticion) -> Parte:
    parte = peticion.partes.select_related("dependencia").latest("orden")
    parte.peticion = peticion
    return parte


def _alcance(peticion: Peticion) -> Alcance:
    alcance = peticion.alcances.select_related("autor", "radicado", "documento").latest("orden")
    alcance.peticion = peticion
    return alcance
