// Atajos de una sola tecla. Solo se carga si la persona los encendió en «Mi cuenta».
(() => {
  "use strict";
  const datos = document.querySelector("[data-atajos]");
  if (!datos) return;
  const atajos = JSON.parse(datos.dataset.atajos);
  const por_tecla = new Map(atajos.map((a) => [a.tecla.toLowerCase(), a.codigo]));
  const voz = document.createElement("p");
  voz.className = "solo-lector";
  voz.setAttribute("role", "status");
  document.body.append(voz);

  const decir = (texto) => { voz.textContent = texto; };
  const filas = () => [...document.querySelectorAll("tr[data-fila]")];
  const senalada = () => document.activeElement?.closest("tr[data-fila]") || null;

  const mover = (paso) => {
    const todas = filas();
    if (!todas.length) return decir("En esta página no hay una lista de peticiones.");
    const donde = todas.indexOf(senalada());
    const a = donde < 0 ? (paso > 0 ? 0 : todas.length - 1) : donde + paso;
    if (a < 0 || a >= todas.length) {
      return decir(a < 0 ? "Es la primera de la lista." : "Es la última de la página.");
    }
    const enlace = todas[a].querySelector("a[data-abrir]");
    enlace.focus();
    todas[a].scrollIntoView({ block: "nearest" });
  };

  // Lo de la petición abierta; en la lista, lo de la fila señalada.
  const boton = (codigo) => document.querySelector(`[data-atajo="${codigo}"]`);
  const con_fila = (hacer) => {
    const fila = senalada();
    if (!fila) {
      decir(filas().length ? "Primero señale una petición de la lista." : "Aquí no se puede.");
      return;
    }
    hacer(fila);
  };

  // El campo donde se escoge a quién se entrega, si esta persona reparte.
  const a_quien = () => {
    const persona = document.querySelector("select#id_responsable");
    persona?.closest("details")?.setAttribute("open", "");
    persona?.focus();
    return Boolean(persona);
  };

  const asignarme = () => {
    if (!filas().length && a_quien()) return;
    const propio = boton("asignarme");
    if (propio) return propio.click();
    con_fila((fila) => {
      // Quien reparte no la toma: va a escoger a quién se la entrega.
      if (fila.dataset.entregar) return window.location.assign(fila.dataset.entregar);
      const ficha = document.querySelector("input[name=csrfmiddlewaretoken]");
      if (!fila.dataset.asignarme || !ficha) return decir("Esta petición no se la puede asignar.");
      const formulario = document.createElement("form");
      formulario.method = "post";
      formulario.action = fila.dataset.asignarme;
      formulario.append(ficha.cloneNode());
      document.body.append(formulario);
      formulario.submit();
    });
  };

  const responder = () => {
    const propio = boton("escribir");
    if (propio) return propio.click();
    con_fila((fila) => {
      if (fila.dataset.responder) window.location.assign(fila.dataset.responder);
      else decir("Esta petición no se puede responder.");
    });
  };

  const ayuda = () => {
    const cuadro = document.createElement("dialog");
    cuadro.className = "tarjeta atajos";
    const titulo = document.createElement("h2");
    titulo.id = "titulo-atajos";
    titulo.textContent = "Atajos de teclado";
    cuadro.setAttribute("aria-labelledby", titulo.id);
    const lista = document.createElement("dl");
    for (const a of atajos) {
      const tecla = document.createElement("dt");
      const kbd = document.createElement("kbd");
      kbd.textContent = a.tecla;
      tecla.append(kbd);
      const que = document.createElement("dd");
      que.textContent = a.nombre;
      lista.append(tecla, que);
    }
    const acciones = document.createElement("div");
    acciones.className = "acciones";
    const cerrar = document.createElement("button");
    cerrar.type = "button";
    cerrar.className = "boton";
    cerrar.textContent = "Cerrar";
    cerrar.addEventListener("click", () => cuadro.close());
    const cambiar = document.createElement("a");
    cambiar.className = "boton boton-enlace";
    cambiar.href = datos.dataset.cambiarlos;
    cambiar.textContent = "Cambiarlos o apagarlos";
    acciones.append(cerrar, cambiar);
    cuadro.append(titulo, lista, acciones);
    cuadro.addEventListener("close", () => cuadro.remove());
    document.body.append(cuadro);
    cuadro.showModal();
  };

  const buscar = () => {
    const campo = document.querySelector("input[type=search]");
    if (campo) campo.focus();
    else window.location.assign(`${datos.dataset.bandeja}#id_q`);
  };

  const hacer = {
    bajar: () => mover(1),
    subir: () => mover(-1),
    abrir: () => con_fila((fila) => fila.querySelector("a[data-abrir]").click()),
    asignarme,
    responder,
    buscar,
    bandeja: () => window.location.assign(datos.dataset.bandeja),
    ayuda,
  };

  const escribe = (donde) => donde instanceof Element
    && Boolean(donde.closest("input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]"));

  document.addEventListener("keydown", (evento) => {
    if (evento.defaultPrevented || evento.isComposing) return;
    if (evento.ctrlKey || evento.altKey || evento.metaKey) return;
    if (escribe(evento.target) || document.querySelector("dialog[open]")) return;
    const codigo = por_tecla.get(evento.key.toLowerCase());
    if (!codigo) return;
    // Con la tecla sostenida solo se recorre la lista: lo demás se haría muchas veces.
    if (evento.repeat && codigo !== "bajar" && codigo !== "subir") return;
    evento.preventDefault();
    hacer[codigo]();
  });

  if (window.location.hash === "#id_responsable") a_quien();
  if (window.location.hash === "#id_q") document.querySelector("input[type=search]")?.focus();
})();
