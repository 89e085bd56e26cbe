"""Documentos de muestra, con personas inventadas."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

from ventanilla.documentos import servicios
from ventanilla.documentos.bloques import html_a_bloques
from ventanilla.documentos.datos import (
    AnexoListado,
    DatosConstancia,
    DatosEntidad,
    DatosRespuesta,
    DatosTabla,
    DiaCalendario,
    Firma,
    Persona,
)

MOMENTO = datetime(2026, 11, 20, 15, 42, tzinfo=UTC)
ESCUDO = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 48">'
    b'<path d="M2 2h36v24c0 12-9 17-18 20C11 43 2 38 2 26z" fill="#06307F"/>'
    b'<path d="M8 22h24v4H8zM18 10h4v28h-4z" fill="#fff"/></svg>'
)
ENTIDAD = DatosEntidad(
    nombre="Alcaldía de Villa Ejemplo",
    nit="899.999.001-7",
    municipio="Villa Ejemplo, Tolima",
    direccion="Calle 9 n.º 2-59",
    telefono="(608) 261 0000",
    correo="atencion@villaejemplo.gov.co",
    sitio="www.villaejemplo.gov.co",
    horario="lunes a viernes, 8:00 a. m. a 12:00 m. y 2:00 p. m. a 6:00 p. m.",
    escudo=ESCUDO,
)
ANEXOS = (
    AnexoListado(numero=1, nombre="anexo-1.jpg", clase="Imagen", tamano="1,2 MB", sha256="3f" * 32),
    AnexoListado(numero=2, nombre="anexo-2.pdf", clase="PDF", tamano="310 kB", sha256="a7" * 32),
    AnexoListado(numero=3, nombre="Plano de la vía", clase="2 folios"),
)


def dias_de_muestra(inicio: date, habiles: int) -> tuple[DiaCalendario, ...]:
    """`habiles` días contados desde `inicio`, con un festivo, el 8 de diciembre."""
    dias: list[DiaCalendario] = []
    fecha, contados = inicio, 0
    while contados < habiles:
        motivo = {5: "sábado", 6: "domingo"}.get(fecha.weekday(), "")
        detalle = ""
        if (fecha.month, fecha.day) == (12, 8):
            motivo, detalle = "festivo", "festivo: Inmaculada Concepción"
        contados += not motivo
        dias.append(
            DiaCalendario(
                fecha=fecha,
                numero=None if motivo else contados,
                motivo=motivo,
                detalle=detalle,
                es_vencimiento=not motivo and contados == habiles,
            )
        )
        fecha += timedelta(days=1)
    return tuple(dias)


def constancia_de_muestra(**cambios: object) -> DatosConstancia:
    """Una petición web con dos archivos y un físico; `cambios` reemplaza campos."""
    base: dict[str, object] = {
        "entidad": ENTIDAD,
        "radicado": "2026-073412",
        "momento_recepcion": MOMENTO,
        "momento_radicacion": MOMENTO,
        "medio": "Formulario web",
        "solicitantes": (
            Persona(
                nombre="Ana Ñúñez de Ejemplo",
                identificacion="CC 00.000.001",
                direccion="Carrera 5 n.º 42-10",
                correo="ana@ejemplo.co",
            ),
        ),
        "respuesta_por": "Correo electrónico: ana@ejemplo.co",
        "clase": "Petición de interés general",
        "tipo_documental": "Solicitud de mantenimiento vial",
        "termino": "15 días hábiles",
        "norma": "Ley 1437 de 2011, artículo 14",
        "fecha_vence": date(2026, 12, 14),
        "calendario": dias_de_muestra(date(2026, 11, 23), 15),
        "dependencia": "Secretaría de Infraestructura",
        "asunto": "Hueco en la carrera 5 con calle 42",
        "texto": "Señores Alcaldía:\n\nHay un hueco frente al colegio.\nYa se cayó un niño.\n\n"
        "Pido que lo arreglen.",
        "anexos": ANEXOS,
        "recibido_por": "Formulario web de la entidad",
        "que_sigue": (
            "La enviamos a la dependencia que puede resolverla. Si no es de la Alcaldía, se lo "
            "diremos en 5 días hábiles y la enviaremos a quien corresponde.",
            "Le respondemos por el medio que usted pidió.",
        ),
        "recursos": (
            "Avísenos en la página de consulta, con su número y su clave.",
            "Acuda a la Personería municipal.",
            "Presente una acción de tutela ante un juez.",
        ),
        "url_consulta": "https://ventanilla.villaejemplo.gov.co/consultar",
        "url_verificacion": "https://ventanilla.villaejemplo.gov.co/verificar/k7qf29xm4tz81hbn",
        "sello": "5b" * 32,
    }
    return DatosConstancia(**(base | cambios))  # type: ignore[arg-type]


CUERPO = """
<p>En atención a su petición, le informamos que la <strong>Secretaría de Infraestructura</strong>
visitó el lugar el 27 de noviembre y encontró un hundimiento de <em>1,2 metros</em>.</p>
<h2>Lo que haremos</h2>
<ol><li>Cerrar el carril desde el 2 de diciembre.</li><li>Reparar la vía:<ul><li>base
granular</li><li>carpeta asfáltica</li></ul></li></ol>
<table><tr><th>Actividad</th><th>Fecha</th></tr><tr><td>Cierre</td><td>2 de diciembre</td></tr>
<tr><td>Entrega</td><td>18 de diciembre</td></tr></table>
<blockquote>La vía hace parte del plan vial municipal.</blockquote>
<p>Puede seguir la obra en <a href="https://www.villaejemplo.gov.co/obras">la página de obras</a>.
</p>
"""


def respuesta_de_muestra(**cambios: object) -> DatosRespuesta:
    """Un oficio con todas sus partes; `cambios` reemplaza campos."""
    base: dict[str, object] = {
        "entidad": ENTIDAD,
        "dependencia": "Secretaría de Infraestructura",
        "numero": "1400-026927",
        "momento": datetime(2026, 12, 10, 21, 5, tzinfo=UTC),
        "ciudad": "Villa Ejemplo",
        "destinatario": ("Señora", "Ana Ñúñez de Ejemplo", "ana@ejemplo.co", "Villa Ejemplo"),
        "asunto": "Respuesta sobre el hueco en la carrera 5 con calle 42",
        "referencia": "Radicado 2026-073412 del 20 de noviembre de 2026",
        "saludo": "Respetada señora Ñúñez:",
        "cuerpo": tuple(html_a_bloques(CUERPO)),
        "firma": Firma(
            nombre="Diego Muestra Prueba",
            cargo="Secretario de Infraestructura",
            constancia="Firmado electrónicamente el jueves 10 de diciembre de 2026, 4:05 p. m.",
        ),
        "anexos": ANEXOS[:1],
        "copias": ("Personería municipal", "Archivo"),
        "recursos": ("Puede presentar recurso de reposición en los 10 días hábiles siguientes.",),
        "elaboro": ("Proyectó: Carla Muestra, profesional universitaria",),
        "url_verificacion": "https://ventanilla.villaejemplo.gov.co/verificar/p3rr29xm4tz81hbn",
        "sello": "c4" * 32,
    }
    return DatosRespuesta(**(base | cambios))  # type: ignore[arg-type]


def tabla_de_muestra(**cambios: object) -> DatosTabla:
    """Un informe corto con una columna de números."""
    base: dict[str, object] = {
        "entidad": ENTIDAD,
        "titulo": "Peticiones por dependencia",
        "momento": MOMENTO,
        "descripcion": "Peticiones recibidas entre el 1 y el 20 de noviembre de 2026.",
        "columnas": ("Dependencia", "Recibidas", "A tiempo"),
        "filas": (("Infraestructura", "1.204", "97 %"), ("Hacienda", "88", "100 %")),
        "a_la_derecha": (1, 2),
        "notas": ("A tiempo: notificada antes de vencer el término.",),
    }
    return DatosTabla(**(base | cambios))  # type: ignore[arg-type]


CADA_DOCUMENTO: dict[str, Callable[[], bytes]] = {
    "constancia": lambda: servicios.constancia(constancia_de_muestra()),
    "respuesta": lambda: servicios.respuesta(respuesta_de_muestra()),
    "tabla": lambda: servicios.tabla(tabla_de_muestra()),
}
