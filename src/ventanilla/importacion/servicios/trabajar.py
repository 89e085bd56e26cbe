"""Lo que hace el obrero con una importación: probarla o traerla, y dar cuenta.

Se puede matar en cualquier momento: cada lote entra entero con su cuenta, o no entra. Quien la
retoma vuelve a leer el archivo y lo que ya estaba se salta. El obrero la hace por tajadas: entre una
y otra avanzan los demás trabajos largos.
"""

import secrets
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from django.db import DatabaseError
from django.db.models import F, Q

from ventanilla.archivo.servicios import guardar_bytes
from ventanilla.comun.actores import Actor
from ventanilla.comun.cola import encolar
from ventanilla.comun.errores import ErrorDeDominio
from ventanilla.comun.reloj import en_bogota
from ventanilla.comun.transaccion import afinar_indices, escritura
from ventanilla.correspondencia.servicios import preparar_envio
from ventanilla.directorio.consultas import actor_de, calendario_de_la_entidad
from ventanilla.importacion.consultas.disco import en_disco
from ventanilla.importacion.consultas.forma import mapa_de
from ventanilla.importacion.models import Traida
from ventanilla.importacion.permisos import puede_importar
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
from ventanilla.peticiones.servicios.exigir import exigir

Estado = Traida.Estado
# Sin señas de vida en este tiempo, el obrero que la tenía murió.
SIN_LATIDO = timedelta(minutes=2)
_NO_SE_PUDO = (
    "El trabajo se interrumpió por una falla del sistema. Lo que ya entró no se repite: vuelva a "
    "intentarlo; si se repite la falla, avise a quien opera el servidor."
)


# Lo leído de las que esperan su siguiente tajada en este proceso. Solo ahorra leer otra vez: si el
# proceso muere o la toma otro, se empieza por el principio y lo que ya entró se salta.
_aparcadas: dict[int, "_Obra"] = {}


class _Relevado(Exception):
    """Otro obrero la tomó, o alguien la detuvo: este deja de escribir."""


def trabajar(
    pk: int,
    *,
    reloj: Callable[[], datetime],
    cita: str = "",
    tajada: timedelta | None = None,
) -> bool:
    """Hace lo que la importación espera, si nadie más lo está haciendo. Puede correr dos veces.

    Args:
        reloj: la hora; se pregunta en cada lote para dar señas de vida.
        cita: la que dejó la tajada anterior; sin ella solo se toma lo que nadie tiene.
        tajada: cuánto trabaja a lo sumo; lo que falte queda encolado. Sin ella, hasta el final.

    Returns:
        Si la tomó.
    """
    obra = _tomar(pk, reloj, cita)
    if obra is None:
        return False
    try:
        # Quien la ordenó pudo dejar de administrar mientras esperaba en la cola.
        exigir(puede_importar(actor_de(obra.traida.creada_por, reloj())))
        _avanzar(obra, tajada)
    except _Relevado:
        return True
    except ErrorDeDominio as error:
        obra.fallar(str(error))
    except Exception:
        # También lo imprevisto: si no queda dicho, la agenda la retomaría cada dos minutos.
        with suppress(DatabaseError):
            obra.fallar(_NO_SE_PUDO)
        raise
    return True


def _avanzar(obra: "_Obra", tajada: timedelta | None) -> None:
    """Da pasos hasta terminar, o hasta que se acabe la tajada: entonces la deja aparte y encolada."""
    hasta = None if tajada is None else obra.reloj() + tajada
    for _ in obra.por_dar:
        if hasta is not None and obra.reloj() >= hasta:
            obra.aparcar()
            _aparcadas[obra.traida.pk] = obra
            return


def retomar(*, ahora: datetime) -> int:
    """Vuelve a encolar las que quedaron sin obrero; devuelve cuántas. Lo llama la agenda."""
    quietas = Traida.objects.filter(
        Q(latido__lt=ahora - SIN_LATIDO) | Q(latido=None, creada__lt=ahora - SIN_LATIDO),
        estado__in=(Estado.POR_PROBAR, Estado.POR_TRAER),
    )
    claves = list(quietas.values_list("pk", flat=True))
    for pk in claves:
        with escritura():
            encolar(TAREA, traida=pk)
    return len(claves)


def _tomar(pk: int, reloj: Callable[[], datetime], cita: str) -> "_Obra | None":
    """La que este proceso dejó aparte, si nadie la tocó; si no, una que empieza por el principio.

    Empezar de nuevo solo cuesta leer: lo que ya entró se salta.
    """
    ahora = reloj()
    aparcada = _aparcadas.pop(pk, None)
    _soltar_las_ajenas()
    turno = secrets.token_hex(16)
    libre = Q(turno="") | Q(latido=None) | Q(latido__lt=ahora - SIN_LATIDO)
    if cita:
        libre |= Q(turno=cita)
    filas = Traida.objects.filter(pk=pk, estado__in=(Estado.POR_PROBAR, Estado.POR_TRAER))
    sigue = aparcada is not None
    with escritura():
        if aparcada is not None:
            mia = filas.filter(turno=aparcada.turno, estado=aparcada.traida.estado)
            sigue = bool(mia.filter(libre).update(turno=turno, latido=ahora))
        if not sigue and not filas.filter(libre).update(turno=turno, latido=ahora, hechas=0):
            return None
    if aparcada is not None and sigue:
        aparcada.turno, aparcada.reloj = turno, reloj
        return aparcada
    traida = Traida.objects.select_related("archivo", "creada_por").get(pk=pk)
    return _Obra(traida, turno, reloj)


def _soltar_las_ajenas() -> None:
    """Las que otro obrero tomó o alguien detuvo: guardar lo leído de ellas ya no sirve."""
    if _aparcadas:
        filas = Traida.objects.filter(pk__in=_aparcadas).values_list("pk", "turno")
        siguen = {pk for pk, turno in filas if turno == _aparcadas[pk].turno}
        for pk in set(_aparcadas) - siguen:
            del _aparcadas[pk]


class _Obra:
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
            huella_del_archivo=self.traida.archivo.sha256,
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
            raise _Relevado

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
        with suppress(_Relevado), escritura():
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
