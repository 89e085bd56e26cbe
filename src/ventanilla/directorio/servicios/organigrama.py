"""Renombrar, mover, unir y cerrar dependencias: cada cambio con su acto, y queda en la historia."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from ventanilla.auditoria.servicios import asentar
from ventanilla.comun.actores import Actor
from ventanilla.comun.errores import Cambiado, DatosInvalidos, Falta
from ventanilla.comun.reloj import en_bogota
from ventanilla.comun.texto import limpiar_linea
from ventanilla.comun.transaccion import escritura
from ventanilla.directorio.models import CambioDeDependencia, Dependencia
from ventanilla.directorio.servicios.dependencias import (
    QUEDARIA_SIN_ATENCION,
    comparar_ficha,
    exigir_vigente,
    revisada,
)
from ventanilla.directorio.servicios.exigir import exigir_que_administre
from ventanilla.directorio.servicios.historia import historiar
from ventanilla.directorio.servicios.turno import tomar_la_entidad

LARGO_DEL_ACTO = 160
Clase = CambioDeDependencia.Clase


def renombrar(
    dependencia: Dependencia,
    *,
    nombre: str,
    acto: str,
    desde: date,
    actor: Actor,
    ahora: datetime,
) -> CambioDeDependencia:
    """Le cambia el nombre por un acto; los documentos viejos conservan el que tenían.

    Raises:
        SinPermiso: si no administra.
        DatosInvalidos: si el nombre no sirve o es el mismo, o falta el acto.
        Cambiado: si otra persona la cambió entre tanto.
    """
    exigir_que_administre(actor)
    exigir_vigente(dependencia, ahora)
    ficha = revisada({"nombre": nombre})
    if ficha.datos["nombre"] == dependencia.nombre:
        raise DatosInvalidos([Falta("nombre", "Ya se llama así.")])
    acto = revisar_acto(acto, desde, dependencia, en_bogota(ahora).date())
    with escritura():
        tomar_la_entidad()
        hecho = historiar(dependencia, Clase.RENOMBRADA, acto=acto, desde=desde, ahora=ahora)
        _actualizar(dependencia, nombre=ficha.datos["nombre"])
        _asentar(hecho, {"nombre": ficha.datos["nombre"]}, actor=actor, ahora=ahora)
    return hecho


def mover(
    dependencia: Dependencia,
    *,
    padre: Dependencia | None,
    acto: str,
    desde: date,
    actor: Actor,
    ahora: datetime,
) -> CambioDeDependencia:
    """La pone a depender de otra, o de ninguna.

    Raises:
        SinPermiso: si no administra.
        DatosInvalidos: si quedaría dentro de sí misma, ya está ahí, o falta el acto.
        Cambiado: si otra persona la cambió entre tanto.
    """
    exigir_que_administre(actor)
    exigir_vigente(dependencia, ahora)
    if (padre.pk if padre else None) == dependencia.padre_id:
        raise DatosInvalidos([Falta("padre", "Ya depende de esa.")])
    if padre is not None:
        exigir_vigente(padre, ahora)
    acto = revisar_acto(acto, desde, dependencia, en_bogota(ahora).date())
    codigo = padre.codigo if padre else ""
    comparar_ficha(revisada({"codigo": dependencia.codigo, "padre": codigo}))
    with escritura():
        tomar_la_entidad()
        if padre is not None:
            exigir_vigente(_releida(padre), ahora)
            if _esta_dentro(_releida(padre), dependencia):
                raise Cambiado(f"{padre.nombre} acaba de pasar adentro de ella. Vuelva a abrirla.")
        hecho = historiar(dependencia, Clase.MOVIDA, acto=acto, desde=desde, ahora=ahora)
        _actualizar(dependencia, padre_id=padre.pk if padre else None)
        _asentar(hecho, {"padre": codigo}, actor=actor, ahora=ahora)
    return hecho


def cerrar(
    dependencia: Dependencia,
    *,
    sucesora: Dependencia | None,
    unida: bool,
    acto: str,
    desde: date,
    actor: Actor,
    ahora: datetime,
) -> CambioDeDependencia:
    """La cierra desde ese día; lo que contiene pasa a la sucesora. Lo que tramita lo mueve quien llama.

    Raises:
        SinPermiso: si no administra.
        DatosInvalidos: si falta la sucesora que hace falta, no sirve, o falta el acto.
        Cambiado: si otra persona la cambió entre tanto.
    """
    exigir_que_administre(actor)
    exigir_vigente(dependencia, ahora)
    acto = revisar_acto(acto, desde, dependencia, None)
    clase = Clase.UNIDA if unida else Clase.CERRADA
    with escritura():
        tomar_la_entidad()
        hijas = list(dependencia.hijas.filter(hasta__isnull=True).select_related("padre"))
        # Si en este instante otra persona la cerró, lo de las dos quedaría sin quién lo atienda; si
        # marcó que esta reparte lo que llega, nadie lo repartiría.
        _revisar_sucesora(
            _releida(dependencia), _releida(sucesora) if sucesora else None, hijas, ahora
        )
        for hija in hijas:
            pasada = historiar(hija, Clase.MOVIDA, acto=acto, desde=desde, ahora=ahora)
            _actualizar(hija, padre_id=sucesora.pk if sucesora else None)
            codigo = sucesora.codigo if sucesora else ""
            _asentar(pasada, {"padre": codigo}, actor=actor, ahora=ahora)
        hecho = historiar(
            dependencia, clase, acto=acto, desde=desde, sucesora=sucesora, ahora=ahora
        )
        _actualizar(dependencia, hasta=desde - timedelta(days=1), sucesora=sucesora)
        datos = {"sucesora": sucesora.codigo if sucesora else ""}
        _asentar(hecho, datos, actor=actor, ahora=ahora)
    return hecho


def revisar_acto(acto: str, desde: date, dependencia: Dependencia, hoy: date | None) -> str:
    """El acto, limpio. Con `hoy`, el cambio no puede ser de un día que no ha llegado.

    Raises:
        DatosInvalidos: si falta el acto o la fecha no puede ser.
    """
    limpio = limpiar_linea(acto)
    faltas = []
    if not limpio:
        faltas.append(Falta("acto", "Diga con qué acto: su clase, número y fecha."))
    elif len(limpio) > LARGO_DEL_ACTO:
        faltas.append(Falta("acto", f"Tiene {len(limpio)} letras; caben {LARGO_DEL_ACTO}."))
    if hoy is not None and desde > hoy:
        faltas.append(Falta("desde", "Ese día no ha llegado: anote el cambio cuando empiece."))
    if desde <= dependencia.desde:
        faltas.append(Falta("desde", f"La dependencia existe desde el {dependencia.desde}."))
    if faltas:
        raise DatosInvalidos(faltas)
    return limpio


def _revisar_sucesora(
    dependencia: Dependencia,
    sucesora: Dependencia | None,
    hijas: list[Dependencia],
    ahora: datetime,
) -> None:
    motivo = ""
    if dependencia.es_atencion:
        motivo = QUEDARIA_SIN_ATENCION
    elif sucesora is None and hijas:
        motivo = f"Tiene {len(hijas)} adentro: diga a cuál pasan, o muévalas primero."
    elif sucesora is not None and sucesora.hasta is not None:
        motivo = f"{sucesora.nombre} también se cierra: escoja una que siga."
    elif sucesora is not None and _esta_dentro(sucesora, dependencia):
        motivo = f"{sucesora.nombre} está dentro de ella: muévala primero."
    if motivo:
        raise DatosInvalidos([Falta("sucesora", motivo)])
    if sucesora is not None:
        exigir_vigente(sucesora, ahora)


def _esta_dentro(una: Dependencia, otra: Dependencia) -> bool:
    """Si `una` es `otra` o depende de ella, directamente o no."""
    actual: Dependencia | None = una
    vistas: set[int] = set()
    while actual is not None and actual.pk not in vistas:
        if actual.pk == otra.pk:
            return True
        vistas.add(actual.pk)
        actual = actual.padre
    return False


def _releida(dependencia: Dependencia) -> Dependencia:
    return Dependencia.objects.get(pk=dependencia.pk)


def _actualizar(dependencia: Dependencia, **cambios: Any) -> None:
    """Raises:
    Cambiado: si el nombre, el superior o el final ya no son los que se leyeron.
    """
    filas = Dependencia.objects.filter(
        pk=dependencia.pk,
        nombre=dependencia.nombre,
        padre_id=dependencia.padre_id,
        hasta=dependencia.hasta,
    )
    if filas.update(**cambios) != 1:
        raise Cambiado(
            f"Otra persona acaba de cambiar {dependencia.nombre}. Vuelva a abrirla para ver cómo "
            "quedó; lo que usted escribió sigue en su pantalla."
        )
    for campo, valor in cambios.items():
        setattr(dependencia, campo, valor)


def _asentar(
    hecho: CambioDeDependencia, datos: Mapping[str, str], *, actor: Actor, ahora: datetime
) -> None:
    contenido = {**datos, "acto": hecho.acto, "desde": hecho.desde.isoformat()}
    objeto = f"dependencia:{hecho.dependencia.codigo}"
    asentar(objeto, hecho.clase, actor=actor, ahora=ahora, contenido=contenido)
