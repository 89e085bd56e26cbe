"""El entorno, leído una vez y con tipos; lo que falte o sobre se dice por su nombre."""

import ipaddress
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from ventanilla.comun.almacen.destino import Destino, leer_destino

RAIZ = Path(__file__).resolve().parents[3]
ESTA_EN_DEMO = "es-demo"
# Quien firma, reparte, lee todo o cambia permisos: con su contraseña sola se haría mucho daño.
CON_SEGUNDO_FACTOR = ("administrador", "jefe", "direccion_atencion", "control_interno")


Red = ipaddress.IPv4Network | ipaddress.IPv6Network


class EntornoInvalido(Exception):
    """Una variable del entorno no se puede usar; el mensaje la nombra y dice qué hacer."""


@dataclass(frozen=True)
class ProveedorDeIdentidad:
    """El proveedor OpenID Connect con que entra la gente de la entidad."""

    emisor: str
    cliente: str
    secreto: str = field(repr=False)
    nombre: str


@dataclass(frozen=True)
class Entorno:
    """Configuración de una instalación. Las variables están explicadas en el README.

    Lo que lleva contraseñas no sale al imprimirla: ni en un registro ni en una página de error.
    """

    datos: Path
    base_de_datos: str = field(repr=False)
    redis: str = field(repr=False)
    url: str
    proxies: int
    secreto: str = field(repr=False)
    limite_radicacion: int
    sedes: tuple[Red, ...]
    correo: str = field(repr=False)
    correo_remitente: str
    correo_control_interno: str
    antivirus: str
    almacen: Destino | None
    depurar: bool
    tamano_maximo_mb: int
    dias_de_importacion: int
    espera: int
    segundo_factor: tuple[str, ...]
    entrar_con_llave: bool
    identidad: ProveedorDeIdentidad | None

    @property
    def servidor(self) -> str:
        """Nombre del servidor en `VENTANILLA_URL`, sin puerto."""
        return urlsplit(self.url).hostname or "localhost"

    @property
    def es_https(self) -> bool:
        """Si la dirección pública usa https (y entonces las galletas son seguras)."""
        return urlsplit(self.url).scheme == "https"


def _entero(variables: Mapping[str, str], nombre: str, defecto: int) -> int:
    crudo = variables.get(nombre, "").strip()
    if not crudo:
        return defecto
    if not crudo.isdecimal():
        raise EntornoInvalido(f"{nombre} debe ser un número entero, 0 o mayor; llegó «{crudo}».")
    return int(crudo)


def _si_o_no(variables: Mapping[str, str], nombre: str, *, defecto: bool) -> bool:
    crudo = variables.get(nombre, "").strip().lower()
    if crudo not in ("", "si", "sí", "no"):
        raise EntornoInvalido(f"{nombre} debe ser «si» o «no»; llegó «{crudo}».")
    return crudo in ("si", "sí") if crudo else defecto


def _redes(variables: Mapping[str, str], nombre: str) -> tuple[Red, ...]:
    redes = []
    for cruda in variables.get(nombre, "").replace(",", " ").split():
        try:
            redes.append(ipaddress.ip_network(cruda, strict=False))
        except ValueError as error:
            raise EntornoInvalido(
                f"{nombre} debe ser una lista de direcciones o redes, por ejemplo "
                f"«190.0.2.7, 10.20.0.0/16»; llegó «{cruda}»."
            ) from error
    return tuple(redes)


def _roles(variables: Mapping[str, str], nombre: str, defecto: tuple[str, ...]) -> tuple[str, ...]:
    """Los roles que se nombran; vacía es ninguno, y sin la variable, los de `defecto`.

    Que cada rol exista lo mira quien los conoce (`proyecto.apps`).
    """
    if nombre not in variables:
        return defecto
    return tuple(variables[nombre].replace(",", " ").split())


def _url(variables: Mapping[str, str]) -> str:
    url = variables.get("VENTANILLA_URL", "").strip().rstrip("/") or "http://127.0.0.1:8000"
    partes = urlsplit(url)
    if partes.scheme not in ("http", "https") or not partes.hostname:
        raise EntornoInvalido(
            "VENTANILLA_URL debe ser la dirección pública completa, por ejemplo "
            f"https://ventanilla.ejemplo.gov.co; llegó «{url}»."
        )
    return url


def _identidad(variables: Mapping[str, str]) -> ProveedorDeIdentidad | None:
    """El proveedor de identidad; `None` si no se nombró ninguno. A medias no sirve."""
    nombres = ("VENTANILLA_OIDC_EMISOR", "VENTANILLA_OIDC_CLIENTE", "VENTANILLA_OIDC_SECRETO")
    emisor, cliente, secreto = (variables.get(n, "").strip() for n in nombres)
    nombre = variables.get("VENTANILLA_OIDC_NOMBRE", "").strip()
    if not (emisor or cliente or secreto or nombre):
        return None
    faltan = [n for n in nombres if not variables.get(n, "").strip()]
    if faltan:
        raise EntornoInvalido(
            f"Para entrar con la cuenta de la entidad falta {' y '.join(faltan)}. Póngalas todas o "
            "quítelas todas."
        )
    partes = urlsplit(emisor)
    # Sin TLS cualquiera en el camino podría decir que es otro; en la misma máquina no hay camino.
    es_local = partes.scheme == "http" and partes.hostname in ("127.0.0.1", "localhost", "::1")
    if not partes.hostname or not (partes.scheme == "https" or es_local):
        raise EntornoInvalido(
            "VENTANILLA_OIDC_EMISOR debe empezar por https://, por ejemplo "
            f"https://identidad.ejemplo.gov.co; llegó «{emisor}»."
        )
    return ProveedorDeIdentidad(
        emisor.rstrip("/"), cliente, secreto, nombre or "la cuenta de la entidad"
    )


def destino_de_archivos(variables: Mapping[str, str]) -> Destino | None:
    """El cubo donde van los archivos; `None`, la carpeta de datos.

    Raises:
        EntornoInvalido: si la variable no sirve.
    """
    try:
        return leer_destino(variables.get("VENTANILLA_ALMACEN", ""))
    except ValueError as error:
        raise EntornoInvalido(
            f"VENTANILLA_ALMACEN {error}; por ejemplo "
            "s3://cubo/prefijo?endpoint=https://s3.ejemplo.gov.co&region=sur."
        ) from error


def _secreto(variables: Mapping[str, str], datos: Path, hay_base: bool) -> str:
    dado = variables.get("VENTANILLA_SECRETO", "").strip()
    if dado:
        if len(dado) < 32:
            raise EntornoInvalido("VENTANILLA_SECRETO debe tener 32 caracteres o más.")
        return dado
    if hay_base:
        raise EntornoInvalido(
            "Con DATABASE_URL hace falta VENTANILLA_SECRETO (32 caracteres o más), el mismo en "
            "todas las máquinas: con él se cifran las identidades y se derivan las claves."
        )
    return _secreto_guardado(datos)


def _secreto_guardado(datos: Path) -> str:
    """El secreto de la carpeta; se crea una sola vez, aunque dos procesos lleguen a la vez."""
    archivo = datos / "llaves" / "secreto"
    if not archivo.exists():
        # La carpeta que el programa crea es solo suya: la base lleva lo que la gente escribe.
        datos.mkdir(parents=True, exist_ok=True, mode=0o700)
        archivo.parent.mkdir(exist_ok=True, mode=0o700)
        propio = archivo.with_name(f"secreto.{os.getpid()}")
        with os.fdopen(os.open(propio, os.O_WRONLY | os.O_CREAT, 0o600), "w") as salida:
            salida.write(secrets.token_urlsafe(48))
            salida.flush()
            os.fsync(salida.fileno())
        try:
            os.link(propio, archivo)
        except FileExistsError:
            pass
        finally:
            propio.unlink()
    return archivo.read_text().strip()


def leer(variables: Mapping[str, str]) -> Entorno:
    """Arma el `Entorno` desde las variables dadas.

    Raises:
        EntornoInvalido: si una variable no sirve; el mensaje la nombra.
    """
    datos = Path(variables.get("VENTANILLA_DATOS", "").strip() or RAIZ / "var" / "ventanilla")
    base = variables.get("DATABASE_URL", "").strip()
    if base and not base.startswith(("postgres://", "postgresql://")):
        raise EntornoInvalido(
            "DATABASE_URL debe empezar por postgres:// (o quitarse, para usar SQLite)."
        )
    return Entorno(
        datos=datos.resolve(),
        base_de_datos=base,
        redis=variables.get("REDIS_URL", "").strip(),
        url=_url(variables),
        proxies=_entero(variables, "VENTANILLA_PROXIES", 0),
        secreto=_secreto(variables, datos.resolve(), bool(base)),
        limite_radicacion=_entero(variables, "VENTANILLA_LIMITE_RADICACION", 30),
        sedes=_redes(variables, "VENTANILLA_SEDES"),
        correo=variables.get("VENTANILLA_CORREO", "").strip(),
        correo_remitente=variables.get("VENTANILLA_CORREO_REMITENTE", "").strip(),
        correo_control_interno=variables.get("VENTANILLA_CORREO_CONTROL_INTERNO", "").strip(),
        antivirus=variables.get("VENTANILLA_ANTIVIRUS", "").strip(),
        almacen=destino_de_archivos(variables),
        depurar=variables.get("VENTANILLA_DEPURAR", "") == "si",
        tamano_maximo_mb=_entero(variables, "VENTANILLA_TAMANO_MAXIMO_MB", 25),
        dias_de_importacion=_entero(variables, "VENTANILLA_DIAS_DE_IMPORTACION", 30),
        espera=_entero(variables, "VENTANILLA_ESPERA", 30),
        segundo_factor=_roles(variables, "VENTANILLA_SEGUNDO_FACTOR", CON_SEGUNDO_FACTOR),
        entrar_con_llave=_si_o_no(variables, "VENTANILLA_ENTRAR_CON_LLAVE", defecto=True),
        identidad=_identidad(variables),
    )
