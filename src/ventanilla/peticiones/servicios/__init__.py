"""Los verbos de la ley: radicar, asignar, responder, firmar, notificar…"""
