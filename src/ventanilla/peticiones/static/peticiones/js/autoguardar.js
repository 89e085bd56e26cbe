// Guarda el borrador mientras se escribe. Sin JavaScript queda el botón «Guardar borrador».
(() => {
  "use strict";
  const ESPERA = 4000;
  const formulario = document.querySelector("form[data-autoguardar]");
  const aviso = document.querySelector("[data-autoguardado]");
  if (!formulario || !aviso) return;
  const version = formulario.elements.namedItem("version");
  let pendiente = 0;
  let enCurso = null;
  let detenido = false;

  const decir = (texto) => { aviso.textContent = texto; };

  const guardar = async () => {
    const cuerpo = new FormData(formulario);
    // Los archivos van con los botones; subirlos cada cuatro segundos no sirve a nadie.
    cuerpo.delete("anexos");
    try {
      const respuesta = await fetch(formulario.dataset.autoguardar, {
        method: "POST",
        body: cuerpo,
        credentials: "same-origin",
        headers: { Accept: "application/json" },
      });
      if (respuesta.redirected) {
        detenido = true;
        decir("Su sesión terminó. Copie lo que escribió, vuelva a entrar y péguelo.");
        return;
      }
      const datos = (respuesta.headers.get("Content-Type") || "").includes("json")
        ? await respuesta.json()
        : {};
      if (respuesta.ok && datos.version) {
        version.value = String(datos.version);
        decir("Guardado.");
      } else if (respuesta.status === 409) {
        // Al guardar con el botón se verán los dos textos.
        detenido = true;
        decir("Otra persona guardó este borrador. Use «Guardar borrador» para ver los dos textos.");
      } else {
        decir(datos.mensaje || "Todavía sin guardar.");
      }
    } catch {
      decir("Sin conexión: lo escrito sigue aquí, pero no se ha guardado.");
    }
  };

  const turno = () => {
    if (detenido) return;
    if (enCurso) {
      enCurso.finally(turno);
      return;
    }
    enCurso = guardar().finally(() => { enCurso = null; });
  };

  formulario.addEventListener("input", () => {
    if (detenido) return;
    window.clearTimeout(pendiente);
    decir("Sin guardar…");
    pendiente = window.setTimeout(turno, ESPERA);
  });
  formulario.addEventListener("submit", (evento) => {
    window.clearTimeout(pendiente);
    detenido = true;
    if (!enCurso) return;
    // Se espera el guardado que va en camino: si no, chocaría con él.
    evento.preventDefault();
    enCurso.finally(() => formulario.requestSubmit(evento.submitter));
  });
})();
