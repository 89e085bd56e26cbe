"""De lo que un navegador dice de sí a algo que una persona reconoce."""

_NAVEGADORES = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
_SISTEMAS = (
    ("Android", "un Android"),
    ("iPhone", "un iPhone"),
    ("iPad", "un iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "Mac"),
    ("CrOS", "Chromebook"),
    ("Linux", "Linux"),
)


def dispositivo(agente: str) -> str:
    """«Firefox en Windows»; lo que no se reconoce se dice.

    El orden importa: Edge y Opera también dicen «Chrome», y Chrome también dice «Safari».
    """
    navegador = next((dicho for sena, dicho in _NAVEGADORES if sena in agente), "")
    sistema = next((dicho for sena, dicho in _SISTEMAS if sena in agente), "")
    if navegador and sistema:
        return f"{navegador} en {sistema}"
    return navegador or sistema or "Un equipo que no se reconoce"
