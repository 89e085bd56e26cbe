"""Cuando no se puede guardar, la persona lee que NO se recibió; y nada de lo acusado se pierde."""

import contextlib
import json
import os
import resource
import socket
import sqlite3
import time
from pathlib import Path

import psycopg
import pytest

from tests.servidor import PACIENCIA, Servidor, entorno_para, postgres_propio, sirviendo

pytestmark = pytest.mark.lenta
PETICION = {
    "clase": "peticion",
    "texto": "Arreglen la vía de mi barrio, por favor. " * 20,
    "solicitante": {"tipo": "anonimo"},
}
solo_sqlite = pytest.mark.skipif(
    bool(os.environ.get("DATABASE_URL")), reason="esta falla es propia de SQLite"
)


def _radicar(s: Servidor) -> tuple[int, dict[str, object]]:
    r = s.pedir("/api/v1/peticiones", PETICION)
    return r.estado, r.json()


def _dice_que_no_se_recibio(cuerpo: dict[str, object]) -> bool:
    return "NO quedó recibido" in json.dumps(cuerpo, ensure_ascii=False)


@solo_sqlite
def test_con_el_disco_lleno_no_se_acusa_nada_y_se_dice(tmp_path: Path) -> None:
    entorno = entorno_para(tmp_path)
    with sirviendo(entorno) as s:
        assert _radicar(s)[0] == 201
    lleno = max(p.stat().st_size for p in tmp_path.glob("ventanilla.sqlite3*")) + 20_000

    def sin_espacio() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (lleno, lleno))

    acusadas = 1
    with sirviendo(entorno, antes=sin_espacio) as s:
        estados = []
        for _ in range(200):
            estado, cuerpo = _radicar(s)
            estados.append(estado)
            if estado == 201:
                acusadas += 1
            else:
                assert estado == 503
                assert _dice_que_no_se_recibio(cuerpo)
                break
        assert estados[-1] == 503
    with sirviendo(entorno) as s:
        estado, cuerpo = _radicar(s)
        assert estado == 201
        assert int(str(cuerpo["radicado"]).rsplit("-", 1)[1]) == acusadas + 1


@solo_sqlite
def test_con_la_base_tomada_se_dice_que_no_se_recibio(tmp_path: Path) -> None:
    # Que alcance para el turno de los demás cuando la base se suelte, aunque el disco sea lento.
    with sirviendo(entorno_para(tmp_path, VENTANILLA_ESPERA="10")) as s:
        ajena = sqlite3.connect(
            tmp_path / "ventanilla.sqlite3", isolation_level=None, timeout=PACIENCIA
        )
        ajena.execute("begin immediate")
        estado, cuerpo = _radicar(s)
        assert estado == 503
        assert _dice_que_no_se_recibio(cuerpo)
        ajena.execute("rollback")
        ajena.close()
        assert _radicar(s)[0] == 201


def test_sin_base_se_dice_que_no_se_recibio_y_al_volver_sigue(tmp_path: Path) -> None:
    with (
        postgres_propio() as url,
        sirviendo(entorno_para(tmp_path, DATABASE_URL=url, VENTANILLA_SECRETO="x" * 40)) as s,
    ):
        assert _radicar(s)[0] == 201
        base = psycopg.conninfo.conninfo_to_dict(url)["dbname"]
        administra = psycopg.connect(
            psycopg.conninfo.make_conninfo(url, dbname="template1"), autocommit=True
        )
        administra.execute(f'alter database "{base}" with allow_connections false')
        administra.execute(
            "select pg_terminate_backend(pid) from pg_stat_activity where datname = %s", [base]
        )
        estado, cuerpo = _radicar(s)
        assert estado == 503
        assert _dice_que_no_se_recibio(cuerpo)
        administra.execute(f'alter database "{base}" with allow_connections true')
        administra.close()
        estado, cuerpo = _radicar(s)
        assert estado == 201
        assert str(cuerpo["radicado"]).endswith("-000002")


def test_quien_anuncia_envios_y_no_los_manda_no_deja_a_nadie_sin_puerta(tmp_path: Path) -> None:
    anuncio = (
        b"POST /radicar/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100000\r\n"
        b"Content-Type: multipart/form-data; boundary=x\r\n\r\n--x\r\n"
    )
    with sirviendo(entorno_para(tmp_path)) as s, contextlib.ExitStack() as abiertas:
        for _ in range(150):
            conexion = socket.create_connection(("127.0.0.1", s.puerto))
            abiertas.callback(conexion.close)
            conexion.sendall(anuncio)
        for _ in range(8):
            assert s.pedir("/").estado == 200
        abiertas.close()
        # El servidor tarda un instante en notar que colgaron; mientras tanto lo dice y no recibe.
        limite = time.monotonic() + PACIENCIA
        estado, cuerpo = _radicar(s)
        while estado != 201 and time.monotonic() < limite:
            assert "no se recibió nada" in json.dumps(cuerpo, ensure_ascii=False)
            estado, cuerpo = _radicar(s)
        assert estado == 201
