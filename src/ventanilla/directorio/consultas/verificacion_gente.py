"""La gente frente al libro: quién entra, con qué cargos, por qué vínculo y quién suple a quién."""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from django.db.models import QuerySet

from ventanilla.auditoria.consultas.quietud import en_quietud
from ventanilla.auditoria.models import Asiento
from ventanilla.auditoria.reglas.alteracion import Alteracion
from ventanilla.auditoria.reglas.comparar import en_frase, lo_distinto
from ventanilla.comun.canonico import compromiso
from ventanilla.directorio.consultas.asentado import (
    comprometido_de,
    de_ausencia,
    de_nombramiento,
    de_vinculacion,
)
from ventanilla.directorio.models import Ausencia, Nombramiento, Usuario, Vinculacion

_PREFIJO = "usuario:"
_TROZO = 2000


@dataclass(frozen=True)
class _Clase:
    """Una clase de fila de la gente y cómo la cuenta el libro.

    `llave`: dónde dice el asiento de cuál fila habla. `naturales`: con qué se reconoce la fila en
    un asiento viejo, que no traía su número: esa queda «sin dato», no en falta.
    """

    llave: str
    hechos: tuple[str, ...]
    naturales: tuple[str, ...]
    filas: Callable[[], QuerySet[Any]]
    asentado: Callable[[Any], dict[str, Any]]
    modelo: str
    nombre: str
    que_hacer: str


_CLASES = (
    _Clase(
        "nombramiento",
        ("nombrado", "nombramiento_cambiado"),
        ("rol", "dependencia", "desde"),
        lambda: Nombramiento.objects.select_related("dependencia"),
        de_nombramiento,
        "directorio.Nombramiento",
        "su cargo",
        "En «Personas», termine el cargo que no debe tener y nómbrela por su acto.",
    ),
    _Clase(
        "vinculacion",
        ("vinculado", "vinculacion_cambiada"),
        ("clase", "desde"),
        lambda: Vinculacion.objects.all(),
        de_vinculacion,
        "directorio.Vinculacion",
        "su vinculación",
        "En «Personas», termine la que no es y anote la verdadera: de ella depende que firme.",
    ),
    _Clase(
        "ausencia",
        ("ausencia_registrada", "ausencia_acabada", "ausencia_anulada"),
        ("clase", "desde", "acto"),
        lambda: Ausencia.objects.all(),
        de_ausencia,
        "directorio.Ausencia",
        "su ausencia",
        "En «Personas», anúlela y anote la verdadera: quien suple tiene los cargos del titular.",
    ),
)
_DE_LA_CUENTA = (
    *("creado", "cambiado", "desactivado", "activado"),
    *("contrasena_puesta", "contrasena_rehecha"),
)
_NACEN = {clase.hechos[0] for clase in _CLASES}
_HECHOS = {hecho: clase for clase in _CLASES for hecho in clase.hechos}
_LA_CUENTA = (
    "En «Personas», déjela como debe estar y pregunte quién tuvo acceso a la base de datos."
)

_OTRA_CONTRASENA = (
    "Su contraseña no es la que puso: cierre su cuenta en «Personas», que ponga otra con el enlace del "
    "correo y pregunte quién tuvo acceso a la base de datos."
)


@dataclass
class _Dicho:
    """Lo que el libro dice de una persona y de lo suyo."""

    activa: bool = True
    compromisos: dict[str, tuple[bytes, str]] = field(default_factory=dict)
    filas: dict[str, dict[int, dict[str, Any]]] = field(
        default_factory=lambda: {c.llave: {} for c in _CLASES}
    )
    viejas: dict[str, list[dict[str, Any]]] = field(
        default_factory=lambda: {c.llave: [] for c in _CLASES}
    )

    def sumar(self, hecho: str, sal: str, contenido: dict[str, Any]) -> None:
        """Agrega el asiento siguiente de su cadena."""
        clase = _HECHOS.get(hecho)
        if clase is not None and clase.llave in contenido:
            self.filas[clase.llave][contenido[clase.llave]] = contenido
        elif clase is not None and hecho in _NACEN:
            self.viejas[clase.llave].append(contenido)
        elif hecho in ("activado", "desactivado"):
            self.activa = hecho == "activado"
        elif "activa" in contenido:
            self.activa = contenido["activa"]
        for campo in {"correo", "nombre", "contrasena"} & set(contenido.get("compromisos", {})):
            self.compromisos[campo] = (bytes.fromhex(sal), contenido["compromisos"][campo])


def revisar_gente() -> Iterator[Alteracion]:
    """Las cuentas, cargos, vinculaciones y ausencias que no son como quedaron en el libro."""
    raras = dict.fromkeys(usuario for usuario, _ in _hallar(None))
    for usuario in raras:
        yield from en_quietud(f"{_PREFIJO}{usuario}", partial(_de_una, usuario))


def _de_una(usuario: int) -> list[Alteracion]:
    return [mala for _, mala in _hallar(usuario)]


def _hallar(usuario: int | None) -> Iterator[tuple[int, Alteracion]]:
    """(de quién, qué le pasa) de toda la gente, o de una persona."""
    dichos = _lo_dicho(usuario)
    sueltos = set(dichos)
    for u in _solo(Usuario.objects.order_by("pk"), "pk", usuario):
        sueltos.discard(u.pk)
        yield from ((u.pk, mala) for mala in _de_la_cuenta(u, dichos.get(u.pk)))
    for clase in _CLASES:
        for fila in _solo(clase.filas().order_by("pk"), "usuario", usuario):
            dicho = dichos.get(fila.usuario_id, _Dicho())
            if que := _de_la_fila(clase, fila, dicho):
                yield fila.usuario_id, _mala(fila.usuario_id, f"{clase.modelo} {fila.pk}", que)
        for pk, dicho in dichos.items():
            for borrada in dicho.filas[clase.llave]:
                que = f"El libro nombra {clase.nombre} número {borrada} y ya no está. "
                yield pk, _mala(pk, f"{clase.modelo} (borrado)", f"{que}{clase.que_hacer}")
    for pk in sueltos:
        yield pk, _mala(pk, "directorio.Usuario (borrado)", "El libro la nombra y ya no está.")


def _lo_dicho(usuario: int | None) -> dict[int, _Dicho]:
    asientos = Asiento.objects.filter(hecho__in=[*_HECHOS, *_DE_LA_CUENTA])
    if usuario is None:
        asientos = asientos.filter(objeto__startswith=_PREFIJO)
    else:
        asientos = asientos.filter(objeto=f"{_PREFIJO}{usuario}")
    dichos: dict[int, _Dicho] = {}
    filas = asientos.order_by("objeto", "orden").values_list("objeto", "hecho", "sal", "contenido")
    for objeto, hecho, sal, contenido in filas.iterator(chunk_size=_TROZO):
        pk = int(objeto.removeprefix(_PREFIJO))
        dichos.setdefault(pk, _Dicho()).sumar(hecho, sal, json.loads(contenido))
    return dichos


def _solo(filas: QuerySet[Any], campo: str, usuario: int | None) -> Iterable[Any]:
    elegidas = filas if usuario is None else filas.filter(**{campo: usuario})
    return elegidas.iterator(chunk_size=_TROZO)


def _de_la_cuenta(u: Usuario, dicho: _Dicho | None) -> Iterator[Alteracion]:
    fila = f"directorio.Usuario {u.pk}"
    if dicho is None:
        yield _mala(u.pk, fila, f"La cuenta no está en el libro: ciérrela. {_LA_CUENTA}")
        return
    if u.is_active != dicho.activa:
        es, era = ("abierta", "cerrada") if u.is_active else ("cerrada", "abierta")
        yield _mala(u.pk, fila, f"La cuenta está {es} y el libro la dejó {era}. {_LA_CUENTA}")
    for campo, valor in comprometido_de(u).items():
        sal, fijado = dicho.compromisos.get(campo, (b"", ""))
        if fijado and compromiso(sal, campo, valor) != fijado:
            que = f"Cambió «{campo}»: no es el que fijó el libro. {_LA_CUENTA}"
            yield _mala(u.pk, fila, _OTRA_CONTRASENA if campo == "contrasena" else que)


def _de_la_fila(clase: _Clase, fila: Any, dicho: _Dicho) -> str:
    """Qué no es como quedó; vacío si es igual o si el asiento es viejo y no lo dice."""
    hay = clase.asentado(fila)
    asentada = dicho.filas[clase.llave].pop(fila.pk, None)
    if asentada is not None:
        campos = lo_distinto(hay, asentada)
        return f"Cambió {clase.nombre} en {en_frase(campos)}. {clase.que_hacer}" if campos else ""
    naturales = {campo: hay[campo] for campo in clase.naturales}
    for vieja in dicho.viejas[clase.llave]:
        if not lo_distinto(naturales, {"dependencia": "", **vieja}):
            return ""
    return f"Nadie anotó en el libro {clase.nombre}. {clase.que_hacer}"


def _mala(usuario: int, fila: str, que: str) -> Alteracion:
    return Alteracion(f"persona {usuario}", fila, que)
