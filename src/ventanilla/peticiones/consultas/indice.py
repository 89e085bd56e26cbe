"""El índice electrónico, para imprimir."""

from collections.abc import Sequence
from datetime import datetime

from ventanilla.archivo.consultas.expedientes import caratula_de
from ventanilla.archivo.models import DocumentoDeExpediente, Expediente
from ventanilla.comun.fechas import cantidad, fecha_corta, peso
from ventanilla.comun.reloj import en_bogota
from ventanilla.documentos.datos import DatosTabla
from ventanilla.peticiones.consultas.membrete import membrete

_GRUPO = 16


def documento_del_indice(
    expediente: Expediente, documentos: Sequence[DocumentoDeExpediente], *, ahora: datetime
) -> DatosTabla:
    """La tabla del índice: un renglón por documento, con su huella."""
    caratula = caratula_de(expediente)
    notas = [f"Última huella encadenada: {_en_grupos(caratula.cabeza)}"]
    if caratula.firma:
        notas += [
            f"Firma Ed25519 del cierre: {_en_grupos(caratula.firma)}",
            f"Llave pública: {_en_grupos(caratula.llave_publica)}",
        ]
    else:
        notas.append("El expediente está abierto: todavía puede recibir documentos.")
    return DatosTabla(
        entidad=membrete(),
        titulo=f"Índice del expediente {expediente.codigo}",
        momento=en_bogota(ahora),
        descripcion=(
            f"{caratula.nombre}. Serie {caratula.serie}, TRD versión {expediente.serie.version} "
            f"({expediente.serie.version.acto}). "
            f"{cantidad(len(documentos), 'documento', 'documentos')}."
        ),
        columnas=("N.º", "Documento", "Tipo", "Fecha", "Incorporado", "Tamaño", "SHA-256"),
        filas=tuple(
            (
                str(d.orden),
                d.nombre,
                d.tipo,
                fecha_corta(en_bogota(d.creado).date()),
                fecha_corta(en_bogota(d.incorporado).date()),
                peso(d.tamano),
                _en_grupos(d.sha256),
            )
            for d in documentos
        ),
        a_la_derecha=(0, 5),
        notas=tuple(notas),
        apaisada=True,
    )


def _en_grupos(huella: str) -> str:
    """De 16 en 16: así cabe en la celda y se lee de un papel."""
    return " ".join(huella[i : i + _GRUPO] for i in range(0, len(huella), _GRUPO))
