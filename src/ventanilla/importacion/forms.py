"""Lo que se escribe al traer de otro sistema."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms

from ventanilla.comun.texto import limpiar_linea
from ventanilla.importacion.models import Discrepancia, Traida
from ventanilla.importacion.reglas.mapa import CANALES, ESTADOS, SOLICITANTES, UNIDADES
from ventanilla.importacion.reglas.moldes import MOLDES, codigo_de_serie, proponer_valores

_TABLAS = {
    "clase": "clases",
    "estado": "estados",
    "canal": "canales",
    "dependencia": "dependencias",
    "solicitante": "solicitantes",
    "unidad": "unidades",
}
_NOMBRES = {
    "natural": "Persona natural",
    "juridica": "Persona jurídica",
    "anonimo": "Anónimo",
    "reservado": "Identidad reservada",
    "autoridad": "Autoridad",
    "habiles": "Días hábiles",
    "calendario": "Días calendario",
    "web": "Página web",
    "correo": "Correo electrónico",
    "buzon": "Buzón de sugerencias",
    "certificado": "Correo certificado",
    "telefono": "Teléfono",
    "jornada": "Feria o jornada",
    "importada": "Otro sistema",
}


def _nombrados(codigos: Sequence[str]) -> dict[str, str]:
    return {c: _NOMBRES.get(c, c.capitalize()) for c in codigos}


def admitidos(
    clases: Mapping[str, str], dependencias: Mapping[str, str]
) -> dict[str, dict[str, str]]:
    """Por dato que se traduce, lo que se puede escoger: código → nombre."""
    return {
        "clase": dict(clases),
        "estado": _nombrados(ESTADOS),
        "canal": _nombrados(CANALES),
        "dependencia": dict(dependencias),
        "solicitante": _nombrados(SOLICITANTES),
        "unidad": _nombrados(UNIDADES),
    }


class SubirForm(forms.Form):
    """El archivo y qué trae."""

    que = forms.ChoiceField(
        label="¿Qué trae el archivo?", choices=Traida.Que.choices, widget=forms.RadioSelect
    )
    archivo = forms.FileField(
        label="Archivo",
        help_text="Un libro de Excel (.xlsx) o un CSV, con los títulos en una fila.",
        error_messages={"required": "Escoja el archivo.", "empty": "El archivo está vacío."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["archivo"].widget.attrs["accept"] = ".xlsx,.csv,.txt"


class ColumnasForm(forms.Form):
    """Qué columna del archivo es cada dato."""

    def __init__(
        self,
        datos: Any,
        *,
        traida: Traida,
        encabezado: Sequence[str],
        clases: Mapping[str, str],
    ) -> None:
        self.traida, self.molde = traida, MOLDES[traida.que]
        super().__init__(datos)
        mapa = traida.mapa
        if traida.que == Traida.Que.PQRSD:
            self._del_origen(mapa, clases)
        titulos = [t for t in dict.fromkeys(encabezado) if t]
        opciones = [("", "No viene en el archivo"), *((t, t) for t in titulos)]
        for dato in self.molde.datos:
            self.fields[f"c_{dato.codigo}"] = forms.ChoiceField(
                label=dato.titulo,
                choices=opciones,
                required=dato.indispensable,
                help_text=dato.ayuda,
                initial=mapa.get("columnas", {}).get(dato.codigo, ""),
                error_messages={"required": f"Diga qué columna es «{dato.titulo}»."},
            )

    def _del_origen(self, mapa: Mapping[str, Any], clases: Mapping[str, str]) -> None:
        self.fields["nombre"] = forms.CharField(
            label="Nombre del sistema anterior",
            max_length=120,
            initial=mapa.get("nombre", ""),
            help_text="Si ya trajo de él, escriba el mismo: así nada entra dos veces.",
            error_messages={"required": "Escriba cómo se llama el sistema de donde vienen."},
        )
        self.fields["clase_por_defecto"] = forms.ChoiceField(
            label="Clase, si la fila no la dice",
            choices=[("", "Apartar esas filas"), *clases.items()],
            required=False,
            initial=mapa.get("por_defecto", {}).get("clase", "peticion"),
        )
        self.fields["cierres"] = forms.CharField(
            label="Días en que el otro sistema no contó",
            required=False,
            max_length=400,
            initial=", ".join(self.traida.cierres),
            help_text="Solo para comparar sus fechas: 2024-03-26, 2024-03-27.",
        )
        if mapa.get("formato", {}).get("hoja"):
            self.fields["ocultas"] = forms.BooleanField(
                label="Leer también las filas ocultas de la hoja",
                required=False,
                initial=mapa.get("formato", {}).get("ocultas") == "si",
            )

    def clean_cierres(self) -> list[date]:
        dias = []
        for parte in filter(None, (p.strip() for p in self.cleaned_data["cierres"].split(","))):
            try:
                dias.append(date.fromisoformat(parte))
            except ValueError:
                raise forms.ValidationError(
                    f"«{parte}» no es una fecha: escriba 2024-03-26 y separe con coma."
                ) from None
        return dias

    def clean(self) -> dict[str, Any]:
        limpio: dict[str, Any] = super().clean() or self.cleaned_data
        usadas: dict[str, str] = {}
        for dato in self.molde.datos:
            columna = limpio.get(f"c_{dato.codigo}", "")
            if columna and columna in usadas:
                otro = self.molde.dato(usadas[columna]).titulo
                self.add_error(
                    f"c_{dato.codigo}", f"La columna «{columna}» ya es «{otro}»: escoja otra."
                )
            elif columna:
                usadas[columna] = dato.codigo
        return limpio

    def mapa(self) -> dict[str, Any]:
        """El mapa con lo escogido; conserva las tablas de valores que ya tenía."""
        limpio = self.cleaned_data
        columnas = {
            d.codigo: limpio[f"c_{d.codigo}"] for d in self.molde.datos if limpio[f"c_{d.codigo}"]
        }
        formato = {c: v for c, v in self.traida.mapa.get("formato", {}).items() if c != "ocultas"}
        if limpio.get("ocultas"):
            formato["ocultas"] = "si"
        mapa = {**self.traida.mapa, "columnas": columnas, "formato": formato}
        if self.traida.que == Traida.Que.PQRSD:
            nombre = limpiar_linea(limpio["nombre"])
            clase = limpio["clase_por_defecto"]
            mapa |= {
                "nombre": nombre,
                "serie": codigo_de_serie(nombre),
                "por_defecto": {"clase": clase} if clase else {},
            }
        return mapa


class ValoresForm(forms.Form):
    """Qué quiere decir cada valor del archivo."""

    def __init__(
        self,
        datos: Any,
        *,
        traida: Traida,
        valores: Mapping[str, Sequence[str]],
        opciones: Mapping[str, Mapping[str, str]],
    ) -> None:
        self.traida, self.valores = traida, valores
        super().__init__(datos)
        for dato, lista in valores.items():
            ya = traida.mapa.get(_TABLAS[dato], {})
            propuesta = proponer_valores(dato, lista, opciones[dato])
            vacio = (
                "Queda en Atención al Ciudadano" if dato == "dependencia" else "Apartar esas filas"
            )
            for lugar, valor in enumerate(lista):
                self.fields[f"v_{dato}_{lugar}"] = forms.ChoiceField(
                    label=valor[:80],
                    choices=[("", vacio), *opciones[dato].items()],
                    required=False,
                    initial=ya.get(valor) or propuesta.get(valor, ""),
                )

    def grupos(self) -> list[tuple[str, list[forms.BoundField]]]:
        """Los campos, por dato: (título, campos)."""
        molde = MOLDES[self.traida.que]
        return [
            (molde.dato(dato).titulo, [self[f"v_{dato}_{i}"] for i in range(len(lista))])
            for dato, lista in self.valores.items()
            if lista
        ]

    def mapa(self) -> dict[str, Any]:
        """El mapa con las tablas de valores."""
        tablas = {
            _TABLAS[dato]: {
                valor: codigo
                for lugar, valor in enumerate(lista)
                if (codigo := self.cleaned_data[f"v_{dato}_{lugar}"])
            }
            for dato, lista in self.valores.items()
        }
        return {**self.traida.mapa, **tablas}


class TraerForm(forms.Form):
    """La confirmación: lo que entra no se puede sacar."""

    entiendo = forms.BooleanField(
        label="Entiendo que lo que entre no se puede quitar después",
        error_messages={"required": "Marque la casilla para seguir."},
    )


class ResolverForm(forms.Form):
    """Cuál de las dos fechas vale."""

    resolucion = forms.ChoiceField(
        label="¿Qué fecha vale?", choices=Discrepancia.Resolucion.choices, widget=forms.RadioSelect
    )
    motivo = forms.CharField(
        label="Por qué",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4, "maxlength": 2000}),
        help_text="Obligatorio si se conserva la fecha del otro sistema.",
    )
