/* Botones que copian: <button type="button" hidden data-copiar="#clave">Copiar</button>.
   Nacen escondidos porque sin JavaScript no harían nada. */
(function () {
  "use strict";

  function seleccionar(origen) {
    var rango = document.createRange();
    rango.selectNodeContents(origen);
    var seleccion = window.getSelection();
    seleccion.removeAllRanges();
    seleccion.addRange(rango);
  }

  function decir(boton, texto) {
    var antes = boton.dataset.rotulo || boton.textContent;
    boton.dataset.rotulo = antes;
    boton.textContent = texto;
    window.setTimeout(function () { boton.textContent = antes; }, 4000);
  }

  function copiar(boton) {
    var origen = document.querySelector(boton.dataset.copiar);
    if (!origen) { return; }
    var texto = (origen.value || origen.textContent).trim().replace(/\s+/g, " ");
    function aMano() {
      seleccionar(origen);
      decir(boton, "Selecciónelo y cópielo");
    }
    if (!navigator.clipboard) { aMano(); return; }
    navigator.clipboard.writeText(texto).then(function () { decir(boton, "Copiado"); }, aMano);
  }

  function iniciar(raiz) {
    raiz.querySelectorAll("[data-copiar]").forEach(function (boton) {
      boton.hidden = false;
      boton.setAttribute("aria-live", "polite");
      boton.addEventListener("click", function () { copiar(boton); });
    });
  }

  iniciar(document);
  document.addEventListener("ventanilla:contenido", function (evento) { iniciar(evento.target); });
})();
