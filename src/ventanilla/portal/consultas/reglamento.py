"""El reglamento, como se lee y como se imprime."""

from datetime import datetime, time

from ventanilla.comun.fechas import fecha_mediana
from ventanilla.comun.reloj import BOGOTA
from ventanilla.directorio.consultas.reglamento import articulos_de
from ventanilla.directorio.models import Reglamento
from ventanilla.documentos.datos import ArticuloImpreso, DatosReglamento
from ventanilla.peticiones.consultas.membrete import membrete

TITULO = "Reglamento del derecho de petición"


def vigencia_de(reglamento: Reglamento) -> str:
    """«Rige desde el …», y hasta cuándo si otra versión la reemplazó."""
    dichos = [f"Rige desde el {fecha_mediana(reglamento.desde)}"] if reglamento.desde else []
    if reglamento.hasta:
        dichos.append(f"hasta el {fecha_mediana(reglamento.hasta)}")
    return " ".join(dichos)


def datos_del_reglamento(reglamento: Reglamento) -> DatosReglamento:
    """Lo que imprime el PDF. La fecha del documento es la del acto, no la de hoy."""
    dia = reglamento.fecha_acto or reglamento.editado.date()
    return DatosReglamento(
        entidad=membrete(),
        titulo=f"{TITULO}, versión {reglamento.numero}",
        momento=datetime.combine(dia, time(0), tzinfo=BOGOTA),
        acto=f"{reglamento.acto}, {fecha_mediana(dia)}",
        vigencia=f"{vigencia_de(reglamento)}.",
        articulos=tuple(
            ArticuloImpreso(numero=a.numero, titulo=a.titulo, texto=a.texto)
            for a in articulos_de(reglamento)
        ),
    )
