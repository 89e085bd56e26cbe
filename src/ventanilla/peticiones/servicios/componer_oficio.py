"""Componer el PDF de un oficio y enviarlo: a la autoridad, con la petición, y a quien la presentó."""

import logging
from datetime import datetime
from typing import Any

from ventanilla.archivo.models import Guardado
from ventanilla.archivo.servicios import guardar_bytes
from ventanilla.auditoria.servicios import asentar
from ventanilla.comun.actores import SISTEMA
from ventanilla.comun.cola import encolar
from ventanilla.comun.enlaces import CONSULTAR, VERIFICAR, completa
from ventanilla.comun.reloj import en_bogota
from ventanilla.comun.transaccion import escritura, exigir_fuera_de_escritura
from ventanilla.correspondencia.models import Envio
from ventanilla.correspondencia.servicios import preparar_envio
from ventanilla.directorio.consultas import calendario_de_la_entidad
from ventanilla.documentos.servicios import ErrorDocumento, desde_foto
from ventanilla.peticiones.consultas.constancia import anexos_de_la_radicacion
from ventanilla.peticiones.consultas.membrete import figuras_de
from ventanilla.peticiones.consultas.oficios import se_notifica_por_correo
from ventanilla.peticiones.consultas.prueba_del_correo import prueba_al_enviar
from ventanilla.peticiones.models import Oficio, Peticion
from ventanilla.peticiones.permisos import SIN_IDENTIDAD
from ventanilla.peticiones.servicios.comunicar import correo_de
from ventanilla.peticiones.servicios.constancia import componer_constancia
from ventanilla.peticiones.servicios.despachar import TAREA_NOTIFICAR
from ventanilla.peticiones.servicios.trasladar import van_los_anexos

registro = logging.getLogger("ventanilla.oficios")


def componer_oficio(oficio_id: int, *, ahora: datetime) -> Oficio:
    """Compone y guarda el PDF de un oficio firmado y lo deja por enviar; si ya está, no hace nada.

    Raises:
        ErrorDocumento: si no se pudo componer; el número no se libera y se puede repetir.
        OSError: si el disco no lo admite.
    """
    exigir_fuera_de_escritura("componer un PDF")
    oficio = Oficio.objects.select_related(
        "radicado", "documento", "peticion__radicado__serie", "peticion__identidad"
    ).get(pk=oficio_id)
    if oficio.documento_id is not None:
        return oficio
    foto = oficio.instantanea["foto"]
    pdf = desde_foto("respuesta", foto, figuras_de(foto))
    guardado = guardar_bytes(pdf, f"oficio-{oficio.radicado.impreso}.pdf", ahora=ahora)
    remitidos = lo_remitido(oficio, ahora=ahora) if oficio.autoridad.get("correo") else []
    correo = correo_de(oficio.peticion)
    hoy = en_bogota(ahora).date()
    acepto = bool(correo) and se_notifica_por_correo(oficio)
    prueba = prueba_al_enviar(hoy, calendario_de_la_entidad()) if acepto else {}
    with escritura():
        if not Oficio.objects.filter(pk=oficio.pk, documento__isnull=True).update(
            documento=guardado
        ):
            return Oficio.objects.get(pk=oficio.pk)
        oficio.documento = guardado
        oficio.refresh_from_db(fields=["entregado", "prueba"])
        asentar(
            f"peticion:{oficio.peticion.uuid.hex}",
            "oficio_compuesto",
            actor=SISTEMA,
            ahora=ahora,
            contenido={"radicado": oficio.radicado.impreso, "sha256": guardado.sha256},
        )
        if oficio.autoridad.get("correo"):
            oficio.remision = remitir(oficio, oficio.autoridad["correo"], remitidos, ahora=ahora)
        if correo:
            # Lo entregado en la mano antes de que hubiera PDF conserva su prueba.
            oficio.prueba = oficio.prueba if oficio.entregado else prueba
            oficio.aviso = _avisar(oficio, correo, ahora)
            if acepto:
                encolar(TAREA_NOTIFICAR)
        oficio.save(update_fields=["remision", "aviso", "prueba"])
    return oficio


def componer_o_dejar(oficio_id: int, *, ahora: datetime) -> bool:
    """Lo compone ya, para que quien firmó lo vea; si no se puede, lo hará el obrero. Dice si quedó."""
    try:
        componer_oficio(oficio_id, ahora=ahora)
    except (ErrorDocumento, OSError) as error:
        registro.error("el oficio %s sigue sin PDF: %s", oficio_id, type(error).__name__)
        return False
    return True


def componer_oficios_pendientes(*, ahora: datetime) -> int:
    """Compone los firmados a los que les falta el PDF, por si el aviso se perdió; dice cuántos."""
    pendientes = Oficio.objects.filter(documento__isnull=True).order_by("firmado")
    faltan = list(pendientes.values_list("pk", flat=True)[:100])
    return sum(componer_o_dejar(pk, ahora=ahora) for pk in faltan)


def remitir(
    oficio: Oficio, correo: str, adjuntos: list[dict[str, str]], *, ahora: datetime
) -> Envio:
    """Deja por enviar a la autoridad el oficio y lo que lo acompaña, en la transacción de quien llama.

    Args:
        adjuntos: los de `lo_remitido`; el oficio va siempre de primero.
    """
    peticion = oficio.peticion
    return preparar_envio(
        "traslado",
        llave=f"traslado:{oficio.uuid.hex}:{peticion.version}",
        destino=correo,
        plantilla="peticiones/correo/traslado",
        datos={
            **_comunes(oficio),
            "autoridad": oficio.autoridad["nombre"],
            "asunto": peticion.asunto,
            "sin_identidad": peticion.solicitante in SIN_IDENTIDAD,
            "faltan_anexos": peticion.anexos.exists() and not van_los_anexos(peticion),
        },
        radicado=oficio.radicado,
        adjuntos=[*_el_oficio(oficio), *adjuntos],
        ahora=ahora,
    )


def lo_remitido(oficio: Oficio, *, ahora: datetime) -> list[dict[str, str]]:
    """La petición como se recibió, en PDF, y sus anexos si pueden ir. Se llama antes de escribir."""
    peticion = oficio.peticion
    recibida = _la_peticion(peticion, ahora)
    salida = [
        {
            "sha256": recibida.sha256,
            "nombre": f"peticion-{_sin_raros(peticion.radicado.impreso)}.pdf",
        }
    ]
    if van_los_anexos(peticion):
        anexos = anexos_de_la_radicacion(peticion)
        salida += [{"sha256": a.guardado.sha256, "nombre": str(a)} for a in anexos]
    return salida


def _la_peticion(peticion: Peticion, ahora: datetime) -> Guardado:
    pdf = componer_constancia(peticion, ahora=ahora)
    return guardar_bytes(pdf, "peticion.pdf", ahora=ahora)


def _el_oficio(oficio: Oficio) -> list[dict[str, str]]:
    if oficio.documento is None:
        return []
    nombre = f"oficio-{_sin_raros(oficio.radicado.impreso)}.pdf"
    return [{"sha256": oficio.documento.sha256, "nombre": nombre}]


def _avisar(oficio: Oficio, correo: str, ahora: datetime) -> Envio:
    """A quien presentó la petición: el oficio y qué significa."""
    plantilla = f"oficio_{oficio.clase}"
    # Si lo prueba que lo abra, el documento no va en el correo: leerlo ahí no dejaría rastro.
    hay_que_abrirlo = "notifica" in oficio.prueba
    return preparar_envio(
        plantilla,
        llave=f"oficio:{oficio.uuid.hex}",
        destino=correo,
        plantilla=f"peticiones/correo/{plantilla}",
        datos={
            **_comunes(oficio),
            "autoridad": oficio.autoridad.get("nombre", ""),
            "correo_autoridad": oficio.autoridad.get("correo", ""),
            "sigue": not oficio.peticion.esta_cerrada,
            "acepto": se_notifica_por_correo(oficio),
            "hay_que_abrirlo": hay_que_abrirlo,
        },
        radicado=oficio.radicado,
        adjuntos=[] if hay_que_abrirlo else _el_oficio(oficio),
        ahora=ahora,
    )


def _comunes(oficio: Oficio) -> dict[str, Any]:
    return {
        "radicado": oficio.peticion.radicado.impreso,
        "salida": oficio.radicado.impreso,
        "consultar": completa(CONSULTAR),
        "verificar": completa(VERIFICAR, oficio.radicado.verificacion),
    }


def _sin_raros(impreso: str) -> str:
    return "".join(c if c.isascii() and c.isalnum() else "-" for c in impreso)
