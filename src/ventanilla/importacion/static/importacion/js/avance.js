// Mientras el obrero trabaja, trae solo el pedazo del avance; al terminar, la página entera.
(() => {
  "use strict";
  const caja = () => document.getElementById("avance");
  const trabaja = () => caja() && caja().dataset.trabajando === "si";
  let fallas = 0;

  async function mirar() {
    try {
      const respuesta = await fetch(`${location.pathname}?solo=avance`, { credentials: "same-origin" });
      if (!respuesta.ok || respuesta.redirected) throw new Error(String(respuesta.status));
      const pagina = new DOMParser().parseFromString(await respuesta.text(), "text/html");
      const nueva = pagina.getElementById("avance");
      if (!nueva) throw new Error("sin avance");
      if (nueva.dataset.trabajando !== "si") {
        location.reload();
        return;
      }
      const foco = caja().contains(document.activeElement);
      caja().replaceWith(document.importNode(nueva, true));
      if (foco) caja().querySelector("a")?.focus();
      fallas = 0;
    } catch {
      // Sin red o sin sesión: se insiste cada vez menos y el botón «Actualizar» sigue ahí.
      fallas += 1;
    }
    if (fallas < 8) setTimeout(mirar, 2000 * (fallas + 1));
  }

  if (trabaja()) setTimeout(mirar, 2000);
})();
