"""Todas las direcciones del programa y quién entra por cada una.

python -m tests.arquitectura.puertas      reescribe docs/puertas.md
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

DOCUMENTO = Path(__file__).resolve().parents[2] / "docs" / "puertas.md"

# Lo que abre sin sesión, por su nombre. Agregar uno es una decisión: se ve en la revisión.
ABIERTAS = frozenset(
    {
        "account_inactive",
        "account_login",
        "account_logout",
        "account_reset_password",
        "account_reset_password_done",
        "account_reset_password_from_key",
        "account_reset_password_from_key_done",
        "api:api-root",
        "api:constancia",
        "api:consultar",
        "api:crear",
        "api:openapi-json",
        "api:openapi-view",
        "atencion_web:alcance",
        "atencion_web:alcance_pdf",
        "atencion_web:anexo",
        "atencion_web:anexo_de_alcance",
        "atencion_web:anexo_de_respuesta",
        "atencion_web:avisar",
        "atencion_web:completar",
        "atencion_web:constancia",
        "atencion_web:consultar",
        "atencion_web:mas_tiempo",
        "atencion_web:mi_peticion",
        "atencion_web:oficio",
        "atencion_web:radicar",
        "atencion_web:recibo",
        "atencion_web:respuesta",
        "atencion_web:respuesta_pdf",
        "atencion_web:retirar",
        "atencion_web:salir",
        "entes:abrir",
        "entes:lista",
        "entes:peticion",
        "entes:salir",
        # Ya escribió la contraseña y falta el código: sin lo primero devuelve a entrar.
        "mfa_authenticate",
        "mfa_login_webauthn",
        "openid_connect_callback",
        "openid_connect_login",
        "portal:accesibilidad",
        "portal:apariencia",
        "portal:aviso",
        "portal:avisos",
        "portal:ayuda",
        "portal:calculadora",
        "portal:canales",
        "portal:clave_codigo",
        "portal:clave_perdida",
        "portal:dependencia",
        "portal:colores",
        "portal:directorio",
        "portal:escudo",
        "portal:inicio",
        "portal:llave",
        "portal:organigrama",
        "portal:privacidad",
        "portal:reglamento",
        "portal:reglamento_pdf",
        "portal:reglamento_version",
        "portal:robots",
        "portal:seguridad",
        "portal:sellos",
        "portal:transparencia",
        "portal:verificar",
    }
)
# Abiertas, pero muestran lo de una sola petición: piden su clave, o que este navegador ya la abrió.
CON_CLAVE = frozenset(
    {
        "api:constancia",
        "api:consultar",
        "atencion_web:alcance",
        "atencion_web:alcance_pdf",
        "atencion_web:anexo",
        "atencion_web:anexo_de_alcance",
        "atencion_web:anexo_de_respuesta",
        "atencion_web:avisar",
        "atencion_web:completar",
        "atencion_web:constancia",
        "atencion_web:mas_tiempo",
        "atencion_web:mi_peticion",
        "atencion_web:oficio",
        "atencion_web:recibo",
        "atencion_web:respuesta",
        "atencion_web:respuesta_pdf",
        "atencion_web:retirar",
    }
)
# Abiertas, pero muestran lo que se le dio a leer a un ente de control: piden su enlace.
CON_ENLACE = frozenset({"entes:lista", "entes:peticion"})


@dataclass(frozen=True, order=True)
class Puerta:
    """Una dirección: su ruta, su nombre, la casa de su vista y si abre sin sesión."""

    ruta: str
    nombre: str
    casa: str
    sin_sesion: bool

    @property
    def quien(self) -> str:
        """Quién entra, dicho."""
        if not self.sin_sesion:
            return "con sesión"
        if self.nombre in CON_ENLACE:
            return "con el enlace del ente de control"
        return "con la clave de la petición" if self.nombre in CON_CLAVE else "cualquiera"


def puertas() -> list[Puerta]:
    """Todas las direcciones, por ruta."""
    from django.urls import get_resolver

    return sorted(_recorrer(get_resolver().url_patterns, "/", ""))


def _recorrer(patrones: Sequence[object], prefijo: str, espacio: str) -> Iterator[Puerta]:
    from django.urls.resolvers import URLPattern, URLResolver

    for patron in patrones:
        if isinstance(patron, URLResolver):
            propio = f"{espacio}{patron.namespace}:" if patron.namespace else espacio
            yield from _recorrer(patron.url_patterns, prefijo + str(patron.pattern), propio)
        elif isinstance(patron, URLPattern):
            vista = patron.callback
            yield Puerta(
                ruta=prefijo + str(patron.pattern),
                nombre=f"{espacio}{patron.name}" if patron.name else "",
                casa=_casa(vista),
                sin_sesion=not getattr(vista, "login_required", True),
            )


def _casa(vista: object) -> str:
    vista = getattr(vista, "view_class", vista)
    partes = str(getattr(vista, "__module__", "")).split(".")
    # Las de la API las arma ninja dentro de proyecto; las de cuentas son de allauth.
    propias = {"ventanilla": partes[1] if len(partes) > 1 else "", "allauth": "allauth"}
    return propias.get(partes[0], "proyecto")


def tabla() -> str:
    """El documento entero."""
    filas = [f"| `{p.ruta}` | `{p.nombre}` | {p.casa} | {p.quien} |" for p in puertas()]
    cabeza = [
        "# Las puertas",
        "",
        "Todas las direcciones del programa y quién entra por cada una. Lo escribe "
        "`python -m tests.arquitectura.puertas`; una prueba comprueba que esté al día y que ninguna "
        "se abra sin decirlo en `tests/arquitectura/puertas.py`.",
        "",
        "«Con sesión» es solo el umbral: qué puede hacer cada persona lo deciden los permisos de "
        "cada casa, según su nombramiento vigente.",
        "",
        "| dirección | nombre | casa | quién entra |",
        "|---|---|---|---|",
    ]
    return "\n".join([*cabeza, *filas]) + "\n"


if __name__ == "__main__":
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ventanilla.proyecto.settings")
    django.setup()
    DOCUMENTO.write_text(tabla())
