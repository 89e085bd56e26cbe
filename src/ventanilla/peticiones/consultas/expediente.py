"""Qué documentos tiene una petición, para el índice de su expediente.

Se deduce de lo que hay: toda actuación que no sea puro reparto, todo archivo que cuelgue de la petición
y todo envío aceptado. Un verbo nuevo o un modelo nuevo con archivos entra sin tocar esta hoja.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Exists, ForeignKey, Model, OuterRef, QuerySet

from ventanilla.archivo.models import DocumentoDeExpediente, Expediente, Guardado
from ventanilla.archivo.reglas.indice import Pieza
from ventanilla.auditoria.models import Cadena
from ventanilla.comun.fechas import momento_largo
from ventanilla.comun.reloj import en_bogota
from ventanilla.correspondencia.models import Envio
from ventanilla.peticiones.models import (
    Actuacion,
    Alcance,
    Anexo,
    AnexoDeAlcance,
    AnexoDeRespuesta,
    AnexoDeSalida,
    Oficio,
    Peticion,
    Respuesta,
)

# Mover la petición adentro, escribir un borrador o renovar una clave no es un documento; lo firmado ya
# entra con su PDF.
_NO_SON_DOCUMENTO = frozenset(
    {
        Actuacion.Tipo.NOTA,
        Actuacion.Tipo.CLAVE,
        Actuacion.Tipo.PROYECTADA,
        Actuacion.Tipo.ASIGNADA,
        Actuacion.Tipo.FIRMADA,
        Actuacion.Tipo.ALCANCE_FIRMADO,
        Actuacion.Tipo.VERIFICADA,
    }
)
# Hablan de un documento ya firmado, que puede no ser la respuesta.
_DICEN_SU_OFICIO = frozenset({Actuacion.Tipo.LECTURA, Actuacion.Tipo.OFICIO_REBOTE})
PREFIJO = "peticion:"
# La llave de lo que la persona escribió.
ESCRITO = "peticion"


def objeto_de(peticion: Peticion) -> str:
    """Como se llama la petición en el libro y en su expediente."""
    return f"{PREFIJO}{peticion.uuid.hex}"


def piezas_de(peticion: Peticion) -> list[Pieza]:
    """Sus documentos, del más antiguo al más nuevo, primero lo pedido. Sus nombres no dicen quién."""
    piezas = [*_textos(peticion), *_archivos(peticion), *_envios(peticion)]
    return sorted(piezas, key=lambda p: (p.llave != ESCRITO, p.creado, p.llave))


def por_poner_al_dia(cuantas: int) -> list[str]:
    """Los uuid (32 hexadecimales) de las peticiones con asientos que su expediente no ha visto."""
    visto = Expediente.objects.filter(
        objeto=OuterRef("objeto"), asientos_vistos__gte=OuterRef("largo")
    )
    objetos = (
        Cadena.objects.filter(objeto__startswith=PREFIJO)
        .exclude(Exists(visto))
        .order_by("pk")
        .values_list("objeto", flat=True)[:cuantas]
    )
    return [objeto.removeprefix(PREFIJO) for objeto in objetos]


def _textos(peticion: Peticion) -> Iterator[Pieza]:
    for a in peticion.actuaciones.order_by("orden"):
        if a.tipo == Actuacion.Tipo.RADICADA:
            yield Pieza(
                llave=ESCRITO,
                nombre=f"peticion-{peticion.radicado.impreso}.txt",
                tipo="Petición",
                creado=peticion.radicado.momento_recepcion,
                texto=f"{peticion.asunto}\n\n{peticion.texto}\n",
            )
        elif a.tipo not in _NO_SON_DOCUMENTO:
            yield Pieza(
                llave=f"actuacion:{a.pk}",
                nombre=f"{a.tipo.replace('_', '-')}-{a.orden}.txt",
                tipo=a.get_tipo_display(),
                creado=a.momento,
                texto=_texto_de(a),
            )


def _texto_de(a: Actuacion) -> str:
    """La actuación, escrita una vez: así queda aunque después cambie cómo se muestra."""
    lineas = [a.get_tipo_display(), momento_largo(en_bogota(a.momento))]
    salida = a.datos.get("salida", "") if a.tipo in _DICEN_SU_OFICIO else ""
    lineas += [p for p in (salida, a.dependencia, a.actor_nombre) if p]
    if a.motivo:
        lineas += ["", a.motivo]
    return "\n".join(lineas) + "\n"


def _envios(peticion: Peticion) -> Iterator[Pieza]:
    """Lo que el servidor de destino aceptó, sin la dirección: la prueba la lee quien no la conoce."""
    radicados = [peticion.radicado_id]
    for modelo in (Respuesta, Alcance, Oficio):
        salidas = modelo._default_manager.filter(peticion=peticion, radicado__isnull=False)
        radicados += salidas.values_list("radicado_id", flat=True)
    filas = Envio.objects.filter(radicado__in=radicados, estado=Envio.Estado.ENVIADO)
    for envio in filas.order_by("pk"):
        cuando = envio.momento_envio or envio.creado
        lineas = (
            f"Envío: {envio.clase}",
            f"Aceptado: {momento_largo(en_bogota(cuando))}",
            f"Mensaje: {envio.mensaje_id}",
            f"Servidor: {envio.prueba.get('servidor', '')}",
        )
        yield Pieza(
            llave=f"envio:{envio.pk}",
            nombre=f"prueba-de-envio-{envio.pk}.txt",
            tipo="Prueba de envío",
            creado=cuando,
            texto="\n".join(lineas) + "\n",
        )


def _archivos(peticion: Peticion) -> Iterator[Pieza]:
    for modelo, campo, ruta in fuentes_de_archivos():
        filas: QuerySet[Any] = modelo._default_manager.filter(
            **{ruta: peticion, f"{campo}__isnull": False}
        ).select_related(campo)
        if issubclass(modelo, AnexoDeSalida):
            # Mientras es borrador se puede quitar: entra cuando se firma.
            salida = ruta.split("__")[0]
            filas = filas.filter(**{f"{salida}__firmada__isnull": False})
            filas = filas.select_related(salida)
        for fila in filas.order_by("pk"):
            guardado: Guardado = getattr(fila, campo)
            yield Pieza(
                llave=f"{modelo._meta.model_name}:{fila.pk}:{campo}",
                nombre=_nombre_de(fila, guardado),
                tipo=_tipo_de(fila),
                creado=_fecha_de(peticion, fila, guardado),
                formato=guardado.tipo_mime,
                origen="Digitalizado" if _es_escaneado(peticion, fila) else "Electrónico",
                sha256=guardado.sha256,
                tamano=guardado.tamano,
                guardado_id=guardado.pk,
            )


def es_de_la_persona(documento: DocumentoDeExpediente) -> bool:
    """Si es un archivo que trajo quien pide, y no algo hecho en la entidad."""
    return documento.llave.startswith(f"{Anexo._meta.model_name}:")


def anexo_de(documento: DocumentoDeExpediente) -> Anexo:
    """El anexo que se incorporó con ese renglón; solo si `es_de_la_persona`."""
    return Anexo.objects.get(pk=documento.llave.split(":")[1])


def fuentes_de_archivos() -> list[tuple[type[Model], str, str]]:
    """(modelo, campo con el archivo, camino hasta la petición) de cada modelo de esta casa.

    Raises:
        LookupError: si un modelo guarda archivos y no se llega de él a una petición.
    """
    return [
        (modelo, campo.name, _camino_a_la_peticion(modelo))
        for modelo in Peticion._meta.app_config.get_models()
        for campo in modelo._meta.fields
        if isinstance(campo, ForeignKey) and campo.related_model is Guardado
    ]


def _camino_a_la_peticion(modelo: type[Model]) -> str:
    llaves = [c for c in modelo._meta.fields if isinstance(c, ForeignKey)]
    for llave in llaves:
        if llave.related_model is Peticion:
            return llave.name
    for llave in llaves:
        otro = llave.related_model
        assert isinstance(otro, type)
        for segunda in otro._meta.fields:
            if isinstance(segunda, ForeignKey) and segunda.related_model is Peticion:
                return f"{llave.name}__{segunda.name}"
    raise LookupError(f"De {modelo.__name__} no se llega a una petición.")


def _nombre_de(fila: Model, guardado: Guardado) -> str:
    if isinstance(fila, (Anexo, AnexoDeSalida)):
        return str(fila)
    if isinstance(fila, Respuesta) and fila.radicado is not None:
        return f"respuesta-{fila.radicado.impreso}.pdf"
    if isinstance(fila, Alcance) and fila.radicado is not None:
        return f"alcance-{fila.radicado.impreso}.pdf"
    if isinstance(fila, Oficio):
        return f"oficio-{fila.radicado.impreso}.pdf"
    extension = "pdf" if guardado.tipo_mime == "application/pdf" else "bin"
    propia = getattr(fila, "extension", extension)
    return f"{fila._meta.model_name}-{fila.pk}.{propia}"


def _tipo_de(fila: Model) -> str:
    """Qué documento es: lo que dice su nombre de modelo; de un anexo, también en qué formato."""
    que_es = str(fila._meta.verbose_name).capitalize()
    formato = getattr(fila, "descripcion", "")
    return f"{que_es} ({formato})" if formato else que_es


def _fecha_de(peticion: Peticion, fila: Model, guardado: Guardado) -> datetime:
    de_quien = fila.salida if isinstance(fila, (AnexoDeRespuesta, AnexoDeAlcance)) else fila
    firmada = fila.firmado if isinstance(fila, Oficio) else getattr(de_quien, "firmada", None)
    if isinstance(firmada, datetime):
        return firmada
    # El mismo archivo pudo traerlo antes otra persona: aquí llegó con esta petición.
    return max(guardado.guardado_en, peticion.radicado.momento_recepcion)


def _es_escaneado(peticion: Peticion, fila: Model) -> bool:
    """Lo que entró en papel y alguien pasó por el escáner."""
    en_papel = (Peticion.Canal.VENTANILLA, Peticion.Canal.CERTIFICADO, Peticion.Canal.BUZON)
    return isinstance(fila, Anexo) and peticion.canal in en_papel
