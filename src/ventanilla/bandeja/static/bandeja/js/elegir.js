// Elegir de una vez todas las peticiones de la página, y saber cuántas van. Sin esto se eligen una a una.
(() => {
  "use strict";
  const caja = document.querySelector("[data-elegir-todas]");
  const cuantas = document.querySelector("[data-cuantas-elegidas]");
  const filas = [...document.querySelectorAll('input[name="elegida"]')];
  if (!caja || !cuantas || !filas.length) return;
  const todas = caja.querySelector("input");

  const contar = () => {
    const van = filas.filter((fila) => fila.checked).length;
    todas.checked = van === filas.length;
    todas.indeterminate = van > 0 && van < filas.length;
    cuantas.textContent = van === 0 ? "" : van === 1 ? "1 elegida" : `${van} elegidas`;
  };

  todas.addEventListener("change", () => {
    filas.forEach((fila) => { fila.checked = todas.checked; });
    contar();
  });
  filas.forEach((fila) => fila.addEventListener("change", contar));
  // Al volver atrás el navegador recuerda las marcas después de leer la página.
  window.addEventListener("pageshow", contar);
  caja.hidden = false;
  contar();
})();
