"""Dar el número siguiente."""

from datetime import UTC, datetime

from django.db import connection
from django.db.models import F

from ventanilla.comun.identificadores import ficha
from ventanilla.comun.reloj import en_bogota
from ventanilla.correspondencia.models import Contador, Radicado, Serie
from ventanilla.correspondencia.reglas import imprimir, vigencia_de

# UPDATE … RETURNING lo entienden las dos bases: un viaje en lugar de dos con el contador tomado.
_SUMAR = """
    UPDATE correspondencia_contador
       SET ultimo = ultimo + 1,
           ultimo_momento = CASE WHEN ultimo_momento < %s THEN %s ELSE ultimo_momento END
     WHERE serie_id = %s AND vigencia = %s AND cerrado = %s
    RETURNING ultimo, ultimo_momento
"""


def numerar(
    serie: Serie,
    *,
    recepcion: datetime,
    ahora: datetime,
    llave: str | None = None,
    llave_cuerpo: str = "",
) -> Radicado:
    """Da el consecutivo siguiente de `serie`, en la transacción de quien llama.

    El contador queda tomado hasta que esa transacción termine: si se deshace, el número vuelve y
    no queda hueco. La fecha de radicación es la mayor entre `ahora` y la del número anterior, para
    que el orden de los números sea el de las radicaciones (Acuerdo AGN 060 de 2001 art. 5).

    Args:
        recepcion: instante del medio, el que rige el término (CPACA art. 15 par. 1).
        llave: llave de idempotencia; única.

    Raises:
        IntegrityError: si la llave ya se usó.
    """
    contador = _tomar(serie, ahora)
    dependencia = serie.dependencia.codigo if serie.dependencia else ""
    return Radicado.objects.create(
        serie=serie,
        vigencia=contador.vigencia,
        consecutivo=contador.ultimo,
        impreso=imprimir(
            serie.mascara,
            vigencia=contador.vigencia,
            consecutivo=contador.ultimo,
            dependencia=dependencia,
        ),
        momento_recepcion=recepcion,
        momento_radicacion=en_bogota(contador.ultimo_momento),
        verificacion=ficha(),
        llave=llave,
        llave_cuerpo=llave_cuerpo,
    )


def _avanzar(serie: Serie, vigencia: int, ahora: datetime) -> Contador | None:
    """Suma uno en una sola orden y dice cómo quedó; `None` si esa vigencia no está abierta."""
    momento = connection.ops.adapt_datetimefield_value(ahora)
    with connection.cursor() as cursor:
        cursor.execute(_SUMAR, [momento, momento, serie.pk, vigencia, False])
        fila = cursor.fetchone()
    if fila is None:
        return None
    return Contador(
        serie=serie, vigencia=vigencia, ultimo=fila[0], ultimo_momento=_momento(fila[1])
    )


def _momento(crudo: datetime | str) -> datetime:
    """El instante como lo da cada base: SQLite, en UTC y sin zona; PostgreSQL, ya con zona."""
    momento = datetime.fromisoformat(crudo) if isinstance(crudo, str) else crudo
    return momento if momento.tzinfo else momento.replace(tzinfo=UTC)


def _tomar(serie: Serie, ahora: datetime) -> Contador:
    contador = _avanzar(serie, vigencia_de(ahora), ahora)
    if contador is not None:
        return contador
    # Cambio de vigencia (una vez al año): se toma la serie entera, y quien llegó de último
    # entiende que el año ya cambió aunque su reloj todavía diga diciembre.
    Serie.objects.filter(pk=serie.pk).update(nombre=F("nombre"))
    ultimo = Contador.objects.filter(serie=serie).order_by("-vigencia").first()
    momento = max(ahora, ultimo.ultimo_momento) if ultimo else ahora
    vigencia = vigencia_de(momento)
    if ultimo is None or ultimo.vigencia < vigencia:
        Contador.objects.filter(serie=serie, cerrado=False).update(cerrado=True)
        Contador.objects.create(serie=serie, vigencia=vigencia, ultimo_momento=momento)
    tomado = _avanzar(serie, vigencia, ahora)
    if tomado is None:
        raise RuntimeError(f"El contador {serie.codigo}/{vigencia} está cerrado.")
    return tomado
