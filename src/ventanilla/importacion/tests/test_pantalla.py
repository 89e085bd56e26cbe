"""Traer desde la pantalla: subir, decir, probar, traer y dar cuenta; matarla y repetirla."""

from datetime import timedelta
from itertools import count
from typing import Any

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile

from ventanilla.auditoria.models import Asiento
from ventanilla.comun.errores import Cambiado
from ventanilla.comun.reloj import ahora
from ventanilla.correspondencia.models import Envio, Radicado
from ventanilla.correspondencia.servicios import despachar_pendientes
from ventanilla.directorio.models import Dependencia, Nombramiento, Usuario
from ventanilla.importacion.models import Discrepancia, Traida
from ventanilla.importacion.servicios import traer as por_lotes
from ventanilla.importacion.servicios.trabajar import retomar, trabajar
from ventanilla.importacion.servicios.traidas import detener, probar, subir, traer
from ventanilla.importacion.tests.libros import escribir
from ventanilla.peticiones.models import Peticion

pytestmark = pytest.mark.django_db
RAIZ = "/trabajo/importar/"
TITULOS = "Radicado;Fecha de ingreso;Clase;Estado;Vence;Dependencia;Nombre;Asunto\n"
FILAS = (
    "000123;2026-11-10;Petición;Abierta;2026-12-02;Obras;Zutana Ejemplo;Hueco en la calle\n"
    "000124;2026-11-11;Información;Abierta;;Otra;=cmd();Copia de un plano\n"
    "000126;ayer;Petición;Abierta;;Obras;;Sin fecha\n"
    "000124;2026-11-11;Petición;Abierta;;Obras;;Repetida\n"
)


@pytest.fixture
def admin(entrar, fabio, series):
    return entrar(fabio)


@pytest.fixture
def carpeta(settings, tmp_path):
    settings.VENTANILLA_DATOS = tmp_path
    (tmp_path / "entrante").mkdir()
    return tmp_path


@pytest.fixture
def preparada(fabio, como, carpeta, series):
    """Una importación con sus columnas dichas y probada."""

    def hacer(texto=TITULOS + FILAS, **mapa):
        actor = como(fabio)
        una = subir("viejo.csv", [texto.encode()], que="pqrsd", actor=actor, ahora=ahora())
        Traida.objects.filter(pk=una.pk).update(mapa=una.mapa | MAPA | mapa)
        una.refresh_from_db()
        probar(una, actor=actor, ahora=ahora())
        trabajar(una.pk, reloj=ahora)
        una.refresh_from_db()
        return una

    return hacer


MAPA = {
    "nombre": "Sistema viejo",
    "serie": "sistema_viejo",
    "por_defecto": {"clase": "peticion"},
    "clases": {"Petición": "peticion", "Información": "informacion"},
    "estados": {"Abierta": "abierta"},
    "dependencias": {"Obras": "1500"},
}


def archivo(nombre: str = "viejo.csv", datos: str | bytes = TITULOS + FILAS) -> dict[str, Any]:
    crudo = datos if isinstance(datos, bytes) else datos.encode()
    return {"que": "pqrsd", "archivo": SimpleUploadedFile(nombre, crudo)}


def test_de_subir_a_traer_en_la_pantalla(admin, carpeta, fabio):
    r = admin.post(f"{RAIZ}subir/", archivo())
    assert r.status_code == 302
    columnas = admin.get(r.url)
    formulario = columnas.context["form"]
    assert formulario["c_numero"].initial == "Radicado"
    datos = {c.name: c.initial or "" for c in formulario}
    r = admin.post(r.url, datos | {"nombre": "Sistema viejo", "clase_por_defecto": "peticion"})
    assert r.status_code == 302, columnas.content
    valores = admin.get(r.url).context["form"]
    propuestos = {f.label: f.initial for _, campos in valores.grupos() for f in campos}
    assert propuestos["Abierta"] == "abierta"
    datos = {c.name: c.initial for c in valores}
    datos |= {c.name: "1500" for c in valores if c.label == "Obras"}
    r = admin.post(r.url, datos)
    assert r.status_code == 302
    una = Traida.objects.get()
    assert una.estado == "por_probar"
    assert "Probando" in admin.get(r.url).content.decode()
    trabajar(una.pk, reloj=ahora)
    prueba = admin.get(r.url).content.decode()
    assert "no se escribió nada" in prueba
    assert "no es una fecha" in prueba
    assert "000125" in prueba
    assert not Peticion.objects.exists()
    assert admin.post(f"{RAIZ}{una.uuid}/traer/", {}).status_code == 422
    assert admin.post(f"{RAIZ}{una.uuid}/traer/", {"entiendo": "on"}).status_code == 302
    trabajar(una.pk, reloj=ahora)
    una.refresh_from_db()
    assert (una.estado, una.entraron, una.abiertas) == ("terminada", 2, 2)
    assert set(Radicado.objects.values_list("impreso", flat=True)) == {"000123", "000124"}
    informe = admin.get(f"{RAIZ}{una.uuid}/apartadas.csv")
    texto = b"".join(informe.streaming_content).decode()
    assert "000126" in texto
    assert "Fecha de ingreso" in texto
    hechos = list(
        Asiento.objects.filter(objeto=f"traida:{una.uuid.hex}")
        .order_by("orden")
        .values_list("hecho", flat=True)
    )
    assert (hechos[0], hechos[-1]) == ("subida", "terminada")
    despachar_pendientes(ahora=ahora())
    (correo,) = mail.outbox
    assert correo.to == [fabio.email]
    assert "Entraron 2" in correo.body


def test_subir_dos_veces_lo_mismo_no_repite_nada(preparada, como, fabio):
    for esperado in (2, 0):
        una = preparada()
        traer(una, actor=como(fabio), ahora=ahora())
        trabajar(una.pk, reloj=ahora)
        una.refresh_from_db()
        assert una.entraron == esperado
    assert una.resumen["ya_estaban"] == 2
    assert Peticion.objects.count() == 2


class Muerte(BaseException):
    """Como `kill -9`: nada lo atrapa."""


def test_si_el_obrero_muere_a_la_mitad_otro_termina_y_nada_entra_dos_veces(
    preparada, como, fabio, monkeypatch
):
    monkeypatch.setattr(por_lotes, "LOTE", 10)
    filas = "".join(f"{n};2026-11-10;Petición;Abierta;;Obras;;A{n}\n" for n in range(1, 36))
    una = preparada(TITULOS + filas)
    traer(una, actor=como(fabio), ahora=ahora())
    vueltas = count()

    def reloj():
        if next(vueltas) == 5:
            raise Muerte
        return ahora()

    with pytest.raises(Muerte):
        trabajar(una.pk, reloj=reloj)
    una.refresh_from_db()
    a_medias = Peticion.objects.count()
    assert 0 < a_medias < 35
    assert una.entraron == a_medias
    assert not trabajar(una.pk, reloj=ahora), "todavía puede estar viva"
    despues = ahora() + timedelta(minutes=3)
    assert retomar(ahora=despues) == 1
    assert trabajar(una.pk, reloj=lambda: despues)
    una.refresh_from_db()
    assert (una.estado, una.entraron, una.resumen["ya_estaban"]) == ("terminada", 35, 0)
    assert Peticion.objects.count() == 35
    assert not trabajar(una.pk, reloj=ahora)
    assert retomar(ahora=despues) == 0


def test_quien_pierde_el_turno_deja_de_escribir(preparada, como, fabio, monkeypatch):
    monkeypatch.setattr(por_lotes, "LOTE", 1)
    una = preparada()
    traer(una, actor=como(fabio), ahora=ahora())
    vueltas = count()

    def reloj():
        if next(vueltas) == 3:
            detener(Traida.objects.get(pk=una.pk), actor=como(fabio), ahora=ahora())
        return ahora()

    trabajar(una.pk, reloj=reloj)
    una.refresh_from_db()
    assert una.estado == "probada"
    assert Peticion.objects.count() == una.entraron < 2
    traer(una, actor=como(fabio), ahora=ahora())
    trabajar(una.pk, reloj=ahora)
    una.refresh_from_db()
    assert (una.estado, una.entraron) == ("terminada", 2)


def test_quien_deja_de_administrar_mientras_espera_no_trae(preparada, como, fabio):
    una = preparada()
    traer(una, actor=como(fabio), ahora=ahora())
    Nombramiento.objects.filter(usuario=fabio).delete()
    trabajar(una.pk, reloj=ahora)
    una.refresh_from_db()
    assert una.estado == "fallida"
    assert not Peticion.objects.exists()


def test_no_se_trae_dos_veces_ni_sin_probar(preparada, como, fabio):
    actor = como(fabio)
    una = preparada()
    traer(una, actor=actor, ahora=ahora())
    with pytest.raises(Cambiado):
        traer(una, actor=actor, ahora=ahora())
    sin_probar = subir("b.csv", [b"Radicado;Fecha\n"], que="pqrsd", actor=actor, ahora=ahora())
    with pytest.raises(Cambiado):
        traer(sin_probar, actor=actor, ahora=ahora())


@pytest.mark.parametrize("quien", ["beto", "diego", "elena", "atencion"])
def test_solo_quien_administra_la_abre(entrar, preparada, request, quien):
    una = preparada()
    navegador = entrar(request.getfixturevalue(quien))
    for ruta in ("", "subir/", "plantillas/pqrsd/", f"{una.uuid}/", f"{una.uuid}/columnas/"):
        assert navegador.get(f"{RAIZ}{ruta}").status_code == 403
    for ruta in ("detener/", "descartar/", "traer/", "valores/"):
        assert navegador.post(f"{RAIZ}{una.uuid}/{ruta}").status_code == 403


def test_sin_entrar_y_lo_que_no_existe(client, admin, carpeta):
    assert client.get(RAIZ).status_code == 302
    nadie = "00000000-0000-0000-0000-000000000000"
    for ruta in ("", "columnas/", "valores/", "traer/", "apartadas.csv"):
        assert admin.get(f"{RAIZ}{nadie}/{ruta}").status_code == 404
    assert admin.post(f"{RAIZ}{nadie}/detener/").status_code == 404
    assert admin.get(f"{RAIZ}plantillas/nada/").status_code == 404


def test_llegar_con_get_a_un_boton_no_hace_nada(admin, preparada):
    una = preparada()
    for boton in ("descartar", "detener"):
        assert admin.get(f"{RAIZ}{una.uuid}/{boton}/").url == f"{RAIZ}{una.uuid}/"
    una.refresh_from_db()
    assert una.estado == "probada"


@pytest.mark.parametrize(
    ("nombre", "datos", "frase"),
    [
        ("a.xls", b"\xd0\xcf\x11\xe0", "Libro de Excel"),
        ("a.xlsx", b"PK\x03\x04basura", "dañado"),
        ("a.pdf", b"%PDF-1.7", "Suba un libro"),
        ("😀" * 100 + ".xlsx", b"PK\x03\x04basura", "dañado"),
        ("a.csv", b"a,\x81\x8d\x8f\n", "Guárdelo como"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "contraseña"),
    ],
)
def test_un_archivo_malo_se_rechaza_con_su_frase(admin, carpeta, nombre, datos, frase):
    r = admin.post(f"{RAIZ}subir/", archivo(nombre, datos))
    assert r.status_code == 422
    assert frase in r.content.decode()
    assert not Traida.objects.exists()


def test_de_un_libro_se_escoge_la_hoja_y_la_oculta_se_dice(admin, carpeta, tmp_path):
    def con_otra(libro, hoja):
        otra = libro.create_sheet("Escondida")
        otra.append(["Título"])
        otra.append(["Radicado", "Fecha de recepción"])
        otra.sheet_state = "hidden"

    ruta = escribir(tmp_path / "a.xlsx", [("1", "2026-03-05", "", "")], antes=con_otra)
    r = admin.post(f"{RAIZ}subir/", archivo("a.xlsx", ruta.read_bytes()))
    pagina = admin.get(r.url).content.decode()
    assert "Escondida (oculta)" in pagina
    otra = admin.get(r.url, {"hoja": "Escondida"}).context
    assert otra["forma"].fila == 2
    assert otra["form"]["c_numero"].initial == "Radicado"
    assert admin.get(r.url, {"hoja": "Ninguna"}).status_code == 302


def test_lo_que_se_escoge_mal_se_queda_en_la_pantalla(admin, carpeta):
    r = admin.post(f"{RAIZ}subir/", archivo())
    malo = admin.post(
        r.url,
        {"nombre": "Viejo", "c_numero": "Radicado", "c_recibida": "Radicado", "cierres": "ayer"},
    )
    assert malo.status_code == 422
    texto = malo.content.decode()
    assert "ya es «Número de radicado»" in texto
    assert "«ayer» no es una fecha" in texto
    assert 'value="Viejo"' in texto


def test_la_siguiente_vez_propone_el_mapa_de_la_anterior(preparada, como, fabio):
    una = preparada()
    traer(una, actor=como(fabio), ahora=ahora())
    trabajar(una.pk, reloj=ahora)
    otra = subir("b.csv", [TITULOS.encode()], que="pqrsd", actor=como(fabio), ahora=ahora())
    assert otra.mapa["serie"] == "sistema_viejo"
    assert otra.mapa["dependencias"] == {"Obras": "1500"}


def test_lo_que_no_es_de_ley_queda_en_la_lista(preparada, como, fabio):
    una = preparada(TITULOS + FILAS.replace("2026-12-02", "2027-03-01"))
    traer(una, actor=como(fabio), ahora=ahora())
    trabajar(una.pk, reloj=ahora)
    d = Discrepancia.objects.get()
    assert (d.peticion.radicado.impreso, d.sentido, d.traida) == ("000123", "despues", una)


GENTE = (
    "Correo;Nombre;Vinculación;Vinculada desde;Rol en Ventanilla;Código de la dependencia;"
    "Acto de nombramiento;Cargo desde\n"
    "luz@ejemplo.gov.co;Luz Ejemplo Ficticia;carrera;15/01/2020;funcionario;1500;Decreto 1;2020-02-01\n"
    "mal;Otra Ficticia;;;;;;\n"
    "paz@ejemplo.gov.co;Paz Ficticia;carrera;2020-01-15;alcaldesa;1500;Decreto 1;2020-02-01\n"
)


def test_las_personas_entran_por_los_servicios_de_la_entidad(como, fabio, carpeta, dependencias):
    actor = como(fabio)
    una = subir("gente.csv", [GENTE.encode()], que="personas", actor=actor, ahora=ahora())
    probar(una, actor=actor, ahora=ahora())
    trabajar(una.pk, reloj=ahora)
    una.refresh_from_db()
    assert una.estado == "probada", una.falla
    assert (una.prueba["leidas"], una.prueba["apartadas"]) == (3, 2)
    assert not Usuario.objects.filter(email="luz@ejemplo.gov.co").exists()
    traer(una, actor=actor, ahora=ahora())
    trabajar(una.pk, reloj=ahora)
    luz = Usuario.objects.get(email="luz@ejemplo.gov.co")
    assert luz.nombramientos.get().dependencia == dependencias.infraestructura
    assert not Usuario.objects.filter(email="paz@ejemplo.gov.co").exists()
    assert Envio.objects.filter(llave=f"bienvenida:{luz.pk}").exists()


def test_una_dependencia_cuyo_padre_no_sirve_se_aparta_con_el(como, fabio, carpeta, dependencias):
    actor = como(fabio)
    tabla = "Código;Nombre;Código de la que depende\nA 1;Mala;\n200;Hija;A1\n300;Buena;1500\n1500;Obras y Vías;\n"
    una = subir("d.csv", [tabla.encode()], que="dependencias", actor=actor, ahora=ahora())
    probar(una, actor=actor, ahora=ahora())
    trabajar(una.pk, reloj=ahora)
    una.refresh_from_db()
    assert una.estado == "probada", una.falla
    assert (una.prueba["nuevos"], una.prueba["cambian"], una.prueba["apartadas"]) == (1, 1, 2)
    traer(una, actor=actor, ahora=ahora())
    trabajar(una.pk, reloj=ahora)
    assert Dependencia.objects.get(codigo="300").padre == dependencias.infraestructura
    assert Dependencia.objects.get(codigo="1500").nombre == "Obras y Vías"
    assert not Dependencia.objects.filter(codigo="200").exists()


def test_la_lista_no_pregunta_mas_por_cada_fila(admin, preparada, django_assert_max_num_queries):
    for _ in range(6):
        preparada()
    with django_assert_max_num_queries(20):
        admin.get(RAIZ)
