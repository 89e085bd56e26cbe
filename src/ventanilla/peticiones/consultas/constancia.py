"""Los datos de la constancia de radicación, tomados de lo que quedó escrito al recibir.

CPACA arts. 15 y 61. Lo que pasó después (prórrogas, cambios de clase) no la cambia: dice qué se
entregó, cuándo y qué término tenía ese día.
"""

from typing import Any

from django.conf import settings
from django.db.models import QuerySet

from ventanilla.auditoria.models import Asiento
from ventanilla.comun.canonico import sha256_hex
from ventanilla.comun.fechas import peso
from ventanilla.comun.reloj import en_bogota
from ventanilla.directorio.consultas import (
    DatosDeIdentidad,
    calendario_de_la_entidad,
    dependencia_de_atencion,
    descifrar_propia,
)
from ventanilla.directorio.models import Dependencia
from ventanilla.documentos.datos import (
    AnexoListado,
    DatosConstancia,
    DiaCalendario,
    Persona,
)
from ventanilla.peticiones.consultas.dichos import (
    dicho_del_plazo,
    medio_de,
    nombre_de_clase,
    si_no_es_de_aqui,
)
from ventanilla.peticiones.consultas.membrete import membrete
from ventanilla.peticiones.consultas.relojes import (
    calendario_de,
    especial_de,
    politica_de_la_entidad,
)
from ventanilla.peticiones.models import Actuacion, Anexo, Peticion
from ventanilla.terminos.computar import Computo, computar

LLEGA = "La enviamos a la dependencia que puede resolverla."
RESPONDEMOS = (
    "Le respondemos por el medio que usted pidió. También podrá leer la respuesta en la página de "
    "consulta, con su número y su clave."
)
RECURSOS = (
    "Avísenos en la página de consulta con un solo toque: el aviso llega a la jefatura de la "
    "dependencia y a Atención al Ciudadano.",
    "Acuda a la Personería municipal o a la Defensoría del Pueblo.",
    "Presente una acción de tutela ante cualquier juez.",
)


def datos_de_constancia(peticion: Peticion) -> DatosConstancia:
    """Lo que imprime la constancia de una petición.

    Raises:
        NoSePuedeDescifrar: si la identidad guardada fue alterada.
    """
    inicial = peticion.actuaciones.order_by("orden").first()
    escrito = inicial.datos if inicial else {}
    clase = str(escrito.get("clase", peticion.clase))
    computo = _computo_inicial(peticion, clase)
    r = peticion.radicado
    return DatosConstancia(
        entidad=membrete(),
        radicado=r.impreso,
        momento_recepcion=en_bogota(r.momento_recepcion),
        momento_radicacion=en_bogota(r.momento_radicacion),
        medio=Peticion.Canal(peticion.canal).label,
        clase=nombre_de_clase(clase),
        termino=dicho_del_plazo(computo.dias, computo.unidad),
        norma=computo.norma,
        fecha_vence=computo.vence,
        calendario=_calendario(computo),
        dependencia=inicial.dependencia if inicial else "",
        asunto=peticion.asunto,
        texto=peticion.texto,
        texto_sha256=sha256_hex(peticion.texto.encode()),
        anexos=_anexos(peticion),
        recibido_por=_recibido_por(inicial, peticion),
        fue_verbal=peticion.fue_verbal,
        que_sigue=_que_sigue(computo),
        recursos=RECURSOS,
        url_consulta=f"{settings.VENTANILLA_URL}/consultar/",
        url_verificacion=f"{settings.VENTANILLA_URL}/verificar/{r.verificacion}/",
        sello=_huella_del_asiento(peticion),
        **_quien(peticion),
    )


def anexos_de_la_radicacion(peticion: Peticion) -> QuerySet[Anexo]:
    """Los que llegaron con la petición; los que la persona entregó después quedan en su actuación."""
    posteriores = [
        orden
        for datos in peticion.actuaciones.exclude(datos={}).values_list("datos", flat=True)
        for orden in datos.get("anexos", ())
    ]
    filas = peticion.anexos.select_related("guardado").order_by("orden")
    return filas.exclude(orden__in=posteriores)


def _que_sigue(computo: Computo) -> tuple[str, ...]:
    competencia = computo.reloj("competencia")
    if competencia is None:
        return (LLEGA, RESPONDEMOS)
    dicho = si_no_es_de_aqui(competencia.dias)
    return (f"{LLEGA} {dicho} ({competencia.norma}).", RESPONDEMOS)


def _computo_inicial(peticion: Peticion, clase: str) -> Computo:
    recibida = en_bogota(peticion.radicado.momento_recepcion)
    return computar(
        clase,
        recibida,
        calendario=calendario_de(_nacio_en(peticion), calendario_de_la_entidad()),
        politica=politica_de_la_entidad(dia=recibida.date()),
        especial=especial_de(peticion),
    )


def _nacio_en(peticion: Peticion) -> Dependencia | None:
    """La que repartía el día en que se radicó: su calendario fue el de la primera fecha."""
    return dependencia_de_atencion(en_bogota(peticion.radicado.momento_radicacion).date())


def _quien(peticion: Peticion) -> dict[str, Any]:
    datos = DatosDeIdentidad()
    if peticion.identidad is not None:
        datos = descifrar_propia(peticion.identidad.uuid, bytes(peticion.identidad.cifrado))
    destino = {"correo": datos.correo, "postal": _direccion(datos)}.get(peticion.medio_respuesta)
    medio = medio_de(peticion.medio_respuesta)
    por = f"{medio}: {destino}" if destino else medio
    if peticion.solicitante in ("anonimo", "reservado"):
        # El papel puede pasar por otras manos: ni el correo ni la dirección se imprimen.
        return {"solicitante_publico": peticion.rotulo, "respuesta_por": medio}
    quien = Persona(
        nombre=datos.nombre or peticion.rotulo,
        calidad=f"representada por {datos.representante}" if datos.representante else "",
        identificacion=" ".join(p for p in (datos.tipo_documento, datos.documento) if p),
        direccion=_direccion(datos),
        correo=datos.correo,
        telefono=datos.telefono,
    )
    return {"solicitantes": (quien,), "respuesta_por": por}


def _direccion(datos: DatosDeIdentidad) -> str:
    return ", ".join(p for p in (datos.direccion, datos.ciudad, datos.pais) if p)


def _calendario(computo: Computo) -> tuple[DiaCalendario, ...]:
    dias = [d for d in computo.explicacion if d.numero is not None or d.fecha != _llegada(computo)]
    return tuple(
        DiaCalendario(
            fecha=d.fecha,
            numero=d.numero,
            motivo="" if d.cuenta else _corto(d.motivo),
            detalle="" if d.cuenta else d.motivo,
            es_vencimiento=d.fecha == computo.vence and d.cuenta,
        )
        for d in dias
        if computo.vence is not None
    )


def _llegada(computo: Computo) -> Any:
    return computo.recibida.date()


def _corto(motivo: str) -> str:
    """La primera palabra del motivo: «festivo: Inmaculada Concepción» → «festivo»."""
    palabra = motivo.replace(":", " ").split()[0] if motivo else ""
    return palabra if len(palabra) <= 9 else "no cuenta"


def _anexos(peticion: Peticion) -> tuple[AnexoListado, ...]:
    return tuple(
        AnexoListado(
            numero=a.orden,
            nombre=str(a),
            clase=a.descripcion,
            tamano=peso(a.guardado.tamano),
            sha256=a.guardado.sha256,
        )
        for a in anexos_de_la_radicacion(peticion)
    )


def _recibido_por(inicial: Actuacion | None, peticion: Peticion) -> str:
    if inicial is not None and inicial.actor_nombre:
        return inicial.actor_nombre
    return f"{Peticion.Canal(peticion.canal).label}, registro automático"


def _huella_del_asiento(peticion: Peticion) -> str:
    primera = Asiento.objects.filter(objeto=f"peticion:{peticion.uuid.hex}", orden=1)
    return primera.values_list("hash", flat=True).first() or ""
