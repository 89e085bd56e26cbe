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

__all__ = [
    "CodigoParaActivar",
    "CodigoParaConfirmar",
    "CodigoParaEntrar",
    "DatosDeDependenciaForm",
    "DependenciaNuevaForm",
    "MoverForm",
    "RenombrarForm",
]
