"""Lo que se puede decir de un radicado a quien trae su código QR: nada personal."""

from dataclasses import dataclass
from datetime import datetime

from ventanilla.auditoria.models import Asiento, HojaSello
from ventanilla.correspondencia.models import Radicado, Serie

# El hecho del libro en que cada radicado nació; el de un oficio es el de su clase.
_HECHO = {
    "peticion": "radicada",
    "respuesta": "firmada",
    "alcance": "alcance_firmado",
    "oficio": "",
}


@dataclass(frozen=True)
class Verificacion:
    """Un radicado que existe. `huella` y `sello` son de su asiento; sin sello está pendiente."""

    impreso: str
    que_es: str
    recepcion: datetime
    radicacion: datetime
    es_entrada: bool
    anulado_en: datetime | None
    huella: str
    sello: int | None
    momento_sello: datetime | None


def verificacion(ficha: str) -> Verificacion | None:
    """El radicado con esa ficha pública, o `None`; la ficha no distingue mayúsculas."""
    radicado = (
        Radicado.objects.select_related(
            "serie",
            "peticion",
            "respuesta__peticion",
            "alcance__peticion",
            "oficio__peticion",
        )
        .filter(verificacion=ficha.upper())
        .first()
    )
    if radicado is None:
        return None
    asiento = _asiento(radicado)
    hoja = (
        HojaSello.objects.select_related("sello").filter(asiento_id=asiento.pk).first()
        if asiento
        else None
    )
    return Verificacion(
        impreso=radicado.impreso,
        que_es=radicado.serie.get_clase_display(),
        recepcion=radicado.momento_recepcion,
        radicacion=radicado.momento_radicacion,
        es_entrada=radicado.serie.clase != Serie.Clase.SALIDA,
        anulado_en=radicado.anulado_en,
        huella=asiento.hash if asiento else "",
        sello=hoja.sello.numero if hoja else None,
        momento_sello=hoja.sello.momento if hoja else None,
    )


def _asiento(radicado: Radicado) -> Asiento | None:
    for nombre, hecho in _HECHO.items():
        dueno = getattr(radicado, nombre, None)
        if dueno is None:
            continue
        peticion = dueno if nombre == "peticion" else dueno.peticion
        asientos = Asiento.objects.filter(objeto=f"peticion:{peticion.uuid.hex}")
        if nombre in ("oficio", "alcance"):
            # Una petición puede tener varios: el suyo es el asiento que nombra este número.
            nombra = f'"radicado":"{radicado.impreso}"'
            asientos = asientos.filter(hecho=hecho or dueno.clase, contenido__contains=nombra)
        else:
            asientos = asientos.filter(hecho=hecho)
        return asientos.order_by("orden").first()
    return None
