"""Lo que trae el sistema viejo en las pruebas, y cómo se lee."""

TITULOS = "Radicado;Fecha de ingreso;Clase;Estado;Vence;Dependencia;Nombre;Asunto\n"
FILAS = (
    "000123;2026-11-10;Petición;Abierta;2026-12-02;Obras;Zutana Ejemplo;Hueco en la calle\n"
    "000124;2026-11-11;Información;Abierta;;Otra;=cmd();Copia de un plano\n"
    "000126;ayer;Petición;Abierta;;Obras;;Sin fecha\n"
    "000124;2026-11-11;Petición;Abierta;;Obras;;Repetida\n"
)
MAPA = {
    "nombre": "Sistema viejo",
    "serie": "sistema_viejo",
    "por_defecto": {"clase": "peticion"},
    "clases": {"Petición": "peticion", "Información": "informacion"},
    "estados": {"Abierta": "abierta"},
    "dependencias": {"Obras": "1500"},
}
