"""Crear o actualizar la base y los archivos; con `--estructura`, también la entidad y su gente."""

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ventanilla.comun.errores import ErrorDeDominio
from ventanilla.comun.fechas import cantidad
from ventanilla.proyecto.ordenes.armar import armar

if TYPE_CHECKING:
    from ventanilla.directorio.reglas.cambios import Cambio
    from ventanilla.estructura.consultas.movimientos import Muestra
    from ventanilla.estructura.consultas.plan import Archivo, Plan

NOMBRE = "preparar"
AYUDA = "crea o actualiza la base de datos y los archivos; con --estructura, la entidad y su gente"
_EN_PANTALLA = 12
_LARGO = 60
_NOMBRE_DE_RELOJ = {"respuesta": "responder", "competencia": "decidir competencia"}
_CLASES = {"dia": "día no hábil", "vinculacion": "vinculación", "tipo": "tipo documental"}


def argumentos(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--callado", action="store_true", help="no cuenta cada paso")
    parser.add_argument(
        "--estructura",
        type=Path,
        metavar="ARCHIVO.toml",
        help="crea o actualiza la entidad, sus dependencias, días no hábiles, tipos y personas; "
        "no borra nada (vea datos/estructura.ejemplo.toml)",
    )
    parser.add_argument(
        "--simular", action="store_true", help="con --estructura: dice qué cambiaría y no escribe"
    )
    parser.add_argument(
        "--sin-correo",
        action="store_true",
        help="con --estructura: no escribe a las personas nuevas cómo poner su contraseña",
    )


def ejecutar(args: argparse.Namespace) -> int:
    """0 si quedó hecho (o simulado); 2 si algo de lo pedido no se puede, y no se escribió nada."""
    if args.estructura is None and (args.simular or args.sin_correo):
        print("--simular y --sin-correo van con --estructura.", file=sys.stderr)
        return 2
    armar()
    try:
        # Antes de tocar la base: si el archivo no sirve, no se hace nada.
        archivo = _leer(args.estructura) if args.estructura else None
        if args.simular:
            return _simular(archivo)
        _preparar(args)
        if archivo:
            _cargar(archivo, con_correo=not args.sin_correo)
    except ErrorDeDominio as error:
        print(f"{error}\nDe la estructura no se cargó nada.", file=sys.stderr)
        return 2
    print("Listo.", file=sys.stderr)
    return 0


def _leer(ruta: Path) -> "Archivo":
    from ventanilla.estructura.consultas.plan import leer_archivo  # noqa: PLC0415

    try:
        return leer_archivo(ruta.read_text(encoding="utf-8"))
    except UnicodeDecodeError:
        raise ErrorDeDominio(f"{ruta.name} no está en UTF-8: guárdelo así.") from None
    except OSError:
        raise ErrorDeDominio(f"No se pudo leer {ruta}: revise la ruta y los permisos.") from None


def _preparar(args: argparse.Namespace) -> None:
    from ventanilla.proyecto.preparacion import candado, preparar  # noqa: PLC0415

    with candado():
        preparar(silencioso=args.callado or args.estructura is not None)


def _simular(archivo: "Archivo | None") -> int:
    from ventanilla.comun.reloj import hoy  # noqa: PLC0415
    from ventanilla.estructura.consultas.plan import planear  # noqa: PLC0415
    from ventanilla.proyecto.preparacion import esta_al_dia  # noqa: PLC0415

    if archivo is None or not esta_al_dia():
        raise ErrorDeDominio(
            "La base todavía no está lista para comparar: corra primero ./ventanilla preparar"
        )
    _contar(planear(archivo, hoy=hoy()), "Cambiaría:")
    print("\nFue una simulación: no se escribió nada.")
    return 0


def _cargar(archivo: "Archivo", *, con_correo: bool) -> None:
    from ventanilla.comun.actores import SISTEMA  # noqa: PLC0415
    from ventanilla.comun.reloj import ahora, hoy  # noqa: PLC0415
    from ventanilla.estructura.consultas.plan import planear  # noqa: PLC0415
    from ventanilla.estructura.servicios.cargar import aplicar  # noqa: PLC0415
    from ventanilla.proyecto.preparacion import candado  # noqa: PLC0415

    with candado():
        plan = planear(archivo, hoy=hoy())
        nuevas = aplicar(plan, actor=SISTEMA, ahora=ahora(), con_correo=con_correo)
    _contar(plan, "Cambió:")
    if nuevas:
        quienes = cantidad(len(nuevas), "persona nueva", "personas nuevas")
        como = (
            "les llega un correo que dice cómo poner su contraseña"
            if con_correo
            else "ponen su contraseña con «Olvidé mi contraseña»"
        )
        print(f"\n{quienes}: {como}.")


def _contar(plan: "Plan", titulo: str) -> None:
    if plan.cambios:
        print(titulo)
    else:
        print("Todo está igual: no hay nada que cambiar.")
    for cambio in plan.cambios:
        print(f"  {_decir(cambio)}")
    if plan.iguales:
        print(f"Ya estaba igual: {cantidad(plan.iguales, 'ficha', 'fichas')} del archivo.")
    if plan.comparacion.sin_nombrar:
        print("\nEstá en la base y el archivo no lo nombra (se deja como está):")
        _listar(f"{_nombre(c)} {_de(llave)}" for c, llave in plan.comparacion.sin_nombrar)
    if plan.muestra is not None:
        _contar_lo_que_mueven(plan.muestra)
    for aviso in plan.comparacion.avisos:
        print(f"\nOjo: {aviso}")


def _contar_lo_que_mueven(muestra: "Muestra") -> None:
    """Lo mismo que enseña la pantalla: cuántas, y las primeras con sus dos fechas."""
    if not muestra.cuantas:
        print("\nLos días y los ajustes nuevos no cambian la fecha de ninguna petición abierta.")
        return
    abiertas = cantidad(muestra.cuantas, "petición abierta cambia", "peticiones abiertas cambian")
    print(
        f"\nPor los días y los ajustes nuevos, {abiertas} de fecha; cada una anota su cambio y por qué:"
    )
    _listar(
        f"{m.peticion.radicado.impreso}: {_NOMBRE_DE_RELOJ.get(r.clase, r.clase)}, del {r.antes} al "
        f"{r.despues}"
        for m in muestra.primeras
        for r in m.relojes
        if r.cambia_la_fecha and r.sigue_corriendo
    )
    print(
        "El obrero las vuelve a contar en los minutos siguientes, si el programa está atendiendo."
    )


def _listar(renglones: Iterable[str]) -> None:
    todos = list(renglones)
    for renglon in todos[:_EN_PANTALLA]:
        print(f"  {renglon}")
    if len(todos) > _EN_PANTALLA:
        print(f"  … y {len(todos) - _EN_PANTALLA} más.")


def _decir(cambio: "Cambio") -> str:
    que = f"{_nombre(cambio.clase)} {_de(cambio.llave)}".strip()
    if cambio.es_nuevo:
        nombre = cambio.despues.get("nombre") or cambio.despues.get("motivo")
        return f"+ {que}{f': {nombre}' if nombre else ''}"
    partes = [
        f"{campo}: {_corto(cambio.antes[campo])} → {_corto(valor)}"
        for campo, valor in cambio.despues.items()
    ]
    return f"~ {que}: {'; '.join(partes)}"


def _nombre(clase: str) -> str:
    return _CLASES.get(clase, clase)


def _de(llave: tuple[Any, ...]) -> str:
    return " · ".join(str(parte) for parte in llave if parte != "")


def _corto(valor: Any) -> str:
    if isinstance(valor, bool):
        return "sí" if valor else "no"
    texto = "—" if valor in (None, "") else str(valor)
    return texto if len(texto) <= _LARGO else f"{texto[:_LARGO]}…"
