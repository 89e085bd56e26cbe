/* Guarda en este equipo lo que se escribe en form[data-borrador="nombre"] y lo devuelve si la página
   se cierra o se cae la red. Nunca guarda archivos, contraseñas, campos ocultos ni los marcados
   data-no-guardar. La página del recibo lleva data-borrador-listo="nombre" y lo borra. */
(function () {
  "use strict";
  var PREFIJO = "borrador:";
  var DIAS_QUE_DURA = 7;
  var SIN_GUARDAR = ["file", "password", "hidden", "submit", "button", "reset"];

  /* El almacenamiento puede estar lleno o prohibido: perder el borrador no debe dañar el formulario. */
  function leer(nombre) {
    try {
      var dato = JSON.parse(window.localStorage.getItem(PREFIJO + nombre));
      var vencido = !dato || Date.now() - dato.momento > DIAS_QUE_DURA * 86400000;
      return vencido ? null : dato;
    } catch (fallo) { return null; }
  }
  function escribir(nombre, dato) {
    try { window.localStorage.setItem(PREFIJO + nombre, JSON.stringify(dato)); } catch (fallo) { return; }
  }
  function borrar(nombre) {
    try { window.localStorage.removeItem(PREFIJO + nombre); } catch (fallo) { return; }
  }

  function guardables(formulario) {
    return Array.prototype.filter.call(formulario.elements, function (control) {
      return control.name && SIN_GUARDAR.indexOf(control.type) < 0 && !control.closest("[data-no-guardar]");
    });
  }
  function esOpcion(control) { return control.type === "radio" || control.type === "checkbox"; }

  function recoger(formulario) {
    var valores = {};
    guardables(formulario).forEach(function (control) {
      var lista = valores[control.name] = valores[control.name] || [];
      if (!esOpcion(control) || control.checked) { lista.push(control.value); }
    });
    return valores;
  }

  /* Solo llena lo que está vacío: lo que el servidor devolvió con errores es más reciente. */
  function reponer(formulario, valores) {
    var repuestos = 0;
    var tocados = {};
    var controles = guardables(formulario);
    controles.forEach(function (control) {
      if (esOpcion(control) && control.checked) { tocados[control.name] = true; }
    });
    controles.forEach(function (control) {
      var lista = valores[control.name];
      if (!lista || !lista.length) { return; }
      if (esOpcion(control)) {
        if (!tocados[control.name] && lista.indexOf(control.value) >= 0) { control.checked = true; repuestos += 1; }
      } else if (!control.value && lista[0]) {
        control.value = lista[0];
        repuestos += 1;
      }
    });
    if (repuestos) { formulario.dispatchEvent(new Event("change", { bubbles: true })); }
    return repuestos;
  }

  function aviso(formulario, clase, texto) {
    var caja = formulario.querySelector("." + clase);
    if (!caja) {
      caja = document.createElement("div");
      caja.className = "aviso no-imprimir " + clase;
      caja.setAttribute("role", "status");
      caja.appendChild(document.createElement("div"));
      formulario.insertAdjacentElement("afterbegin", caja);
    }
    var parrafo = document.createElement("p");
    parrafo.textContent = texto;
    caja.firstChild.replaceChildren(parrafo);
    return caja.firstChild;
  }

  function avisarRecuperado(formulario, nombre, momento) {
    var cuando = new Date(momento).toLocaleString("es-CO", { weekday: "long", hour: "numeric", minute: "2-digit" });
    var texto = "Recuperamos lo que estaba escribiendo (" + cuando + "). Si tenía archivos, adjúntelos de nuevo.";
    var caja = aviso(formulario, "aviso-borrador", texto);
    var boton = document.createElement("button");
    boton.type = "button";
    boton.className = "boton boton-secundario boton-pequeno";
    boton.textContent = "Descartar y empezar de nuevo";
    boton.addEventListener("click", function () {
      borrar(nombre);
      formulario.reset();
      caja.parentNode.remove();
      var primero = guardables(formulario)[0];
      if (primero) { primero.focus(); }
    });
    caja.appendChild(boton);
  }

  function avisarConexion(formulario) {
    if (!navigator.onLine) {
      aviso(formulario, "aviso-conexion", "Se perdió la conexión. Nada se ha enviado. Lo que escribe queda guardado en este equipo y podrá enviarlo cuando vuelva la red.");
    } else if (formulario.querySelector(".aviso-conexion")) {
      aviso(formulario, "aviso-conexion", "Volvió la conexión. Ya puede enviar.");
    }
  }

  function iniciarFormulario(formulario) {
    var nombre = formulario.dataset.borrador;
    var dato = leer(nombre);
    if (dato && reponer(formulario, dato.valores)) { avisarRecuperado(formulario, nombre, dato.momento); }

    var espera = 0;
    function guardarYa() { escribir(nombre, { momento: Date.now(), valores: recoger(formulario) }); }
    formulario.addEventListener("input", function () {
      window.clearTimeout(espera);
      espera = window.setTimeout(guardarYa, 400);
    });
    formulario.addEventListener("submit", function (evento) {
      window.clearTimeout(espera);
      guardarYa();
      if (navigator.onLine) { return; }
      evento.preventDefault();
      avisarConexion(formulario);
      formulario.querySelector(".aviso-conexion").scrollIntoView({ block: "center" });
    });
    window.addEventListener("offline", function () { avisarConexion(formulario); });
    window.addEventListener("online", function () { avisarConexion(formulario); });
  }

  function iniciar(raiz) {
    raiz.querySelectorAll("[data-borrador-listo]").forEach(function (marca) { borrar(marca.dataset.borradorListo); });
    raiz.querySelectorAll("form[data-borrador]").forEach(iniciarFormulario);
  }

  iniciar(document);
  document.addEventListener("ventanilla:contenido", function (evento) { iniciar(evento.target); });
})();
