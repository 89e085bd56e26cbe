"""Los nombres de las páginas a las que una casa enlaza hacia arriba, en una sola lista.

Una casa de abajo no importa a la de arriba: la nombra. Cada nombre se prueba que resuelva
(`tests/arquitectura/test_urls.py`).
"""

from django.conf import settings
from django.urls import reverse

INICIO = "portal:inicio"
CALCULADORA = "portal:calculadora"
DIRECTORIO = "portal:directorio"
DEPENDENCIA = "portal:dependencia"
ORGANIGRAMA = "portal:organigrama"
VERIFICAR = "portal:verificar"
CLAVE_PERDIDA = "portal:clave_perdida"
PRIVACIDAD = "portal:privacidad"
ACCESIBILIDAD = "portal:accesibilidad"
CANALES = "portal:canales"
REGLAMENTO = "portal:reglamento"
TRANSPARENCIA = "portal:transparencia"
AYUDA = "portal:ayuda"
AVISOS = "portal:avisos"
RADICAR = "atencion_web:radicar"
CONSULTAR = "atencion_web:consultar"
MI_PETICION = "atencion_web:mi_peticion"
BANDEJA = "bandeja:lista"
RETIRAR_PERSONA = "estructura:retirar_persona"
ESCUDO = "portal:escudo"
COLORES = "portal:colores"
CARA = "portal_trabajo:cara"
TIPOS = "estructura:tipos"
TRD = "estructura:trd"
AJUSTES = "estructura:ajustes"
DECLARAR_DIAS = "estructura:declarar_dias"
REVOCAR_DIAS = "estructura:revocar_dias"
CERRAR_DEPENDENCIA = "estructura:cerrar_dependencia"
API = "api:openapi-view"

# Nombre y un ejemplo de sus argumentos, para probar que resuelven.
TODOS: dict[str, tuple[str, ...]] = {
    INICIO: (),
    CALCULADORA: (),
    DIRECTORIO: (),
    DEPENDENCIA: ("1040",),
    ORGANIGRAMA: (),
    VERIFICAR: ("0123456789ABCDEFGHJKMNPQRS",),
    CLAVE_PERDIDA: (),
    PRIVACIDAD: (),
    ACCESIBILIDAD: (),
    CANALES: (),
    REGLAMENTO: (),
    TRANSPARENCIA: (),
    AYUDA: (),
    AVISOS: (),
    RADICAR: (),
    CONSULTAR: (),
    MI_PETICION: ("2026-000123",),
    BANDEJA: (),
    RETIRAR_PERSONA: ("1",),
    ESCUDO: ("0" * 64,),
    COLORES: ("7a1f3d",),
    CARA: (),
    TIPOS: (),
    TRD: (),
    AJUSTES: (),
    DECLARAR_DIAS: (),
    REVOCAR_DIAS: ("1",),
    CERRAR_DEPENDENCIA: ("1040",),
    API: (),
}

# Donde hay algo de una sola persona, o trabajo de los funcionarios.
NO_INDEXAR = (
    "/api/",
    "/avisos/",
    "/consultar/",
    "/cuenta/",
    "/ente/",
    "/mi-peticion/",
    "/perdi-mi-clave/",
    "/recibo/",
    "/trabajo/",
    "/verificar/",
)


def completa(nombre: str, *argumentos: str) -> str:
    """La dirección con `VENTANILLA_URL` delante: para correos, documentos y códigos QR.

    Raises:
        NoReverseMatch: si el nombre no existe.
    """
    return f"{settings.VENTANILLA_URL}{reverse(nombre, args=argumentos)}"
