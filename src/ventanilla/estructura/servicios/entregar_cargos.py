"""Cuando alguien deja un cargo: avisar antes a su jefatura y devolverle después lo que quedó."""

from datetime import date, datetime, timedelta

from ventanilla.comun.actores import SISTEMA
from ventanilla.comun.errores import Cambiado
from ventanilla.comun.transaccion import escritura
from ventanilla.correspondencia.models import Envio
from ventanilla.correspondencia.servicios import preparar_envio
from ventanilla.directorio.consultas import calendario_de_la_entidad, entidad
from ventanilla.directorio.models import Usuario
from ventanilla.estructura.consultas.cargos import (
    CargoQueTermina,
    abiertas_de,
    cargos_con_algo_abierto,
    cargos_que_terminan,
    jefes_de,
    partes_de_cargo,
)
from ventanilla.peticiones.models import Actuacion, Parte, Peticion
from ventanilla.peticiones.permisos import TRABAJAN
from ventanilla.peticiones.servicios.anotar import anotar
from ventanilla.peticiones.servicios.avanzar import avanzar

ANTES = 10  # días hábiles
MOTIVO = "Terminó el cargo de quien la tenía."


def entregar_cargos(*, ahora: datetime) -> dict[str, int]:
    """Avisa lo que termina en diez días hábiles o menos y devuelve lo de quien ya terminó.

    Se puede repetir: el aviso sale una vez por cargo y fecha, y lo devuelto ya no está.
    """
    hoy = ahora.date()
    limite = calendario_de_la_entidad().sumar_habiles(hoy, ANTES)
    avisados = devueltas = 0
    for cargo in cargos_que_terminan(limite, roles=TRABAJAN):
        if cargo.fin < hoy:
            devueltas += _devolver_al_jefe(cargo, ahora)
        else:
            avisados += _avisar(cargo, ahora)
    return {"avisados": avisados, "devueltas": devueltas}


def entregar_lo_de(usuario: Usuario, *, ahora: datetime) -> int:
    """Devuelve todo lo que esa persona tiene abierto, sin esperar a la noche; dice cuánto."""
    ayer = ahora.date() - timedelta(days=1)
    return sum(_devolver_al_jefe(c, ahora) for c in cargos_con_algo_abierto(usuario, ayer))


def quien_recibe(cargo: CargoQueTermina, hoy: date) -> Usuario | None:
    """A quién pasa lo de ese cargo; `None`: queda en la dependencia, sin responsable."""
    otros = [j for j in jefes_de(cargo.dependencia, hoy) if j.pk != cargo.usuario.pk]
    return otros[0] if otros else None


def _devolver_al_jefe(cargo: CargoQueTermina, ahora: datetime) -> int:
    """A la jefatura si la hay y es otra persona; si no, quedan en la dependencia sin responsable."""
    jefe = quien_recibe(cargo, ahora.date())
    peticiones = sum(_devolver(p, jefe, ahora) for p in abiertas_de(cargo))
    return peticiones + sum(_devolver_parte(p, jefe, ahora) for p in partes_de_cargo(cargo))


def _devolver(peticion: Peticion, jefe: Usuario | None, ahora: datetime) -> bool:
    recibe = jefe.pk if jefe else None
    try:
        with escritura():
            avanzar(peticion, responsable_id=recibe)
            anotar(
                peticion,
                Actuacion.Tipo.ASIGNADA,
                actor=SISTEMA,
                ahora=ahora,
                motivo=MOTIVO,
                dependencia=peticion.dependencia.nombre if peticion.dependencia else "",
                datos={"responsable": recibe},
                # La persona lee en qué dependencia está, no en qué escritorio.
                es_publica=False,
            )
    except Cambiado:
        # Alguien la movió en ese instante: si sigue igual, se devuelve la próxima noche.
        return False
    return True


def _devolver_parte(parte: Parte, jefe: Usuario | None, ahora: datetime) -> bool:
    """La parte sigue en la dependencia a la que se le pidió y con su misma fecha."""
    recibe = jefe.pk if jefe else None
    try:
        with escritura():
            avanzar(parte.peticion)
            suya = Parte.objects.filter(
                pk=parte.pk, estado=Parte.Estado.ABIERTA, responsable_id=parte.responsable_id
            )
            if not suya.update(responsable_id=recibe):
                raise Cambiado("La parte cambió en ese instante.")
            anotar(
                parte.peticion,
                Actuacion.Tipo.PARTE_ASIGNADA,
                actor=SISTEMA,
                ahora=ahora,
                motivo=MOTIVO,
                dependencia=parte.dependencia.nombre,
                datos={"parte": parte.orden, "responsable": recibe},
                es_publica=False,
            )
    except Cambiado:
        # Si sigue igual, se devuelve la próxima noche.
        return False
    return True


def _avisar(cargo: CargoQueTermina, ahora: datetime) -> bool:
    llave = f"fin-de-cargo:{cargo.usuario.pk}:{cargo.dependencia.pk}:{cargo.fin.isoformat()}"
    jefe = quien_recibe(cargo, ahora.date())
    destino = jefe.email if jefe else entidad().correo_atencion
    if not destino or Envio.objects.filter(llave=llave).exists():
        return False
    abiertas, partes = abiertas_de(cargo), partes_de_cargo(cargo)
    datos = {
        "persona": cargo.usuario.nombre,
        "dependencia": cargo.dependencia.nombre,
        "fin": cargo.fin.isoformat(),
        "devuelve": _siguiente(cargo.fin).isoformat(),
        "cuantas": len(abiertas) + len(partes),
        "radicados": [
            {"numero": p.radicado.impreso, "vence": p.vence.isoformat() if p.vence else ""}
            for p in abiertas[:200]
        ],
        "partes": [
            {
                "numero": p.peticion.radicado.impreso,
                "vence": p.vence.isoformat() if p.vence else "",
            }
            for p in partes[:200]
        ],
    }
    with escritura():
        preparar_envio(
            "fin_de_cargo",
            llave=llave,
            destino=destino,
            plantilla="estructura/correo/fin_de_cargo",
            datos=datos,
            ahora=ahora,
        )
    return True


def _siguiente(fecha: date) -> date:
    return fecha + timedelta(days=1)
