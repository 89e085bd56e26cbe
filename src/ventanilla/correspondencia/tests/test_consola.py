"""Sin servidor de correo, lo que se lee en la consola."""

from io import StringIO

from django.core.mail import EmailMessage

from ventanilla.correspondencia.servicios.consola import Consola


def test_se_lee_el_correo_y_del_adjunto_solo_su_nombre():
    salida = StringIO()
    carta = EmailMessage(
        "Respuesta a su petición 2026-000001", "Señora Ñáñez: aquí está.", to=["ana@ejemplo.com"]
    )
    carta.attach("respuesta.pdf", b"%PDF-1.7" * 1000, "application/pdf")
    assert Consola(stream=salida).send_messages([carta]) == 1
    leido = salida.getvalue()
    assert "Para: ana@ejemplo.com" in leido
    assert "Asunto: Respuesta a su petición 2026-000001" in leido
    assert "Señora Ñáñez: aquí está." in leido
    assert "respuesta.pdf (8000 bytes)" in leido
    assert len(leido) < 400


def test_un_correo_sin_texto_o_con_otro_correo_adentro_no_la_rompe():
    salida = StringIO()
    vacia = EmailMessage("", "", to=["ana@ejemplo.com"])
    con_otro = EmailMessage("Reenvío", "Va el otro.", to=["ana@ejemplo.com"])
    con_otro.attach("otro.eml", EmailMessage("Adentro", "Hola").message(), "message/rfc822")
    assert Consola(stream=salida).send_messages([vacia, con_otro]) == 2
    assert "Va el otro." in salida.getvalue()
