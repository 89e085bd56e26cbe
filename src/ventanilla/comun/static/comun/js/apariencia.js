/* Alto contraste y letra grande sin recargar (sin este guion, los botones envían el formulario), y el
   menú de la persona, que se cierra con Escape o al tocar por fuera. */
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

  function cerrarMenus(salvo) {
    document.querySelectorAll("details.menu-usuario[open]").forEach(function (menu) {
      if (menu !== salvo) { menu.open = false; }
    });
  }
  document.addEventListener("click", function (evento) { cerrarMenus(evento.target.closest("details.menu-usuario")); });
  document.addEventListener("keydown", function (evento) {
    if (evento.key !== "Escape") { return; }
    var menu = document.activeElement.closest("details.menu-usuario[open]");
    cerrarMenus(null);
    if (menu) { menu.querySelector("summary").focus(); }
  });
})();
