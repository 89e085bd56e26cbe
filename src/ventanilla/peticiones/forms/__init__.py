"""Los formularios de quien tramita. Aquí solo se da forma; lo que vale lo deciden los servicios."""

from ventanilla.peticiones.forms.plantillas import EscogerPlantillaForm, PlantillaForm
from ventanilla.peticiones.forms.rebote import ReboteForm
from ventanilla.peticiones.forms.reparto import (
    DependenciaForm,
    MotivoForm,
    PersonaForm,
)
from ventanilla.peticiones.forms.respuesta import (
    AdjuntosForm,
    BorradorForm,
    CorregirForm,
    DespachoForm,
    EntregaForm,
    OtraVezForm,
    VersionForm,
)
from ventanilla.peticiones.forms.terminar import (
    AnularForm,
    DesistimientoForm,
    EntregaDeOficioForm,
    OtroCorreoForm,
    RechazoForm,
    SinCompetenteForm,
    TrasladoForm,
    VerificarForm,
)
from ventanilla.peticiones.forms.verbos import (
    AclararForm,
    ClasificarForm,
    DevolverForm,
    NotaForm,
    Parrafo,
    ProrrogaForm,
    RequerirForm,
)

__all__ = [
    "AclararForm",
    "AdjuntosForm",
    "AnularForm",
    "BorradorForm",
    "ClasificarForm",
    "CorregirForm",
    "DependenciaForm",
    "DesistimientoForm",
    "DespachoForm",
    "DevolverForm",
    "EntregaDeOficioForm",
    "EntregaForm",
    "EscogerPlantillaForm",
    "MotivoForm",
    "NotaForm",
    "OtraVezForm",
    "OtroCorreoForm",
    "Parrafo",
    "PersonaForm",
    "PlantillaForm",
    "ProrrogaForm",
    "ReboteForm",
    "RechazoForm",
    "RequerirForm",
    "SinCompetenteForm",
    "TrasladoForm",
    "VerificarForm",
    "VersionForm",
]
