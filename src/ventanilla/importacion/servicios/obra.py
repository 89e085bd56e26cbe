"""Una importación mientras un obrero la tiene: leerla, probarla o traerla, y dar cuenta."""

import secrets
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.db.models import F

from ventanilla.archivo.servicios import guardar_bytes
from ventanilla.comun.actores import Actor
from ventanilla.comun.cola import encolar
from ventanilla.comun.reloj import en_bogota
from ventanilla.comun.transaccion import afinar_indices, escritura
from ventanilla.correspondencia.servicios import preparar_envio
from ventanilla.directorio.consultas import actor_de, calendario_de_la_entidad
from ventanilla.importacion.consultas.disco import en_disco
from ventanilla.importacion.consultas.forma import mapa_de
from ventanilla.importacion.models import Traida
from ventanilla.importacion.reglas.comparacion import con_cierres
from ventanilla.importacion.reglas.cuenta import Cuenta
from ventanilla.importacion.reglas.filas import Importada, Rechazo, entender
from ventanilla.importacion.reglas.hoja import LoQueNoSeVe
from ventanilla.importacion.reglas.lectura import leer_filas
from ventanilla.importacion.reglas.mapa import Mapa
from ventanilla.importacion.reglas.tablas import csv_de_rechazos
from ventanilla.importacion.servicios.gente import aplicar_gente, planear_gente
from ventanilla.importacion.servicios.traer import LOTE, cuantas_estan, por_pasos
from ventanilla.importacion.servicios.traidas import TAREA, anotar
from ventanilla.peticiones.consultas.relojes import politica_por_dia

Estado = Traida.Estado


class Relevado(Exception):
    """Otro obrero la tomó, o alguien la detuvo: este deja de escribir."""


class Obra:
    """Una importación mientras un obrero la tiene."""

    def __init__(self, traida: Traida, turno: str, reloj: Callable[[], datetime]) -> None:
        self.traida, self.turno, self.reloj = traida, turno, reloj
        self.actor: Actor = actor_de(traida.creada_por, reloj())
        self.es_prueba = traida.estado == Estado.POR_PROBAR
        self.por_dar = self.pasos()

    def aparcar(self) -> None:
        """Deja la continuación en la cola, con la cita de quien la debe tomar."""
        cita = secrets.token_hex(16)
        with escritura():
            self._mia(turno=cita, latido=self.reloj())
            encolar(TAREA, traida=self.traida.pk, cita=cita)
        self.turno = cita

    def pasos(self) -> Iterator[None]:
        """Todo el trabajo, un lote por paso."""
        with en_disco(self.traida) as ruta:
            mapa = mapa_de(self.traida)
            if self.traida.que != Traida.Que.PQRSD:
                self._gente(ruta, mapa)
            elif self.es_prueba:
                yield from self._probar(ruta, mapa)
            else:
                yield from self._traer(ruta, mapa)

    def _probar(self, ruta: Path, mapa: Mapa) -> Iterator[None]:
        cuenta, no_se_ve = Cuenta(), LoQueNoSeVe()
        ya_estaban = 0
        for lote in self._lotes(cuenta.pasar(self._filas(ruta, mapa, no_se_ve))):
            ya_estaban += cuantas_estan(lote, mapa.serie)
            self._latir(hechas=cuenta.leidas)
            yield
        cierres = [date.fromisoformat(c) for c in self.traida.cierres]
        self._terminar(
            Estado.PROBADA,
            {
                **cuenta.a_json(),
                **cuenta.fechas(
                    con_cierres(calendario_de_la_entidad(), cierres), politica_por_dia()
                ),
                "ya_estaban": ya_estaban,
                "avisos": no_se_ve.avisos(con_ocultas=mapa.con_ocultas),
            },
            cuenta.rechazos,
        )

    def _traer(self, ruta: Path, mapa: Mapa) -> Iterator[None]:
        cuenta, no_se_ve = Cuenta(con_fechas=False), LoQueNoSeVe()
        for hechas in por_pasos(
            cuenta.pasar(self._filas(ruta, mapa, no_se_ve)),
            mapa=mapa,
            huella_del_archivo=self.traida.huella,
            actor=self.actor,
            ahora=self.reloj(),
            traida=self.traida.pk,
            en_lote=self._contar,
        ):
            self._latir(hechas=hechas)
            yield
        afinar_indices()
        self.traida.refresh_from_db(fields=["entraron", "abiertas"])
        self._terminar(
            Estado.TERMINADA,
            {
                **cuenta.a_json(),
                "entraron": self.traida.entraron,
                "abiertas": self.traida.abiertas,
                "ya_estaban": cuenta.importables - self.traida.entraron,
                "avisos": no_se_ve.avisos(con_ocultas=mapa.con_ocultas),
            },
            cuenta.rechazos,
        )

    def _gente(self, ruta: Path, mapa: Mapa) -> None:
        plan = planear_gente(ruta, mapa, que=self.traida.que)
        datos = plan.a_json()
        if self.es_prueba:
            self._terminar(Estado.PROBADA, datos, plan.rechazos)
            return
        self._terminar(
            Estado.TERMINADA,
            {**datos, "entraron": datos["importables"], "ya_estaban": datos["iguales"]},
            plan.rechazos,
            antes=lambda: aplicar_gente(plan, actor=self.actor, ahora=self.reloj()),
        )

    def _filas(
        self, ruta: Path, mapa: Mapa, no_se_ve: LoQueNoSeVe
    ) -> Iterator[Importada | Rechazo]:
        hoy = en_bogota(self.reloj()).date()
        return entender(leer_filas(ruta, mapa, no_se_ve), mapa, hoy=hoy)

    def _lotes(self, filas: Iterable[Importada]) -> Iterator[list[Importada]]:
        lote: list[Importada] = []
        for una in filas:
            lote.append(una)
            if len(lote) == LOTE:
                yield lote
                lote = []
        yield lote

    def _contar(self, peticiones: int, abiertas: int) -> None:
        """En la transacción del lote: o entran las peticiones con su cuenta, o nada."""
        self._mia(entraron=F("entraron") + peticiones, abiertas=F("abiertas") + abiertas)

    def _latir(self, *, hechas: int) -> None:
        with escritura():
            self._mia(hechas=hechas, latido=self.reloj())

    def _mia(self, **cambios: Any) -> None:
        mia = Traida.objects.filter(pk=self.traida.pk, turno=self.turno, estado=self.traida.estado)
        if not mia.update(**cambios):
            raise Relevado

    def _terminar(
        self,
        estado: str,
        datos: dict[str, Any],
        rechazos: list[Rechazo],
        *,
        antes: Callable[[], object] = lambda: None,
    ) -> None:
        ahora = self.reloj()
        apartadas = None
        if rechazos:
            tabla = csv_de_rechazos(rechazos).encode()
            apartadas = guardar_bytes(tabla, "apartadas.csv", ahora=ahora)
        campo = "prueba" if estado == Estado.PROBADA else "resumen"
        cambios: dict[str, Any] = {
            "estado": estado,
            campo: datos,
            "apartadas": apartadas,
            "total": datos["importables"],
            "turno": "",
        }
        if estado == Estado.TERMINADA:
            cambios |= {"terminada": ahora, "entraron": datos["entraron"]}
        with escritura():
            antes()
            self._mia(**cambios)
            cuentas: dict[str, Any] = {
                c: datos[c] for c in ("leidas", "entraron", "ya_estaban", "apartadas") if c in datos
            }
            anotar(self.traida, str(estado), actor=self.actor, ahora=ahora, contenido=cuentas)
            if estado == Estado.TERMINADA:
                self._avisar(str(estado), cuentas, ahora)

    def fallar(self, motivo: str) -> None:
        """La deja en «No se pudo», con el motivo, y le escribe a quien la ordenó."""
        ahora = self.reloj()
        with suppress(Relevado), escritura():
            self._mia(estado=Estado.FALLIDA, falla=motivo, turno="")
            anotar(self.traida, "fallida", actor=self.actor, ahora=ahora)
            self._avisar("fallida", {"falla": motivo}, ahora)

    def _avisar(self, que: str, datos: dict[str, Any], ahora: datetime) -> None:
        preparar_envio(
            "importacion",
            llave=f"traida:{self.traida.uuid.hex}:{que}:{self.turno[:8]}",
            destino=self.traida.creada_por.email,
            plantilla="importacion/correo/terminada",
            datos={**datos, "nombre": self.traida.nombre, "uuid": str(self.traida.uuid)},
            ahora=ahora,
        )
