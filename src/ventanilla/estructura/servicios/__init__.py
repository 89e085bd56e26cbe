"""Los verbos que cambian la entidad y mueven peticiones."""
