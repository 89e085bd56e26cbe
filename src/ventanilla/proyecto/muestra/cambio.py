"""El día del cambio: lo del sistema anterior entra por el importador y la numeración sigue."""

from datetime import datetime

from ventanilla.comun.actores import Actor
from ventanilla.correspondencia.reglas import vigencia_de
from ventanilla.correspondencia.servicios.abrir import abrir_consecutivo
from ventanilla.importacion.models import Traida
from ventanilla.importacion.servicios.trabajar import trabajar
from ventanilla.importacion.servicios.traidas import decir_columnas, probar, subir, traer
from ventanilla.peticiones.models import Peticion
from ventanilla.proyecto.muestra.anterior import Tabla
from ventanilla.proyecto.muestra.textos import leer

ARCHIVO = "peticiones_del_sistema_anterior.csv"
ACTO = "Acto de muestra 004, por el que se abre el consecutivo"


def cambiar_de_sistema(tabla: Tabla, *, actor: Actor, ahora: datetime) -> dict[str, Peticion]:
    """Trae la tabla por los mismos pasos de la pantalla y fija de qué número se sigue.

    Returns:
        Lo que llegó abierto, por su número de siempre.
    """
    traida = subir(ARCHIVO, [tabla.csv], que=Traida.Que.PQRSD, actor=actor, ahora=ahora)
    mapa = leer("sistema_anterior")
    traida = decir_columnas(traida, mapa=mapa, cierres=(), actor=actor, ahora=ahora)
    for paso in (probar, traer):
        paso(traida, actor=actor, ahora=ahora)
        trabajar(traida.pk, reloj=lambda: ahora)
        traida.refresh_from_db()
    for serie, ultimo in (("entrada", tabla.entrada), ("salida", tabla.salida)):
        vigencia = vigencia_de(ahora)
        abrir_consecutivo(
            serie, vigencia=vigencia, ultimo=ultimo, acto=ACTO, actor=actor, ahora=ahora
        )
    vivas = Peticion.objects.select_related("radicado__serie", "dependencia", "identidad")
    return {p.radicado.impreso: p for p in vivas.filter(esta_cerrada=False)}
