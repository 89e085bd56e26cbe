"""De nada a un sistema con datos de muestra, en su propia carpeta y solo para esta máquina."""

import argparse
import os
import shutil
import socket
import sys
import webbrowser
from datetime import date, datetime, time
from pathlib import Path

from ventanilla.comun.fechas import fecha_larga
from ventanilla.comun.identificadores import agrupar
from ventanilla.comun.reloj import BOGOTA, ahora
from ventanilla.proyecto.entorno import ESTA_EN_DEMO, RAIZ
from ventanilla.proyecto.ordenes.armar import armar

NOMBRE = "demo"
AYUDA = (
    "Pone a andar una alcaldía inventada con unas tres mil peticiones desde 2023, en todos los estados. Tiene su "
    "propia carpeta, no envía correos y solo atiende a esta máquina."
)
ANFITRION = "127.0.0.1"
_LISTA = "lista"
# La demostración no toca ni la base, ni el correo, ni los secretos de una instalación de verdad.
_AJENAS = (
    "DATABASE_URL",
    "REDIS_URL",
    "VENTANILLA_SECRETO",
    "VENTANILLA_CORREO",
    "VENTANILLA_CORREO_REMITENTE",
    "VENTANILLA_CORREO_CONTROL_INTERNO",
    "VENTANILLA_ANTIVIRUS",
    "VENTANILLA_ALMACEN",
    "VENTANILLA_PROXIES",
)


def argumentos(parser: argparse.ArgumentParser) -> None:
    """Agrega las opciones de la orden."""
    parser.add_argument("--puerto", type=int, default=8000)
    parser.add_argument("--datos", type=Path, default=RAIZ / "var" / "demo", help="su carpeta")
    parser.add_argument(
        "--hasta", metavar="FECHA", help="último día de la historia (AAAA-MM-DD); por defecto, hoy"
    )
    parser.add_argument("--sin-abrir", action="store_true", help="no abre el navegador")
    parser.add_argument("--solo-sembrar", action="store_true", help="la deja lista y no atiende")


def ejecutar(args: argparse.Namespace) -> int:
    """0 si atendió y terminó; 2 si algo de lo pedido no se puede."""
    try:
        hasta = _hasta(args.hasta)
        _puerto_libre(args)
        marca = _apropiarse(args.datos.resolve())
    except ValueError as error:
        print(str(error), file=sys.stderr)
        return 2
    _entorno(args)
    armar()
    from ventanilla.proyecto.preparacion import (  # noqa: PLC0415
        FaltaPreparar,
        asegurar,
        preparar,
        sin_estaticos_al_empezar,
    )
    from ventanilla.proyecto.procesos import empezar_de_nuevo, servir  # noqa: PLC0415

    try:
        asegurar()
    except FaltaPreparar:
        # En la demostración no hay nada que respaldar: se actualiza sin preguntar.
        preparar()
    sembro = _sembrar(marca, hasta)
    if not args.solo_sembrar and (sembro or sin_estaticos_al_empezar()):
        empezar_de_nuevo()
    _presentar(args.puerto)
    if args.solo_sembrar:
        return 0
    return servir(ANFITRION, args.puerto, al_listo=lambda: _al_listo(args))


def _hasta(texto: str | None) -> datetime:
    presente = ahora()
    if not texto:
        return presente
    try:
        dia = date.fromisoformat(texto)
    except ValueError:
        raise ValueError(f"«{texto}» no es una fecha: use AAAA-MM-DD.") from None
    if not date(2023, 9, 1) <= dia <= presente.date():
        raise ValueError("La historia termina entre el 2023-09-01 y hoy.")
    return min(presente, datetime.combine(dia, time(17), tzinfo=BOGOTA))


def _puerto_libre(args: argparse.Namespace) -> None:
    if args.solo_sembrar:
        return
    with socket.socket() as prueba:
        prueba.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            prueba.bind((ANFITRION, args.puerto))
        except (OSError, OverflowError):
            raise ValueError(
                f"El puerto {args.puerto} está ocupado o no se puede usar. Escoja otro: "
                f"./ventanilla demo --puerto {8001 if args.puerto == 8000 else 8000}"
            ) from None


def _apropiarse(datos: Path) -> Path:
    """La marca de la carpeta; lo que quedó a medias se borra y se empieza otra vez."""
    marca = datos / ESTA_EN_DEMO
    if datos.exists() and any(datos.iterdir()) and not marca.exists():
        raise ValueError(
            f"La carpeta {datos} ya tiene datos que no son de demostración. Escoja otra con --datos."
        )
    if marca.exists() and marca.read_text() != _LISTA:
        shutil.rmtree(datos)
    datos.mkdir(parents=True, exist_ok=True)
    if not marca.exists():
        marca.write_text("")
    return marca


def _entorno(args: argparse.Namespace) -> None:
    for nombre in _AJENAS:
        os.environ.pop(nombre, None)
    os.environ["VENTANILLA_DATOS"] = str(args.datos.resolve())
    # Sus cuentas son de cualquiera que la pruebe: nadie tiene por qué sacar el teléfono.
    os.environ["VENTANILLA_SEGUNDO_FACTOR"] = ""
    os.environ["VENTANILLA_URL"] = f"http://{ANFITRION}:{args.puerto}"


def _sembrar(marca: Path, hasta: datetime) -> bool:
    if marca.read_text() == _LISTA:
        return False
    from ventanilla.proyecto.muestra.sembrar import sembrar  # noqa: PLC0415

    _decir(
        f"Inventando la historia de una alcaldía desde 2023 hasta el {fecha_larga(hasta.date())}…"
    )
    hecha = sembrar(hasta=hasta, decir=_decir)
    _decir(
        f"{hecha.importadas} peticiones del sistema anterior y {hecha.radicadas} radicadas aquí."
    )
    marca.write_text(_LISTA)
    return True


def _decir(frase: str) -> None:
    print(frase, file=sys.stderr, flush=True)


def _presentar(puerto: int) -> None:
    from ventanilla.proyecto.muestra.presentar import (  # noqa: PLC0415
        contrasena,
        ejemplos,
        entradas,
    )

    print(f"\nVentanilla, con datos de muestra:  http://{ANFITRION}:{puerto}\n")
    print("Para consultar una petición (número y clave):")
    for radicado, clave, dicho in ejemplos():
        print(f"  {radicado}   {agrupar(clave)}   {dicho}")
    print(f"\nPara trabajar, entre en http://{ANFITRION}:{puerto}/cuenta/entrar/")
    print(f"con la contraseña  {contrasena()}  (en la demostración no se exige segundo factor)")
    for rol, correo, cargo in entradas():
        print(f"  {correo:<30} {rol}: {cargo}")
    print(flush=True)


def _al_listo(args: argparse.Namespace) -> None:
    print("Ctrl+C para terminar. Para empezar de nuevo, borre la carpeta:", args.datos, flush=True)
    # Sin pantalla, el navegador que se abriría es uno de texto que se queda con la terminal.
    hay_pantalla = sys.platform == "darwin" or any(
        os.environ.get(v) for v in ("DISPLAY", "WAYLAND_DISPLAY")
    )
    if hay_pantalla and not args.sin_abrir:
        webbrowser.open(f"http://{ANFITRION}:{args.puerto}")
