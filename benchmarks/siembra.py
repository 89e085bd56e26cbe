"""Sembrar muchas peticiones: una de verdad y copias de todas sus filas.

Solo cambian números, llaves, fechas y lo que diga `variar`.
"""

import json
import subprocess
import sys

ORDEN = [sys.executable, "-m", "ventanilla.proyecto.ordenes"]
_SEMBRAR = """
import json, sys, uuid
from datetime import timedelta
from ventanilla.comun.actores import CIUDADANIA
from ventanilla.comun.cifrado import llave
from ventanilla.comun.identificadores import derivar_clave, ficha, huella_clave
from ventanilla.comun.reloj import ahora
from ventanilla.comun.transaccion import escritura
from ventanilla.correspondencia.models import Contador, Radicado
from ventanilla.peticiones.models import Actuacion, Peticion, Plazo
from ventanilla.peticiones.reglas.solicitud import Solicitante, Solicitud
from ventanilla.peticiones.servicios.radicar import radicar
s = Solicitud(clase="peticion", texto="Arreglen la vía del barrio. " * 20,
              solicitante=Solicitante(tipo="anonimo"))
modelo = radicar(s, actor=CIUDADANIA, ahora=ahora())
base = Contador.objects.get().ultimo
abren = [[modelo.radicado.impreso, modelo.clave, str(modelo.peticion.uuid)]]
def copia(fila, **cambios):
    valores = {c.attname: getattr(fila, c.attname) for c in fila._meta.concrete_fields
               if not c.primary_key}
    return type(fila)(**{**valores, **cambios})
VARIAR
acto, plazos = modelo.peticion.actuaciones.get(), list(modelo.peticion.plazos.all())
for inicio in range(0, CUANTAS - 1, 2000):
    with escritura():
        numeros = range(base + 1 + inicio, base + 1 + min(inicio + 2000, CUANTAS - 1))
        radicados = Radicado.objects.bulk_create(
            copia(modelo.radicado, consecutivo=n, impreso=f"{modelo.radicado.vigencia}-{n:06d}",
                  verificacion=ficha()) for n in numeros)
        nuevas = []
        for r in radicados:
            u = uuid.uuid4()
            clave = derivar_clave(llave("clave-ciudadana"), u, 1)
            nuevas.append(copia(modelo.peticion, uuid=u, radicado_id=r.pk,
                                clave_huella=huella_clave(clave), **variar(r)))
            abren.append([r.impreso, clave, str(u)])
        nuevas = Peticion.objects.bulk_create(nuevas)
        Actuacion.objects.bulk_create(copia(acto, peticion_id=p.pk) for p in nuevas)
        Plazo.objects.bulk_create(copia(z, peticion_id=p.pk) for p in nuevas for z in plazos)
        Contador.objects.update(ultimo=numeros[-1])
print(json.dumps(abren[:: max(1, len(abren) // 2000)]))
"""
_IGUALES = "def variar(radicado): return {}"


def correr(entorno: dict[str, str], codigo: str) -> str:
    """Lo que imprime ese código, corrido dentro del programa."""
    hecho = subprocess.run(
        [*ORDEN, "django", "shell", "-v", "0", "-c", codigo],
        env=entorno,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    return hecho.stdout


def sembrar(
    entorno: dict[str, str], cuantas: int, variar: str = _IGUALES
) -> list[tuple[str, str, str]]:
    """Agrega `cuantas` peticiones; devuelve (número, clave, identificador) de una muestra.

    `variar` es el código de una función que recibe el radicado y dice qué cambia en su petición.
    """
    codigo = _SEMBRAR.replace("CUANTAS", str(cuantas)).replace("VARIAR", variar)
    return [(n, c, u) for n, c, u in json.loads(correr(entorno, codigo))]
