/* Adjuntos con lista, revisión de peso y avance del envío.
   input[type=file][data-adjuntos] con data-max-bytes (cada uno), data-max-total y data-max-archivos.
   form[data-progreso] se envía mostrando el avance; sin JavaScript se envía como siempre. */
(function () {
  "use strict";
  var UNIDADES = ["bytes", "KB", "MB", "GB"];
  var serie = 0;

  function peso(bytes) {
    var escala = 0;
    while (bytes >= 1024 && escala < 3) { bytes /= 1024; escala += 1; }
    return bytes.toLocaleString("es-CO", { maximumFractionDigits: escala > 1 ? 1 : 0 }) + " " + UNIDADES[escala];
  }

  function permitido(archivo, accept) {
    if (!accept) { return true; }
    var nombre = archivo.name.toLowerCase();
    return accept.toLowerCase().split(",").some(function (regla) {
      regla = regla.trim();
      if (regla.charAt(0) === ".") { return nombre.endsWith(regla); }
      return regla.endsWith("/*") ? archivo.type.indexOf(regla.slice(0, -1)) === 0 : archivo.type === regla;
    });
  }

  function problemaDe(archivo, entrada) {
    var maximo = Number(entrada.dataset.maxBytes) || Infinity;
    if (archivo.size === 0) { return "Este archivo está vacío. Quítelo o elija otro."; }
    if (archivo.size > maximo) { return "Pesa más de " + peso(maximo) + ". Quítelo o elija uno más liviano."; }
    if (!permitido(archivo, entrada.accept)) { return "No recibimos este tipo de archivo. Quítelo o elija otro."; }
    return "";
  }

  function problemaDelConjunto(archivos, entrada) {
    var maximo = Number(entrada.dataset.maxArchivos) || Infinity;
    var total = archivos.reduce(function (suma, archivo) { return suma + archivo.size; }, 0);
    if (archivos.length > maximo) { return "Puede adjuntar hasta " + maximo + " archivos y hay " + archivos.length + "."; }
    if (total > (Number(entrada.dataset.maxTotal) || Infinity)) {
      return "Entre todos pesan " + peso(total) + " y el máximo es " + peso(Number(entrada.dataset.maxTotal)) + ".";
    }
    return "";
  }

  function elemento(etiqueta, clase, texto) {
    var nodo = document.createElement(etiqueta);
    nodo.className = clase;
    nodo.textContent = texto || "";
    return nodo;
  }

  function iniciarEntrada(entrada) {
    var elegidos = [];
    var lista = elemento("ul", "adjuntos");
    var voz = elemento("p", "solo-lector");
    lista.id = "adjuntos-" + (serie += 1);
    voz.setAttribute("role", "status");
    entrada.insertAdjacentElement("afterend", lista);
    lista.insertAdjacentElement("afterend", voz);

    function fijar() {
      var caja = new DataTransfer();
      elegidos.forEach(function (archivo) { caja.items.add(archivo); });
      entrada.files = caja.files;
    }
    function quitar(posicion) {
      var nombre = elegidos[posicion].name;
      elegidos.splice(posicion, 1);
      fijar();
      dibujar("Se quitó " + nombre + ".");
      (lista.querySelectorAll("button")[Math.min(posicion, elegidos.length - 1)] || entrada).focus();
    }
    function renglon(archivo, posicion) {
      var fila = elemento("li", "");
      var boton = elemento("button", "boton boton-enlace boton-pequeno", "Quitar");
      var problema = problemaDe(archivo, entrada);
      boton.type = "button";
      boton.appendChild(elemento("span", "solo-lector", " " + archivo.name));
      boton.addEventListener("click", function () { quitar(posicion); });
      fila.append(elemento("span", "adjunto-nombre", archivo.name), elemento("span", "suave menudo", peso(archivo.size)), boton);
      if (problema) { fila.appendChild(elemento("span", "adjunto-error", problema)); }
      return fila;
    }
    function dibujar(mensaje) {
      var conjunto = problemaDelConjunto(elegidos, entrada);
      lista.replaceChildren.apply(lista, elegidos.map(renglon));
      if (conjunto) { lista.appendChild(elemento("li", "adjunto-error", conjunto)); }
      var malos = lista.querySelectorAll(".adjunto-error");
      entrada.setCustomValidity(malos.length ? malos[0].textContent : "");
      voz.textContent = mensaje + (malos.length ? " Atención: " + malos[0].textContent : "");
    }

    entrada.addEventListener("change", function () {
      var nuevos = Array.prototype.slice.call(entrada.files);
      elegidos = entrada.multiple ? elegidos.concat(nuevos) : nuevos;
      fijar();
      dibujar(nuevos.length === 1 ? "Se agregó " + nuevos[0].name + "." : "Se agregaron " + nuevos.length + " archivos.");
    });
    if (entrada.form) {
      entrada.form.addEventListener("reset", function () { elegidos = []; dibujar(""); });
    }
  }

  /* Lo que se dice según la respuesta. Solo se afirma "NO se recibió" cuando es cierto. */
  function explicar(estado, enviadoTodo) {
    if (estado === 413) { return "NO se recibió: los archivos pesan más de lo permitido. Quite alguno y vuelva a intentar."; }
    if (estado === 403) { return "NO se recibió: la página estuvo abierta mucho tiempo. Recárguela; lo que escribió se conserva, y adjunte de nuevo los archivos."; }
    if (estado === 429) { return "NO se recibió: hay muchos intentos desde esta conexión. Espere un minuto y vuelva a intentar."; }
    if (estado >= 400) { return "NO se recibió: el sistema tuvo una falla. Todo sigue aquí; espere un minuto y vuelva a intentar. Si sigue fallando, anote la hora: tiene tres días hábiles para insistir o usar otro medio (Ley 1437 de 2011, artículo 62)."; }
    if (enviadoTodo) { return "Se cortó la conexión y no sabemos si alcanzó a llegar. Vuelva a oprimir el botón: si ya había llegado, no se repite y verá su número."; }
    return "NO se recibió: se cortó la conexión. Todo lo que escribió y adjuntó sigue aquí. Revise su conexión y vuelva a intentar.";
  }

  function tablero(formulario) {
    var caja = formulario.querySelector(".avance");
    if (caja) { caja.remove(); }
    caja = elemento("div", "avance");
    var texto = elemento("p", "", "Enviando sus archivos…");
    var barra = document.createElement("progress");
    texto.setAttribute("role", "status");
    barra.max = 100;
    barra.value = 0;
    barra.setAttribute("aria-label", "Avance del envío");
    caja.append(texto, barra);
    var botones = formulario.querySelector(".acciones");
    if (botones) { botones.before(caja); } else { formulario.appendChild(caja); }
    return { caja: caja, texto: texto, barra: barra };
  }

  function fallar(formulario, mensaje) {
    var tabla = tablero(formulario);
    var caja = elemento("div", "aviso aviso-error");
    var adentro = elemento("div", "");
    adentro.appendChild(elemento("p", "", mensaje));
    caja.appendChild(adentro);
    caja.tabIndex = -1;
    caja.setAttribute("role", "alert");
    tabla.caja.replaceChildren(caja);
    formulario.dispatchEvent(new Event("ventanilla:soltar"));
    caja.focus();
  }

  /* El servidor devolvió el formulario con errores: se pone en su lugar sin perder los archivos. */
  function cambiarContenido(html, anterior) {
    var nuevo = new DOMParser().parseFromString(html, "text/html");
    var principal = nuevo.querySelector("main");
    if (!principal) { return false; }
    var archivos = {};
    anterior.querySelectorAll("input[type=file]").forEach(function (entrada) { archivos[entrada.name] = entrada.files; });
    principal = document.adoptNode(principal);
    document.querySelector("main").replaceWith(principal);
    document.title = nuevo.title;
    principal.dispatchEvent(new CustomEvent("ventanilla:contenido", { bubbles: true }));
    principal.querySelectorAll("input[type=file]").forEach(function (entrada) {
      if (!archivos[entrada.name] || !archivos[entrada.name].length) { return; }
      entrada.files = archivos[entrada.name];
      entrada.dispatchEvent(new Event("change", { bubbles: true }));
    });
    return true;
  }

  function terminar(formulario, pedido) {
    var destino = pedido.responseURL;
    var mismo = destino.split("#")[0] === new URL(formulario.action, location.href).href.split("#")[0];
    if (pedido.status < 400 && !mismo) { location.assign(destino); return; }
    if (pedido.status < 400 || pedido.status === 422) {
      if (cambiarContenido(pedido.responseText, formulario)) { return; }
    }
    fallar(formulario, explicar(pedido.status, true));
  }

  function enviar(formulario, boton) {
    var datos = new FormData(formulario);
    if (boton && boton.name) { datos.append(boton.name, boton.value); }
    var tabla = tablero(formulario);
    var pedido = new XMLHttpRequest();
    var enviadoTodo = false;
    var dicho = 0;
    pedido.upload.addEventListener("progress", function (evento) {
      if (!evento.lengthComputable) { return; }
      var avance = Math.floor(100 * evento.loaded / evento.total);
      tabla.barra.value = avance;
      /* Se anuncia cada cuarto para que el lector de pantalla no hable sin parar. */
      if (avance >= dicho + 25 && avance < 100) { dicho = avance - avance % 25; tabla.texto.textContent = "Enviando sus archivos: va el " + dicho + " %"; }
    });
    pedido.upload.addEventListener("load", function () {
      enviadoTodo = true;
      tabla.barra.removeAttribute("value");
      tabla.texto.textContent = "Sus archivos llegaron. Los estamos revisando…";
    });
    pedido.addEventListener("load", function () { terminar(formulario, pedido); });
    ["error", "timeout", "abort"].forEach(function (falla) {
      pedido.addEventListener(falla, function () { fallar(formulario, explicar(0, enviadoTodo)); });
    });
    pedido.open("POST", formulario.action);
    pedido.setRequestHeader("Accept", "text/html");
    pedido.send(datos);
    formulario.dispatchEvent(new Event("ventanilla:trabar", { bubbles: true }));
  }

  function tieneArchivos(formulario) {
    return Array.prototype.some.call(formulario.querySelectorAll("input[type=file]"), function (entrada) { return entrada.files.length; });
  }

  function alEnviar(evento) {
    var formulario = evento.currentTarget;
    if (evento.defaultPrevented || formulario.dataset.enviando) { return; }
    var malo = formulario.querySelector(".adjunto-error");
    if (malo) {
      evento.preventDefault();
      fallar(formulario, "Falta arreglar un archivo: " + malo.textContent);
      return;
    }
    if (!tieneArchivos(formulario)) { return; }
    evento.preventDefault();
    enviar(formulario, evento.submitter);
  }

  function iniciar(raiz) {
    if (!window.DataTransfer || !window.FormData) { return; }
    raiz.querySelectorAll("input[type=file][data-adjuntos]").forEach(iniciarEntrada);
    raiz.querySelectorAll("form[data-progreso]").forEach(function (formulario) {
      formulario.addEventListener("submit", alEnviar);
    });
  }

  iniciar(document);
  document.addEventListener("ventanilla:contenido", function (evento) { iniciar(evento.target); });
})();
