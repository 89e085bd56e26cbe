"""El despacho durable: una vez, con espera, con prueba y sin perder nada."""

import socketserver
import threading
from collections.abc import Iterator
from datetime import timedelta
from email import message_from_bytes, policy

import pytest
from django.test import override_settings

from ventanilla.archivo.servicios import guardar_bytes
from ventanilla.comun.reloj import ahora
from ventanilla.comun.transaccion import escritura
from ventanilla.correspondencia.models import Envio
from ventanilla.correspondencia.reglas import siguiente_intento
from ventanilla.correspondencia.servicios import (
    aceptados,
    despachar,
    despachar_pendientes,
    preparar_envio,
)

DATOS = {"radicado": "2026-000123", "momento": "2026-11-20T10:42:00-05:00", "vence": "2026-12-14"}


class Buzon(socketserver.ThreadingTCPServer):
    """Un servidor SMTP de verdad, pequeño: contesta `al_destino` y `al_texto`, y guarda."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Sesion)
        self.al_destino = "250 Bien"
        self.al_texto = "250 2.0.0 Ok: en cola como ABC123"
        self.sobres: list[str] = []
        self.mensajes: list[bytes] = []


class Sesion(socketserver.StreamRequestHandler):
    server: Buzon

    def decir(self, linea: str) -> None:
        self.wfile.write(linea.encode() + b"\r\n")

    def handle(self) -> None:
        self.decir("220 buzon de prueba")
        while linea := self.rfile.readline():
            orden = linea.decode().strip()
            verbo = orden.split(" ")[0].split(":")[0].upper()
            if verbo == "MAIL":
                self.server.sobres.append(orden)
            if verbo == "DATA":
                self.recibir()
            elif verbo == "QUIT":
                self.decir("221 Chao")
                return
            else:
                self.decir(self.server.al_destino if verbo == "RCPT" else "250 Bien")

    def recibir(self) -> None:
        self.decir("354 Siga")
        lineas = []
        while (linea := self.rfile.readline()) not in (b".\r\n", b""):
            lineas.append(linea)
        self.server.mensajes.append(b"".join(lineas))
        self.decir(self.server.al_texto)


@pytest.fixture
def buzon() -> Iterator[Buzon]:
    with Buzon() as servidor:
        hilo = threading.Thread(target=servidor.serve_forever, daemon=True)
        hilo.start()
        with override_settings(
            EMAIL_BACKEND="ventanilla.correspondencia.servicios.smtp.Cartero",
            EMAIL_HOST="127.0.0.1",
            EMAIL_PORT=servidor.server_address[1],
            EMAIL_USE_TLS=False,
            EMAIL_USE_SSL=False,
            EMAIL_HOST_USER="",
        ):
            yield servidor
        servidor.shutdown()
        hilo.join()


@pytest.fixture
def acuse(entidad):
    """Fábrica de envíos por salir."""

    def preparar(llave: str = "uno", clase: str = "acuse", **mas) -> Envio:
        with escritura():
            return preparar_envio(
                clase,
                llave=llave,
                destino="ana@ejemplo.com",
                plantilla="peticiones/correo/acuse",
                datos=DATOS,
                ahora=ahora(),
                **mas,
            )

    return preparar


def recibido(buzon: Buzon):
    return message_from_bytes(buzon.mensajes[-1], policy=policy.default)


@pytest.mark.django_db
def test_sale_con_su_prueba_y_su_identificador_estable(buzon, acuse) -> None:
    envio = acuse()
    hecho = despachar(envio.pk, ahora=ahora())
    assert hecho is not None
    guardado = Envio.objects.get()
    assert guardado.estado == Envio.Estado.ENVIADO
    assert "ABC123" in guardado.prueba["respuesta"]
    assert guardado.prueba["servidor"].startswith("127.0.0.1:")
    assert aceptados([envio.pk]).keys() == {envio.pk}
    carta = recibido(buzon)
    assert carta["Message-ID"] == envio.mensaje_id
    assert carta["Subject"] == "Recibimos su petición 2026-000123"
    assert "lunes 14 de diciembre de 2026" in carta.get_content()


@pytest.mark.django_db
def test_el_acuse_sale_sin_remitente_en_el_sobre_para_no_provocar_otro(buzon, acuse) -> None:
    despachar(acuse().pk, ahora=ahora())
    assert buzon.sobres[-1].upper().startswith("MAIL FROM:<>")
    assert recibido(buzon)["Auto-Submitted"] == "auto-generated"
    despachar(acuse("dos", clase="respuesta").pk, ahora=ahora())
    assert "no-responder@" in buzon.sobres[-1]
    assert recibido(buzon)["Auto-Submitted"] is None
    assert "X-Ventanilla-Sobre-Nulo" not in recibido(buzon)


@pytest.mark.django_db
def test_los_adjuntos_van_como_se_guardaron(buzon, acuse) -> None:
    pdf = guardar_bytes(b"%PDF-1.7 respuesta", "respuesta.pdf", ahora=ahora())
    adjunto = {"sha256": pdf.sha256, "nombre": "respuesta-S2026-000001.pdf"}
    despachar(acuse(adjuntos=[adjunto]).pk, ahora=ahora())
    (parte,) = recibido(buzon).iter_attachments()
    assert parte.get_filename() == "respuesta-S2026-000001.pdf"
    assert parte.get_content_type() == "application/pdf"
    assert parte.get_content() == b"%PDF-1.7 respuesta"


@pytest.mark.django_db
@pytest.mark.parametrize("nombre", ["cuenta.csv", "nota.txt", "año.csv"])
def test_un_texto_adjunto_llega_con_los_mismos_bytes(buzon, acuse, nombre) -> None:
    datos = "rubro;saldo\n2.3;año\r\nsin fin de línea".encode()
    guardado = guardar_bytes(datos, nombre, ahora=ahora())
    adjunto = {"sha256": guardado.sha256, "nombre": nombre}
    despachar(acuse(adjuntos=[adjunto]).pk, ahora=ahora())
    (parte,) = recibido(buzon).iter_attachments()
    assert parte.get_filename() == nombre
    assert parte.get_payload(decode=True) == datos


@pytest.mark.django_db
def test_dos_obreros_no_lo_mandan_dos_veces(buzon, acuse) -> None:
    envio = acuse()
    momento = ahora()
    assert despachar(envio.pk, ahora=momento) is not None
    assert despachar(envio.pk, ahora=momento) is None
    assert despachar_pendientes(ahora=momento + timedelta(hours=1)) == 0
    assert len(buzon.mensajes) == 1


@pytest.mark.django_db
def test_un_rechazo_definitivo_queda_devuelto_con_lo_que_dijo_el_servidor(buzon, acuse) -> None:
    buzon.al_destino = "550 5.1.1 No existe ese buzon"
    despachar(acuse().pk, ahora=ahora())
    envio = Envio.objects.get()
    assert envio.estado == Envio.Estado.DEVUELTO
    assert "550 5.1.1 No existe" in envio.prueba["motivo"]
    assert envio.momento_envio is None
    assert aceptados([envio.pk]) == {}


@pytest.mark.django_db
@pytest.mark.parametrize("que", ["al_destino", "al_texto"])
def test_la_prueba_no_cuenta_la_direccion_de_la_persona(que: str, buzon, acuse) -> None:
    setattr(buzon, que, "550 5.1.1 <ana@ejemplo.com>: no existe ana@ejemplo.com aqui")
    despachar(acuse().pk, ahora=ahora())
    prueba = str(Envio.objects.get().prueba)
    assert "550 5.1.1" in prueba
    assert "ana@" not in prueba


@pytest.mark.django_db
def test_una_falla_pasajera_se_insiste_mas_tarde(buzon, acuse) -> None:
    buzon.al_texto = "451 4.3.0 Vuelva luego"
    envio = acuse()
    momento = ahora()
    despachar(envio.pk, ahora=momento)
    envio.refresh_from_db()
    assert envio.estado == Envio.Estado.PENDIENTE
    assert envio.proximo_intento == momento + timedelta(minutes=1)
    assert despachar_pendientes(ahora=momento + timedelta(seconds=30)) == 0
    buzon.al_texto = "250 Bien"
    assert despachar_pendientes(ahora=momento + timedelta(minutes=2)) == 1
    envio.refresh_from_db()
    assert envio.estado == Envio.Estado.ENVIADO
    assert envio.intentos == 2
    assert envio.prueba["respuesta"].startswith("250")


@pytest.mark.django_db
def test_con_el_servidor_caido_se_desiste_a_los_tres_dias(acuse) -> None:
    momento = ahora()
    envio = acuse()
    with override_settings(
        EMAIL_BACKEND="ventanilla.correspondencia.servicios.smtp.Cartero",
        EMAIL_HOST="127.0.0.1",
        EMAIL_PORT=1,
    ):
        while envio.estado == Envio.Estado.PENDIENTE:
            momento = max(momento, envio.proximo_intento)
            despachar(envio.pk, ahora=momento)
            envio.refresh_from_db()
    assert envio.estado == Envio.Estado.FALLIDO
    assert timedelta(days=2) < momento - envio.creado <= timedelta(days=3)
    assert envio.prueba["motivo"] == "ConnectionRefusedError"


@pytest.mark.django_db
def test_si_el_obrero_muere_con_el_envio_en_la_mano_otro_lo_retoma(buzon, acuse) -> None:
    envio = acuse()
    momento = ahora()
    # Lo que deja un obrero que tomó el envío y no alcanzó a decir cómo le fue.
    Envio.objects.filter(pk=envio.pk).update(
        intentos=1, proximo_intento=momento + timedelta(minutes=10)
    )
    assert despachar_pendientes(ahora=momento + timedelta(minutes=5)) == 0
    assert despachar_pendientes(ahora=momento + timedelta(minutes=11)) == 1
    assert recibido(buzon)["Message-ID"] == envio.mensaje_id


@pytest.mark.django_db
def test_nadie_inunda_a_otro_con_acuses(buzon, acuse) -> None:
    for i in range(22):
        acuse(f"n{i}")
    despachar_pendientes(ahora=ahora())
    assert len(buzon.mensajes) == 20
    assert Envio.objects.filter(estado=Envio.Estado.FALLIDO).count() == 2


@pytest.mark.django_db
def test_no_se_envia_con_la_base_tomada(acuse) -> None:
    envio = acuse()
    with escritura(), pytest.raises(RuntimeError, match="transacción"):
        despachar(envio.pk, ahora=ahora())


@pytest.mark.parametrize(
    ("intentos", "minutos"), [(1, 1), (2, 5), (3, 15), (4, 60), (5, 240), (6, 720), (9, 720)]
)
def test_las_esperas_crecen(intentos: int, minutos: int) -> None:
    momento = ahora()
    assert siguiente_intento(intentos, creado=momento, ahora=momento) == momento + timedelta(
        minutes=minutos
    )
    assert siguiente_intento(intentos, creado=momento - timedelta(days=3), ahora=momento) is None
