"""La persona avisa que llegó la fecha y nadie le ha respondido."""

from datetime import datetime

from django.conf import settings

from ventanilla.comun.actores import Actor
from ventanilla.comun.canonico import sha256_hex
from ventanilla.comun.errores import ErrorDeDominio
from ventanilla.comun.reloj import en_bogota
from ventanilla.comun.transaccion import escritura
from ventanilla.correspondencia.servicios import preparar_envio
from ventanilla.directorio.consultas import entidad, quienes_dirigen
from ventanilla.peticiones.consultas.publicas import (
    plazo_de_respuesta,
    puede_avisar_sin_respuesta,
)
from ventanilla.peticiones.models import Actuacion, Peticion
from ventanilla.peticiones.servicios.anotar import anotar
from ventanilla.peticiones.servicios.avanzar import avanzar


class AvisoNoProcede(ErrorDeDominio):
    """Todavía no vence, ya se respondió o hoy ya se avisó; el mensaje dice cuál."""


def avisar_sin_respuesta(peticion: Peticion, *, actor: Actor, ahora: datetime) -> Actuacion:
    """Anota el aviso y lo hace llegar a la jefatura y a Atención al Ciudadano, una vez al día.

    Raises:
        AvisoNoProcede: si no ha vencido, ya terminó u hoy ya se avisó.
        Cambiado: si otra persona movió la petición en ese instante.
    """
    plazo = plazo_de_respuesta(peticion)
    permiso = puede_avisar_sin_respuesta(peticion, plazo, ahora)
    if not permiso:
        raise AvisoNoProcede(permiso.motivo)
    destinos = _destinos(peticion, ahora)
    hoy = en_bogota(ahora).date().isoformat()
    datos = {
        "radicado": peticion.radicado.impreso,
        "vence": plazo.fecha_vence.isoformat() if plazo and plazo.fecha_vence else None,
        "dependencia": peticion.dependencia.nombre if peticion.dependencia else "",
        "abrir": f"{settings.VENTANILLA_URL}/trabajo/",
    }
    with escritura():
        avanzar(peticion)
        actuacion = anotar(
            peticion,
            Actuacion.Tipo.AVISO_VENCIDA,
            actor=actor,
            ahora=ahora,
            dependencia=datos["dependencia"] or "",
        )
        for destino in destinos:
            preparar_envio(
                "aviso_sin_respuesta",
                llave=f"aviso:{peticion.uuid.hex}:{hoy}:{sha256_hex(destino.encode())[:16]}",
                destino=destino,
                plantilla="peticiones/correo/aviso_sin_respuesta",
                datos=datos,
                radicado=peticion.radicado,
                ahora=ahora,
            )
    return actuacion


def _destinos(peticion: Peticion, ahora: datetime) -> list[str]:
    """Correos de quien dirige la dependencia y de Atención al Ciudadano, sin repetir."""
    hoy = en_bogota(ahora).date()
    dirigen = quienes_dirigen(hoy, peticion.dependencia) if peticion.dependencia else []
    jefes = [j.email for j in dirigen]
    return sorted({correo for correo in (*jefes, entidad().correo_atencion) if correo})
