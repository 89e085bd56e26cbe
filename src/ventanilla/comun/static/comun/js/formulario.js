/* Comodidades de los formularios: campos que dependen de otro, un solo envío por toque, contador de
   letras y foco en el resumen de errores. Sin esto, todo se ve y el servidor decide igual. */
(function () {
  "use strict";
  var ESCALONES = [50, 20, 0];

  /* Valores elegidos de un campo: los marcados si son opciones, o lo escrito. */
  function valoresDe(formulario, nombre) {
    return Array.prototype.filter.call(formulario.elements, function (control) {
      var opcion = control.type === "radio" || control.type === "checkbox";
      return control.name === nombre && (!opcion || control.checked);
    }).map(function (control) { return control.value; });
  }

  /* data-mostrar-si="modalidad=correo|fisica"; con "campo!=valor" se muestra en los demás casos. */
  function corresponde(formulario, regla) {
    var partes = /^([^!=]+)(!?=)(.*)$/.exec(regla);
    if (!partes) { return true; }
    var esperados = partes[3].split("|");
    var coincide = valoresDe(formulario, partes[1]).some(function (valor) { return esperados.indexOf(valor) >= 0; });
    return partes[2] === "=" ? coincide : !coincide;
  }

  function acomodar(formulario) {
    formulario.querySelectorAll("[data-mostrar-si]").forEach(function (bloque) {
      /* Lo que el servidor pidió corregir se ve siempre, o el resumen llevaría a ninguna parte. */
      var visible = corresponde(formulario, bloque.dataset.mostrarSi) || bloque.matches(".campo-con-error");
      bloque.hidden = !visible;
      bloque.querySelectorAll("input, select, textarea").forEach(function (control) {
        /* Un campo escondido no viaja, pero conserva lo escrito por si la persona se devuelve. */
        control.disabled = !visible;
      });
    });
  }

  function contar(area) {
    var aviso = document.createElement("p");
    aviso.className = "contador";
    area.insertAdjacentElement("afterend", aviso);
    /* A quien escucha se le dice al cruzar cada escalón, no con cada letra. */
    var voz = document.createElement("p");
    voz.className = "solo-lector";
    voz.setAttribute("role", "status");
    aviso.insertAdjacentElement("afterend", voz);
    var escalon = 0;
    function mostrar() {
      var quedan = area.maxLength - area.value.length;
      aviso.textContent = quedan === 1 ? "Le queda 1 letra" : "Le quedan " + quedan.toLocaleString("es-CO") + " letras";
      var ahora = ESCALONES.filter(function (tope) { return quedan <= tope; }).length;
      if (ahora > escalon) { voz.textContent = aviso.textContent; }
      if (ahora < escalon) { voz.textContent = ""; }
      escalon = ahora;
    }
    area.addEventListener("input", mostrar);
    mostrar();
  }

  function trabar(formulario) {
    formulario.dataset.enviando = "si";
    formulario.querySelectorAll('button[type="submit"], button:not([type])').forEach(function (boton) {
      boton.setAttribute("aria-disabled", "true");
      if (boton.dataset.enviando) {
        boton.dataset.rotulo = boton.textContent;
        boton.textContent = boton.dataset.enviando;
      }
    });
  }

  function soltar(formulario) {
    delete formulario.dataset.enviando;
    formulario.querySelectorAll('[aria-disabled="true"]').forEach(function (boton) {
      boton.removeAttribute("aria-disabled");
      if (boton.dataset.rotulo) { boton.textContent = boton.dataset.rotulo; delete boton.dataset.rotulo; }
    });
  }

  function iniciar(raiz) {
    raiz.querySelectorAll("form").forEach(function (formulario) {
      acomodar(formulario);
      formulario.addEventListener("change", function () { acomodar(formulario); });
      formulario.addEventListener("reset", function () { window.setTimeout(function () { acomodar(formulario); }); });
      formulario.addEventListener("ventanilla:soltar", function () { soltar(formulario); });
    });
    raiz.querySelectorAll("textarea[maxlength]").forEach(contar);
    var resumen = raiz.querySelector(".resumen-errores");
    /* Lo que ya venía en la página no lo anuncia un lector de pantalla: lo lee si recibe el foco. */
    var recibe = resumen || (location.hash ? null : raiz.querySelector("[data-mensajes]"));
    if (recibe) { recibe.focus(); }
  }

  /* Va en `document` para oír después que los demás: si otro detuvo el envío, no hay qué trabar. */
  document.addEventListener("submit", function (evento) {
    var formulario = evento.target;
    if (formulario.method !== "post") { return; }
    if (formulario.dataset.enviando) { evento.preventDefault(); return; }
    if (!evento.defaultPrevented) { trabar(formulario); }
  });
  document.addEventListener("ventanilla:trabar", function (evento) { trabar(evento.target); });
  /* Al volver atrás el navegador muestra la página como estaba: se deja lista para otro intento. */
  window.addEventListener("pageshow", function () { document.querySelectorAll("form").forEach(soltar); });

  iniciar(document);
  document.addEventListener("ventanilla:contenido", function (evento) { iniciar(evento.target); });
})();
