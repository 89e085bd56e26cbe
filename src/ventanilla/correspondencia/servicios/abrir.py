"""Abrir las series con que nace una entidad y, a mitad de año, seguir su numeración."""

from datetime import datetime

from django.db.models import F

from ventanilla.auditoria.servicios import asentar
from ventanilla.comun.actores import Actor
from ventanilla.comun.errores import DatosInvalidos, ErrorDeDominio, Falta
from ventanilla.comun.texto import limpiar_linea
from ventanilla.comun.transaccion import escritura
from ventanilla.correspondencia.models import Contador, Serie
from ventanilla.correspondencia.reglas import vigencia_de


class YaSeNumero(ErrorDeDominio):
    """Esa serie y vigencia ya tiene números dados aquí."""


INICIALES = (
    ("entrada", "Comunicaciones recibidas", Serie.Clase.ENTRADA, "{vigencia}-{consecutivo:06d}"),
    ("salida", "Comunicaciones enviadas", Serie.Clase.SALIDA, "S{vigencia}-{consecutivo:06d}"),
)


def abrir_series() -> None:
    """Crea las series de entrada y salida si no están; se puede repetir."""
    for codigo, nombre, clase, mascara in INICIALES:
        Serie.objects.get_or_create(
            codigo=codigo, defaults={"nombre": nombre, "clase": clase, "mascara": mascara}
        )


def abrir_consecutivo(
    codigo: str, *, vigencia: int, ultimo: int, acto: str, actor: Actor, ahora: datetime
) -> Contador:
    """Sigue la numeración del sistema anterior: el próximo número será `ultimo` + 1.

    Sirve para empezar a mitad de año sin perder ni repetir números (Acuerdo AGN 060 de 2001
    art. 5). Solo antes del primer número de esa vigencia, y con el acto que fija el último.

    Raises:
        DatosInvalidos: serie, vigencia, número o acto que no sirven.
        YaSeNumero: en esa serie y vigencia ya se dio un número aquí.
    """
    acto = limpiar_linea(acto)
    serie = Serie.objects.filter(codigo=codigo).exclude(clase=Serie.Clase.IMPORTADA).first()
    faltas = [
        falta
        for mala, falta in (
            (serie is None, Falta("serie", f"No hay una serie «{codigo}» que se numere aquí.")),
            (ultimo < 1, Falta("ultimo", "El último número debe ser 1 o mayor.")),
            (
                vigencia != vigencia_de(ahora),
                Falta("vigencia", f"Solo se abre la vigencia en curso, {vigencia_de(ahora)}."),
            ),
            (not acto, Falta("acto", "Diga el acto que fija el último número anterior.")),
        )
        if mala
    ]
    if faltas or serie is None:
        raise DatosInvalidos(faltas)
    with escritura():
        # Como al dar el primer número del año: quien radica a la vez espera y sigue desde aquí.
        Serie.objects.filter(pk=serie.pk).update(nombre=F("nombre"))
        contador, nuevo = Contador.objects.get_or_create(
            serie=serie,
            vigencia=vigencia,
            defaults={"ultimo": ultimo, "apertura": ultimo, "ultimo_momento": ahora},
        )
        if not nuevo:
            raise YaSeNumero(
                f"La serie «{codigo}» ya tiene numeración en {vigencia} y va en {contador.ultimo}: "
                "no se puede cambiar sin repetir o saltar números."
            )
        Contador.objects.filter(serie=serie, vigencia__lt=vigencia).update(cerrado=True)
        asentar(
            f"serie:{codigo}",
            "consecutivo_abierto",
            actor=actor,
            ahora=ahora,
            contenido={"vigencia": vigencia, "ultimo": ultimo, "acto": acto},
        )
    return contador
