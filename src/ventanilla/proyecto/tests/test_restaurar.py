"""Un respaldo que no sirve, o que trae trampa, no deja nada en el disco."""

import hashlib
import io
import json
import shutil
import tarfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from ventanilla.archivo.tests.cubo_de_prueba import LLAVE, Servido, cubo_servido
from ventanilla.comun.almacen import AlmacenNoDisponible
from ventanilla.comun.almacen.contrato import clave
from ventanilla.comun.reloj import ahora
from ventanilla.proyecto.formato_respaldo import FORMATO, RespaldoInvalido
from ventanilla.proyecto.restauracion import restaurar

SECRETO = "s" * 40
SHA = hashlib.sha256(b"un anexo").hexdigest()
ENTRADAS = {
    "base.sqlite3": b"una base",
    "llaves/secreto": SECRETO.encode(),
    "sellos.txt": b"# sellos\n",
    f"archivos/{SHA[:2]}/{SHA[2:4]}/{SHA}": b"un anexo",
}


@pytest.fixture
def variables(tmp_path: Path) -> dict[str, str]:
    """Una instalación nueva en SQLite."""
    return {"VENTANILLA_DATOS": str(tmp_path / "datos")}


def escribir(
    respaldo: Path,
    contenidos: dict[str, bytes] = ENTRADAS,
    *,
    con_manifiesto: bool = True,
    **cambio,
) -> Path:
    """Un respaldo con esas entradas; `cambio` altera su manifiesto."""
    sumas = {
        n: {"sha256": hashlib.sha256(c).hexdigest(), "tamano": len(c)}
        for n, c in contenidos.items()
    }
    manifiesto = {"formato": FORMATO, "momento": "2026-11-20", "motor": "sqlite", "entradas": sumas}
    completas = dict(contenidos)
    if con_manifiesto:
        completas["manifiesto.json"] = json.dumps({**manifiesto, **cambio}).encode()
    with tarfile.open(respaldo, "w:gz") as tar:
        for nombre, crudo in completas.items():
            agregar(tar, nombre, crudo)
    return respaldo


def agregar(tar: tarfile.TarFile, nombre: str, crudo: bytes, **tipo: object) -> None:
    miembro = tarfile.TarInfo(nombre)
    miembro.size = len(crudo)
    for campo, valor in tipo.items():
        setattr(miembro, campo, valor)
    tar.addfile(miembro, io.BytesIO(crudo))


def test_lo_respaldado_vuelve_a_su_sitio_con_sus_permisos(tmp_path, variables):
    respaldo = escribir(tmp_path / "r.tar.gz")
    restaurar(respaldo, variables=variables)
    datos = tmp_path / "datos"
    assert (datos / "ventanilla.sqlite3").read_bytes() == b"una base"
    assert (datos / "archivos" / SHA[:2] / SHA[2:4] / SHA).read_bytes() == b"un anexo"
    assert (datos / "llaves" / "secreto").stat().st_mode & 0o777 == 0o600
    assert sorted(r.name for r in tmp_path.iterdir()) == ["datos", "r.tar.gz"]


def test_una_carpeta_vacia_que_ya_existe_se_llena(tmp_path, variables):
    (tmp_path / "datos").mkdir()
    restaurar(escribir(tmp_path / "r.tar.gz"), variables=variables)
    assert (tmp_path / "datos" / "ventanilla.sqlite3").exists()


def test_una_carpeta_con_algo_no_se_toca(tmp_path, variables):
    (tmp_path / "datos").mkdir()
    (tmp_path / "datos" / "algo").write_text("mío")
    with pytest.raises(RespaldoInvalido, match="no está vacía"):
        restaurar(escribir(tmp_path / "r.tar.gz"), variables=variables)
    assert [r.name for r in (tmp_path / "datos").iterdir()] == ["algo"]


@pytest.mark.parametrize(
    ("nombre", "tipo"),
    [
        ("../fuera.txt", {}),
        ("/fuera.txt", {}),
        ("archivos/../../fuera.txt", {}),
        (f"archivos/00/11/{SHA}", {}),
        ("sellos.pendiente", {"type": tarfile.SYMTYPE, "linkname": "/etc/passwd", "size": 0}),
        ("sellos.pendiente", {"type": tarfile.LNKTYPE, "linkname": "llaves/secreto", "size": 0}),
        ("entrante", {"type": tarfile.DIRTYPE, "size": 0}),
        ("otra-cosa.py", {}),
    ],
)
def test_un_respaldo_con_trampa_no_escribe_nada(tmp_path, variables, nombre, tipo):
    respaldo = tmp_path / "r.tar.gz"
    with tarfile.open(respaldo, "w:gz") as tar:
        agregar(tar, "llaves/secreto", SECRETO.encode())
        agregar(tar, nombre, b"x", **tipo)
    with pytest.raises(RespaldoInvalido, match="algo que no es suyo"):
        restaurar(respaldo, variables=variables)
    assert [r.name for r in tmp_path.iterdir()] == ["r.tar.gz"]


def test_un_respaldo_cortado_o_danado_no_deja_nada(tmp_path, variables):
    respaldo = escribir(tmp_path / "r.tar.gz")
    entero = respaldo.read_bytes()
    cortes = [entero[:n] for n in range(0, len(entero) // 2, 37)]
    volteados = [entero[:i] + bytes([entero[i] ^ 1]) + entero[i + 1 :] for i in range(len(entero))]
    rechazados = 0
    for crudo in [*cortes, *volteados, b"no es un tar"]:
        respaldo.write_bytes(crudo)
        try:
            restaurar(respaldo, variables=variables)
        except RespaldoInvalido:
            rechazados += 1
            assert [r.name for r in tmp_path.iterdir()] == ["r.tar.gz"]
        else:
            # El daño cayó en el relleno: todo lo que importa está y es lo mismo.
            for nombre, contenido in ENTRADAS.items():
                sitio = nombre.replace("base.sqlite3", "ventanilla.sqlite3")
                assert (tmp_path / "datos" / sitio).read_bytes() == contenido
            shutil.rmtree(tmp_path / "datos")
    assert rechazados > 0.8 * len(volteados)


@pytest.mark.parametrize(
    ("cambio", "dice"),
    [
        ({"formato": "otro"}, "otro formato"),
        ({"motor": "postgresql"}, "Ponga DATABASE_URL"),
        ({"entradas": {}}, "no es lo que se guardó"),
        ({"entradas": []}, "mal escrito"),
        ({"con_manifiesto": False}, "no trae manifiesto"),
        ({"entradas_dadas": {"base.sqlite3": b"x"}}, "no trae «llaves/secreto»"),
    ],
)
def test_un_manifiesto_que_no_cuadra_se_rechaza(tmp_path, variables, cambio, dice):
    entradas = cambio.pop("entradas_dadas", ENTRADAS)
    respaldo = escribir(tmp_path / "r.tar.gz", entradas, **cambio)
    with pytest.raises(RespaldoInvalido, match=dice):
        restaurar(respaldo, variables=variables)
    assert not (tmp_path / "datos").exists()


def test_con_otro_secreto_o_sin_existir_no_se_restaura(tmp_path, variables):
    respaldo = escribir(tmp_path / "r.tar.gz")
    with pytest.raises(RespaldoInvalido, match="VENTANILLA_SECRETO no es el de este respaldo"):
        restaurar(respaldo, variables={**variables, "VENTANILLA_SECRETO": "x" * 40})
    with pytest.raises(FileNotFoundError):
        restaurar(tmp_path / "no-existe.tar.gz", variables=variables)
    assert [r.name for r in tmp_path.iterdir()] == ["r.tar.gz"]


class TestConLosArchivosEnUnCubo:
    @pytest.fixture
    def otro(self, monkeypatch, variables) -> Iterator[Servido]:
        """Un cubo vacío, y las variables de una instalación nueva que lo usa."""
        monkeypatch.setenv("AWS_ACCESS_KEY_ID", LLAVE)
        monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secreto-de-prueba")
        with cubo_servido() as servido:
            lugar = f"{servido.destino}?endpoint={servido.destino.endpoint}"
            variables["VENTANILLA_ALMACEN"] = lugar
            yield servido

    def test_van_al_cubo_y_no_a_la_carpeta(self, tmp_path, variables, otro):
        secretos: list[str] = []
        respaldo = escribir(tmp_path / "r.tar.gz")
        restaurar(respaldo, variables=variables, arrancar=secretos.append)
        assert {n: o[0] for n, o in otro.objetos.items()} == {
            f"ventanilla/{clave(SHA)}": b"un anexo"
        }
        assert secretos == [SECRETO]
        assert not (tmp_path / "datos" / "archivos").exists()
        assert (tmp_path / "datos" / "ventanilla.sqlite3").exists()

    def test_un_cubo_con_archivos_no_se_toca(self, tmp_path, variables, otro):
        ajeno = f"ventanilla/{clave('a' * 64)}"
        otro.objetos[ajeno] = (b"de otra", ahora())
        with pytest.raises(RespaldoInvalido, match="no está vacío"):
            restaurar(escribir(tmp_path / "r.tar.gz"), variables=variables)
        assert set(otro.objetos) == {ajeno}
        assert not (tmp_path / "datos").exists()

    def test_si_algo_falla_despues_no_queda_nada_subido(self, tmp_path, variables, otro):
        respaldo = escribir(tmp_path / "r.tar.gz")
        estorbo = tmp_path / "datos"

        def estorbar(_: str) -> None:
            # Un archivo donde va la carpeta: al final no se puede poner.
            estorbo.write_text("aquí no")

        with pytest.raises(OSError, match="datos"):
            restaurar(respaldo, variables=variables, arrancar=estorbar)
        assert otro.puestos == 1
        assert otro.objetos == {}
        assert estorbo.read_text() == "aquí no"

    def test_si_el_almacen_no_contesta_no_queda_nada(self, tmp_path, variables, otro):
        otro.caido = True
        with pytest.raises(AlmacenNoDisponible):
            restaurar(escribir(tmp_path / "r.tar.gz"), variables=variables)
        assert sorted(r.name for r in tmp_path.iterdir()) == ["r.tar.gz"]
