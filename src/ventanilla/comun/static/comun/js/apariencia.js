/* Alto contraste y letra grande sin recargar. Sin esta hoja, los botones envían el formulario. */
(function () {
  "use strict";
  var UN_ANO = 31536000;

  function guardar() {
    var clases = document.documentElement.classList;
    var elegidas = ["contraste", "grande"].filter(function (clase) { return clases.contains(clase); });
    var segura = location.protocol === "https:" ? "; Secure" : "";
    document.cookie = "apariencia=" + elegidas.join(".") + "; Path=/; Max-Age=" + UN_ANO + "; SameSite=Lax" + segura;
  }

  document.addEventListener("click", function (evento) {
    var boton = evento.target.closest(".apariencia button[value]");
    if (!boton) { return; }
    evento.preventDefault();
    var activa = document.documentElement.classList.toggle(boton.value);
    document.querySelectorAll('.apariencia button[value="' + boton.value + '"]').forEach(function (igual) {
      igual.setAttribute("aria-pressed", String(activa));
    });
    guardar();
  });
})();
