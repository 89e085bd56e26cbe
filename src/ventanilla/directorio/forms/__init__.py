"""Los formularios de la cuenta y de la entidad. Solo dan forma; lo que vale lo deciden los servicios."""

from ventanilla.directorio.forms.codigos import (
    CodigoParaActivar,
    CodigoParaConfirmar,
    CodigoParaEntrar,
)
from ventanilla.directorio.forms.dependencias import (
    DatosDeDependenciaForm,
    DependenciaNuevaForm,
    MoverForm,
    RenombrarForm,
)
from ventanilla.directorio.forms.teclado import AtajosForm

__all__ = [
    "AtajosForm",
    "CodigoParaActivar",
    "CodigoParaConfirmar",
    "CodigoParaEntrar",
    "DatosDeDependenciaForm",
    "DependenciaNuevaForm",
    "MoverForm",
    "RenombrarForm",
]
