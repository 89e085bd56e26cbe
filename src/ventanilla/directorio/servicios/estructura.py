"""Crear y actualizar la entidad, sus dependencias, sus días no hábiles y su gente. Nunca borra."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any

from django.db.models import QuerySet

from ventanilla.auditoria.servicios import asentar
from ventanilla.comun.actores import Actor
from ventanilla.comun.errores import Cambiado, DatosInvalidos, Falta
from ventanilla.comun.reloj import en_bogota
from ventanilla.comun.transaccion import escritura
from ventanilla.directorio.consultas.asentado import de_dia, de_nombramiento, de_vinculacion
from ventanilla.directorio.consultas.reglamento import de_donde_salen
from ventanilla.directorio.models import (
    CambioDeDependencia,
    Dependencia,
    DiaNoHabil,
    Entidad,
    Nombramiento,
    Usuario,
    Vinculacion,
)
from ventanilla.directorio.reglas.cambios import Cambio
from ventanilla.directorio.servicios.ajustes import historiar_ajustes
from ventanilla.directorio.servicios.historia import historiar
from ventanilla.directorio.servicios.turno import A_LA_VEZ, como_se_comparo, tomar_la_entidad

DEL_ARCHIVO = "Archivo de la estructura"


@dataclass
class _Obra:
    """Lo que va quedando hecho: quién lo hace y a qué fila corresponde cada código y cada correo."""

    actor: Actor
    ahora: datetime
    motivo: str
    dependencias: dict[str, int]
    personas: dict[str, int]
    nuevas: list[Usuario] = field(default_factory=list)

    def anotar(self, objeto: str, hecho: str, datos: Mapping[str, Any]) -> None:
        contenido = {campo: _sencillo(valor) for campo, valor in datos.items()}
        asentar(objeto, hecho, actor=self.actor, ahora=self.ahora, contenido=contenido)

    def usuario(self, cambio: Cambio) -> int:
        return self.personas[cambio.llave[0]]


def aplicar_estructura(
    cambios: Iterable[Cambio], *, actor: Actor, ahora: datetime, motivo: str = DEL_ARCHIVO
) -> list[Usuario]:
    """Hace los cambios, todos o ninguno, y deja un asiento por cada uno.

    Los cambios vienen de `reglas.cambios.comparar_estructura`, ya revisados y en su orden. Las
    personas nacen sin contraseña: cada una pone la suya.

    Args:
        motivo: por qué, para la historia de los ajustes.

    Returns:
        Las personas nuevas.

    Raises:
        Cambiado: si otra persona cambió algo después de comparar; no se escribió nada.
    """
    with escritura():
        tomar_la_entidad()
        obra = _Obra(
            actor=actor,
            ahora=ahora,
            motivo=motivo,
            dependencias=dict(Dependencia.objects.values_list("codigo", "pk")),
            personas=dict(Usuario.objects.values_list("email", "pk")),
        )
        with como_se_comparo():
            for cambio in cambios:
                _VERBOS[cambio.clase](cambio, obra)
    return obra.nuevas


def _entidad(cambio: Cambio, obra: _Obra) -> None:
    _respetar_reglamento(cambio, obra.ahora)
    if cambio.es_nuevo:
        _exigir_que_no_este(Entidad.objects.all())
        Entidad.objects.create(**cambio.despues)
    else:
        actualizar(Entidad.objects.all(), cambio)
        historiar_ajustes(
            cambio.antes,
            cambio.despues,
            motivo=obra.motivo,
            actor=obra.actor,
            ahora=obra.ahora,
        )
    obra.anotar("entidad", "configurada", cambio.despues)


def _respetar_reglamento(cambio: Cambio, ahora: datetime) -> None:
    """Lo que fija un artículo del reglamento vigente solo lo cambia otra versión (CPACA art. 22)."""
    salen = de_donde_salen(en_bogota(ahora).date())
    if fijos := [salen[campo] for campo in cambio.despues if campo in salen]:
        raise DatosInvalidos(
            [
                Falta(p.campo, f"{p.nombre}: sale del {p}. Se cambia adoptando otra versión.")
                for p in fijos
            ]
        )


def _dependencia(cambio: Cambio, obra: _Obra) -> None:
    (codigo,) = cambio.llave
    padres: dict[str, int | None] = {"": None, **obra.dependencias}
    traducir = partial(_con_llave, campo="padre", columna="padre_id", llaves=padres)
    if cambio.es_nuevo:
        datos = {"desde": obra.ahora.date(), **traducir(cambio.despues)}
        obra.dependencias[codigo] = Dependencia.objects.create(**datos).pk
    else:
        _historiar(codigo, cambio, obra)
        actualizar(Dependencia.objects.filter(codigo=codigo), cambio, traducir)
    obra.anotar(f"dependencia:{codigo}", _hecho(cambio, "creada"), cambio.despues)


def _historiar(codigo: str, cambio: Cambio, obra: _Obra) -> None:
    """Un nombre, un padre o un cierre que llegan del archivo también dejan historia."""
    clases = {
        "nombre": CambioDeDependencia.Clase.RENOMBRADA,
        "padre": CambioDeDependencia.Clase.MOVIDA,
        "hasta": CambioDeDependencia.Clase.CERRADA,
    }
    for campo, clase in clases.items():
        if campo not in cambio.despues or (campo == "hasta" and not cambio.despues["hasta"]):
            continue
        historiar(
            Dependencia.objects.get(codigo=codigo),
            clase,
            acto=DEL_ARCHIVO,
            desde=_rige(campo, cambio, obra),
            ahora=obra.ahora,
        )


def _rige(campo: str, cambio: Cambio, obra: _Obra) -> date:
    if campo == "hasta":
        ultimo: date = cambio.despues["hasta"]
        return ultimo + timedelta(days=1)
    return obra.ahora.date()


def _dia(cambio: Cambio, obra: _Obra) -> None:
    fecha, acto = cambio.llave
    filas = DiaNoHabil.objects.filter(fecha=fecha, acto=acto)
    if cambio.es_nuevo:
        # Venga de la pantalla o de un archivo, lo abierto se vuelve a contar con él.
        DiaNoHabil.objects.create(**cambio.despues, por_aplicar=True)
    else:
        actualizar(filas, cambio)
    obra.anotar(f"dia-no-habil:{fecha}", _hecho(cambio, "declarado"), de_dia(filas.get()))


def _persona(cambio: Cambio, obra: _Obra) -> None:
    (correo,) = cambio.llave
    traducir = partial(_renombrado, campo="activa", columna="is_active")
    if cambio.es_nuevo:
        usuario = Usuario.objects.create_user(correo, cambio.despues["nombre"])
        if not cambio.despues.get("activa", True):
            Usuario.objects.filter(pk=usuario.pk).update(is_active=False)
            usuario.is_active = False
        obra.personas[correo] = usuario.pk
        obra.nuevas.append(usuario)
    else:
        actualizar(Usuario.objects.filter(email=correo), cambio, traducir)
    _asentar_persona(cambio, obra)


def _asentar_persona(cambio: Cambio, obra: _Obra) -> None:
    """El libro no guarda nombres ni correos: solo su compromiso."""
    asentar(
        f"usuario:{obra.usuario(cambio)}",
        _hecho(cambio, "creado"),
        actor=obra.actor,
        ahora=obra.ahora,
        contenido={"activa": cambio.despues["activa"]} if "activa" in cambio.despues else {},
        reservado={
            **{c: str(v) for c, v in cambio.despues.items() if c != "activa"},
            **({"contrasena": obra.nuevas[-1].password} if cambio.es_nuevo else {}),
        },
    )


def _vinculacion(cambio: Cambio, obra: _Obra) -> None:
    _, clase, desde = cambio.llave
    usuario = obra.usuario(cambio)
    hecho = _hecho(cambio, "vinculado", "vinculacion_cambiada")
    hay = Vinculacion.objects.filter(usuario_id=usuario, clase=clase, desde=desde)
    if cambio.es_nuevo:
        _exigir_que_no_este(hay)
        filas = [Vinculacion.objects.create(usuario_id=usuario, **cambio.despues)]
    else:
        actualizar(hay, cambio)
        filas = list(hay)
    for fila in filas:
        obra.anotar(f"usuario:{usuario}", hecho, de_vinculacion(fila))


def _nombramiento(cambio: Cambio, obra: _Obra) -> None:
    _, rol, codigo, desde = cambio.llave
    usuario = obra.usuario(cambio)
    dependencia: Any = obra.dependencias.get(codigo)
    hecho = _hecho(cambio, "nombrado", "nombramiento_cambiado")
    hay = Nombramiento.objects.filter(
        usuario_id=usuario, rol=rol, dependencia_id=dependencia, desde=desde
    )
    if cambio.es_nuevo:
        _exigir_que_no_este(hay)
        datos = {**cambio.despues, "dependencia_id": dependencia}
        datos.pop("dependencia", None)
        filas = [Nombramiento.objects.create(usuario_id=usuario, **datos)]
    else:
        actualizar(hay, cambio)
        filas = list(hay.select_related("dependencia"))
    for fila in filas:
        obra.anotar(f"usuario:{usuario}", hecho, de_nombramiento(fila))


_VERBOS: dict[str, Callable[[Cambio, _Obra], None]] = {
    "entidad": _entidad,
    "dependencia": _dependencia,
    "dia": _dia,
    "persona": _persona,
    "vinculacion": _vinculacion,
    "nombramiento": _nombramiento,
}


def actualizar(
    filas: QuerySet[Any],
    cambio: Cambio,
    traducir: Callable[[Mapping[str, Any]], dict[str, Any]] = dict,
) -> None:
    """Cambia los campos si siguen como se leyeron; `traducir` los lleva a columnas.

    Raises:
        Cambiado: si ya no están así.
    """
    # Una lista guardada en JSON no se compara igual en las dos bases.
    antes = {c: v for c, v in traducir(cambio.antes).items() if not isinstance(v, list)}
    if filas.filter(**antes).update(**traducir(cambio.despues)) < 1:
        raise Cambiado(A_LA_VEZ)


def _exigir_que_no_este(filas: QuerySet[Any]) -> None:
    """Raises:
    Cambiado: si otra persona la creó después de comparar; la base sola no lo impediría.
    """
    if filas.exists():
        raise Cambiado(A_LA_VEZ)


def _con_llave(
    datos: Mapping[str, Any], *, campo: str, columna: str, llaves: Mapping[Any, int | None]
) -> dict[str, Any]:
    resto = {c: v for c, v in datos.items() if c != campo}
    return {**resto, columna: llaves[datos[campo]]} if campo in datos else resto


def _renombrado(datos: Mapping[str, Any], *, campo: str, columna: str) -> dict[str, Any]:
    return {columna if c == campo else c: v for c, v in datos.items()}


def _hecho(cambio: Cambio, nuevo: str, cambiado: str = "cambiado") -> str:
    return nuevo if cambio.es_nuevo else cambiado


def _sencillo(valor: Any) -> Any:
    return valor.isoformat() if isinstance(valor, (date, time)) else valor
