"""`./ventanilla vencimiento`: cuándo vence una petición y por qué.

No usa la base de datos ni la carpeta de datos, salvo con `--entidad`. En `--lote` solo sale JSON
por la salida normal; lo que esté mal se dice en una frase por la de errores y se sale con 2.
"""

import argparse
import json
import sys
from datetime import time
from pathlib import Path
from typing import Any

from ventanilla.comun.calendario import Calendario, nacional
from ventanilla.comun.errores import ErrorDeDominio
from ventanilla.comun.fechas import fecha_larga
from ventanilla.proyecto.ordenes.armar import armar
from ventanilla.terminos.computar import Computo, ErrorDeTermino, clases, explicar
from ventanilla.terminos.lote import computar_caso, computo_json
from ventanilla.terminos.politica import Politica, Reactivacion, Recepcion, Transicion

NOMBRE = "vencimiento"
AYUDA = "dice cuándo vence una petición y por qué"
_EJEMPLO = "./ventanilla vencimiento --clase peticion --recibida 2023-06-09T10:00"


def argumentos(parser: argparse.ArgumentParser) -> None:
    """Las opciones. Ninguna se exige aquí: `ejecutar` dice en español la que falte."""
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    codigos = ", ".join(clase.codigo for clase in clases())
    parser.epilog = f"Ejemplo: {_EJEMPLO}\nClases: {codigos}"
    valor: dict[str, Any] = {"nargs": "?", "const": ""}
    parser.add_argument("--clase", help="clase de petición", **valor)
    parser.add_argument("--recibida", help="2023-06-09T10:00, hora de Bogotá", **valor)
    parser.add_argument(
        "--actuacion",
        action="append",
        default=[],
        help="tipo=fecha[,dato=valor], por ejemplo prorroga=2023-06-28,hasta=2023-07-20",
        **valor,
    )
    parser.add_argument("--dias-no-habiles", help="días cerrados: 2024-03-26,2024-03-27", **valor)
    parser.add_argument("--especial", help="dias=2,unidad=meses,norma=… o momento=…", **valor)
    parser.add_argument("--excluye-ampliacion", action="store_true", help="sin Decreto 491")
    parser.add_argument("--jornada-sabado", action="store_true", help="el sábado es hábil")
    parser.add_argument(
        "--recibida-habil-siguiente",
        action="store_true",
        help="lo que llega en día no hábil se tiene por recibido el hábil siguiente",
    )
    parser.add_argument("--hora-cierre", help="con la anterior: hora en que cierra, 17:00", **valor)
    parser.add_argument("--reinicia", action="store_true", help="completar reinicia el término")
    parser.add_argument("--inmediata-2207", action="store_true", help="transición Ley 2207")
    parser.add_argument("--lote", help="archivo JSON con varios casos, o - para leer", **valor)
    parser.add_argument("--json", action="store_true", help="responder en JSON")
    parser.add_argument(
        "--entidad", action="store_true", help="con los días no hábiles guardados de la entidad"
    )


def ejecutar(args: argparse.Namespace) -> int:
    """Imprime el vencimiento; 0 si pudo y 2 si algo de lo escrito no sirve."""
    try:
        politica, calendario = _politica(args), _calendario(args)
        if args.lote is not None:
            respuestas = _lote(_casos(args.lote), calendario, politica)
            print(json.dumps(respuestas, ensure_ascii=False))
            return 0
        computo = computar_caso(_caso(args), calendario=calendario, politica=politica)
    except ErrorDeDominio as error:
        texto = str(error)
        print(f"{texto[:1].upper()}{texto[1:]}", file=sys.stderr)
        return 2
    if args.json:
        print(json.dumps(computo_json(computo), ensure_ascii=False, indent=2))
    else:
        _decir(computo)
    return 0


def _politica(args: argparse.Namespace) -> Politica:
    base = Politica()
    try:
        cierre = time.fromisoformat(args.hora_cierre) if args.hora_cierre is not None else None
    except ValueError:
        raise ErrorDeTermino("La hora de cierre se escribe así: --hora-cierre 17:00") from None
    return Politica(
        recepcion=(
            Recepcion.RECIBIDA_HABIL_SIGUIENTE if args.recibida_habil_siguiente else base.recepcion
        ),
        hora_cierre=cierre,
        reactivacion=Reactivacion.REINICIA if args.reinicia else base.reactivacion,
        transicion_2207=Transicion.INMEDIATA if args.inmediata_2207 else base.transicion_2207,
    )


def _calendario(args: argparse.Namespace) -> Calendario:
    if not args.entidad:
        return nacional(jornada_sabado=args.jornada_sabado)
    armar()
    # Solo aquí hace falta Django: lo demás corre sin base de datos.
    from django.db import DatabaseError  # noqa: PLC0415

    from ventanilla.directorio.consultas import calendario_de_la_entidad  # noqa: PLC0415

    try:
        return calendario_de_la_entidad()
    except DatabaseError:
        raise ErrorDeTermino(
            "La base de datos de la entidad no está lista. Corra antes ./ventanilla preparar."
        ) from None


def _caso(args: argparse.Namespace) -> dict[str, Any]:
    if not args.clase or not args.recibida:
        raise ErrorDeTermino(f"Diga la clase y cuándo se recibió. Ejemplo: {_EJEMPLO}")
    caso: dict[str, Any] = {
        "clase": args.clase,
        "recibida": args.recibida,
        "actuaciones": [_actuacion(texto) for texto in args.actuacion],
        "excluye_ampliacion": args.excluye_ampliacion,
    }
    if args.dias_no_habiles is not None:
        caso["dias_no_habiles"] = _separados(args.dias_no_habiles)
    if args.especial is not None:
        caso["especial"] = _datos(args.especial, "--especial")
    return caso


def _separados(texto: str) -> list[str]:
    partes = [parte.strip() for parte in texto.split(",")]
    if not any(partes):
        raise ErrorDeTermino("Escriba los días así: --dias-no-habiles 2024-03-26,2024-03-27")
    return partes


def _actuacion(texto: str) -> dict[str, Any]:
    principal, _, resto = texto.partition(",")
    tipo, igual, fecha = principal.partition("=")
    if not igual:
        raise ErrorDeTermino("Escriba la actuación así: --actuacion requerimiento=2023-06-15")
    datos = _datos(resto, "--actuacion") if resto else {}
    return {**datos, "tipo": tipo.strip(), "fecha": fecha.strip()}


def _datos(texto: str, opcion: str) -> dict[str, Any]:
    """`a=1,b=c` como diccionario; lo que es solo cifras se lee como número."""
    datos: dict[str, Any] = {}
    for parte in texto.split(","):
        nombre, igual, valor = (trozo.strip() for trozo in parte.partition("="))
        if not igual or not nombre:
            raise ErrorDeTermino(f"Los datos de {opcion} se escriben así: dato=valor,dato=valor")
        # Más de seis cifras no es un número de días: se deja como texto y se rechaza luego.
        datos[nombre] = (
            int(valor) if valor.isascii() and valor.isdigit() and len(valor) < 7 else valor
        )
    return datos


def _casos(lugar: str) -> list[Any]:
    try:
        crudo = sys.stdin.buffer.read() if lugar == "-" else Path(lugar).read_bytes()
        texto = crudo.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ErrorDeTermino("El lote no está en UTF-8.") from None
    except (OSError, ValueError):
        raise ErrorDeTermino(f"No se puede leer el archivo «{lugar[:200]}».") from None
    if not texto.strip():
        raise ErrorDeTermino("El lote está vacío: se espera una lista JSON de casos.")
    try:
        casos = json.loads(texto)
    except (ValueError, RecursionError) as error:
        linea = f" (línea {error.lineno})" if isinstance(error, json.JSONDecodeError) else ""
        raise ErrorDeTermino(f"El lote no es JSON válido{linea}.") from None
    if not isinstance(casos, list):
        raise ErrorDeTermino("El lote es una lista JSON de casos, entre corchetes.")
    return casos


def _lote(casos: list[Any], calendario: Calendario, politica: Politica) -> list[dict[str, Any]]:
    respuestas = []
    for numero, caso in enumerate(casos, 1):
        identidad = caso.get("id") if isinstance(caso, dict) else None
        try:
            computo = computar_caso(caso, calendario=calendario, politica=politica)
        except ErrorDeDominio as error:
            cual = f" («{str(identidad)[:40]}»)" if identidad is not None else ""
            raise ErrorDeTermino(f"Caso {numero}{cual}: {error}") from None
        respuestas.append({"id": identidad, **computo_json(computo)})
    return respuestas


def _decir(computo: Computo) -> None:
    for frase in explicar(computo):
        print(frase)
    print("\nDía por día:")
    for dia in computo.explicacion:
        numero = f"{dia.numero:>4}" if dia.numero is not None else "   ·"
        final = "  <- vence" if dia.fecha == computo.vence else ""
        print(f"{numero}  {fecha_larga(dia.fecha)}: {dia.motivo}{final}")
