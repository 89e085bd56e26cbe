// Borra de este equipo las copias de lo que no se había podido guardar: la de esa página, cuando ya se
// guardó (data-olvidar="clave"), y todas, al salir (form[data-olvidar-todo]).
(() => {
  "use strict";
  const PREFIJO = "copia:";
  const borrar = (llave) => {
    try { window.localStorage.removeItem(llave); } catch { /* sin almacenamiento no hay copia */ }
  };
  document.querySelectorAll("[data-olvidar]").forEach((lugar) => borrar(PREFIJO + lugar.dataset.olvidar));
  document.querySelectorAll("form[data-olvidar-todo]").forEach((formulario) => {
    formulario.addEventListener("submit", () => {
      try {
        Object.keys(window.localStorage).filter((l) => l.startsWith(PREFIJO)).forEach(borrar);
      } catch { /* lo mismo */ }
    });
  });
})();
