"""Despachar la respuesta firmada por el medio que la persona pidió."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from ventanilla.archivo.models import Guardado
from ventanilla.comun.actores import Actor
from ventanilla.comun.cola import encolar
from ventanilla.comun.enlaces import CONSULTAR, VERIFICAR, completa
from ventanilla.comun.errores import Cambiado, DatosInvalidos, Falta
from ventanilla.comun.fechas import fecha_mediana, momento_largo
from ventanilla.comun.reloj import en_bogota
from ventanilla.comun.texto import limpiar_linea
from ventanilla.comun.transaccion import escritura
from ventanilla.correspondencia.models import Envio
from ventanilla.correspondencia.servicios import preparar_envio
from ventanilla.directorio.consultas import calendario_de_la_entidad, descifrar_propia
from ventanilla.peticiones.consultas.prueba_del_correo import (
    limite_para_abrir,
    prueba_al_enviar,
)
from ventanilla.peticiones.models import Actuacion, Alcance, Estado, Peticion, Respuesta, Salida
from ventanilla.peticiones.permisos import puede_despachar
from ventanilla.peticiones.servicios.anotar import anotar
from ventanilla.peticiones.servicios.avanzar import avanzar
from ventanilla.peticiones.servicios.exigir import exigir

# Casi todo buzón recibe correos de 10 MB; un adjunto pesa un tercio más en el camino.
MAXIMO_EN_EL_CORREO = 7 * 1024 * 1024
TAREA_NOTIFICAR = "peticiones.notificar_pendientes"
DIAS_DEL_AVISO = 5
# Los que no piden nada más de quien despacha: ni una guía ni decidir que se publique.
SALEN_SOLOS = {"correo": "por correo electrónico", "consulta": "para leer con su clave"}
MEDIOS = {
    "correo": "Correo electrónico",
    "postal": "Correo postal, con guía",
    "consulta": "Publicada para que la lea con su número y su clave",
    "aviso": "Aviso, cuando no se sabe cómo encontrar a la persona",
}


def medio_natural(peticion: Peticion) -> str:
    """El medio que la persona pidió; si no dejó cómo encontrarla, el aviso (CPACA art. 69)."""
    if peticion.identidad is None and peticion.medio_respuesta != "consulta":
        return "aviso"
    if peticion.solicitante == Peticion.Solicitante.ANONIMO and peticion.identidad is None:
        return "aviso"
    return peticion.medio_respuesta if peticion.medio_respuesta in MEDIOS else "consulta"


def despachar(
    peticion: Peticion, *, medio: str, guia: str = "", actor: Actor, ahora: datetime
) -> Respuesta:
    """Envía lo firmado, una vez. El término sigue corriendo hasta que haya prueba de que llegó.

    Args:
        medio: una llave de `MEDIOS`.
        guia: empresa y número de guía, para el correo postal.

    Raises:
        SinPermiso: si no está firmada o no es de su dependencia.
        DatosInvalidos: si falta la guía o la persona no dejó correo.
        Cambiado: si el PDF aún no está, o si ya se despachó: `volver_a_despachar` pide un motivo.
    """
    exigir(puede_despachar(actor, peticion))
    respuesta = la_firmada(peticion)
    exigir_lista(respuesta, ahora)
    if respuesta.despachada is not None:
        raise Cambiado(
            f"Ya se despachó: {momento_largo(respuesta.despachada)} Si hace falta, use «Enviarla otra "
            "vez»: ahí se dice por qué."
        )
    return sacar(peticion, respuesta, medio=medio, guia=guia, actor=actor, ahora=ahora)


def la_firmada(peticion: Peticion) -> Respuesta:
    """La respuesta con lo que hace falta para despacharla."""
    return Respuesta.objects.select_related("documento", "radicado", "envio").get(peticion=peticion)


def sacar(
    peticion: Peticion,
    respuesta: Respuesta,
    *,
    medio: str,
    guia: str,
    actor: Actor,
    ahora: datetime,
    motivo: str = "",
) -> Respuesta:
    """La saca por ese medio y lo anota; quien llama ya revisó que se pueda.

    Raises:
        DatosInvalidos: si falta la guía, la persona no dejó correo o el medio no sirve.
        Cambiado: si otra persona la movió entre tanto.
    """
    guia = limpiar_linea(guia)[:120]
    destino = revisar_medio(peticion, medio, guia)
    prueba = constancia_del_envio(medio, guia, ahora)
    with escritura():
        avanzar(peticion, estado=Estado.ENVIADA)
        envio = (
            _encargar(peticion, respuesta, destino, prueba, ahora) if medio == "correo" else None
        )
        marcar_despachado(respuesta, medio, envio, prueba, ahora)
        anotar(
            peticion,
            Actuacion.Tipo.ENVIADA,
            actor=actor,
            ahora=ahora,
            motivo=motivo,
            datos={
                "medio": medio,
                **{k: v for k, v in prueba.items() if k != "guia"},
                **({"vez": len(respuesta.anteriores) + 1} if respuesta.anteriores else {}),
            },
            # La escribe una persona: lo que diga queda en la respuesta y al libro va su huella.
            reservado={"guia": prueba["guia"]} if "guia" in prueba else None,
            dependencia=peticion.dependencia.nombre if peticion.dependencia else "",
        )
        if envio is not None:
            encolar(TAREA_NOTIFICAR)
    return respuesta


def exigir_lista(respuesta: Salida, ahora: datetime) -> None:
    """Sigue solo si está firmado, compuesto y no va ya en camino ni está publicado por aviso.

    Si solo lo prueba que la persona lo abra, sigue desde el día en que debió abrirlo.

    Raises:
        Cambiado: con lo que falta.
    """
    if respuesta.documento is None:
        raise Cambiado("El PDF de la respuesta se está preparando. Espere un minuto y despáchela.")
    if respuesta.estado != Respuesta.Estado.ENVIADA:
        return
    if respuesta.medio == "aviso" and "surte" in respuesta.prueba:
        # Sacarlo por otro lado lo quitaría de la página antes de los cinco días (CPACA art. 69).
        surte = fecha_mediana(date.fromisoformat(respuesta.prueba["surte"]))
        raise Cambiado(
            f"Está publicada por aviso y queda notificada al terminar el {surte}. Si la persona la "
            "recibe antes, anote la entrega."
        )
    if respuesta.envio is not None and respuesta.envio.estado == Envio.Estado.PENDIENTE:
        raise Cambiado("El correo ya va en camino: espere su resultado.")
    if respuesta.envio is not None and respuesta.envio.estado == Envio.Estado.ENVIADO:
        _exigir_que_no_baste(respuesta, en_bogota(ahora).date())


def _exigir_que_no_baste(salida: Salida, hoy: date) -> None:
    limite = limite_para_abrir(salida)
    if limite is None:
        raise Cambiado("El servidor de destino ya aceptó el correo.")
    if hoy <= limite:
        raise Cambiado(
            f"La persona puede abrir el correo hasta el {fecha_mediana(limite)}. Si no lo abre, desde "
            "el día siguiente despáchelo de otro modo."
        )


def revisar_medio(peticion: Peticion, medio: str, guia: str) -> str:
    """El correo al que va, si va por correo.

    Raises:
        DatosInvalidos: si el medio no sirve, falta la guía o la persona no dejó correo.
    """
    if medio not in MEDIOS:
        raise DatosInvalidos([Falta("medio", "Escoja cómo se envía.")])
    if medio == "postal" and not guia:
        raise DatosInvalidos([Falta("guia", "Escriba la empresa y el número de la guía.")])
    if medio != "correo":
        return ""
    quien = peticion.identidad
    correo = descifrar_propia(quien.uuid, bytes(quien.cifrado)).correo if quien else ""
    if not correo:
        raise DatosInvalidos([Falta("medio", "La persona no dejó correo; escoja otro medio.")])
    return correo


def constancia_del_envio(medio: str, guia: str, ahora: datetime) -> dict[str, str]:
    """Lo que el envío deja escrito de una vez: la guía, las fechas del aviso, qué prueba el correo."""
    calendario = calendario_de_la_entidad()
    hoy = en_bogota(ahora).date()
    if medio == "postal":
        return {"guia": guia}
    if medio == "correo":
        return prueba_al_enviar(hoy, calendario)
    if medio != "aviso":
        return {}
    # Cinco días publicado; surte efecto al terminar el día siguiente al retiro (CPACA art. 69).
    retiro = calendario.sumar_habiles(hoy, DIAS_DEL_AVISO)
    surte = calendario.sumar_habiles(retiro, 1)
    return {
        "publicado": hoy.isoformat(),
        "retiro": retiro.isoformat(),
        "surte": surte.isoformat(),
    }


def _encargar(
    peticion: Peticion,
    respuesta: Respuesta,
    destino: str,
    prueba: Mapping[str, str],
    ahora: datetime,
) -> Envio:
    salida = respuesta.radicado
    documento = respuesta.documento
    if salida is None or documento is None:
        raise Cambiado("La respuesta todavía no está lista para despachar.")
    adjuntos, dicho = lo_adjunto(respuesta, documento, f"respuesta-{salida.impreso}.pdf", prueba)
    return preparar_envio(
        "respuesta",
        llave=f"respuesta:{respuesta.uuid.hex}:{peticion.version}",
        destino=destino,
        plantilla="peticiones/correo/respuesta",
        datos={
            "radicado": peticion.radicado.impreso,
            "salida": salida.impreso,
            "acepto": "notificacion_correo" in peticion.autorizaciones,
            "consultar": completa(CONSULTAR),
            "verificar": completa(VERIFICAR, salida.verificacion),
            **dicho,
        },
        radicado=salida,
        adjuntos=adjuntos,
        ahora=ahora,
    )


def lo_adjunto(
    salida: Respuesta | Alcance, documento: Guardado, nombre: str, prueba: Mapping[str, str]
) -> tuple[list[dict[str, str]], dict[str, Any]]:
    """(archivos que van en el correo, lo que el correo dice de ellos).

    Los anexos que no caben se bajan de la consulta. Si lo prueba que la persona lo abra, no va
    ninguno: leerlo ahí no dejaría rastro.
    """
    anexos = list(salida.anexos.select_related("guardado"))
    hay_que_abrirla = "notifica" in prueba
    caben = documento.tamano + sum(a.guardado.tamano for a in anexos) <= MAXIMO_EN_EL_CORREO
    archivos = [{"sha256": documento.sha256, "nombre": nombre}]
    archivos += [{"sha256": a.guardado.sha256, "nombre": str(a)} for a in anexos if caben]
    return [] if hay_que_abrirla else archivos, {
        "anexos": len(anexos),
        "anexos_aparte": not caben,
        "hay_que_abrirla": hay_que_abrirla,
    }


def marcar_despachado(
    respuesta: Salida,
    medio: str,
    envio: Envio | None,
    prueba: dict[str, str],
    ahora: datetime,
) -> None:
    """Anota por dónde salió, en la transacción de quien llama. Lo que reemplaza pasa a `anteriores`.

    Raises:
        Cambiado: si ya tenía constancia o todavía no estaba firmado.
    """
    cambios: dict[str, Any] = {
        "estado": Salida.Estado.ENVIADA,
        "medio": medio,
        "envio": envio,
        "prueba": prueba,
        "despachada": ahora,
        "anteriores": [*respuesta.anteriores, *_el_que_reemplaza(respuesta)],
    }
    admite = (Salida.Estado.FIRMADA, Salida.Estado.ENVIADA)
    propias = type(respuesta)._default_manager.filter(pk=respuesta.pk, estado__in=admite)
    if propias.update(**cambios) != 1:
        raise Cambiado("Otra persona acaba de cambiar esta respuesta. Vuelva a abrirla.")
    for campo, valor in cambios.items():
        setattr(respuesta, campo, valor)


def _el_que_reemplaza(salida: Salida) -> list[dict[str, Any]]:
    if salida.despachada is None:
        return []
    return [
        {
            "medio": salida.medio,
            "momento": en_bogota(salida.despachada).isoformat(timespec="seconds"),
            "envio": salida.envio.uuid.hex if salida.envio else "",
            "prueba": salida.prueba,
        }
    ]
