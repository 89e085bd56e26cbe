"""El archivo que se subió para traer trae nombres: se borra a tiempo y queda su huella."""

from datetime import timedelta

import pytest

from ventanilla.archivo.consultas import existe, revisar_archivos
from ventanilla.archivo.models import Guardado
from ventanilla.archivo.servicios import recibir, registrar
from ventanilla.archivo.servicios.barrer import barrer
from ventanilla.auditoria.models import Asiento
from ventanilla.comun.reloj import ahora
from ventanilla.importacion.models import Traida
from ventanilla.importacion.servicios.soltar import soltar_archivos
from ventanilla.importacion.servicios.trabajar import trabajar
from ventanilla.importacion.servicios.traidas import decir_columnas, descartar, subir, traer
from ventanilla.importacion.tests.viejo import FILAS, TITULOS

pytestmark = pytest.mark.django_db
RAIZ = "/trabajo/importar/"


def dentro_de(dias: int):
    return ahora() + timedelta(days=dias)


@pytest.fixture
def terminada(preparada, fabio, como) -> Traida:
    una: Traida = preparada()
    traer(una, actor=como(fabio), ahora=ahora())
    trabajar(una.pk, reloj=ahora)
    una.refresh_from_db()
    assert una.estado == "terminada"
    return una


def hechos(una: Traida) -> list[str]:
    asientos = Asiento.objects.filter(objeto=f"traida:{una.uuid.hex}").order_by("orden")
    return list(asientos.values_list("hecho", flat=True))


def test_a_los_treinta_dias_se_borra_y_queda_la_huella(terminada, admin) -> None:
    huella, apartadas = terminada.huella, terminada.apartadas.sha256
    assert "Se borra el" in admin.get(f"{RAIZ}{terminada.uuid}/").content.decode()
    assert soltar_archivos(ahora=dentro_de(29)) == 0
    assert soltar_archivos(ahora=dentro_de(31)) == 1
    assert soltar_archivos(ahora=dentro_de(32)) == 0
    terminada.refresh_from_db()
    assert (terminada.archivo, terminada.apartadas, terminada.huella) == (None, None, huella)
    assert barrer(ahora=dentro_de(33)) == 2
    assert not existe(huella)
    assert not existe(apartadas)
    assert list(revisar_archivos()) == []
    assert hechos(terminada)[-1] == "archivo_borrado"
    pagina = admin.get(f"{RAIZ}{terminada.uuid}/").content.decode()
    assert "Se borró el" in pagina
    assert huella in pagina
    assert "apartadas.csv" not in pagina
    r = admin.get(f"{RAIZ}{terminada.uuid}/apartadas.csv", follow=True)
    assert "ya se borraron" in r.content.decode()


def test_los_mismos_bytes_en_otra_parte_se_quedan(terminada, preparada) -> None:
    otra = preparada()
    assert otra.archivo == terminada.archivo
    Traida.objects.filter(pk=otra.pk).update(movida=dentro_de(25))
    assert soltar_archivos(ahora=dentro_de(31)) == 1
    otra.refresh_from_db()
    assert otra.archivo is not None
    assert existe(otra.huella)
    barrer(ahora=dentro_de(33))
    assert existe(otra.huella)


def test_lo_que_nadie_toca_se_descarta_y_despues_se_borra(preparada) -> None:
    una = preparada()
    Traida.objects.update(latido=ahora())
    assert soltar_archivos(ahora=dentro_de(31)) == 0
    una.refresh_from_db()
    assert una.estado == "descartada"
    assert hechos(una)[-1] == "abandonada"
    assert soltar_archivos(ahora=dentro_de(62)) == 1


def test_lo_que_se_movio_hace_poco_no_se_descarta(preparada, fabio, como) -> None:
    una = preparada()
    decir_columnas(una, mapa=una.mapa, cierres=[], actor=como(fabio), ahora=dentro_de(20))
    assert soltar_archivos(ahora=dentro_de(31)) == 0
    una.refresh_from_db()
    assert una.estado == "recibida"


def test_lo_descartado_tambien_se_borra(fabio, como, carpeta, series) -> None:
    una = subir(
        "viejo.csv",
        [(TITULOS + FILAS).encode()],
        que="pqrsd",
        actor=como(fabio),
        ahora=ahora(),
    )
    descartar(una, actor=como(fabio), ahora=ahora())
    assert soltar_archivos(ahora=dentro_de(31)) == 1
    assert not Guardado.objects.filter(sha256=una.huella).exists()
    # Si se sube otra vez lo mismo, vuelve a tener su fila y sus bytes.
    de_nuevo = registrar(recibir("viejo.csv", [(TITULOS + FILAS).encode()]), ahora=ahora())
    assert (de_nuevo.sha256, existe(una.huella)) == (una.huella, True)


def test_con_cero_dias_no_se_borra_nada(terminada, settings, admin) -> None:
    settings.VENTANILLA_DIAS_DE_IMPORTACION = 0
    assert soltar_archivos(ahora=dentro_de(4000)) == 0
    assert "Se borra el" not in admin.get(f"{RAIZ}{terminada.uuid}/").content.decode()


def test_una_importacion_andando_no_pierde_su_archivo(preparada, fabio, como) -> None:
    una = preparada()
    traer(una, actor=como(fabio), ahora=ahora())
    assert soltar_archivos(ahora=dentro_de(90)) == 0
    assert trabajar(una.pk, reloj=ahora)
    una.refresh_from_db()
    assert una.estado == "terminada"


def test_bajar_las_apartadas_deja_escrito_quien_las_bajo(terminada, admin, entrar, elena) -> None:
    ruta = f"{RAIZ}{terminada.uuid}/apartadas.csv"
    assert entrar(elena).get(ruta).status_code == 403
    assert "apartadas_bajadas" not in hechos(terminada)
    assert b"".join(admin.get(ruta).streaming_content)
    ultimo = Asiento.objects.filter(objeto=f"traida:{terminada.uuid.hex}").latest("orden")
    assert ultimo.hecho == "apartadas_bajadas"
    assert ultimo.actor.startswith("usuario:")
    assert admin.post(ruta).status_code == 405


def test_la_copia_que_dejo_un_obrero_muerto_se_barre(carpeta) -> None:
    dejada = carpeta / "entrante" / "traida-abc"
    dejada.mkdir()
    (dejada / "nombres.xlsx").write_bytes(b"x")
    assert barrer(ahora=ahora()) == 0
    assert barrer(ahora=dentro_de(2)) == 1
    assert not dejada.exists()
