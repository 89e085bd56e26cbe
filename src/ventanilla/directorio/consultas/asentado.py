"""Qué queda en el libro de la gente, las dependencias y los días: lo mismo al revisarlo.

Cada asiento dice cómo quedó la fila entera, con su número: así se nota lo que se cambie sin pasar
por el programa. El libro no guarda nombres, correos ni contraseñas; solo su compromiso.
"""

from datetime import date
from typing import Any

from ventanilla.directorio.models import (
    Ausencia,
    Dependencia,
    DiaNoHabil,
    Nombramiento,
    Usuario,
    Vinculacion,
)


def de_vinculacion(v: Vinculacion) -> dict[str, Any]:
    """Cómo quedó la vinculación."""
    return {"vinculacion": v.pk, "clase": str(v.clase), **_tramo(v.desde, v.hasta)}


def de_nombramiento(n: Nombramiento) -> dict[str, Any]:
    """Cómo quedó el nombramiento."""
    return {
        "nombramiento": n.pk,
        "rol": str(n.rol),
        "dependencia": n.dependencia.codigo if n.dependencia else "",
        "modalidad": str(n.modalidad),
        "cargo": n.cargo,
        "acto": n.acto,
        **_tramo(n.desde, n.hasta),
    }


def de_ausencia(a: Ausencia) -> dict[str, Any]:
    """Cómo quedó la ausencia."""
    return {
        "ausencia": a.pk,
        "clase": str(a.clase),
        "acto": a.acto,
        "suplente": a.suplente_id,
        "anulada": a.anulada is not None,
        **_tramo(a.desde, a.hasta),
    }


def de_dia(d: DiaNoHabil) -> dict[str, Any]:
    """Cómo quedó el día no hábil. `por_aplicar` no está: es el turno del obrero."""
    return {
        "fecha": d.fecha.isoformat(),
        "acto": d.acto,
        "motivo": d.motivo,
        "efecto": str(d.efecto),
        "afecta_terminos_legales": d.afecta_terminos_legales,
        "dependencias_exceptuadas": d.dependencias_exceptuadas,
        "alcance": d.alcance,
        "publicado_en": d.publicado_en,
        "revocado_por": d.revocado_por,
    }


def de_dependencia(d: Dependencia) -> dict[str, Any]:
    """Cómo está la dependencia, con los nombres y valores con que el libro los dice."""
    return {
        "codigo": d.codigo,
        "nombre": d.nombre,
        "padre": d.padre.codigo if d.padre else "",
        "mision": d.mision,
        "funciones": d.funciones,
        "palabras": d.palabras,
        "correo": d.correo,
        "telefono": d.telefono,
        "direccion": d.direccion,
        "horario": d.horario,
        "es_atencion": d.es_atencion,
        "codigo_inventado": d.codigo_inventado,
        "sucesora": d.sucesora.codigo if d.sucesora else "",
        **_tramo(d.desde, d.hasta),
    }


def comprometido_de(u: Usuario) -> dict[str, str]:
    """Lo que el libro fija de la persona sin decirlo."""
    return {"correo": u.email, "nombre": u.nombre, "contrasena": u.password}


def _tramo(desde: date, hasta: date | None) -> dict[str, str | None]:
    return {"desde": desde.isoformat(), "hasta": hasta.isoformat() if hasta else None}
