"""Las páginas de quien tramita: a quién le abren, a quién no, y qué pasa al tocar dos veces."""

import re
import uuid
from datetime import datetime, timedelta

import pytest
from django.urls import reverse

from ventanilla.archivo.servicios import recibir
from ventanilla.auditoria.models import Asiento
from ventanilla.comun.reloj import BOGOTA, ahora
from ventanilla.conftest import ANA
from ventanilla.peticiones.models import Estado, Peticion, Respuesta
from ventanilla.peticiones.reglas.solicitud import Solicitante

pytestmark = pytest.mark.django_db
BANDEJA = "/trabajo/"
ACCIONES = (
    "contacto",
    "asignarme",
    "asignar",
    "enviar_a",
    "aceptar",
    "autoguardar",
    "pasar_a_firma",
    "firmar",
    "despachar",
    "entrega",
)


def ruta(nombre: str, p: Peticion, *mas: object) -> str:
    return reverse(f"peticiones:{nombre}", args=[p.uuid, *mas])


def texto(respuesta) -> str:
    return str(respuesta.content, "utf-8")


@pytest.mark.parametrize("nombre", ACCIONES)
def test_una_accion_no_se_hace_con_get(nombre: str, peticion, beto, entrar) -> None:
    assert entrar(beto).get(ruta(nombre, peticion())).status_code == 405


@pytest.mark.parametrize("nombre", [n for n in ACCIONES if n != "contacto"])
def test_la_de_otra_dependencia_no_se_toca(nombre: str, peticion, carla, entrar) -> None:
    p = peticion()
    respuesta = entrar(carla).post(ruta(nombre, p), {"version": 1, "asunto": "x", "texto": "x"})
    assert respuesta.status_code == 403
    assert p.actuaciones.count() == 1


@pytest.mark.parametrize("nombre", ["peticion", "escribir", "revisar"])
def test_la_de_otra_dependencia_no_se_lee(nombre: str, peticion, carla, fabio, entrar) -> None:
    p = peticion()
    assert entrar(carla).get(ruta(nombre, p)).status_code == 403
    assert entrar(fabio).get(ruta(nombre, p)).status_code == 403


def test_una_que_no_existe_es_404(beto, series, entrar) -> None:
    otra = reverse("peticiones:peticion", args=[uuid.uuid4()])
    assert entrar(beto).get(otra).status_code == 404
    assert entrar(beto).get("/trabajo/peticiones/no-es-un-numero/").status_code == 404


def test_control_interno_lee_y_no_escribe(peticion, elena, entrar) -> None:
    p = peticion()
    navegador = entrar(elena)
    hoja = texto(navegador.get(ruta("peticion", p)))
    assert p.texto in hoja
    for letrero in ("Asignarme", "Escribir la respuesta", "Ver datos de contacto"):
        assert letrero not in hoja
    for nombre in ACCIONES:
        navegador.post(
            ruta(nombre, p),
            {"version": 1, "asunto": "x", "texto": "x", "motivo": "para saber", "medio": "aviso"},
        )
    assert p.actuaciones.count() == 1
    assert not Respuesta.objects.exists()
    assert not Asiento.objects.filter(objeto__startswith="identidad:").exists()
    assert texto(navegador.get(BANDEJA)).count(p.radicado.impreso) == 1


def test_beto_asigna_acepta_escribe_y_diego_firma_en_el_navegador(
    peticion, beto, diego, entrar
) -> None:
    p = peticion()
    de_beto, de_diego = entrar(beto), entrar(diego)
    assert p.asunto in texto(de_beto.get(BANDEJA, {"vista": "dependencia"}))
    assert p.asunto not in texto(de_beto.get(BANDEJA))
    de_beto.post(ruta("asignarme", p))
    assert p.asunto in texto(de_beto.get(BANDEJA))
    de_beto.post(ruta("aceptar", p))
    guardada = de_beto.post(
        ruta("escribir", p),
        {"asunto": "Hueco", "texto": "Se arregla el lunes.", "version": 0, "revisar": "si"},
    )
    assert guardada["Location"] == ruta("revisar", p)
    revision = texto(de_beto.get(ruta("revisar", p)))
    assert "<p>Se arregla el lunes.</p>" in revision
    assert "Firmar y dar número" not in revision
    de_beto.post(ruta("pasar_a_firma", p), {"version": 1})
    assert p.asunto in texto(de_diego.get(BANDEJA, {"vista": "por-firmar"}))
    assert "Firmar y dar número" in texto(de_diego.get(ruta("revisar", p)))
    de_diego.post(ruta("firmar", p), {"version": 1})
    hoja = texto(de_diego.get(ruta("peticion", p)))
    assert f"S{ahora().year}-000001" in hoja
    bajada = de_diego.get(ruta("documento", p))
    assert b"".join(bajada.streaming_content).startswith(b"%PDF-")
    de_diego.post(ruta("despachar", p), {"medio": "correo"})
    assert "Enviada, falta constancia" in texto(de_diego.get(ruta("peticion", p)))
    assert Peticion.objects.get(pk=p.pk).estado == Estado.ENVIADA


def test_los_datos_de_contacto_piden_motivo_y_dejan_asiento(peticion, beto, entrar) -> None:
    p = peticion()
    navegador = entrar(beto)
    assert ANA.correo not in texto(navegador.get(ruta("peticion", p)))
    sin_motivo = navegador.post(ruta("contacto", p), {"motivo": ""})
    assert sin_motivo.status_code == 422
    assert ANA.correo not in texto(sin_motivo)
    assert not Asiento.objects.filter(hecho="leida").exists()
    con = navegador.post(ruta("contacto", p), {"motivo": "Llamarla para ubicar el hueco"})
    assert ANA.correo in texto(con)
    assert Asiento.objects.filter(hecho="leida", actor=f"usuario:{beto.pk}").count() == 1


@pytest.mark.parametrize("tipo", ["reservado", "anonimo"])
def test_la_identidad_reservada_solo_la_abre_la_direccion_de_atencion(
    tipo: str, peticion, beto, diego, atencion, entrar
) -> None:
    quien = Solicitante(tipo=tipo, nombre="Nombre Secreto", correo="secreto@ejemplo.com")
    p = peticion(solicitante=quien)
    for alguien in (beto, diego):
        hoja = entrar(alguien).post(ruta("contacto", p), {"motivo": "quiero saber"}, follow=True)
        assert "secreto@ejemplo.com" not in texto(hoja)
    assert not Asiento.objects.filter(hecho="leida").exists()
    hoja = entrar(atencion).post(ruta("contacto", p), {"motivo": "Orden del juez 5"})
    assert "secreto@ejemplo.com" in texto(hoja)


def test_el_anexo_baja_aislado_y_queda_escrito_quien_lo_leyo(peticion, beto, carla, entrar) -> None:
    recibido = recibir("cédula de Ana.txt", [b"una prueba"])
    p = peticion(anexos=[recibido])
    bajada = entrar(beto).get(ruta("anexo", p, 1))
    assert bajada["Content-Disposition"] == 'attachment; filename="anexo-1.txt"'
    assert bajada["X-Content-Type-Options"] == "nosniff"
    assert bajada["Content-Security-Policy"].startswith("sandbox")
    assert b"".join(bajada.streaming_content) == b"una prueba"
    assert Asiento.objects.filter(hecho="documento_leido", actor=f"usuario:{beto.pk}").count() == 1
    assert entrar(beto).get(ruta("anexo", p, 2)).status_code == 404
    assert entrar(carla).get(ruta("anexo", p, 1)).status_code == 403


def test_dos_personas_escriben_y_se_ven_los_dos_textos(peticion, beto, diego, entrar) -> None:
    p = peticion()
    entrar(beto).post(ruta("escribir", p), {"asunto": "A", "texto": "De beto", "version": 0})
    choque = entrar(diego).post(
        ruta("escribir", p), {"asunto": "A", "texto": "De diego", "version": 0}
    )
    assert choque.status_code == 409
    assert "De beto" in texto(choque)
    assert "De diego" in texto(choque)
    assert "De beto" in Respuesta.objects.get().cuerpo
    solo = entrar(diego).post(
        ruta("autoguardar", p), {"asunto": "A", "texto": "De diego", "version": 0}
    )
    assert solo.status_code == 409
    bien = entrar(diego).post(
        ruta("autoguardar", p), {"asunto": "A", "texto": "De los dos", "version": 1}
    )
    assert bien.json()["version"] == 2


def test_atencion_reparte_y_la_dependencia_nueva_la_ve(
    peticion, dependencias, atencion, beto, carla, entrar
) -> None:
    p = peticion(dependencia=dependencias.atencion)
    destino = {"dependencia": dependencias.hacienda.pk, "motivo": "Es un cobro"}
    entrar(atencion).post(ruta("enviar_a", p), destino)
    assert entrar(carla).get(ruta("peticion", p)).status_code == 200
    assert entrar(beto).get(ruta("peticion", p)).status_code == 403
    entrar(atencion).post(ruta("enviar_a", p), destino)
    assert p.actuaciones.filter(tipo="asignada").count() == 1


def test_el_jefe_entrega_solo_a_gente_de_su_dependencia(
    peticion, beto, carla, diego, entrar
) -> None:
    p = peticion()
    entrar(diego).post(ruta("asignar", p), {"responsable": carla.pk})
    assert Peticion.objects.get(pk=p.pk).responsable is None
    entrar(diego).post(ruta("asignar", p), {"responsable": beto.pk})
    assert Peticion.objects.get(pk=p.pk).responsable == beto
    entrar(beto).post(ruta("asignar", p), {"responsable": diego.pk})
    assert Peticion.objects.get(pk=p.pk).responsable == beto


def test_lo_recibido_por_verificar_dice_que_hacer_y_que_el_termino_ya_corre(
    peticion, beto, entrar
) -> None:
    p = peticion()
    Peticion.objects.filter(pk=p.pk).update(estado=Estado.POR_VERIFICAR)
    hoja = texto(entrar(beto).get(ruta("peticion", p)))
    assert "Recibida por verificar" in hoja
    assert "El término ya corre desde su recepción" in hoja


def test_ningun_campo_de_la_hoja_repite_su_identificador(
    peticion, dependencias, atencion, entrar
) -> None:
    hoja = texto(
        entrar(atencion).get(ruta("peticion", peticion(dependencia=dependencias.atencion)))
    )
    usados = re.findall(r' id="([^"]+)"', hoja)
    assert hoja.count('name="motivo"') == 2
    assert sorted(usados) == sorted(set(usados))


def test_la_hoja_hace_siempre_las_mismas_consultas_y_lee_una_vez_quien_es(
    peticion, beto, entrar, settings, django_assert_max_num_queries
) -> None:
    settings.VENTANILLA_SEGUNDO_FACTOR = ("administrador",)
    navegador = entrar(beto)
    hoja = f"{BANDEJA}peticiones/{peticion().uuid}/"
    navegador.get(hoja)
    with django_assert_max_num_queries(23) as consultas:
        navegador.get(hoja)
    leidos = [c for c in consultas.captured_queries if "directorio_nombramiento" in c["sql"]]
    assert len(leidos) <= 2, "los cargos de quien trabaja se leen una vez por página"
    leidas = [c for c in consultas.captured_queries if 'FROM "directorio_entidad"' in c["sql"]]
    assert len(leidas) == 1, "la entidad se lee una vez por página"


def test_el_nombramiento_que_termino_ayer_ya_no_abre(peticion, beto, entrar) -> None:
    p = peticion()
    navegador = entrar(beto)
    assert navegador.get(ruta("peticion", p)).status_code == 200
    beto.nombramientos.update(hasta=(ahora() - timedelta(days=1)).date())
    assert navegador.get(ruta("peticion", p)).status_code == 403
    assert navegador.get(BANDEJA)["Location"] == "/trabajo/mi-cargo/"


def test_la_hoja_explica_cada_reloj(peticion, beto, entrar) -> None:
    momento = datetime(2026, 11, 3, 10, 0, tzinfo=BOGOTA)
    p = peticion(ahora=momento)
    hoja = texto(entrar(beto).get(ruta("peticion", p)))
    assert "Responder de fondo y notificar" in hoja
    assert "Por qué esa fecha" in hoja
    assert "día 15" in hoja
