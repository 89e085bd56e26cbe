// Dice que la página sigue abierta y muestra quién más la tiene. Sin JavaScript queda lo de la carga.
(() => {
  "use strict";
  const CADA = 20000;
  const caja = document.querySelector("[data-presencia]");
  const ficha = document.querySelector("input[name=csrfmiddlewaretoken]");
  if (!caja || !ficha) return;
  let detenido = false;

  const mostrar = (frases) => {
    const dichas = [...caja.querySelectorAll("p")].map((p) => p.textContent);
    // Si nada cambió no se toca: el lector de pantalla lo repetiría.
    if (dichas.join("\n") === frases.join("\n")) return;
    caja.replaceChildren(...frases.map((frase) => {
      const p = document.createElement("p");
      p.textContent = frase;
      return p;
    }));
  };

  const avisar = async () => {
    if (detenido || document.hidden) return;
    const cuerpo = new FormData();
    cuerpo.set("csrfmiddlewaretoken", ficha.value);
    if (caja.dataset.escribe) cuerpo.set("escribe", caja.dataset.escribe);
    try {
      const respuesta = await fetch(caja.dataset.presencia, {
        method: "POST",
        body: cuerpo,
        credentials: "same-origin",
        headers: { Accept: "application/json" },
      });
      if (respuesta.redirected || respuesta.status === 403 || respuesta.status === 404) {
        // Salió, o la petición ya no es suya: no hay a quién avisar.
        detenido = true;
        mostrar([]);
      } else if (respuesta.ok) {
        mostrar((await respuesta.json()).frases);
      }
    } catch {
      // Sin conexión: se intenta en el aviso siguiente.
    }
  };

  window.setInterval(avisar, CADA);
  document.addEventListener("visibilitychange", avisar);
})();
