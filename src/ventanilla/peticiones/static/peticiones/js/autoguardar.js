// Guarda el borrador mientras se escribe. Sin JavaScript queda el botón «Guardar borrador».
// Lo que no se pudo guardar (sin red, sesión terminada) queda en este equipo, por persona y petición,
// hasta que se guarde, se descarte o se salga del sistema.
(() => {
  "use strict";
  const ESPERA = 4000;
  const DIAS = 7;
  const formulario = document.querySelector("form[data-autoguardar]");
  const aviso = document.querySelector("[data-autoguardado]");
  if (!formulario || !aviso) return;
  const version = formulario.elements.namedItem("version");
  const texto = formulario.elements.namedItem("texto");
  const llave = `copia:${formulario.dataset.copia}`;
  let pendiente = 0;
  let enCurso = null;
  let detenido = false;
  let sinGuardar = false;

  const decir = (mensaje) => { aviso.textContent = mensaje; };
  const leerCopia = () => {
    try {
      const copia = JSON.parse(window.localStorage.getItem(llave));
      return copia && Date.now() - copia.momento < DIAS * 86400000 ? copia : null;
    } catch { return null; }
  };
  const copiar = () => {
    const copia = { texto: texto.value, momento: Date.now() };
    try {
      window.localStorage.setItem(llave, JSON.stringify(copia));
      return true;
    } catch { return false; }
  };
  const olvidar = () => {
    try { window.localStorage.removeItem(llave); } catch { /* no había */ }
  };

  const sesionTerminada = (entrar) => {
    detenido = true;
    const quedo = copiar();
    decir(quedo
      ? "Su sesión terminó. Lo que escribió quedó en este equipo: entre otra vez y siga donde iba. "
      : "Su sesión terminó y este navegador no deja guardar copias: copie lo que escribió. ");
    const enlace = document.createElement("a");
    enlace.href = `${entrar || "/cuenta/entrar/"}?next=${encodeURIComponent(window.location.pathname)}`;
    enlace.textContent = "Entrar";
    aviso.append(enlace);
  };

  const guardar = async () => {
    const cuerpo = new FormData(formulario);
    // Los archivos van con los botones; subirlos cada cuatro segundos no sirve a nadie.
    cuerpo.delete("anexos");
    const escrito = texto.value;
    try {
      const respuesta = await fetch(formulario.dataset.autoguardar, {
        method: "POST",
        body: cuerpo,
        credentials: "same-origin",
        headers: { Accept: "application/json" },
      });
      const datos = (respuesta.headers.get("Content-Type") || "").includes("json")
        ? await respuesta.json()
        : {};
      if (respuesta.redirected || respuesta.status === 401) {
        sesionTerminada(datos.entrar);
      } else if (respuesta.ok && datos.version) {
        version.value = String(datos.version);
        if (texto.value === escrito) sinGuardar = false;
        olvidar();
        decir("Guardado.");
      } else if (respuesta.status === 409) {
        // Al guardar con el botón se verán los dos textos.
        detenido = true;
        copiar();
        decir("Otra persona guardó este borrador. Use «Guardar borrador» para ver los dos textos.");
      } else {
        copiar();
        decir(datos.mensaje || "Todavía sin guardar; hay una copia en este equipo.");
      }
    } catch {
      copiar();
      decir("Sin conexión: lo escrito sigue aquí y hay una copia en este equipo, pero no se ha guardado.");
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

  const boton = (rotulo, clase, accion) => {
    const nuevo = document.createElement("button");
    nuevo.type = "button";
    nuevo.className = clase;
    nuevo.textContent = rotulo;
    nuevo.addEventListener("click", accion);
    return nuevo;
  };

  const ofrecer = () => {
    const copia = leerCopia();
    const lugar = document.querySelector("[data-copia-aviso]");
    if (!copia || !lugar) return;
    if (!copia.texto || copia.texto.trim() === texto.value.trim()) {
      olvidar();
      return;
    }
    const cuando = new Date(copia.momento).toLocaleString("es-CO", {
      weekday: "long", hour: "numeric", minute: "2-digit",
    });
    const parrafo = document.createElement("p");
    parrafo.textContent = `En este equipo hay un texto suyo que no se alcanzó a guardar (${cuando}). `
      + "Lo que está en el recuadro es lo último guardado.";
    const cerrar = () => { lugar.replaceChildren(); lugar.className = ""; texto.focus(); };
    const acciones = document.createElement("div");
    acciones.className = "acciones";
    acciones.append(
      boton("Recuperarlo", "boton boton-pequeno", () => {
        texto.value = copia.texto;
        cerrar();
        texto.dispatchEvent(new Event("input", { bubbles: true }));
      }),
      boton("Descartarlo", "boton boton-secundario boton-pequeno", () => { olvidar(); cerrar(); }),
    );
    const caja = document.createElement("div");
    caja.append(parrafo, acciones);
    lugar.className = "aviso aviso-alerta";
    lugar.append(caja);
  };

  formulario.addEventListener("input", () => {
    sinGuardar = true;
    if (detenido) {
      copiar();
      return;
    }
    window.clearTimeout(pendiente);
    decir("Sin guardar…");
    pendiente = window.setTimeout(turno, ESPERA);
  });
  window.addEventListener("pagehide", () => { if (sinGuardar) copiar(); });
  formulario.addEventListener("submit", (evento) => {
    window.clearTimeout(pendiente);
    detenido = true;
    if (!enCurso) return;
    // Se espera el guardado que va en camino: si no, chocaría con él.
    evento.preventDefault();
    enCurso.finally(() => formulario.requestSubmit(evento.submitter));
  });
  ofrecer();
})();
