"""El árbol es el de RFC 6962, y toda prueba de inclusión vale solo para lo suyo."""

import hashlib

from hypothesis import given
from hypothesis import strategies as st

from ventanilla.auditoria.reglas import merkle

datos = st.lists(st.binary(max_size=40), min_size=1, max_size=70)


def _raiz_por_definicion(d: list[bytes]) -> bytes:
    """MTH(D[n]) copiada de la definición recursiva de RFC 6962 §2.1."""
    if not d:
        return hashlib.sha256(b"").digest()
    if len(d) == 1:
        return hashlib.sha256(b"\x00" + d[0]).digest()
    k = 1
    while k * 2 < len(d):
        k *= 2
    izquierda, derecha = _raiz_por_definicion(d[:k]), _raiz_por_definicion(d[k:])
    return hashlib.sha256(b"\x01" + izquierda + derecha).digest()


def test_las_raices_conocidas_de_certificate_transparency():
    entradas = [
        b"",
        b"\x00",
        b"\x10",
        b"\x20\x21",
        b"\x30\x31",
        b"\x40\x41\x42\x43",
        bytes(range(0x50, 0x58)),
        bytes(range(0x60, 0x70)),
    ]
    assert merkle.raiz([]).hex().startswith("e3b0c44298fc1c149afbf4c8996fb924")
    assert merkle.raiz(entradas[:1]).hex() == (
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
    )
    assert merkle.raiz(entradas).hex() == (
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"
    )


@given(datos)
def test_la_raiz_por_partes_es_la_de_la_definicion(d: list[bytes]):
    assert merkle.raiz(d) == _raiz_por_definicion(d)


@given(datos, st.data())
def test_toda_hoja_se_puede_probar(d: list[bytes], al_azar: st.DataObject):
    posicion = al_azar.draw(st.integers(0, len(d) - 1))
    camino = merkle.camino(posicion, d)
    llegada = merkle.raiz_por_camino(d[posicion], posicion=posicion, cantidad=len(d), camino=camino)
    assert llegada == merkle.raiz(d)


@given(datos, st.data())
def test_otro_dato_otro_lugar_u_otro_camino_no_llegan_a_la_raiz(
    d: list[bytes], al_azar: st.DataObject
):
    posicion = al_azar.draw(st.integers(0, len(d) - 1))
    camino = merkle.camino(posicion, d)
    raiz = merkle.raiz(d)

    def llegada(dato: bytes, lugar: int, c: list[bytes]) -> bytes | None:
        return merkle.raiz_por_camino(dato, posicion=lugar, cantidad=len(d), camino=c)

    assert llegada(d[posicion] + b"x", posicion, camino) != raiz
    assert llegada(d[posicion], len(d), camino) is None
    assert llegada(d[posicion], posicion, [*camino, bytes(32)]) is None
    if camino:
        assert llegada(d[posicion], posicion, camino[:-1]) != raiz
        i = al_azar.draw(st.integers(0, len(camino) - 1))
        otro = [*camino]
        otro[i] = hashlib.sha256(otro[i]).digest()
        assert llegada(d[posicion], posicion, otro) != raiz


def test_un_nodo_no_pasa_por_hoja():
    a, b = merkle.hoja(b"a"), merkle.hoja(b"b")
    assert merkle.hoja(a + b) != merkle.nodo(a, b)
