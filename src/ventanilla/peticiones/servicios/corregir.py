"""Devolver un borrador a quien lo escribió, diciéndole qué corregir."""

from datetime import datetime

from ventanilla.comun.actores import Actor
from ventanilla.comun.errores import Cambiado, DatosInvalidos, Falta
from ventanilla.comun.texto import limpiar
from ventanilla.comun.transaccion import escritura
from ventanilla.correspondencia.servicios import preparar_envio
from ventanilla.peticiones.models import Actuacion, Estado, Peticion, Respuesta
from ventanilla.peticiones.permisos import puede_devolver_borrador
from ventanilla.peticiones.servicios.anotar import anotar
from ventanilla.peticiones.servicios.avanzar import avanzar
from ventanilla.peticiones.servicios.exigir import exigir

MINIMO, MAXIMO = 10, 2000


def devolver_borrador(
    peticion: Peticion, *, comentario: str, actor: Actor, ahora: datetime
) -> Respuesta:
    """El borrador vuelve a quien lo escribió, con el comentario arriba; le llega un correo.

    El término no cambia. El comentario no va en el correo: puede hablar de la persona que pidió.

    Raises:
        SinPermiso: si no es quien la iba a firmar, o no está para la firma.
        DatosInvalidos: si no se dice qué corregir.
        Cambiado: si la petición o el borrador cambiaron entre tanto.
    """
    exigir(puede_devolver_borrador(actor, peticion))
    comentario = limpiar(comentario).strip()
    if not MINIMO <= len(comentario) <= MAXIMO:
        frase = f"Diga qué debe corregir, entre {MINIMO} y {MAXIMO} caracteres."
        raise DatosInvalidos([Falta("comentario", frase)])
    respuesta = Respuesta.objects.select_related("autor").filter(peticion=peticion).first()
    if respuesta is None or respuesta.estado != Respuesta.Estado.BORRADOR:
        raise Cambiado("La respuesta ya está firmada: no hay borrador que devolver.")
    autor = respuesta.autor
    with escritura():
        avanzar(peticion, estado=Estado.POR_CORREGIR)
        anotar(
            peticion,
            Actuacion.Tipo.CORREGIR,
            actor=actor,
            ahora=ahora,
            motivo=comentario,
            dependencia=peticion.dependencia.nombre if peticion.dependencia else "",
            datos={"version": respuesta.version},
            es_publica=False,
        )
        if autor.is_active and autor.email and autor.pk != actor.usuario_id:
            preparar_envio(
                "borrador_devuelto",
                llave=f"borrador-devuelto:{peticion.uuid.hex}:{peticion.version}",
                destino=autor.email,
                plantilla="peticiones/correo/borrador_devuelto",
                datos={
                    "radicado": peticion.radicado.impreso,
                    "firma": actor.nombre,
                    "peticion": str(peticion.uuid),
                    "vence": peticion.vence.isoformat() if peticion.vence else "",
                },
                ahora=ahora,
            )
    return respuesta
