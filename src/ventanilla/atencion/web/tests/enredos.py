"""Lo que llega mal, y cómo se sabe que no dejó nada escrito."""

from ventanilla.archivo.models import Guardado
from ventanilla.correspondencia.models import Contador, Envio
from ventanilla.directorio.models import Identidad
from ventanilla.peticiones.models import Peticion

ENREDOS = {
    "controles": "a\x00b\x01c\x1fd\x7fe\x85f",
    "al_reves": "archivo\u202egpj.exe\u2066x\u2069",
    "emoji": "Gracias 😀👩\u200d👩\u200d👧🇨🇴",
    "guion": "<script>alert(1)</script><img src=x onerror=alert(2)>",
    "comillas": "\"'><svg/onload=alert(3)>{{7*7}}{% debug %}",
    "formula": '=HYPERLINK("http://mal.ejemplo")',
    "sql": "'; DROP TABLE peticiones_peticion; --",
}
DIEZ_MB = "a" * (10 * 1024 * 1024)


def nada_escrito() -> bool:
    """Ni petición, ni número, ni identidad, ni archivo, ni correo."""
    tablas = (Peticion, Identidad, Guardado, Envio)
    return (
        not any(t.objects.exists() for t in tablas)
        and not Contador.objects.filter(ultimo__gt=0).exists()
    )
