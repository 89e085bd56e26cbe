/* Llaves de acceso: le pide al navegador crear o usar una, y envía el formulario con lo que contesta.

   <form data-llave="crear|usar" data-opciones="…JSON…"> o, si hay que pedirlas, data-pedir="/ruta/".
   El botón y su caja nacen escondidos: sin JavaScript queda el texto que dice qué hacer. */
(() => {
  "use strict";
  const aBytes = (texto) => {
    const normal = texto.replace(/-/g, "+").replace(/_/g, "/");
    return Uint8Array.from(atob(normal), (letra) => letra.charCodeAt(0));
  };
  const aTexto = (bytes) =>
    btoa(String.fromCharCode(...new Uint8Array(bytes)))
      .replace(/\+/g, "-")
      .replace(/\//g, "_")
      .replace(/=+$/, "");
  const conBytes = (lista) => (lista || []).map((c) => ({ ...c, id: aBytes(c.id) }));

  const crear = async (pedido, sola) => {
    const publica = {
      ...pedido.publicKey,
      challenge: aBytes(pedido.publicKey.challenge),
      user: { ...pedido.publicKey.user, id: aBytes(pedido.publicKey.user.id) },
      excludeCredentials: conBytes(pedido.publicKey.excludeCredentials),
    };
    if (sola) {
      publica.authenticatorSelection = {
        ...publica.authenticatorSelection,
        residentKey: "required",
        requireResidentKey: true,
        userVerification: "required",
      };
    }
    const llave = await navigator.credentials.create({ publicKey: publica });
    return decir(llave, {
      attestationObject: aTexto(llave.response.attestationObject),
      transports: llave.response.getTransports ? llave.response.getTransports() : [],
    });
  };

  const usar = async (pedido) => {
    const publica = {
      ...pedido.publicKey,
      challenge: aBytes(pedido.publicKey.challenge),
      allowCredentials: conBytes(pedido.publicKey.allowCredentials),
    };
    const llave = await navigator.credentials.get({ publicKey: publica });
    const de = llave.response.userHandle;
    return decir(llave, {
      authenticatorData: aTexto(llave.response.authenticatorData),
      signature: aTexto(llave.response.signature),
      userHandle: de ? aTexto(de) : null,
    });
  };

  const decir = (llave, respuesta) => ({
    id: llave.id,
    rawId: aTexto(llave.rawId),
    type: llave.type,
    clientExtensionResults: llave.getClientExtensionResults(),
    response: { clientDataJSON: aTexto(llave.response.clientDataJSON), ...respuesta },
  });

  const pedirlas = async (ruta) => {
    const respuesta = await fetch(ruta, { headers: { Accept: "application/json" } });
    if (!respuesta.ok) throw new Error("sin opciones");
    return (await respuesta.json()).request_options;
  };

  const explicar = (error) =>
    ({
      NotAllowedError: "No se usó ninguna llave, o se acabó el tiempo. Inténtelo otra vez.",
      InvalidStateError: "Esa llave ya está agregada a su cuenta.",
      SecurityError: "El navegador no deja usar llaves en esta dirección. Entre por la de su entidad.",
    })[error.name] || "No se pudo usar la llave. Inténtelo otra vez o entre de otro modo.";

  const preparar = (formulario) => {
    const boton = formulario.querySelector("[data-llave-boton]");
    const aviso = formulario.querySelector("[data-llave-aviso]");
    const caja = formulario.querySelector("[name=credential]");
    if (!boton || !caja || !window.PublicKeyCredential) return;
    formulario.querySelectorAll("[data-sin-llave]").forEach((nodo) => { nodo.hidden = true; });
    formulario.querySelectorAll("[data-con-llave]").forEach((nodo) => { nodo.hidden = false; });
    formulario.addEventListener("submit", async (evento) => {
      if (caja.value) return;
      evento.preventDefault();
      evento.stopImmediatePropagation();
      aviso.textContent = "";
      boton.disabled = true;
      try {
        const opciones = formulario.dataset.opciones
          ? JSON.parse(formulario.dataset.opciones)
          : await pedirlas(formulario.dataset.pedir);
        const sola = formulario.querySelector("[name=passwordless]");
        const hecha = formulario.dataset.llave === "crear"
          ? await crear(opciones, Boolean(sola && sola.checked))
          : await usar(opciones);
        caja.value = JSON.stringify(hecha);
        formulario.submit();
      } catch (error) {
        boton.disabled = false;
        aviso.textContent = explicar(error);
      }
    }, true);
  };
  document.querySelectorAll("form[data-llave]").forEach(preparar);
})();
